"""`mentes match`: reads the command line, does the work, writes what was asked for, and answers with an exit code."""

import json
import os
import sys

from mentes.cli.match.options import Options, Refusal, read_options


def run(argv: list[str]) -> int:
    """0 done; 1 --check found something wrong; 2 bad input, nothing written; 130 stopped by the keyboard."""
    # Before numpy is loaded: with several BLAS threads the many small products of the text model wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        options = read_options(argv)
        return _check(options) if options.check else _match(options)
    except SystemExit as leaving:  # argparse: 0 after --help, 2 after a wrong option
        return int(leaving.code or 0)
    except Refusal as refusal:
        _say(*refusal.lines)
        return 2
    except KeyboardInterrupt:
        _say("Stopped. Nothing was written.")
        return 130


def _match(options: Options) -> int:
    # Imported here: numpy, scipy and rich take longer to import than `mentes match --help` may.
    from mentes.cli.match.reading import read_inputs
    from mentes.cli.match.report import make_report
    from mentes.cli.match.review import make_review
    from mentes.cli.match.tables import pairs_csv, scores_npz
    from mentes.cli.match.terminal import progress_bars, show
    from mentes.cli.match.work import Stopwatch, large_notice, match_people
    from mentes.cli.match.writing import write_all

    watch = Stopwatch()
    inputs = read_inputs(options)
    watch.lap("read")
    left_out = inputs.roster.left_out
    if left_out:
        n_rows = len({(fault.file, fault.row) for fault in left_out})
        _say(f"Left out {n_rows} {'row' if n_rows == 1 else 'rows'}:", *map(str, left_out))
    _say(*map(str, inputs.roster.notices), *filter(None, [large_notice(len(inputs.roster.people))]))
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


def _check(options: Options) -> int:
    from mentes.cli.match.proof import check_files  # late for the same reason

    is_right, line = check_files(options)
    sys.stdout.write(line + "\n")
    return 0 if is_right else 1


def _say(*lines: str) -> None:
    for line in lines:
        sys.stderr.write(line + "\n")
