"""The offline page at full size: small enough, whole, and without a fault for those who do not see it."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from mentes.cli.match.options import read_options
from mentes.cli.match.reading import read_inputs
from mentes.cli.match.review import MOST_BYTES, make_review
from mentes.cli.match.review_pairs import make_parts
from mentes.cli.match.tests.people import write_many
from mentes.cli.match.work import Outcome, match_people
from mentes.lib.stopwatch import Stopwatch


@pytest.fixture(scope="module")
def outcome(tmp_path_factory) -> Outcome:
    path = write_many(tmp_path_factory.mktemp("many"))
    return match_people(read_inputs(read_options([str(path)])), Stopwatch(), seed=0)


@pytest.fixture(scope="module")
def page(outcome) -> str:
    return make_review(outcome).decode("utf-8")


class Ids(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: set[str] = set()
        self.n_details = 0

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            self.hrefs.add(found["href"])
        self.n_details += tag == "details"


def test_240_people_fit_into_600_kb(page):
    assert len(page.encode("utf-8")) <= MOST_BYTES


def test_every_pair_is_there_and_every_pointer_meets_its_shape(page, outcome):
    found = Ids()
    found.feed(page)
    assert found.n_details == len(outcome.pairing.pairs)
    assert page.count('class="braid on-sheet"') == len(outcome.pairing.pairs)
    assert len(found.ids) == len(set(found.ids))
    assert {href.removeprefix("#") for href in found.hrefs} <= set(found.ids)


def test_shown_points_add_up(outcome):
    for part in make_parts(outcome):
        assert sum(strand.points for strand in part.strands()) == part.total
        assert abs(part.total - part.reasons.points) <= 0.5 + 1e-9


def test_evidence_is_quoted_verbatim(outcome):
    for part in make_parts(outcome):
        texts = [
            text
            for person_id in (part.mentee_id, part.mentor_id)
            for person in [outcome.people.by_id[person_id]]
            for text in (person.goals, person.background, person.would_help)
        ]
        for _, said in part.quotes["road"]:
            assert any(said in text for text in texts)


def test_the_page_has_no_fault_that_axe_can_find(page, tmp_path):
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("No Chromium is installed here.")
    sync_api = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = tmp_path / "review.html"
    path.write_text(page, "utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--headless", "--no-sandbox"])
        for scheme, width in (("light", 1280), ("dark", 1280), ("light", 320)):
            tab = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
            noise: list[str] = []
            tab.on("console", lambda message, noise=noise: noise.append(message.text))
            tab.on("request", lambda request, noise=noise: request.url.startswith("file:") or noise.append(request.url))
            tab.goto(path.as_uri())
            assert axe.run(tab).response["violations"] == []
            assert noise == []
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()
