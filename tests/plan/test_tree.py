"""What lies in the repository: our own files only, readable, naming no host and no machine, every sentence translatable."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "mentes"
MOST_BYTES = 600_000
MOST_LINES = 400
MINIFIED = re.compile(r"\.min\.(js|css)$|(^|/)(vendor|vendored|third_party|node_modules)/")
BUILT = {"whl", "gz", "zip", "so", "dll", "onnx", "npz", "bin", "woff", "woff2", "ttf", "otf", "mo", "pyc"}
# Hosts that serve packages: a lock that names one binds everybody to it.
HOSTS = re.compile(
    "|".join([r"registry\.npm" + "js", r"files\.python" + r"hosted", r"pypi\." + "org/simple", r"registry\.yarn" + "pkg"])
)
MACHINE = re.compile(r"(?<![\w.])/(work|root|home/\w+|tmp/brief)/(main|shared|tasks)\b")
LICENCE_OF_OTHERS = re.compile(r"^.{0,4}(Copyright \(c\)|\(c\) \d{4}|@license|Licensed under)", re.I | re.M)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
TRANSLATED = re.compile(r"\{% (?:blocktranslate|blocktrans)\b.*?\{% end(?:blocktranslate|blocktrans) %\}", re.S)
SILENT = re.compile(r"\{% comment.*?\{% endcomment %\}|<!--.*?-->|<(script|style|svg|code|pre)\b.*?</\1>", re.S)
CLASSES = re.compile(r"\{% block wide_\w+ %\}[\w -]*\{% endblock %\}")  # blocks of the frame that hold a style's name
SPOKEN = re.compile(r"""\s(?:alt|title|aria-label|placeholder)=(?:"([^"]*)"|'([^']*)')""")
# Words that are the same in every language; the last is the Odyssey's own line.
NAMES = re.compile(
    r"\b(Mentes|UTC|CSV|XLSX|JSON|TOTP|scores\.npz|pairs\.csv|report\.json|https?|px|rem|εἰδομένη ξείνῳ, Ταφίων ἡγήτορι Μέντῃ)\b"
)


@cache
def files() -> tuple[Path, ...]:
    """Every file that git keeps, or would keep if it were added now."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("this is no clone: the sources are not under git")
    return tuple(path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file())


@cache
def texts() -> dict[str, str]:
    """Name -> text of every file that is text."""
    found = {}
    for path in files():
        data = path.read_bytes()
        if b"\0" not in data:
            found[str(path.relative_to(ROOT))] = data.decode("utf-8")
    return found


def test_nothing_of_others_lies_in_the_tree():
    names = [str(path.relative_to(ROOT)) for path in files()]
    assert [name for name in names if MINIFIED.search(name) or name.rsplit(".", 1)[-1] in BUILT] == []
    ours = {"LICENSE", "tests/plan/test_tree.py"}
    rest = {name: text for name, text in texts().items() if name not in ours and not name.endswith(".po")}
    assert [name for name, text in rest.items() if LICENCE_OF_OTHERS.search(text)] == []
    long = [name for name, text in texts().items() if name.endswith((".js", ".css")) and max(map(len, text.splitlines())) > 1000]
    assert long == [], "lines as long as that are made by a machine"


def test_files_stay_of_a_readable_size():
    assert [str(path) for path in files() if path.stat().st_size > MOST_BYTES and "pictures" not in path.parts] == []
    long = {name: text.count("\n") for name, text in texts().items() if name.endswith((".py", ".js", ".mjs", ".css", ".html"))}
    tables = {"scripts/harbour.py"}
    assert {name: n for name, n in long.items() if n > MOST_LINES and name not in tables} == {}


def test_no_file_names_a_host_of_packages_or_a_folder_of_one_machine():
    assert [name for name, text in texts().items() if HOSTS.search(text)] == []
    assert [name for name, text in texts().items() if MACHINE.search(text)] == []


def test_locks_with_addresses_stay_out():
    names = set(texts())
    assert "uv.lock" not in names
    assert '"resolved"' not in texts()["package-lock.json"]
    assert ".python-version" not in names


def bare_words(template: str) -> list[str]:
    """What a template says outside translation: text between tags, and attributes that are read aloud."""
    text = SILENT.sub(" ", TRANSLATED.sub(" ", CLASSES.sub(" ", template)))
    text = TAG.sub("", text)
    spoken = [value for pair in SPOKEN.findall(text) for value in pair]
    between = re.sub(r"&\w+;", " ", re.sub(r"<[^<>]*>", "\n", text)).splitlines()
    return [said.strip() for said in [*spoken, *between] if re.search(r"[^\W\d_]{2,}", NAMES.sub("", said))]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>{% translate 'Hello there' %} {{ name }}</p>", []),
        ("<p>Hello there</p>", ["Hello there"]),
        ('<img alt="A braid" src="{% static "a.svg" %}">', ["A braid"]),
        ("{% blocktranslate %}Two <b>words</b>{% endblocktranslate %} · {# a note #}", []),
        ('<button aria-label="{% translate "Close" %}">×</button>', []),
    ],
)
def test_the_scan_finds_bare_words(template, found):
    assert bare_words(template) == found


def test_every_sentence_of_a_page_can_be_translated():
    pages = {name: text for name, text in texts().items() if "/templates/" in name and name.endswith((".html", ".txt"))}
    wrong = {name: words for name, text in pages.items() if (words := bare_words(text))}
    assert wrong == {}


@pytest.mark.parametrize("language", ["es", "ar"])
def test_catalogues_hold_every_sentence_they_name(language):
    """`scripts/catalogues.py --check` says besides whether they name every sentence of the pages."""
    with (SOURCE / "config" / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    said = {message.id: message.string if isinstance(message.string, tuple) else (message.string,) for message in messages}
    assert len(said) > 500
    assert [text for text, strings in said.items() if not all(strings)] == []
    assert [message.id for message in messages if message.fuzzy] == []
