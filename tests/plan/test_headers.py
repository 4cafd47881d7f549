"""S6: every answer carries the headers that keep a browser on our side, and a page made for one person is stored nowhere."""

import os
import runpy
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from tests.plan import demo_urls
from tests.plan.world import addresses, ask, build, path_of

SETTINGS = Path(__file__).parents[2] / "src" / "mentes" / "config" / "settings.py"
LOOKERS = ("anonymous", "mentee", "organiser", "stranger")
LEAST_SCORE = 115
SIX_MONTHS = 15_768_000
YEAR = 31_536_000
OFF = ("camera", "microphone", "display-capture", "geolocation", "payment", "usb", "xr-spatial-tracking")
# Pages that may use something of a device, and what: where people speak with one another, and rooms entered with a headset.
ALLOWED = {
    "meetings:call": ("camera", "microphone", "display-capture"),
    "rehearsals:room": ("microphone", "xr-spatial-tracking"),
    "try:room": ("microphone", "xr-spatial-tracking"),
}


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level("CRITICAL", logger="django.request")


def policy(response) -> dict[str, list[str]]:
    said = response.headers.get("Content-Security-Policy", "")
    return {words[0]: words[1:] for part in said.split(";") if (words := part.split())}


def faults(response, name: str = "") -> list[str]:
    """What is wrong with the headers of one answer of the page `name`."""
    wrong, csp, headers = [], policy(response), response.headers
    sources = [source for values in csp.values() for source in values]
    wrong += [f"CSP has {bad}" for bad in ("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:") if bad in sources]
    for directive in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        if csp.get(directive) != ["'none'"]:
            wrong.append(f"CSP {directive} is {csp.get(directive)}")
    for header, value in (
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ):
        if headers.get(header) != value:
            wrong.append(f"{header} is {headers.get(header)}")
    on = ALLOWED.get(name, ()) if response.status_code == 200 else ()
    allowed = {use: "(self)" if use in on else "()" for use in OFF}
    said = headers.get("Permissions-Policy", "").split(", ")
    wrong += [f"Permissions-Policy of {use} is not {value}" for use, value in allowed.items() if f"{use}={value}" not in said]
    if not {"no-store", "private"} & {part.strip() for part in headers.get("Cache-Control", "").split(",")}:
        wrong.append(f"Cache-Control is {headers.get('Cache-Control')}")
    return wrong


def score(response) -> int:
    """The HTTP Observatory's score by its published rules (base 100; bonuses count where nothing was taken off), for our case.

    Left out are its checks of things we have none of: cross-origin sharing, scripts from other hosts, HSTS preloading.
    """
    csp, headers = policy(response), response.headers
    taken = bonus = 0
    sources = [source for name in ("script-src", "style-src", "default-src") for source in csp.get(name, [])]
    if not csp:
        taken += 25
    elif "'unsafe-inline'" in csp.get("script-src", csp.get("default-src", [])) or "data:" in csp.get("script-src", []):
        taken += 20
    elif "'unsafe-eval'" in sources or "http:" in sources:
        taken += 10
    elif "'unsafe-inline'" not in sources:
        bonus += 10 if csp.get("default-src") == ["'none'"] else 5
    if "Strict-Transport-Security" not in headers:
        taken += 20
    elif _max_age(headers["Strict-Transport-Security"]) < SIX_MONTHS:
        taken += 10
    taken += 5 if headers.get("X-Content-Type-Options") != "nosniff" else 0
    if csp.get("frame-ancestors") in (["'none'"], ["'self'"]):
        bonus += 5
    elif headers.get("X-Frame-Options") not in ("DENY", "SAMEORIGIN"):
        taken += 20
    if headers.get("Referrer-Policy") in ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"):
        bonus += 5
    if headers.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site"):
        bonus += 10
    cookies = response.cookies.values()
    if any(not cookie["secure"] for cookie in cookies):
        taken += 40 if any(cookie.key.endswith("mentes") and not cookie["secure"] for cookie in cookies) else 20
    elif cookies and all(cookie["samesite"] in ("Lax", "Strict") for cookie in cookies):
        bonus += 5
    return 100 - taken + (bonus if 100 - taken >= 90 else 0)


def _max_age(said: str) -> int:
    return next((int(part.split("=")[1]) for part in said.replace(" ", "").split(";") if part.startswith("max-age=")), 0)


def secure_settings() -> dict:
    """The settings that config/settings.py makes of an https address."""
    names = ("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE", "SECURE_")
    before = os.environ.get("MENTES_PUBLIC_URL")
    os.environ["MENTES_PUBLIC_URL"] = "https://mentes.example.org"
    try:
        said = runpy.run_path(str(SETTINGS))
    finally:
        os.environ.pop("MENTES_PUBLIC_URL")
        if before is not None:
            os.environ["MENTES_PUBLIC_URL"] = before
    return {key: value for key, value in said.items() if key.startswith(names)} | {"ALLOWED_HOSTS": ["*"]}


@override_settings(ROOT_URLCONF=demo_urls.__name__, IS_DEMO=True)
def test_every_answer_has_every_header(db, capsys):
    world = build()
    client = Client(raise_request_exception=False)
    wrong, n_answers = [], 0
    for name in addresses():
        path = path_of(name, world.keys)
        for actor in LOOKERS:
            for method in ("GET", "DELETE"):
                response = ask(client, world.cookies[actor], method, path)
                n_answers += 1
                wrong += [f"{name} {method} as {actor} ({response.status_code}): {fault}" for fault in faults(response, name)]
    for path in ("/no/such/page/", "/static/no-such-file.css"):
        wrong += [f"{path}: {fault}" for fault in faults(client.get(path))]
    with capsys.disabled():
        print(f"\n{n_answers + 2} answers looked at, {len(wrong)} faults")
    assert not wrong, "\n".join(wrong)


def test_behind_https_cookies_are_bound_to_the_host_and_every_page_scores(db, capsys):
    secure = secure_settings()
    assert secure["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert secure["CSRF_COOKIE_NAME"].startswith("__Host-")
    world = build()
    least, wrong = 1000, []
    with override_settings(**secure):
        client = Client(raise_request_exception=False)
        for name in addresses():
            for actor in LOOKERS:
                client.cookies.clear()
                if world.cookies[actor]:
                    client.cookies[settings.SESSION_COOKIE_NAME] = world.cookies[actor]
                response = client.get(path_of(name, world.keys), secure=True, HTTP_HOST="mentes.example.org")
                least = min(least, score(response))
                hsts = response.headers.get("Strict-Transport-Security", "")
                if score(response) < LEAST_SCORE or _max_age(hsts) < YEAR or "includeSubDomains" not in hsts:
                    wrong.append(f"{name} as {actor}: {score(response)}, {hsts}")
                for cookie in response.cookies.values():
                    is_bound = (
                        cookie.key.startswith("__Host-") and cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]
                    )
                    if not (is_bound and cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict")):
                        wrong.append(f"{name} as {actor}: cookie {cookie.OutputString()}")
        assert client.get("/", HTTP_HOST="mentes.example.org").headers["Location"].startswith("https://")
    with capsys.disabled():
        print(f"\nleast score of the Observatory's rules: {least}")
    assert not wrong, "\n".join(wrong)


def test_the_score_falls_where_a_header_is_missing(client, db):
    """Control: the counting can fail."""
    with override_settings(**secure_settings()):
        response = Client().get("/privacy/", secure=True, HTTP_HOST="mentes.example.org")
        best = score(response)
        assert best >= LEAST_SCORE
        del response.headers["Content-Security-Policy"]
        assert score(response) <= best - 25
        assert "CSP default-src is None" in faults(response)
