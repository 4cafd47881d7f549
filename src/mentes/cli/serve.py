"""`mentes serve`: Mentes for real use, on the embedded database or the one of DATABASE_URL."""

import argparse
import os
from datetime import UTC, datetime

from mentes.cli import running
from mentes.cli.installation import Installation, data_folder, require_front_end
from mentes.cli.ports import bind
from mentes.cli.progress import Progress, complain
from mentes.cli.refusal import CannotStart
from mentes.cli.safety import dangers, worries
from mentes.cli.tls import choice
from mentes.cli.tls.choice import LOCAL, Tls


def run(argv: list[str]) -> int:
    parsing = parser()
    options = parsing.parse_args(argv)
    if options.tls and (len(options.tls) > 2 or (len(options.tls) == 1 and options.tls != [LOCAL])):
        parsing.error("--tls takes the word local, or two files: --tls CERT KEY")
    require_front_end()
    folder = data_folder(options.data)
    is_local = options.tls == [LOCAL]
    tls = choice.given(options.tls) if options.tls and not is_local else None
    if is_local:
        choice.name_machine(options.port)
    os.environ.setdefault("MENTES_PUBLIC_URL", f"{'https' if tls else 'http'}://127.0.0.1:{options.port}")
    host = options.host or ("0.0.0.0" if options.tls else "127.0.0.1")
    against = dangers(host=host, data=folder.expanduser(), tls=tls, is_local=is_local)
    if against:
        raise CannotStart(
            "Mentes does not start, because it would not be safe:\n" + "\n".join(f"  - {danger}" for danger in against)
        )
    listening = bind(host, options.port)
    say = Progress()
    with Installation(folder) as installation:
        installation.claim(os.environ["MENTES_PUBLIC_URL"])
        for worry in worries():
            complain(worry)
        if is_local:
            tls = choice.local(installation.folder, now=datetime.now(UTC))
        return running.run(installation, listening, say, load=greet, tls=tls, ready_lines=invitation(tls))


def invitation(tls: Tls | None) -> list[str]:
    """What is told once the doors are open: how other devices of the network come in, where a local authority serves."""
    return choice.greeting(tls, os.environ["MENTES_PUBLIC_URL"]) if tls and tls.authority else []


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
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1; with --tls every address of this machine)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--data", metavar="FOLDER", help="where data are kept (default: MENTES_DATA, or the platform's folder)")
    parser.add_argument(
        "--tls",
        nargs="+",
        metavar=("local | CERT", "KEY"),
        help="speak https: “local” makes an authority for the local network, two files in PEM form are served as they are",
    )
    return parser
