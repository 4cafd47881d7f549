"""The local authority and its certificate as files of the data folder, made at the first start and renewed before they end."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization

from mentes.cli.refusal import CannotStart
from mentes.cli.tls.addresses import Address
from mentes.cli.tls.authority import Signed, covers, new_authority, new_certificate

RENEW_WHEN_LEFT = timedelta(days=30)


@dataclass(frozen=True)
class Kept:
    """Paths of PEM files. Who holds `authority_key` can vouch for local names: it is readable by this account alone."""

    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "authority.pem"

    @property
    def authority_key(self) -> Path:
        return self.folder / "authority.key"

    @property
    def certificate(self) -> Path:
        return self.folder / "server.pem"

    @property
    def key(self) -> Path:
        return self.folder / "server.key"


def keep_up(data: Path, *, names: Sequence[str], addresses: Sequence[Address], now: datetime) -> Kept:
    """The files below `data`/secrets/tls, made or renewed where they are missing, near their end or for another machine.

    The authority stays as long as it can, since every device was told to trust it; the certificate is cheap.
    Raises CannotStart where the folder cannot be written or holds something else.
    """
    kept = Kept(data / "secrets" / "tls")
    try:
        for folder in (kept.folder.parent, kept.folder):
            folder.mkdir(mode=0o700, exist_ok=True)
        authority = read(kept.authority, kept.authority_key)
        if authority is None or not _lasts(authority, now) or not _vouches_for(authority, names):
            authority = new_authority(names=names, now=now)
            _write(kept.authority_key, kept.authority, authority)
        server = read(kept.certificate, kept.key)
        hosts = [*names, *map(str, addresses)]
        if server is None or not _lasts(server, now) or not _is_signed(server, authority, hosts):
            _write(kept.key, kept.certificate, new_certificate(authority, names=names, addresses=addresses, now=now))
    except (OSError, ValueError) as error:
        raise CannotStart(
            f"The certificates in {kept.folder} cannot be read or written ({error}): remove that folder, and devices "
            "must trust the new authority once more."
        ) from error
    return kept


def read(certificate: Path, key: Path) -> Signed | None:
    """What lies in two PEM files; None where one is missing. Raises ValueError where they hold something else."""
    if not (os.access(certificate, os.F_OK) and os.access(key, os.F_OK)):
        return None
    secret = serialization.load_pem_private_key(key.read_bytes(), password=None)
    return Signed(x509.load_pem_x509_certificate(certificate.read_bytes()), secret)  # type: ignore[arg-type]


def _lasts(signed: Signed, now: datetime) -> bool:
    return signed.certificate.not_valid_after_utc - now > RENEW_WHEN_LEFT


def _vouches_for(authority: Signed, names: Sequence[str]) -> bool:
    """The machine may have another name since: an authority is bound to the names it was made for."""
    bound = authority.certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    allowed = {name.value for name in bound.permitted_subtrees or () if isinstance(name, x509.DNSName)}
    return set(names) <= allowed


def _is_signed(server: Signed, authority: Signed, hosts: Sequence[str]) -> bool:
    by_us = server.certificate.issuer == authority.certificate.subject and _verifies(server, authority)
    return by_us and all(covers(server.certificate, host) for host in hosts)


def _verifies(server: Signed, authority: Signed) -> bool:
    # Two authorities of one machine have the same name; only the signature tells them apart.
    try:
        server.certificate.verify_directly_issued_by(authority.certificate)
    except (InvalidSignature, ValueError):
        return False
    return True


def _write(key: Path, certificate: Path, signed: Signed) -> None:
    """The key first: a certificate without its key would look whole to the next start."""
    secret = signed.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _replace(key, secret)
    _replace(certificate, signed.certificate.public_bytes(serialization.Encoding.PEM))


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f"draft-{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)
