"""A mentor writes a scenario by fields in a browser: without scripts, by the Enter key, on a small phone."""

import pytest
from playwright.sync_api import expect
from tests.journeys.test_endings import come_in, is_well

from mentes.rehearsals.models import OwnScenario
from mentes.rehearsals.scenarios import read_scenario
from mentes.testing import Cast

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
    page.locator("[name=partner]").fill("The chair")
    page.locator('[name="s3-says"]').fill("That is not what we asked.")
    rosa.press('.written [value="keep"]')
    own = OwnScenario.objects.get()
    scenario = read_scenario(own.text)
    assert (own.is_whole, own.title, len(scenario.steps)) == (True, "Say it to the committee", 3)
    assert scenario.steps[0].branches[1].to == scenario.steps[2].key
    expect(page.locator('[name="s3-says"]')).to_have_value("That is not what we asked.")


def test_enter_in_a_field_looks_and_changes_nothing(visit, house, cast):
    rosa = visit(house.address)
    come_in(rosa, cast.rosa)
    page = rosa.go(NEW)
    # What does not count where a step goes on is not in the way.
    expect(page.locator('[name="s1-i1-intent"]')).to_be_visible()
    page.get_by_label("It ends here").first.check()
    expect(page.locator('[name="s1-i1-intent"]')).to_be_hidden()
    page.get_by_label("The speaker chooses what to do").first.check()
    page.locator("[name=title]").fill("As typed")
    with page.expect_navigation():
        page.locator("[name=title]").press("Enter")
    expect(page.locator("[data-plain]")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("As typed")
    expect(page.locator(".written-step")).to_have_count(3)
    is_well(rosa)
    assert not OwnScenario.objects.exists()


def test_it_is_well_in_arabic_on_a_small_phone_in_the_dark(visit, house, cast):
    cast.rosa.language = "ar"
    cast.rosa.save()
    rosa = visit(house.address, size="narrow", language="ar", color_scheme="dark", reduced_motion="reduce")
    come_in(rosa, cast.rosa)
    page = rosa.go(NEW)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    is_well(rosa)
    page.locator("[name=minutes]").fill("١")
    rosa.press('.written [value="keep"]')
    expect(page.locator("#looked")).to_be_in_viewport()
    is_well(rosa)
    rosa.press('.page-head [value="text"]')
    is_well(rosa)
