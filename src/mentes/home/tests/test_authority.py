"""The page by which a device comes to trust the local authority; without one there is no page."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from mentes.cli.tls.authority import fingerprint, new_authority

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def authority(tmp_path, settings) -> x509.Certificate:
    made = new_authority(names=["harbour", "harbour.local", "localhost"], now=NOW).certificate
    path = tmp_path / "authority.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    settings.LOCAL_AUTHORITY = str(path)
    return made


@pytest.mark.django_db
def test_anybody_reads_the_fingerprint_and_takes_the_certificate(client, authority):
    page = client.get("/authority/")
    shown = page.content.decode()
    assert page.status_code == 200
    assert fingerprint(authority)[:47] in shown
    assert fingerprint(authority)[48:] in shown
    file = client.get("/authority/mentes-local.crt")
    assert file["Content-Type"] == "application/x-x509-ca-cert"
    assert x509.load_der_x509_certificate(file.content) == authority
    assert b"PRIVATE" not in file.content


@pytest.mark.django_db
def test_where_there_is_no_local_authority_there_is_no_page(client, settings, tmp_path):
    for path in ("", str(tmp_path / "gone.pem")):
        settings.LOCAL_AUTHORITY = path
        assert client.get("/authority/").status_code == 404
        assert client.get("/authority/mentes-local.crt").status_code == 404
