"""The line of a rehearsal: who is let in, who is cut off, and what happens when lines break."""

import asyncio
import json
import time

import pytest
from django.db import OperationalError

from mentes.lib import clock, line_room, sockets
from mentes.people.models import Person
from mentes.rehearsals.actions import inviting
from mentes.rehearsals.live import consumer
from mentes.rehearsals.live.places import OPEN_AFTER_END
from mentes.rehearsals.models import Cue, Guest, Rehearsal, Remark
from mentes.rehearsals.tests.lines import (
    HEAD,
    at_home,
    hear,
    join,
    lines_of,
    new_id,
    opened,
    planned_with,
    quiet,
    run,
    tab_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
database = sockets.in_a_thread


@pytest.fixture
def cast():
    return at_home()


# Who is let in


def test_the_speaker_and_guests_alone_and_from_our_pages_alone(cast):
    def taken(person, **more) -> bool:
        async def visit():
            async with opened(cast.cookies[person.pk] if person else "", cast.rehearsal, **more) as line:
                return line.taken

        return asyncio.run(visit())

    assert [taken(one) for one in (cast.ama, cast.rosa, cast.dov, cast.cleo, None)] == [True, True, True, False, False]
    assert not taken(cast.ama, origin="https://evil.example")
    Person.objects.filter(pk=cast.dov.pk).update(is_active=False)
    assert not taken(cast.dov)
    Rehearsal.objects.update(state="over", ended_at=clock.now())
    assert taken(cast.ama), "the two still talk about it"
    Rehearsal.objects.update(ended_at=clock.now() - OPEN_AFTER_END)
    assert not taken(cast.ama)


def test_a_welcome_says_who_is_there_and_how_far_it_is(cast):
    async def talk():
        async with lines_of(cast, cast.ama) as (ama,), opened(cast.cookies[cast.rosa.pk], cast.rehearsal) as rosa:
            await ama.say({"kind": "now", "state": {"phase": "speak", "slide": 2}})
            await ama.say({"kind": "state", "microphone": "on", "seat": None, "speaking": True})
            await ama.say({"kind": "ping", "n": 7})
            pong = await hear(ama, "pong")
            return pong, await join(rosa, cast.rosa.name, "vr"), await hear(ama, "came")

    pong, welcome, came = run(talk)
    assert pong["n"] == 7
    assert 0 <= pong["at"] < 60_000
    ama = welcome["people"][0]
    assert (ama["name"], ama["side"], ama["form"], ama["state"]["speaking"]) == (cast.ama.name, "speaker", "screen", True)
    assert (welcome["side"], welcome["is_back"], welcome["now"]) == ("mentor", False, {"phase": "speak", "slide": 2})
    assert {"servers", "only_relay", "at", "cues"} <= welcome.keys()
    assert (came["name"], came["side"], came["form"]) == (cast.rosa.name, "mentor", "vr")


def test_who_puts_a_headset_on_or_off_is_said_to_the_others_and_to_who_comes_later(cast):
    def state(**more) -> dict:
        return {"kind": "state", "microphone": "off", "seat": None, "speaking": False, **more}

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa), opened(cast.cookies[cast.dov.pk], cast.rehearsal) as dov:
            await ama.say(state(form="ar"))
            told = [await hear(rosa, "state")]
            await ama.say(state())  # says nothing of it: nothing changed
            told.append(await hear(rosa, "state"))
            welcome = await join(dov, cast.dov.name)
            await ama.say(state(form="screen"))
            told += [await hear(rosa, "state"), await hear(dov, "state")]
            return told, welcome

    told, welcome = run(talk)
    assert [one["form"] for one in told] == ["ar", "ar", "screen", "screen"]
    assert {one["tab"] for one in told} == {tab_of(cast.ama.name)}
    assert {one["name"]: one["form"] for one in welcome["people"]} == {cast.ama.name: "ar", cast.rosa.name: "screen"}


# Coming, going, and being cut off


def test_two_rehearsals_do_not_see_each_other(cast):
    other = planned_with(cast.ama, mentors=[cast.rosa])
    id_ = new_id()

    async def talk():
        async with (
            lines_of(cast, cast.dov) as (dov,),
            lines_of(cast, cast.ama, cast.rosa, rehearsal=other) as (ama, rosa),
        ):
            await ama.say({"kind": "pose", "h": HEAD})
            await ama.say({"kind": "state", "microphone": "on", "seat": 1, "speaking": True})
            await ama.say({"kind": "signal", "to": tab_of(cast.dov.name), "candidates": [{"candidate": "x"}]})
            await rosa.say({"kind": "cue", "id": id_, "cue": "good"})
            await hear(rosa, "cue_kept")
            return await quiet(dov)

    assert run(talk)
    assert [cue.rehearsal_id for cue in Cue.objects.all()] == [other.pk]


def test_who_is_uninvited_is_cut_off_within_five_seconds_without_a_word(cast):
    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa):
            await database(Guest.objects.filter(person=cast.rosa).delete)()
            began = time.monotonic()
            return await rosa.code(), time.monotonic() - began, await hear(ama, "left")

    code, seconds, left = run(talk)
    assert code == sockets.NO_PLACE
    assert seconds <= 5, f"{seconds:.1f} s"
    assert (left["why"], left["name"]) == ("removed", cast.rosa.name)


def test_what_is_kept_asks_the_database_each_time_and_not_the_room(cast, monkeypatch):
    monkeypatch.setattr(line_room, "SECONDS_BETWEEN_SWEEPS", 600)

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa):
            await database(Guest.objects.filter(person=cast.rosa).update)(side="peer")
            await rosa.say({"kind": "cue", "id": new_id(), "cue": "good"})
            return await rosa.hear(), await quiet(ama)

    refused, nothing = run(talk)
    assert refused["why"] == "no-place"
    assert nothing


def test_where_the_room_has_not_looked_for_long_it_looks_before_it_believes(cast, monkeypatch):
    monkeypatch.setattr(line_room, "SECONDS_BETWEEN_SWEEPS", 600)
    monkeypatch.setattr(consumer, "SECONDS_BELIEVED", -1)

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa):
            await database(Guest.objects.filter(person=cast.rosa).delete)()
            await rosa.say({"kind": "pose", "h": HEAD})
            return await rosa.code(), await quiet(ama, 0.2)

    code, _ = run(talk)
    assert code == sockets.NO_PLACE


def test_another_side_is_told_to_all(cast, monkeypatch):
    monkeypatch.setattr(line_room, "SECONDS_BETWEEN_SWEEPS", 0.1)

    async def talk():
        async with lines_of(cast, cast.ama, cast.dov) as (ama, dov):
            guest = await database(Guest.objects.get)(person=cast.dov)
            await database(inviting.change_side)(cast.rehearsal, guest.pk, side="mentor", by=cast.ama)
            return await hear(ama, "state"), await hear(dov, "state")

    hers, his = run(talk)
    assert hers == his
    assert hers["side"] == "mentor"


def test_a_line_that_broke_comes_back_to_its_place(cast):
    async def talk():
        async with lines_of(cast, cast.rosa) as (rosa,):
            async with opened(cast.cookies[cast.ama.pk], cast.rehearsal) as ama:
                first = await join(ama, cast.ama.name)
            async with opened(cast.cookies[cast.ama.pk], cast.rehearsal) as ama:
                again = await join(ama, cast.ama.name)
                await ama.say({"kind": "leave"})
                code = await ama.code()
            return first["is_back"], again["is_back"], code, [(await rosa.hear())["kind"] for _ in range(4)]

    assert run(talk) == (False, True, 1000, ["came", "away", "back", "left"])


def test_a_second_page_of_one_person_takes_the_place_of_the_first(cast):
    async def talk():
        async with lines_of(cast, cast.ama) as (ama,), opened(cast.cookies[cast.ama.pk], cast.rehearsal) as headset:
            welcome = await join(headset, "her headset", "vr")
            return await ama.code(), welcome["people"]

    assert run(talk) == (sockets.ELSEWHERE, [])


def test_nobody_takes_the_tab_of_another(cast):
    async def talk():
        async with lines_of(cast, cast.ama) as (ama,), opened(cast.cookies[cast.rosa.pk], cast.rehearsal) as rosa:
            await rosa.say({"kind": "join", "tab": tab_of(cast.ama.name), "form": "screen"})
            return await rosa.code(), await quiet(ama, 0.2)

    assert run(talk) == (sockets.WRONG, True)


def test_the_database_away_for_a_moment_ends_the_line_so_that_it_comes_again(cast, monkeypatch):

    async def breaks(*given):
        raise OperationalError("the server closed the connection unexpectedly")

    async def talk():
        async with lines_of(cast, cast.rosa) as (rosa,):
            monkeypatch.setattr(consumer, "kept_cue", breaks)
            await rosa.say({"kind": "cue", "id": new_id(), "cue": "good"})
            return await rosa.code()

    assert run(talk) == sockets.AGAIN
    assert not sockets._open


def test_when_all_have_left_nothing_is_left_in_memory(cast, monkeypatch):
    monkeypatch.setattr(line_room, "SECONDS_BETWEEN_SWEEPS", 0.05)

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa):
            await ama.say({"kind": "pose", "h": HEAD})
            for line in (ama, rosa):
                await line.say({"kind": "leave"})
                assert await line.code() == 1000
        await asyncio.sleep(0.3)
        return dict(consumer._lines.rooms), dict(consumer._lines.sweepers)

    assert run(talk) == ({}, {})
    assert not sockets._open


# Hostile messages


def big(n_bytes: int) -> str:
    frame = {"kind": "remark", "id": new_id(), "at": 1, "text": ""}
    return json.dumps(frame | {"text": "x" * (n_bytes - len(json.dumps(frame)))})


NONSENSE = {
    "too big": (big(sockets.MOST_BYTES + 1), sockets.TOO_BIG),
    "small enough, but no such long text": (big(sockets.MOST_BYTES), sockets.WRONG),
    "no json": ("not json", sockets.WRONG),
    "no object": ("[]", sockets.WRONG),
    "deep": ("[" * 5000, sockets.WRONG),
    "bytes": (b"\x00", sockets.WRONG),
    "unknown": ({"kind": "erase"}, sockets.WRONG),
    "a second join": ({"kind": "join", "tab": "0" * 32, "form": "vr"}, sockets.WRONG),
    "a pose of nobody's": ({"kind": "pose", "h": [1, 2, 3]}, sockets.WRONG),
    "a pose that is no number": ('{"kind": "pose", "h": [NaN, 0, 0, 0, 0, 0, 1]}', sockets.WRONG),
    "no id": ({"kind": "cue", "cue": "good"}, sockets.WRONG),
    "half a letter": (json.dumps({"kind": "remark", "id": new_id(), "at": 1, "text": "\ud800"}), sockets.WRONG),
}


def test_nonsense_ends_the_line_of_whoever_says_it_and_reaches_nobody(cast):
    async def code_after(said):
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa):
            await rosa.say(said)
            return await rosa.code(), await quiet(ama, 0.05)

    found = {name: asyncio.run(code_after(said)) for name, (said, _) in NONSENSE.items()}
    assert found == {name: (code, True) for name, (_, code) in NONSENSE.items()}
    assert not Remark.objects.exists()


def test_nothing_is_said_before_the_join(cast):
    async def talk():
        async with opened(cast.cookies[cast.rosa.pk], cast.rehearsal) as rosa:
            await rosa.say({"kind": "pose", "h": HEAD})
            return await rosa.code()

    assert run(talk) == sockets.WRONG


def test_forty_messages_a_second_pass_and_more_end_the_line(cast):
    async def talk():
        async with lines_of(cast, cast.rosa) as (rosa,):
            began = time.monotonic()
            for n in range(2 * consumer.RehearsalSocket.most_a_second):
                await rosa.say({"kind": "ping", "n": n})
            answers = [await rosa.receive_output(10)]
            while answers[-1]["type"] == "websocket.send" and len(answers) < 2 * consumer.RehearsalSocket.most_a_second:
                answers.append(await rosa.receive_output(10))
            return answers[-1], len(answers), time.monotonic() - began

    last, n_answers, seconds = run(talk)
    assert n_answers >= consumer.RehearsalSocket.most_a_second - 1
    assert last.get("code") == sockets.TOO_FAST or seconds > 1, "on a machine so slow that a second passed, all may pass"
