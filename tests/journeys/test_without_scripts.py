"""The main job in a browser that runs no script at all: every form of the way works as plain HTML."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.test_import_to_accept import N_RIGHT, SPREADSHEET

from mentes.matches.actions.publishing import offer_due_matches
from mentes.matches.models import Match
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme
from mentes.testing import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def press(page, selector: str) -> None:
    with page.expect_navigation(timeout=60_000):
        page.locator(selector).first.click()


def test_from_a_spreadsheet_to_two_people_who_said_yes(house, visit):
    make_person("Cleo Haddad", email="cleo@example.org", is_staff=True)
    cleo = visit(house.address, java_script_enabled=False)
    page = cleo.go("/programmes/new/")
    cleo.send("/accounts/login/code/", email="cleo@example.org")
    house.post.go_out()
    cleo.send("/confirm/", code=parse_qs(urlsplit(house.post.newest_link("cleo@example.org")).query)["code"][0])
    page.locator('[name="name"]').fill("Third Harbour")
    press(page, "main form button[type=submit]")
    slug = Programme.objects.get().slug

    cleo.go(f"/programmes/{slug}/import/")
    page.set_input_files('[name="files"]', {"name": "cleo.csv", "mimeType": "text/csv", "buffer": SPREADSHEET})
    press(page, "main form[enctype] button[type=submit]")
    page.get_by_label("What I want", exact=True).select_option("goals")
    press(page, "section[aria-labelledby=columns] form button[type=submit]")
    page.locator('#preview [name="skip"][type=checkbox]').check()
    press(page, '#preview form[method="get"] button')
    press(page, 'form[action*="carry-out"] button')
    assert Participation.objects.count() == N_RIGHT

    cleo.go(f"/programmes/{slug}/matches/terms/")
    expect(page.locator("#costs svg")).to_be_visible()  # the texts are read first
    house.work_off()
    press(page, 'button[name="try"]')
    expect(page.locator("#costs table.cards")).to_be_visible()
    cleo.go(f"/programmes/{slug}/matches/")
    press(page, 'form[action*="/propose/"] button')
    page.locator("#what-if-form input[type=range]").first.fill("3")
    press(page, "#what-if-form noscript button, #what-if-form button")
    assert "/what-if/" in page.url
    cleo.go(f"/programmes/{slug}/matches/")
    press(page, "a.pair >> nth=1")
    press(page, 'form[action$="/lock/"] button')
    cleo.go(f"/programmes/{slug}/matches/?tab=review")
    page.locator('details:has(form[action$="/matches/approve/"]) summary').click()
    press(page, f'form[action="/programmes/{slug}/matches/approve/"] button')
    assert Match.objects.filter(state="approved").exists()
    cleo.go(f"/programmes/{slug}/matches/publish/")
    page.locator('[name="when"][value="now"]').check()
    press(page, 'main form:has([name="when"]) button[type=submit]')
    offer_due_matches(timezone.now())
    house.post.go_out()

    match = Match.objects.filter(state="offered").select_related("mentee__person", "mentor__person").first()
    for person in match.people():
        say_yes(visit(house.address, java_script_enabled=False), house, person, match)
    match.refresh_from_db()
    assert match.state == "active"


def say_yes(one, house, person: Person, match: Match) -> None:
    letter = next(one for one in house.post.to(person.email) if f"/matches/{match.pk}/" in one.get_content())
    one.go(re.search(r"http\S+/matches/\S+", letter.get_content())[0])
    one.send("/accounts/login/code/", email=person.email)
    house.post.go_out()
    one.send("/confirm/", code=parse_qs(urlsplit(house.post.newest_link(person.email)).query)["code"][0])
    one.page.locator('[name="is_adult"]').check()
    press(one.page, "main form button[type=submit]")
    one.send(f"/matches/{match.pk}/accept/")


def test_language_and_theme_are_chosen_without_scripts(demo, visit):
    one = visit(demo, java_script_enabled=False)
    page = one.go("/privacy/")
    page.locator("#language-choice").first.select_option("ar")
    press(page, "form.language button")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    press(page, "form[data-theme-form] button")
    expect(page.locator("html")).to_have_attribute("data-theme", "winedark")
