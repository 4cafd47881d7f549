"""A rehearsal that many attend: five real browsers, a speaker, a mentor and three peers, each of whom hears the other four.

Five browsers want more than a small machine has to spare beside other tests: `make nightly` sets MENTES_REHEARSERS=5, and nothing
runs here without it. Two to six may be asked for.
"""

import os

import pytest
from tests.journeys.test_call import browsers  # noqa: F401
from tests.journeys.test_rehearsal_voices import gathered, hear_one_another  # noqa: F401

N_PEOPLE = int(os.environ.get("MENTES_REHEARSERS", "0"))
SECONDS = 180

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(N_PEOPLE < 2, reason="a rehearsal of five is tried by `make nightly` (MENTES_REHEARSERS=5)"),
]


def test_everybody_hears_everybody_else(gathered):  # noqa: F811
    hear_one_another(gathered(N_PEOPLE), seconds=SECONDS)
