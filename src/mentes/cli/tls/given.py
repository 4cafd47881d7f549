"""A certificate that the operator brings: what is wrong with it, said before the first browser says it."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from mentes.cli.tls.authority import covers


def complaints(certificate: Path, key: Path, *, host: str, now: datetime):
    """Sentences, one for each thing that stands against serving `host` with these two PEM files."""
    unreadable = [path for path in (certificate, key) if not os.access(path, os.R_OK) or path.is_dir()]
    if unreadable:
        for path in unreadable:
            yield f"--tls: {path} cannot be read: give the certificate's file and its key's, both as PEM."
        return
    try:
        first = x509.load_pem_x509_certificate(certificate.read_bytes())
    except ValueError:
        yield f"--tls: {certificate} holds no certificate in PEM form (“-----BEGIN CERTIFICATE-----”)."
        return
    try:
        secret = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except (ValueError, TypeError):
        yield f"--tls: {key} holds no private key in PEM form without a password."
        return
    if _public(secret.public_key()) != _public(first.public_key()):
        yield f"--tls: {key} is not the key of {certificate}: the certificate must stand first in its file."
    if stat.S_IMODE(key.stat().st_mode) & 0o007:
        yield f"--tls: {key} can be read by every account: run “chmod 640 {key}”."
    if first.not_valid_after_utc <= now:
        yield f"--tls: {certificate} ended on {first.not_valid_after_utc:%Y-%m-%d}: renew it."
    if first.not_valid_before_utc > now:
        yield f"--tls: {certificate} holds from {first.not_valid_before_utc:%Y-%m-%d} on, which is still to come."
    if host and not covers(first, host):
        yield f"--tls: {certificate} is not for {host}, the host of MENTES_PUBLIC_URL: browsers would refuse it."


def _public(key) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
