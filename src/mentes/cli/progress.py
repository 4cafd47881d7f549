"""Plain lines about what is going on, each with the seconds since the start."""

import sys
import time


class Progress:
    """`progress("makes the tables")` prints `  1.2 s  makes the tables`."""

    def __init__(self):
        self.began = time.monotonic()

    def __call__(self, what: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {what}", flush=True)


def complain(what: str) -> None:
    print(f"mentes: {what}", file=sys.stderr, flush=True)
