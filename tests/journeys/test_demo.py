"""`mentes demo` as one starts it: three doors, the strip, and an end that leaves nothing running."""

import time
import urllib.request

from playwright.sync_api import expect
from tests.journeys.visits import enter, press_door


def test_three_doors_and_the_strip_changes_who_one_is(demo, visit):
    one = visit(demo)
    page = one.go("/")
    expect(page.locator("ul.doors form")).to_have_count(3)
    expect(page.locator("ul.doors a")).to_have_attribute("href", "/try/")
    for first, then in (("beatriz", "rosa"), ("rosa", "ama"), ("ama", "beatriz")):
        enter(one, first)
        strip = page.locator("aside.demo-strip")
        expect(strip).to_contain_text(first.capitalize())
        expect(strip.locator("form:not(.demo-later)")).to_have_count(2)
        expect(strip.locator("form.demo-later")).to_have_count(1)
        press_door(page, then)
        expect(page.locator("aside.demo-strip")).to_contain_text(then.capitalize())
        expect(page.locator("h1")).to_have_count(1)


def test_ctrl_c_leaves_nothing_running_and_the_next_start_finds_all_again(demo_house, capsys):
    assert demo_house.stop() == 0
    assert demo_house.left_over() == []
    begin = time.monotonic()
    demo_house.start()
    with urllib.request.urlopen(demo_house.address, timeout=10) as answer:
        assert answer.status == 200
        assert 'action="/demo/as/ama/"' in answer.read().decode()
    with capsys.disabled():
        print(f"\n  the next start of the demo took {time.monotonic() - begin:.1f} s to its first page")
