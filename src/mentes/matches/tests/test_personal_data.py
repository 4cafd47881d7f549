"""What matching keeps of people goes when they go, and an export tells nothing that nobody has heard yet."""

import json

import pytest

from mentes.matches import actions
from mentes.matches.models import Match, Rejection, Run
from mentes.testing import NOW, Cast
from mentes.trust import registry
from mentes.trust.actions.copy import read_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def forget(person) -> None:
    mine = [table for name, table in registry.tables().items() if name.startswith("matches_")]
    for table in sorted(mine, key=lambda table: table.order):
        if table.erase:
            table.erase(person)
        elif table.rows_of:  # else its rows are nobody's
            table.rows_of(person).delete()


def test_every_column_of_the_run_and_the_match_is_classed():
    for model in (Run, Match, Rejection):
        columns = {field.column for field in model._meta.concrete_fields}
        assert set(registry.tables()[model._meta.db_table].columns) == columns


def test_a_proposal_nobody_heard_of_is_not_in_the_export(cast):
    match = cast.match()
    rows_of = registry.tables()["matches_match"].rows_of
    assert not rows_of(cast.ama).exists()
    Match.objects.filter(pk=match.pk).update(state="offered")
    assert rows_of(cast.ama).exists()


def test_a_copy_tells_nobody_whether_the_other_named_them(cast):
    match = cast.match()
    parts = {"topics": 30.0, "wishes": 4.5}
    Match.objects.filter(pk=match.pk).update(state="offered", parts=parts, points=34.5)
    (row,) = read_person(cast.rosa)["matches_match"]
    assert (row["parts"], row["points"]) == ({"topics": 30.0}, 30.0)


def test_after_erasure_no_run_holds_a_line_about_the_person(cast):
    run = actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    forget(cast.rosa)
    run.refresh_from_db()
    assert str(cast.rosa_place.pk) not in json.dumps([run.pairs, run.unplaced, run.idle, run.prices, run.inputs, run.rules])
    assert not Match.objects.exists()
    assert run.objective > 0


def test_a_pair_that_began_stays_as_dates_without_reasons(cast):
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    Match.objects.update(state="active", started_at=NOW, decided_by=cast.cleo)
    forget(cast.rosa)
    match = Match.objects.get()
    assert (match.state, match.reasons, match.parts, match.started_at) == ("ended", [], {}, NOW)
    forget(cast.cleo)
    match.refresh_from_db()
    assert match.decided_by is None
    assert Run.objects.get().by is None


def test_a_rejection_goes_with_either_of_the_two(cast):
    actions.reject_match(cast.match(), reason="They are cousins", by=cast.cleo, now=NOW)
    forget(cast.ama)
    assert not Rejection.objects.exists()
