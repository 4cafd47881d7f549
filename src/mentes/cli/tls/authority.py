"""A certificate authority for one machine's local network, and certificates it signs. Values in, values out: no files, no clock.

The authority may vouch for local names and addresses alone (name constraints, RFC 5280 4.2.1.10, marked critical), so that
somebody who steals its key cannot stand in for a bank on a phone that trusts it. Keys are P-256, which every browser takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mentes.cli.tls.addresses import LOCAL_NETWORKS, Address

AUTHORITY_DAYS = 5 * 365
# Apple's systems refuse certificates of servers that last longer than 825 days, most others advise about a year.
CERTIFICATE_DAYS = 397
# Clocks of phones go wrong by minutes.
EARLIER = timedelta(hours=1)


@dataclass(frozen=True)
class Signed:
    """A certificate with the key it speaks for."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def new_authority(*, names: Sequence[str], now: datetime) -> Signed:
    """An authority for `names` and what lies below them, and for addresses of local networks; for nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Mentes on {names[0]}, local network only")])
    permitted: list[x509.GeneralName] = [x509.DNSName(name) for name in names]
    permitted += [x509.IPAddress(network) for network in LOCAL_NETWORKS]
    certificate = (
        _begun(who, who, key, now=now, days=AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=permitted, excluded_subtrees=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Signed(certificate, key)


def new_certificate(authority: Signed, *, names: Sequence[str], addresses: Sequence[Address], now: datetime) -> Signed:
    """A server's certificate for `names` and `addresses`. Whether the authority may vouch for them, browsers judge."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    reached_by = [*(x509.DNSName(name) for name in names), *(x509.IPAddress(address) for address in addresses)]
    issuer_key = authority.key.public_key()
    certificate = (
        _begun(who, authority.certificate.subject, key, now=now, days=CERTIFICATE_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(reached_by), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    return Signed(certificate, key)


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, now: datetime, days: int):
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def covers(certificate: x509.Certificate, host: str) -> bool:
    """Whether a browser would take it for `host`, a name or an address; a * stands for one label."""
    from_names, from_addresses = _reached_by(certificate)
    host = host.lower()
    if host in from_names or host in from_addresses:
        return True
    return "." in host and f"*.{host.split('.', 1)[1]}" in from_names


def _reached_by(certificate: x509.Certificate) -> tuple[set[str], set[str]]:
    try:
        said = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return set(), set()
    names = {name.lower() for name in said.get_values_for_type(x509.DNSName)}
    return names, {str(address) for address in said.get_values_for_type(x509.IPAddress)}


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 as devices show it: pairs of digits parted by colons."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()
