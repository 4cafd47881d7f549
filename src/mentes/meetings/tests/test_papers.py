"""Agenda, shared notes and actions: written by those who meet, lost by nobody, read by nobody else."""

import datetime as dt

import pytest

from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.meetings.actions import papers
from mentes.meetings.models import Action, AgendaItem, Meeting, Seat, SharedNote
from mentes.testing import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    cast.about = cast.match(state="active").pk
    cast.first, cast.second = meet(cast, 1), meet(cast, 8)
    return cast


def meet(cast, day):
    starts_at = NOW + dt.timedelta(days=day)
    ends_at = starts_at + dt.timedelta(hours=1)
    meeting = Meeting.objects.create(about=cast.about, starts_at=starts_at, ends_at=ends_at, created_at=NOW, changed_at=NOW)
    for person in (cast.ama, cast.rosa):
        Seat.objects.create(meeting=meeting, person=person, during=(starts_at, ends_at))
    return meeting


def agenda(meeting):
    return [item.text for item in meeting.agenda.all()]


def test_the_agenda_is_added_to_ordered_and_taken_from_by_both(cast):
    for text in ("one", "two", "three"):
        papers.add_item(cast.first, text, by=cast.ama, now=NOW)
    item = AgendaItem.objects.get(text="three")
    papers.change_item(item, "up", by=cast.rosa)
    assert agenda(cast.first) == ["one", "three", "two"]
    papers.change_item(AgendaItem.objects.get(text="one"), "up", by=cast.rosa)
    papers.change_item(AgendaItem.objects.get(text="one"), "down", by=cast.rosa)
    papers.change_item(AgendaItem.objects.get(text="two"), "remove", by=cast.ama)
    papers.change_item(AgendaItem.objects.get(text="three"), "done", by=cast.ama)
    assert agenda(cast.first) == ["three", "one"]
    assert AgendaItem.objects.get(text="three").is_done


def test_two_who_write_at_once_lose_nothing(cast):
    papers.write_shared_note(cast.first, "Ama’s", based_on=0, by=cast.ama, now=NOW)
    with pytest.raises(papers.NoteChanged) as meanwhile:
        papers.write_shared_note(cast.first, "Rosa’s", based_on=0, by=cast.rosa, now=NOW)
    assert meanwhile.value.newest.text == "Ama’s" == SharedNote.objects.get().text
    note = papers.write_shared_note(cast.first, "Ama’s and Rosa’s", based_on=1, by=cast.rosa, now=NOW)
    assert (note.number, note.written_by) == (2, cast.rosa)


def test_an_action_comes_back_on_every_agenda_until_it_is_done_or_let_go(cast, client):
    for text in ("Call the shop", "Count the jars"):
        papers.add_action(cast.first, text, owner=cast.ama, due_on=None, by=cast.rosa, now=NOW)
    client.force_login(cast.rosa)
    later = f"/meetings/{cast.second.pk}/papers/"
    assert all(text in client.get(later).content.decode() for text in ("Call the shop", "Count the jars"))
    client.post(f"/actions/{Action.objects.get(text='Call the shop').pk}/close/", {"state": "done"})
    client.post(f"/actions/{Action.objects.get(text='Count the jars').pk}/close/", {"state": "let_go"})
    text = client.get(later).content.decode()
    assert "Call the shop" not in text
    assert "Count the jars" not in text
    assert Action.objects.get(text="Call the shop").closed_by == cast.rosa


def test_what_is_due_first_stands_first(cast):
    for text, day in (("no date", None), ("late", 20), ("soon", 3)):
        due = NOW.date() + dt.timedelta(days=day) if day else None
        papers.add_action(cast.first, text, owner=cast.ama, due_on=due, by=cast.ama, now=NOW)
    assert [one.text for one in Action.objects.about(cast.about).open()] == ["soon", "late", "no date"]


def test_nothing_is_given_to_somebody_who_was_not_there(cast):
    with pytest.raises(Refused):
        papers.add_action(cast.first, "x", owner=cast.dov, due_on=None, by=cast.ama, now=NOW)


def test_the_papers_of_a_meeting_that_was_called_off_stay_as_they_are(cast, client):
    cast.first.state = "cancelled"
    cast.first.save()
    with pytest.raises(Refused):
        papers.add_item(cast.first, "x", by=cast.ama, now=NOW)
    with pytest.raises(Refused):
        papers.write_shared_note(cast.first, "x", based_on=0, by=cast.ama, now=NOW)
    client.force_login(cast.ama)
    assert "called off" in client.get(f"/meetings/{cast.first.pk}/papers/").content.decode()


# --- the page --------------------------------------------------------------------------------------------------------------


def test_everything_is_done_on_one_page(cast, client):
    client.force_login(cast.ama)
    address = f"/meetings/{cast.first.pk}/"
    assert client.post(f"{address}agenda/add/", {"item-text": "My price"})["Location"] == f"{address}papers/#agenda"
    item = AgendaItem.objects.get()
    client.post(f"{address}agenda/{item.pk}/", {"do": "done"})
    client.post(f"{address}notes/", {"text": "We said 18", "based_on": 0})
    client.post(f"{address}actions/add/", {"do-text": "Say it", "do-owner": str(cast.ama.pk), "do-due_on": "2027-01-02"})
    text = client.get(f"{address}papers/").content.decode()
    assert all(said in text for said in ("My price", "We said 18", "Say it", "2 January"))


def test_both_texts_stand_on_the_page_when_they_cross(cast, client):
    papers.write_shared_note(cast.first, "Rosa was quicker", based_on=0, by=cast.rosa, now=NOW)
    client.force_login(cast.ama)
    crossed = client.post(f"/meetings/{cast.first.pk}/notes/", {"text": "Ama was slower", "based_on": 0})
    text = crossed.content.decode()
    assert crossed.status_code == 409
    assert "Rosa was quicker" in text
    assert "Ama was slower" in text
    assert 'name="based_on" value="1"' in text
    assert SharedNote.objects.get().text == "Rosa was quicker"


def test_every_fault_is_said_and_nothing_typed_is_lost(cast, client):
    client.force_login(cast.ama)
    sent = {"do-text": "", "do-owner": str(cast.dov.pk), "do-due_on": "soon"}
    wrong = client.post(f"/meetings/{cast.first.pk}/actions/add/", sent)
    text = wrong.content.decode()
    assert wrong.status_code == 422
    assert text.count('class="error"') == 3
    assert 'value="soon"' in text


def test_a_button_elsewhere_leads_back_there_and_never_away(cast, client):
    action = papers.add_action(cast.first, "Say it", owner=cast.ama, due_on=None, by=cast.ama, now=NOW)
    client.force_login(cast.ama)
    address = f"/actions/{action.pk}/close/"
    assert client.post(address, {"state": "done", "back": "/today/"})["Location"] == "/today/#actions"
    for outside in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert client.post(address, {"state": "done", "back": outside})["Location"].startswith(f"/meetings/{cast.first.pk}/")


@pytest.mark.parametrize("who", ["cleo", "dov"])
def test_whoever_does_not_meet_finds_nothing_there(cast, client, who):
    item = papers.add_item(cast.first, "mine", by=cast.ama, now=NOW)
    action = papers.add_action(cast.first, "mine", owner=cast.ama, due_on=None, by=cast.ama, now=NOW)
    client.force_login(getattr(cast, who))
    address = f"/meetings/{cast.first.pk}/"
    assert client.get(f"{address}papers/").status_code == 404
    for path in (f"{address}agenda/add/", f"{address}agenda/{item.pk}/", f"{address}notes/", f"{address}actions/add/"):
        assert client.post(path, {}).status_code == 404
    assert client.post(f"/actions/{action.pk}/close/", {"state": "done"}).status_code == 404
    with pytest.raises(Refused):
        papers.write_shared_note(cast.first, "x", based_on=0, by=getattr(cast, who), now=NOW)


def test_after_the_end_papers_are_read_and_not_changed(cast, client):
    item = papers.add_item(cast.first, "one", by=cast.ama, now=NOW)
    action = papers.add_action(cast.first, "Call", owner=cast.ama, due_on=None, by=cast.rosa, now=NOW)
    papers.write_shared_note(cast.first, "As it was", based_on=0, by=cast.ama, now=NOW)
    Match.objects.filter(pk=cast.about).update(state="ended", started_at=NOW, ended_at=NOW)
    for attempt in (
        lambda: papers.add_item(cast.first, "two", by=cast.ama, now=NOW),
        lambda: papers.change_item(item, "remove", by=cast.rosa),
        lambda: papers.write_shared_note(cast.first, "Otherwise", based_on=1, by=cast.rosa, now=NOW),
        lambda: papers.add_action(cast.first, "More", owner=cast.ama, due_on=None, by=cast.ama, now=NOW),
        lambda: papers.close_action(action, "done", by=cast.ama, now=NOW),
    ):
        with pytest.raises(Refused, match="Your way together has ended"):
            attempt()
    client.force_login(cast.ama)
    page = client.get(f"/meetings/{cast.first.pk}/papers/").content.decode()
    assert "Your way together has ended" in page
    assert "As it was" in page
    assert page.count("<form") == client.get("/today/").content.decode().count("<form")  # those of the frame alone
