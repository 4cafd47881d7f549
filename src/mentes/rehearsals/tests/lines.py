"""A rehearsal with lines open to it, for the tests of the line."""

import asyncio
import hashlib
import uuid
from contextlib import AsyncExitStack, asynccontextmanager

from django.conf import settings
from django.test import Client

from mentes.config.asgi import web
from mentes.lib import clock
from mentes.meetings.call.tests import lines as wires
from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.models import Rehearsal
from mentes.rehearsals.tests.test_plan_and_invite import SETTING
from mentes.testing import NOW, Cast

OURS = "https://mentes.example.org"
HEAD = [0.1, 1.6, -0.2, 0, 0, 0, 1]


def cookie_of(person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def tab_of(name: str) -> str:
    return hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()


def new_id() -> str:
    return str(uuid.uuid4())


def planned_with(speaker, *, mentors=(), peers=(), begun: bool = True) -> Rehearsal:
    now = clock.now()
    rehearsal = planning.plan_rehearsal(SETTING, of="price", by=speaker, now=now)
    for mentor in mentors:
        inviting.invite(rehearsal, mentor, by=speaker, now=now)
    if peers:
        word = inviting.make_link(rehearsal, by=speaker)
        for peer in peers:
            inviting.come_by_link(word, by=peer, now=now)
    return planning.open_rehearsal(rehearsal, by=speaker, now=now) if begun else rehearsal


@asynccontextmanager
async def opened(cookie: str, rehearsal, origin: str = OURS):
    """A line that was asked for; `.taken` is False where the handshake was refused."""
    headers = [(b"origin", origin.encode())]
    headers += [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())] if cookie else []
    async with wires.opened(web([OURS]), f"/rehearsals/{rehearsal.pk}/line/", headers) as line:
        yield line


async def join(line, name: str, form: str = "screen") -> dict:
    await line.say({"kind": "join", "tab": tab_of(name), "form": form})
    return await line.hear()


async def hear(line, *kinds: str) -> dict:
    """The next message of one of these kinds; others are passed over."""
    while True:
        said = await asyncio.wait_for(line.hear(), 10)
        if said["kind"] in kinds:
            return said


@asynccontextmanager
async def on_the_line(cookies, rehearsal, *people):
    """Lines of `people`, each joined under their name; what was said while they came in has been read."""
    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(opened(cookies[person.pk], rehearsal)) for person in people]
        for person, line in zip(people, lines, strict=True):
            welcome = await join(line, person.name)
            assert welcome["kind"] == "welcome", welcome
        for n, line in enumerate(lines):
            for _ in range(len(lines) - n - 1):
                assert (await line.hear())["kind"] == "came"
        yield lines


def at_home() -> Cast:
    """Ama speaks, Rosa is her mentor, Dov listens; Cleo runs the programme and has no place."""
    cast = Cast()
    cast.match(state="active", started_at=NOW, mentee_answer="yes", mentor_answer="yes")
    cast.rehearsal = planned_with(cast.ama, mentors=[cast.rosa], peers=[cast.dov])
    cast.cookies = {person.pk: cookie_of(person) for person in (cast.ama, cast.rosa, cast.dov, cast.cleo)}
    return cast


def run(talk):
    return asyncio.run(talk())


def lines_of(cast, *people, rehearsal=None):
    return on_the_line(cast.cookies, rehearsal or cast.rehearsal, *people)


async def quiet(line, seconds: float = 0.3) -> bool:
    return await line.receive_nothing(seconds)
