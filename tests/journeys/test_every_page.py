"""Every page that the demo's people can open: no barrier that axe calls serious, no word in the console, no broken policy,
nothing wider than the screen; light at a desk in English, and dark on a phone in Arabic."""

import re
from urllib.parse import urlsplit

import pytest
from tests.journeys.crawl import reachable
from tests.journeys.visits import FEW_PICTURES, axe, choose_language, enter, overflow
from tests.plan.authorization import TABLE

from mentes.home.tests.test_authority import authority  # noqa: F401

SLUG = "first-harbour-2026"
# Whom the table knows as what, and the pages to which no link leads but which one may type.
ACTORS = {
    "": ("anonymous", ["/", "/privacy/", "/states/", "/accounts/login/code/", "/trust/gone/", "/accounts/inactive/"]),
    "beatriz": ("organiser", ["/today/", "/programmes/", "/programmes/new/", f"/trust/log/{SLUG}/"]),
    "rosa": ("mentor", ["/today/", "/programmes/"]),
    "ama": (
        "mentee",
        ["/today/", "/messages/", "/programmes/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/logout/"],
    ),
}
OPEN_TO_ALL = {"home:landing", "look:states", "trust:gone", "trust:privacy", "account_inactive", "try:room"}
# One's own account looks the same for everybody who is signed in: looked at as Ama.
ACCOUNT = {
    "people:me", "account_email", "account_logout", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
    "trust:mine", "trust:erase", "demo:letters", "messages:index", "calendars:mine",
    "rehearsals:show", "rehearsals:plain", "rehearsals:room",
}  # fmt: skip
# Pages that open for these people in the table's world, and that the demo's story does not hold: why.
ELSEWHERE = {
    "messages:show": "two have to say yes first: test_messages",
    "meetings:about": "two have to say yes first: test_meetings",
    "meetings:show": "a meeting has to be booked: test_meetings",
    "meetings:move": "a meeting has to be booked: test_meetings",
    "meetings:cancel": "a meeting has to be booked: test_meetings",
    "meetings:hours": "test_meetings",
    "meetings:papers": "a meeting has to be booked: test_working_together",
    "meetings:call": "a meeting has to be booked: test_call",
    "matches:end": "test_endings",
    "insights:write": "somebody has to need a hand first: insights/tests",
    "matches:farewell": "a match has to end first: test_endings",
    "matches:certificate": "a match has to end first: test_endings",
    "calendars:feed": "a file",
    "calendars:file": "a file",
    "calendars:offer": "a meeting has to be booked: test_calendars",
    "programmes:whole_file": "a file",
    "rehearsals:come": "somebody has to send a link first: test_rehearsal",
    "rehearsals:report": "a rehearsal has to be over first: test_report",
    "rehearsals:recording": "a file",
    "rehearsals:own_voice": "a file",
    "rehearsals:note": "a file",
    "rehearsals:slide": "a picture",
    "rehearsals:write": "the page on which one begins to write a scenario, filled in",
    "messages:new": "a part of that page",
    "messages:events": "a stream",
    "messages:file": "a file",
    "matches:what_if": "a part of the review page",
    "matches:pairs_csv": "a file",
    "matches:report_json": "a file",
    "matches:scores_npz": "a file",
    "programmes:people_csv": "a file",
    "programmes:preview": "an upload has to wait: test_import_to_accept",
    "matches:by_hand": "somebody has to refuse the machine first: matches/tests/test_by_hand.py",
    "people:invitation": "a letter has to be opened: test_without_scripts",
    "mfa_generate_recovery_codes": "a second step has to be set up",
}
SIZES = ({"width": 640, "height": 450}, {"width": 320, "height": 640})  # 1280 px at 200 % zoom, and a small phone


def look_at(visit, path: str) -> list[str]:
    """What is wrong with the page that is open, at its size and narrower."""
    page = visit.page
    wrong = [f"{path} {finding}" for finding in axe(page)]
    size = page.viewport_size
    for one in (size, *SIZES):
        page.set_viewport_size(one)
        if sideways := overflow(page):
            wrong.append(f"{path} at {one['width']} px: {sideways}")
    page.set_viewport_size(size)
    return wrong


@pytest.mark.parametrize("who", ACTORS)
def test_no_page_shuts_anybody_out(demo, visit, who, capsys):
    actor, starts = ACTORS[who]
    left = {"": set(), "ama": OPEN_TO_ALL}.get(who, OPEN_TO_ALL | ACCOUNT)
    calm = {"reduced_motion": "reduce"}  # a colour on its way to another is not the colour
    desk = visit(demo, **calm)
    phone = visit(demo, size="phone", language="ar", color_scheme="dark", **calm)
    for one in (desk, phone):
        one.context.add_init_script(FEW_PICTURES)
    wrong = []
    if who:
        enter(desk, who)
    if who == "ama":
        desk.go("/rehearsals/new/?of=price")
        desk.page.get_by_role("button", name="Go to the lobby").click()
        desk.page.wait_for_url("**/rehearsals/*-*/")
        starts = [*starts, f"{urlsplit(desk.page.url).path}plain/"]  # only pages without scripts lead there
    found = reachable(desk, *starts, look=lambda path: wrong.extend(look_at(desk, path)), skip=left)
    wanted = {re.split(r" \|", name)[0] for name, page in TABLE.items() if page.expects("GET", actor) == "200"}
    missing = wanted - {kind.partition("?")[0] for kind in found} - set(ELSEWHERE) - left
    assert not missing, f"pages that nobody looked at: {missing}"
    if who:
        enter(phone, who)
        choose_language(phone, "ar")
    try:
        for path in found.values():
            phone.go(path)
            assert phone.page.locator("html").get_attribute("dir") == "rtl", path
            wrong += [f"ar {finding}" for finding in look_at(phone, path)]
    finally:
        if who:
            choose_language(phone, "en")
    with capsys.disabled():
        print(f"\n  {actor}: {len(found)} pages, at a desk in English and on a phone in Arabic and dark: {len(wrong)} findings")
    assert not wrong, "\n".join(sorted(set(wrong)))


@pytest.mark.django_db(transaction=True)
def test_the_page_of_a_local_authority_shuts_nobody_out(house, authority, visit):  # noqa: F811
    """Only `mentes serve --tls local` has it, and whoever needs it stands before it with a phone."""
    desk, phone = visit(house.address), visit(house.address, size="phone", color_scheme="dark")
    phone.go("/authority/")
    choose_language(phone, "ar")
    wrong = []
    for one in (desk, phone):
        one.go("/authority/")
        one.page.locator("details").first.locator("summary").click()
        wrong += look_at(one, "/authority/")
    assert not wrong
