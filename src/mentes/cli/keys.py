"""`mentes keys`: which keys seal secrets at rest, and changing them."""

import argparse
import os
import time

from django.conf import settings

from mentes.cli.django_start import start_django
from mentes.cli.installation import Installation, data_folder
from mentes.cli.refusal import CannotStart
from mentes.lib import keyring, resealing, sealed

# Longer than any page or job holds a sealed value before it is written.
MINUTES_BEFORE_FORGETTING = 10


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    with Installation(data_folder(options.data)) as installation:
        installation.connect()
        start_django()
        return {"show": _show, "rotate": _rotate, "forget": _forget}[options.what]()


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mentes keys",
        description="The keys that seal calendar addresses and private notes in the database. `show` counts what each of them "
        "sealed; `rotate` draws a new one and seals everything with it; `forget` takes the old ones away.",
    )
    parser.add_argument("what", choices=["show", "rotate", "forget"])
    parser.add_argument("--data", metavar="FOLDER", help="the data folder of “mentes serve”")
    return parser


def _show() -> int:
    counted = resealing.count_by_key()
    for number, key in enumerate(sealed.keys()):
        name = keyring.name_of(key)
        print(f"{name}  {counted.pop(name, 0):>8} sealed{'  (seals now)' if number == 0 else ''}")
    for name, n in sorted(counted.items()):
        print(f"{name}  {n:>8} sealed  (its key is not here: they cannot be read)")
    return 1 if counted else 0


def _rotate() -> int:
    if settings.SEALING_KEYS:
        name = keyring.name_of(sealed.keys()[0])
        print(f"MENTES_SEALING_KEYS names the keys: everything is sealed with the first of them, {name}.")
    else:
        name = resealing.add_key()
        print(f"The new key is {name}.")
    started = time.monotonic()
    n_sealed = resealing.reseal()
    print(f"{n_sealed} values were sealed anew in {time.monotonic() - started:.2f} s.")
    print("Older keys still open what they sealed. Back up the new key, then take the old ones away with “mentes keys forget”.")
    return 0


def _forget() -> int:
    if settings.SEALING_KEYS:
        resealing.reseal()
        raise CannotStart("MENTES_SEALING_KEYS names the keys: take the old ones out of it on every machine, and start again.")
    minutes = (time.time() - os.stat(settings.DATA / keyring.FILE).st_mtime) / 60
    if len(sealed.keys()) > 1 and minutes < MINUTES_BEFORE_FORGETTING:
        raise CannotStart(
            f"The key was changed {minutes:.0f} minutes ago: a page that is being written may still use the old one. "
            f"Ask again when {MINUTES_BEFORE_FORGETTING} minutes have passed."
        )
    resealing.reseal()
    newest = keyring.name_of(sealed.keys()[0])
    others = {name: n for name, n in resealing.count_by_key().items() if name != newest}
    if others:
        raise CannotStart(f"{sum(others.values())} values are still sealed with an older key: no key was taken away.")
    print(f"{resealing.forget_old_keys()} old keys were taken away; {newest} is the only one.")
    return 0
