"""What a person at a terminal sees: progress while it works, then the best pair as a coloured braid, and the totals."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from mentes.cli.match.review_pairs import PairPart, make_parts
from mentes.cli.match.seals import seal, wish_rows
from mentes.cli.match.sentences import count, unplaced
from mentes.cli.match.work import Outcome
from mentes.cli.match.work import Progress as Report
from mentes.look.braid import Strand, plait
from mentes.look.standalone import standalone_css

WIDTH, ROUNDS, ROWS_A_POINT = 60, 4, 0.24  # columns; plaits; half rows a point
# Without colour each dye is a sign of its own; with colour each has its texture, as on paper.
SIGNS = {
    "woad": "█",
    "olive": "▒",
    "murex": "▓",
    "weld": "░",
    "madder": "=",
    "walnut": "~",
    "flax": "+",
    "indigo": ":",
    "undyed": "-",
}


@contextmanager
def progress_bars() -> Iterator[Report | None]:
    """A function to report to; None where standard error is no terminal, so that pipes and logs stay silent."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, object] = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield report


def show(outcome: Outcome, console: Console | None = None) -> None:
    """The best pair, the totals, and everybody without a mentor."""
    console = console or Console(highlight=False)
    pairing, names = outcome.pairing, outcome.names
    parts = make_parts(outcome)
    is_coloured = console.color_system is not None and not console.no_color  # NO_COLOR is a wish rich knows
    if parts:
        mentee, mentor = (_plain(names.person(x)) for x in (parts[0].mentee_id, parts[0].mentor_id))
        console.print(f"\n[bold]{mentee}[/] with [bold]{mentor}[/]  {parts[0].total} points of 100\n")
        for line in draw(parts[0].strands(), is_coloured=is_coloured):
            console.print(line)
        console.print()
        for line in _legend(parts[0], is_coloured=is_coloured):
            console.print(line)
    solving = sum(outcome.seconds.get(step, 0.0) for step in ("score", "solve", "prove"))
    heading, sentence = seal(pairing, solving)
    pairs = count(len(pairing.pairs), "pair", "pairs")
    console.print(f"\n{pairs}; {pairing.n_placed} of {count(len(outcome.pool.mentees), 'mentee', 'mentees')} with a mentor.")
    console.print(f"[bold]{heading}.[/] {sentence}")
    for name, one in wish_rows(pairing)[1:]:
        least = "" if one.least_points is None else f", weakest pair {one.least_points:.1f}"
        blocking = count(one.n_blocking, "pair", "pairs")
        people = count(one.n_placed, "person", "people")
        console.print(f"  {name}: {one.objective:.1f} points, {people}{least}; {blocking} would rather have each other.")
    missing = [person for person in outcome.unplaced if person.reason != "wants_none"]
    if missing:
        console.print(f"\n[bold]Without a mentor, or with fewer than wished for: {len(missing)}[/]")
    for person in missing:
        console.print(f"  [bold]{_plain(names.person(person.id))}[/] {_plain(unplaced(person, names))}")


def _plain(text: str) -> str:
    """`text` without what rich or a terminal would obey."""
    shown = "".join(sign for sign in text if sign.isprintable())
    return shown.replace("[", r"\[")


def dyes() -> dict[str, str]:
    """The colours of the dark theme by dye, from the tokens: they stand out on a dark terminal and still read on a light one."""
    block = re.search(r'\[data-theme="winedark"\]\{(.*?)\}', standalone_css())
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})", block[1] if block else ""))


def canvas(strands: list[Strand]) -> list[list[tuple[str, bool]]]:
    """Rows of (dye or "", is a stitch) at half a text row each: the closed plait of the strands, thickest first."""
    widths = [max(1, round(s.points * ROWS_A_POINT)) for s in strands]
    columns, over = plait(len(strands), ROUNDS)
    gap = 1
    height = sum(widths) + gap * (len(strands) - 1)
    tops = []
    for order in columns:
        y, place = 0, {}
        for i in order:
            place[i] = y
            y += widths[i] + gap
        tops.append(place)
    cells = [[("", False)] * WIDTH for _ in range(height)]
    step = WIDTH / ROUNDS
    for x in range(WIDTH):
        r, t = min(int(x / step), ROUNDS - 1), (x % step) / step
        ease = t * t * (3 - 2 * t)
        # Who passes over is painted last, with a row of ground on either side.
        for i in sorted(range(len(strands)), key=lambda i: i in over[r]):
            top = round(tops[r][i] + (tops[r + 1][i] - tops[r][i]) * ease)
            if i in over[r] and 0.1 < t < 0.9:
                for y in (top - 1, top + widths[i]):
                    if 0 <= y < height:
                        cells[y][x] = ("", False)
            for k in range(widths[i]):
                if 0 <= top + k < height:
                    cells[top + k][x] = (strands[i].dye, _is_stitch(strands[i].dye, x, k, widths[i]))
    return cells


def _is_stitch(dye: str, x: int, row: int, width: int) -> bool:
    """Where the yarn of the texture lies, as on the page: no dye is told by its hue alone."""
    middle = row == width // 2
    match dye:
        case "woad":
            return width > 3 and middle
        case "olive":
            return x % 3 == 0
        case "murex":
            return middle and x % 4 == 0
        case "madder":
            return middle and x % 5 < 3
        case "walnut":
            return x % 7 == 0
        case "flax":
            return (x // 2 + row) % 2 == 0
        case "indigo":
            return middle and x % 8 not in (5, 7)
    return False


def draw(strands: list[Strand], *, is_coloured: bool = True) -> list[Text]:
    """Lines of the braid: half blocks in colour, signs without."""
    cells = canvas(strands)
    colours, yarn = dyes(), "#1C141F"

    def colour(cell: tuple[str, bool]) -> str:
        dye, is_stitch = cell
        return _mixed(colours[dye], yarn, 0.4) if is_stitch else colours[dye]

    cells = [*cells, [("", False)] * WIDTH] if len(cells) % 2 else cells
    if not is_coloured:
        merged = ([(a if a[0] else b)[0] for a, b in zip(*two, strict=True)] for two in zip(cells[::2], cells[1::2], strict=True))
        return [Text("  " + "".join(SIGNS[dye] if dye else " " for dye in row).rstrip()) for row in merged]
    lines = []
    for upper, lower in zip(cells[::2], cells[1::2], strict=True):
        line = Text("  ")
        for a, b in zip(upper, lower, strict=True):
            if a[0] and b[0]:
                line.append("▀", f"{colour(a)} on {colour(b)}")
            elif a[0] or b[0]:
                line.append("▀" if a[0] else "▄", colour(a if a[0] else b))
            else:
                line.append(" ")
        line.rstrip()
        lines.append(line)
    return lines


def _legend(part: PairPart, *, is_coloured: bool) -> list[Text]:
    colours = dyes()
    lines = []
    for strand in part.strands():
        line = Text("  ")
        line.append("██" if is_coloured else SIGNS[strand.dye] * 2, colours[strand.dye] if is_coloured else "")
        line.append(f" {strand.points:>3}  ").append("".join(sign for sign in strand.label if sign.isprintable()))
        lines.append(line)
    return lines


def _mixed(colour: str, other: str, share: float) -> str:
    a, b = (tuple(int(text[k : k + 2], 16) for k in (1, 3, 5)) for text in (colour, other))
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b, strict=True))
