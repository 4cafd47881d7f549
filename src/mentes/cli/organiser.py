"""`mentes organiser`: a programme, the account of who runs it, and the link by which they come in."""

import argparse
import os

from mentes.cli.django_start import start_django
from mentes.cli.installation import Installation, data_folder


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    with Installation(data_folder(options.data)) as installation:
        serving_at = installation.serving_at()
        if serving_at:  # the link must lead to where people find the pages
            os.environ.setdefault("MENTES_PUBLIC_URL", serving_at)
        installation.connect()
        start_django()
        from mentes.cli.first_programme import begin_programme  # it needs models

        link = begin_programme(options.email, name=options.name, programme=options.programme)
    print(f"“{options.programme}” is there, and {options.email} organises it. This link opens the door once, within thirty days:")
    print(f"\n  {link}\n")
    if not serving_at:
        print("It works as soon as “mentes serve” runs.")
    return 0


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mentes organiser",
        description="Begin a programme, give somebody the account that runs it, and print the link by which they come in. "
        "No mail is sent: the link is yours to hand over.",
    )
    parser.add_argument("email", help="the organiser's mail address")
    parser.add_argument("--programme", required=True, metavar="NAME", help="what the programme is called")
    parser.add_argument("--name", default="", help="the organiser's name")
    parser.add_argument("--data", metavar="FOLDER", help="the data folder of “mentes serve”")
    return parser
