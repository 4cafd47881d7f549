"""The two pages on who may do what, and on what is kept, say what the program does."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_pages_are_as_the_tables_are():
    pages = runpy.run_path(str(ROOT / "scripts" / "trust_pages.py"))["pages"]()
    stale = [path.name for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `uv run python scripts/trust_pages.py`"
