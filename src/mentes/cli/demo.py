"""`mentes demo`: the fictional programme First Harbour, on this machine only, in a data folder of its own."""

import argparse
import os
import shutil
from pathlib import Path
from urllib.parse import urlparse

from mentes.cli import running
from mentes.cli.installation import DEMO_MARK, Installation, data_folder, require_front_end
from mentes.cli.ports import bind
from mentes.cli.progress import Progress
from mentes.cli.refusal import CannotStart
from mentes.cli.safety import is_loopback

HOST = "127.0.0.1"
# What an operator may have set for real use must not reach the demo, nor the demo's letters a real mail server.
NOT_FOR_THE_DEMO = (
    "MENTES_OWNER_DATABASE_URL",
    "MENTES_EMAIL_URL",
    "MENTES_ALLOWED_HOSTS",
    "MENTES_TRUSTED_PROXIES",
    "MENTES_SECRET_KEY",
    "MENTES_TEST",
    "MENTES_TURN_URL",
    "MENTES_TURN_SECRET",
    "MENTES_TURN_ONLY",
    "MENTES_LOCAL_AUTHORITY",
)


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    if not is_loopback(options.host):
        raise CannotStart("The demo's doors let anybody in, so that it listens on this machine only: leave --host away.")
    require_front_end()
    say = Progress()
    prepare_environment(options.port, say)
    listening = bind(options.host, options.port)
    folder = data_folder(options.data, demo=True)
    if options.fresh:
        forget(folder, say)
    with Installation(folder, demo=True) as installation:
        installation.claim(os.environ["MENTES_PUBLIC_URL"])
        return running.run(installation, listening, say, load=load, must_be_200=True)


def prepare_environment(port: int, say) -> None:
    for name in NOT_FOR_THE_DEMO:
        os.environ.pop(name, None)
    database = os.environ.get("DATABASE_URL")
    if database and "demo" not in urlparse(database).path:
        say("leaves DATABASE_URL alone: the demo uses a server only where the database's name holds “demo”")
        del os.environ["DATABASE_URL"]
    os.environ["MENTES_DEMO"] = "1"
    os.environ["MENTES_PUBLIC_URL"] = f"http://{HOST}:{port}"


def load(say) -> None:
    from mentes.cli import harbour  # it needs models, which can be imported by the time this is called

    harbour.load(say)


def forget(folder: Path, say) -> None:
    """Empty an earlier demo's folder; refuse one that is not marked as a demo, or where the demo still runs."""
    folder = folder.expanduser()
    if not os.access(folder, os.R_OK) or not any(folder.iterdir()):
        return
    if not (folder / DEMO_MARK).exists():
        raise CannotStart(f"{folder} was not made by the demo, so --fresh leaves it alone: choose another --data folder.")
    with Installation(folder, demo=True) as installation:
        installation.claim("")  # refuses while a demo runs there
        say(f"removes the earlier demo in {folder}")
        for kept in folder.iterdir():
            if kept.name in ("serve.lock", DEMO_MARK):
                continue
            shutil.rmtree(kept) if kept.is_dir() else kept.unlink()


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mentes demo",
        description="Try Mentes with the fictional programme First Harbour. It can be reached from this machine only.",
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--data", metavar="FOLDER", help="where its data are kept (default: “demo” in the data folder)")
    parser.add_argument("--fresh", action="store_true", help="begin anew: forget what was done in the demo")
    parser.add_argument("--host", default=HOST, help=argparse.SUPPRESS)
    return parser
