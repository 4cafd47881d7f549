"""The docs tell of what is there: every command, option and setting, links that lead somewhere, commands that exist."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from mentes.cli import COMMANDS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "mentes"
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *SOURCE.rglob("*.md")])
MODES = ("tutorials", "how-to", "reference", "explanation", "decisions")
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.M | re.S)
SETTING = re.compile(r"^(MENTES_[A-Z_]+|DATABASE_URL)$")
# A setting of Django's, and a variable that is only looked for in order to refuse it (commands/serve.md).
NOT_SETTINGS = {"MENTES_MAIL_SERVER", "MENTES_DEBUG"}


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))


@cache
def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def code_of(command: str) -> str:
    path = SOURCE.parent.joinpath(*COMMANDS[command][0].split("."))
    files = sorted(path.glob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    return "\n".join(text_of(file) for file in files)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_told(command):
    page = DOCS / "reference" / "commands" / f"{command}.md"
    assert page.exists()
    options = set(re.findall(r"add_argument\(\s*\"(--[a-z-]+)\"", code_of(command)))
    # --host of the demo is there to be refused.
    assert {option for option in options if option not in text_of(page)} - {"--host"} == set()


def settings_in_the_code() -> set[str]:
    found = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SETTING.match(node.value):
                found.add(node.value)
    return found - NOT_SETTINGS


def test_every_setting_is_told_and_every_told_setting_is_read():
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", text_of(DOCS / "reference" / "settings.md"), re.M))
    assert settings_in_the_code() == told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(text_of(page))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            lost.append(target)
    assert lost == []


def test_every_page_is_reached_from_the_index():
    index = text_of(DOCS / "README.md")
    linked = {(DOCS / target.split("#")[0]).resolve() for target in re.findall(r"\]\(([^)\s]+)\)", index)}
    pages = {page for page in DOCS.rglob("*.md") if page.name != "README.md"}
    assert {str(page.relative_to(DOCS)) for page in pages - linked} == set()
    assert {page.relative_to(DOCS).parts[0] for page in pages} == set(MODES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_written_commands_exist(page):
    makefile = re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.M)
    wrong = []
    for _, kind, block in FENCE.findall(text_of(page)):
        for line in block.splitlines():
            if found := re.search(r"uv run (?:--no-sync )?mentes ([a-z]+)", line):
                wrong += [line] if found[1] not in COMMANDS else []
            if found := re.search(r"(?:scripts|bench|examples)/[\w./-]+\.\w+", line):
                wrong += [line] if not (ROOT / found[0]).exists() else []
            if found := re.match(r"\s*make ([a-z-]+)", line):
                wrong += [line] if found[1] not in makefile else []
        if kind == "toml":
            tomllib.loads(block)
    assert wrong == []


def test_decisions_are_numbered_without_gaps_and_say_what_was_measured():
    pages = sorted((DOCS / "decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    for page in pages:
        heads = re.findall(r"^## (.+)$", text_of(page), re.M)
        assert heads == ["What we decided", "Why", "What was measured", "What it costs"], page.name
