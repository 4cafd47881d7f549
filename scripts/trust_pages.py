"""Writes docs/reference/authorization.md and docs/reference/personal-data.md from the tables that the tests hold the program to.

    uv run python scripts/trust_pages.py

`tests/plan/test_trust_pages.py` fails where a page is not what this would write.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by scripts/trust_pages.py; do not edit. -->\n"
MEANINGS = {
    "on": "redirect to the next page",
    "sign-in": "redirect to signing in",
    "door": "redirect to the question whether one is an adult",
    "403": "403, refused with a sentence",
    "404": "404, as if it were not there",
    "409": "409, cannot be done now, with a sentence",
    "422": "422, the form with what is wrong in it",
}
CLASSES = {
    "export": "given to the person, erased with them",
    "erase": "erased with them, not given out",
    "anonymise": "the row stays, what leads to the person goes",
    "keep": "stays, for the reason stated",
    "plain": "says nothing of a person",
}


def authorization() -> str:
    # Django has to be set up before the table's world can be read.
    from tests.plan.authorization import ACTORS, LINES, TABLE

    lines = [
        "# Who may do what",
        "",
        MADE,
        "Every address, every method, every kind of person. `tests/plan/test_authorization.py` asks each of these questions and "
        "compares the answer; an address that is missing here fails the tests. Methods that are not named are refused with 405. "
        "Unless an address is marked *public*, whoever is not signed in, or is suspended, is led to signing in; unless it is "
        "marked *at the door*, whoever has not said that they are an adult is asked first.",
        "",
        "## Who asks",
        "",
        *(f"- **{name}**: {meaning}" for name, meaning in ACTORS.items()),
        "",
        "## What is answered",
        "",
        *(f"- `{outcome}`: {meaning}" for outcome, meaning in MEANINGS.items()),
        "",
        "## Addresses",
        "",
        "| address | method | answer |",
        "| --- | --- | --- |",
    ]
    for entry, page in TABLE.items():
        marks = [word for word, is_so in (("public", page.public), ("at the door", page.at_the_door)) if is_so]
        shown = entry.replace(" | ", ": ") + (f" *({', '.join(marks)})*" if marks else "")
        for method in ("get", "post", "put", "delete"):
            says = getattr(page, method)
            if says != "405":
                lines.append(f"| {shown} | {method.upper()} | {_answer(says)} |")
                shown = ""
    lines += [
        "",
        "## WebSockets",
        "",
        "Everybody else, and every page that is not ours, gets a refused handshake (403), as where there",
        "is nothing.",
    ]
    lines += [
        "",
        "| address | let in |",
        "| --- | --- |",
        *(f"| {name} | {', '.join(who.split())} |" for name, who in LINES.items()),
    ]
    return "\n".join(lines) + "\n"


def _answer(says) -> str:
    if isinstance(says, str):
        return f"`{says}`"
    named = [f"`{outcome}` {', '.join(who.split())}" for outcome, who in says.items() if outcome != "else"]
    return "; ".join([*named, f"`{says['else']}` everybody else"])


def personal_data() -> str:
    from mentes.trust import registry

    lines = [
        "# What is kept about people, and what becomes of it",
        "",
        MADE,
        "Every table and column of the database, classed by the room that keeps it (`personal_data.py` of each room). Copies and "
        "erasure are carried out from these classes, and `tests/plan/test_personal_data.py` fails on a column without one.",
        "",
        *(f"- **{name}**: {meaning}" for name, meaning in CLASSES.items()),
        "",
    ]
    for name, table in sorted(registry.tables().items()):
        lines += [f"## {name}", ""]
        if table.reason:
            lines += [table.reason, ""]
        for kind in registry.Class:
            columns = [f"`{column}`" for column, its in table.columns.items() if its is kind]
            if columns:
                lines.append(f"- **{kind.value}**: {', '.join(columns)}")
        lines.append("")
    return "\n".join(lines)


def pages() -> dict[Path, str]:
    return {REFERENCE / "authorization.md": authorization(), REFERENCE / "personal-data.md": personal_data()}


def main() -> None:
    os.environ.setdefault("MENTES_TEST", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentes.config.settings")
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    import django

    django.setup()
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
