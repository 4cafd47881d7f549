"""Without a mouse: from the skip link to a pair that is approved, and always seeing where one is."""

import pytest
from playwright.sync_api import expect
from tests.journeys.visits import enter

REVIEW = "/programmes/first-harbour-2026/matches/?tab=review"
MOST_TABS = 150
# Where the focus is: what it is, whether a ring of two pixels or more is drawn around it, and whether it is on the screen.
FOCUS = """() => { const e = document.activeElement, ringed = [e, ...e.querySelectorAll('.lane'), e.closest('label') ?? e]
  .some(x => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 })
  const r = e.getBoundingClientRect()
  return { what: e.outerHTML.slice(0, 120), action: e.closest('form')?.getAttribute('action') ?? '', tag: e.tagName, ringed,
           seen: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth && r.width > 0 } }"""


@pytest.mark.parametrize("theme", ["dawn", "winedark"])
def test_a_pair_is_approved_from_the_keyboard(demo, visit, theme):
    one = visit(demo, reduced_motion="reduce", color_scheme="dark" if theme == "winedark" else "light")
    enter(one, "beatriz")
    page = one.go(REVIEW)
    tab = page.locator(".linetabs [aria-current=page] .num")
    before = int(tab.inner_text())
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    lost = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert not at["what"].startswith("<body"), "the page ends before the button"
        if not (at["ringed"] and at["seen"]):
            lost.append(at["what"])
        # One pair's button, not that for several at once.
        if at["action"].startswith("/matches/") and at["action"].endswith("/approve/"):
            break
    assert lost == [], "the focus cannot be seen"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert int(tab.inner_text()) == before - 1
    match = at["action"].split("/")[2]
    one.go(f"/programmes/first-harbour-2026/matches/?tab=approved&pair={match}")
    one.send(f"/matches/{match}/unapprove/")


def test_a_pair_chosen_with_enter_is_read_from_its_heading(demo, visit):
    one = visit(demo)
    enter(one, "beatriz")
    page = one.go(REVIEW)
    second = page.locator("a.pair").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pair-sheet #why")).to_be_focused()
    expect(second).to_have_attribute("aria-current", "true")


def test_a_window_made_narrower_in_the_middle_of_a_swap_complains_of_nothing(demo, visit):
    """As htmx draws one: it waits for the end of the transition, and not for its beginning."""
    desk = visit(demo)
    enter(desk, "beatriz")
    for width in (700, 1000, 640):
        desk.page.evaluate("() => { document.startViewTransition(() => {}).finished.catch(() => {}) }")
        desk.page.set_viewport_size({"width": width, "height": 700})
    desk.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
