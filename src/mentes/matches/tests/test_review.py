"""The review page and its buttons: what an organiser sees and decides, and that nobody else finds anything there."""

import re

import pytest
from django.urls import reverse

from mentes.matches import actions
from mentes.matches.models import Match, Rejection
from mentes.matches.tests.people import make_many
from mentes.programmes.texts import read_people
from mentes.testing import NOW, Cast, make_participation, make_person, make_staff
from mentes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def organiser(client, cast):
    client.force_login(cast.cleo)
    return client


def matched(cast, **fields) -> Match:
    make_participation(
        make_person("Henrik Dahl"), cast.programme, "mentor", offers={"pricing": 3}, languages=["en"], background="I kept a shop."
    )
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    match = Match.objects.get()
    Match.objects.filter(pk=match.pk).update(**fields)
    match.refresh_from_db()
    return match


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def review(client, cast, **query):
    return client.get(reverse("matches:review", args=[cast.programme.slug]), query)


def test_before_the_first_run_the_page_offers_to_match(organiser, cast):
    page = text(review(organiser, cast))
    assert "No pair is proposed yet" in page
    assert "Match these people" in page


def test_matching_from_the_page_leads_to_the_pairs(organiser, cast):
    read_people(cast.programme)
    response = organiser.post(reverse("matches:propose", args=[cast.programme.slug]), follow=True)
    page = text(response)
    assert "1 pair waits for your judgement" in page
    assert "by Cleo Haddad from 2 people" in page
    assert "Proven best, gap 0.0%" in page
    assert "No floor was asked" in page


def test_the_sheet_shows_reasons_that_add_up_and_quotes_both_verbatim(organiser, cast):
    matched(cast)
    response = review(organiser, cast)
    sheet = response.context["sheet"]
    assert sum(strand["shown"] for strand in sheet.told.strands) == sheet.told.points
    page = text(response)
    assert "Why Ama and Rosa" in page
    assert "Both volunteered something they have lived through" in page
    assert "first-generation" not in page.casefold()
    written = f"{cast.ama_place.profile.goals} {cast.ama_place.profile.background}"
    road = next(strand for strand in sheet.told.strands if strand["name"] == "road")
    goals = next(quote for quote in road["quotes"] if quote.direction == "goals")
    assert goals.need_item in written
    assert goals.offer_item in cast.rosa_place.profile.background
    assert goals.need_item in response.content.decode().replace("&#x27;", "'")
    assert "If not Rosa" in page
    assert "Henrik Dahl" in page


def test_the_age_of_nobody_is_shown(organiser, cast):
    profile = cast.ama_place.profile
    profile.extra = {"age": "2797"}
    profile.save()
    matched(cast)
    assert "2797" not in review(organiser, cast).content.decode()


def test_htmx_gets_the_sheet_and_the_list_only(organiser, cast):
    match = matched(cast)
    address = reverse("matches:review", args=[cast.programme.slug])
    part = organiser.get(address, {"pair": match.pk}, headers={"HX-Request": "true"}).content.decode()
    assert 'id="pair-sheet"' in part
    assert "hx-swap-oob" in part
    assert "<html" not in part


def test_approving_names_who_and_when(organiser, cast):
    match = matched(cast)
    response = organiser.post(reverse("matches:approve", args=[match.pk]), follow=True)
    match.refresh_from_db()
    assert (match.state, match.decided_by) == ("approved", cast.cleo)
    assert match.decided_at is not None
    assert "The one pair is approved" in text(response)
    assert AuditEntry.objects.filter(action="match.approved", subject_id=str(match.pk), actor_id=cast.cleo.pk).count() == 1


def test_all_above_so_many_points_are_decisions_of_their_own(client):
    cleo, programme = make_person("Cleo Haddad"), make_many(12, 12)
    make_staff(cleo, programme)
    client.force_login(cleo)
    run = actions.propose_matches(programme, by=cleo, now=NOW)
    address = reverse("matches:approve_many", args=[programme.slug])
    least = sorted(match.points for match in programme.matches.all())[6]
    client.post(address, {"run": str(run.pk), "above": str(round(least))})
    n = programme.matches.filter(state="approved", decided_by=cleo).count()
    assert 0 < n < 12
    assert AuditEntry.objects.filter(action="match.approved").count() == n


def test_approving_a_list_that_is_out_of_date_is_refused(organiser, cast):
    matched(cast)
    old = cast.programme.runs.get()
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW.replace(hour=10))
    response = organiser.post(reverse("matches:approve_many", args=[cast.programme.slug]), {"run": str(old.pk), "above": "0"})
    assert response.status_code == 409
    assert not Match.objects.filter(state="approved").exists()


def test_a_rejection_needs_a_reason_and_keeps_it(organiser, cast):
    match = matched(cast)
    address = reverse("matches:reject", args=[match.pk])
    assert organiser.post(address, {"reason": "  "}).status_code == 422
    page = text(organiser.post(address, {"reason": "They are cousins"}, follow=True))
    assert Rejection.objects.get().reason == "They are cousins"
    assert "1 person has no mentor yet" in page
    assert "rejected after the last run" in page
    apart = organiser.get(reverse("matches:unplaced", args=[cast.programme.slug]))
    assert "They are cousins" in text(apart)


def test_a_lock_and_an_override_are_counted(organiser, cast):
    match = matched(cast)
    organiser.post(reverse("matches:lock", args=[match.pk]))
    organiser.post(reverse("matches:approve", args=[match.pk]))
    page = text(review(organiser, cast))
    assert "2 decisions so far; 1 of them overruled" in page
    assert "Why is it locked?" in page
    organiser.post(reverse("matches:lock", args=[match.pk]), {"reason": "They asked for each other"})
    page = text(review(organiser, cast))
    assert "They asked for each other" in page
    assert "2 decisions so far; 1 of them overruled" in page
    organiser.post(reverse("matches:unlock", args=[match.pk]))
    match.refresh_from_db()
    assert not match.is_locked


def test_a_hundred_nods_are_questioned(organiser, cast):
    matched(cast)
    for _n in range(100):
        AuditEntry.objects.create(
            action="match.approved", programme_id=cast.programme.pk, at=NOW, actor_id=cast.cleo.pk, hash="x"
        )
    assert "nodding pairs through" in text(review(organiser, cast))


def test_the_swap_page_tells_what_it_costs_and_carries_it_out(organiser, cast):
    match = matched(cast)
    henrik = cast.programme.participations.get(profile__name="Henrik Dahl")
    address = reverse("matches:swap", args=[match.pk])
    page = text(organiser.get(address, {"mentor": str(henrik.pk)}))
    assert "This costs the whole" in page
    assert "Ama Owusu : Rosa Quispe → Henrik Dahl" in page
    response = organiser.post(address, {"mentor": str(henrik.pk), "reason": "They asked for it"}, follow=True)
    swapped = Match.objects.get()
    assert (swapped.mentor, swapped.is_locked, swapped.note, swapped.decided_by) == (henrik, True, "They asked for it", cast.cleo)
    assert "Swapped and locked. Nobody else changes." in text(response)
    assert AuditEntry.objects.get(action="match.swapped").detail["mentor_after"] == str(henrik.pk)


def test_what_others_would_cost_is_truly_solved_for_the_list(organiser, cast):
    match = matched(cast)
    address = reverse("matches:swap", args=[match.pk])
    assert [other.costs for other in organiser.get(address).context["others"]] == [None]
    (other,) = organiser.get(address, {"part": "costs"}).context["others"]
    assert other.mentor.name == "Henrik Dahl"
    assert other.costs == pytest.approx(match.points - sum(fit.points for fit in other.yarn), abs=1)


def test_what_was_told_can_no_longer_be_changed_here(organiser, cast):
    match = matched(cast, state="offered")
    for name in ("approve", "unapprove", "lock", "unlock", "reject", "swap"):
        response = organiser.post(reverse(f"matches:{name}", args=[match.pk]), {"reason": "x", "mentor": str(cast.rosa_place.pk)})
        assert response.status_code == 409, name
        assert "told already" in text(response)
    match.refresh_from_db()
    assert match.state == "offered"


@pytest.mark.parametrize("who", ["ama", "rosa", "dov"])
def test_nobody_but_organisers_finds_the_review(client, cast, who):
    match = matched(cast)
    client.force_login(getattr(cast, who))
    slug = cast.programme.slug
    for name in ("review", "what_if", "terms", "compare", "proof", "unplaced", "pairs_csv", "report_json", "scores_npz"):
        assert client.get(reverse(f"matches:{name}", args=[slug])).status_code == 404, name
    for name in ("propose", "approve_many", "add_strand", "drop_strand"):
        assert client.post(reverse(f"matches:{name}", args=[slug])).status_code == 404, name
    for name in ("approve", "unapprove", "lock", "unlock", "reject", "swap"):
        assert client.post(reverse(f"matches:{name}", args=[match.pk])).status_code == 404, name


def test_243_people_take_at_most_thirty_queries(client, django_assert_max_num_queries):
    cleo, programme = make_person("Cleo Haddad"), make_many(126, 117, capacity=2, texts=True)
    make_staff(cleo, programme)
    client.force_login(cleo)
    actions.propose_matches(programme, by=cleo, now=NOW)
    address = reverse("matches:review", args=[programme.slug])
    with django_assert_max_num_queries(30):
        first = client.get(address)
    assert first.status_code == 200
    with django_assert_max_num_queries(30):
        client.get(address, {"pair": str(programme.matches.last().pk)})
    for name in ("terms", "proof", "unplaced"):
        with django_assert_max_num_queries(30):
            assert client.get(reverse(f"matches:{name}", args=[programme.slug])).status_code == 200
    with django_assert_max_num_queries(30):
        client.get(reverse("matches:swap", args=[programme.matches.first().pk]))
