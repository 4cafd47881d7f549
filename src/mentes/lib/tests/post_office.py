"""A real mail server on loopback (aiosmtpd) that can be told to misbehave, for tests of whatever sends mail."""

import asyncio
import socket
from collections import deque
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from mentes.lib.mail import Server

SAID = {"later": "451 try later", "never": "550 no such person"}


class PostOffice:
    """Takes messages into `taken`. `moods` says how it behaves with each connection in turn; afterwards it simply accepts.

    Moods: accept, later, never (at RCPT), later-after-data, never-after-data, hang-up-at-data, hang-up-in-data,
    hang-up-after-dot (the message is taken, and nobody is told), stall-at-greeting, stall-at-rcpt, stall-at-data,
    stall-after-dot.
    """

    def __init__(self):
        self.taken = []
        self.moods = deque()
        self.n_connections = 0
        self.n_stalled = 0

    async def stall(self) -> None:
        self.n_stalled += 1
        await asyncio.sleep(60)

    def next_mood(self) -> str:
        self.n_connections += 1
        return self.moods.popleft() if self.moods else "accept"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if server.mood in SAID:
            return SAID[server.mood]
        if server.mood == "stall-at-rcpt":
            await self.stall()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if server.mood in ("later-after-data", "never-after-data"):
            return SAID[server.mood.partition("-")[0]]
        self.taken.append((envelope.rcpt_tos, message_from_bytes(envelope.original_content, policy=policy.default)))
        if server.mood == "hang-up-after-dot":
            server.transport.abort()
        if server.mood == "stall-after-dot":
            await self.stall()
        return "250 taken"


class _Line(SMTP):
    """One connection, in one mood."""

    def __init__(self, office: PostOffice, **options):
        super().__init__(office, **options)
        self.mood = office.next_mood()

    async def _handle_client(self):
        if self.mood == "stall-at-greeting":
            await self.event_handler.stall()
        await super()._handle_client()

    async def smtp_DATA(self, arg):
        if self.mood == "stall-at-data":
            await self.event_handler.stall()
        if self.mood == "hang-up-at-data":
            self.transport.abort()
            return
        if self.mood == "hang-up-in-data":
            await self.push("354 go on")
            await self._reader.readexactly(100)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self):
        return _Line(self.handler, **self.SMTP_kwargs)


@contextmanager
def open_office(**options):
    """Yields (office, Server) with the office listening on a free port of loopback."""
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = _Controller(office, hostname="127.0.0.1", port=port, **options)
    controller.start()
    office.n_connections = 0  # the controller calls once to see whether it answers
    try:
        yield office, Server(host="127.0.0.1", port=port, seconds=2.0)
    finally:
        controller.stop()
