"""Asking a server of others for something: resolved once, checked, pinned, bounded in time, size and redirects.

What a name resolves to is checked and connected to without asking again, so that no second answer can lead elsewhere. No proxy
of the environment is used, since it would resolve by itself. Every redirect is a new target and is checked anew.
"""

import http.client
import socket
import ssl
import threading
import time
from base64 import b64encode
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings

from mentes.lib.fetch import addresses
from mentes.lib.fetch.targets import NotFetched, Target, allowed_hosts, parse, redirected

SECONDS = 5.0
MOST_BYTES = 1024 * 1024
MOST_REDIRECTS = 3
MOVED = {301, 302, 303, 307, 308}
AGENT = "Mentes (mentoring; reads calendars that people named)"
# Asking a resolver cannot be given up, only left behind: so few threads wait for one at a time.
_resolvers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="resolve")


@dataclass(frozen=True)
class Answer:
    """What a server said. `headers` in small letters; `url` is where the answer came from after redirects."""

    status: int
    headers: dict[str, str]
    body: bytes
    url: str


@dataclass(frozen=True)
class Login:
    user: str
    password: str


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    login: Login | None = None,
    most_bytes: int = MOST_BYTES,
    seconds: float = SECONDS,
) -> Answer:
    """Asks `url`, and whatever it redirects to, within `seconds` in all. Raises NotFetched; any status is an answer.

    `login` goes by https only, or to a host that the operator allowed, and never to where a redirect leads elsewhere.
    """
    deadline = time.monotonic() + seconds
    allowed = allowed_hosts(settings.MENTES_FETCH_HOSTS)
    target = parse(url, allowed=allowed)
    first = target
    for _ in range(MOST_REDIRECTS + 1):
        own = target.origin == first.origin
        if own and login and target.scheme != "https" and (target.host, target.port) not in allowed:
            raise NotFetched("credentials", "not without https")
        answer = _ask(
            target,
            method=method,
            headers=_headers(target, headers or {}, login if own else None, is_first=own),
            body=body,
            most_bytes=most_bytes,
            deadline=deadline,
            may_be_inside=(target.host, target.port) in allowed,
        )
        if answer.status not in MOVED or "location" not in answer.headers:
            return answer
        target = redirected(target, answer.headers["location"], allowed=allowed)
        if answer.status == 303:
            method, body = "GET", b""
    raise NotFetched("redirects", f"more than {MOST_REDIRECTS}")


def _headers(target: Target, given: Mapping[str, str], login: Login | None, *, is_first: bool) -> dict[str, str]:
    headers = {"Host": target.netloc, "User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"}
    # What marks a stored answer of the first server says nothing to another one.
    headers |= {name: value for name, value in given.items() if is_first or not name.lower().startswith("if-")}
    if login:
        headers["Authorization"] = "Basic " + b64encode(f"{login.user}:{login.password}".encode()).decode()
    return headers


def _ask(target: Target, *, method, headers, body, most_bytes: int, deadline: float, may_be_inside: bool) -> Answer:
    line = _connect(target, _addresses(target, deadline, may_be_inside=may_be_inside), deadline)
    # Every step has its own timeout, and a server that sends a byte now and then would stay within each: so the line is cut.
    other_end = line.dup()  # TLS takes the first one over
    cut = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [other_end])
    cut.daemon = True
    cut.start()
    try:
        if target.scheme == "https":
            line = _secured(line, target)
        answer = _talk(line, target, method=method, headers=headers, body=body, most_bytes=most_bytes)
        if time.monotonic() >= deadline:  # the end may be our own cut
            raise NotFetched("slow")
        return answer
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline or isinstance(error, TimeoutError):
            raise NotFetched("slow") from error
        if isinstance(error, ssl.SSLError):
            raise NotFetched("tls", type(error).__name__) from error
        raise NotFetched("protocol", type(error).__name__) from error
    finally:
        cut.cancel()
        line.close()
        other_end.close()


def _addresses(target: Target, deadline: float, *, may_be_inside: bool) -> list[tuple[int, str]]:
    """(family, IP address) of the host, every one of them checked: a name of which one address is ours is refused as a whole."""
    found: list[tuple[int, str]]
    if target.is_ip:
        found = [(socket.AF_INET6 if ":" in target.host else socket.AF_INET, target.host)]
    else:
        found = _resolved(target, deadline)
    for _, address in found:
        try:
            why = addresses.never(address) if may_be_inside else addresses.complaint(address)
        except ValueError as error:
            raise NotFetched("private", "not an address") from error
        if why:
            raise NotFetched("private", why)
    return found


def _resolved(target: Target, deadline: float) -> list[tuple[int, str]]:
    asked: Future = _resolvers.submit(socket.getaddrinfo, target.host, target.port, type=socket.SOCK_STREAM)
    try:
        told = asked.result(timeout=max(0.0, deadline - time.monotonic()))
    except TookTooLong as error:
        asked.cancel()
        raise NotFetched("slow", "the name") from error
    except OSError as error:
        raise NotFetched("unknown") from error
    found = dict.fromkeys((family, str(address[0])) for family, _, _, _, address in told)
    if not found:
        raise NotFetched("unknown")
    return list(found)


def _connect(target: Target, found: list[tuple[int, str]], deadline: float) -> socket.socket:
    """A line to the first address that takes one. The address is the checked one, never the name."""
    for family, address in found:
        line = socket.socket(family, socket.SOCK_STREAM)
        try:
            line.settimeout(max(0.001, deadline - time.monotonic()))
            line.connect((address, target.port))
            return line
        except OSError:
            line.close()
    raise NotFetched("slow" if time.monotonic() >= deadline else "unreachable")


def _secured(line: socket.socket, target: Target) -> ssl.SSLSocket:
    """TLS, the certificate checked against the name that was asked for."""
    return ssl.create_default_context().wrap_socket(line, server_hostname=target.host)


def _talk(line: socket.socket, target: Target, *, method: str, headers, body: bytes, most_bytes: int) -> Answer:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = line
    connection.request(method, target.path, body=body or None, headers=headers)
    response = connection.getresponse()
    said = {name.lower(): value for name, value in response.getheaders()}
    if said.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise NotFetched("encoded")
    if response.length is not None and response.length > most_bytes:
        raise NotFetched("large")
    read = response.read(most_bytes + 1)
    if len(read) > most_bytes:
        raise NotFetched("large")
    if response.length:  # what was promised and did not come: half a calendar is none
        raise http.client.IncompleteRead(b"")
    return Answer(response.status, said, read, target.url)


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it may be closed already
        line.shutdown(socket.SHUT_RDWR)
