"""Publishing: nobody hears before the instant, everybody hears once, and what was called off never happened."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mentes.lib.errors import Refused
from mentes.matches import actions
from mentes.matches.actions import publishing
from mentes.matches.models import Alternate, Match
from mentes.matches.tests.people import make_many
from mentes.people.models import Letter
from mentes.testing import NOW, Cast, make_participation, make_person
from mentes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db
SOON, LATER = NOW + timedelta(hours=2), NOW + timedelta(hours=3)


@pytest.fixture
def cast():
    cast = Cast()
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    actions.approve_match(Match.objects.get(), by=cast.cleo, now=NOW)
    return cast


def publish(cast, **rest):
    return publishing.publish(cast.programme, **({"at": SOON, "by": cast.cleo, "now": NOW} | rest)).publication


def test_nobody_hears_before_the_instant_not_even_a_moment(cast, client):
    publish(cast)
    assert publishing.offer_due_matches(SOON - timedelta(seconds=1)) == 0
    match = Match.objects.get()
    assert match.state == "approved"
    assert not Letter.objects.filter(kind__startswith="match").exists()
    assert not Match.objects.heard_by(cast.ama).exists()
    client.force_login(cast.ama)
    assert client.get(reverse("matches:pair", args=[match.pk])).status_code == 404


def test_at_the_instant_both_hear_once_however_often_the_job_runs(cast):
    publication = publish(cast)
    assert publishing.offer_due_matches(LATER) == 1
    assert publishing.offer_due_matches(LATER) == 0
    match = Match.objects.get()
    assert (match.state, match.offered_at, match.expires_at) == ("offered", LATER, LATER + timedelta(days=14))
    letters = Letter.objects.filter(kind="match_offered")
    assert sorted(str(letter.person_id) for letter in letters) == sorted([str(cast.ama.pk), str(cast.rosa.pk)])
    publication.refresh_from_db()
    assert (publication.done_at, publication.n_matches) == (LATER, 1)
    assert AuditEntry.objects.filter(action="matches.told").count() == 1


def test_what_is_called_off_is_never_told_and_the_pair_stays_approved(cast):
    publication = publish(cast)
    publishing.call_off(publication, by=cast.cleo, now=NOW)
    assert publishing.offer_due_matches(LATER) == 0
    assert Match.objects.get().state == "approved"
    with pytest.raises(Refused):
        publishing.move_publication(publication, LATER, by=cast.cleo, now=NOW)
    publish(cast)


def test_a_publication_can_be_moved_until_people_have_heard(cast):
    publication = publish(cast)
    publishing.move_publication(publication, LATER, by=cast.cleo, now=NOW)
    assert publishing.offer_due_matches(SOON) == 0
    assert publishing.offer_due_matches(LATER) == 1
    with pytest.raises(Refused):
        publishing.call_off(publication, by=cast.cleo, now=LATER)


def test_one_publication_waits_at_a_time_and_only_with_approved_pairs(cast):
    publish(cast)
    with pytest.raises(Refused):
        publish(cast)
    actions.unapprove_match(Match.objects.get(), by=cast.cleo, now=NOW)
    publishing.call_off(publishing.pending(cast.programme), by=cast.cleo, now=NOW)
    with pytest.raises(Refused):
        publish(cast)


def test_an_instant_that_passed_or_lies_years_ahead_is_refused(cast):
    for at in (NOW - timedelta(hours=1), NOW + timedelta(days=800)):
        with pytest.raises(Refused):
            publish(cast, at=at)


def test_a_pair_that_was_never_approved_is_not_told(cast):
    other = make_participation(make_person("Esi Boateng"), cast.programme, "mentee", seeks={"pricing": 1})
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    publish(cast)
    publishing.offer_due_matches(LATER)
    assert Match.objects.get(mentee=other).state == "proposed"
    assert Match.objects.get(mentee=cast.ama_place).state == "offered"


def test_somebody_who_pauses_before_the_instant_is_not_told_and_the_pair_waits(cast):
    publish(cast)
    type(cast.rosa_place).objects.filter(pk=cast.rosa_place.pk).update(status="paused")
    assert publishing.offer_due_matches(LATER) == 0
    assert Match.objects.get().state == "approved"
    assert AuditEntry.objects.get(action="matches.told").detail["n_held_back"] == 1


def test_alternates_fill_free_seats_only_and_break_no_pair():
    cleo, programme = make_person("Cleo Haddad"), make_many(8, 12)
    actions.propose_matches(programme, by=cleo, now=NOW)
    actions.approve_matches(programme.matches.all(), by=cleo, now=NOW)
    before = set(programme.matches.values_list("mentee", "mentor"))
    publishing.publish(programme, at=SOON, by=cleo, now=NOW, alternates="approve")
    alternates = list(Alternate.objects.select_related("match", "mentor"))
    assert set(programme.matches.values_list("mentee", "mentor")) == before
    assert alternates
    taken = {mentor for _mentee, mentor in before}
    seats = [alternate.mentor_id for alternate in alternates]
    assert not taken & set(seats)
    assert len(seats) == len(set(seats))
    assert {alternate.approved_by for alternate in alternates} == {cleo}
    for alternate in alternates:
        assert abs(sum(alternate.parts.values()) - alternate.points) < 1e-9


def test_a_list_that_changed_since_it_was_seen_is_not_approved():
    cleo, programme = make_person("Cleo Haddad"), make_many(8, 12)
    actions.propose_matches(programme, by=cleo, now=NOW)
    actions.approve_matches(programme.matches.all(), by=cleo, now=NOW)
    published = publishing.publish(programme, at=SOON, by=cleo, now=NOW, alternates="approve", seen="0123456789abcdef")
    assert published.is_list_changed
    assert set(Alternate.objects.values_list("approved_by", flat=True)) == {None}
