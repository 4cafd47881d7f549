"""`mentes weights`: what past pairs say about the weights. Proposes, shows how sure it is, and changes nothing."""

import argparse
import sys
from pathlib import Path

from mentes.cli.match.options import Refusal, unreadable


def run(argv: list[str]) -> int:
    """0 done, also where nothing is proposed; 2 an input is wrong."""
    parser = argparse.ArgumentParser(
        prog="mentes weights",
        description="Propose other weights of the strands from how past pairs went, with intervals and a back-test. "
        "Nothing is changed.",
        epilog="The files are described in docs/reference/commands/weights.md.",
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="the people files of that season, as for mentes match"
    )
    parser.add_argument(
        "--outcomes", type=Path, required=True, metavar="outcomes.csv",
        help="one pair a row: mentee_id, mentor_id, mentee_said and mentor_said, each 1 (badly) to 5 (very well)",
    )  # fmt: skip
    parser.add_argument("--map", type=Path, metavar="map.toml", help="what the columns of a foreign file mean")
    parser.add_argument("--rules", type=Path, metavar="rules.toml", help="the weights that were in force")
    parser.add_argument("--seed", type=int, default=0, help="of the drawings behind the intervals (default 0)")
    parser.add_argument("--json", action="store_true", help="print one JSON object on standard output")
    try:
        options = parser.parse_args(argv)
        options.skip_bad_rows = False
        named = [*options.files, options.outcomes, *(path for path in (options.map, options.rules) if path)]
        faults = unreadable(tuple(named))
        if faults:
            raise Refusal(*faults)
        # Loaded now: numpy and scipy take longer to import than `mentes weights --help` may.
        from mentes.cli.match import learning

        print(learning.told(options))
    except SystemExit as leaving:  # argparse: 0 after --help, 2 after a wrong option
        return int(leaving.code or 0)
    except Refusal as refusal:
        print(*refusal.lines, sep="\n", file=sys.stderr)
        return 2
    return 0
