"""Two days, or more, drawn as strands over the same hours: thick where somebody can be met, thin elsewhere. Pure.

The drawing has no view box, so places are per cent of its width and letters keep their size. Right to left it is mirrored by
counting from the other side. Classes instead of styles: the policy forbids those.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from mentes.look.braid import number
from mentes.meetings.free_time import Span
from mentes.meetings.wall import instant, wall

DYES = ("woad", "madder", "olive", "murex", "weld", "walnut")
AWAKE = (7 * 60, 22 * 60)
TOP, APART = 18, 56


@dataclass(frozen=True)
class Row:
    """One person's strand: their zone, and the spans in which it is thick."""

    zone: ZoneInfo
    thick: tuple[Span, ...]


def draw_days(
    rows: Sequence[Row],
    *,
    since: datetime,
    until: datetime,
    knot: Span | None = None,
    bands: Sequence[Span] = (),
    is_rtl: bool = False,
) -> str:
    """`rows` from top to bottom between two instants. `knot`: a meeting, which ties them. `bands`: hours that all share."""
    height = TOP + APART * len(rows)

    def x(at: datetime) -> float:
        share = 100 * min(1.0, max(0.0, (at - since) / (until - since)))
        return 100 - share if is_rtl else share

    parts = [_band(x(low), x(high), height - 34) for low, high in bands]
    for n, row in enumerate(rows):
        dye, y = DYES[n % len(DYES)], TOP + APART * n
        parts.append(f'<line class="s-{dye} thin" x1="0" x2="100%" y1="{y}" y2="{y}"/>')
        parts += [
            f'<line class="s-{dye} thick" x1="{number(x(low))}%" x2="{number(x(high))}%" y1="{y}" y2="{y}"/>'
            for low, high in row.thick
            if low < until and high > since
        ]
        parts += [
            f'<text x="{number(x(at))}%" y="{y + 25}">{escape(wall(at, row.zone).strftime("%H:%M"))}</text>'
            for at in _ticks(row.zone, since, until, knot)
        ]
    if knot:
        parts.append(_knot((x(knot[0]) + x(knot[1])) / 2, len(rows)))
    return f'<svg class="days" height="{height}" width="100%" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def awake(zone: ZoneInfo, since: datetime, until: datetime) -> tuple[Span, ...]:
    """When people there are usually awake, 7 to 22 by their clock, across changes of it."""
    first = wall(since, zone).date() - timedelta(days=1)
    days = [first + timedelta(days=n) for n in range((until - since).days + 4)]
    return tuple((instant(day, AWAKE[0], zone), instant(day, AWAKE[1], zone)) for day in days)


def _band(a: float, b: float, height: int) -> str:
    return f'<rect class="band" x="{number(min(a, b))}%" y="4" width="{number(abs(b - a))}%" height="{height}" rx="4"/>'


def _ticks(zone: ZoneInfo, since: datetime, until: datetime, knot: Span | None) -> list[datetime]:
    """Every sixth hour of the local day, away from both ends and from the knot."""
    first = wall(since, zone).date() - timedelta(days=1)
    length = until - since
    found = []
    for n in range(length.days + 4):
        for hour in (0, 6, 12, 18):
            at = instant(first + timedelta(days=n), 60 * hour, zone)
            away = length * 0.07
            is_near = knot is not None and knot[0] - away < at < knot[1] + away
            if since + length * 0.06 < at < until - length * 0.06 and not is_near:
                found.append(at)
    return found


def _knot(x: float, n_rows: int) -> str:
    """Two threads that cross once between each row and the next."""
    low, high = TOP - 16, TOP + APART * (n_rows - 1) + 16
    third = (high - low) / 3
    one = f"M-9 {low}C-9 {number(low + third)} 9 {number(high - third)} 9 {high}"
    other = f"M9 {low}C9 {number(low + third)} -9 {number(high - third)} -9 {high}"
    return (
        f'<svg x="{number(x)}%" y="0" overflow="visible"><path class="s-sheet" stroke-width="12" d="{one}{other}"/>'
        f'<path class="s-ink" stroke-width="5" d="{one}"/><path class="s-sheet" stroke-width="9" d="{other}"/>'
        f'<path class="s-weld" stroke-width="5" d="{other}"/></svg>'
    )
