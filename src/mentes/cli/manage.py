"""`mentes manage ...`: Django's administration commands, on the same data folder and database as `mentes serve`."""

import os
import sys

from mentes.cli.installation import Installation, data_folder

USAGE = """usage: mentes manage [--data FOLDER] COMMAND [options]

Runs one of Django's administration commands. With the embedded database it is started for the command, or joined
where `mentes serve` already runs it. Commands work with the rights of the role that serves; `migrate` and other work on
the tables themselves take `--database owner`. “mentes manage help” lists the commands."""


def run(argv: list[str]) -> int:
    if not argv or argv[0] in ("-h", "--help"):
        print(USAGE)
        return 0
    folder = None
    if argv[0] == "--data" and len(argv) > 1:
        folder, argv = argv[1], argv[2:]
    with Installation(data_folder(folder)) as installation:
        installation.connect()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentes.config.settings")
        # It sets Django up by itself, and differently for some commands; the usage text above should not wait for it.
        from django.core.management import execute_from_command_line

        try:
            execute_from_command_line(["mentes manage", *argv])
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(bool(end.code))
    sys.stdout.flush()
    return 0
