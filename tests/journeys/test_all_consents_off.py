"""Somebody who refuses every use of their data, and walks the whole way all the same: nothing else is closed to them."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.test_import_to_accept import say_yes, sign_in
from tests.journeys.visits import axe, overflow

from mentes.matches.actions.publishing import offer_due_matches
from mentes.matches.models import Match
from mentes.people.models import Passage
from mentes.testing import Cast
from mentes.trust.models import Consent

pytestmark = pytest.mark.django_db(transaction=True)
# How the answers of a form are drawn, with none pressed, since which one is pressed must be seen.
DRAWN = """form => [...form.querySelectorAll('button')].map(button => { button.removeAttribute('aria-pressed')
  const style = getComputedStyle(button)
  return [button.getBoundingClientRect().height, style.color, style.backgroundColor, style.borderColor, style.fontSize,
    style.fontWeight].join(' ') })"""
CHOICES = "section[aria-labelledby=choices] form"


def is_even_handed(form) -> bool:
    """Whether no answer is drawn louder than the other."""
    return len(set(form.evaluate(DRAWN))) == 1


def refuse_everything(visit, place) -> int:
    """Says no to every use of one's data, on the two pages that ask for them; how many there are."""
    page = visit.page
    forms = page.locator(CHOICES).all()
    order = [form.locator("button").evaluate_all("all => all.map(one => one.value)") for form in forms]
    assert order == [["yes", "no"]] * len(forms), "the same order everywhere"
    assert all(is_even_handed(form) for form in forms)
    assert page.locator("main input[type=checkbox]:checked").count() == 0, "nothing is ticked beforehand"
    for k in range(len(forms)):
        visit.go("/trust/")
        with page.expect_navigation():
            page.locator(CHOICES).nth(k).locator("button[value=no]").click()
    visit.go("/trust/")
    said = [one.get_attribute("aria-pressed") for one in page.locator(f"{CHOICES} button[value=no]").all()]
    assert said == ["true"] * len(forms)
    visit.go(f"/me/places/{place.pk}/")
    form = page.locator('form[action*="/by-hand/"]')
    with page.expect_navigation():
        form.locator("button[value=hand]").click()
    assert page.locator('form[action*="/by-hand/"] button[value=hand]').get_attribute("aria-pressed") == "true"
    assert is_even_handed(page.locator('form[action*="/by-hand/"]'))
    return len(forms) + 1


def open_every_link(visit, start: str) -> int:
    """Every page that `start` leads to opens; how many there are."""
    page = visit.go(start)
    paths = {urlsplit(href).path for href in page.locator("a[href^='/']").evaluate_all("all => all.map(one => one.href)")}
    for path in sorted(paths - {"/accounts/logout/"}):
        assert page.goto(visit.address + path).status == 200, path
        assert not overflow(page)
    return len(paths)


def test_with_all_consents_off_the_whole_mentorship_is_walked(house, visit):
    cast = Cast()
    ama, rosa, cleo = visit(house.address, size="phone"), visit(house.address), visit(house.address)
    for one, person, place in ((ama, cast.ama, cast.ama_place), (rosa, cast.rosa, cast.rosa_place)):
        sign_in(one, house, person.email, "/trust/")
        assert not axe(one.page)
        assert refuse_everything(one, place) == 3, "what was lived through, the audit of fairness, software that proposes"
        newest = {purpose: Consent.objects.filter(person=person, purpose=purpose).first() for purpose in Consent.Purpose}
        refused = {purpose for purpose, said in newest.items() if said and not said.is_given}
        assert {Consent.Purpose.LIVED_IN_MATCHING, Consent.Purpose.AUTOMATIC_MATCHING} <= refused
        assert not any(said and said.is_given for purpose, said in newest.items() if purpose != Consent.Purpose.ADULT)

    sign_in(cleo, house, cast.cleo.email, f"/programmes/{cast.programme.slug}/matches/")
    assert cleo.page.locator('form[action*="/propose/"]').count() == 0, "there is nobody whom software may pair"
    house.work_off()
    assert not Match.objects.exists(), "software proposes neither of them"
    assert not Passage.objects.filter(profile__person__in=[cast.ama, cast.rosa]).exists(), "nor does it read them"
    page = cleo.go(f"/programmes/{cast.programme.slug}/matches/queue/")
    with page.expect_navigation():
        page.locator(f'a[href*="/by-hand/{cast.ama_place.pk}/"]').first.click()
    cleo.send(f"/by-hand/{cast.ama_place.pk}/pair/")
    match = Match.objects.get()
    assert (match.mentor_id, match.is_by_hand) == (cast.rosa_place.pk, True)
    page = cleo.go(f"/programmes/{cast.programme.slug}/matches/publish/")
    page.locator('[name="when"][value="now"]').check()
    with page.expect_navigation():
        page.locator('main form:has([name="when"]) button[type=submit]').click()
    now = timezone.now()
    assert offer_due_matches(now) == 1
    house.post.go_out(now)

    for one, person in ((ama, cast.ama), (rosa, cast.rosa)):
        one.context.clear_cookies()
        say_yes(one, house, person.email, match)
    match.refresh_from_db()
    assert match.state == Match.State.ACTIVE
    for one, other in ((ama, cast.rosa), (rosa, cast.ama)):
        expect(one.go(f"/matches/{match.pk}/").locator(f'a[href^="mailto:{other.email}"]')).to_be_visible()
        assert open_every_link(one, "/") >= 3
        assert open_every_link(one, "/me/") >= 3
        page = one.go("/trust/")
        with page.expect_download() as copy:
            page.locator('form[action="/trust/export/"] button').click()
        assert copy.value.path().stat().st_size > 1_000
