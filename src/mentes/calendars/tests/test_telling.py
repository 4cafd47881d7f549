"""What goes into calendars by mail: through a real mail server, read back by another reader; and the debts that are settled."""

import uuid
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import time_machine

from mentes.calendars.actions import set_choices, settle
from mentes.calendars.models import Told
from mentes.lib.tests.post_office import open_office
from mentes.meetings.actions import book, cancel, cancel_meetings, move
from mentes.meetings.models import Meeting
from mentes.people import outbox
from mentes.people.models import Letter
from mentes.testing import make_person

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
THURSDAY = datetime(2027, 3, 11, 17, tzinfo=UTC)
ABOUT = uuid.UUID("00000000-0000-4000-8000-00000000abcd")
WEEK = timedelta(weeks=1)


@pytest.fixture
def office(settings):
    settings.DEFAULT_FROM_EMAIL = "Mentes <mentes@mentes.example.org>"
    settings.PUBLIC_URL = "https://mentes.example.org"
    with open_office() as (one, server):
        settings.MENTES_MAIL_SERVER = server
        yield one


@pytest.fixture
def pair(transactional_db):
    return (
        make_person("Ama Owusu", email="ama@example.org", time_zone="Europe/Madrid"),
        make_person("Rosa Quispe", email="rosa@example.org", time_zone="America/Lima", language="es"),
    )


def booked(pair, **fields) -> list[Meeting]:
    return book(about=ABOUT, people=pair, starts_at=THURSDAY, minutes=45, by=pair[0], now=NOW, **fields)


def post(office, now: datetime) -> dict[str, list]:
    """Sends what is due; what each mailbox got, oldest first, since last time."""
    with time_machine.travel(now, tick=False):
        for letter_id in outbox.due(now):
            outbox.send(letter_id, now=now)
    got: dict[str, list] = {}
    for to, message in office.taken:
        got.setdefault(to[0], []).append(message)
    office.taken.clear()
    return got


def enclosed(message) -> tuple[str, list[icalendar.Event]]:
    """Method and events of what goes with a mail, after looking that both copies are one and that the heads agree."""
    parts = [part for part in message.walk() if part.get_content_type() in ("text/calendar", "application/ics")]
    assert [part.get_content_type() for part in parts] == ["text/calendar", "application/ics"]
    calendar = icalendar.Calendar.from_ical(parts[0].get_payload(decode=True))
    assert parts[0].get_payload(decode=True) == parts[1].get_payload(decode=True)
    # RFC 6047, 2.4: the method of the part is that of the calendar; the character set is named.
    assert parts[0].get_param("method") == str(calendar["METHOD"])
    assert parts[0].get_content_charset() == "utf-8"
    assert message.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in message.iter_parts()] == ["multipart/alternative", "application/ics"]
    return str(calendar["METHOD"]), list(calendar.walk("VEVENT"))


def bare(message) -> bool:
    return message.get_content_type() == "text/plain"


def test_both_get_an_invitation_to_their_own_address_in_their_own_words(pair, office):
    (meeting,) = booked(pair)
    got = post(office, NOW)
    assert {address: len(messages) for address, messages in got.items()} == {"ama@example.org": 1, "rosa@example.org": 1}
    method, (event,) = enclosed(got["rosa@example.org"][0])
    assert (method, event["DTSTART"].dt, event["SEQUENCE"]) == ("REQUEST", THURSDAY, 0)
    assert event["UID"] == f"mentes-{meeting.pk}@mentes.example.org"
    assert str(event["ORGANIZER"]) == "mailto:mentes@mentes.example.org"
    assert str(event["ATTENDEE"]) == "mailto:rosa@example.org"
    assert str(event["SUMMARY"]) == "Mentes: Ama"
    assert "ama@example.org" not in event.to_ical().decode(), "nobody's address is handed to the other by a calendar"
    assert "https://mentes.example.org/meetings/" in str(event["DESCRIPTION"])


def test_moving_and_calling_off_keep_the_name_and_count_up(pair, office):
    (meeting,) = booked(pair)
    first = enclosed(post(office, NOW)["ama@example.org"][0])[1][0]
    move(meeting, starts_at=THURSDAY + timedelta(hours=2), by=pair[1], now=NOW)
    method, (moved,) = enclosed(post(office, NOW)["ama@example.org"][0])
    assert (method, moved["UID"], moved["SEQUENCE"]) == ("REQUEST", first["UID"], 1)
    assert moved["DTSTART"].dt == THURSDAY + timedelta(hours=2)
    cancel(Meeting.objects.get(), by=pair[0], now=NOW)
    method, (gone,) = enclosed(post(office, NOW)["ama@example.org"][0])
    assert (method, gone["UID"], gone["SEQUENCE"], gone["STATUS"]) == ("CANCEL", first["UID"], 2, "CANCELLED")
    assert settle(NOW + timedelta(hours=1)) == 0


def test_a_series_is_one_invitation_and_one_moved_day_is_told_by_its_name(pair, office):
    meetings = booked(pair, repeat="weekly", times=6)
    method, (event,) = enclosed(post(office, NOW)["ama@example.org"][0])
    assert (method, event["UID"]) == ("REQUEST", f"mentes-{meetings[0].series}@mentes.example.org")
    assert event["RRULE"]["COUNT"] == [6]
    assert event["DTSTART"].params["TZID"] == "Europe/Madrid"
    move(meetings[2], starts_at=meetings[2].starts_at + timedelta(days=1), by=pair[0], now=NOW)
    method, (one,) = enclosed(post(office, NOW)["ama@example.org"][0])
    assert method == "REQUEST"
    assert one["RECURRENCE-ID"].dt.astimezone(UTC) == meetings[2].planned_at
    assert "RRULE" not in one
    cancel(meetings[4], by=pair[0], now=NOW, following=True)
    method, gone = enclosed(post(office, NOW)["ama@example.org"][0])
    assert method == "CANCEL"
    assert [event["RECURRENCE-ID"].dt.astimezone(UTC) for event in gone] == [meetings[4].planned_at, meetings[5].planned_at]


def test_those_that_move_along_are_told_with_the_first(pair, office):
    meetings = booked(pair, repeat="weekly", times=4)
    post(office, NOW)
    move(meetings[1], starts_at=meetings[1].starts_at + timedelta(hours=1), by=pair[0], now=NOW, following=True)
    method, events = enclosed(post(office, NOW)["ama@example.org"][0])
    assert method == "REQUEST"
    assert sorted(event["RECURRENCE-ID"].dt.astimezone(UTC) for event in events) == [one.planned_at for one in meetings[1:]]
    assert settle(NOW + timedelta(hours=1)) == 0


def test_the_end_of_what_they_met_for_cleans_every_calendar_once(pair, office):
    booked(pair, repeat="weekly", times=3)
    (single,) = book(about=ABOUT, people=pair, starts_at=THURSDAY + timedelta(days=1), minutes=30, by=pair[0], now=NOW)
    post(office, NOW)
    cancel_meetings(about=ABOUT, now=NOW)
    assert settle(NOW) == 0, "a letter of its own may still be on its way"
    later = NOW + timedelta(minutes=5)
    assert settle(later) == 4
    assert settle(later) == 0
    got = post(office, later)
    told = [enclosed(message) for message in got["ama@example.org"]]
    assert [method for method, _ in told] == ["CANCEL", "CANCEL"]
    assert {str(events[0]["UID"]).split("@")[0] for _, events in told} == {
        f"mentes-{single.pk}", f"mentes-{Meeting.objects.exclude(series=None).first().series}",
    }  # fmt: skip
    assert "Sacado de tu calendario" in str(got["rosa@example.org"][0]["Subject"]) or "Rosa" not in str(
        got["rosa@example.org"][0]["Subject"]
    )
    assert settle(later + timedelta(hours=1)) == 0
    assert not Told.objects.filter(is_cancelled=False).exists()


def test_a_letter_that_was_overtaken_leaves_no_calendar_wrong(pair, office):
    """The first letter of a moved row is dropped where its meeting moved again: those that came along are told all the same."""
    meetings = booked(pair, repeat="weekly", times=3)
    post(office, NOW)
    move(meetings[0], starts_at=meetings[0].starts_at + timedelta(hours=1), by=pair[0], now=NOW, following=True)
    move(
        Meeting.objects.get(pk=meetings[0].pk),
        starts_at=THURSDAY + timedelta(hours=3),
        by=pair[0],
        now=NOW + timedelta(seconds=5),
    )
    post(office, NOW + timedelta(seconds=10))
    later = NOW + timedelta(minutes=5)
    settle(later)
    post(office, later)
    for told in Told.objects.select_related("meeting"):
        assert told.sequence == told.meeting.sequence
    assert Told.objects.count() == 6


def test_who_wants_none_gets_plain_letters_and_what_is_in_their_calendar_stays_true(pair, office):
    set_choices(pair[0], wants_invitations=False, title="")
    (meeting,) = booked(pair)
    got = post(office, NOW)
    assert bare(got["ama@example.org"][0])
    assert not bare(got["rosa@example.org"][0])
    set_choices(pair[1], wants_invitations=False, title="")
    move(meeting, starts_at=THURSDAY + timedelta(hours=1), by=pair[0], now=NOW)
    got = post(office, NOW)
    assert bare(got["ama@example.org"][0])
    assert enclosed(got["rosa@example.org"][0])[0] == "REQUEST", "it was told of the meeting before, so it hears of the change"
    book(about=ABOUT, people=pair, starts_at=THURSDAY + WEEK, minutes=30, by=pair[0], now=NOW)
    assert bare(post(office, NOW)["rosa@example.org"][0])


def test_a_mail_that_is_tried_again_still_carries_its_invitation_and_goes_once(pair, office):
    booked(pair)
    office.moods.extend(["later-after-data", "later-after-data"])
    assert post(office, NOW) == {}
    assert not Told.objects.exists()
    got = post(office, NOW + timedelta(minutes=3))
    assert all(enclosed(messages[0])[0] == "REQUEST" for messages in got.values())
    assert Told.objects.count() == 2
    assert post(office, NOW + timedelta(minutes=30)) == {}


def test_a_mail_that_may_have_arrived_counts_as_told(pair, office):
    """Then a change sends an update and no second first invitation; the letter itself waits for a person to decide."""
    booked(pair)
    office.moods.extend(["hang-up-after-dot", "hang-up-after-dot"])
    post(office, NOW)
    assert Letter.objects.filter(state="in_doubt").count() == 2
    assert Told.objects.count() == 2


def test_whoever_turns_them_on_later_gets_the_whole_series_with_the_next_change(pair, office):
    set_choices(pair[0], wants_invitations=False, title="")
    meetings = booked(pair, repeat="weekly", times=3)
    post(office, NOW)
    set_choices(pair[0], wants_invitations=True, title="")
    move(meetings[1], starts_at=meetings[1].starts_at + timedelta(hours=1), by=pair[1], now=NOW)
    method, events = enclosed(post(office, NOW)["ama@example.org"][0])
    assert method == "REQUEST"
    assert ["RRULE" in event for event in events] == [True, False]
