"""Gathers every sentence of the pages into the catalogues, and with --check says which are missing, stale or left in English.

    uv run python scripts/catalogues.py            update config/locale/{es,ar}
    uv run python scripts/catalogues.py --check    change nothing; exit 1 where something is to be done

Needs GNU gettext on the machine.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
from babel.messages.pofile import read_po
from django.core.management import call_command

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "mentes"
LOCALE = PACKAGE / "config" / "locale"
LANGUAGES = ("es", "ar")


def gather(package: Path) -> None:
    """Runs Django's own gathering in `package`, whose catalogues it updates."""
    here = Path.cwd()
    os.chdir(package)
    try:
        call_command(
            "makemessages",
            locale=list(LANGUAGES),
            ignore_patterns=["*/tests/*", "static/*", "node_modules/*", "*/dist/*"],
            # With the place of every sentence the largest catalogue passes what a file may weigh; a search finds the place.
            add_location="never",
            no_wrap=True,
            no_obsolete=True,
            verbosity=0,
        )
    finally:
        os.chdir(here)


def messages(catalogue: Path) -> dict:
    with catalogue.open("rb") as file:
        return {(message.context, message.id): message for message in read_po(file) if message.id}


def faults_of(language: str, fresh: Path) -> list[str]:
    """What is to be done for one language, one sentence each."""
    kept = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not kept.exists():
        return [f"{language}: there is no catalogue"]
    have, want = messages(kept), messages(fresh / language / "LC_MESSAGES" / "django.po")
    faults = [f"{language}: not gathered yet: {key[1]!r}" for key in want if key not in have]
    faults += [f"{language}: no page says this any more: {key[1]!r}" for key in have if key not in want]
    for key, message in have.items():
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if "fuzzy" in message.flags or not all(said):
            faults.append(f"{language}: not translated: {key[1]!r}")
    return faults


def main() -> int:
    sys.path.insert(0, str(PACKAGE.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentes.config.settings")
    os.environ.setdefault("MENTES_TEST", "1")
    django.setup()
    if "--check" not in sys.argv:
        for language in LANGUAGES:
            (LOCALE / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        gather(PACKAGE)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "mentes"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("dist", "node_modules", "__pycache__"))
        from django.conf import settings  # only now configured

        settings.LOCALE_PATHS = [copy / "config" / "locale"]
        gather(copy)
        faults = [fault for language in LANGUAGES for fault in faults_of(language, copy / "config" / "locale")]
    for fault in faults:
        print(fault)
    print(f"{len(faults)} sentences to see to in {', '.join(LANGUAGES)}")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
