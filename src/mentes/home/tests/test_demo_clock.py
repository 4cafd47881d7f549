"""A week passes in the demo: what the clock does is done, people act, and the visitor's own three wait for the visitor first."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.apps import apps
from django.utils import timezone

from mentes.bonds.actions.feeling import ask_due_pulses
from mentes.bonds.models import Pulse
from mentes.home import demo, demo_bonds, demo_clock, demo_life, demo_meetings
from mentes.home.tests.test_demo_doors import HERE, doors, enter
from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.meetings.actions import book
from mentes.meetings.models import Meeting
from mentes.messages.actions import open_conversation
from mentes.messages.models import Message
from mentes.people.models import Letter
from mentes.rehearsals.models import Rehearsal

__all__ = ["doors"]
pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
MEETS = UUID("00000000-0000-4000-8000-000000000002")  # by whose number they meet, and go on


@pytest.fixture(autouse=True)
def demo_time(settings, tmp_path):
    settings.DATA = tmp_path
    yield tmp_path
    clock.set_ahead(timedelta(0))


@pytest.fixture
def offered(doors):
    now = timezone.now()
    return doors.match(state=Match.State.OFFERED, offered_at=now, expires_at=now + 14 * A_DAY)


def test_a_week_passes_and_is_kept_over_a_restart(doors, settings):
    before = timezone.now()
    passed = demo_clock.pass_a_week()
    assert timedelta(0) <= passed.now - (before + 7 * A_DAY) < timedelta(minutes=5)
    clock.set_ahead(timedelta(0))
    demo_clock.register()
    assert clock.ahead() == 7 * A_DAY


def test_outside_the_demo_nothing_moves_the_clock(settings, demo_time):
    (demo_time / "demo-clock.json").write_text('{"ahead_seconds": 604800}')
    settings.IS_DEMO = False
    demo_clock.register()
    assert clock.ahead() == timedelta(0)


@pytest.mark.parametrize("kept", ["", "{}", "[]", '{"ahead_seconds": "soon"}', '{"ahead_seconds": -5}'])
def test_a_spoilt_file_means_the_worlds_time(doors, demo_time, kept):
    (demo_time / "demo-clock.json").write_text(kept)
    demo_clock.register()
    assert clock.ahead() == timedelta(0)


def test_who_does_not_answer_is_reminded_at_day_three_and_seven_and_moved_on_after_two_weeks(doors, offered, monkeypatch):
    monkeypatch.setattr(demo_life, "SAYS_YES", 0.0)
    monkeypatch.setattr(demo_life, "SAYS_NO", 0.0)
    monkeypatch.setattr(demo_life, "VISITOR_DAYS", 99.0)
    demo_clock.pass_a_week()
    reminders = Letter.objects.filter(kind="match_reminder", person=offered.mentee.person)
    assert sorted(letter.facts["day"] for letter in reminders) == [3, 7]
    demo_clock.pass_a_week()
    offered.refresh_from_db()
    assert offered.state == Match.State.EXPIRED


def test_people_answer_within_the_week_and_those_of_the_doors_when_nobody_did_it_for_them(doors, offered, monkeypatch):
    monkeypatch.setattr(demo_life, "SAYS_YES", 1.0)
    monkeypatch.setattr(demo_life, "VISITOR_DAYS", 8.0)
    monkeypatch.setattr(demo, "people", lambda: {"ama": offered.mentee.person})
    demo_clock.pass_a_week()
    offered.refresh_from_db()
    assert (offered.mentor_answer, offered.mentee_answer) == ("yes", "")
    assert offered.offered_at < offered.mentor_answered_at <= clock.now()
    demo_clock.pass_a_week()
    offered.refresh_from_db()
    assert offered.state == Match.State.ACTIVE


def test_what_beatriz_approved_is_told_when_the_visitor_left_it_for_days(doors):
    now = timezone.now()
    match = doors.match(state=Match.State.APPROVED, decided_at=now, decided_by=doors.cleo)
    demo_life.live(since=now, now=now + 2 * A_DAY)
    assert Match.objects.get(pk=match.pk).state == Match.State.APPROVED
    demo_life.live(since=now, now=now + 3 * A_DAY)
    assert Match.objects.get(pk=match.pk).state == Match.State.OFFERED


def test_a_pair_that_has_begun_books_meets_and_books_again(doors):
    match = doors.match(state=Match.State.ACTIVE, started_at=timezone.now(), id=MEETS)
    for _week in range(5):
        demo_clock.pass_a_week()
    meetings = list(Meeting.objects.about(match.pk).order_by("starts_at"))
    past = [meeting for meeting in meetings if meeting.ends_at < clock.now() - A_DAY]
    assert len(past) >= 2
    assert {meeting.state for meeting in past} <= {Meeting.State.HELD, Meeting.State.MISSED}
    assert all(earlier.ends_at <= later.starts_at for earlier, later in pairwise(meetings))


@pytest.mark.parametrize("comes", [1.0, 0.0])
def test_no_meeting_falls_between_two_steps(doors, monkeypatch, comes):
    monkeypatch.setattr(demo_meetings, "COMES", comes)
    began = timezone.now()
    step = timedelta(minutes=30)  # shorter than in the demo: more of them end as somebody waits
    people = [doors.ama, doors.rosa]
    for n in range(8):
        starts_at = began + (n + 1) * timedelta(minutes=35)
        book(about=MEETS, people=people, starts_at=starts_at, minutes=30, by=doors.ama, now=began)
    for n in range(12):
        demo_meetings.attend(since=began + (n - 1) * step, now=began + n * step)
    assert set(Meeting.objects.values_list("state", flat=True)) == {Meeting.State.HELD if comes else Meeting.State.MISSED}


def test_a_week_goes_on_where_the_one_before_it_ended(doors, monkeypatch):
    lived = []
    monkeypatch.setattr(demo_life, "live", lambda *, since, now: lived.append((since, now)))
    monkeypatch.setattr(demo_clock.jobs, "run_timed", lambda now, but: None)
    demo_clock.pass_a_week()
    clock.set_ahead(clock.ahead() + timedelta(hours=3))  # the visitor looks around
    demo_clock.pass_a_week()
    assert len(lived) == 2 * demo_clock.N_STEPS
    assert all(until == since for (_from, until), (since, _to) in pairwise(lived))


def test_ama_plans_a_rehearsal_a_week_after_they_have_begun_once_and_asks_rosa(doors):
    now = timezone.now()
    doors.match(state=Match.State.ACTIVE, started_at=now)
    for days in (6, 8, 15):
        demo_life.live(since=now, now=now + days * A_DAY)
        assert Rehearsal.objects.filter(speaker=doors.ama).count() == (days > 7)
    planned = Rehearsal.objects.get()
    assert [guest.person for guest in planned.guests.all()] == [doors.rosa]
    assert planned.state == Rehearsal.State.PLANNED


def test_pairs_write_and_answer_what_they_are_asked_of_their_way(doors, monkeypatch):
    monkeypatch.setattr(demo_bonds, "WRITES", 1.0)
    monkeypatch.setattr(demo_bonds, "ANSWERS_A_PULSE", 1.0)
    now = timezone.now()
    match = doors.match(state=Match.State.ACTIVE, started_at=now, id=MEETS)
    open_conversation(about=match.pk, people=match.people(), now=now)
    ask_due_pulses(now + 30 * A_DAY)
    for _twice in range(2):
        demo_bonds.talk(since=now - A_DAY, now=now + 35 * A_DAY)
    assert Message.objects.count() == 1
    pulses = list(Pulse.objects.all())
    assert len(pulses) == 2
    assert all(pulse.answered_at for pulse in pulses)


def test_two_weeks_do_not_pass_at_once(doors):
    with demo_clock._passing, pytest.raises(Refused):
        demo_clock.pass_a_week()
    assert clock.ahead() == timedelta(0)


def test_the_demo_ends_after_a_year(doors):
    clock.set_ahead(demo_clock.MOST_AHEAD)
    with pytest.raises(Refused):
        demo_clock.pass_a_week()


def test_the_button_moves_the_clock_and_comes_back_to_the_page(doors, client):
    enter(client)
    answer = client.post("/demo/later/", headers={"Referer": "http://127.0.0.1/me/"}, **HERE)
    assert (answer.status_code, answer["Location"]) == (302, "http://127.0.0.1/me/")
    page = client.get("/today/", **HERE).content.decode()
    assert "A week has passed: it is" in page
    assert "A week later" in page


def test_nobody_moves_the_clock_from_elsewhere(doors, client):
    enter(client)
    assert client.post("/demo/later/", **(HERE | {"REMOTE_ADDR": "192.0.2.7"})).status_code == 404
    assert clock.ahead() == timedelta(0)


def test_django_knows_the_room_as_one_that_is_told_of_the_start():
    assert "demo_clock" in apps.get_app_config("home").at_start
