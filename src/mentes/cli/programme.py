"""`mentes programme`: a whole programme as one file, out of one installation and into another."""

import argparse
from pathlib import Path

from mentes.cli.django_start import start_django
from mentes.cli.installation import Installation, data_folder


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    with Installation(data_folder(options.data)) as installation:
        installation.connect()
        start_django()
        from mentes.cli.whole_programme import take_in, take_out  # it needs models

        if options.what == "export":
            data = take_out(options.programme)
            Path(options.file).write_bytes(data)
            print(f"“{options.programme}” is in {options.file}, {len(data) / 1000:.0f} kB.")
        else:
            name, n_people = take_in(Path(options.file).read_bytes(), organiser=options.organiser)
            print(f"“{name}” is here, with {n_people} people; {options.organiser} organises it. Nobody got a letter.")
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mentes programme",
        description="Take a whole programme out as one file, or one in. What people lived through, answers for the audit, words "
        "between two people, meetings, messages, letters, consents and the log stay where they are.",
    )
    verbs = parser.add_subparsers(dest="what", required=True, metavar="export | import")
    out = verbs.add_parser("export", help="write a programme into a file")
    out.add_argument("programme", metavar="PROGRAMME", help="its name in addresses, for instance first-harbour")
    out.add_argument("file", metavar="FILE", help="where to write, for instance first-harbour.mentes.zip")
    take = verbs.add_parser("import", help="take a programme in from a file")
    take.add_argument("file", metavar="FILE")
    take.add_argument("--organiser", required=True, metavar="EMAIL", help="who runs it here; the account must exist")
    for one in (out, take):
        one.add_argument("--data", metavar="FOLDER", help="the data folder of “mentes serve”")
    return parser
