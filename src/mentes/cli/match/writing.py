"""Write all outputs, or none: every file is complete under a passing name before the first takes its own."""

import os
from pathlib import Path

from mentes.cli.match.options import Refusal


def write_all(contents: dict[Path, bytes]) -> None:
    """Raises Refusal when one cannot be written; then no file has changed."""
    parts: dict[Path, Path] = {}
    path = None
    try:
        for path, data in contents.items():
            part = path.resolve().with_name(f".{path.name}.{os.getpid()}.part")
            parts[path] = part
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path, part in parts.items():
            part.replace(path.resolve())
    except OSError as error:
        raise Refusal(f"{path}: could not be written ({error.strerror}); no output was kept") from error
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
