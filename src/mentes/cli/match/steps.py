"""A run from its files to its outputs, in the order things happen; and --check, which judges an earlier run."""

import json
import sys
from collections.abc import Callable

from mentes.cli.match.options import Options
from mentes.cli.match.proof import check_files
from mentes.cli.match.reading import read_inputs
from mentes.cli.match.report import make_report
from mentes.cli.match.review import make_review
from mentes.cli.match.tables import pairs_csv, scores_npz
from mentes.cli.match.terminal import progress_bars, show
from mentes.cli.match.work import large_notice, match_people
from mentes.cli.match.writing import write_all
from mentes.lib.stopwatch import Stopwatch


def match_files(options: Options, say: Callable[..., None]) -> int:
    """The exit code; `say(*lines)` speaks beside the output. Raises Refusal before anything is written."""
    watch = Stopwatch()
    inputs = read_inputs(options)
    watch.lap("read")
    left_out = inputs.roster.left_out
    if left_out:
        n_rows = len({(fault.file, fault.row) for fault in left_out})
        say(f"Left out {n_rows} {'row' if n_rows == 1 else 'rows'}:", *map(str, left_out))
    say(*map(str, inputs.roster.notices), *filter(None, [large_notice(len(inputs.roster.people))]))
    with progress_bars() as progress:
        outcome = match_people(inputs, watch, seed=options.seed, progress=progress)
    contents = {}
    if options.out:
        contents[options.out] = pairs_csv(outcome)
    if options.scores:
        contents[options.scores] = scores_npz(outcome)
    if options.html:
        contents[options.html] = make_review(outcome)
    watch.lap("write")
    watch.seconds["total"] = round(sum(watch.seconds.values()), 3)
    report = json.dumps(make_report(outcome), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if options.report:
        contents[options.report] = report.encode("utf-8")
    write_all(contents)
    if options.json:
        sys.stdout.write(report)
    elif sys.stdout.isatty():
        show(outcome)
    return 0


def check_report(options: Options) -> int:
    is_right, line = check_files(options)
    sys.stdout.write(line + "\n")
    return 0 if is_right else 1
