"""One's own calendar keeps hours out and is told of meetings; on a phone in Arabic, at a desk in English."""

import datetime as dt
import re
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
from playwright.sync_api import expect
from tests.journeys.test_every_page import look_at
from tests.journeys.test_meetings import MONDAY, people, signed_in, slot  # noqa: F401

from mentes.calendars.models import CalendarSource
from mentes.lib.tests.canary import answer, talker
from mentes.meetings.models import Busy, Meeting
from mentes.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "Fitting of a wedding dress"
# Two in the afternoon to four in Kumasi, on the Monday; a calendar of another zone, as real ones are.
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@elsewhere\r\n"
    f"SUMMARY:{SECRET}\r\nDTSTART;TZID=Europe/Madrid:{MONDAY:%Y%m%d}T150000\r\nDURATION:PT2H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()
HOUR = dt.timedelta(hours=1)
LONG = "%Y-%m-%dT%H:%M:%SZ"
EARLY, LATER = MONDAY.replace(hour=14), MONDAY.replace(hour=16)


@pytest.fixture
def calendar(settings):
    """A server of somebody's own network that the operator has allowed, with one calendar on it."""
    with talker(answer(CALENDAR, ETag='"1"')) as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        yield server


def fetched(address: str) -> bytes:
    """As a calendar fetches it: without a session."""
    with urllib.request.urlopen(address, timeout=20) as response:
        return response.read()


def is_gone(address: str) -> bool:
    try:
        fetched(address)
    except urllib.error.HTTPError as error:
        return error.code == 404
    return False


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def is_sound(visit) -> None:
    """At its own size, and down to 320 px."""
    assert look_at(visit, visit.page.url) == []


def press(page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).click()


@pytest.mark.parametrize(("size", "language"), [("phone", "ar"), ("desktop", "en")])
def test_a_calendar_of_ones_own_is_heard_and_hears_of_meetings(house, people, signed_in, calendar, size, language):  # noqa: F811
    Person.objects.filter(pk=people.ama.pk).update(language=language)
    people.ama.refresh_from_db()
    ama, rosa = signed_in(people.ama, size=size, color_scheme="dark"), signed_in(people.rosa)
    about = f"/meetings/about/{people.pair.pk}/"
    page = ama.go(about)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    expect(slot(page, EARLY)).to_have_count(1)

    # From her hours to her calendars; a slip is said, and what she typed is still there.
    ama.go("/meetings/hours/")
    press(page, 'main a[href$="/me/calendars/"]')
    is_sound(ama)
    form = 'form[action$="/me/calendars/add/"]'
    page.locator(f'{form} [name="name"]').fill("العمل")
    page.locator(f'{form} [name="address"]').fill("http://127.0.0.1:1/secret.ics")
    press(page, f"{form} button[type=submit]")
    expect(page.locator(f'{form} [name="name"]')).to_have_value("العمل")
    assert page.locator(f"{form} [aria-invalid=true]").count() == 1
    is_sound(ama)
    page.locator(f'{form} [name="address"]').fill(f"http://127.0.0.1:{calendar.port}/secret.ics")
    press(page, f"{form} button[type=submit]")
    is_sound(ama)
    house.work_off()
    source = CalendarSource.objects.get()
    assert (source.error, source.n_busy) == ("", 1)
    page.reload()
    expect(page.locator("#read-from ~ ul li")).to_contain_text("العمل")
    is_sound(ama)

    # The hour is gone for both; of why, neither page holds a word.
    page = ama.go(about)
    expect(slot(page, EARLY)).to_have_count(0)
    assert SECRET not in page.content()
    theirs = rosa.go(about)
    expect(slot(theirs, EARLY)).to_have_count(0)
    assert SECRET not in theirs.content()
    with page.expect_navigation():
        slot(page, LATER).click()
    press(page, "main form button[type=submit]")
    meeting = Meeting.objects.get()
    assert meeting.starts_at == LATER

    # By hand: a file, and links that fill in a form elsewhere.
    press(page, f'main a[href="/meetings/{meeting.pk}/calendar/"]')
    is_sound(ama)
    with page.expect_download() as download:
        page.locator(f'a[href="/meetings/{meeting.pk}/calendar.ics"]').click()
    assert download.value.suggested_filename == "meeting.ics"
    (event,) = events(download.value.path().read_bytes())
    assert (event.start, event.end) == (meeting.starts_at, meeting.ends_at)
    assert "Rosa" in event["SUMMARY"]
    asked = {urlsplit(link).hostname: parse_qs(urlsplit(link).query) for link in links(page)}
    assert asked["calendar.google.com"]["dates"] == [f"{LATER:%Y%m%dT%H%M%SZ}/{LATER + HOUR:%Y%m%dT%H%M%SZ}"]
    for host in ("outlook.live.com", "outlook.office.com"):
        assert (asked[host]["startdt"], asked[host]["enddt"]) == ([f"{LATER:{LONG}}"], [f"{LATER + HOUR:{LONG}}"])
        assert "Rosa" in asked[host]["subject"][0]

    # A private feed: opened, renewed, closed.
    ama.go("/me/calendars/")
    press(page, 'form[action$="/feed/new/"] button')
    is_sound(ama)
    first = page.locator("input[readonly]").input_value()
    assert [one.start for one in events(fetched(first))] == [meeting.starts_at]
    press(page, 'form[action$="/feed/new/"] button')
    second = page.locator("input[readonly]").input_value()
    assert second != first
    assert is_gone(first)
    assert len(events(fetched(second))) == 1
    press(page, 'form[action$="/feed/end/"] button')
    expect(page.locator("input[readonly]")).to_have_count(0)
    assert is_gone(second)

    # Taken away, its hours are free again.
    press(page, 'form[action$="/me/calendars/remove/"] button')
    assert not Busy.objects.exists()
    expect(slot(ama.go(about), EARLY)).to_have_count(1)
    assert all(re.match(r"GET /secret\.ics ", request) for request in calendar.heard), calendar.heard


def links(page) -> list[str]:
    return page.eval_on_selector_all("main a[rel=noreferrer]", "all => all.map(a => a.href)")
