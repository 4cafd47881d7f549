"""One piece of work measured in a process of its own: processor time, wall time, and the memory it took beyond what was there."""

import resource
import time
from collections.abc import Callable
from pathlib import Path

STATUS = Path("/proc/self/status")


def measured(work: Callable[[], dict]) -> dict:
    """What `work` returns, with cpu_s (all threads), wall_s, extra_mb (peak above what was held before) and peak_mb."""
    before = _start_peak()
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    processor, wall = time.process_time() - processor, time.perf_counter() - wall
    peak = _peak()
    return found | {"cpu_s": processor, "wall_s": wall, "extra_mb": max(0.0, peak - before), "peak_mb": peak}


def _start_peak() -> float:
    """MB held now; from here on the peak counts anew, where the system can do that."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
        return _from_status("VmRSS")
    except OSError:
        return _peak()


def _peak() -> float:
    return _from_status("VmHWM") if STATUS.exists() else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _from_status(key: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(key))
    return int(line.split()[1]) / 1024
