"""The seal: two strands plaited round a ring. Closed with a tick when the result is proven, open when a gap is left."""

from functools import cache
from math import cos, pi, sin

TWISTS = 9


def _ring(phase: float, start: float, stop: float, steps: int) -> str:
    signs = []
    for k in range(steps + 1):
        t = start + (stop - start) * k / steps
        r = 23.5 + 4 * sin(TWISTS * t + phase)
        signs.append(f"{'L' if k else 'M'}{30 + r * cos(t):.1f} {30 + r * sin(t):.1f}")
    return "".join(signs)


@cache
def seal(size: int = 60, is_proven: bool = True) -> str:
    """A seal `size` px wide. It is an ornament: the sentence beside it says what is proven, or how large the gap is."""
    turn, steps = (2 * pi, 144) if is_proven else (2 * pi * 6.75 / TWISTS, 112)
    # An open ring opens at the foot and ends where its strands lie farthest apart.
    start = 0.0 if is_proven else pi / 2 + 2.25 * pi / TWISTS
    end = "Z" if is_proven else ""
    under, over = _ring(0, start, start + turn, steps) + end, _ring(pi, start, start + turn, steps) + end
    bridges = ""
    for j in range(TWISTS):
        middle = j / TWISTS * 2 * pi
        if is_proven or start + 0.2 < (middle if middle > start else middle + 2 * pi) < start + turn - 0.2:
            bridges += _ring(0, middle - 0.11, middle + 0.11, 10)
    tick = "M22 30.5 27.8 36 38.5 24.5" if is_proven else "M22 30h16"
    return (
        f'<svg class="seal" width="{size}" height="{size}" viewBox="0 0 60 60" aria-hidden="true">'
        f'<path class="s-olive" d="{under}" stroke-width="3.2"/><path class="s-sheet" d="{over}" stroke-width="5.4"/>'
        f'<path class="s-weld" d="{over}" stroke-width="3.2"/><path class="s-sheet" d="{bridges}" stroke-width="5.4"/>'
        f'<path class="s-olive" d="{bridges}" stroke-width="3.2"/>'
        f'<path class="s-olive" d="{tick}" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
