"""What `mentes serve` and `mentes demo` have in common, in the order it happens."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from urllib.parse import urlparse

from mentes.cli.django_start import start_django
from mentes.cli.installation import Installation
from mentes.cli.progress import Progress, complain
from mentes.cli.refusal import CannotStart
from mentes.cli.safety import public_url
from mentes.cli.stopping import Stopping
from mentes.cli.tls.choice import Tls


def run(
    installation: Installation,
    listening: socket.socket,
    say: Progress,
    *,
    load: Callable[[Progress], None] | None = None,
    must_be_200: bool = False,
    tls: Tls | None = None,
    ready_lines: Sequence[str] = (),
) -> int:
    """From the data folder to the last page. Precondition: the port is bound and the folder claimed."""
    address = public_url()

    def ready(status: int) -> None:
        if status == 200 or (status and status < 500 and not must_be_200):
            say(f"ready: {address}")
            for line in ready_lines:
                print(line, flush=True)
        else:
            complain(f"The front page at {address} answers {status or 'nothing'}: something is wrong, see the lines above.")

    try:
        with Stopping() as start:  # until pages are served, a service manager's stop is a Ctrl-C
            embedded = not os.environ.get("DATABASE_URL")
            say(f"starts PostgreSQL in {installation.folder / 'postgres'}" if embedded else "uses the database of DATABASE_URL")
            installation.connect()
            os.environ.setdefault("MENTES_DB_POOL", "1")
            start_django()
            from mentes.cli import database, serving  # they need models

            database.prepare(say)
            serving.forget_owner()
            if load:
                load(say)

            start.check()
            say("opens the doors")
            serving.serve(
                listening,
                host_name=urlparse(address).netloc,
                is_https=address.startswith("https:"),
                tls=tls,
                postgres=installation.postgres,
                ready=ready,
                stopping=lambda: say("stops; Ctrl-C again stops at once"),
            )
            database.close()
    except OSError as error:
        raise CannotStart(f"{error.strerror}: {error.filename}.") from error
    finally:
        listening.close()
        installation.release()
    say("stopped")
    return 0
