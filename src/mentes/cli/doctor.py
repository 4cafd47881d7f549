"""`mentes doctor`: looks at an installation part by part and says what to mend; changes nothing."""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mentes.cli.checkups import machine, stored
from mentes.cli.checkups.finding import Finding
from mentes.cli.django_start import start_django
from mentes.cli.installation import Installation, data_folder
from mentes.lib.postgres import PostgresRefused

SIGNS = {True: "ok  ", False: "MEND"}


@dataclass
class Report:
    findings: list[Finding]

    def show(self) -> int:
        for finding in self.findings:
            print(f"{SIGNS[finding.is_well]}  {finding.sentence}")
            for line in finding.remedy.splitlines():
                print(f"      {line}")
        n_ill = sum(not finding.is_well for finding in self.findings)
        print()
        print("Nothing to mend." if not n_ill else f"{n_ill} to mend.")
        return 1 if n_ill else 0


@contextlib.contextmanager
def existing(folder: Path) -> Iterator[None]:
    """A database to look into, without making a folder or a key where there is none."""
    if os.environ.get("DATABASE_URL"):
        os.environ["MENTES_DATA"] = str(folder)
        if not os.path.exists(folder / "secrets" / "secret_key"):
            os.environ.setdefault("MENTES_SECRET_KEY", secrets.token_urlsafe(50))  # for this process: Django asks for one
        yield
        return
    with Installation(folder) as installation:
        installation.connect()
        yield


def run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="mentes doctor",
        description="Check an installation and say what to mend. Exit code 0: nothing; 1: something. Nothing is changed, "
        "except that the embedded database is started for the check where it does not run.",
    )
    parser.add_argument("--data", metavar="FOLDER", help="the data folder to look at")
    options = parser.parse_args(argv)
    folder = data_folder(options.data).expanduser()
    findings = list(machine.findings(folder))
    if not os.environ.get("DATABASE_URL") and not os.path.exists(folder / "postgres" / "cluster"):
        findings.append(Finding(True, f"There is no database in {folder} yet: “mentes serve” makes it at its first start."))
        return Report(findings).show()
    try:
        with existing(folder):
            start_django()
            findings += stored.findings()
    except PostgresRefused as refusal:
        findings.append(Finding(False, str(refusal)))
    sys.stdout.flush()
    return Report(findings).show()
