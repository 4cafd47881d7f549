"""What the front-end build left in static/dist: hashed names and icon drawings. Without it, one sentence says what to do."""

import json
from functools import cache
from pathlib import Path

DIST = Path(__file__).parent / "static" / "dist"
MISSING = "The front end has not been built: run `uv sync --reinstall-package mentes` (or `npm ci && npm run build` in a clone)."


class NotBuilt(RuntimeError):
    """The front end is missing; the message names the command that builds it."""


def _read(name: str) -> dict[str, str]:
    try:
        return json.loads((DIST / name).read_text("utf-8"))
    except FileNotFoundError:
        raise NotBuilt(MISSING) from None


@cache
def manifest() -> dict[str, str]:
    """{"app.css": "app-1A2B3C.css", ...}. Raises NotBuilt."""
    return _read("manifest.json")


@cache
def icons() -> dict[str, str]:
    """The inside of each icon's SVG by its lucide name. Raises NotBuilt."""
    return _read("icons.json")


def dist_path(name: str) -> str:
    """The path of a built file below the static address. Raises NotBuilt, also for a name that is not built."""
    try:
        return f"dist/{manifest()[name]}"
    except KeyError:
        raise NotBuilt(f"{name} is not part of the front end. {MISSING}") from None


def check_built() -> None:
    """For commands that serve pages: raises NotBuilt before the first reader would see it."""
    manifest()
    icons()
