"""Groups on one line, each a dot where its mean lies; a shaded band says how far apart is still alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from mentes.look.braid import number

WIDTH, HEIGHT = 480, 12
AIR = 0.06  # of the line's length, left free at either end


@dataclass(frozen=True)
class Dot:
    """`is_apart` is drawn in another dye."""

    value: float
    is_apart: bool = False


def dots(points: Sequence[Dot], *, middle: float, limit: float, label: str) -> str:
    """One line, `middle` marked and `limit` to either side shaded. The words beside it carry the numbers; `label` says them all.

    The drawing is stretched to its box; strokes keep their width, so that a dot is a stroke of no length with a round end.
    """
    ends = [middle - limit, middle + limit, *(point.value for point in points)]
    low, high = min(ends), max(ends)
    air = (high - low or 1.0) * AIR
    low, high = low - air, high + air

    def x(value: float) -> str:
        return number(WIDTH * (value - low) / (high - low))

    y = number(HEIGHT / 2)
    drawn = [
        f'<path class="s-line" d="M0 {y}H{WIDTH}" stroke-width="1.5"/>',
        f'<path class="s-olive band" d="M{x(middle - limit)} {y}H{x(middle + limit)}" stroke-width="20"/>',
        f'<path class="s-ink" d="M{x(middle)} 0V{HEIGHT}" stroke-width="1.5"/>',
    ]
    for point in sorted(points, key=lambda point: (point.is_apart, point.value)):
        dye = "madder" if point.is_apart else "olive"
        drawn.append(f'<path class="s-{dye}" d="M{x(point.value)} {y}h.01" stroke-width="11" stroke-linecap="round"/>')
    return (
        f'<svg class="chart dots" viewBox="0 0 {WIDTH} {HEIGHT}" height="34" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label)}">{"".join(drawn)}</svg>'
    )
