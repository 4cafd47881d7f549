"""`mentes worker`: more hands for the queue, beside a `mentes serve` on the same data folder or DATABASE_URL."""

import argparse
import os

from mentes.cli.installation import Installation, data_folder
from mentes.cli.progress import Progress
from mentes.cli.refusal import CannotStart


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
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentes.config.settings")
        # Django reads its settings when it is loaded, so it is loaded once the database has an address.
        import django

        django.setup()
        from mentes.cli import database, serving

        complaint = database.unreachable()
        if complaint:
            raise CannotStart(complaint)
        if database.pending_migrations():
            raise CannotStart(
                "The tables are not up to date: start “mentes serve” once, or run “mentes manage migrate --database owner”."
            )
        serving.run_worker_alone(installation.postgres, ready=lambda: say("works on the queue; Ctrl-C stops"))
    say("stopped")
    return 0
