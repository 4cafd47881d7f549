"""Small servers on loopback for tests of the fetcher: one that nobody may reach, one that says what it is told to."""

import re
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress


class Canary:
    """Listens on every address of this machine and counts who comes."""

    def __init__(self):
        self._server = socket.create_server(("", 0))
        self._server6 = None
        self.port = self._server.getsockname()[1]
        with suppress(OSError):  # a machine without IPv6
            self._server6 = socket.create_server(("::1", self.port), family=socket.AF_INET6)
        self.hits = 0
        for server in filter(None, (self._server, self._server6)):
            threading.Thread(target=self._listen, args=[server], daemon=True).start()

    def _listen(self, server: socket.socket) -> None:
        with suppress(OSError):
            while True:
                line, _ = server.accept()
                self.hits += 1
                with suppress(OSError):
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
                line.close()

    def close(self) -> None:
        for server in filter(None, (self._server, self._server6)):
            server.close()


@contextmanager
def canary():
    one = Canary()
    try:
        yield one
    finally:
        one.close()


class Talker:
    """Answers every request with the bytes of `says`, in turn, the last one for ever; keeps the requests it heard.

    A number among the bytes is a pause in seconds.
    """

    def __init__(self, says: list, *, tls: ssl.SSLContext | None = None):
        self.says, self.heard, self._tls = says, [], tls
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._server.accept()
                threading.Thread(target=self._answer, args=[line], daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with suppress(OSError, ssl.SSLError):
            if self._tls:
                line = self._tls.wrap_socket(line, server_side=True)
            self.heard.append(_request(line))
            said = self.says[min(len(self.heard), len(self.says)) - 1]
            for part in said if isinstance(said, list) else [said]:
                if isinstance(part, bytes):
                    line.sendall(part)
                else:
                    time.sleep(part)
        line.close()

    def close(self) -> None:
        self._server.close()


def _request(line: socket.socket) -> str:
    """The whole request: its head, and as much of a body as the head promises."""
    read = line.recv(65536)
    promised = re.search(rb"(?i)content-length: (\d+)", read)
    whole = read.index(b"\r\n\r\n") + 4 + int(promised[1]) if promised else 0
    while len(read) < whole:
        read += line.recv(65536)
    return read.decode()


@contextmanager
def talker(*says, tls: ssl.SSLContext | None = None):
    one = Talker(list(says), tls=tls)
    try:
        yield one
    finally:
        one.close()


def answer(body: bytes = b"", *, status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body
