"""The styles that a drawing needs in a file of its own, such as the offline review."""

import re
from functools import cache
from pathlib import Path

CSS = Path(__file__).parent / "css"


@cache
def standalone_css() -> str:
    """Tokens of both themes and the rules of the drawings, as one compact style sheet (about 7 kB).

    No font is named that must be loaded: without the web fonts the stacks end in Georgia and the system's own.
    """
    text = "\n".join((CSS / name).read_text("utf-8") for name in ("tokens.css", "drawings.css"))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()
