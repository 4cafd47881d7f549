"""`mentes bench NAME`: finds the measurement in bench/ of a clone and runs it in this interpreter."""

import argparse
import runpy
import sys
from pathlib import Path

from mentes.cli.refusal import CannotStart

BENCH = Path(__file__).parents[3] / "bench"


def run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="mentes bench", description="Run a measurement of bench/, from a clone of the sources.")
    parser.add_argument("name", help="a file of bench/, without its ending")
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options, rest = parser.parse_known_args(argv)
    available = sorted(path.stem.replace("_", "-") for path in BENCH.glob("*.py") if not path.stem.startswith("_"))
    options.name = options.name.replace("_", "-")
    if options.name not in available:
        there = f"there are {', '.join(available)}" if available else "there are none in this installation"
        raise CannotStart(f"There is no measurement “{options.name}”: {there}.")
    sys.argv = [options.name, *(["--json"] if options.json else []), *rest]
    sys.path.insert(0, str(BENCH.parent))  # measurements share what they read, from `bench._…`
    runpy.run_path(str(BENCH / f"{options.name.replace('-', '_')}.py"), run_name="__main__")
    return 0
