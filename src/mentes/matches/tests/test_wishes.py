"""A floor, stable pairs and locks: what each costs stands there before it is asked for, and the run keeps what was found."""

import io
import json
import re

import numpy as np
import pytest
from django.urls import reverse

from mentes.matches import actions, bridge
from mentes.matches.models import Run
from mentes.matches.tests.people import make_many
from mentes.matches.tests.test_what_if import asked, text
from mentes.testing import NOW, make_person, make_staff

pytestmark = pytest.mark.django_db
LATER = NOW.replace(hour=10)


@pytest.fixture
def cleo(client):
    cleo = make_person("Cleo Haddad")
    client.force_login(cleo)
    return cleo


@pytest.fixture
def programme(cleo):
    programme = make_many(30, 26, capacity=1)
    make_staff(cleo, programme)
    return programme


def see(client, name: str, programme, **query):
    return client.get(reverse(f"matches:{name}", args=[programme.slug]), query)


def match_with(client, programme, **changes) -> Run:
    client.post(reverse("matches:propose", args=[programme.slug]), asked(programme, **changes))
    return programme.runs.order_by("-at").first()


def test_what_a_floor_and_stability_would_cost_stands_there_before_anybody_asks(client, programme):
    page = see(client, "terms", programme)
    rows = {row["kind"]: row for row in page.context["wishes"]}
    assert set(rows) == {"present", "with_floor", "with_stable"}
    for kind, wish in (("with_floor", {"floor": "best"}), ("with_stable", {"mode": "stable"})):
        table = bridge.terms_to_table(bridge.terms_of(programme)) | wish
        alone = bridge.solve(bridge.read_pool(programme, now=NOW, terms=bridge.read_terms(table)))
        assert rows[kind]["objective"] == alone.objective
        assert (rows[kind]["n_placed"], rows[kind]["n_blocking"]) == (alone.n_placed, alone.n_blocking)
    for row in (rows["with_floor"], rows["with_stable"]):
        assert row["points_more"] == row["objective"] - rows["present"]["objective"] <= 0
    assert rows["with_stable"]["n_blocking"] == 0 < rows["present"]["n_blocking"]
    assert rows["with_floor"]["least_points"] >= rows["present"]["least_points"]
    said = text(page)
    assert "Highest floor, " in said
    assert f"Points more or fewer {rows['with_floor']['points_more']:,.1f}" in said
    programme.refresh_from_db()
    assert programme.terms == {}


def test_a_floor_is_kept_by_the_run_and_named_by_its_seal(client, programme):
    actions_run = match_with(client, programme, floor="best")
    assert (actions_run.terms["floor"], actions_run.has_best_floor) == ("best", True)
    assert actions_run.least_points >= actions_run.floor > 0
    page = text(see(client, "review", programme))
    assert f"no pair has fewer than {actions_run.floor:.1f} points, the highest that leaves nobody more without a mentor" in page
    assert "No floor was asked" not in page
    proof = see(client, "proof", programme)
    assert proof.context["again"].certificate.feasible
    assert proof.context["again"].certificate.gap < 1e-9
    assert proof.context["again"].n_blocking == actions_run.n_blocking
    assert f"points[points &lt; {actions_run.floor!r}] = np.nan" in proof.content.decode()


def test_stable_pairs_claim_no_best_total_and_say_what_they_cost(client, programme):
    run = match_with(client, programme, aim="stable")
    assert (run.mode, run.terms["mode"], run.terms["aim"], run.n_blocking) == ("stable", "stable", "points", 0)
    assert run.gap > 1e-9
    page = text(see(client, "review", programme))
    assert "Stable pairs" in page
    assert "By their own wishes, no two who are not paired would both rather have each other." in page
    assert f"stability costs {run.upper_bound - run.objective:,.1f} points" in page
    assert "No other set of pairs" not in page
    proof = text(see(client, "proof", programme))
    assert "Why these pairs are stable, and what that costs" in proof
    assert "Counted anew" not in proof


def test_the_number_of_blocking_pairs_is_told_of_every_run(client, cleo, programme):
    run = actions.propose_matches(programme, by=cleo, now=NOW)
    assert run.n_blocking > 0
    assert f"By their own wishes, {run.n_blocking} pair" in text(see(client, "review", programme))
    assert see(client, "proof", programme).context["again"].n_blocking == run.n_blocking


def test_other_weights_tell_a_number_of_blocking_pairs_that_was_counted_or_none(client, cleo, programme, monkeypatch):
    """What-if solves without costs; where the pool is too large to count at once, it says nothing rather than none."""
    actions.propose_matches(programme, by=cleo, now=NOW)
    other = asked(programme, weight_0="5")
    page = client.get(reverse("matches:what_if", args=[programme.slug]), other, headers={"HX-Request": "true"})
    table = page.context["trial"].form.terms()
    counted = bridge.solve(bridge.read_pool(programme, now=NOW, terms=table), with_costs=True).n_blocking
    assert page.context["trial"].n_blocking == counted > 0
    assert f"By their own wishes, {counted} pair" in text(page)
    monkeypatch.setattr("mentes.matches.bridge.solving.COUNTED_ALWAYS", 0)
    other = asked(programme, weight_0="6")
    page = client.get(reverse("matches:what_if", args=[programme.slug]), other, headers={"HX-Request": "true"})
    assert page.context["trial"].n_blocking is None
    assert "rather have each other" not in text(page)


def test_a_run_older_than_the_count_says_nothing_of_it(client, cleo, programme):
    actions.propose_matches(programme, by=cleo, now=NOW)
    Run.objects.update(n_blocking=None, wishes=[])
    assert "rather have each other" not in text(see(client, "review", programme)).split("What if")[0]
    assert see(client, "proof", programme).status_code == 200


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"floor": "points", "floor_points": "35"}, {"floor": 35.0}),
        ({"floor": "best"}, {"floor": "best"}),
        ({"floor": "off"}, {"floor": "off"}),
        ({"aim": "stable"}, {"mode": "stable", "aim": "points"}),
        ({"aim": "people"}, {"mode": "optimum", "aim": "people"}),
    ],
)
def test_wishes_are_kept_when_posted_and_shown_again(client, programme, said, kept):
    assert client.post(reverse("matches:terms", args=[programme.slug]), asked(programme, **said)).status_code == 302
    programme.refresh_from_db()
    assert {key: programme.terms[key] for key in kept} == kept
    form = see(client, "terms", programme).context["form"]
    for key, value in said.items():
        shown = form[key].value()
        assert shown == (float(value) if key == "floor_points" else value)


def test_a_floor_in_points_without_points_is_refused_with_a_sentence_and_nothing_is_lost(client, programme):
    for points in ("", "0", "101", "many"):
        said = asked(programme, floor="points", floor_points=points, weight_0="44")
        response = client.post(reverse("matches:terms", args=[programme.slug]), said)
        assert response.status_code == 422
        assert response.context["form"].errors["floor_points"]
        assert response.context["form"]["weight_0"].value() == "44"
    programme.refresh_from_db()
    assert programme.terms == {}


def test_what_if_honours_floor_and_stability_and_carries_them_on(client, cleo, programme):
    actions.propose_matches(programme, by=cleo, now=NOW)
    said = asked(programme, aim="stable", floor="best")
    response = client.get(reverse("matches:what_if", args=[programme.slug]), said, headers={"HX-Request": "true"})
    trial = response.context["trial"]
    assert (trial.is_stable, trial.n_blocking) == (True, 0)
    assert trial.floor > 0
    assert "the best total would have" in text(response)
    assert {("aim", "stable"), ("floor", "best")} <= set(trial.hidden)
    programme.refresh_from_db()
    assert programme.terms == {}
    match_with(client, programme, floor="points", floor_points="20")
    page = see(client, "review", programme).content.decode()
    assert re.search(r'<option value="points" selected>\s*20 points', page)
    assert 'name="floor_points" value="20"' in page


def test_what_each_lock_costs_stands_on_the_tab_of_locked_pairs(client, cleo, programme):
    actions.propose_matches(programme, by=cleo, now=NOW)
    worst = programme.matches.order_by("points").first()
    others = bridge.alternatives(bridge.read_pool(programme, now=NOW), str(worst.mentee_id), 3)
    costly = next(one for one in reversed(others) if one.swap.costs_points > 0.1)
    actions.swap_match(worst, bridge.read_pool(programme, now=NOW).places[costly.mentor_id], reason="", by=cleo, now=NOW)
    page = see(client, "review", programme, tab="locked")
    (cost,) = page.context["lock_costs"].values()
    assert cost.costs_points == pytest.approx(costly.swap.costs_points)
    assert f"this lock costs the whole {cost.costs_points:.1f} points" in text(page)
    assert see(client, "review", programme).context["lock_costs"] == {}
    run = actions.propose_matches(programme, by=cleo, now=LATER)
    assert run.locks[0]["costs_points"] == pytest.approx(cost.costs_points)


def test_a_swap_below_the_floor_is_refused_by_its_name(client, programme):
    run = match_with(client, programme, floor="best")
    read = bridge.read_pool(programme, now=NOW)
    match = programme.matches.first()
    weak = next(
        (m.id for m in read.pool.mentors
         if sum(bridge.parts_of(read, str(match.mentee_id), m.id).values()) < run.floor
         and not bridge.explain(read.pool, str(match.mentee_id), m.id).blocked_by),
    )  # fmt: skip
    page = client.get(reverse("matches:swap", args=[match.pk]), {"mentor": weak})
    assert f"no pair may have fewer than {run.floor:.1f}" in text(page)
    for other in see(client, "review", programme, pair=match.pk).context["sheet"].others:
        assert other.points >= round(run.floor) - 1


def test_two_runs_are_compared_by_aim_floor_and_blocking_pairs(client, cleo, programme):
    actions.propose_matches(programme, by=cleo, now=NOW)
    match_with(client, programme, aim="stable", floor="best")
    page = text(see(client, "compare", programme))
    assert "Aim best total stable pairs" in page
    assert "Floor none" in page
    assert re.search(r"Would rather have each other [1-9]\d* 0", page)


def test_the_files_of_a_run_say_what_was_asked_and_what_it_costs(client, programme):
    run = match_with(client, programme, floor="best")
    said = json.loads(client.get(reverse("matches:report_json", args=[programme.slug])).content)
    assert (said["floor"], said["mode"], said["n_blocking"]) == (run.floor, "optimum", run.n_blocking)
    assert [wish["name"] for wish in said["wishes"]] == ["floor", "stable"]
    assert said["wishes"][0]["costs_people"] <= 0
    scores = np.load(io.BytesIO(client.get(reverse("matches:scores_npz", args=[programme.slug])).content), allow_pickle=False)
    assert scores["own_points"].shape == (2, 30, 26)


@pytest.mark.parametrize(
    ("language", "heading", "rather"),
    [("es", "Parejas estables", "se preferirían mutuamente"), ("ar", "ثنائيات مستقرة", "يفضّل كل منهما الآخر")],
)
def test_the_seal_speaks_other_languages(client, cleo, programme, language, heading, rather):
    cleo.language = language
    cleo.save()
    match_with(client, programme, aim="stable", floor="best")
    page = text(see(client, "review", programme))
    assert heading in page
    assert rather in page
