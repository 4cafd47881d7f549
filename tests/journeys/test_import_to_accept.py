"""The main job, whole: from a spreadsheet with foreign headings to two people who have said yes.

Nothing is found by its words, so that the same visit is made in English at a desk and in Arabic on a phone.
"""

import datetime as dt
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.visits import axe, overflow

from mentes.matches.actions.publishing import offer_due_matches
from mentes.matches.models import Alternate, Match, Rejection
from mentes.people.models import Letter, Person
from mentes.programmes.models import Participation, Programme
from mentes.testing import make_person

pytestmark = pytest.mark.django_db(transaction=True)
State = Match.State
# The spreadsheet that Cleo has: nine people under headings of her own, with semicolons, one cell of it wrong.
SPREADSHEET = (Path(__file__).with_name("second-harbour.csv")).read_bytes()
WRONG, WRONG_ROW, N_RIGHT = "Atlantis/Harbour", "6", 8


def sign_in(visit, house, email: str, path: str) -> None:
    """Asks for `path`, is led to the door, and comes in with the code of the letter."""
    visit.go(path)
    visit.send("/accounts/login/code/", email=email)
    house.post.go_out()
    code = parse_qs(urlsplit(house.post.newest_link(email)).query)["code"][0]
    visit.send("/confirm/", code=code)
    if "/door/" in visit.page.url:
        visit.page.locator('[name="is_adult"]').check()
        with visit.page.expect_navigation():
            visit.page.locator("main form button[type=submit]").click()
    assert urlsplit(visit.page.url).path == urlsplit(path).path, "the way one was on is kept"


def import_people(visit, slug: str) -> None:
    page = visit.go(f"/programmes/{slug}/import/")
    page.set_input_files('[name="files"]', {"name": "cleo.csv", "mimeType": "text/csv", "buffer": SPREADSHEET})
    with page.expect_navigation():
        page.locator("main form[enctype] button[type=submit]").click()
    fault = page.locator("tr.wrong")
    expect(fault).to_have_count(1)
    expect(fault).to_contain_text(WRONG)
    expect(fault.locator("td").first).to_contain_text(WRONG_ROW)  # the row a spreadsheet shows
    expect(page.locator('form[action*="carry-out"]')).to_have_count(0)
    # One heading means nothing to us: she says what it is.
    column = page.get_by_label("What I want", exact=True)
    expect(column).to_have_value("")
    column.select_option("goals")
    with page.expect_response(lambda response: "/import/" in response.url and response.request.method == "POST"):
        page.locator("form[hx-post] button[type=submit]").click()
    expect(page.get_by_label("What I want", exact=True)).to_have_value("goals")
    page.locator('#preview [name="skip"][type=checkbox]').check()
    with page.expect_response(lambda response: "skip=yes" in response.url):
        page.locator("#preview form[hx-get] button").click()
    assert not Participation.objects.exists(), "nothing is written before she says so"
    with page.expect_navigation():
        page.locator('form[action*="carry-out"] button').click()
    assert Participation.objects.count() == N_RIGHT
    layla = Participation.objects.get(external_id="11")
    assert (layla.profile.name, layla.person.language) == ("Layla Haddad", "ar")
    assert layla.profile.goals.startswith("I want to set a price")


def open_pair(page, match: Match) -> None:
    """Chooses a pair in the list; htmx swaps its sheet in, and reading goes on at its heading."""
    with page.expect_response(lambda response: f"pair={match.pk}" in response.url):
        page.locator(f'a.pair[href*="{match.pk}"]').click()
    expect(page.locator("#pair-sheet #why")).to_be_focused()
    expect(page.locator(f'#pair-sheet form[action*="{match.pk}"]').first).to_be_attached()


def proposed() -> dict[str, Match]:
    """First name of the mentee -> the pair that nobody has heard of."""
    matches = Match.objects.filter(state__in=Match.UNHEARD).select_related("mentee__profile", "mentor__profile")
    return {match.mentee.profile.first_name: match for match in matches}


def look_at_pairs(visit, house, slug: str) -> None:
    """The first run while the texts are read, the braid, a strand's evidence, other weights tried without keeping them."""
    page = visit.go(f"/programmes/{slug}/matches/")
    with page.expect_navigation():
        page.locator('form[action*="/propose/"] button').click()
    expect(page.locator("#matching-progress svg")).to_be_visible()
    assert not axe(page)
    assert not overflow(page)
    with page.expect_navigation(timeout=60_000):  # the page loads itself anew once the job is done
        house.work_off()
    expect(page.locator("#matching-progress")).to_have_count(0)
    assert set(proposed()) == {"Layla", "Ama", "Tomás", "Mei"}
    open_pair(page, proposed()["Ama"])
    expect(page.locator("#pair-braid svg.braid:visible")).to_have_count(1)
    score = int(page.locator("#pair-sheet [data-score]").inner_text())
    parts = [int(one) for one in page.locator("#pair-sheet details dl .points").all_text_contents()]
    assert sum(parts) == score, "the parts add up on the page"
    page.locator("#pair-sheet details.fold summary").first.click()
    expect(page.locator("#pair-sheet dd").first).to_be_visible()
    before = page.locator("#what-if-answer").inner_text()
    slider = page.locator("#what-if-form input[type=range]").nth(5)
    with page.expect_response(lambda response: "/what-if/" in response.url) as answered:
        slider.focus()
        slider.press("End")
    assert answered.value.status == 200
    expect(page.locator("#what-if-answer")).not_to_have_text(before)
    assert not axe(page)
    assert not overflow(page)


def judge(visit, slug: str) -> None:
    """Locks one, rejects one with a reason, swaps one seeing the cost, matches again, approves the rest."""
    page = visit.page
    pairs = proposed()
    tomas = pairs["Tomás"]
    open_pair(page, tomas)
    visit.send(f"/matches/{tomas.pk}/lock/")
    mei = pairs["Mei"]
    visit.go(f"/programmes/{slug}/matches/?pair={mei.pk}")
    page.locator(f'details:has(form[action*="{mei.pk}/reject/"]) summary').click()
    visit.send(f"/matches/{mei.pk}/reject/", reason="They work at the same dairy.")
    layla = pairs["Layla"]
    visit.go(f"/matches/{layla.pk}/swap/")
    with page.expect_navigation():
        page.locator('section[aria-labelledby="near"] tbody a[href*="?mentor="]').first.click()
    expect(page.locator("#choice .well")).to_be_visible()  # what it would cost, before she decides
    swapped_to = parse_qs(urlsplit(page.url).query)["mentor"][0]
    visit.send(f"/matches/{layla.pk}/swap/", reason="They met at the fair.")
    page = visit.go(f"/programmes/{slug}/matches/")
    with page.expect_navigation(timeout=60_000):
        page.locator('#what-if-answer form[action*="/propose/"] button').click()
    again = proposed()
    assert again["Tomás"].mentor_id == tomas.mentor_id
    assert again["Tomás"].is_locked
    assert str(again["Layla"].mentor_id) == swapped_to
    assert Rejection.objects.get().reason == "They work at the same dairy."
    assert "Mei" not in again or again["Mei"].mentor_id != mei.mentor_id
    for match in again.values():
        visit.go(f"/programmes/{slug}/matches/?pair={match.pk}")
        if page.locator(f'form[action*="/matches/{match.pk}/approve/"]').count():
            visit.send(f"/matches/{match.pk}/approve/")
    assert {match.state for match in proposed().values()} == {State.APPROVED}


def publish(visit, slug: str) -> dt.datetime:
    """Tomorrow at nine by her clock, with the next-best pairs approved."""
    page = visit.go(f"/programmes/{slug}/matches/publish/")
    page.locator('[name="when"][value="at"]').check()
    page.locator('[name="alternates"][value="approve"]').check()
    assert page.locator('[name="time"]').input_value() == "09:00"
    with page.expect_navigation():
        page.locator('main form:has([name="when"]) button[type=submit]').click()
    publication = Programme.objects.get(slug=slug).publications.get()
    assert publication.at.hour == 9
    assert Alternate.objects.exclude(approved_by=None).exists()
    return publication.at


def nobody_has_heard(house, visit, at: dt.datetime) -> None:
    offer_due_matches(at - dt.timedelta(seconds=1))
    assert house.post.go_out(at - dt.timedelta(seconds=1)) == 0
    assert not Letter.objects.filter(kind="match_offered").exists()
    unheard = proposed()["Ama"]
    sign_in(visit, house, "ama@example.org", "/me/")
    assert visit.page.goto(f"{house.address}/matches/{unheard.pk}/").status == 404


def say_yes(visit, house, email: str, match: Match) -> None:
    """Follows the letter's link, signs in, reads why, and says yes."""
    letters = [one for one in house.post.to(email) if f"/matches/{match.pk}/" in one.get_content()]
    assert len(letters) == 1, "one letter each"
    person = Person.objects.get(email=email)
    assert letters[0]["Content-Language"] == person.language
    link = re.search(r"http\S+/matches/\S+", letters[0].get_content())[0]
    sign_in(visit, house, email, link)
    page = visit.page
    html = page.locator("html")
    expect(html).to_have_attribute("lang", person.language)
    expect(html).to_have_attribute("dir", "rtl" if person.language == "ar" else "ltr")
    assert not overflow(page)
    assert not axe(page)
    visit.send(f"/matches/{match.pk}/accept/")
    assert urlsplit(page.url).path == f"/matches/{match.pk}/"


@pytest.mark.parametrize(("language", "size"), [("en", "desktop"), ("ar", "phone")])
def test_from_a_spreadsheet_to_two_people_who_said_yes(house, visit, language, size):
    make_person("Cleo Haddad", email="cleo@example.org", language=language, is_staff=True, adult_confirmed_at=None)
    cleo = visit(house.address, size=size, language=language)
    sign_in(cleo, house, "cleo@example.org", "/programmes/new/")
    cleo.page.locator('[name="name"]').fill("Second Harbour")
    with cleo.page.expect_navigation():
        cleo.page.locator("main form button[type=submit]").click()
    slug = Programme.objects.get().slug
    import_people(cleo, slug)
    page = cleo.go(f"/programmes/{slug}/supply/")
    expect(page.locator("main table").first).to_be_visible()
    assert not overflow(page)
    look_at_pairs(cleo, house, slug)
    judge(cleo, slug)
    at = publish(cleo, slug)
    nobody_has_heard(house, visit(house.address), at)

    n_pairs = len(proposed())
    assert offer_due_matches(at) == n_pairs
    offer_due_matches(at + dt.timedelta(minutes=1))
    assert house.post.go_out(at) == 2 * n_pairs
    assert house.post.go_out(at) == 0, "exactly once"

    layla = Match.objects.select_related("mentor__person").get(mentee__external_id="11", state=State.OFFERED)
    on_a_phone, at_a_desk = visit(house.address, size="phone", language="ar"), visit(house.address)
    say_yes(on_a_phone, house, "layla@example.org", layla)
    say_yes(at_a_desk, house, layla.mentor.person.email, layla)
    layla.refresh_from_db()
    assert layla.state == State.ACTIVE
    for person, other in ((on_a_phone, layla.mentor.person), (at_a_desk, layla.mentee.person)):
        page = person.go(f"/matches/{layla.pk}/")
        expect(page.locator(f'a[href^="mailto:{other.email}"]')).to_be_visible()

    decline_to_the_next(visit(house.address), house)


def decline_to_the_next(visit, house) -> None:
    """A mentor says no, kindly; the mentee is offered the next whom Cleo has approved, and nobody else."""
    waiting = Alternate.objects.filter(match__state=State.OFFERED).exclude(approved_by=None)
    alternate = waiting.select_related("match__mentor__person").order_by("rank").first()
    match = alternate.match
    email = match.mentor.person.email
    sign_in(visit, house, email, f"/matches/{match.pk}/")
    page = visit.page
    page.locator(f'details:has(form[action*="{match.pk}/decline/"]) summary').click()
    form = page.locator(f'form[action*="{match.pk}/decline/"]')
    form.locator('[name="reason"][value="no_time"]').check()
    form.locator('[name="words"]').fill("The harvest has begun.")
    with page.expect_navigation():
        form.locator("button").click()
    match.refresh_from_db()
    assert (match.state, match.reason_code) == (State.DECLINED, "no_time")
    following = Match.objects.get(mentee=match.mentee, state=State.OFFERED)
    assert following.mentor_id == alternate.mentor_id
    house.post.go_out(timezone.now() + dt.timedelta(minutes=1))
    assert any(f"/matches/{following.pk}/" in one.get_content() for one in house.post.to(match.mentee.person.email))
