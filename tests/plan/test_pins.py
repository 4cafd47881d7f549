"""Everything that is installed has one exact version and a hash, the lists agree, and each licence is known."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTS = [("constraint-dependencies", "requirements.lock"), ("build-constraint-dependencies", "requirements-build.lock")]
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.M)


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def bare_name(requirement: str) -> str:
    """The name of "Django[argon2]~=5.2; python_version > '3'" as locks spell it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


@pytest.mark.parametrize(("name", "lock"), LISTS)
def test_pins_and_hashes_name_the_same_versions(name, lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert sorted(project()["tool"]["uv"][name]) == sorted("==".join(pair) for pair in PINNED.findall(text))


@pytest.mark.parametrize("lock", [lock for _, lock in LISTS])
def test_every_pin_has_a_hash(lock):
    entries = re.split(r"^(?=[A-Za-z0-9])", (ROOT / lock).read_text(encoding="utf-8"), flags=re.M)[1:]
    without = [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert len(entries) > 5
    assert without == []


def test_everything_we_ask_for_is_pinned():
    table = project()
    groups = [*table["project"]["optional-dependencies"].values(), *table["dependency-groups"].values()]
    asked = [*table["project"]["dependencies"], *(line for group in groups for line in group)]
    pinned = {bare_name(line) for line in table["tool"]["uv"]["constraint-dependencies"]}
    assert {bare_name(line) for line in asked} - pinned == set()
    built = {bare_name(line) for line in table["tool"]["uv"]["build-constraint-dependencies"]}
    assert {bare_name(line) for line in table["build-system"]["requires"]} - built == set()


def test_packages_of_the_browser_have_exact_versions_and_hashes():
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    loose = [f"{n} {v}" for kind in ("dependencies", "devDependencies") for n, v in asked[kind].items() if not v[0].isdigit()]
    assert loose == []
    assert [path for path, entry in locked.items() if path and "sha512-" not in entry.get("integrity", "")] == []


def test_the_licence_of_every_pin_is_written_down():
    page = (ROOT / "docs" / "reference" / "licences.md").read_text(encoding="utf-8")
    pins = [pair for _, lock in LISTS for pair in PINNED.findall((ROOT / lock).read_text(encoding="utf-8"))]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    pins += [
        (path.removeprefix("node_modules/"), entry["version"])
        for path, entry in locked.items()
        if path and not path.startswith("node_modules/@esbuild/")
    ]
    missing = [
        f"{name} {version}"
        for name, version in pins
        if not re.search(rf"^\| {re.escape(name)} \| {re.escape(version)} \| \S", page, re.M)
    ]
    assert missing == [], "run scripts/licences.py"
