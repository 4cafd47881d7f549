"""The helper process: a recording on standard input, its fillers on standard output. Run by a bridge alone, within limits.

It may write no file, so that nothing of a voice can be left on a disk; it has so much memory and time; and it is nice to the
pages that others wait for. Lines of JSON: {"done": share}, and at the end {"seconds", "fillers": [[word, seconds]]} or
{"wrong": [codes]}.
"""

import json
import os
import sys
from pathlib import Path

from mentes.engines.speech.finding import find_fillers
from mentes.engines.speech.listener import Listener
from mentes.engines.speech.values import Unreadable

MOST_MEMORY = 6 * 1024**3
MOST_SECONDS = 3600  # of processor

try:
    import resource
except ImportError:  # not on Windows
    resource = None


def limit() -> None:
    if hasattr(os, "nice"):
        os.nice(10)
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def say(what: dict) -> None:
    print(json.dumps(what), flush=True)


def main(model: str) -> int:
    limit()
    sound = sys.stdin.buffer.read()
    try:
        heard = find_fillers(sound, Listener(Path(model)), lambda share: say({"done": round(share, 3)}))
    except Unreadable as wrong:
        say({"wrong": list(wrong.codes)})
        return 2
    say({"seconds": heard.seconds, "fillers": [[one.word, one.at_seconds] for one in heard.fillers]})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
