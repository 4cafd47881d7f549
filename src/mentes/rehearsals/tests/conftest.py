"""The cast at home: Ama is mentored by Rosa, and their match runs."""

import pytest
from django.test import Client

from mentes.testing import NOW, Cast


@pytest.fixture
def cast(db) -> Cast:
    cast = Cast()
    cast.match(state="active", started_at=NOW, mentee_answer="yes", mentor_answer="yes")
    return cast


@pytest.fixture
def signed_in():
    """`signed_in(person)`: a browser in which they are signed in."""

    def open_for(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return open_for
