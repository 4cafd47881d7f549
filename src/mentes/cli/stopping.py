"""A stop that is asked for while Mentes starts, and that cannot get lost."""

from __future__ import annotations

import contextlib
import signal
import sys

ASKED_AGAIN_AFTER_SECONDS = 1.0


class Stopping(contextlib.AbstractContextManager):
    """Turns SIGINT and SIGTERM into a KeyboardInterrupt, and repeats it until somebody has taken it.

    Python raises it between any two steps of the main thread, and where such a step stands in a finalizer, the exception is
    printed and forgotten. Migrations finalize thousands of objects: about one Ctrl-C in five among them was lost so, and the
    start went on.
    """

    def __enter__(self) -> Stopping:
        self._is_asked = False
        self._others = sys.unraisablehook
        sys.unraisablehook = self._was_lost
        signal.signal(signal.SIGALRM, self._ask)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)
        return self

    def __exit__(self, *_) -> None:
        """Whoever takes the exception, or the end of the start, may tidy up undisturbed."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.unraisablehook = self._others

    def check(self) -> None:
        """Raises KeyboardInterrupt where a stop was asked for and the exception was lost."""
        if self._is_asked:
            raise KeyboardInterrupt

    def _ask(self, *_) -> None:
        self._is_asked = True
        signal.setitimer(signal.ITIMER_REAL, ASKED_AGAIN_AFTER_SECONDS)
        raise KeyboardInterrupt

    def _was_lost(self, unraisable) -> None:
        """Nobody who stops Mentes is shown a traceback for it."""
        if not isinstance(unraisable.exc_value, KeyboardInterrupt):
            self._others(unraisable)
