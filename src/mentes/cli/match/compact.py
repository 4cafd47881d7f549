"""Make drawings small enough for one file: shapes drawn more than once are written once and pointed at."""

import re
from collections import Counter
from collections.abc import Iterator

_PATH = re.compile(r'<path( class="[^"]*")? d="([^"]*)"([^>]*?)/>')
_WIDTH = re.compile(r' stroke-width="([\d.]+)"')
_CLASS = re.compile(
    r"\b(?:s-(?:woad|olive|murex|weld|madder|walnut|flax|indigo|sheet)|t-(?:edge|core|stitch|rib|dot|sparse|check|run))\b"
)
SHORT = 24  # a shape this short is cheaper written twice
_SHORT_CLASS = {
    f"{kind}-{name}": f"{kind.upper()}{letter}"
    for kind, names in (
        ("s", ("woad", "olive", "murex", "weld", "madder", "walnut", "flax", "sheet", "indigo")),
        ("t", ("edge", "core", "stitch", "rib", "dot", "sparse", "check", "run")),
    )
    for letter, name in zip("abcdefghi", names, strict=False)
}
_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def short_classes(text: str) -> str:
    """The class names of strokes and textures as one or two letters; for drawings and their style sheet alike."""
    return _CLASS.sub(lambda found: _SHORT_CLASS[found[0]], text)


class Shapes:
    """Collects shapes over a whole page. `in_braid` keeps apart what must hold its width when stretched."""

    def __init__(self):
        self._ids: Iterator[str] = _names()
        self._known: dict[tuple[bool, str], str] = {}
        self._widths: dict[str, str] = {}

    def pack(self, drawings: list[str], *, in_braid: bool) -> list[str]:
        """The drawings with every shape that occurs twice or more among them replaced by a pointer, widths by classes."""
        times = Counter(d for drawing in drawings for _, d, _ in _PATH.findall(drawing))

        def point(found: re.Match[str]) -> str:
            attributes = self._classed(found[1] or "", found[3])
            d = found[2]
            if times[d] < 2 or len(d) < SHORT:
                return f'<path d="{d}"{attributes} />'
            key = (in_braid, d)
            if key not in self._known:
                self._known[key] = ("_" if in_braid else "w_") + next(self._ids)
            return f"<use href=#{self._known[key]}{attributes} />"

        return [short_classes(_PATH.sub(point, drawing)) for drawing in drawings]

    def _classed(self, given: str, rest: str) -> str:
        width = _WIDTH.search(rest)
        names = given[len(' class="') : -1].split() if given else []
        if width:
            names.append(self._widths.setdefault(width[1], f"k{len(self._widths)}"))
            rest = _WIDTH.sub("", rest)
        # A value without a space needs no quotation marks; with one it does.
        return (f' class="{" ".join(names)}"' if len(names) > 1 else f" class={names[0]}" if names else "") + rest

    def definitions(self) -> str:
        """The shapes pointed at, in two hidden drawings, to stand once in the page."""
        parts = []
        for in_braid, name in ((True, "braid"), (False, "face")):
            paths = "".join(f'<path id={i} d="{d}"/>' for (where, d), i in self._known.items() if where == in_braid)
            parts.append(f'<svg class="{name} defs" width="0" height="0" aria-hidden="true"><defs>{paths}</defs></svg>')
        return "".join(parts)

    def css(self) -> str:
        return "".join(f".{name}{{stroke-width:{width}}}" for width, name in self._widths.items())


def _names() -> Iterator[str]:
    """a, b, ... aa, ab, ..: one to three letters."""
    for n in range(200_000):
        text = ""
        k = n
        while True:
            text = _DIGITS[k % 52] + text
            k = k // 52 - 1
            if k < 0:
                break
        yield text
