"""One golden drawing for two languages: this file holds Python to it, look/js/braid.test.js holds JavaScript."""

import importlib.util
import json
from pathlib import Path

HERE = Path(__file__).parent


def test_the_drawing_is_the_one_the_browser_draws():
    spec = importlib.util.spec_from_file_location("make_golden", HERE / "make_golden.py")
    make_golden = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_golden)
    assert make_golden.golden() == json.loads((HERE / "braid.golden.json").read_text("utf-8"))
