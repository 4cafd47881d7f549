"""The organiser's morning: everybody who needs a hand and nobody else, without a word that anybody wrote."""

import datetime as dt

import pytest

from mentes.insights.morning import read_morning
from mentes.matches.actions.ending import end_match
from mentes.matches.actions.pausing import pause_match
from mentes.matches.models import Match, Question
from mentes.meetings.models import Meeting, Seat
from mentes.people.models import Letter
from mentes.testing import NOW, Cast, make_participation, make_person, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    cast.pair = cast.match(state="active", offered_at=NOW, started_at=NOW)
    return cast


def at(days):
    return NOW + dt.timedelta(days=days)


def kinds(cast, day):
    return [section.kind for section in read_morning(cast.programme, now=at(day))]


def meet(cast, day, state="held", missing=()):
    hour = dt.timedelta(hours=1)
    meeting = Meeting.objects.create(
        about=cast.pair.pk, starts_at=at(day), ends_at=at(day) + hour, state=state, created_at=NOW, changed_at=NOW
    )
    for person in (cast.ama, cast.rosa):
        gone = at(day) if person in missing else None
        Seat.objects.create(meeting=meeting, person=person, during=(at(day), at(day) + hour), missing_at=gone)


def test_two_who_have_not_met_stand_there_from_the_fourteenth_day(cast):
    assert kinds(cast, 13) == []
    assert kinds(cast, 14) == ["not_met"]
    meet(cast, 10)
    assert kinds(cast, 23) == []
    assert kinds(cast, 24) == ["not_met"]


@pytest.mark.parametrize(("state", "stands"), [("booked", False), ("cancelled", True), ("missed", True)])
def test_a_booked_meeting_ahead_is_enough(cast, state, stands):
    meet(cast, 20, state)
    assert bool(kinds(cast, 15)) is stands


def test_whoever_pauses_is_left_in_peace(cast):
    pause_match(cast.pair, by=cast.ama, until=at(60).date(), now=NOW)
    assert kinds(cast, 50) == []


def test_long_silence_takes_the_place_of_not_met(cast):
    assert kinds(cast, 35) == ["silent"]


def test_one_absence_is_nobodys_business_and_two_are_shown_for_either_side(cast):
    meet(cast, 1, "missed", missing=[cast.rosa])
    meet(cast, 9, "missed", missing=[cast.ama])
    meet(cast, 12)
    assert kinds(cast, 13) == []
    meet(cast, 10, "missed", missing=[cast.rosa])
    (section,) = read_morning(cast.programme, now=at(13))
    assert (section.kind, section.rows[0].notice.place, section.rows[0].notice.n) == ("missing", cast.rosa_place, 2)


def test_offers_questions_seats_and_failed_mail(cast):
    meet(cast, 8)
    bo = make_participation(make_person("Bo Lind"), cast.programme, "mentee")
    offer = Match.objects.create(programme=cast.programme, mentee=bo, mentor=cast.rosa_place, state="offered", points=1,
                                 offered_at=NOW, expires_at=at(14), mentor_answer="yes")  # fmt: skip
    Question.objects.create(match=offer, to="organisers", asked_by=bo.person, asked_at=at(1), text="Secret text?")
    cast.rosa_place.capacity = 1
    cast.rosa_place.save()
    Letter.objects.create(key="k", person=bo.person, kind="x", not_before=NOW, state="failed", last_error="550 no such mailbox")
    Letter.objects.create(
        key="k2", person=cast.ama, kind="x", not_before=NOW, state="failed", last_error="nothing to tell any more"
    )
    Letter.objects.update(created_at=at(5))
    assert kinds(cast, 9) == ["question", "offer", "capacity", "mail"]
    told = {section.kind: section for section in read_morning(cast.programme, now=at(9))}
    assert [to.name for to in told["offer"].rows[0].to] == ["Bo"]
    assert told["capacity"].rows[0].notice.n == 1
    assert [one.name for one in told["mail"].rows[0].people] == ["Bo Lind"]


def test_an_ending_for_safety_comes_first_and_offers_no_quick_letter(cast, client):
    end_match(cast.pair, by=cast.ama, kind="safety", words="He shouted.", now=NOW)
    (section,) = read_morning(cast.programme, now=at(2))
    assert (section.kind, section.rows[0].to) == ("safety", ())
    deputy = make_person("Dele Ayo")
    make_staff(deputy, cast.programme, "deputy")
    client.force_login(deputy)
    page = client.get(f"/programmes/{cast.programme.slug}/morning/").content.decode()
    assert "shouted" not in page


def test_today_says_how_many_and_leads_there(cast, client):
    Match.objects.update(started_at=NOW - dt.timedelta(days=3000))
    client.force_login(cast.cleo)
    page = client.get("/today/").content.decode()
    assert f"/programmes/{cast.programme.slug}/morning/" in page
