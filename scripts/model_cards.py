"""Writes docs/reference/model-cards.md: one card for every rule and model that judges people or texts, with its own figures.

    uv run python scripts/model_cards.py                      write the page from what was measured last
    uv run python scripts/model_cards.py --measure CARD ...   run the card's measurement first, and keep its figures
    uv run python scripts/model_cards.py --check              change nothing; exit 1 where a card is older than its model

Figures lie in docs/reference/figures/CARD.json with the day, the command, and a fingerprint of the files and packages that
make the model. Once one of these changes, the figures speak about something that is no longer there: the check fails until the
card is measured again. What a measurement itself needs is told by its options, such as --option data=FOLDER.
"""

import argparse
import datetime as dt
import hashlib
import json
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CARDS = ROOT / "scripts" / "model_cards.toml"
FIGURES = ROOT / "docs" / "reference" / "figures"
PAGE = ROOT / "docs" / "reference" / "model-cards.md"
HEAD = """<!-- Made by scripts/model_cards.py; do not edit. -->
# Model cards

Every rule and model of Mentes that judges people or texts: what it is for, what it is not for, what it rests on, and how it
fared when it was measured last. None of them decides: people do. `uv run python scripts/model_cards.py --check` fails where a
card is older than its model, and so do the tests.
"""


def cards() -> dict[str, dict]:
    return tomllib.loads(CARDS.read_text(encoding="utf-8"))


def fingerprint(card: dict) -> str:
    """Of the sources and packages that make the model; tests and caches are none of them."""
    digest = hashlib.sha256()
    paths = {path for pattern in card["sources"] for path in (ROOT / "src" / "mentes").glob(pattern)}
    sources = sorted(path for path in paths if path.is_file() and "tests" not in path.parts and "__pycache__" not in path.parts)
    if not sources:
        raise SystemExit(f"{card['title']}: no file matches {card['sources']}; right would be files below src/mentes")
    for path in sources:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for package in card.get("packages", ()):
        digest.update(f"{package}=={version(package)}\0".encode())
    return digest.hexdigest()[:16]


def measure(name: str, card: dict, options: dict[str, str]) -> None:
    """Runs the card's bench with --json and keeps its plain numbers."""
    needed = card.get("options", [])
    missing = [option for option in needed if option not in options]
    if missing:
        raise SystemExit(f"{name}: needs {', '.join(f'--option {option}=...' for option in missing)}")
    given = [part for option in needed for part in (f"--{option}", options[option])]
    command = ["mentes", "bench", *card["bench"].split(), "--json"]
    ran = subprocess.run([sys.executable, "-m", *command, *given], stdout=subprocess.PIPE, cwd=ROOT, check=True)
    found = json.loads(ran.stdout)
    kept = {label: _at(found, key) for label, key in card["figures"].items()}
    said = " ".join(["uv run", *command[:-1], *(f"--{option} FOLDER" for option in needed)])
    write = {
        "measured_on": dt.datetime.now(dt.UTC).date().isoformat(),
        "command": said,
        "model": fingerprint(card),
        "figures": kept,
    }
    FIGURES.mkdir(exist_ok=True)
    (FIGURES / f"{name}.json").write_text(json.dumps(write, indent=1) + "\n", encoding="utf-8")


def _at(found, path: str):
    """A value by its path, such as "peers.scipy.cpu"."""
    for key in path.split("."):
        found = found[int(key)] if isinstance(found, list) else found[key]
    return found


def figures_of(name: str) -> dict | None:
    path = FIGURES / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def page() -> str:
    return "\n".join([HEAD, *(_card(name, card) for name, card in cards().items())])


def _card(name: str, card: dict) -> str:
    lines = [f"## {card['title']}", "", card["what"].strip(), ""]
    for key, label in (("use", "For"), ("not_for", "Not for"), ("data", "Rests on"), ("limits", "Limits")):
        lines.append(f"- **{label}:** {' '.join(card[key].split())}")
    measured = figures_of(name)
    if measured:
        lines += [
            "",
            f"Measured on {measured['measured_on']} by `{measured['command']}`, model {measured['model']}:",
            "",
            "| what | value |",
        ]
        lines += ["|---|---|", *(f"| {label} | {_shown(value)} |" for label, value in measured["figures"].items())]
    return "\n".join([*lines, ""])


def _shown(value) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def faults() -> list[str]:
    """What is to be done, one sentence each."""
    found = []
    for name, card in cards().items():
        measured = figures_of(name)
        again = f"uv run python scripts/model_cards.py --measure {name}"
        if measured is None:
            found.append(f"{name}: never measured; right would be {again}")
        elif measured["model"] != fingerprint(card):
            found.append(f"{name}: its figures of {measured['measured_on']} are older than the model; right would be {again}")
        elif list(measured["figures"]) != list(card["figures"]):
            found.append(f"{name}: other figures are named than were kept; right would be {again}")
    if not found and (not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()):
        found.append(
            "docs/reference/model-cards.md: not what the figures say; right would be uv run python scripts/model_cards.py"
        )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--measure", nargs="+", default=[], metavar="CARD")
    parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    options = parser.parse_args()
    if options.check:
        found = faults()
        print(*found, sep="\n") if found else print("every card is as old as its model")
        return 1 if found else 0
    known = cards()
    unknown = [name for name in options.measure if name not in known]
    if unknown:
        parser.error(f"no card {', '.join(unknown)}; there are {', '.join(known)}")
    for name in options.measure:
        measure(name, known[name], dict(option.split("=", 1) for option in options.option))
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
