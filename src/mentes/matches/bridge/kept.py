"""What this process keeps between requests: read people, scored pools, answers. Each under a key that says all it rests on."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

MOST_POOLS, MOST_ANSWERS = 6, 500  # the last used: read and scored pools (megabytes), answers (kilobytes)


class Kept:
    """The last few values by key, for all threads of this process."""

    def __init__(self, most: int):
        self._most = most
        self._values: OrderedDict = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key, make: Callable[[], Any]):
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()  # outside the lock: two threads may both make it, which is only slow
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


people, scored, solved = Kept(MOST_POOLS), Kept(MOST_POOLS), Kept(MOST_ANSWERS)
texts = Kept(2 * MOST_POOLS)  # a programme may have several strands that compare texts
