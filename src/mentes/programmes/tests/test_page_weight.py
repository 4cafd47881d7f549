"""At 243 people every page asks the database at most thirty times and weighs at most 40 kB on the wire."""

import gzip
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentes.programmes import actions
from mentes.testing import NOW

HARBOUR = Path(__file__).parents[4] / "examples" / "harbour.csv"
PAGES = (
    "index",
    "show",
    "settings",
    "staff",
    "supply",
    "people",
    "people_csv",
    "upload",
    "imports",
    "person",
    "preview",
    "my_place",
)


@pytest.fixture
def harbour(cast, client):
    """The 243 people of the demo in Cleo's programme; Cleo signed in. Gives each page's address."""
    text = HARBOUR.read_bytes()
    upload = actions.create_upload(cast.programme, [("harbour.csv", text)], by=cast.cleo)
    actions.import_people(upload, by=cast.cleo, now=NOW)
    changed = text.replace(b"@example.org", b"@example.com")
    waiting = actions.create_upload(cast.programme, [("harbour.csv", changed)], by=cast.cleo)
    rosa = cast.programme.participations.filter(role="mentor").order_by("external_id").first()
    more = {"person": [rosa.pk], "preview": [waiting.pk]}

    def address(page: str) -> str:
        if page == "index":
            return reverse("programmes:index")
        if page == "my_place":
            client.force_login(cast.ama)
            return reverse("programmes:my_place", args=[cast.ama_place.pk])
        client.force_login(cast.cleo)
        return reverse(f"programmes:{page}", args=[cast.programme.slug, *more.get(page, [])])

    client.force_login(cast.cleo)
    return address


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light(harbour, client, page):
    address = harbour(page)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(address)
    assert response.status_code == 200
    n_queries, n_bytes = len(asked), len(gzip.compress(response.content, 6))
    print(f"{page}: {n_queries} queries, {n_bytes} bytes")
    assert n_queries <= 30
    assert page == "people_csv" or n_bytes <= 40_000
