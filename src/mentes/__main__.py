"""Lets `python -m mentes` stand for `mentes`."""

import sys

from mentes.cli import main

sys.exit(main())
