"""The local authority: what it vouches for, what it cannot, how it is kept; and certificates that are brought along."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from hypothesis import given as given_values
from hypothesis import strategies

from mentes.cli.refusal import CannotStart
from mentes.cli.safety import dangers
from mentes.cli.tls import choice, kept
from mentes.cli.tls.addresses import is_local, local_names
from mentes.cli.tls.authority import covers, fingerprint, new_authority, new_certificate
from mentes.cli.tls.choice import Tls

NOW = dt.datetime.now(dt.UTC)
NAMES = ["harbour", "harbour.local", "localhost"]
LAN = [ipaddress.ip_address("192.168.7.20")]


def pem(certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def keep(folder, **fields) -> kept.Kept:
    return kept.keep_up(folder, **({"names": NAMES, "addresses": LAN, "now": NOW} | fields))


def greets(files: Tls, host: str) -> bool:
    """Whether a client that trusts the authority alone greets a server of these files as `host`: a real handshake."""
    serves = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serves.load_cert_chain(files.certificate, files.key)
    asks = ssl.create_default_context(cafile=str(files.authority))
    near, far = socket.socketpair()
    failed: list[Exception] = []

    def answer() -> None:
        try:
            serves.wrap_socket(far, server_side=True).close()
        except OSError as error:
            failed.append(error)
            far.close()

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        asks.wrap_socket(near, server_hostname=host).close()
        return True
    except ssl.SSLCertVerificationError:
        return False
    finally:
        near.close()
        thread.join()


def test_a_client_that_trusts_the_authority_greets_the_server_by_each_name_and_address(tmp_path):
    files = keep(tmp_path)
    tls = Tls(files.certificate, files.key, authority=files.authority)
    assert all(greets(tls, host) for host in [*NAMES, "192.168.7.20"])
    assert not greets(tls, "192.168.7.21")


@pytest.mark.parametrize("host", ["bank.example", "8.8.8.8", "2001:4860:4860::8888"])
def test_whoever_steals_the_authority_cannot_vouch_for_the_world(tmp_path, host):
    files = keep(tmp_path)
    authority = kept.read(files.authority, files.authority_key)
    names, addresses = ([host], []) if host == "bank.example" else ([], [ipaddress.ip_address(host)])
    forged = new_certificate(authority, names=names or ["harbour"], addresses=addresses, now=NOW)
    kept._write(files.key, files.certificate, forged)
    assert covers(forged.certificate, host)
    assert not greets(Tls(files.certificate, files.key, authority=files.authority), host)


def test_keys_are_for_this_account_alone(tmp_path):
    files = keep(tmp_path)
    assert files.folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in files.folder.iterdir()} == {0o600}
    assert len(list(files.folder.iterdir())) == 4


def test_the_authority_stays_while_the_certificate_follows_the_machine(tmp_path):
    before = [path.read_bytes() for path in (keep(tmp_path).authority, keep(tmp_path).certificate)]
    moved = keep(tmp_path, addresses=[ipaddress.ip_address("10.0.0.5")])
    assert moved.authority.read_bytes() == before[0]
    assert moved.certificate.read_bytes() != before[1]
    again = keep(tmp_path, addresses=[ipaddress.ip_address("10.0.0.5")])
    assert again.certificate.read_bytes() == moved.certificate.read_bytes()


def test_the_certificate_is_renewed_a_month_before_its_end_and_the_authority_before_its_own(tmp_path):
    first = kept.read(keep(tmp_path).certificate, keep(tmp_path).key)
    authority = keep(tmp_path).authority.read_bytes()
    late = keep(tmp_path, now=NOW + dt.timedelta(days=380))
    assert kept.read(late.certificate, late.key).certificate.serial_number != first.certificate.serial_number
    assert late.authority.read_bytes() == authority
    assert keep(tmp_path, now=NOW + dt.timedelta(days=5 * 365 - 10)).authority.read_bytes() != authority


def test_another_name_of_the_machine_makes_another_authority(tmp_path):
    authority = keep(tmp_path).authority.read_bytes()
    renamed = keep(tmp_path, names=["quay", "quay.local", "localhost"])
    assert renamed.authority.read_bytes() != authority
    assert greets(Tls(renamed.certificate, renamed.key, authority=renamed.authority), "quay.local")


def test_a_folder_with_something_else_in_it_is_refused_in_words(tmp_path):
    keep(tmp_path).authority.write_text("not a certificate")
    with pytest.raises(CannotStart, match="remove that folder"):
        keep(tmp_path)


@given_values(strategies.ip_addresses())
def test_an_address_is_local_where_no_router_of_the_internet_knows_it(address):
    """Against Python's own list: what we call local is never global."""
    assert not (is_local(address) and address.is_global)


@pytest.mark.parametrize(
    ("host_name", "names"),
    [
        ("Harbour.example.org", ["harbour", "harbour.local", "localhost"]),
        ("localhost", ["localhost"]),
        ("under_score", ["localhost"]),
        ("", ["localhost"]),
    ],
)
def test_the_machine_is_called_by_the_first_part_of_its_name(host_name, names):
    assert local_names(host_name) == names


def test_the_fingerprint_is_written_as_devices_show_it():
    certificate = new_authority(names=NAMES, now=NOW).certificate
    assert len(fingerprint(certificate).split(":")) == 32
    bound = certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert bound.critical


def test_the_picture_of_an_address_is_square_and_has_three_corners():
    lines = choice.picture("https://192.168.7.20:8000").splitlines()
    assert len({len(line) for line in lines}) == 1
    assert abs(len(lines[0]) - 2 * len(lines)) <= 1


# Files that an operator brings


@pytest.fixture
def brought(tmp_path, monkeypatch):
    """A certificate for mentes.example.org with its key, as a proxy's tool leaves them."""
    for name in ("MENTES_TRUSTED_PROXIES", "MENTES_ALLOWED_HOSTS", "MENTES_SECRET_KEY", "MENTES_TEST", "MENTES_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MENTES_PUBLIC_URL", "https://mentes.example.org")
    authority = new_authority(names=NAMES, now=NOW)
    files = Tls(tmp_path / "mentes.pem", tmp_path / "mentes.key")

    def bring(names=("mentes.example.org",), now=NOW, mode=0o600, key=None) -> Tls:
        signed = new_certificate(authority, names=names, addresses=[], now=now)
        kept._write(files.key, files.certificate, type(signed)(signed.certificate, key or signed.key))
        files.key.chmod(mode)
        return files

    return bring


def said(tls, tmp_path) -> str:
    return "\n".join(dangers(host="0.0.0.0", data=tmp_path, tls=tls))


@pytest.mark.parametrize("names", [("mentes.example.org",), ("*.example.org",), ("other.example", "mentes.example.org")])
def test_a_certificate_for_the_public_name_starts(brought, tmp_path, names):
    assert said(brought(names=names), tmp_path) == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"names": ["other.example.org"]}, "is not for mentes.example.org"),
        ({"names": ["*.org"]}, "is not for mentes.example.org"),
        ({"now": NOW - dt.timedelta(days=500)}, "ended on"),
        ({"now": NOW + dt.timedelta(days=5)}, "still to come"),
        ({"mode": 0o644}, "can be read by every account"),
        ({"key": new_authority(names=NAMES, now=NOW).key}, "is not the key of"),
    ],
)
def test_a_certificate_that_browsers_would_refuse_does_not_start(brought, tmp_path, fields, words):
    assert words in said(brought(**fields), tmp_path)


def test_every_fault_of_the_files_is_said_at_once(brought, tmp_path):
    files = brought(names=["other.example.org"], now=NOW - dt.timedelta(days=500), mode=0o644)
    assert len(said(files, tmp_path).splitlines()) == 3
    files.certificate.write_text("nothing")
    assert "holds no certificate" in said(files, tmp_path)
    files.certificate.unlink()
    assert "cannot be read" in said(files, tmp_path)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"MENTES_PUBLIC_URL": "http://127.0.0.1:8000"}, "--tls serves https only"),
        ({"MENTES_TRUSTED_PROXIES": "1"}, "names a proxy"),
    ],
)
def test_https_of_our_own_does_not_go_with_a_proxys_settings(brought, tmp_path, monkeypatch, settings, words):
    files = brought()
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert words in said(files, tmp_path)


@pytest.mark.parametrize("own", ["https://mentes.example.org", "https://8.8.8.8:8000"])
def test_the_local_authority_refuses_a_public_name(monkeypatch, own):
    monkeypatch.setenv("MENTES_PUBLIC_URL", own)
    monkeypatch.setenv("MENTES_ALLOWED_HOSTS", "")
    monkeypatch.setattr(choice, "local_addresses", lambda: LAN)
    with pytest.raises(CannotStart, match="cannot vouch for"):
        choice.name_machine(8000)


def test_without_a_local_network_the_start_says_what_to_do(monkeypatch):
    monkeypatch.setattr(choice, "local_addresses", list)
    with pytest.raises(CannotStart, match="no address in a local network"):
        choice.name_machine(8000)


def test_the_machine_is_named_to_the_settings_by_all_its_addresses(monkeypatch):
    monkeypatch.delenv("MENTES_PUBLIC_URL", raising=False)
    monkeypatch.setenv("MENTES_ALLOWED_HOSTS", "also.example")
    monkeypatch.setattr(choice, "local_addresses", lambda: [*LAN, ipaddress.ip_address("fd00::2")])
    monkeypatch.setattr(choice, "local_names", lambda: NAMES)
    choice.name_machine(8123)
    assert choice.os.environ["MENTES_PUBLIC_URL"] == "https://192.168.7.20:8123"
    assert choice.os.environ["MENTES_ALLOWED_HOSTS"] == "also.example,harbour,harbour.local,localhost,192.168.7.20,[fd00::2]"
    monkeypatch.delenv("MENTES_PUBLIC_URL")
