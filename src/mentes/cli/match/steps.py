"""A run from its files to its outputs, in the order things happen; and --check, which judges an earlier run."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from mentes.cli.match import peers, peers_proof
from mentes.cli.match.options import Options
from mentes.cli.match.proof import check_files
from mentes.cli.match.reading import Inputs, read_inputs
from mentes.cli.match.report import make_report
from mentes.cli.match.review import make_review
from mentes.cli.match.tables import pairs_csv, scores_npz
from mentes.cli.match.terminal import progress_bars, show
from mentes.cli.match.work import match_people, refuse_large_page
from mentes.cli.match.writing import write_all
from mentes.lib.stopwatch import Stopwatch


def match_files(options: Options, say: Callable[..., None]) -> int:
    """The exit code; `say(*lines)` speaks beside the output. Raises Refusal before anything is written."""
    watch = Stopwatch()
    inputs = read_inputs(options, is_peers=options.peers)
    watch.lap("read")
    left_out = inputs.roster.left_out
    if left_out:
        n_rows = len({(fault.file, fault.row) for fault in left_out})
        say(f"Left out {n_rows} {'row' if n_rows == 1 else 'rows'}:", *map(str, left_out))
    say(*map(str, inputs.roster.notices))
    if inputs.terms.shape == "peers":
        return _match_peers(options, inputs, watch, say)
    if options.html:
        refuse_large_page(len(inputs.roster.people))
    with progress_bars() as progress:
        outcome = match_people(inputs, watch, seed=options.seed, enough=options.enough, progress=progress)
    contents = {}
    if options.out:
        contents[options.out] = pairs_csv(outcome)
    if options.scores:
        contents[options.scores] = scores_npz(outcome)
    if options.html:
        contents[options.html] = make_review(outcome)
    report = _write(options, contents, watch, lambda: make_report(outcome))
    if options.json:
        sys.stdout.write(report)
    elif sys.stdout.isatty():
        show(outcome)
    return 0


def _match_peers(options: Options, inputs: Inputs, watch: Stopwatch, say: Callable[..., None]) -> int:
    peers.refuse_what_peers_lack(options)
    with progress_bars() as progress:
        run = peers.Peers(inputs, watch, options.seed, progress)
    if run.n_more_seats:
        say(peers.more_seats_notice(run.n_more_seats))
    contents = {}
    if options.out:
        contents[options.out] = peers.pairs_csv(run)
    if options.scores:
        contents[options.scores] = peers.scores_npz(run)
    report = _write(options, contents, watch, lambda: peers.make_report(run))
    if options.json:
        sys.stdout.write(report)
    elif sys.stdout.isatty():
        sys.stdout.write("\n".join(peers.lines(run)) + "\n")
    return 0


def _write(options: Options, contents: dict[Path, bytes], watch: Stopwatch, report_of: Callable[[], dict]) -> str:
    """All outputs at once; the report, made when everything else has been timed, as text."""
    watch.lap("write")
    watch.seconds["total"] = round(sum(watch.seconds.values()), 3)
    report = json.dumps(report_of(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if options.report:
        contents[options.report] = report.encode("utf-8")
    write_all(contents)
    return report


def check_report(options: Options) -> int:
    check = peers_proof.check_files if peers_proof.is_of_peers(options.check[0]) else check_files
    is_right, line = check(options)
    sys.stdout.write(line + "\n")
    return 0 if is_right else 1
