"""The build hook: skipped only when nothing it reads has changed, catalogues compiled, and a lock that pins bytes, not hosts."""

import importlib.util
import json
import re
import shutil
import sys
import types
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
LOOK = Path("src/mentes/look")
MODULES = (Path("src/mentes/meetings/call/browser"), Path("src/mentes/rehearsals/room"))
in_a_clone = pytest.mark.skipif(not (ROOT / "hatch_build.py").exists(), reason="The build files are only in a clone.")


@pytest.fixture
def hook(monkeypatch):
    """hatch_build.py as a module; hatchling itself is there only while a package is built."""
    name = "hatchling.builders.hooks.plugin.interface"
    stand_in = types.ModuleType(name)
    stand_in.BuildHookInterface = object
    for part in ("hatchling", "hatchling.builders", "hatchling.builders.hooks", "hatchling.builders.hooks.plugin"):
        monkeypatch.setitem(sys.modules, part, types.ModuleType(part))
    monkeypatch.setitem(sys.modules, name, stand_in)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clone(tmp_path):
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / LOOK, tmp_path / LOOK, ignore=shutil.ignore_patterns("static", "__pycache__"))
    for folder in MODULES:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@in_a_clone
def test_the_stamp_changes_with_everything_the_build_reads(hook, clone):
    stamps = {hook.stamp_of(clone)}
    assert hook.stamp_of(clone) in stamps
    looks = [LOOK / name for name in ("css/parts.css", "js/theme.js", "fonts.mjs", "icons.txt")]
    rooms = [MODULES[0] / "main.js", MODULES[1] / "scene.js", MODULES[1] / "draw/light.js"]
    for path in [*looks, *rooms, Path("package-lock.json")]:
        (clone / path).write_text((clone / path).read_text("utf-8") + "\n", "utf-8")
        stamps.add(hook.stamp_of(clone))
    page = clone / "src/mentes/new.html"
    page.write_text("<p>No icon</p>")
    assert hook.stamp_of(clone) in stamps
    page.write_text('{% icon "anchor" %}')
    stamps.add(hook.stamp_of(clone))
    assert len(stamps) == 10


@in_a_clone
def test_npm_runs_once_and_again_when_its_output_is_lost(hook, clone, monkeypatch):
    runs = []

    def npm(root, *arguments):
        runs.append(arguments)
        (root / hook.DIST).mkdir(parents=True, exist_ok=True)
        (root / "node_modules").mkdir(exist_ok=True)
        (root / hook.DIST / "manifest.json").write_text("{}")

    monkeypatch.setattr(hook, "run_npm", npm)
    hook.build_front_end(clone)
    hook.build_front_end(clone)
    assert runs == [("ci",), ("run", "build")]
    shutil.rmtree(clone / hook.DIST)
    hook.build_front_end(clone)
    assert len(runs) == 4


@in_a_clone
def test_a_catalogue_is_compiled_beside_its_source(hook, tmp_path):
    pytest.importorskip("babel")
    source = tmp_path / "src/mentes/config/locale/es/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Home"\nmsgstr "Inicio"\n', "utf-8")
    hook.compile_catalogues(tmp_path)
    assert b"Inicio" in source.with_suffix(".mo").read_bytes()


@in_a_clone
def test_the_lock_pins_bytes_and_names_no_host():
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry or "resolved" in entry] == []
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))
    versions = wanted["dependencies"] | wanted["devDependencies"]
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
