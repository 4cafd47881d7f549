"""S10: the line of a call takes our own pages alone, from people with a place, little and slowly, and is cut when that ends."""

import asyncio
import json
import time
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from mentes.config.asgi import web
from mentes.lib import line_room, sockets
from mentes.meetings.call import consumer
from mentes.meetings.call.tests import lines as wires
from mentes.meetings.call.tests.people import make_meeting, tab_of
from mentes.meetings.models import Meeting, Seat
from mentes.people.models import Person
from mentes.testing import Cast, make_person

pytestmark = pytest.mark.django_db(transaction=True)
OURS = "https://mentes.example.org"
WRONG_ORIGINS = {
    "none": [],
    "null": ["null"],
    "another scheme": ["http://mentes.example.org"],
    "another port": ["https://mentes.example.org:8443"],
    "another host": ["https://example.org"],
    "a host below ours": ["https://evil.mentes.example.org"],
    "a host that begins like ours": ["https://mentes.example.org.evil.example"],
    "our name before an @": ["https://mentes.example.org@evil.example"],
    "our name as a path": ["https://evil.example/mentes.example.org"],
    "an extension": ["chrome-extension://mentes.example.org"],
    "what is no address": ["https://[mentes"],
    "two at once": [OURS, "https://evil.example"],
}


def cookie_of(person) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def cast():
    cast = Cast()
    cast.meeting = make_meeting([cast.ama, cast.rosa])
    cast.cookies = {person.pk: cookie_of(person) for person in (cast.ama, cast.rosa, cast.cleo, cast.dov)}
    return cast


@asynccontextmanager
async def opened(cookie: str, meeting, origins=(OURS,)):
    """A line that was asked for; `.taken` is False where the handshake was refused."""
    headers = [(b"origin", one.encode()) for one in origins]
    headers += [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())] if cookie else []
    async with wires.opened(web([OURS]), f"/meetings/{meeting.pk}/call/line/", headers) as line:
        yield line


@asynccontextmanager
async def on_the_line(cast, *people, meeting=None):
    """Lines of `people`, each joined; what was said while they came in has been read."""
    async with _nested([opened(cast.cookies[person.pk], meeting or cast.meeting) for person in people]) as lines:
        for person, line in zip(people, lines, strict=True):
            await join(line, person.name)
        for n, line in enumerate(lines):
            for _ in range(len(lines) - n - 1):
                assert (await line.hear())["kind"] == "joined"
        yield lines


@asynccontextmanager
async def _nested(managers):
    if not managers:
        yield []
        return
    async with managers[0] as first, _nested(managers[1:]) as rest:
        yield [first, *rest]


async def join(line, name: str, **more) -> dict:
    say = {"kind": "join", "tab": tab_of(name), "has_sound": True, "picture": "none", "wants_pictures": True} | more
    await line.say(say)
    return await line.hear()


change = sockets.in_a_thread(lambda rows, **fields: rows.update(**fields))


# Who may open it


def test_a_page_that_is_not_ours_is_refused(cast):
    async def visit(origins):
        async with opened(cast.cookies[cast.ama.pk], cast.meeting, origins) as line:
            return line.taken

    assert len(WRONG_ORIGINS) >= 8
    assert [name for name, origins in WRONG_ORIGINS.items() if asyncio.run(visit(origins))] == []
    # Control: the same request from our own page opens the line.
    assert asyncio.run(visit([OURS])) is True


def test_whoever_has_no_place_finds_no_line(cast):
    def taken(person, meeting=cast.meeting) -> bool:
        async def visit():
            async with opened(cast.cookies[person.pk] if person else "", meeting) as line:
                return line.taken

        return asyncio.run(visit())

    def taken_while(rows, **fields) -> bool:
        """Whether Ama is let in while `rows` are changed; they are put back."""
        before = rows.values(*fields).get()
        rows.update(**fields)
        found = taken(cast.ama)
        rows.update(**before)
        return found

    ama, meeting = Person.objects.filter(pk=cast.ama.pk), Meeting.objects.filter(pk=cast.meeting.pk)
    long_ago = timezone.now() - timedelta(hours=9)
    assert not taken(None)
    assert not taken(cast.dov), "a stranger"
    assert not taken(cast.cleo), "who runs the programme"
    assert not taken(cast.ama, Meeting(about=cast.meeting.about)), "no such meeting"
    assert not taken_while(ama, is_active=False), "suspended"
    assert not taken_while(ama, adult_confirmed_at=None), "not yet an adult by their own word"
    assert not taken_while(meeting, state=Meeting.State.CANCELLED)
    assert not taken_while(meeting, starts_at=long_ago, ends_at=long_ago + timedelta(hours=1)), "long over"
    assert taken(cast.ama), "control"


# What may be said


def test_two_hear_of_each_other_and_pass_on_what_browsers_need(cast):
    async def talk():
        async with on_the_line(cast, cast.ama, cast.rosa) as (ama, rosa):
            offer = {"description": {"type": "offer", "sdp": "v=0"}}
            await ama.say({"kind": "signal", "to": tab_of(cast.rosa.name), "secret": "x"} | offer)
            heard = [await rosa.hear()]
            await ama.say({"kind": "state", "has_sound": False, "picture": "screen", "wants_pictures": False})
            heard.append(await rosa.hear())
            await ama.say({"kind": "say", "text": " Can you hear me? "})
            heard.append(await rosa.hear())
            await ama.hear()  # her own words, as everybody reads them
            await ama.say({"kind": "leave"})
            heard.append(await rosa.hear())
            return heard, await ama.code()

    heard, code = asyncio.run(talk())
    tab = tab_of(cast.ama.name)
    assert heard == [
        {"kind": "signal", "from": tab, "description": {"type": "offer", "sdp": "v=0"}},
        {"kind": "state", "tab": tab, "has_sound": False, "picture": "screen", "wants_pictures": False},
        {"kind": "said", "tab": tab, "name": "Ama Owusu", "text": "Can you hear me?"},
        {"kind": "left", "tab": tab, "why": "left"},
    ]
    assert code == 1000
    # Coming in is saying that one is there.
    assert Meeting.objects.get().state == Meeting.State.HELD
    assert Seat.objects.filter(here_at__isnull=False).count() == 2


def test_nothing_crosses_from_one_meeting_to_another(cast):
    other = make_meeting([cast.cleo, cast.dov], starts_at=timezone.now())

    async def talk():
        async with on_the_line(cast, cast.ama) as (ama,), on_the_line(cast, cast.dov, meeting=other) as (dov,):
            await dov.say({"kind": "signal", "to": tab_of(cast.ama.name), "candidates": [{"candidate": "x"}]})
            await dov.say({"kind": "say", "text": "hello?"})
            await dov.hear()
            return await ama.receive_nothing(0.3)

    assert asyncio.run(talk())


def big(n_bytes: int) -> str:
    empty = json.dumps({"kind": "say", "text": ""})
    return json.dumps({"kind": "say", "text": "x" * (n_bytes - len(empty))})


NONSENSE = {
    "too big": (big(sockets.MOST_BYTES + 1), sockets.TOO_BIG),
    "small enough, but no such long text": (big(sockets.MOST_BYTES), sockets.WRONG),
    "no json": ("not json", sockets.WRONG),
    "no object": ("[]", sockets.WRONG),
    "deep": ("[" * 5000, sockets.WRONG),
    "unknown": ({"kind": "erase"}, sockets.WRONG),
    "empty": ({"kind": "say", "text": "  "}, sockets.WRONG),
    "to nobody": ({"kind": "signal", "to": "rosa", "candidates": [{"candidate": "x"}]}, sockets.WRONG),
    "without what is meant": ({"kind": "signal", "to": "0" * 32, "candidates": []}, sockets.WRONG),
    "joined already": (
        {"kind": "join", "tab": "0" * 32, "has_sound": True, "picture": "none", "wants_pictures": True},
        sockets.WRONG,
    ),
    "bytes": (b"\x00", sockets.WRONG),
}


def test_what_makes_no_sense_ends_the_line(cast):
    async def code_after(said):
        async with on_the_line(cast, cast.ama) as (ama,):
            await ama.say(said)
            return await ama.code()

    assert {name: asyncio.run(code_after(said)) for name, (said, _) in NONSENSE.items()} == {
        name: code for name, (_, code) in NONSENSE.items()
    }


def test_twenty_messages_a_second_pass_and_one_more_ends_the_line(cast):
    async def talk():
        async with on_the_line(cast, cast.ama) as (ama,):
            await asyncio.sleep(1.05)  # the join counts too
            for _ in range(sockets.MOST_A_SECOND):
                await ama.say({"kind": "ping"})
            pongs = [(await ama.hear())["kind"] for _ in range(sockets.MOST_A_SECOND)]
            await ama.say({"kind": "ping"})
            return pongs, await ama.receive_output(10)

    began = time.monotonic()
    pongs, answer = asyncio.run(talk())
    assert pongs == ["pong"] * 20
    assert answer.get("code") == sockets.TOO_FAST or time.monotonic() - began > 2, (
        "on a machine so slow that a second passed, all may pass"
    )


# When it ends


def test_each_message_is_asked_anew_whether_its_sender_has_a_place(cast, monkeypatch):
    monkeypatch.setattr(line_room, "SECONDS_BETWEEN_SWEEPS", 600)

    async def talk():
        async with on_the_line(cast, cast.ama, cast.rosa) as (ama, rosa):
            await change(Meeting.objects.all(), state=Meeting.State.CANCELLED)
            await ama.say({"kind": "say", "text": "still here"})
            return await ama.code(), await rosa.receive_nothing(0.3)

    assert asyncio.run(talk()) == (sockets.NO_PLACE, True)


def test_who_is_taken_out_of_the_meeting_is_cut_within_five_seconds_without_a_word(cast):
    async def talk():
        async with on_the_line(cast, cast.ama, cast.rosa) as (ama, rosa):
            await sockets.in_a_thread(lambda: Seat.objects.filter(person=cast.ama).delete())()
            began = time.monotonic()
            return await ama.code(), time.monotonic() - began, await rosa.hear()

    code, seconds, heard = asyncio.run(talk())
    assert code == sockets.NO_PLACE
    assert seconds <= 5, f"{seconds:.1f} s"
    assert heard == {"kind": "left", "tab": tab_of(cast.ama.name), "why": "removed"}


def test_who_has_signed_out_is_cut_at_the_next_look(cast, monkeypatch):
    monkeypatch.setattr(sockets, "SECONDS_BETWEEN_SESSIONS", 0.3)
    monkeypatch.setattr(sockets, "SECONDS_TO_SPEAK", 1.5)

    async def talk():
        async with on_the_line(cast, cast.ama) as (ama,):
            assert await ama.receive_nothing(2)  # whoever has spoken once may be silent
            await sockets.in_a_thread(lambda: Session.objects.all().delete())()
            return await ama.code()

    assert sockets.SECONDS_BETWEEN_SESSIONS <= 60
    assert asyncio.run(talk()) == sockets.SIGNED_OUT


def test_who_says_nothing_at_first_does_not_hold_the_line(cast, monkeypatch):
    monkeypatch.setattr(sockets, "SECONDS_TO_SPEAK", 0.2)

    async def wait():
        async with opened(cast.cookies[cast.ama.pk], cast.meeting) as ama:
            return await ama.code()

    assert asyncio.run(wait()) == sockets.SILENT


def test_one_person_holds_six_lines_at_most(cast):
    async def hoard():
        lines = [opened(cast.cookies[cast.ama.pk], cast.meeting) for _ in range(7)]
        async with _nested(lines) as opened_:
            return [line.taken for line in opened_]

    assert asyncio.run(hoard()) == [True] * 6 + [False]


# Coming back, and elsewhere


def test_a_second_page_of_one_person_takes_the_place_of_the_first(cast):
    async def talk():
        async with (
            on_the_line(cast, cast.ama, cast.rosa) as (ama, rosa),
            opened(cast.cookies[cast.ama.pk], cast.meeting) as phone,
        ):
            welcome = await join(phone, "her phone")
            return await ama.code(), welcome, [await rosa.hear() for _ in range(2)]

    code, welcome, heard = asyncio.run(talk())
    assert code == sockets.ELSEWHERE
    assert [one["name"] for one in welcome["people"]] == ["Rosa Quispe"]
    assert [(one["kind"], one.get("why")) for one in heard] == [("left", "elsewhere"), ("joined", None)]


def test_a_page_whose_line_broke_comes_back_to_its_place(cast):
    async def talk():
        async with on_the_line(cast, cast.rosa) as (rosa,):
            async with opened(cast.cookies[cast.ama.pk], cast.meeting) as ama:
                first = await join(ama, cast.ama.name)
            async with opened(cast.cookies[cast.ama.pk], cast.meeting) as ama:
                again = await join(ama, cast.ama.name)
            return first, again, [(await rosa.hear())["kind"] for _ in range(3)]

    first, again, heard = asyncio.run(talk())
    assert (first["is_back"], again["is_back"]) == (False, True)
    assert heard == ["joined", "lost", "joined"]


def test_a_place_is_given_up_when_nobody_comes_back(cast, monkeypatch):
    monkeypatch.setattr(line_room, "SECONDS_TO_COME_BACK", 0.1)
    monkeypatch.setattr(line_room, "SECONDS_BETWEEN_SWEEPS", 0.2)

    async def talk():
        async with on_the_line(cast, cast.rosa) as (rosa,):
            async with opened(cast.cookies[cast.ama.pk], cast.meeting) as ama:
                await join(ama, cast.ama.name)
            return [await rosa.hear() for _ in range(3)]

    assert asyncio.run(talk())[-1] == {"kind": "left", "tab": tab_of(cast.ama.name), "why": "lost"}


def test_nobody_takes_the_tab_of_another(cast):
    async def talk():
        async with on_the_line(cast, cast.ama) as (ama,), opened(cast.cookies[cast.rosa.pk], cast.meeting) as rosa:
            say = {"kind": "join", "tab": tab_of(cast.ama.name), "has_sound": True, "picture": "none", "wants_pictures": True}
            await rosa.say(say)
            return await rosa.code(), await ama.receive_nothing(0.2)

    assert asyncio.run(talk()) == (sockets.WRONG, True)


def test_the_seventh_is_told_that_the_call_is_full(cast):
    people = [make_person(f"Person {n}") for n in range(7)]
    cast.cookies |= {person.pk: cookie_of(person) for person in people}
    meeting = make_meeting(people, kind=Meeting.Kind.GROUP)

    async def talk():
        async with on_the_line(cast, *people[:6], meeting=meeting), opened(cast.cookies[people[6].pk], meeting) as last:
            await last.say({"kind": "join", "tab": tab_of("last"), "has_sound": True, "picture": "none", "wants_pictures": True})
            return await last.code()

    assert asyncio.run(talk()) == sockets.FULL


def test_when_all_have_left_nothing_of_the_call_is_left(cast):
    async def talk():
        async with on_the_line(cast, cast.ama, cast.rosa) as (ama, rosa):
            for line in (ama, rosa):
                await line.say({"kind": "leave"})
                assert await line.code() == 1000
        line_room.SECONDS_BETWEEN_SWEEPS, before = 0.05, line_room.SECONDS_BETWEEN_SWEEPS
        await asyncio.sleep(before + 0.5)
        line_room.SECONDS_BETWEEN_SWEEPS = before
        return dict(consumer._lines.rooms), dict(consumer._lines.sweepers)

    assert asyncio.run(talk()) == ({}, {})
    assert not sockets._open


def test_a_line_that_breaks_within_the_server_is_counted_no_more(cast, monkeypatch):
    async def breaks(meeting_id, person):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(consumer, "note_presence", breaks)

    async def talk():
        async with opened(cast.cookies[cast.ama.pk], cast.meeting) as ama:
            await join(ama, cast.ama.name)
            await ama.wait(10)

    with pytest.raises(RuntimeError, match="the database is gone"):
        asyncio.run(talk())
    assert not sockets._open


def test_who_is_taken_out_while_coming_in_is_not_said_to_be_there(cast):
    """The seat is held while it is written: a removal comes before or after, and a query that finds no row is no error."""
    Seat.objects.filter(person=cast.ama).delete()
    asyncio.run(consumer.note_presence(cast.meeting.pk, cast.ama))
    assert not Seat.objects.filter(here_at__isnull=False).exists()
