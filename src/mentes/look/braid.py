"""The braid: reasons in, a drawing out. Pure geometry; look/js/braid.js is the same in the browser.

Contract: a strand's stroke is `points * unit` pixels wide, so the stacked ends measure exactly `score * unit`
(strands thinner than 1.5 px are drawn 1.5 px wide). The drawing is 1000 units wide and stretched by the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import floor
from typing import Literal

WIDTH = 1000
CASING = 6  # ground colour shown on both sides of the strand that passes over, px in all
TEXTURE = {
    "woad": "edge",
    "olive": "rib",
    "murex": "dot",
    "weld": "plain",
    "madder": "stitch",
    "walnut": "sparse",
    "flax": "check",
    "indigo": "run",
    "undyed": "plain",
}
DYES = tuple(TEXTURE)


@dataclass(frozen=True)
class Strand:
    """One reason. `dye` is one of DYES, `points` 0 to 100, `label` the words of the reason, unescaped."""

    id: str
    dye: str
    points: float
    label: str = ""


@dataclass(frozen=True)
class Lane:
    """Where a strand of an open braid runs level, in px from the top: its words begin at `top`, its middle is `y`."""

    id: str
    top: float
    y: float
    width: float


@dataclass(frozen=True)
class Drawing:
    """`svg` as tall as `height` px and as wide as its box; `lanes` in the order drawn, empty for a closed braid."""

    svg: str
    height: float
    score: float
    lanes: tuple[Lane, ...]


Point = tuple[float, float]


def tenth(value: float) -> float:
    """Rounded to one decimal, halves upward: the same in Python and in JavaScript, so that both draw the same signs.

    The millionth added first settles halves that the order of a sum has moved by a last bit.
    """
    return floor(value * 10 + 0.500001) / 10


def number(value: float) -> str:
    """A coordinate with at most one decimal, as short as SVG allows."""
    text = repr(tenth(value)).removesuffix(".0")
    if text in ("-0", "0"):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _stack(order: Sequence[int], widths: Sequence[float], middle: float, gap: float) -> dict[int, float]:
    """The middle of each strand when they lie on one another about `middle`, parted by `gap`."""
    y = middle - (sum(widths) + gap * (len(order) - 1)) / 2
    places = {}
    for i in order:
        places[i] = y + widths[i] / 2
        y += widths[i] + gap
    return places


def plait(n: int, rounds: int) -> tuple[list[list[int]], list[list[int]]]:
    """The order of strands in each column, and for each round the strands that pass over.

    Round r swaps neighbours (0,1)(2,3).. when r is even, (1,2)(3,4).. when it is odd. In even rounds the rising
    strand is over, in odd rounds the falling one, as in a real plait.
    >>> plait(3, 2)
    ([[0, 1, 2], [1, 0, 2], [1, 2, 0]], [[1], [0]])
    """
    columns, over = [list(range(n))], []
    for r in range(rounds):
        order, crossings = columns[-1].copy(), []
        for i in range(r % 2, n - 1, 2):
            crossings.append(order[i] if i % 2 else order[i + 1])
            order[i], order[i + 1] = order[i + 1], order[i]
        columns.append(order)
        over.append(crossings)
    return columns, over


def _path(points: Sequence[Point]) -> str:
    """Cubics with level tangents, control points at half the distance, written in relative coordinates."""
    rounded = [(tenth(x), tenth(y)) for x, y in points]
    d = f"M{number(rounded[0][0])} {number(rounded[0][1])}"
    half_before = None
    for (x0, y0), (x1, y1) in pairwise(rounded):
        dx, dy, half = number(x1 - x0), number(y1 - y0), number((x1 - x0) / 2)
        if dy == "0":
            d, half_before = d + f"h{dx}", None
        elif half == half_before:  # the curve goes on smoothly: its first control point is the last one mirrored
            d += f"s{half} {dy} {dx} {dy}"
        else:
            d, half_before = d + f"c{half} 0 {half} {dy} {dx} {dy}", half
    return d.replace(" -", "-")


def _skin(d: str, strand: Strand, width: float, *, hook: str, is_full: bool = False) -> str:
    """The dyed stroke and, from 4 px on, the texture that tells the dye without colour."""

    full = "full " if is_full and hook else ""
    st = "st " if hook else ""  # what strands.js fades

    def stitch(kind: str, stroke_width: float) -> str:
        return f'<path class="{st}t-{kind}"{hook} d="{d}" stroke-width="{number(stroke_width)}"/>'

    base = f'<path class="{st}{full}s-{strand.dye}"{hook} d="{d}" stroke-width="{number(width)}"/>'
    if width < 4:
        return base
    match TEXTURE[strand.dye]:
        case "edge":
            return base + stitch("edge", max(1, width - 5)) + (stitch("core", 1) if width > 14 else "")
        case "stitch":
            return base + stitch("stitch", 1.6)
        case "rib":
            return base + stitch("rib", width)
        case "dot":
            return base + stitch("dot", 2.6)
        case "sparse":
            return base + stitch("sparse", width)
        case "check":
            return base + stitch("check", width * 0.45)
        case "run":
            return base + stitch("run", 1.8)
        case _:
            return base


def lane_rows(strands: Sequence[Strand], unit: float, *, text: float, gap: float, top: float = 0) -> tuple[list[Lane], float]:
    """The level lanes under one another, and how tall they are together (without a gap after the last)."""
    rows, y = [], top
    for strand in strands:
        width = max(1.5, strand.points * unit)
        rows.append(Lane(strand.id, y, y + text + width / 2, width))
        y += text + width + gap
    return rows, y - gap - top


def _sentence(strands: Sequence[Strand], score: float) -> str:
    reasons = ", ".join(f"{s.label} {s.points:g}" for s in strands)
    return f"Braid of {len(strands)} reasons: {reasons}; together {score:g} of 100."


def braid(
    strands: Sequence[Strand],
    *,
    unit: float = 1.1,
    mode: Literal["open", "closed"] = "open",
    rounds: int = 3,
    ground: float = 6,
    background: Literal["sheet", "page"] = "sheet",
    label: str = "",
    text: float = 26,
    gap: float = 18,
    pad: float = 6,
    lanes: tuple[float, float] = (290, 710),
    is_still: bool = False,
) -> Drawing:
    """Draw reasons as a braid, thickest first; reasons without points have no yarn and are not drawn.

    `open`: plait, level lanes with room for words, plait. `closed`: one plait. `unit`: px a point. `ground`: px between
    strands in the plait, none at the ends. `text`, `gap`, `pad`: px over a lane, under it, at top and bottom.
    `label` is the sentence for those who do not see the drawing; the default one is English. `is_still` leaves out the
    hooks by which strands.js finds a strand, for small files.
    Raises ValueError naming every unknown dye and every strand with negative points.
    """
    wrong = [f"strand {s.id}: unknown dye {s.dye}" for s in strands if s.dye not in TEXTURE]
    wrong += [f"strand {s.id}: negative points {s.points:g}" for s in strands if s.points < 0]
    if wrong:
        raise ValueError("; ".join(wrong))
    strands = sorted((s for s in strands if s.points > 0), key=lambda s: -s.points)
    score = round(sum(s.points for s in strands), 6)
    label = label or _sentence(strands, score)
    widths = [max(1.5, s.points * unit) for s in strands]
    ids = range(len(strands))
    columns, over = plait(len(strands), rounds)
    points: list[list[Point]] = [[] for _ in ids]
    crossings: list[tuple[int, Point, Point]] = []
    rows: list[Lane] = []

    def weave(places: list[tuple[float, dict[int, float]]], *, is_reversed: bool) -> None:
        for x, place in reversed(places) if is_reversed else places:
            for i in ids:
                points[i].append((x, place[i]))
        for r, overs in enumerate(over):
            a, b = (places[r + 1], places[r]) if is_reversed else (places[r], places[r + 1])
            crossings.extend((i, (a[0], a[1][i]), (b[0], b[1][i])) for i in overs)

    if mode == "open":
        _, lanes_height = lane_rows(strands, unit, text=text, gap=gap)
        height = max(lanes_height + pad * 2, 120.0) if strands else 120.0
        middle = height / 2
        rows, _ = lane_rows(strands, unit, text=text, gap=gap, top=(height - lanes_height) / 2)
        ends = _stack(columns[rounds], widths, middle, 0)
        gaps = [ground] * rounds + [0]

        def side(near_lanes: float, near_person: float) -> list[tuple[float, dict[int, float]]]:
            step = (near_person - near_lanes) / max(rounds, 1)
            return [(near_lanes + step * c, _stack(order, widths, middle, gaps[c])) for c, order in enumerate(columns)]

        for i in ids:
            points[i].append((0, ends[i]))
        weave(side(lanes[0] - 95, 26), is_reversed=True)
        for i in ids:
            points[i] += [(lanes[0], rows[i].y), (lanes[1], rows[i].y)]
        weave(side(lanes[1] + 95, WIDTH - 26), is_reversed=False)
        for i in ids:
            points[i].append((WIDTH, ends[i]))
    else:
        height = sum(widths) + ground * max(len(strands) - 1, 0) + pad * 2
        ends = [_stack(columns[c], widths, height / 2, 0) for c in (0, rounds)]
        places = [
            (40 + round((WIDTH - 80) * c / max(rounds, 1)), _stack(o, widths, height / 2, ground)) for c, o in enumerate(columns)
        ]
        for i in ids:
            points[i].append((0, ends[0][i]))
        weave(places, is_reversed=False)
        for i in ids:
            points[i].append((WIDTH, ends[1][i]))

    hooks = ["" if is_still else f' data-s="{escape(s.id)}"' for s in strands]
    parts = [_skin(_path(points[i]), strands[i], widths[i], hook=hooks[i], is_full=True) for i in reversed(ids)]
    for i, a, b in crossings:
        d = _path([a, b])
        casing = f'<path class="cs"{hooks[i]} d="{d}" stroke-width="{number(widths[i] + CASING)}"/>'
        parts.append(casing + _skin(d, strands[i], widths[i], hook=hooks[i]))
    svg = (
        f'<svg class="braid on-{background}" viewBox="0 0 {WIDTH} {number(height)}" height="{number(height)}"'
        f' preserveAspectRatio="none" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )
    return Drawing(svg, height, score, tuple(rows))


def labelled_braid(
    strands: Sequence[Strand],
    *,
    unit: float = 1.05,
    rounds: int = 3,
    background: Literal["sheet", "page"] = "sheet",
    label: str = "",
    list_label: str = "Reasons, largest first",
    text: float = 26,
    gap: float = 15,
    is_narrow: bool = False,
    is_live: bool = False,
) -> str:
    """An open braid with its reasons as a list over the lanes (HTML). `is_narrow`: shorter lanes, for a wide page.

    `is_live` makes each reason focusable, for pages where strands.js shows its evidence.
    """
    lanes = (325, 675) if is_narrow else (290, 710)
    drawing = braid(strands, unit=unit, rounds=rounds, background=background, label=label, text=text, gap=gap, pad=4, lanes=lanes)
    by_id = {s.id: s for s in strands}
    items = []
    for n, lane in enumerate(drawing.lanes, start=1):
        strand = by_id[lane.id]
        tall = text + lane.width + (gap if n < len(drawing.lanes) else 0)
        items.append(
            f'<li data-hot="{escape(strand.id)}"{" tabindex=0" if is_live else ""}><span class="lane">'
            f"<span data-label><bdi>{escape(strand.label)}</bdi></span> <span data-points>{strand.points:g}</span></span>"
            f'<svg width="1" height="{number(tall)}" aria-hidden="true"></svg></li>'
        )
    return (
        f'<div class="braid-open{" lanes-narrow" if is_narrow else ""}">{drawing.svg}'
        f'<ol class="lanes" aria-label="{escape(list_label)}">{"".join(items)}</ol></div>'
    )
