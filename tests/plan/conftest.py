"""What the tests of the plan have in common."""

from datetime import timedelta

import pytest

from mentes.home import demo_clock
from mentes.lib import clock


@pytest.fixture(autouse=True)
def a_short_week(monkeypatch, tmp_path):
    """These tests press every button many times: in the demo a week passes in a second, and the clock is set back after it."""
    monkeypatch.setattr(demo_clock, "N_STEPS", 1)
    monkeypatch.setattr(demo_clock, "STEP", timedelta(seconds=1))
    monkeypatch.setattr(demo_clock, "_file", lambda: tmp_path / "demo-clock.json")
    yield
    clock.set_ahead(timedelta(0))
