"""A PDF drawn page by page by a helper process: whatever a hostile file does there, the server goes on."""

import json
import subprocess
import sys
from dataclasses import dataclass

MOST_PAGES = 60
SECONDS = 60


class CannotDraw(ValueError):
    """`code`: too_many_pages, no_pages, too_slow or broken."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Page:
    """`picture` is WebP, `width` by `height` pixels (at most 1280 by 720); `text` what the page says, for reading aloud."""

    width: int
    height: int
    text: str
    picture: bytes


def draw_pages(pdf: bytes) -> list[Page]:
    """Every page of `pdf`, in order. Raises CannotDraw. Takes about 0.1 s a page."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mentes.rehearsals.slides.helper"],
            input=pdf,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotDraw("too_slow") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [""]
        raise CannotDraw(said[0] if said[0] in ("too_many_pages", "no_pages") else "broken")
    return _read(done.stdout)


def _read(out: bytes) -> list[Page]:
    """Each page is a line of JSON and then as many bytes as it says. The helper may have been taken over: nothing is believed."""
    pages, at = [], 0
    try:
        while at < len(out):
            line = out.index(b"\n", at)
            head = json.loads(out[at:line])
            picture = out[line + 1 : line + 1 + int(head["n_bytes"])]
            at = line + 1 + len(picture)
            width, height = int(head["width"]), int(head["height"])
            if picture[:4] != b"RIFF" or picture[8:12] != b"WEBP" or not (0 < width <= 1280 and 0 < height <= 720):
                raise CannotDraw("broken")
            pages.append(Page(width, height, str(head["text"]).replace("\0", "")[:2000], picture))
    except (ValueError, KeyError, TypeError) as wrong:
        raise CannotDraw("broken") from wrong
    if not 0 < len(pages) <= MOST_PAGES:
        raise CannotDraw("broken")
    return pages
