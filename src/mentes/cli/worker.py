"""`mentes worker`: more hands for the queue, beside a `mentes serve` on the same data folder or DATABASE_URL."""

import argparse

from mentes.cli.django_start import start_django
from mentes.cli.installation import Installation, data_folder
from mentes.cli.progress import Progress


def run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="mentes worker",
        description="Run queued and timed work in a process of its own. “mentes serve” runs it too; this adds hands.",
    )
    parser.add_argument("--data", metavar="FOLDER", help="the data folder of “mentes serve”")
    options = parser.parse_args(argv)
    say = Progress()
    with Installation(data_folder(options.data)) as installation:
        installation.connect()
        start_django()
        from mentes.cli import database, working  # they need settings and models

        database.require_tables(
            "The tables are not up to date: start “mentes serve” once, or run “mentes manage migrate --database owner”."
        )
        working.run_worker_alone(installation.postgres, ready=lambda: say("works on the queue; Ctrl-C stops"))
    say("stopped")
    return 0
