"""Fillers tapped over the line of a rehearsal."""

import pytest

from mentes.rehearsals.models import Tap
from mentes.rehearsals.tests.lines import at_home, lines_of, new_id, quiet, run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    return at_home()


def test_a_tap_reaches_nobody_and_is_kept_once_at_its_moment(cast):
    id_ = new_id()

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa, cast.dov) as (ama, rosa, dov):
            for _ in range(2):
                await rosa.say({"kind": "filler", "id": id_, "at": 0})
            answers = [await rosa.hear() for _ in range(2)]
            await dov.say({"kind": "filler", "id": new_id(), "at": 0})
            return answers, await dov.hear(), await quiet(ama)

    answers, refused, ama_hears_nothing = run(talk)
    assert answers == [{"kind": "filler_kept", "id": id_}] * 2
    assert refused["why"] == "no-place"
    assert ama_hears_nothing
    tap = Tap.objects.get()
    assert (str(tap.pk), tap.at_ms, tap.by) == (id_, 0, cast.rosa)
