"""The pages: an hour is found, booked, moved and called off without a script; nobody else finds anything there."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from mentes.meetings.actions.hours import MOST_EXCEPTIONS
from mentes.meetings.models import Availability, AvailabilityException, Meeting, OwnWeek
from mentes.people.models import Person
from mentes.testing import NOW, Cast

WEEK = [(n * 1440 + 9 * 60, n * 1440 + 18 * 60) for n in range(5)]


@pytest.fixture
def cast(db, time_machine):
    """Ama in Kumasi and Rosa in Bogotá, paired; it is Monday 2 March 2026, 09:00 UTC. Both are free on weekdays, 9 to 18."""
    time_machine.move_to(NOW, tick=False)
    cast = Cast()
    for person, zone in ((cast.ama, "Africa/Accra"), (cast.rosa, "America/Bogota")):
        person.time_zone = zone
        person.save()
        person.profiles.update(hours=[list(span) for span in WEEK], time_zone=zone)
    cast.pair = cast.match(state="active", mentee_answer="yes", mentor_answer="yes", started_at=NOW)
    return cast


@pytest.fixture
def signed_in(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def about(cast) -> str:
    return reverse("meetings:about", args=[cast.pair.pk])


def test_hours_both_share_are_offered_by_both_clocks(cast, signed_in):
    page = signed_in(cast.ama).get(about(cast))
    # Nine to six in Bogotá is 14:00 to 23:00 in Kumasi: they share 14:00 to 18:00.
    offered = re.findall(r"at=20260302T(\d{4})Z", page.content.decode())
    assert offered == ["1400", "1430", "1500", "1530", "1600", "1630", "1700"]
    assert "14:00 Rosa 09:00" in text(page)


def test_an_hour_is_chosen_looked_at_and_booked(cast, signed_in):
    client = signed_in(cast.ama)
    page = client.get(about(cast), {"at": "20260305T1600Z", "minutes": "45"})
    assert "Thursday 5 March at 16:00" in text(page)
    assert "Rosa · Bogota 11:00" in text(page)
    assert Meeting.objects.count() == 0
    sent = {"at": "20260305T1600Z", "minutes": "45", "repeat": "weekly", "times": "3", "title": "Prices"}
    answer = client.post(about(cast), sent, follow=True)
    assert "3 meetings booked" in text(answer)
    assert [(one.minutes, one.title) for one in Meeting.objects.all()] == [(45, "Prices")] * 3


def test_what_was_typed_stays_when_the_hour_is_taken(cast, signed_in):
    client = signed_in(cast.ama)
    sent = {"at": "20260305T1600Z", "minutes": "60", "title": "Prices of jars"}
    client.post(about(cast), sent)
    again = client.post(about(cast), sent)
    assert again.status_code == 409
    assert "You are in another meeting" in text(again)
    assert "Prices of jars" in again.content.decode()


def test_an_hour_of_ones_own_is_by_ones_own_clock(cast, signed_in):
    page = signed_in(cast.rosa).get(about(cast), {"day": "2026-03-05", "time": "20:00", "minutes": "60"})
    assert 'value="20260306T0100Z"' in page.content.decode()
    assert "Fri 01:00" in text(page)  # another day for Ama


def test_wrong_input_is_said_and_nothing_lost(cast, signed_in):
    page = signed_in(cast.rosa).get(about(cast), {"day": "2026-03-05", "time": "25:00", "minutes": "60"})
    assert page.status_code == 422
    assert 'value="2026-03-05"' in page.content.decode()


def test_a_meeting_is_moved_and_called_off(cast, signed_in):
    client = signed_in(cast.ama)
    client.post(about(cast), {"at": "20260305T1600Z", "minutes": "60"})
    meeting = Meeting.objects.get()
    client.post(reverse("meetings:move", args=[meeting.pk]), {"at": "20260306T1500Z", "minutes": "60"})
    meeting.refresh_from_db()
    assert (meeting.starts_at.isoformat(), meeting.sequence) == ("2026-03-06T15:00:00+00:00", 1)
    page = client.get(reverse("meetings:cancel", args=[meeting.pk]))
    assert "more than a day away" in text(page)
    client.post(reverse("meetings:cancel", args=[meeting.pk]), {"reason": "A market day"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.cancel_reason, meeting.is_late) == ("cancelled", "A market day", False)


def test_the_cost_of_calling_off_late_is_said_before(cast, signed_in, time_machine):
    client = signed_in(cast.ama)
    client.post(about(cast), {"at": "20260303T1600Z", "minutes": "60"})
    meeting = Meeting.objects.get()
    time_machine.move_to(meeting.starts_at - dt.timedelta(hours=3), tick=False)
    address = reverse("meetings:cancel", args=[meeting.pk])
    assert "called off late" in text(client.get(address))
    client.post(address)
    meeting.refresh_from_db()
    assert meeting.is_late


def test_today_and_the_pairs_page_show_the_next_meeting(cast, signed_in):
    client = signed_in(cast.ama)
    assert "Find an hour" in text(client.get("/today/"))
    client.post(about(cast), {"at": "20260305T1600Z", "minutes": "60"})
    for address in ("/today/", reverse("matches:pair", args=[cast.pair.pk])):
        page = text(client.get(address))
        assert "Thursday at 16:00" in page
        assert "Meeting 1 with Rosa" in page


@pytest.mark.parametrize("who", ["cleo", "dov"])
def test_neither_organiser_nor_stranger_finds_a_meeting(cast, signed_in, who):
    signed_in(cast.ama).post(about(cast), {"at": "20260305T1600Z", "minutes": "60"})
    client = signed_in(getattr(cast, who))
    meeting = Meeting.objects.get()
    assert client.get(about(cast)).status_code == 404
    for name in ("show", "move", "cancel"):
        assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404
    for name in ("here", "held", "missing", "reason"):
        assert client.post(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404


def test_one_tap_says_i_am_here_and_two_make_a_meeting(cast, signed_in, time_machine):
    signed_in(cast.ama).post(about(cast), {"at": "20260305T1600Z", "minutes": "60"})
    meeting = Meeting.objects.get()
    time_machine.move_to(meeting.starts_at - dt.timedelta(minutes=9), tick=False)
    for person in (cast.ama, cast.rosa):
        client = signed_in(person)
        assert "I am here" in text(client.get("/today/"))
        client.post(reverse("meetings:here", args=[meeting.pk]))
    meeting.refresh_from_db()
    assert meeting.state == "held"


def test_somebody_who_did_not_come_may_say_why(cast, signed_in, time_machine):
    signed_in(cast.ama).post(about(cast), {"at": "20260305T1600Z", "minutes": "60"})
    meeting = Meeting.objects.get()
    time_machine.move_to(meeting.starts_at + dt.timedelta(minutes=11), tick=False)
    show = reverse("meetings:show", args=[meeting.pk])
    client = signed_in(cast.ama)
    assert "Rosa did not come" in text(client.get(show))
    seat = meeting.seats.get(person=cast.rosa)
    client.post(reverse("meetings:missing", args=[meeting.pk]), {"seat": seat.pk})
    client = signed_in(cast.rosa)
    assert "You were missed" in text(client.get(show))
    assert client.post(reverse("meetings:reason", args=[meeting.pk]), {"reason": ""}).status_code == 422
    client.post(reverse("meetings:reason", args=[meeting.pk]), {"reason": "line", "words": "No light all day"})
    assert "No light all day" in text(signed_in(cast.ama).get(show))


def test_the_week_starts_from_the_profile_and_becomes_ones_own(cast, signed_in):
    client = signed_in(cast.ama)
    page = client.get(reverse("meetings:hours"))
    assert 'name="d0_0_0" id="id_d0_0_0" value="09:00"' in page.content.decode()
    wrong = client.post(reverse("meetings:hours"), {"d1_0_0": "10:00", "d2_0_0": "11:00", "d2_0_1": "09:00"})
    assert wrong.status_code == 422
    assert "Tuesday: give both times" in text(wrong)
    assert "Wednesday: this lies before" in text(wrong)
    assert not OwnWeek.objects.exists()
    client.post(reverse("meetings:hours"), {"d1_0_0": "10:00", "d1_0_1": "12:00", "d1_1_0": "11:00", "d1_1_1": "00:00"})
    assert list(Availability.objects.values_list("weekday", "starts_minute", "ends_minute")) == [(1, 600, 1440)]
    assert "20260303T1400Z" in client.get(about(cast)).content.decode()
    assert "20260304T1400Z" not in client.get(about(cast)).content.decode()


def test_holidays_are_taken_out_and_given_back(cast, signed_in):
    client = signed_in(cast.ama)
    client.post(reverse("meetings:add_exception"), {"on_day": "2026-03-03", "last_day": "2026-03-05", "kind": "off"})
    assert AvailabilityException.objects.filter(person=cast.ama).count() == 3
    assert "20260304T" not in client.get(about(cast)).content.decode()
    first = AvailabilityException.objects.order_by("on_day")[1]
    client.post(reverse("meetings:remove_exception"), {"exception": first.pk})
    assert "20260304T1400Z" in client.get(about(cast)).content.decode()


def test_days_that_have_passed_use_up_no_room(cast, signed_in):
    AvailabilityException.objects.bulk_create(
        AvailabilityException(person=cast.ama, on_day=NOW.date() - dt.timedelta(days=n + 1)) for n in range(MOST_EXCEPTIONS)
    )
    days = {"on_day": "2026-03-03", "last_day": "2026-03-05", "kind": "off"}
    signed_in(cast.ama).post(reverse("meetings:add_exception"), days)
    kept = AvailabilityException.objects.filter(person=cast.ama).values_list("on_day", flat=True)
    assert [day.day for day in kept] == [3, 4, 5]


def test_nobody_takes_a_day_out_of_anothers_week(cast, signed_in):
    row = AvailabilityException.objects.create(person=cast.rosa, on_day=NOW.date())
    signed_in(cast.ama).post(reverse("meetings:remove_exception"), {"exception": row.pk})
    assert AvailabilityException.objects.filter(pk=row.pk).exists()


def test_a_match_that_does_not_run_can_book_nothing(cast, signed_in):
    cast.pair.state = "ended"
    cast.pair.save()
    client = signed_in(cast.ama)
    assert client.post(about(cast), {"at": "20260305T1600Z", "minutes": "60"}).status_code == 200
    assert Meeting.objects.count() == 0
    assert Person.objects.filter(seats__isnull=False).count() == 0
