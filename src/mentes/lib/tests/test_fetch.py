"""S11: no hostile target is reached, whatever it is called and wherever it redirects; what is asked is bounded."""

import datetime as dt
import socket
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mentes.lib.fetch import Login, NotFetched, addresses, allowed_hosts, fetch, fetcher, targets
from mentes.lib.tests.canary import answer, canary, talker

HOSTILE_HOSTS = [
    # loopback and this network, in every spelling
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0.0.0.0", "0", "0.0.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1",
    "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.01", "00000127.0.0.1", "127.0.0.1.", "127。0。0。1", "１２７.０.０.１",
    "①②⑦.⓪.⓪.①", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::7f00:1]",
    "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:0001::1]",
    # private and shared
    "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.100.100.200", "[fc00::1]", "[fd12:3456::1]",
    "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:c0a8:101::1]", "[2001:4860::5efe:10.0.0.1]", "3232235777", "0xc0a80101",
    # metadata of clouds, link-local
    "169.254.169.254", "169.254.0.1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[64:ff9b::a9fe:a9fe]",
    "[::ffff:169.254.169.254]", "[2002:a9fe:a9fe::]", "[fe80::1]", "[fe80::1%25eth0]", "[fd00:ec2::254]", "168.63.129.16",
    # multicast, reserved, documentation, measurement
    "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "[fec0::1]", "[ff02::1]", "[ff05::2]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[5f00::1]",
    "[2001::1]", "[2001:2::1]", "[4000::1]",
    # names of one's own network
    "localhost", "LOCALHOST", "localhost.", "foo.localhost", "router.local", "metadata.google.internal", "intranet", "db",
    "wiki.home.arpa", "printer.lan", "ⓛocalhost", "1.0.0.127.in-addr.arpa",
]  # fmt: skip
HOSTILE_URLS = [
    "http://good.example.org@127.0.0.1/", "http://user:pass@good.example.org/", "http://good.example.org:80@127.0.0.1/",
    "http://127.0.0.1#@good.example.org/", "http://127.0.0.1\\@good.example.org/", "http://good.example.org\\.127.0.0.1/",
    "http://127.0.0.1\t/", "http://127.0.0.1\r\nHost: x/", "http://good.example.org /", " http://127.0.0.1/", "http:///127.0.0.1",
    "http://good.example.org:22/", "http://good.example.org:25/", "http://good.example.org:5432/", "http://good.example.org:0/",
    "http://good.example.org:99999/", "http://good.example.org:-1/", "http://good.example.org:8o/", "https://good.example.org:6379/",
    "ftp://good.example.org/", "file:///etc/passwd", "gopher://127.0.0.1/", "dict://127.0.0.1/",
    "ldap://127.0.0.1/", "//127.0.0.1/",
    "javascript:alert(1)", "data:text/calendar,x", "jar:http://127.0.0.1!/", "http:", "http://", "", "unix:/run/x.sock",
    "http://[::1", "http://[gg::1]/", "http://127.0.0.1%2f@good.example.org/", "http://%31%32%37.0.0.1/", "http://good%00.example.org/",
    "http://good.example.org/" + "a" * 3000, "http://a..b/", "http://-a.example.org/", "http://" + "a" * 64 + ".example.org/",
]  # fmt: skip
# What names resolve to: at least one address is not public.
HOSTILE_NAMES = {
    "points-home.example.org": ["127.0.0.1"],
    "points-six.example.org": ["::1"],
    "mapped.example.org": ["::ffff:127.0.0.1"],
    "nat.example.org": ["64:ff9b::7f00:1"],
    "metadata.example.org": ["169.254.169.254"],
    "two-faces.example.org": ["8.8.8.8", "127.0.0.1"],
    "scoped.example.org": ["fe80::1%eth0"],
    "private.example.org": ["10.1.2.3"],
    "nobody.example.org": [],
}
GOOD = "93.184.215.14"


@pytest.fixture
def watched(monkeypatch, settings):
    """A canary on this machine, at what is the usual port of both schemes for the test."""
    settings.MENTES_FETCH_HOSTS = ""
    with canary() as one:
        monkeypatch.setattr(targets, "PORTS", {"http": one.port, "https": one.port})
        yield one


@pytest.fixture
def names(monkeypatch):
    """A resolver of our own: {name: answers, one list a question, the last one again and again}. Keeps what was asked."""
    table: dict[str, list[list[str]]] = {}
    asked: list[str] = []

    def getaddrinfo(host, port, *_, **__):
        asked.append(host)
        answers = table[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        kind = [(socket.AF_INET6 if ":" in one else socket.AF_INET, one) for one in found]
        return [(family, socket.SOCK_STREAM, 6, "", (one, port)) for family, one in kind]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return table, asked


def refused(url: str, **asked) -> str:
    with pytest.raises(NotFetched) as found:
        fetch(url, seconds=2, **asked)
    return found.value.code


def test_none_of_the_hostile_targets_is_reached(watched, names):
    table, _ = names
    table |= {name: [found] for name, found in HOSTILE_NAMES.items()} | {"good.example.org": [["127.0.0.1"]]}
    hosts = [f"{scheme}://{host}/" for scheme in ("http", "https") for host in HOSTILE_HOSTS]
    all_of_them = [*hosts, *HOSTILE_URLS, *(f"http://{name}/" for name in HOSTILE_NAMES)]
    assert len(HOSTILE_HOSTS) + len(HOSTILE_URLS) + len(HOSTILE_NAMES) >= 60
    codes = {url: refused(url) for url in all_of_them}
    assert watched.hits == 0
    # Refused for what they are, not because the attempt failed on the way.
    on_the_way = {"unreachable", "slow", "protocol", "tls", "large"}
    assert {url: code for url, code in codes.items() if code in on_the_way} == {}


def test_without_the_list_the_canary_would_be_hit(watched, names, monkeypatch):
    """Control: the same listener, the same targets, and no check of addresses."""
    table, _ = names
    table["points-home.example.org"] = [["127.0.0.1"]]
    monkeypatch.setattr(addresses, "complaint", lambda text: "")
    assert fetch("http://127.0.0.1/").body == fetch("http://points-home.example.org/").body == b"secret"
    assert watched.hits == 2


def test_a_name_that_changes_its_address_is_asked_once_and_held_to_the_first(watched, names, monkeypatch):
    table, asked = names
    table["rebinds.example.org"] = [[GOOD], ["127.0.0.1"]]
    went_to = []

    def connect(line, address):
        went_to.append(address[0])
        raise ConnectionRefusedError

    with monkeypatch.context() as held:
        held.setattr(socket.socket, "connect", connect)
        assert refused("http://rebinds.example.org/") == "unreachable"
    assert (asked, went_to) == (["rebinds.example.org"], [GOOD])
    assert refused("http://rebinds.example.org/") == "private"
    assert watched.hits == 0


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_checked_like_what_was_asked_for(settings, names, status):
    table, _ = names
    table |= {name: [found] for name, found in HOSTILE_NAMES.items()}
    with canary() as watched, talker(b"") as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        n_refused = 0
        places = [f"http://{host}:{watched.port}/" for host in ("127.0.0.1", "localhost", "[::1]", "0x7f.1")]
        places += [f"http://{host}/" for host in HOSTILE_HOSTS if not host.endswith("%25eth0]")]
        for place in [
            *places,
            "//127.0.0.1/",
            "file:///etc/passwd",
            "http://u:p@good.example.org/",
            "http://two-faces.example.org/",
        ]:
            server.says = [answer(status=status, Location=place.encode("idna").decode() if not place.isascii() else place)]
            assert refused(f"http://127.0.0.1:{server.port}/") in ("private", "port", "address", "scheme", "credentials")
            n_refused += 1
        assert watched.hits == 0
        assert n_refused > 60


def test_three_redirects_are_followed_and_a_fourth_is_not(settings):
    step = answer(status="302 Found", Location="/next")
    with talker(step, step, step, answer(b"there")) as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        assert fetch(f"http://127.0.0.1:{server.port}/").body == b"there"
        assert [line.split()[1] for line in server.heard] == ["/", "/next", "/next", "/next"]
    with talker(step) as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        assert refused(f"http://127.0.0.1:{server.port}/") == "redirects"
        assert len(server.heard) == 4


def test_a_login_does_not_follow_a_redirect_elsewhere(settings):
    with talker(answer(b"there")) as other, talker(b"") as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}, 127.0.0.1:{other.port}"
        server.says = [answer(status="302 Found", Location=f"http://127.0.0.1:{other.port}/")]
        assert fetch(f"http://127.0.0.1:{server.port}/", login=Login("ama", "söcret")).body == b"there"
        assert "Authorization: Basic" in server.heard[0]
        assert "Authorization" not in other.heard[0]


def test_a_login_does_not_go_to_the_public_without_tls(names):
    table, asked = names
    table["cal.example.org"] = [[GOOD]]
    assert refused("http://cal.example.org/", login=Login("ama", "secret")) == "credentials"
    assert asked == []


def test_what_is_too_large_is_given_up(settings):
    long = b"x" * 2_000_000
    unsaid = b"HTTP/1.1 200 OK\r\n\r\n" + long
    piece = b"186a0\r\n" + b"x" * 100_000 + b"\r\n"
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + piece * 15
    for said in (answer(long), unsaid, chunked):
        with talker(said) as server:
            settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
            assert refused(f"http://127.0.0.1:{server.port}/") == "large"
    with talker(answer(b"x" * 1024 * 1024)) as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        assert len(fetch(f"http://127.0.0.1:{server.port}/").body) == 1024 * 1024


@pytest.mark.parametrize(
    "said",
    [
        [5],
        [b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n", 0.2] * 30],
        [b"HTTP/1.1 200 OK\r\n\r\n", *[b"x", 0.2] * 30],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", *[b"x", 0.2] * 30],
    ],
    ids=["silent", "headers by the drop", "body by the drop", "promised body by the drop"],
)
def test_who_is_slow_is_left(settings, said):
    with talker(said) as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        began = time.monotonic()
        with pytest.raises(NotFetched, match="slow"):
            fetch(f"http://127.0.0.1:{server.port}/", seconds=0.6)
        assert time.monotonic() - began < 2


def test_a_resolver_that_never_answers_is_left(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1.5))
    began = time.monotonic()
    with pytest.raises(NotFetched, match="slow"):
        fetch("http://sleepy.example.org/", seconds=0.3)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"nonsense\r\n\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "protocol"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "protocol"),
        (answer(b"\x1f\x8b", Content_Encoding="gzip"), "encoded"),
        (b"", "protocol"),
    ],
)
def test_nonsense_is_no_answer(settings, said, code):
    with talker(said) as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        assert refused(f"http://127.0.0.1:{server.port}/") == code


def test_no_proxy_of_the_environment_is_used(settings, monkeypatch):
    with canary() as proxy, talker(answer(b"direct")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        assert fetch(f"http://127.0.0.1:{server.port}/").body == b"direct"
        assert proxy.hits == 0


@pytest.fixture
def certified(tmp_path, monkeypatch):
    """A TLS context for `calendar.example.org`, whose authority is trusted in this test."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "calendar.example.org")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("calendar.example.org")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    kept, private = tmp_path / "cert.pem", tmp_path / "key.pem"
    kept.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(kept, private)
    monkeypatch.setenv("SSL_CERT_FILE", str(kept))
    return context


def test_the_certificate_must_fit_the_name(settings, names, certified):
    table, _ = names
    table |= {"calendar.example.org": [["127.0.0.1"]], "other.example.org": [["127.0.0.1"]]}
    with talker(answer(b"secure"), tls=certified) as server:
        settings.MENTES_FETCH_HOSTS = f"calendar.example.org:{server.port}, other.example.org:{server.port}"
        assert fetch(f"https://calendar.example.org:{server.port}/").body == b"secure"
        assert refused(f"https://other.example.org:{server.port}/") == "tls"


def test_a_certificate_of_nobody_is_refused(settings, names, certified, monkeypatch, tmp_path):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    table, _ = names
    table["calendar.example.org"] = [["127.0.0.1"]]
    with talker(answer(b"secure"), tls=certified) as server:
        settings.MENTES_FETCH_HOSTS = f"calendar.example.org:{server.port}"
        assert refused(f"https://calendar.example.org:{server.port}/") == "tls"


def test_from_https_nothing_leads_back_to_http(settings, names, certified):
    table, _ = names
    table["calendar.example.org"] = [["127.0.0.1"]]
    with talker(answer(status="302 Found", Location="http://calendar.example.org/"), tls=certified) as server:
        settings.MENTES_FETCH_HOSTS = f"calendar.example.org:{server.port}"
        assert refused(f"https://calendar.example.org:{server.port}/") == "scheme"


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "168.63.129.16", "64:ff9b::a9fe:a9fe"])
def test_an_operator_cannot_allow_what_is_never_right(settings, names, address):
    table, _ = names
    table["cal.house.example"] = [[address]]
    settings.MENTES_FETCH_HOSTS = "cal.house.example"
    assert refused("http://cal.house.example/") == "private"


def test_an_operator_names_hosts_with_and_without_a_port():
    assert allowed_hosts("cal.house:5232, 10.0.0.5 ,[fd00::5]:81") == {
        ("cal.house", 5232),
        ("10.0.0.5", 80),
        ("10.0.0.5", 443),
        ("fd00::5", 81),
    }
    with pytest.raises(ValueError, match="a:b, http://x"):
        allowed_hosts("a:b, http://x, good.example.org")


@pytest.mark.parametrize("address", ["8.8.8.8", GOOD, "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"])
def test_public_addresses_are_public(address):
    assert addresses.complaint(address) == ""


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://Calendar.Example.org/feed.ics?a=b%20c", "calendar.example.org", "/feed.ics?a=b%20c"),
        ("https://kalender.bücher.org/ä", "kalender.xn--bcher-kva.org", "/%C3%A4"),
        ("http://8.8.8.8", "8.8.8.8", "/"),
        ("https://[2606:4700::1111]/x", "2606:4700::1111", "/x"),
    ],
)
def test_an_ordinary_address_is_taken_as_it_is_meant(url, host, path):
    target = targets.parse(url)
    assert (target.host, target.path) == (host, path)


def test_headers_and_method_reach_the_server(settings):
    with talker(answer(b"", status="304 Not Modified")) as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        asked = {"method": "REPORT", "headers": {"If-None-Match": '"7"', "Depth": "1"}, "body": b"<x/>"}
        assert fetch(f"http://127.0.0.1:{server.port}/home/", **asked).status == 304
        assert server.heard[0].startswith("REPORT /home/ HTTP/1.1\r\n")
        assert 'If-None-Match: "7"' in server.heard[0]
        assert server.heard[0].endswith("<x/>")


def test_the_list_is_wider_than_pythons_own():
    """Finding 4 of the design: addresses that Python calls global, or called so, and that must not be reached."""
    for address in ("64:ff9b::a9fe:a9fe", "2002:7f00:1::", "fec0::1", "::127.0.0.1", "224.0.0.1", "ff02::1"):
        assert addresses.complaint(address), address


def test_the_fetcher_gives_up_after_five_seconds_and_a_mebibyte_unless_told_otherwise():
    assert (fetcher.SECONDS, fetcher.MOST_BYTES, fetcher.MOST_REDIRECTS) == (5.0, 1_048_576, 3)
