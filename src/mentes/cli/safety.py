"""What must be true before Mentes serves real people, read from the environment alone; each complaint is one sentence."""

from __future__ import annotations

import ipaddress
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlparse

from mentes.cli.tls import given
from mentes.cli.tls.choice import Tls
from mentes.lib import keyring, relay
from mentes.lib.fetch.targets import allowed_hosts

FEWEST_KEY_CHARACTERS = 40
FEWEST_DIFFERENT_CHARACTERS = 12
FEWEST_RELAY_CHARACTERS = 16


def is_loopback(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def public_url() -> str:
    return os.environ.get("MENTES_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")


def trusted_proxies() -> int | None:
    """How many proxies stand before us; None where the setting is not a number."""
    value = os.environ.get("MENTES_TRUSTED_PROXIES", "0")
    return int(value) if value.isdecimal() else None


def dangers(*, host: str, data: Path, tls: Tls | None = None, is_local: bool = False) -> list[str]:
    """Why `mentes serve` must not start on `host`; empty where nothing stands against it.

    `tls`: the files it was given for https; `is_local`: it will make its own for the local network.
    """
    certificate = _certificate_dangers(tls) if tls else ()
    addresses = _address_dangers(host, has_tls=bool(tls) or is_local)
    return [*addresses, *certificate, *_relay_dangers(), *_flag_dangers(), *_secret_dangers(data)]


def _relay_dangers():
    """The relay for calls: an open one is abused within days, so that its secret must be hard to guess."""
    urls, secret = relay.addresses(os.environ.get("MENTES_TURN_URL", "")), os.environ.get("MENTES_TURN_SECRET", "")
    for url in urls:
        if not relay.is_address(url):
            yield f"MENTES_TURN_URL holds “{url}”: write it as turn:relay.example.org:3478 or turns:relay.example.org:5349."
    if urls and len(secret) < FEWEST_RELAY_CHARACTERS:
        yield (
            f"MENTES_TURN_URL is set, and MENTES_TURN_SECRET has fewer than {FEWEST_RELAY_CHARACTERS} characters: give both the "
            "relay and Mentes the same long random secret (“openssl rand -hex 32” draws one)."
        )
    if os.environ.get("MENTES_TURN_ONLY", "").lower() in {"1", "true", "yes", "on"} and not urls:
        yield "MENTES_TURN_ONLY is set without MENTES_TURN_URL: no call could ever connect; name the relay, or unset it."


def _certificate_dangers(tls: Tls):
    yield from given.complaints(tls.certificate, tls.key, host=urlparse(public_url()).hostname or "", now=datetime.now(UTC))


def _address_dangers(host: str, *, has_tls: bool = False):
    address = urlparse(public_url())
    if address.scheme not in ("http", "https") or not address.hostname:
        yield f"MENTES_PUBLIC_URL is “{public_url()}”, which is no web address: write it as https://mentes.example.org."
        return
    if address.path not in ("", "/") or address.query:
        yield "MENTES_PUBLIC_URL has a path: Mentes needs a host name of its own, such as https://mentes.example.org."
    if trusted_proxies() is None:
        yield "MENTES_TRUSTED_PROXIES must be the number of proxies before Mentes, such as 1."
        return
    if has_tls and address.scheme == "http":
        yield f"MENTES_PUBLIC_URL is {public_url()}, but --tls serves https only: write it as https, or unset it."
        return
    if has_tls and trusted_proxies():
        yield (
            "--tls serves browsers directly, but MENTES_TRUSTED_PROXIES names a proxy, whose headers anybody could then "
            "forge: unset it, or let the proxy hold the certificate and leave --tls away."
        )
    if address.scheme == "http" and not is_loopback(address.hostname):
        yield (
            f"MENTES_PUBLIC_URL is {public_url()}: without https the sign-in cookies can be read on the way, so put a proxy "
            "with a certificate before Mentes and write https."
        )
    if address.scheme == "http" and is_loopback(address.hostname) and not is_loopback(host):
        yield (
            f"--host {host} can be reached from other machines, but MENTES_PUBLIC_URL is {public_url()}: "
            "set MENTES_PUBLIC_URL to the https address that people use."
        )
    if address.scheme == "https" and trusted_proxies() == 0 and not has_tls:
        yield (
            "MENTES_PUBLIC_URL is https and MENTES_TRUSTED_PROXIES is 0: Mentes speaks plain http to the proxy that holds the "
            "certificate, so set MENTES_TRUSTED_PROXIES to how many proxies stand before it, usually 1; or give --tls."
        )
    if "*" in os.environ.get("MENTES_ALLOWED_HOSTS", ""):
        yield "MENTES_ALLOWED_HOSTS holds a *: name every host, or links in letters can be forged."
    try:
        allowed_hosts(os.environ.get("MENTES_FETCH_HOSTS", ""))
    except ValueError as error:
        yield f"MENTES_FETCH_HOSTS cannot be read: {error}."


def _flag_dangers():
    for name in ("DEBUG", "DJANGO_DEBUG", "MENTES_DEBUG"):
        if os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}:
            yield f"{name} is set: error pages would show what people wrote; unset it."
    for name, what in (("MENTES_DEMO", "the demo's doors let anybody in"), ("MENTES_TEST", "it is for tests only")):
        if os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}:
            yield f"{name} is set: {what}; unset it."


def _secret_dangers(data: Path):
    given = os.environ.get("MENTES_SECRET_KEY")
    kept = data / "secrets" / "secret_key"
    if given is not None and (len(given) < FEWEST_KEY_CHARACTERS or len(set(given)) < FEWEST_DIFFERENT_CHARACTERS):
        yield (
            f"MENTES_SECRET_KEY is too easy to guess: give at least {FEWEST_KEY_CHARACTERS} random characters, or unset it and "
            "Mentes draws its own."
        )
    if given is None and os.access(kept, os.R_OK):
        if stat.S_IMODE(kept.stat().st_mode) & 0o077:
            yield f"{kept} can be read by other accounts: run “chmod 600 {kept}”, and remove it if others may have seen it."
        if len(kept.read_text().strip()) < FEWEST_KEY_CHARACTERS:
            yield f"{kept} is too short: remove it and Mentes draws a new one; everybody then signs in again."
    sealing = data / keyring.FILE
    if os.access(sealing, os.R_OK) and stat.S_IMODE(sealing.stat().st_mode) & 0o077:
        yield (
            f"{sealing} can be read by other accounts: run “chmod 600 {sealing}”, and “mentes keys rotate” if others "
            "may have seen it."
        )
    try:
        keyring.parse(os.environ.get("MENTES_SEALING_KEYS", ""))
        if os.access(sealing, os.R_OK):
            keyring.read(data)
    except ValueError as error:
        yield f"The sealing keys cannot be used: {error}."


def worries() -> list[str]:
    """What does not stand against a start but leaves something undone."""
    if os.environ.get("MENTES_EMAIL_URL"):
        return []
    return ["MENTES_EMAIL_URL is not set: letters wait in the outbox, and nobody can sign in by mail until it is."]
