"""Supply against demand: seats and wishes counted by topic, language and clock."""

import datetime as dt

import pytest
from django.urls import reverse

from mentes.programmes.supply import count_supply
from mentes.testing import make_participation, make_person, restore_vocabulary


@pytest.fixture(autouse=True)
def vocabulary(db):
    restore_vocabulary()


DAY = dt.date(2026, 3, 2)


def counted(cast):
    return count_supply(cast.programme, language="en", today=DAY)


def test_seats_and_wishes_are_counted(cast):
    make_participation(make_person("Yuki"), cast.programme, "mentee", seeks=["pricing", "tax"], wants=2, languages=["ja"])
    make_participation(make_person("Gone"), cast.programme, "mentor", capacity=9, status="left", offers=["tax"])
    supply = counted(cast)
    assert (supply.n_mentors, supply.n_mentees, supply.n_seats, supply.n_wanted) == (1, 2, 2, 3)
    by_name = {line.label: line for line in supply.topics}
    assert (by_name["Pricing"].n_wanted, by_name["Pricing"].n_seats, by_name["Pricing"].n_short) == (3, 2, 1)
    assert [line.label for line in supply.unoffered] == ["Tax"]
    assert supply.n_speechless == 1
    assert supply.n_one_more == 1


def test_what_is_most_short_stands_first_and_the_longest_bar_is_full(cast):
    make_participation(make_person("Yuki"), cast.programme, "mentee", seeks=["tax"], wants=5)
    lines = counted(cast).topics
    assert lines[0].label == "Tax"
    assert lines[0].wanted_share == 100
    assert lines[0].seats_share == 0


def test_a_zone_is_a_distance_from_greenwich_on_the_first_day(cast):
    make_participation(make_person("Yuki"), cast.programme, "mentee", time_zone="Asia/Kolkata")
    make_participation(make_person("Nowhere"), cast.programme, "mentee", time_zone="")
    assert [line.label for line in counted(cast).zones] == ["0.0", "5.5", ""]


def test_the_page_says_how_many_seats_are_missing_and_what_may_help(cast, client):
    make_participation(make_person("Yuki"), cast.programme, "mentee", seeks=["tax"], wants=5)
    client.force_login(cast.cleo)
    page = client.get(reverse("programmes:supply", args=[cast.programme.slug])).content.decode()
    assert "4 seats are missing" in page
    assert "1 mentor gave one seat more" in page


def test_of_many_languages_the_ten_that_matter_stand_outside_the_fold_by_name(cast, client):
    for k, tag in enumerate(["sw", "ha", "ak", "yo", "ig", "am", "so", "qu", "ay", "gn", "fy", "gv", "yue"]):
        make_participation(make_person(f"Speaker {k}"), cast.programme, "mentee", languages=[tag], wants=14 - k)
    client.force_login(cast.cleo)
    page = client.get(reverse("programmes:supply", args=[cast.programme.slug])).content.decode()
    shown, folded = page.split('id="supply-languages"')[1].split("<details", 1)
    assert "Hausa" in shown
    assert "Quechua" in shown
    assert "Manx" not in shown
    assert "Manx" in folded
    assert "yue" in folded
    assert "more languages" in folded
