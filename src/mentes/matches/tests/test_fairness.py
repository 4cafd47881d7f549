"""Groups are counted after a run, never before: planted bias is told, answers change no ranking, few people are not shown."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from mentes.fairness.actions import leave_audit, newest_count, say_for_audit
from mentes.fairness.bridge import compare_side
from mentes.fairness.models import Count, Said
from mentes.matches import actions, bridge
from mentes.matches.tests.people import make_many
from mentes.people.models import Profile
from mentes.programmes.models import Participation
from mentes.testing import NOW, make_person


@pytest.fixture
def cleo(db):
    return make_person("Cleo Haddad")


def volunteer(programme, *, seed: int = 1, share: float = 1.0) -> None:
    """Gender and age of everybody (or a share of them), drawn by a seed."""
    chance = random.Random(seed)
    places = list(Participation.objects.filter(programme=programme).order_by("external_id"))
    said = []
    for place in places:
        if chance.random() >= share:
            continue
        said.append(Said(participation=place, attribute="gender", value=chance.choice(["woman", "man"]), at=NOW))
        said.append(Said(participation=place, attribute="age", value=chance.choice(["under_25", "25_34", "35_49"]), at=NOW))
    Said.objects.bulk_create(said)


def ranking(run) -> tuple:
    return run.pairs, run.unplaced, run.idle, run.prices


def test_flipping_every_protected_value_changes_no_ranking(cleo):
    programme = make_many(60, 40, texts=True)
    volunteer(programme)
    before = actions.propose_matches(programme, by=cleo, now=NOW)
    suggested = bridge.read_outcomes(programme, now=NOW)
    Said.objects.filter(value="woman").update(value="flip")
    Said.objects.filter(value="man").update(value="woman")
    Said.objects.filter(value="flip").update(value="man")
    Said.objects.filter(attribute="age").update(value="50_plus")
    after = actions.propose_matches(programme, by=cleo, now=NOW)
    assert ranking(before) == ranking(after)
    assert bridge.read_outcomes(programme, now=NOW) == suggested


def test_a_run_with_answers_is_counted_once_and_not_after_each_change(cleo):
    programme = make_many(30, 30)
    volunteer(programme)
    run = actions.propose_matches(programme, by=cleo, now=NOW)
    count = newest_count(programme)
    assert count.run_id == run.pk
    place = Participation.objects.filter(programme=programme).first()
    for k in range(9):
        say_for_audit(place, {"gender": ("woman" if k % 2 else "man", "")}, by=place.person, now=NOW)
        assert not actions.count_run(programme, run, by=cleo, now=NOW)
    leave_audit(place, by=place.person, now=NOW)
    assert actions.count_run(programme, run, by=cleo, now=NOW + timedelta(hours=1))
    assert Count.objects.count() == 2


def test_a_run_without_answers_is_not_counted(cleo):
    programme = make_many(12, 12)
    actions.propose_matches(programme, by=cleo, now=NOW)
    assert newest_count(programme) is None


def test_bias_planted_in_what_matching_reads_is_told(cleo):
    """Women named no topic and are free when hardly anybody is: their suggestions and pairs are worse, and the audit says so."""
    programme = make_many(260, 130, capacity=3)
    volunteer(programme)
    women = Participation.objects.filter(role="mentee", pk__in=Said.objects.filter(value="woman").values("participation"))
    Profile.objects.filter(participation__in=women).update(hours=[[120, 300]])
    for place in women.select_related("profile"):
        place.profile.topics.all().delete()
    actions.propose_matches(programme, by=cleo, now=NOW)
    report = newest_count(programme).report
    by = {(c["measure"], *c["attributes"]): c for c in report["sides"]["mentee"]}
    assert by["scoring", "gender"]["state"] == by["fit", "gender"]["state"] == "concern"
    woman = next(g for g in by["fit", "gender"]["groups"] if g["names"] == ["woman"])
    assert woman["compared"] < -5
    told = {(g["attribute"], g["group"]): g["state"] for g in report["guesses"]}
    assert told["gender", "man"] == "proxy"


def test_fair_people_are_seldom_accused(cleo):
    """Thirty times groups are drawn without regard to anything: of comparisons with enough people, one in twenty may alarm."""
    programme = make_many(260, 130, capacity=3)
    actions.propose_matches(programme, by=cleo, now=NOW)
    values = {o.place: o.values for o in bridge.read_outcomes(programme, now=NOW) if o.side == "mentee"}
    states = Counter()
    for seed in range(30):
        chance = random.Random(seed)
        groups = {place: {"gender": chance.choice(["woman", "man"])} for place in values}
        states.update(one["state"] for one in compare_side("mentee", values, groups, ["gender"]))
    assert states["ok"] > 30
    assert states["concern"] <= 0.05 * (states["ok"] + states["concern"]) + 2


def numbers(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ((key, n) for _key, n in numbers(inner)) if key.startswith("n_") else numbers(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from numbers(inner)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield "", value


def test_no_count_below_ten_is_kept(cleo):
    programme = make_many(40, 30)
    volunteer(programme, share=0.6)
    actions.propose_matches(programme, by=cleo, now=NOW)
    report = newest_count(programme).report
    counts = [n for key, n in numbers(report) if key in ("n_at_least", "n_left_out", "n_answered")]
    assert counts
    assert all(n == 0 or n >= 10 for n in counts)
    assert all(n % 5 == 0 for n in counts)
