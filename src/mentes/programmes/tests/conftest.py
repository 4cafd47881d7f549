"""What the tests of this room share: the cast, and files in the making."""

import pytest

from mentes.programmes import actions
from mentes.testing import NOW, Cast


@pytest.fixture
def cast(db) -> Cast:
    return Cast()


@pytest.fixture
def import_text(cast):
    """Imports CSV text into Cleo's programme and returns the run."""

    def import_(text: str, *, name: str = "people.csv", at=NOW, **how):
        upload = actions.create_upload(cast.programme, [(name, text.encode())], by=cast.cleo)
        return actions.import_people(upload, by=cast.cleo, now=at, **how)

    return import_
