"""A mentor writes a scenario by fields in a browser: without scripts, by the Enter key, on a small phone."""

import pytest
from playwright.sync_api import expect
from tests.journeys.rehearsing import planned
from tests.journeys.test_endings import come_in, is_well

from mentes.rehearsals.models import OwnScenario
from mentes.rehearsals.scenarios import read_scenario
from mentes.rehearsals.tests.test_scenarios import WHOLE
from mentes.testing import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "/rehearsals/scenarios/new/"


@pytest.fixture
def cast():
    cast = Cast()
    cast.match(state="active", mentee_answer="yes", mentor_answer="yes")
    return cast


def test_a_scenario_is_written_without_scripts_and_kept(visit, house, cast):
    rosa = visit(house.address, java_script_enabled=False)
    come_in(rosa, cast.rosa)
    page = rosa.go(NEW)
    page.locator("[name=title]").fill("Say it to the committee")
    expect(page.get_by_text("Something to do with the hands")).to_have_count(0)
    rosa.press('[value="add_thing"]')
    page.locator("[name=t1-label]").fill("three letters")
    page.locator("[name=t1-kind]").select_option("note")
    # What to do with them is asked once one of the things is chosen.
    expect(page.locator("[name=s1-task]")).to_be_hidden()
    page.locator("[name=s1-thing]").select_option(index=1)
    page.locator("[name=s1-task]").select_option("count")
    page.locator("[name=s1-n]").fill("4")
    # A step that does not exist yet is chosen, and made by whichever button is pressed next.
    page.locator('[name="s1-i2-to"]').select_option("new")
    rosa.press('[value="take_step:2"]')
    expect(page.locator(".written-step")).to_have_count(3)
    expect(page.locator("[name=title]")).to_have_value("Say it to the committee")
    page.locator("[name=partner]").fill("")
    rosa.press('.written [value="keep"]')
    # Every fault has a link that leads to its field.
    links = page.locator("#looked a")
    expect(links.first).to_be_visible()
    for n in range(links.count()):
        expect(page.locator(f'[id="{links.nth(n).get_attribute("href")[1:]}"]')).to_have_count(1)
    assert page.locator('#looked a[href="#id_s1-n"]').count() == 1
    page.locator("[name=s1-n]").fill("2")
    page.locator("[name=partner]").fill("The chair")
    page.locator('[name="s3-says"]').fill("That is not what we asked.")
    rosa.press('.written [value="keep"]')
    own = OwnScenario.objects.get()
    scenario = read_scenario(own.text)
    assert (own.is_whole, own.title, len(scenario.steps)) == (True, "Say it to the committee", 3)
    assert scenario.steps[0].branches[1].to == scenario.steps[2].key
    assert (scenario.things[0].label["en"], scenario.steps[0].handling.task) == ("three letters", "count")
    expect(page.locator('[name="s1-thing"] option:checked')).to_have_text("three letters")
    expect(page.locator('[name="s3-says"]')).to_have_value("That is not what we asked.")


def test_enter_looks_and_changes_nothing_and_what_is_kept_is_rehearsed_with_its_things(visit, house, cast):
    own = OwnScenario.objects.create(owner=cast.rosa, text=WHOLE, made_at=NOW, changed_at=NOW)
    rosa = visit(house.address)
    come_in(rosa, cast.rosa)
    page = rosa.go(f"/rehearsals/scenarios/{own.pk}/")
    expect(page.locator("[name=t1-label]")).to_have_value("your coins")
    expect(page.locator("[name=s2-n]")).to_be_visible()
    # What does not count in a step is not in the way.
    expect(page.locator("[name=s1-n]")).to_be_hidden()
    expect(page.locator("[name=s1-i1-intent]")).to_be_visible()
    page.get_by_label("It ends here").first.check()
    expect(page.locator("[name=s1-i1-intent]")).to_be_hidden()
    page.get_by_label("The speaker chooses what to do").first.check()
    rosa.press('[value="add_thing"]')
    page.locator("[name=t2-label]").fill("a letter")
    page.locator("[name=t2-kind]").select_option("card")
    page.locator("[name=s1-thing]").select_option("thing_2")
    page.locator("[name=t1-label]").fill("old coins")
    with page.expect_navigation():
        page.locator("[name=t1-label]").press("Enter")
    page.locator("[data-do=begin]").click()
    expect(page.locator("[data-do=handle]")).to_contain_text("a letter: Lay one out (1 to go)")
    is_well(rosa)
    own.refresh_from_db()
    assert own.text == WHOLE
    rosa.press('.written [value="keep"]')
    own.refresh_from_db()
    ama = visit(house.address)
    come_in(ama, cast.ama)
    page = ama.go(f"/rehearsals/{planned(cast.ama, own.text).pk}/plain/")
    page.locator("[data-do=begin]").click()
    expect(page.locator("[data-do=handle]")).to_contain_text("a letter")
    page.keyboard.press("h")
    page.keyboard.press("2")
    for left in (3, 2, 1):
        expect(page.locator("[data-do=handle]")).to_contain_text(f"old coins: Count one ({left} to go)")
        page.keyboard.press("h")
    expect(page.locator("[data-do=handle]")).to_be_hidden()


def test_it_is_well_in_arabic_on_a_small_phone_in_the_dark(visit, house, cast):
    cast.rosa.language = "ar"
    cast.rosa.save()
    rosa = visit(house.address, size="narrow", language="ar", color_scheme="dark", reduced_motion="reduce")
    come_in(rosa, cast.rosa)
    page = rosa.go(NEW)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    rosa.press('[value="add_thing"]')
    page.locator("[name=t1-label]").fill("أوراق")
    page.locator("[name=s1-thing]").select_option(index=1)
    is_well(rosa)
    page.locator("[name=minutes]").fill("١")
    rosa.press('.written [value="keep"]')
    expect(page.locator("#looked")).to_be_in_viewport()
    is_well(rosa)
    rosa.press('.page-head [value="text"]')
    is_well(rosa)
