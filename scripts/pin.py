"""Writes the exact version of everything that is installed: names and versions into pyproject.toml, hashes into the locks.

    uv run python scripts/pin.py              keeps the pins that still fit, adds what is new
    uv run python scripts/pin.py --upgrade    takes the newest that pyproject.toml's own ranges allow

No file says where anything is fetched from: that is each machine's own setting. `tests/plan/test_pins.py` keeps all equal.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "pyproject.toml"
# (list in [tool.uv], file with the hashes)
RUN = ("constraint-dependencies", "requirements.lock")
BUILD = ("build-constraint-dependencies", "requirements-build.lock")
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*==[^\s;]+)", re.M)
HEAD = "# Exact versions with hashes, for installing without uv. Written by scripts/pin.py; never by hand.\n"


def table() -> dict:
    return tomllib.loads(PROJECT.read_text(encoding="utf-8"))


def resolve(requirements: list[str], kept: list[str]) -> str:
    """A lock in pip's own format for every platform at once, one version of each package, for Python 3.11 and later."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, constraints = Path(folder) / "wanted.in", Path(folder) / "kept.txt"
        wanted.write_text("\n".join(requirements), encoding="utf-8")
        constraints.write_text("\n".join(kept), encoding="utf-8")
        command = ["uv", "pip", "compile", "-q", "--no-config", "--universal", "--python-version", "3.11"]
        command += ["--fork-strategy", "fewest", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
        # Outside the project, or its own constraints would hold back an upgrade.
        done = subprocess.run(
            [*command, "--constraint", constraints, wanted], cwd=folder, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    return HEAD + done.stdout


def with_list(text: str, name: str, values: list[str]) -> str:
    """`text` of pyproject.toml with the list `name` of [tool.uv] replaced."""
    lines = "".join(f'  "{value}",\n' for value in values)
    fresh, count = re.subn(rf"(?ms)^{name} = \[\n.*?^\]$", f"{name} = [\n{lines}]", text)
    if count != 1:
        raise SystemExit(f"pyproject.toml has no list “{name} = [” of its own lines")
    return fresh


def main() -> int:
    project = table()
    groups = [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]
    wanted = [*project["project"]["dependencies"], *(line for group in groups for line in group)]
    for (name, lock), requirements in ((RUN, wanted), (BUILD, project["build-system"]["requires"])):
        kept = [] if "--upgrade" in sys.argv else project["tool"]["uv"].get(name, [])
        found = resolve(requirements, kept)
        (ROOT / lock).write_text(found, encoding="utf-8")
        text = with_list(PROJECT.read_text(encoding="utf-8"), name, PINNED.findall(found))
        PROJECT.write_text(text, encoding="utf-8")
        print(f"{lock}: {len(PINNED.findall(found))} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
