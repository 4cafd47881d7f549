"""The page of a pair: what is there stands on it, what is not says what it is for."""

import datetime as dt

import pytest

from mentes.bonds.actions import aiming
from mentes.bonds.tests.conftest import after
from mentes.bonds.together import read_together
from mentes.lib import clock
from mentes.meetings.actions.papers import add_action, write_shared_note


def page(cast, client, person=None):
    client.force_login(person or cast.ama)
    return client.get(f"/matches/{cast.bond.pk}/together/")


@pytest.mark.parametrize("who", ["ama", "rosa"])
def test_an_empty_page_explains_every_part(cast, client, who):
    text = page(cast, client, getattr(cast, who)).content.decode()
    for said in (
        "No meeting is booked",
        "Getting to know each other",
        "Nothing is open",
        "Four short answers",
        "Only you can read this.",
    ):
        assert said in text


def test_what_is_there_stands_on_it(cast, client):
    now = clock.now()
    days = (now - after()).total_seconds() / 86_400
    held, coming = cast.meeting(after_days=days - 7, state="held"), cast.meeting(after_days=days + 2)
    aiming.set_goal(cast.bond, text="Say my price", by_on=dt.date(2027, 1, 1), by=cast.ama, now=now)
    write_shared_note(held, "We counted the jars", based_on=0, by=cast.rosa, now=now)
    add_action(held, "Write to the shop", owner=cast.ama, due_on=None, by=cast.ama, now=now)
    text = page(cast, client).content.decode()
    for said in (
        "Say my price",
        "We counted the jars",
        "Write to the shop",
        f"/meetings/{coming.pk}/papers/",
        "Meeting 2 with Rosa.",
    ):
        assert said in text
    read = read_together(cast.bond, cast.rosa, now=now)
    assert (read.next.card.meeting, read.next.lines[0]) == (coming, read.next.step.lines[0])


def test_each_sees_the_hour_by_both_clocks(cast, client):
    cast.rosa.time_zone = "America/Lima"
    cast.rosa.save()
    cast.meeting(after_days=(clock.now() - after()).days + 3)  # 09:00 UTC
    text = page(cast, client).content.decode()
    assert "09:00" in text
    assert "04:00" in text


def test_a_match_that_is_over_is_read_and_not_written(cast, client):
    aiming.set_goal(cast.bond, text="Say my price", by_on=None, by=cast.ama, now=after())
    cast.bond.state = "ended"
    cast.bond.save()
    text = page(cast, client).content.decode()
    assert "Say my price" in text
    assert "stays here to be read" in text
    for part in ("goals", "agreement", "pulse", "private-notes"):
        assert client.get(f"/matches/{cast.bond.pk}/{part}/").status_code == 200


def test_before_both_have_said_yes_there_is_no_page(cast, client):
    cast.bond.state, cast.bond.started_at = "offered", None
    cast.bond.save()
    assert page(cast, client).status_code == 404


@pytest.mark.parametrize("who", ["cleo", "dov"])
def test_an_organiser_and_a_stranger_find_nothing_there(cast, client, who):
    assert page(cast, client, getattr(cast, who)).status_code == 404


def test_it_asks_the_database_little(cast, client, django_assert_max_num_queries):
    client.force_login(cast.ama)
    for number in range(5):
        aiming.set_goal(cast.bond, text=f"goal {number}", by_on=None, by=cast.ama, now=after())
    with django_assert_max_num_queries(45):
        client.get(f"/matches/{cast.bond.pk}/together/")
