"""`mentes serve`: Mentes for real use, on the embedded database or the one of DATABASE_URL."""

import argparse
import os

from mentes.cli import running
from mentes.cli.installation import Installation, data_folder, require_front_end
from mentes.cli.ports import bind
from mentes.cli.progress import Progress, complain
from mentes.cli.refusal import CannotStart
from mentes.cli.safety import dangers, worries


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    require_front_end()
    os.environ.setdefault("MENTES_PUBLIC_URL", f"http://127.0.0.1:{options.port}")
    folder = data_folder(options.data)
    against = dangers(host=options.host, data=folder.expanduser())
    if against:
        raise CannotStart(
            "Mentes does not start, because it would not be safe:\n" + "\n".join(f"  - {danger}" for danger in against)
        )
    listening = bind(options.host, options.port)
    say = Progress()
    with Installation(folder) as installation:
        installation.claim(os.environ["MENTES_PUBLIC_URL"])
        for worry in worries():
            complain(worry)
        return running.run(installation, listening, say, load=greet)


def greet(say) -> None:
    """Tell who starts an empty installation how its first person comes in."""
    from mentes.people.models import Person  # models can be imported by the time this is called

    if not Person.objects.exists():
        say("nobody has an account yet: “mentes organiser you@example.org --programme NAME” makes the first")


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mentes serve",
        description="Run Mentes for real use. Settings come from the environment: docs/reference/settings.md.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--data", metavar="FOLDER", help="where data are kept (default: MENTES_DATA, or the platform's folder)")
    return parser
