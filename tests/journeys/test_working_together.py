"""Two people who have said yes: they agree and sign, meet with an agenda, write notes, keep promises, and compare how it goes.

Nothing is found by its words, so that the same way is gone in English at a desk, in Arabic on a phone, and without any script.
"""

import datetime as dt

import pytest
from django.test import Client
from playwright.sync_api import expect
from tests.journeys.visits import axe, overflow

from mentes.bonds.actions.feeling import ask_due_pulses
from mentes.bonds.actions.guiding import lay_out_due_agendas
from mentes.bonds.models import Agreement, Goal, PrivateNote, Pulse
from mentes.lib import clock
from mentes.meetings.models import Action, Meeting, Seat, SharedNote
from mentes.people.models import Letter, Person
from mentes.testing import Cast

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = [
    pytest.param(("desktop", "en", True), id="desk"),
    pytest.param(("phone", "ar", True), id="phone in Arabic"),
    pytest.param(("narrow", "es", False), id="without scripts"),
]


class Two:
    """Ama and Rosa, whose match runs since yesterday, each at a browser of their own."""

    def __init__(self, house, visit, size: str, language: str, has_scripts: bool):
        self.cast, self.has_scripts, self.now = Cast(), has_scripts, clock.now()
        yes = {"mentee_answer": "yes", "mentor_answer": "yes"}
        began = self.now - dt.timedelta(days=1)
        self.match = self.cast.match(state="active", offered_at=began, started_at=began, **yes)
        self.ama = self._enter(visit, house, self.cast.ama, size, language)
        self.rosa = self._enter(visit, house, self.cast.rosa, "desktop", "en")

    def _enter(self, visit, house, person: Person, size: str, language: str):
        Person.objects.filter(pk=person.pk).update(language=language)
        client = Client()
        client.force_login(person)
        one = visit(house.address, size=size, language=language, java_script_enabled=self.has_scripts)
        one.context.add_cookies([{"name": "mentes", "value": client.cookies["mentes"].value, "url": house.address}])
        return one

    def open(self, one, part: str):
        page = one.go(f"/matches/{self.match.pk}/{part}/")
        self.look(page)
        return page

    def look(self, page) -> None:
        assert not overflow(page)
        if self.has_scripts:
            assert not axe(page)

    def meet(self) -> Meeting:
        starts_at = self.now + dt.timedelta(days=1)
        ends_at = starts_at + dt.timedelta(hours=1)
        about = {"about": self.match.pk, "created_at": self.now, "changed_at": self.now}
        meeting = Meeting.objects.create(starts_at=starts_at, ends_at=ends_at, **about)
        for person in (self.cast.ama, self.cast.rosa):
            Seat.objects.create(meeting=meeting, person=person, during=(starts_at, ends_at))
        lay_out_due_agendas(self.now)
        return meeting


def send(page, form: str, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f'{form} [name="{name}"]').fill(value)
    with page.expect_navigation():
        page.locator(f"{form} button[type=submit]").first.click()


@pytest.fixture(params=WAYS)
def two(request, house, visit):
    return Two(house, visit, *request.param)


def test_they_agree_and_both_sign(two, house):
    two.open(two.ama, "together")
    page = two.open(two.ama, "agreement")
    send(page, "#agreement-form", meets="Every second Thursday")
    two.look(page)
    send(page, 'form[action$="/sign/"]')
    assert Agreement.objects.get().mentee_signed_at
    house.post.go_out()
    assert f"/matches/{two.match.pk}/agreement/" in house.post.newest_link(two.cast.rosa.email)
    theirs = two.open(two.rosa, "agreement")
    expect(theirs.locator('#agreement-form [name="meets"]')).to_have_value("Every second Thursday")
    send(theirs, 'form[action$="/sign/"]')
    assert Agreement.objects.get().is_in_force
    expect(two.open(two.ama, "together").locator(".tag-olive")).to_be_visible()
    # Both change it at once: both texts stay before the second one's eyes.
    page, theirs = two.open(two.ama, "agreement"), two.open(two.rosa, "agreement")
    send(page, "#agreement-form", lasts="Until June")
    send(theirs, "#agreement-form", lasts="Until August")
    expect(theirs.locator('#agreement-form [name="lasts"]')).to_have_value("Until August")
    expect(theirs.locator("#agreement-form .well")).to_contain_text("Until June")
    two.look(theirs)
    send(theirs, "#agreement-form")
    newest = Agreement.objects.newest()
    assert (newest.number, newest.lasts, newest.is_signed) == (3, "Until August", False)
    page = two.open(two.ama, "agreement/1")
    expect(page.locator("main")).to_contain_text("Every second Thursday")


def test_they_meet_with_an_agenda_and_lose_no_word(two):
    meeting = two.meet()
    page = two.open(two.ama, "together")
    expect(page.locator("ol.agenda li")).to_have_count(3)
    with page.expect_navigation():
        page.locator(f'a[href$="/meetings/{meeting.pk}/papers/"]').click()
    two.look(page)
    send(page, "#new-item", **{"item-text": "The price of one jar"})
    expect(page.locator("#agenda ol > li")).to_have_count(4)
    with page.expect_navigation():
        page.locator('#agenda ol > li:last-child button[value="up"]').click()
    expect(page.locator("#agenda ol > li").nth(2)).to_contain_text("The price of one jar")
    theirs = two.rosa.go(f"/meetings/{meeting.pk}/papers/")
    send(page, "#note-form", text="Ama wrote this")
    send(theirs, "#note-form", text="Rosa wrote that")
    expect(theirs.locator("#note-form .well")).to_contain_text("Ama wrote this")
    expect(theirs.locator('#note-form [name="text"]')).to_have_value("Rosa wrote that")
    two.look(theirs)
    send(theirs, "#note-form", text="Ama wrote this. Rosa wrote that")
    assert SharedNote.objects.get().text == "Ama wrote this. Rosa wrote that"
    page.locator('#new-action input[type="radio"]').first.check()
    send(page, "#new-action", **{"do-text": "Count the jars"})
    page = two.open(two.ama, "together")
    with page.expect_navigation():
        page.locator('#actions button[value="done"]').click()
    assert Action.objects.get().state == "done"
    assert page.url.endswith("/together/#actions")


def test_goals_are_the_mentees_and_private_notes_are_nobody_elses(two):
    page = two.open(two.ama, "goals")
    send(page, "#new-goal", text="Say my price without whispering")
    goal = Goal.objects.get()
    send(page, f"#progress-{goal.pk}", **{f"p{goal.pk}-text": "I said it twice"})
    two.look(page)
    theirs = two.open(two.rosa, "goals")
    expect(theirs.locator("main")).to_contain_text("I said it twice")
    expect(theirs.locator("main form")).to_have_count(0)
    page = two.open(two.ama, "private-notes")
    send(page, "#new-note", text="I am afraid of her questions")
    expect(page.locator("main ul.list")).to_contain_text("I am afraid of her questions")
    assert "afraid" not in PrivateNote.objects.get().sealed
    for part in ("private-notes", "together"):
        assert "afraid" not in two.open(two.rosa, part).content()


def test_they_compare_how_it_goes_only_when_both_tap(two):
    ask_due_pulses(two.now + dt.timedelta(days=30))
    for one, person, value in ((two.ama, two.cast.ama, 5), (two.rosa, two.cast.rosa, 1)):
        page = two.open(one, "together")
        pulse = Pulse.objects.get(person=person)
        with page.expect_navigation():
            page.locator(f'a[href$="/pulses/{pulse.pk}/"]').click()
        two.look(page)
        for name in ("going", "worth"):
            page.locator(f'[name="{name}"][value="{value}"]').check()
        send(page, "#pulse-form")
        expect(page.locator(".compare li")).to_have_count(2)
    for one, n_before in ((two.ama, 2), (two.rosa, 2)):
        page = two.open(one, "pulse")
        expect(page.locator(".compare .lit")).to_have_count(n_before)
        with page.expect_navigation():
            page.locator('button[name="answer"][value="yes"]').click()
    for one in (two.ama, two.rosa):
        page = two.open(one, "pulse")
        expect(page.locator(".compare .lit")).to_have_count(4)
        expect(page.locator(".compare .tag-weld")).to_have_count(2)
    assert Letter.objects.filter(kind="compare_asked").count() == 2


def test_what_is_being_written_survives_a_lost_line(two):
    if not two.has_scripts:
        pytest.skip("a draft on the device is kept by a script")
    meeting = two.meet()
    page = two.ama.go(f"/meetings/{meeting.pk}/papers/")
    page.locator('#note-form [name="text"]').fill("Half a thought")
    page.wait_for_function("() => Object.values(localStorage).some(kept => kept.includes('Half a thought'))")
    two.ama.context.set_offline(True)
    two.ama.context.set_offline(False)
    two.ama.go(f"/meetings/{meeting.pk}/papers/")
    expect(page.locator('#note-form [name="text"]')).to_have_value("Half a thought")
    # Also the last word, written as the page is left.
    page.locator('#note-form [name="text"]').fill("Half a thought, and more")
    two.ama.go(f"/meetings/{meeting.pk}/papers/")
    expect(page.locator('#note-form [name="text"]')).to_have_value("Half a thought, and more")
    page.locator('#note-form [name="text"]').fill("Half a thought")
    send(page, "#note-form")
    assert SharedNote.objects.get().text == "Half a thought"
