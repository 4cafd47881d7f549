"""Whoever waits for Mentes to come back after a crash waits for no library that only some pages need."""

import json
import subprocess
import sys

from mentes.cli.tests.conftest import environment

START = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "mentes.config.settings"
from mentes.cli.django_start import start_django
start_django()
from django.urls import get_resolver
from mentes.cli import database, serving
get_resolver().url_patterns
print(json.dumps(sorted(sys.modules)))
"""
LATER = {"weasyprint", "fontTools", "scipy.sparse", "scipy.optimize", "scipy.special", "scipy.stats", "onnxruntime", "pandas"}


def test_a_start_loads_nothing_that_only_some_pages_need():
    answer = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, env=environment(MENTES_TEST="1"), timeout=240
    )
    assert answer.returncode == 0, answer.stderr
    loaded = set(json.loads(answer.stdout))
    assert "mentes.matches.bridge" in loaded, "this looks at nothing"
    assert LATER & loaded == set()
