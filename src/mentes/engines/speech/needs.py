"""What listening takes: the extra, and a model in a folder. Nothing of either is loaded to find out."""

import sys
from importlib.util import find_spec
from pathlib import Path

# The process that listens (helper.py), run with the folder of a model behind it, and what it must know: it fetches nothing.
HELPER = (sys.executable, "-m", "mentes.engines.speech.helper")
HELPER_KNOWS = {"HF_HUB_OFFLINE": "1", "PYTHONDONTWRITEBYTECODE": "1"}
FILES = ("model.bin", "config.json", "tokenizer.json")


def is_installed() -> bool:
    """Whether the extra is there."""
    return find_spec("faster_whisper") is not None


def complaint_of(folder: Path) -> str:
    """Which files of a model are missing in `folder`, parted by commas; empty where all are there."""
    return ", ".join(name for name in FILES if not (folder / name).is_file())
