"""What `--tls` asks for: an authority for the local network, or two files; and what the rest of the start needs of it."""

from __future__ import annotations

import io
import ipaddress
import os
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlparse

import qrcode
from cryptography import x509

from mentes.cli.refusal import CannotStart
from mentes.cli.tls import kept
from mentes.cli.tls.addresses import local_addresses, local_names
from mentes.cli.tls.authority import fingerprint

LOCAL = "local"
LOOPBACK = (ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1"))


@dataclass(frozen=True)
class Tls:
    """Files uvicorn serves with. `authority`: the local one's certificate, else None. `renew`: makes them anew if need be."""

    certificate: Path
    key: Path
    authority: Path | None = None
    renew: Callable[[datetime], object] | None = None

    def asking_context(self) -> ssl.SSLContext:
        """How the start asks its own front page: by the local authority; a given certificate's issuer may be unknown here."""
        if self.authority:
            return ssl.create_default_context(cafile=str(self.authority))
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context


def name_machine(port: int) -> None:
    """Tell the settings (environment) by which local addresses and names this machine is reached.

    Raises CannotStart where it is in no local network, or MENTES_PUBLIC_URL names a host that the authority cannot vouch for.
    """
    names, addresses = local_names(), local_addresses()
    hosts = [*names, *(_in_url(address) for address in addresses)]
    own = urlparse(os.environ.get("MENTES_PUBLIC_URL", "")).hostname
    if not addresses:
        raise CannotStart(
            "--tls local finds no address in a local network: connect this machine to one, or use --tls CERT KEY with a "
            "certificate for its public name."
        )
    if own and own not in hosts and not is_this_machine(own):
        raise CannotStart(
            f"--tls local cannot vouch for {own}, the host of MENTES_PUBLIC_URL: unset it, or write one of {', '.join(hosts)}."
        )
    os.environ.setdefault("MENTES_PUBLIC_URL", f"https://{_in_url(addresses[0])}:{port}")
    said = [host for host in os.environ.get("MENTES_ALLOWED_HOSTS", "").split(",") if host]
    os.environ["MENTES_ALLOWED_HOSTS"] = ",".join(dict.fromkeys([*said, *hosts]))


def is_this_machine(host: str) -> bool:
    return host in {str(address) for address in LOOPBACK}


def local(data: Path, *, now: datetime) -> Tls:
    """Make or renew the local authority's files below `data`, and name its certificate to the settings (environment)."""
    names, addresses = local_names(), local_addresses()

    def renew(at: datetime) -> kept.Kept:
        return kept.keep_up(data, names=names, addresses=[*addresses, *LOOPBACK], now=at)

    files = renew(now)
    os.environ["MENTES_LOCAL_AUTHORITY"] = str(files.authority)
    return Tls(files.certificate, files.key, authority=files.authority, renew=renew)


def _in_url(address) -> str:
    return f"[{address}]" if address.version == 6 else str(address)


def greeting(tls: Tls, address: str) -> list[str]:
    """Lines for the terminal: the address as a picture, and how a device comes to trust the authority."""
    assert tls.authority
    known_by = fingerprint(x509.load_pem_x509_certificate(tls.authority.read_bytes()))
    return [
        picture(address),
        f"On a phone or another computer of this network, open {address} or read the picture above with its camera.",
        "It warns at first, since it does not know this machine's authority yet. Pass the warning once, open",
        f"  {address}/authority/",
        "and follow the lines there for your device. Before you trust the authority, compare its SHA-256 fingerprint:",
        f"  {known_by[:47]}",
        f"  {known_by[48:]}",
        "It can vouch for names and addresses of local networks only. Camera and microphone work once it is trusted.",
    ]


def picture(address: str) -> str:
    """A QR code in half blocks, two rows of modules a line, dark on light in whichever colours the terminal has."""
    code = qrcode.QRCode(border=2)
    code.add_data(address)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    return drawn.getvalue().rstrip("\n")


def given(parts: Sequence[str]) -> Tls:
    return Tls(Path(parts[0]).expanduser(), Path(parts[1]).expanduser())
