"""Single threads: loose (nothing here yet), frayed (something broke), a thread that grows (progress), undyed yarn (loading)."""

from functools import cache
from html import escape

from mentes.look.braid import Strand, braid, number


@cache
def loose_thread() -> str:
    """An ornament for an empty place, 70 px tall, at most 320 px wide."""
    return (
        '<svg class="chart thread" viewBox="0 0 320 70" height="70" aria-hidden="true" stroke-linecap="round">'
        '<path class="s-strong" d="M3 30C70 30 90 52 140 44 170 39 168 18 150 22 132 26 150 50 190 46" stroke-width="5"/>'
        '<path class="s-strong" d="M190 46l16-6M190 46l18 1M190 46l15 8" stroke-width="2"/></svg>'
    )


@cache
def frayed_thread() -> str:
    """An ornament for something that broke, 40 px tall, as wide as its box."""
    return (
        '<svg class="chart thread" viewBox="0 0 320 40" height="40" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="s-madder" d="M0 20H120M200 20H320" stroke-width="6"/>'
        '<path class="s-madder" d="M120 20l22-8M120 20l26 0M120 20l20 9M200 20l-24-7M200 20l-26 2M200 20l-20 9"'
        ' stroke-width="2" stroke-linecap="round"/></svg>'
    )


def progress_thread(done_share: float, label: str) -> str:
    """How far a work is, 0 to 1; values outside are cut. `label` says it in words with its numbers."""
    done = 1000 * min(1.0, max(0.0, done_share))
    return (
        '<svg class="chart thread" viewBox="0 0 1000 10" height="10" preserveAspectRatio="none"'
        f' role="img" aria-label="{escape(label)}"><path class="s-line" d="M0 5H1000" stroke-width="8"/>'
        f'<path class="s-primary" d="M0 5h{number(done)}" stroke-width="8"/></svg>'
    )


@cache
def undyed_yarn(label: str = "", unit: float = 0.8) -> str:
    """What stands where a braid will be: six undyed strands of a typical fit."""
    strands = [Strand(f"y{n}", "undyed", points) for n, points in enumerate((27, 21, 13, 10, 9, 6))]
    return braid(strands, unit=unit, mode="closed", rounds=6, ground=4, label=label or "Waiting for the reasons").svg
