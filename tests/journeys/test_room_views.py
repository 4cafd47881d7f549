"""Every place of the rehearsal room as it is drawn: cheap enough, and nothing is left blank.

How it looks is for people to say: room_views.py saves the pictures. Drawn by the processor, so that no graphics card is needed.
"""

import io

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright
from tests.journeys.conftest import shell
from tests.journeys.room_views import FLAGS, HANDLED, PEOPLE, studio

MOST_CALLS = 30
MOST_TRIANGLES = 30_000
# The largest part of a picture that one even colour may take: a wall without anything would take more.
MOST_OF_ONE_COLOUR = 0.3


@pytest.fixture(scope="module")
def view():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shell(), args=FLAGS)
        with studio(browser) as open_view:
            yield open_view
        browser.close()


def largest_colour(picture: bytes) -> float:
    """Share of the picture that its most frequent colour takes, in steps of eight."""
    small = Image.open(io.BytesIO(picture)).convert("RGB").resize((320, 180)).point(lambda value: value // 8 * 8)
    counts = small.getcolors(maxcolors=320 * 180)
    return max(count for count, _ in counts) / (320 * 180)


@pytest.mark.parametrize("place", PEOPLE)
def test_a_place_is_cheap_and_full(view, place):
    page, measured = view(f"place={place}&light=dawn&n={PEOPLE[place]}&seed=1", "small")
    assert (measured["place"], measured["people"]) == (place, PEOPLE[place])
    assert measured["calls"] <= MOST_CALLS
    assert measured["triangles"] <= MOST_TRIANGLES
    assert largest_colour(page.screenshot()) < MOST_OF_ONE_COLOUR


def test_the_hand_made_company_of_twenty_four_is_within_the_triangles_too(view):
    _, measured = view("place=stage&light=evening&n=24&seed=0", "small")
    assert measured["people"] == 24
    assert measured["triangles"] <= MOST_TRIANGLES


def test_sixty_people_are_no_dearer(view):
    _, measured = view("place=stage&light=dawn&n=60&seed=3", "small")
    assert measured["people"] == 60
    assert measured["calls"] <= MOST_CALLS
    assert measured["triangles"] <= MOST_TRIANGLES


@pytest.mark.parametrize("place", HANDLED)
def test_things_to_handle_are_within_the_budget_and_a_thing_that_was_taken_moved(view, place):
    *what, n, _ = HANDLED[place].split(",")

    def shown(done: int):
        page, measured = view(
            f"place={place}&light=dawn&n={PEOPLE[place]}&seed=0&yaw=12&handle={','.join(what)},{n},{done}", "small"
        )
        assert measured["calls"] <= MOST_CALLS
        assert measured["triangles"] <= MOST_TRIANGLES
        return Image.open(io.BytesIO(page.screenshot())).convert("RGB")

    assert ImageChops.difference(shown(0), shown(int(n))).getbbox()


def test_evening_is_darker_than_dawn(view):
    def brightness(light: str) -> float:
        page, _ = view(f"place=desk&light={light}&n=2", "small")
        return sum(Image.open(io.BytesIO(page.screenshot())).convert("L").resize((39, 84)).tobytes()) / (39 * 84)

    assert brightness("evening") < 0.7 * brightness("dawn")
