"""Which groups may be shown: none of fewer than LEAST people, and none whose size follows by subtracting the shown ones."""

from collections.abc import Mapping

LEAST = 10
STEP = 5


def round_down(n: int) -> int:
    """Shown counts are multiples of five: one person more or less seldom shows, and never says who it was."""
    return n - n % STEP


def hidden_cells(counts: Mapping[tuple[str, ...], int], *, unknown: int = 0, least: int = LEAST) -> set[tuple[str, ...]]:
    """The cells that must not be shown. `unknown`: people in none of them, whose number follows from the whole as well.

    In one dimension what is not shown, together with `unknown`, is nobody or at least `least` people. In two, the same holds in
    every row and every column, whose sums may stand elsewhere. Cells are added, the smallest first, ties by name, until it is so.

    >>> sorted(hidden_cells({("a",): 40, ("b",): 30, ("c",): 4}))
    [('b',), ('c',)]
    >>> sorted(hidden_cells({("a",): 40, ("b",): 30, ("c",): 4}, unknown=12))
    [('c',)]
    """
    hidden = {cell for cell, n in counts.items() if n < least}
    n_dimensions = max((len(cell) for cell in counts), default=1)
    lines = [None] if n_dimensions == 1 else [(axis, name) for axis in range(n_dimensions) for name in _names(counts, axis)]
    is_settled = False
    while not is_settled:
        is_settled = True
        for line in lines:
            inside = [cell for cell in counts if line is None or cell[line[0]] == line[1]]
            n_hidden = sum(counts[cell] for cell in inside if cell in hidden) + (unknown if line is None else 0)
            shown = sorted((cell for cell in inside if cell not in hidden), key=lambda cell: (counts[cell], cell))
            if 0 < n_hidden < least and shown:
                hidden.add(shown[0])
                is_settled = False
    return hidden


def _names(counts, axis: int) -> list[str]:
    return sorted({cell[axis] for cell in counts})
