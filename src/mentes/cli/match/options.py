"""What the command line asks for, and whether the places it names can be read and written at all."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    files: tuple[Path, ...]
    map: Path | None
    rules: Path | None
    out: Path | None
    report: Path | None
    scores: Path | None
    html: Path | None
    check: tuple[Path, Path] | None
    seed: int
    enough: float
    json: bool
    skip_bad_rows: bool
    peers: bool

    @property
    def outputs(self) -> dict[str, Path]:
        """The files to write, by option."""
        named = {"--out": self.out, "--report": self.report, "--scores": self.scores, "--html": self.html}
        return {option: path for option, path in named.items() if path is not None}

    @property
    def inputs(self) -> tuple[Path, ...]:
        return (*self.files, *(path for path in (self.map, self.rules, *(self.check or ())) if path is not None))


class Refusal(Exception):
    """The run cannot go on; `lines` say why, one sentence each, each naming a place."""

    def __init__(self, *lines: str):
        super().__init__("\n".join(lines))
        self.lines = lines


def parser() -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(
        prog="mentes match",
        description="Propose the mentoring pairs with the best total under your weights, each with its reasons, and a proof.",
        epilog="Exit 0: done. 1: --check found something wrong. 2: an input is wrong; nothing was written. "
        "The files are described in docs/reference/commands/match.md.",
    )
    said.add_argument("files", nargs="*", type=Path, metavar="FILE", help="CSV or XLSX with one person a row")
    said.add_argument("--map", type=Path, metavar="map.toml", help="what the columns of a foreign file mean")
    said.add_argument("--rules", type=Path, metavar="rules.toml", help="weights of the strands, hard rules, the aim")
    said.add_argument("--out", type=Path, metavar="pairs.csv", help="write the pairs, one row each")
    said.add_argument("--report", type=Path, metavar="report.json", help="write totals, bound, rules and who has no mentor")
    said.add_argument(
        "--scores", type=Path, metavar="scores.npz", help="write the points of all pairs and the prices that prove the total"
    )
    said.add_argument("--html", type=Path, metavar="review.html", help="write one page to read the pairs offline")
    said.add_argument("--seed", type=int, default=0, help="kept in the report; the answer does not depend on it (default 0)")
    said.add_argument(
        "--enough", type=float, default=0.0, metavar="SHARE",
        help="more than 5,000 people: stop once the total is proven to be within this share of the best, as 0.001 (default 0)",
    )  # fmt: skip
    said.add_argument("--json", action="store_true", help="print the report as one JSON object on standard output")
    said.add_argument("--skip-bad-rows", action="store_true", help="go on without rows that hold a wrong cell, and list them")
    said.add_argument("--peers", action="store_true", help="everybody gives and gets: pair anybody with anybody")
    said.add_argument(
        "--check", nargs=2, type=Path, metavar=("report.json", "scores.npz"),
        help="verify a report without trusting the solver; give FILE, --map and --rules to recompute the points as well",
    )  # fmt: skip
    return said


def read_options(argv: list[str]) -> Options:
    """Raises SystemExit(2) where argparse does (0 for --help), Refusal where a named place cannot be used."""
    said = parser().parse_args(argv)
    fields = {**vars(said), "files": tuple(said.files), "check": tuple(said.check) if said.check else None}
    options = Options(**fields)
    if not options.files and not options.check:
        parser().error("name at least one FILE")
    faults = [*unreadable(options.inputs), *_unwritable(options)]
    if not 0 <= options.enough < 1:
        faults.append(f"--enough {options.enough}: a share of the best total; right would be 0, or less than 1, as 0.001")
    if options.check and options.outputs:
        faults.append(f"{', '.join(options.outputs)}: --check writes nothing; leave it out")
    if faults:
        raise Refusal(*faults)
    return options


def unreadable(paths: tuple[Path, ...]) -> list[str]:
    faults = []
    for path in paths:
        if not path.exists():
            faults.append(f"{path}: there is no such file")
        elif path.is_dir():
            faults.append(f"{path}: this is a folder, not a file")
        elif not os.access(path, os.R_OK):
            faults.append(f"{path}: you may not read this file")
    return faults


def _unwritable(options: Options) -> list[str]:
    faults, taken = [], {}
    sources = {path.resolve() for path in options.inputs}
    for option, path in options.outputs.items():
        place = path.resolve()
        if not place.parent.is_dir():
            faults.append(f"{option} {path}: there is no folder {place.parent}")
        elif place.is_dir():
            faults.append(f"{option} {path}: this is a folder; name a file in it")
        elif place in sources:
            faults.append(f"{option} {path}: this is one of the input files, which are never overwritten")
        elif place in taken:
            faults.append(f"{option} {path}: {taken[place]} writes to the same file")
        elif not os.access(place.parent, os.W_OK):
            faults.append(f"{option} {path}: you may not write in the folder {place.parent}")
        taken.setdefault(place, option)
    return faults
