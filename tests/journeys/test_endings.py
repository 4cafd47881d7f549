"""A match ends, both say thanks; an organiser writes to somebody, closes the season, and reads what came back."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.visits import axe, overflow

from mentes.matches.actions.publishing import offer_due_matches
from mentes.matches.models import Ending, Farewell, Match, Priority
from mentes.people.models import Letter, Person
from mentes.testing import Cast, make_participation, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast():
    """Ama and Rosa have been a pair for sixty days and were not seen to meet."""
    cast, now = Cast(), timezone.now()
    begun = now - dt.timedelta(days=60)
    cast.programme.starts_on = begun.date()
    cast.programme.save()
    cast.pair = cast.match(state="active", mentee_answer="yes", mentor_answer="yes", offered_at=begun, started_at=begun)
    return cast


def come_in(visit, person) -> None:
    """With a session of their own, as after the mailed code."""
    client = Client()
    client.force_login(person)
    visit.context.add_cookies([{"name": "mentes", "value": client.cookies["mentes"].value, "url": visit.address}])


def is_well(visit) -> None:
    assert axe(visit.page) == []
    assert overflow(visit.page) == ""


@pytest.mark.parametrize(("size", "language"), [("phone", "ar"), ("desktop", "en")])
def test_two_end_their_match_and_both_say_thanks(visit, house, cast, size, language):
    for person in (cast.ama, cast.rosa):
        person.language = language
        person.save()
    ama = visit(house.address, size=size, language=language)
    come_in(ama, cast.ama)
    ama.go("/today/")
    ama.press(f'main a[href$="/matches/{cast.pair.pk}/together/"]')
    is_well(ama)
    page = ama.press(f'main a[href$="/matches/{cast.pair.pk}/"] >> nth=0')
    is_well(ama)
    ama.press(f'a[href$="{cast.pair.pk}/end/"]')
    is_well(ama)
    # Without a choice nothing ends, and what was written is still there.
    page.locator('form[action$="/end/"] textarea').fill("Her patience helped.")
    ama.press('form[action$="/end/"] button')
    expect(page.locator('form[action$="/end/"] textarea')).to_have_value("Her patience helped.")
    is_well(ama)
    page.locator('[name="kind"][value="completed"]').check()
    ama.press('form[action$="/end/"] button')
    assert page.url.endswith("/farewell/")
    is_well(ama)
    page.locator('[name="thanks"]').fill("Thank you for asking first.")
    page.locator('[name="reached"]').fill("A price that pays for itself.")
    ama.press("main form button[type=submit]")
    ama.press('a[href$="/certificate/"]')
    expect(page.locator(".certificate")).to_contain_text("A price that pays for itself.")
    is_well(ama)

    rosa = visit(house.address, size=size, language=language)
    come_in(rosa, cast.rosa)
    page = rosa.go(f"/matches/{cast.pair.pk}/")
    expect(page.locator("main")).to_contain_text("Thank you for asking first.")
    expect(page.locator("main")).not_to_contain_text("Her patience helped.")
    is_well(rosa)
    rosa.press('a[href$="/farewell/"]')
    page.locator('[name="thanks"]').fill("And you for daring.")
    rosa.press("main form button[type=submit]")
    assert set(Letter.objects.filter(kind="match_thanked").values_list("person", flat=True)) == {cast.ama.pk, cast.rosa.pk}
    assert Ending.objects.get().kind == "completed"


@pytest.mark.parametrize(("size", "language"), [("phone", "ar"), ("desktop", "en")])
def test_who_would_like_somebody_new_stands_first_and_begins_again(visit, house, cast, size, language):
    """From "it did not fit", at which nobody is blamed, to a new pair that has both said yes."""
    henrik = make_person("Henrik Lund")
    make_participation(henrik, cast.programme, "mentor", offers={"pricing": 3}, hours=[[900, 1140], [5340, 5580]], capacity=1)
    for person in (cast.ama, cast.cleo, henrik):
        Person.objects.filter(pk=person.pk).update(language=language)
    ama, cleo, new = (visit(house.address, size=size, language=language) for _n in range(3))
    for one, person in ((ama, cast.ama), (cleo, cast.cleo), (new, henrik)):
        come_in(one, person)
    page = ama.go(f"/matches/{cast.pair.pk}/end/")
    page.locator('[name="kind"][value="no_fault"]').check()
    page.locator('[name="wants_another"]').check()
    ama.press('form[action$="/end/"] button')
    ama.go(f"/matches/{cast.pair.pk}/")
    expect(page.locator(".notice-good")).to_have_count(1)
    is_well(ama)

    # Whoever runs it finds her first in the queue, matches, and publishes at once.
    page = cleo.go(f"/programmes/{cast.programme.slug}/matches/queue/")
    expect(page.locator("main h2.h-sec").first).to_have_text("Ama Owusu")
    is_well(cleo)
    page = cleo.go(f"/programmes/{cast.programme.slug}/matches/")
    cleo.press('form[action*="/propose/"] button >> nth=0')
    expect(page.locator("#matching-progress svg")).to_be_visible()
    with page.expect_navigation(timeout=60_000):  # the page loads itself anew once the job is done
        house.work_off()
    expect(page.locator("#matching-progress")).to_have_count(0)
    again = Match.objects.get(state="proposed")
    assert (again.mentee_id, again.mentor.person_id) == (cast.ama_place.pk, henrik.pk)
    cleo.go(f"/programmes/{cast.programme.slug}/matches/?pair={again.pk}")
    is_well(cleo)
    cleo.send(f"/matches/{again.pk}/approve/")
    page = cleo.go(f"/programmes/{cast.programme.slug}/matches/publish/")
    page.locator('[name="when"][value="now"]').check()
    cleo.press('main form:has([name="when"]) button[type=submit]')
    offer_due_matches(timezone.now() + dt.timedelta(minutes=1))
    for one in (ama, new):
        one.go(f"/matches/{again.pk}/")
        is_well(one)
        one.send(f"/matches/{again.pk}/accept/")
    again.refresh_from_db()
    assert again.state == "active"
    assert Priority.objects.get().done_at
    ama.go("/today/")
    ama.press(f'main a[href="/meetings/about/{again.pk}/"] >> nth=0')
    expect(ama.page.locator("main")).to_contain_text("Henrik")


@pytest.mark.parametrize(("size", "language"), [("narrow", "ar"), ("desktop", "en")])
def test_an_organiser_writes_to_one_and_closes_the_season(visit, house, cast, size, language):
    cast.cleo.language = language
    cast.cleo.save()
    cleo = visit(house.address, size=size, language=language)
    come_in(cleo, cast.cleo)
    cleo.go("/today/")
    page = cleo.press('a[href$="/morning/"]')
    is_well(cleo)
    page.locator('a[href*="/write/"]').first.click()
    page.wait_for_load_state("load")
    is_well(cleo)
    assert page.locator('[name="words"]').input_value()
    page.locator('[name="words"]').fill("Shall I help to find a time?")
    cleo.press("main form button[type=submit]")
    assert Letter.objects.get(kind="organisers_word").facts["words"] == "Shall I help to find a time?"
    cleo.go(f"/programmes/{cast.programme.slug}/numbers/")
    is_well(cleo)
    cleo.go(f"/programmes/{cast.programme.slug}/season/")
    is_well(cleo)
    cleo.press('form[action$="/season/close/"] button')  # not meant yet
    assert Match.objects.filter(state="active").count() == 1
    page.locator('[name="is_meant"]').check()
    cleo.press('form[action$="/season/close/"] button')
    assert Match.objects.get().state == "ended"
    question = Ending.objects.get().closing.questions[0]
    Farewell.objects.create(
        match=cast.pair, person=cast.ama, at=timezone.now(), answers=[{"question": question, "words": "Time."}]
    )
    cleo.go(f"/programmes/{cast.programme.slug}/season/")
    expect(page.locator("main details").first).to_contain_text("Time.")
    is_well(cleo)
    cleo.press('form[action$="/archive/"] button')
    expect(page.locator('form[action$="/unarchive/"]')).to_have_count(1)
