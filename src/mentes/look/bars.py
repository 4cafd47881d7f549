"""The flat form of a braid, for lists: one bar out of 100, same dyes, same order."""

from collections.abc import Sequence
from html import escape

from mentes.look.braid import Strand, number


def bars(strands: Sequence[Strand], label: str = "") -> str:
    """A bar 6 px tall and as wide as its box. Without `label` it is an ornament, for rows that print the score."""
    x, parts = 0.0, []
    for strand in sorted((s for s in strands if s.points > 0), key=lambda s: -s.points):
        inset = min(0.4, strand.points / 4)  # a sliver of ground between neighbours
        parts.append(
            f'<path class="s-{strand.dye}" d="M{number(x + inset)} 3H{number(x + strand.points - inset)}" stroke-width="5"/>'
        )
        x += strand.points
    role = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg class="chart" viewBox="0 0 100 6" height="6" preserveAspectRatio="none" {role}>'
        f'<path class="s-line" d="M0 3H100" stroke-width="1.5"/>{"".join(parts)}</svg>'
    )
