"""The rehearsal room: fifty rooms of two people whose heads move fifteen times a second, through a real server process, and what
the room's page costs a browser. Goals on an idle machine: 35 % of a core, nothing lost, poses p95 50 ms, a cue from tap to the
other line p95 30 ms, voices heard after 3 s at p95. On a busy machine wall times say what others left over (the load average is
printed), the share does not.
"""

import argparse
import asyncio
import importlib.util
import json
import os

from bench.room_work.house import open_house
from bench.room_work.line import Load, drive


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench room", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    parser.add_argument("--rooms", type=int, default=50, help="rooms of two people (default: %(default)s)")
    parser.add_argument("--hz", type=float, default=15, help="poses a second of each (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=20, help="for how long (default: %(default)s)")
    parser.add_argument("--cues", type=int, default=100, help="cues in each of the two rounds (default: %(default)s)")
    parser.add_argument("--voices", type=int, default=10, help="rooms whose two people speak (default: %(default)s)")
    parser.add_argument("--line-only", action="store_true", help="leave out what needs a browser")
    options = parser.parse_args()
    n_voices = 0 if options.line_only else min(options.voices, options.rooms)
    found = measure(Load(options.rooms, options.hz, options.seconds, options.cues), n_voices)
    if not options.line_only:
        found |= page()
    print(json.dumps(found, indent=1) if options.json else "\n".join(f"{name:>34}  {value}" for name, value in found.items()))


def measure(load: Load, n_voices: int) -> dict:
    """What the server's half costs, and then how soon `n_voices` pairs of browsers hear each other; plain numbers by name."""
    before = os.getloadavg()[0]
    with open_house(load.n_rooms) as house:
        found = asyncio.run(drive(house, load))
        found |= {"load_average_before": round(before, 1), "load_average_after": round(os.getloadavg()[0], 1)}
        if n_voices and has_browser():
            from bench.room_work import voice  # imports playwright, as below

            found |= voice.measure(house, n_voices)
    return found


def has_browser() -> bool:
    return importlib.util.find_spec("playwright") is not None


def page() -> dict:
    """The browser's half, where there is a browser; the reason where there is none."""
    if not has_browser():
        return {"page": "not measured: playwright is not installed"}
    from bench import room_page  # it imports playwright, which is installed for tests alone

    return room_page.measure()


if __name__ == "__main__":
    main()
