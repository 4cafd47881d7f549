"""What may be asked for: an address taken apart once, so that nobody after it reads it differently."""

import re
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, ip_address
from urllib.parse import quote, urljoin, urlsplit

MOST_CHARACTERS = 2_000
PORTS = {"http": 80, "https": 443}
# Where browsers and resolvers disagree with one another about what is meant.
AMBIGUOUS = re.compile(r"[\x00-\x20\x7f\\<>\"`{}|^]")
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)$")
# Names that never belong to the public.
OWN_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "onion", "arpa", "test", "invalid", "example")


class NotFetched(Exception):
    """Nothing was read. `code` is for a room to put into words; `detail` is for a log and holds no address and no secret.

    Codes: address, credentials, scheme, port, private, unknown, unreachable, tls, slow, large, redirects, protocol, encoded.
    """

    def __init__(self, code: str, detail: str = ""):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Target:
    """`host` is plain ASCII in small letters or a written-out IP address without brackets; `path` begins with a slash."""

    scheme: str
    host: str
    port: int
    path: str
    is_ip: bool

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.path}"


def parse(url: str, *, allowed: frozenset[tuple[str, int]] = frozenset()) -> Target:
    """Raises NotFetched for everything but a plain http or https address at its usual port.

    `allowed`: (host, port) that an operator named: such a host may be an own one, and at that port.
    """
    if len(url) > MOST_CHARACTERS or AMBIGUOUS.search(url) or not url.isprintable():
        raise NotFetched("address", "length or signs")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotFetched("address", "cannot be taken apart") from error
    if parts.scheme not in PORTS:
        raise NotFetched("scheme", parts.scheme[:20])
    if "@" in parts.netloc:
        raise NotFetched("credentials")
    host, is_ip = _host(parts.hostname or "")
    port = PORTS[parts.scheme] if port is None else port
    is_allowed = (host, port) in allowed
    if port not in PORTS.values() and not is_allowed:
        raise NotFetched("port", str(port))
    if not is_ip and not is_allowed and ("." not in host or any(host == own or host.endswith(f".{own}") for own in OWN_NAMES)):
        raise NotFetched("private", "a name of one's own network")
    # What is not ASCII is encoded; what is encoded already stays so.
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    return Target(parts.scheme, host, port, path + query, is_ip)


def _host(text: str) -> tuple[str, bool]:
    """The one spelling of a host, and whether it is an IP address."""
    if "%" in text or not text:
        raise NotFetched("address", "host")
    if ":" in text:
        try:
            return str(IPv6Address(text)), True
        except ValueError as error:
            raise NotFetched("address", "host") from error
    try:
        # Full-width digits, other dots and look-alikes become what a resolver would make of them.
        host = text.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise NotFetched("address", "host") from error
    labels = host.split(".")
    if len(host) > 253 or not all(LABEL.match(label) for label in labels):
        raise NotFetched("address", "host")
    if re.fullmatch(r"\d+|0x[0-9a-f]*", labels[-1]):
        # An IPv4 address, or one of the ways to hide one: decimal, octal, hexadecimal, too few parts.
        try:
            return str(ip_address(host)), True
        except ValueError as error:
            raise NotFetched("address", "a number for a host") from error
    return host, False


def redirected(target: Target, location: str, *, allowed: frozenset[tuple[str, int]] = frozenset()) -> Target:
    """Where `location` leads from `target`. Raises NotFetched; from https nothing leads back to http."""
    if AMBIGUOUS.search(location):
        raise NotFetched("address", "redirect")
    try:
        url = urljoin(target.url, location)
    except ValueError as error:
        raise NotFetched("address", "redirect") from error
    following = parse(url, allowed=allowed)
    if target.scheme == "https" and following.scheme == "http":
        raise NotFetched("scheme", "from https to http")
    return following


@cache
def allowed_hosts(setting: str) -> frozenset[tuple[str, int]]:
    """(host, port) of the operator's list: `cal.house.example, 10.0.0.5:5232`; without a port, those of http and https.

    Raises ValueError that names every wrong entry.
    """
    found, wrong = set(), []
    for entry in filter(None, (part.strip().lower() for part in setting.split(","))):
        host, parted, port = entry.rpartition(":")
        if not parted or entry.endswith("]"):
            host, port = entry, ""
        host = host.removeprefix("[").removesuffix("]")
        if not host or (port and not port.isdigit()) or any(sign in host for sign in "/@% "):
            wrong.append(entry)
        found |= {(host, int(port))} if port.isdigit() else {(host, usual) for usual in PORTS.values()}
    if wrong:
        raise ValueError(f"not host or host:port: {', '.join(wrong)}")
    return frozenset(found)
