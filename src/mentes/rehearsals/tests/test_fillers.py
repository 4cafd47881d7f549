"""Fillers: tapped by a mentor, or heard in a voice that its speaker sent; who may, how often, and that nothing of it stays."""

import asyncio
import io
import json
import logging
import os
import subprocess
import sys
import tempfile
import uuid
import zipfile
from datetime import timedelta

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from mentes.engines.speech import MOST_BYTES
from mentes.engines.speech.tests.voices import Piece, as_wave, missing, model_folder, speech_of
from mentes.rehearsals import bridge
from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.actions.cueing import NotKept
from mentes.rehearsals.actions.tapping import keep_tap
from mentes.rehearsals.models import Rehearsal, Tap
from mentes.rehearsals.tests.test_plan_and_invite import planned
from mentes.testing import NOW
from mentes.trust.actions import erase_person, export_person

WORD = b"bluestone-and-nobody-else-says-so"
VOICE = b"OggS" + WORD * 40

# Stands for the helper where no model is: reads all of the voice, as it does, and answers in its way.
STAND_IN = """
import json, sys
voice = sys.stdin.buffer.read()
print(json.dumps({"done": 0.5}), flush=True)
print(json.dumps({"seconds": 9.0, "fillers": [["um", 1.25], ["er", 7.5]]}), flush=True)
"""
FOUND = {"fillers": [{"word": "um", "at": 1250}, {"word": "er", "at": 7500}]}


@pytest.fixture
def rehearsal(cast, monkeypatch) -> Rehearsal:
    """Ama speaks; Rosa is there as her mentor and Dov as a peer."""
    monkeypatch.setattr("mentes.lib.clock.now", lambda: NOW + timedelta(minutes=20))
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    inviting.come_by_link(inviting.make_link(rehearsal, by=cast.ama), by=cast.dov, now=NOW)
    return planning.open_rehearsal(rehearsal, by=cast.ama, now=NOW)


@pytest.fixture
def offered(monkeypatch, tmp_path, settings):
    """`offered(script)`: this installation offers it, with a helper that runs `script`."""
    settings.SPEECH_MODEL = str(tmp_path)

    def offer(script: str = STAND_IN) -> None:
        monkeypatch.setattr(bridge, "is_offered", lambda: True)
        monkeypatch.setattr(bridge, "HELPER", (sys.executable, "-c", script))

    return offer


def at(rehearsal: Rehearsal, name: str = "fillers") -> str:
    return reverse(f"rehearsals:{name}", args=[rehearsal.pk])


def send(client, rehearsal, voice: bytes = VOICE, **more):
    return client.post(at(rehearsal), {"voice": SimpleUploadedFile("voice", voice), "yes": "1"} | more)


def told(response) -> list[dict]:
    return [json.loads(line) for line in b"".join(response).splitlines()]


def test_the_speaker_gets_moments_and_how_far_it_is(cast, signed_in, rehearsal, offered):
    offered()
    ama = signed_in(cast.ama)
    ama.defaults["HTTP_ACCEPT_ENCODING"] = "gzip"
    response = send(ama, rehearsal)
    assert (response.status_code, response["Content-Type"]) == (200, "application/x-ndjson")
    assert told(response) == [{"done": 0.5}, FOUND]


def test_nobody_but_the_speaker_and_nobody_without_a_token(cast, signed_in, rehearsal, offered):
    offered()
    for person in (cast.rosa, cast.dov, cast.cleo):
        assert send(signed_in(person), rehearsal).status_code == 404
    assert send(Client(), rehearsal).status_code == 302
    wary = Client(enforce_csrf_checks=True)
    wary.force_login(cast.ama)
    assert send(wary, rehearsal).status_code == 403
    assert signed_in(cast.ama).get(at(rehearsal)).status_code == 405
    assert send(signed_in(cast.ama), planned(cast)).status_code == 404  # it has not begun


def test_where_it_is_not_offered_there_is_no_door_and_no_button(cast, signed_in, rehearsal, offered):
    ama = signed_in(cast.ama)
    assert send(ama, rehearsal).status_code == 404
    assert "listen-yes" not in ama.get(at(rehearsal, "report")).content.decode()
    offered()
    page = ama.get(at(rehearsal, "report")).content.decode()
    assert "listen-yes" in page
    assert "is read once and thrown away" in page
    assert "listen-yes" not in signed_in(cast.rosa).get(at(rehearsal, "report")).content.decode()


def test_it_takes_the_extra_a_setting_and_a_whole_model(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(bridge, "is_installed", lambda: True)
    settings.SPEECH_MODEL = ""
    assert not bridge.is_offered()
    settings.SPEECH_MODEL = str(tmp_path)
    assert not bridge.is_offered()
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"x")
    assert bridge.is_offered()
    monkeypatch.setattr(bridge, "is_installed", lambda: False)
    assert not bridge.is_offered()


@pytest.mark.parametrize(
    ("voice", "more", "codes", "status"),
    [
        (b"", {}, ["no_sound"], 422),
        (VOICE, {"yes": ""}, ["no_yes"], 422),
        (bytes(MOST_BYTES + 1), {"yes": ""}, ["too_large", "no_yes"], 413),
    ],
)
def test_without_a_yes_or_a_voice_all_that_is_wrong_is_named(cast, signed_in, rehearsal, offered, voice, more, codes, status):
    offered()
    response = send(signed_in(cast.ama), rehearsal, voice, **more)
    assert (response.status_code, response.json()) == (status, {"wrong": codes})


def test_ten_an_hour_and_no_more(cast, signed_in, rehearsal, offered):
    offered('print(\'{"seconds": 1, "fillers": []}\')')
    ama = signed_in(cast.ama)
    assert [send(ama, rehearsal).status_code for _ in range(11)] == [200] * 10 + [429]


def test_one_at_a_time_for_a_person_and_two_for_all(rehearsal, offered):
    offered("import sys, time; sys.stdin.buffer.read(); print('{\"done\": 0}', flush=True); time.sleep(60)")

    async def all_at_once():
        first, second = bridge.listen(VOICE, whose="ama"), bridge.listen(VOICE, whose="rosa")
        begun = [await anext(first), await anext(second)]
        refused = [[said async for said in bridge.listen(VOICE, whose=whose)] for whose in ("ama", "dov")]
        await first.aclose()  # she went away: her place is free
        third = bridge.listen(VOICE, whose="ama")
        begun.append(await anext(third))
        await asyncio.gather(second.aclose(), third.aclose())
        return begun, refused

    begun, refused = asyncio.run(all_at_once())
    assert begun == [{"done": 0.0}] * 3
    assert refused == [[{"wrong": ["already"]}], [{"wrong": ["busy"]}]]
    assert not bridge._whose


@pytest.mark.parametrize(
    "said",
    [
        "boom",
        '{"fillers": [["bluestone", 1]]}',
        '{"fillers": [["um", -1]]}',
        '{"fillers": [["um", 1e99]]}',
        '{"fillers": "um"}',
        "[]",
        "",
    ],
)
def test_of_a_helper_that_was_taken_over_nothing_is_passed_on(cast, signed_in, rehearsal, offered, said):
    offered(f"print({said!r})")
    assert told(send(signed_in(cast.ama), rehearsal)) == [{"wrong": ["failed"]}]


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        rows = []
        for table in tables:
            cursor.execute(f'select row_to_json(t)::text from "{table}" t')
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def test_nothing_of_a_voice_stays_in_database_log_or_disk(cast, signed_in, rehearsal, offered, caplog, monkeypatch, tmp_path):
    """A helper that fails and complains in words of the voice, which is the most that could be written down."""
    offered("import sys; voice = sys.stdin.buffer.read(); print(voice[:60], file=sys.stderr); sys.exit(3)")
    disk = tmp_path / "disk"
    disk.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    rolled = []
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", lambda self: rolled.append(self))
    before = everything_in_the_database()
    large = VOICE + os.urandom(4_000_000)  # fifteen minutes at the rate the page records
    with caplog.at_level(logging.DEBUG):
        assert told(send(signed_in(cast.ama), rehearsal, large)) == [{"wrong": ["failed"]}]
    assert "the helper ended with 3" in caplog.text
    assert WORD.decode() not in caplog.text
    after = everything_in_the_database()
    assert len(after) > len(before)  # a count of tries, which shows that the look was taken
    for way in (WORD.decode(), WORD.hex()):
        assert way not in after
    assert list(disk.iterdir()) == []
    assert rolled == []


@pytest.mark.skipif(not hasattr(os, "nice"), reason="limits are those of POSIX")
def test_the_helper_can_write_no_file(tmp_path):
    pytest.importorskip("av", reason="the extra “speech” is not installed")
    script = (
        "import signal\nfrom mentes.engines.speech import helper\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nhelper.limit()\n"
        f"open({str(tmp_path / 'voice')!r}, 'wb', buffering=0).write(b'a voice')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "File too large" in done.stderr
    assert not (tmp_path / "voice").exists() or (tmp_path / "voice").stat().st_size == 0


@pytest.mark.skipif(bool(missing()), reason=f"not here: {missing()}")
def test_a_real_voice_goes_through_the_real_helper(cast, signed_in, rehearsal, settings):
    settings.SPEECH_MODEL = str(model_folder())
    pieces = [Piece("The price is", 0.2), Piece("erm", 0.2, is_filler=True), Piece("nine dollars a jar.", 0.3)]
    samples, _planted = speech_of(pieces, "en-us", 160)
    *progress, last = told(send(signed_in(cast.ama), rehearsal, as_wave(samples)))
    assert all(0 <= one["done"] <= 1 for one in progress)
    assert len(last["fillers"]) <= 2
    assert told(send(signed_in(cast.ama), rehearsal, as_wave(np.zeros(0, np.float32)))) == [{"wrong": ["no_sound"]}]


def tap(rehearsal, ms, by) -> Tap:
    return keep_tap(rehearsal.pk, uuid.uuid4(), at_ms=ms, by=by, now=NOW + timedelta(minutes=20))


def test_taps_stand_in_the_report_by_the_name_of_who_tapped(cast, signed_in, rehearsal):
    tap(rehearsal, 65_000, cast.rosa)
    for person in (cast.ama, cast.rosa):
        page = signed_in(person).get(at(rehearsal, "report")).content.decode()
        assert "1:05" in page
        assert "tapped this" in page
    assert signed_in(cast.dov).get(at(rehearsal, "report")).status_code == 404


def test_only_a_mentor_taps_and_not_after_the_end(cast, rehearsal):
    with pytest.raises(NotKept):
        tap(rehearsal, 1, cast.dov)
    planning.end_rehearsal(rehearsal, by=cast.ama, now=NOW + timedelta(minutes=2))
    assert tap(rehearsal, 119_000, cast.rosa).at_ms == 119_000  # it came late
    with pytest.raises(NotKept) as refused:
        tap(rehearsal, 121_000, cast.rosa)
    assert refused.value.why == "over"


def test_taps_are_in_both_copies_and_go_with_either(cast, rehearsal):
    tap(rehearsal, 5_123, cast.rosa)
    for person in (cast.ama, cast.rosa):
        with zipfile.ZipFile(io.BytesIO(export_person(person))) as copy:
            assert any(b"5123" in copy.read(name) for name in copy.namelist())
    erase_person(cast.rosa, by=cast.rosa, now=NOW)
    assert not Tap.objects.exists()
