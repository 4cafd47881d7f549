"""`mentes match`: reads the command line, has the work done, and answers with an exit code."""

import os
import sys

from mentes.cli.match.options import Refusal, read_options


def run(argv: list[str]) -> int:
    """0 done; 1 --check found something wrong; 2 bad input, nothing written; 130 stopped by the keyboard."""
    # Before numpy is loaded: with several BLAS threads the many small products of the text model wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        options = read_options(argv)
        # Loaded now: numpy, scipy and rich take longer to import than `mentes match --help` may.
        from mentes.cli.match import steps

        return steps.check_report(options) if options.check else steps.match_files(options, _say)
    except SystemExit as leaving:  # argparse: 0 after --help, 2 after a wrong option
        return int(leaving.code or 0)
    except Refusal as refusal:
        _say(*refusal.lines)
        return 2
    except KeyboardInterrupt:
        _say("Stopped. Nothing was written.")
        return 130


def _say(*lines: str) -> None:
    for line in lines:
        sys.stderr.write(line + "\n")
