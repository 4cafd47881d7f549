"""The bench of the room, its server's half on two rooms: one JSON object, plain numbers, nothing lost."""

import json
import subprocess
import sys

from tests.plan.test_tree import ROOT

from mentes.cli.tests.conftest import environment


def test_it_prints_one_object_of_plain_numbers_and_loses_nothing():
    asked = ["--json", "--line-only", "--rooms", "2", "--seconds", "2", "--cues", "4"]
    done = subprocess.run(
        [sys.executable, "-m", "mentes", "bench", "room", *asked],
        capture_output=True, text=True, cwd=ROOT, env=environment(), timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {type(value) for value in found.values()} <= {int, float}
    assert (found["people"], found["poses_sent"], found["cues_given"]) == (4, 120, 8)
    assert (found["poses_lost"], found["cues_lost"]) == (0, 0)
    assert 0 < found["line_share_of_a_core"] < 1
    assert 0 < found["pose_ms_p50"] <= found["pose_ms_p95"]
