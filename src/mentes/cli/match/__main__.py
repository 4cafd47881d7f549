"""Lets `python -m mentes.cli.match` stand for `mentes match`."""

import sys

from mentes.cli.match.command import run

sys.exit(run(sys.argv[1:]))
