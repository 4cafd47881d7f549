"""The addresses of one cluster, one for each of the three database roles."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DATABASE = "mentes"
SUPERUSER = "mentes_superuser"
OWNER = "mentes_owner"
APP = "mentes_app"
MATCHER = "mentes_matcher"  # nobody signs in with it: the role that serves takes it on while it matches
PORT = 5432  # no TCP port is opened: it is only part of the socket's file name


@dataclass(frozen=True)
class Urls:
    """`superuser` makes roles and extensions, `owner` migrates, `app` serves and may not bypass row-level security."""

    superuser: str
    owner: str
    app: str


def socket_url(*, role: str, password: str, database: str, socket_folder: Path) -> str:
    return f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={quote(str(socket_folder), safe='')}&port={PORT}"
