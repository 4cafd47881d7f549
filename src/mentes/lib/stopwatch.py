"""How long each step of a longer work took."""

import time


class Stopwatch:
    """Wall seconds by step, from one `lap` to the next; a step that comes again is added up."""

    def __init__(self):
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self.seconds[step] = round(self.seconds.get(step, 0.0) + now - self._last, 3)
        self._last = now

    def lap_when_done(self, step: str, done: int, total: int) -> None:
        """For work that tells how far it has come: the lap ends with the last piece."""
        if done >= total:
            self.lap(step)
