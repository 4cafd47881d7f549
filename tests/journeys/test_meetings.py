"""Meeting across zones and a clock change: Kumasi, Bogotá, Beirut; on a phone, in Arabic, without a script; moved, called off."""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.visits import axe, overflow

from mentes.lib import clock
from mentes.meetings.models import Meeting
from mentes.meetings.wall import wall, zone_of
from mentes.testing import Cast, make_participation, make_person

pytestmark = pytest.mark.django_db(transaction=True)


def monday_before_the_clocks_change(after: dt.datetime) -> dt.datetime:
    """The next Monday, 8:00 UTC, in whose week the clocks of Beirut go forward: on the last Sunday of March."""
    for year in (after.year, after.year + 1):
        last = dt.datetime(year, 3, 31, 8, tzinfo=dt.UTC)
        monday = last - dt.timedelta(days=last.isoweekday() % 7 + 6)
        if monday > after:
            return monday
    raise AssertionError("next year has a March too")


MONDAY = monday_before_the_clocks_change(timezone.now())  # the clock can only be set ahead, so no year is good for ever
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + dt.timedelta(days=n) for n in (1, 2, 3))
A_WEEK = dt.timedelta(days=7)
WEEKDAYS = [[n * 1440 + 9 * 60, n * 1440 + 18 * 60] for n in range(5)]


@pytest.fixture
def people(house):
    """Ama in Kumasi and Salma in Beirut learn with Rosa in Bogotá; all are free on weekdays, 9 to 18 by their own clock."""
    clock.set_ahead(MONDAY - timezone.now())
    cast = Cast()
    cast.salma = make_person("سلمى المرزوقي", language="ar")
    place = make_participation(cast.salma, cast.programme, "mentee", languages=["ar", "en"])
    cast.pair = cast.match(state="active", mentee_answer="yes", mentor_answer="yes", started_at=MONDAY)
    cast.other_pair = cast.match(state="ended", ended_at=MONDAY)
    cast.other_pair.mentee, cast.other_pair.state = place, "active"
    cast.other_pair.started_at, cast.other_pair.ended_at = MONDAY, None
    cast.other_pair.save()
    for person, zone in ((cast.ama, "Africa/Accra"), (cast.rosa, "America/Bogota"), (cast.salma, "Asia/Beirut")):
        person.time_zone = zone
        person.save()
        person.profiles.update(hours=WEEKDAYS, time_zone=zone)
    yield cast
    clock.set_ahead(dt.timedelta(0))


@pytest.fixture
def signed_in(house, visit):
    def open_(person, **context):
        client = Client()
        client.force_login(person)
        one = visit(house.address, language=person.language, **context)
        name = settings.SESSION_COOKIE_NAME
        one.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": house.address}])
        return one

    return open_


def is_sound(page) -> None:
    assert axe(page) == []
    assert overflow(page) == ""


def test_an_hour_is_found_across_zones_on_a_phone_moved_and_called_off(house, people, signed_in):
    ama = signed_in(people.ama, size="phone")
    page = ama.go("/today/")
    is_sound(page)
    ama.press(f'a[href="/meetings/about/{people.pair.pk}/"]')
    is_sound(page)
    # Nine in Bogotá is two in the afternoon in Kumasi: the first hour that both have named.
    first = page.locator("a.slot").first
    expect(first).to_contain_text("14:00")
    expect(first).to_contain_text("Rosa 09:00")
    with page.expect_navigation():
        first.click()
    is_sound(page)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Monday at 14:00")
    is_sound(page)
    meeting = Meeting.objects.get()
    assert meeting.starts_at == MONDAY.replace(hour=14)

    # Rosa, at a desk, in a browser that runs no script, moves it to another hour.
    rosa = signed_in(people.rosa, java_script_enabled=False)
    page = rosa.go("/today/")
    expect(page.locator("main")).to_contain_text("Monday at 09:00")
    rosa.press(f'a[href="/meetings/{meeting.pk}/move/"]')
    with page.expect_navigation():
        slot(page, TUESDAY.replace(hour=15)).click()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Tuesday at 10:00")
    house.post.go_out(now=clock.now())
    assert house.post.to(people.ama.email)[-1]["Subject"].startswith(f"Moved: Rosa and you, now {TUESDAY.day} March")

    page = ama.go(f"/meetings/{meeting.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tuesday at 15:00")
    ama.press(f'a[href="/meetings/{meeting.pk}/cancel/"]')
    is_sound(page)
    page.locator('[name="reason"]').fill("A market day came up")
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    house.post.go_out(now=clock.now())
    last = house.post.to(people.rosa.email)[-1]
    assert last["Subject"].startswith("Called off")
    assert "A market day came up" in last.get_body(("plain",)).get_content()
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


@pytest.mark.parametrize("size", ["narrow", "desktop"])
def test_a_row_of_meetings_keeps_its_hour_in_beirut_while_its_clock_changes_and_moves_along_in_arabic(people, signed_in, size):
    salma = signed_in(people.salma, size=size)
    page = salma.go(f"/meetings/about/{people.other_pair.pk}/?minutes=45&from={WEDNESDAY:%Y-%m-%d}")
    assert page.locator("html").get_attribute("dir") == "rtl"
    expect(page.locator(".notice")).to_have_count(1)  # the clocks change within these seven days
    is_sound(page)
    # Wednesday, 17:00 in Beirut: 10:00 in Bogotá.
    with page.expect_navigation():
        slot(page, WEDNESDAY.replace(hour=15)).click()
    page.locator('[name="repeat"][value="weekly"]').check()
    page.locator('[name="times"]').fill("2")
    is_sound(page)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    is_sound(page)
    assert on_the_wall("Asia/Beirut") == [f"{WEDNESDAY:%d} 17:00", f"{WEDNESDAY + A_WEEK:%d} 17:00"]
    assert on_the_wall("America/Bogota") == [f"{WEDNESDAY:%d} 10:00", f"{WEDNESDAY + A_WEEK:%d} 09:00"]

    rosa = signed_in(people.rosa)
    theirs = rosa.go(f"/meetings/about/{people.other_pair.pk}/")
    booked = theirs.locator("section[aria-labelledby=coming]")
    expect(booked).to_contain_text("Wednesday at 10:00")
    expect(booked).to_contain_text(f"Wednesday {WEDNESDAY + A_WEEK:%-d %B} at 09:00")

    # Both a day later: the second, beyond the change, again at the same hour of Beirut, which is another of Bogotá.
    salma.press('main a[href$="/move/"]')
    is_sound(page)
    with page.expect_navigation():
        slot(page, THURSDAY.replace(hour=15)).click()
    page.locator('[name="following"]').check()
    is_sound(page)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    assert on_the_wall("Asia/Beirut") == [f"{THURSDAY:%d} 17:00", f"{THURSDAY + A_WEEK:%d} 17:00"]
    assert on_the_wall("America/Bogota") == [f"{THURSDAY:%d} 10:00", f"{THURSDAY + A_WEEK:%d} 09:00"]


def slot(page, starts_at: dt.datetime):
    """The hour that one may take there."""
    return page.locator(f'a.slot[href*="{starts_at:%Y%m%dT%H%MZ}"]')


def on_the_wall(zone: str) -> list[str]:
    """Day and hour of every meeting by the clocks of `zone`."""
    starts = Meeting.objects.order_by("starts_at").values_list("starts_at", flat=True)
    return [wall(at, zone_of(zone)).strftime("%d %H:%M") for at in starts]


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_hours_of_a_week_and_holidays_are_set(people, signed_in, size):
    salma = signed_in(people.salma, size=size)
    page = salma.go("/meetings/hours/")
    is_sound(page)
    page.locator('[name="d0_0_0"]').fill("20:00")
    page.locator('[name="d0_0_1"]').fill("19:00")
    with page.expect_navigation():
        page.locator("main form.sheet button[type=submit]").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    assert page.locator('[name="d0_0_0"]').input_value() == "20:00"
    is_sound(page)
    page.locator('[name="d0_0_1"]').fill("22:00")
    with page.expect_navigation():
        page.locator("main form.sheet button[type=submit]").click()
    page.locator('[name="on_day"]').fill(f"{THURSDAY + A_WEEK:%Y-%m-%d}")
    page.locator('[name="last_day"]').fill(f"{THURSDAY + A_WEEK + dt.timedelta(days=2):%Y-%m-%d}")
    with page.expect_navigation():
        page.locator('form[action$="/differ/"] button').click()
    expect(page.locator('form[action$="/as-usual/"]')).to_have_count(3)
    is_sound(page)
