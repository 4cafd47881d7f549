"""The keys that seal secrets at rest: a file in the data folder, newest key first, one on a line. No Django here.

A key is 32 random bytes in base64, as Fernet takes them. Each is known by a short name made of it, which stands before whatever
it sealed; the name says nothing about the key.
"""

import base64
import functools
import hashlib
import os
import secrets
from pathlib import Path

FILE = Path("secrets") / "sealing_keys"
KEY_BYTES = 32
NAME_LENGTH = 8


def new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


@functools.lru_cache(maxsize=32)
def name_of(key: str) -> str:
    """How a key is called beside what it sealed: eight characters of a hash of it."""
    return hashlib.sha256(b"mentes sealing key " + key.encode()).hexdigest()[:NAME_LENGTH]


def parse(text: str) -> tuple[str, ...]:
    """The keys of a file, or of a setting with commas between them. Raises ValueError that names every wrong line by number."""
    lines = [line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()]
    wrong = [str(number) for number, line in enumerate(lines, start=1) if not _is_key(line)]
    if wrong:
        raise ValueError(f"not a sealing key (32 bytes in url-safe base64): number {', '.join(wrong)}")
    return tuple(dict.fromkeys(lines))


def _is_key(line: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(line.encode("ascii", errors="replace"))) == KEY_BYTES
    except ValueError:
        return False


def read(folder: Path) -> tuple[str, ...]:
    """The keys of the data folder, newest first; () where none was drawn yet. Raises ValueError for a damaged file."""
    try:
        return parse((folder / FILE).read_text(encoding="ascii"))
    except FileNotFoundError:
        return ()


def write(folder: Path, keys: tuple[str, ...]) -> None:
    """Puts the whole file in place at once, readable by this account alone: no reader ever sees half of it."""
    path = folder / FILE
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f"draft-{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write("".join(f"{key}\n" for key in keys))
        file.flush()
        # What the new key seals is lost with it: it must be on the disk before anything is sealed.
        os.fsync(file.fileno())
    draft.replace(path)


def make(folder: Path) -> None:
    """Draws the first key, once; where the environment names the keys (MENTES_SEALING_KEYS), none."""
    if os.environ.get("MENTES_SEALING_KEYS") or (folder / FILE).exists():
        return
    write(folder, (new_key(),))
