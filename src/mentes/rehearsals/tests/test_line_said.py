"""What is said over the line of a rehearsal: cues, remarks, choices, slides, signals, states and poses."""

import asyncio
import time

import pytest

from mentes.lib import clock, line_room, sockets
from mentes.rehearsals.actions import planning
from mentes.rehearsals.live import consumer
from mentes.rehearsals.models import Cue, Remark
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


# Cues


def test_a_cue_is_stored_told_and_seen(cast):
    id_ = new_id()

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa, cast.dov) as (ama, rosa, dov):
            await rosa.say({"kind": "cue", "id": id_, "cue": "own", "text": "Look at Amadou"})
            kept = await rosa.hear()
            assert await database(Cue.objects.filter(pk=id_).exists)(), "stored before it is answered"
            cue = await ama.hear()
            await ama.say({"kind": "seen", "id": id_, "at": kept["shows_at"] + 40})
            return kept, cue, await ama.hear(), await rosa.hear(), await quiet(dov)

    kept, cue, seen_kept, seen, nothing = run(talk)
    assert (kept["kind"], kept["id"]) == ("cue_kept", id_)
    assert kept["shows_at"] == kept["at"]
    assert cue == {
        "kind": "cue", "id": id_, "cue": "own", "text": "Look at Amadou", "by": str(cast.rosa.pk), "name": cast.rosa.name,
        "shows_at": kept["shows_at"],
    }  # fmt: skip
    assert seen_kept == {"kind": "seen_kept", "id": id_}
    assert (seen["kind"], seen["id"]) == ("cue_seen", id_)
    assert Cue.objects.get().seen_at_ms == seen["at"]
    assert nothing, "a listener hears nothing of cues"


def test_two_taps_at_once_come_six_seconds_apart_and_a_repeated_one_once(cast):
    ids = [new_id(), new_id()]

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa):
            for id_ in (*ids, ids[0]):
                await rosa.say({"kind": "cue", "id": id_, "cue": "slower"})
            return [await rosa.hear() for _ in range(3)], [await ama.hear() for _ in range(3)]

    kept, said = run(talk)
    assert [one["id"] for one in kept] == [*ids, ids[0]]
    assert kept[1]["shows_at"] - kept[0]["shows_at"] == 6000
    assert kept[2] == kept[0]
    assert [one["shows_at"] for one in said] == [one["shows_at"] for one in kept]
    assert Cue.objects.count() == 2


def test_a_cue_given_while_the_speaker_is_away_comes_when_they_are_back(cast):
    ids = [new_id(), new_id()]

    async def talk():
        async with lines_of(cast, cast.rosa) as (rosa,):
            for id_ in ids:
                await rosa.say({"kind": "cue", "id": id_, "cue": "good"})
                await rosa.hear()
            await asyncio.sleep(0.05)
            async with opened(cast.cookies[cast.ama.pk], cast.rehearsal) as ama:
                welcome = await join(ama, cast.ama.name)
                again = [await hear(rosa, "cue_kept") for _ in range(2)]
                await ama.say({"kind": "seen", "id": ids[0], "at": 1})
                await hear(ama, "seen_kept")
            async with opened(cast.cookies[cast.ama.pk], cast.rehearsal) as ama:
                return welcome, again, await join(ama, cast.ama.name)

    welcome, again, later = run(talk)
    assert [one["id"] for one in welcome["cues"]] == ids
    first, second = (one["shows_at"] for one in welcome["cues"])
    assert second - first >= 6000
    assert [one["shows_at"] for one in again] == [first, second]
    assert [one["id"] for one in later["cues"]] == ids[1:]


def test_a_cue_that_nobody_saw_is_said_again_on_the_same_line(cast, monkeypatch):
    monkeypatch.setattr("mentes.rehearsals.live.room.SECONDS_UNTIL_RESENT", 0.1)
    monkeypatch.setattr(line_room, "SECONDS_BETWEEN_SWEEPS", 0.15)
    id_ = new_id()

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa):
            await rosa.say({"kind": "cue", "id": id_, "cue": "pause"})
            twice = [await hear(ama, "cue"), await hear(ama, "cue")]
            await ama.say({"kind": "seen", "id": id_, "at": 1})
            await hear(ama, "seen_kept")
            return twice, await quiet(ama, 0.5)

    twice, nothing = run(talk)
    assert twice[0] == twice[1]
    assert nothing


def test_after_a_restart_of_the_server_everything_is_found_through_the_database(cast):
    """A new event loop with no room in memory stands for a new process."""
    kept, lost = new_id(), new_id()

    async def before():
        async with lines_of(cast, cast.rosa) as (rosa,):
            await rosa.say({"kind": "cue", "id": kept, "cue": "louder"})
            await rosa.hear()

    async def after():
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa):
            for id_ in (kept, lost):  # what was not answered is sent again, and what was as well
                await rosa.say({"kind": "cue", "id": id_, "cue": "louder"})
            return [(await hear(ama, "cue"))["id"] for _ in range(2)], [(await hear(rosa, "cue_kept"))["id"] for _ in range(2)]

    asyncio.run(before())
    consumer._lines.rooms.clear()
    consumer._lines.sweepers.clear()
    said, answered = asyncio.run(after())
    assert said == answered == [kept, lost]
    assert Cue.objects.count() == 2


def test_a_mentor_coming_back_finds_what_is_still_unseen(cast):
    id_ = new_id()

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa) as (_ama, rosa):
            await rosa.say({"kind": "cue", "id": id_, "cue": "good"})
            await hear(rosa, "cue_kept")
        async with (
            opened(cast.cookies[cast.rosa.pk], cast.rehearsal) as rosa,
            opened(cast.cookies[cast.dov.pk], cast.rehearsal) as dov,
        ):
            return await join(rosa, cast.rosa.name), await join(dov, cast.dov.name)

    hers, his = run(talk)
    assert [one["id"] for one in hers["cues"]] == [id_]
    assert his["cues"] == []


@pytest.mark.parametrize("who", ["ama", "dov"])
@pytest.mark.parametrize(
    "said",
    [
        {"kind": "cue", "cue": "good"},
        {"kind": "remark", "at": 1, "text": "Well."},
        {"kind": "choose", "node": "a", "choice": "b"},
    ],
)
def test_only_a_mentor_says_such_things(cast, who, said):
    id_ = new_id()

    async def talk():
        async with lines_of(cast, getattr(cast, who)) as (line,):
            await line.say(said | {"id": id_})
            return await line.hear()

    assert run(talk) == {"kind": "refused", "id": id_, "why": "no-place"}
    assert not Cue.objects.exists()
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "cue", "cue": "shout"}, "wrong"),
        ({"kind": "cue", "cue": "own", "text": ""}, "wrong"),
        ({"kind": "cue", "cue": "own", "text": "x" * 81}, "wrong"),
        ({"kind": "remark", "at": 1, "text": " "}, "wrong"),
        ({"kind": "remark", "at": 1, "text": "x" * 2001}, "wrong"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_the_line_holds(cast, said, why):
    id_ = new_id()

    async def talk():
        async with lines_of(cast, cast.rosa) as (rosa,):
            await rosa.say(said | {"id": id_})
            refused = await rosa.hear()
            await rosa.say({"kind": "ping", "n": 1})
            return refused, await rosa.hear()

    refused, pong = run(talk)
    assert refused == {"kind": "refused", "id": id_, "why": why}
    assert pong["kind"] == "pong"


def test_before_it_has_begun_there_are_no_cues_and_no_time(cast):
    rehearsal = planned_with(cast.ama, mentors=[cast.rosa], begun=False)
    id_ = new_id()

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa, rehearsal=rehearsal) as (ama, rosa):
            await rosa.say({"kind": "cue", "id": id_, "cue": "good"})
            await rosa.say({"kind": "ping", "n": 1})
            early = [await rosa.hear(), await rosa.hear()]
            await ama.say({"kind": "begin"})
            began = [await hear(rosa, "began"), await hear(ama, "began")]
            await ama.say({"kind": "begin"})
            again = await hear(ama, "began")
            await rosa.say({"kind": "cue", "id": id_, "cue": "good"})
            kept = await hear(rosa, "cue_kept")
            await ama.say({"kind": "over"})
            over = [(await hear(line, "over"))["kind"] for line in (ama, rosa)]
            await ama.say({"kind": "begin"})
            return early, [*began, again], kept, over, await hear(ama, "over", "began")

    (refused, pong), began, kept, over, at_last = run(talk)
    assert refused["why"] == "not-begun"
    assert pong["at"] is None
    assert began[0] == began[1] == began[2]
    rehearsal.refresh_from_db()
    assert began[0]["at_epoch_ms"] == int(rehearsal.opened_at.timestamp() * 1000)
    assert kept["at"] < 60_000
    assert (over, at_last["kind"], rehearsal.state) == (["over", "over"], "over", "over")


def test_begun_and_ended_by_a_page_without_a_line_the_room_hears_of_it(cast, monkeypatch):
    monkeypatch.setattr(line_room, "SECONDS_BETWEEN_SWEEPS", 0.1)
    rehearsal = planned_with(cast.ama, mentors=[cast.rosa], begun=False)

    async def talk():
        async with lines_of(cast, cast.rosa, rehearsal=rehearsal) as (rosa,):
            await database(planning.open_rehearsal)(rehearsal, by=cast.ama, now=clock.now())
            began = await rosa.hear()
            await database(planning.end_rehearsal)(rehearsal, by=cast.ama, now=clock.now())
            return began["kind"], (await rosa.hear())["kind"]

    assert run(talk) == ("began", "over")


# Remarks, choices, slides, signals, states


def test_a_remark_reaches_nobody_but_is_kept(cast):
    id_ = new_id()

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa, cast.dov) as (ama, rosa, dov):
            for _ in range(2):
                await rosa.say({"kind": "remark", "id": id_, "at": 0, "text": "The pause before the price."})
            return [await rosa.hear() for _ in range(2)], await quiet(ama), await quiet(dov)

    answers, ama_hears_nothing, dov_hears_nothing = run(talk)
    assert answers == [{"kind": "remark_kept", "id": id_}] * 2
    assert ama_hears_nothing
    assert dov_hears_nothing
    assert Remark.objects.get().text == "The pause before the price."


def test_a_choice_waits_for_the_speaker_and_is_answered_by_them(cast):
    id_ = new_id()

    async def talk():
        async with lines_of(cast, cast.rosa) as (rosa,):
            await rosa.say({"kind": "choose", "id": id_, "node": "ask", "choice": "yes"})
            assert await quiet(rosa)
            async with opened(cast.cookies[cast.ama.pk], cast.rehearsal) as ama:
                await join(ama, cast.ama.name)
                asked = await hear(ama, "choose")
            async with opened(cast.cookies[cast.ama.pk], cast.rehearsal) as ama:
                await join(ama, cast.ama.name)
                again = await hear(ama, "choose")
                await ama.say({"kind": "chosen", "id": id_, "taken": True})
                chosen = await hear(rosa, "chosen")
            async with opened(cast.cookies[cast.ama.pk], cast.rehearsal) as ama:
                await join(ama, cast.ama.name)
                return asked, again, chosen, await quiet(ama)

    asked, again, chosen, nothing = run(talk)
    assert asked == again == {"kind": "choose", "id": id_, "node": "ask", "choice": "yes", "by": str(cast.rosa.pk)}
    assert chosen == {"kind": "chosen", "id": id_, "taken": True}
    assert nothing


def test_slides_are_turned_by_the_speaker_for_all_and_by_a_mentor_through_the_speaker(cast):
    hers, ours = new_id(), new_id()

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa, cast.dov) as (ama, rosa, dov):
            await ama.say({"kind": "turn", "id": hers, "slide": 2})
            first = [await hear(ama, "turned"), await hear(rosa, "turn"), await hear(dov, "turn")]
            await rosa.say({"kind": "turn", "id": ours, "slide": 3})
            asked = await hear(ama, "turn")
            await ama.say({"kind": "turned", "id": ours})
            turned = await hear(rosa, "turned")
            await dov.say({"kind": "turn", "id": new_id(), "slide": 9})
            return first, asked, turned, await hear(dov, "refused")

    first, asked, turned, refused = run(talk)
    assert first[0] == {"kind": "turned", "id": hers}
    assert first[1] == first[2] == {"kind": "turn", "slide": 2, "id": hers, "by": str(cast.ama.pk)}
    assert (asked["slide"], asked["by"], turned["id"]) == (3, str(cast.rosa.pk), ours)
    assert refused["why"] == "no-place"


def test_a_signal_reaches_one_and_a_state_all_others(cast):
    offer = {"type": "offer", "sdp": "v=0"}

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa, cast.dov) as (ama, rosa, dov):
            await ama.say({"kind": "signal", "to": tab_of(cast.rosa.name), "description": offer})
            await ama.say({"kind": "signal", "to": tab_of("nobody"), "description": offer})
            await ama.say({"kind": "state", "microphone": "on", "seat": 3, "speaking": False})
            return await rosa.hear(), await rosa.hear(), await dov.hear(), await quiet(ama)

    signal, state, his, nothing = run(talk)
    assert signal == {"kind": "signal", "from": tab_of(cast.ama.name), "description": offer}
    assert state == his
    assert (state["tab"], state["microphone"], state["seat"]) == (tab_of(cast.ama.name), "on", 3)
    assert nothing


@pytest.mark.parametrize(
    "said", [{"kind": "begin"}, {"kind": "over"}, {"kind": "now", "state": {}}, {"kind": "turned", "id": new_id()}]
)
def test_a_guest_does_not_speak_for_the_speaker(cast, said):
    async def talk():
        async with lines_of(cast, cast.rosa) as (rosa,):
            await rosa.say(said)
            return await rosa.code()

    assert run(talk) == sockets.WRONG
    cast.rehearsal.refresh_from_db()
    assert cast.rehearsal.state == "open"


# Poses


def test_each_reader_gets_one_frame_with_the_newest_of_everybody(cast, settings):
    settings.POSES_A_SECOND = 5

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa, cast.dov) as (ama, rosa, dov):
            for n in range(4):
                await ama.say({"kind": "pose", "h": [n, *HEAD[1:]], "l": HEAD, "r": None})
                await rosa.say({"kind": "pose", "h": [10 + n, *HEAD[1:]], "l": None, "r": None})
            began = time.monotonic()
            frames = [await hear(dov, "poses"), await hear(dov, "poses")]
            return frames, time.monotonic() - began, await quiet(dov), await hear(ama, "poses")

    (first, second), seconds, nothing, hers = run(talk)
    assert first["of"][tab_of(cast.ama.name)] == [[0, *HEAD[1:]], HEAD, None]
    # The second frame is one pace later and carries both, of each the newest.
    assert {tab: pose[0][0] for tab, pose in second["of"].items()} == {tab_of(cast.ama.name): 3, tab_of(cast.rosa.name): 13}
    assert seconds > 0.1
    assert nothing
    assert tab_of(cast.ama.name) not in hers["of"], "nobody is told where they are themselves"


def test_a_reader_who_does_not_read_gets_the_newest_and_no_heap_of_old_ones(cast, settings, monkeypatch):
    settings.POSES_A_SECOND = 1000
    monkeypatch.setattr(consumer.RehearsalSocket, "is_behind", lambda self: self.person.pk == cast.rosa.pk and is_slow[0])
    is_slow = [True]

    async def talk():
        async with lines_of(cast, cast.ama, cast.rosa) as (ama, rosa):
            for n in range(10):
                await ama.say({"kind": "pose", "h": [n, *HEAD[1:]]})
            assert await quiet(rosa)
            is_slow[0] = False
            return await rosa.hear(), await quiet(rosa)

    frame, nothing = run(talk)
    assert frame["of"][tab_of(cast.ama.name)][0][0] == 9
    assert nothing
