"""S1: every address x method x actor answers as tests/plan/authorization.py says, and no address is missing there."""

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from tests.plan import demo_urls
from tests.plan.authorization import ACTORS, METHODS, TABLE
from tests.plan.world import addresses, ask, build, path_of

AS_DEMO = override_settings(ROOT_URLCONF=demo_urls.__name__, IS_DEMO=True)


def name_of(entry: str) -> str:
    return entry.split(" | ")[0]


def outcome(response, *, asked: str) -> str:
    if response.status_code not in (301, 302, 303):
        return str(response.status_code)
    to = response.headers["Location"].split("?")[0]
    if to == reverse("people:door"):
        return "door"
    return "sign-in" if to in (reverse("account_login"), reverse("account_request_login_code")) else "on"


def test_every_address_is_in_the_table_and_the_table_names_no_other():
    named = {name_of(entry) for entry in TABLE}
    outside = {name for name in named if not name.startswith("demo:")}
    assert set(addresses()) - outside == set(), "addresses that nobody declared in tests/plan/authorization.py"
    assert outside - set(addresses()) == set(), "declared addresses that are no more"
    with AS_DEMO:
        assert set(addresses()) == named


@AS_DEMO
def test_every_cell_of_the_table(db, capsys):
    world = build()
    assert set(world.cookies) == set(ACTORS)
    client = Client(raise_request_exception=False)
    differ, n_cells = [], 0
    for entry, page in TABLE.items():
        path = path_of(name_of(entry), world.keys | (page.keys(world) if page.keys else {}))
        body = page.body(world) if page.body else None
        for method in METHODS:
            for actor, cookie in world.cookies.items():
                with transaction.atomic():
                    response = ask(client, cookie, method, path, body, **page.headers)
                    transaction.set_rollback(True)
                found, expected = outcome(response, asked=path), page.expects(method, actor)
                n_cells += 1
                if found != expected:
                    differ.append(f"{entry} {method} as {actor}: {found}, the table says {expected}")
    with capsys.disabled():
        print(f"\n{len(TABLE)} addresses x {len(METHODS)} methods x {len(ACTORS)} actors = {n_cells} cells, {len(differ)} differ")
    assert not differ, "\n".join(differ)


@AS_DEMO
def test_no_form_is_taken_without_its_token(db):
    """Every POST that the table allows somebody is refused with 403 when the form's token is missing."""
    world = build()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    taken = []
    for entry, page in TABLE.items():
        allowed = [actor for actor in ACTORS if page.expects("POST", actor) in ("200", "on", "422", "409")]
        if not allowed:
            continue
        path = path_of(name_of(entry), world.keys | (page.keys(world) if page.keys else {}))
        with transaction.atomic():
            response = ask(client, world.cookies[allowed[0]], "POST", path, page.body(world) if page.body else None)
            transaction.set_rollback(True)
        if response.status_code != 403:
            taken.append(f"{entry} as {allowed[0]}: {response.status_code}")
    assert taken == []


@pytest.fixture(autouse=True)
def _quiet(caplog):
    """Hundreds of refusals are this test's purpose: they need no line each in the log."""
    caplog.set_level("CRITICAL", logger="django.request")
    caplog.set_level("CRITICAL", logger="django.security.csrf")
