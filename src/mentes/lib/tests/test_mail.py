"""After a message was offered we know which of three things is true: taken, surely not taken, or nobody can say."""

import datetime as dt
import ipaddress
import ssl
from dataclasses import replace
from email.message import EmailMessage

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mentes.lib.mail import NotTaken, Uncertain, hand_over
from mentes.lib.tests.post_office import open_office


@pytest.fixture
def office():
    with open_office() as both:
        yield both


def letter(body="A line.\n.a line that begins with a dot\nالسلام\n", subject="Good news") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "mentes@example.org", "ama@example.org", subject
    message.set_content(body)
    return message


def give(message, server, to="ama@example.org"):
    hand_over(message, to=to, sender="mentes@example.org", server=server)


def test_a_message_arrives_word_for_word(office):
    give(letter(subject="Título con ñ"), office[1])
    ((to, message),) = office[0].taken
    assert to == ["ama@example.org"]
    assert message["Subject"] == "Título con ñ"
    assert message.get_content().replace("\r\n", "\n") == "A line.\n.a line that begins with a dot\nالسلام\n"


@pytest.mark.parametrize(
    ("mood", "is_final"),
    [
        ("later", False),
        ("later-after-data", False),
        ("hang-up-at-data", False),
        ("stall-at-greeting", False),
        ("stall-at-rcpt", False),
        ("stall-at-data", False),
        ("never", True),
        ("never-after-data", True),
    ],
)
def test_what_was_surely_not_taken_is_known_for_it(office, mood, is_final):
    office[0].moods.append(mood)
    with pytest.raises(NotTaken) as refused:
        give(letter(), replace(office[1], seconds=0.5))
    assert refused.value.is_final is is_final
    assert office[0].taken == []


def test_a_line_that_breaks_before_the_end_of_the_text_took_nothing(office):
    office[0].moods.append("hang-up-in-data")
    with pytest.raises(NotTaken) as refused:
        give(letter(body="A long letter.\n" * 2_000_000), office[1])
    assert not refused.value.is_final
    assert office[0].taken == []


def test_a_message_may_arrive_only_once_its_sender_was_told_so(office):
    """Every byte but the final dot has gone, and the server keeps nothing."""
    told = []

    def stop():
        told.append(len(office[0].taken))
        raise InterruptedError

    with pytest.raises(InterruptedError):
        hand_over(letter(), to="ama@example.org", sender="mentes@example.org", server=office[1], about_to=stop)
    hand_over(letter(subject="Second"), to="ama@example.org", sender="mentes@example.org", server=office[1])
    assert (told, [message["Subject"] for _to, message in office[0].taken]) == ([0], ["Second"])


@pytest.mark.parametrize("mood", ["hang-up-after-dot", "stall-after-dot"])
def test_a_line_that_breaks_after_the_end_leaves_doubt(office, mood):
    office[0].moods.append(mood)
    with pytest.raises(Uncertain):
        give(letter(), replace(office[1], seconds=0.5))


def test_no_server_at_all_is_surely_not_taken(office):
    with pytest.raises(NotTaken):
        give(letter(), replace(office[1], port=1))


@pytest.mark.parametrize("to", ["", "ama@example.org\r\nRCPT TO:<dov@example.org>", "ama@example.org> SIZE=1", "a b@example.org"])
def test_an_address_cannot_speak_to_the_server(office, to):
    with pytest.raises(NotTaken) as refused:
        give(letter(), office[1], to=to)
    assert refused.value.is_final
    assert office[0].n_connections == 0


def test_a_subject_cannot_add_a_header():
    with pytest.raises(ValueError, match="linefeed"):
        letter(subject="Good news\r\nBcc: dov@example.org")


def test_an_address_in_another_script_needs_a_server_that_reads_it(office):
    give(letter(), office[1], to="أمل@example.org")
    assert office[0].taken[0][0] == ["أمل@example.org"]
    with open_office(enable_SMTPUTF8=False) as (old, server):
        with pytest.raises(NotTaken) as refused:
            give(letter(), server, to="أمل@example.org")
        assert refused.value.is_final
        assert old.taken == []


@pytest.fixture
def certificate(tmp_path):
    """A certificate for 127.0.0.1 that nobody vouches for but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "office.pem"
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


def test_starttls_goes_through_only_where_the_certificate_holds(certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with open_office(tls_context=context, require_starttls=True) as (office, server):
        server = replace(server, use_tls=True)
        with pytest.raises(NotTaken, match="CERTIFICATE_VERIFY_FAILED"):
            give(letter(), server)
        assert office.taken == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        give(letter(), server)
        assert len(office.taken) == 1
