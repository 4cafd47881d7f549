"""The command `mentes`: finds the sub-command and loads only what that one needs, so that help is quick."""

import sys
from importlib import import_module
from importlib.metadata import version

# name: (module with run(argv) -> exit code, what it does)
COMMANDS = {
    "demo": ("mentes.cli.demo", "try Mentes with a fictional programme, on this machine only"),
    "match": ("mentes.cli.match", "match people files on the command line, without a server"),
    "weights": ("mentes.cli.weights", "learn from how past pairs went what other weights might be"),
    "serve": ("mentes.cli.serve", "run Mentes for real use"),
    "organiser": ("mentes.cli.organiser", "begin a programme and invite who runs it"),
    "programme": ("mentes.cli.programme", "take a whole programme out as one file, or one in"),
    "worker": ("mentes.cli.worker", "run the timed and queued work in a process of its own"),
    "keys": ("mentes.cli.keys", "change the keys that seal secrets in the database"),
    "doctor": ("mentes.cli.doctor", "check an installation and say what to mend"),
    "manage": ("mentes.cli.manage", "run one of Django's administration commands on the same data"),
    "bench": ("mentes.cli.bench", "run a measurement of bench/, from a clone"),
}


def main(argv: list[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    name, rest = (argv[0], argv[1:]) if argv else ("--help", [])
    if name in ("-h", "--help", "help"):
        print(overview())
        return 0
    if name == "--version":
        print(f"mentes {version('mentes')}")
        return 0
    if name not in COMMANDS:
        print(f"mentes: there is no command “{name}”; the commands are {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    module, _ = COMMANDS[name]
    try:
        # Loaded here and not above: `mentes match --help` must not wait for Django, nor `mentes demo` for the matcher.
        return import_module(module).run(rest) or 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not getattr(error, "is_for_the_person_at_the_terminal", False):
            raise
        print(f"mentes: {error}", file=sys.stderr)
        return 1


def overview() -> str:
    lines = [f"  {name:<11}{what}" for name, (_, what) in COMMANDS.items()]
    return "\n".join(
        ["usage: mentes COMMAND [options]", "", *lines, "", "“mentes COMMAND --help” tells the options of a command."]
    )
