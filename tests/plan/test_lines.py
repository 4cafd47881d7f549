"""S1 for WebSockets: every address of a line x actor is let in or refused as tests/plan/authorization.py says."""

import asyncio

import pytest
from django.db import transaction
from tests.plan.authorization import ACTORS, LINES
from tests.plan.world import NOWHERE, build

from mentes.config.asgi import web
from mentes.config.sockets import socket_addresses
from mentes.meetings.call.tests.lines import opened
from mentes.testing import restore_vocabulary

OURS = "https://mentes.example.org"


def paths(name: str, keys: dict) -> str:
    """The address of a line with what stands in it."""
    entry = next(one for one in socket_addresses if one.name == name)
    route = str(entry.pattern)
    for key, converter in entry.pattern.converters.items():
        route = route.replace(f"<{type(converter).__name__.removesuffix('Converter').lower()}:{key}>", str(keys[key]))
    return f"/{route}"


def is_taken(cookie: str | None, path: str, origin: str = OURS) -> bool:
    headers = [(b"origin", origin.encode()), *([(b"cookie", f"mentes={cookie}".encode())] if cookie else [])]

    async def knock() -> bool:
        async with opened(web([OURS]), path, headers) as line:
            return line.taken

    return asyncio.run(knock())


def test_every_line_is_in_the_table():
    assert {one.name for one in socket_addresses} == set(LINES)


@pytest.mark.django_db(transaction=True)
def test_every_actor_at_every_line():
    restore_vocabulary()
    with transaction.atomic():
        world = build()
    assert set(world.cookies) == set(ACTORS)
    wrong = []
    for name, who in LINES.items():
        for actor, cookie in world.cookies.items():
            taken = is_taken(cookie, paths(name, world.keys))
            if taken != (actor in who.split()):
                wrong.append(f"{name} as {actor}: {'let in' if taken else 'refused'}")
            if is_taken(cookie, paths(name, NOWHERE)):
                wrong.append(f"{name} as {actor}: let in where there is nothing")
            if is_taken(cookie, paths(name, world.keys), "https://evil.example"):
                wrong.append(f"{name} as {actor}: let in from a page of somebody else")
    assert wrong == []
