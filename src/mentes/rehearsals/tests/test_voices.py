"""Spoken remarks and the speaker's own voice: who hears them, what is refused, and what becomes of them."""

import io
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from mentes.lib.errors import Refused
from mentes.messages.tests.sounds import mp4, webm
from mentes.rehearsals.actions import inviting, planning, sharing, voicing
from mentes.rehearsals.actions.cueing import NotKept
from mentes.rehearsals.actions.remarking import remarks_for
from mentes.rehearsals.actions.voicing import Voice
from mentes.rehearsals.models import OwnVoice, Recording, Rehearsal, Remark, VoiceNote
from mentes.rehearsals.models.sound import MOST_NOTE_BYTES
from mentes.rehearsals.tests.test_plan_and_invite import planned
from mentes.testing import NOW
from mentes.trust.actions import erase_person, export_person

WEBM = webm()
THEN = NOW + timedelta(minutes=20)


@pytest.fixture
def rehearsal(cast, monkeypatch) -> Rehearsal:
    """Ama has spoken; Rosa was there as her mentor, Cleo as another, and Dov as a peer."""
    monkeypatch.setattr("mentes.lib.clock.now", lambda: THEN)
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    for person in (cast.dov, cast.cleo):
        inviting.come_by_link(inviting.make_link(rehearsal, by=cast.ama), by=person, now=NOW)
    rehearsal.guests.filter(person=cast.cleo).update(side="mentor")
    planning.open_rehearsal(rehearsal, by=cast.ama, now=NOW)
    return planning.end_rehearsal(rehearsal, by=cast.ama, now=NOW + timedelta(minutes=12))


def at(name: str, rehearsal: Rehearsal, *more) -> str:
    return reverse(f"rehearsals:{name}", args=[rehearsal.pk, *more])


def voice(body: bytes = WEBM) -> SimpleUploadedFile:
    return SimpleUploadedFile("voice", body)


def note(rehearsal, by, *, text: str = "", n: uuid.UUID | None = None) -> Remark:
    given = Voice(WEBM, "audio/webm")
    return voicing.keep_note(rehearsal.pk, n or uuid.uuid4(), at_ms=5000, text=text, voice=given, by=by, now=THEN)


def shared(cast, rehearsal) -> OwnVoice:
    sharing.share_recording(rehearsal, b"where heads were", by=cast.ama, now=THEN)
    return voicing.share_voice(rehearsal, Voice(WEBM, "audio/webm"), at_ms=-40, by=cast.ama, now=THEN)


def test_a_mentor_speaks_a_remark_that_the_speaker_hears_and_nobody_else(cast, signed_in, rehearsal):
    key = str(uuid.uuid4())
    sent = {"at": "2:10", "text": "", "id": key, "voice": voice()}
    json = {"Accept": "application/json"}
    assert signed_in(cast.rosa).post(at("remark", rehearsal), sent, headers=json).status_code == 204
    assert signed_in(cast.rosa).post(at("remark", rehearsal), sent | {"voice": voice()}, headers=json).status_code == 204
    made = Remark.objects.get()
    assert (str(made.pk), made.at_ms, made.text, made.by) == (key, 130_000, "", cast.rosa)
    for person, expected in ((cast.ama, 200), (cast.rosa, 200), (cast.cleo, 404), (cast.dov, 404)):
        answer = signed_in(person).get(at("note", rehearsal, key))
        assert answer.status_code == expected, person
        if expected == 200:
            assert (answer.content, answer["Content-Type"]) == (WEBM, "audio/webm")
            assert answer["Content-Disposition"] == 'attachment; filename="remark.webm"'
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Cache-Control"] == "no-store"
            assert "sandbox" in answer["Content-Security-Policy"]
    assert at("note", rehearsal, key) in signed_in(cast.ama).get(at("report", rehearsal)).content.decode()
    assert key not in signed_in(cast.cleo).get(at("report", rehearsal)).content.decode()


def test_its_words_are_for_the_two_alone(cast, rehearsal):
    spoken = note(rehearsal, cast.rosa, text="Four seconds, and he raised it himself.")
    assert remarks_for(rehearsal, cast.ama) == remarks_for(rehearsal, cast.rosa) == [spoken]
    assert remarks_for(rehearsal, cast.cleo) == remarks_for(rehearsal, cast.dov) == []


def test_parts_are_given_to_browsers_that_ask_for_parts(cast, signed_in, rehearsal):
    key = note(rehearsal, cast.rosa).pk
    ama, where = signed_in(cast.ama), at("note", rehearsal, key)
    for asked, first, last in (("bytes=0-1", 0, 1), ("bytes=4-", 4, len(WEBM) - 1), ("bytes=2-99999", 2, len(WEBM) - 1)):
        answer = ama.get(where, headers={"Range": asked})
        assert (answer.status_code, answer.content) == (206, WEBM[first : last + 1])
        assert answer["Content-Range"] == f"bytes {first}-{last}/{len(WEBM)}"
    assert ama.get(where, headers={"Range": f"bytes={len(WEBM)}-"}).status_code == 416
    assert ama.get(where, headers={"Range": "bytes=5-2"}).status_code == 416


@pytest.mark.parametrize(
    "body", [b"<script>alert(1)</script>", WEBM + b"PK\x05\x06" + bytes(18), webm(track_type=1), b"\0" * (MOST_NOTE_BYTES + 1)]
)
def test_what_is_no_voice_is_refused_in_a_sentence_and_nothing_is_kept(cast, signed_in, rehearsal, body):
    answer = signed_in(cast.rosa).post(at("remark", rehearsal), {"at": "2:10", "text": "", "voice": voice(body)})
    assert answer.status_code == 422
    assert "voice" in answer.content.decode()
    assert not Remark.objects.exists()
    assert not VoiceNote.objects.exists()


def test_a_remark_is_spoken_or_written_and_by_a_mentor(cast, signed_in, rehearsal):
    rosa = signed_in(cast.rosa)
    assert rosa.post(at("remark", rehearsal), {"at": "2:10", "text": " "}).status_code == 422
    for person in (cast.ama, cast.dov):
        assert signed_in(person).post(at("remark", rehearsal), {"at": "2:10", "voice": voice()}).status_code == 404
        with pytest.raises(NotKept):
            note(rehearsal, person)


def test_more_than_one_person_may_give_is_refused_and_leaves_no_remark(cast, rehearsal, monkeypatch):
    monkeypatch.setattr(voicing, "QUOTA_BYTES", 2 * len(WEBM) + 1)
    kept = [note(rehearsal, cast.rosa), note(rehearsal, cast.rosa)]
    with pytest.raises(Refused):
        note(rehearsal, cast.rosa)
    assert list(Remark.objects.order_by("made_at", "pk")) == sorted(kept, key=lambda one: one.pk)
    note(rehearsal, cast.cleo)


def test_its_author_or_the_speaker_removes_it_with_its_sound(cast, signed_in, rehearsal):
    for person in (cast.rosa, cast.ama):
        made = note(rehearsal, cast.rosa)
        signed_in(cast.cleo).post(at("remove_remark", rehearsal, made.pk))
        assert VoiceNote.objects.exists()
        signed_in(person).post(at("remove_remark", rehearsal, made.pk))
        assert not VoiceNote.objects.exists()


def test_the_own_voice_goes_along_only_by_a_yes_of_its_own(cast, signed_in, rehearsal):
    ama, json = signed_in(cast.ama), {"Accept": "application/json"}
    yes = {"at": "-40", "may_hear": "on"}
    assert ama.post(at("share_voice", rehearsal), yes | {"voice": voice()}, headers=json).status_code == 409
    sharing.share_recording(rehearsal, b"where heads were", by=cast.ama, now=THEN)
    assert ama.post(at("share_voice", rehearsal), {"at": "-40", "voice": voice()}, headers=json).status_code == 422
    assert ama.post(at("share_voice", rehearsal), yes | {"voice": voice(b"no voice")}, headers=json).status_code == 422
    assert signed_in(cast.rosa).post(at("share_voice", rehearsal), yes | {"voice": voice()}, headers=json).status_code == 404
    assert not OwnVoice.objects.exists()
    assert ama.post(at("share_voice", rehearsal), yes | {"voice": voice(mp4())}, headers=json).status_code == 204
    for person, expected in ((cast.ama, 200), (cast.rosa, 200), (cast.cleo, 200), (cast.dov, 404)):
        answer = signed_in(person).get(at("own_voice", rehearsal))
        assert answer.status_code == expected, person
    assert (answer := ama.get(at("own_voice", rehearsal)))["Content-Type"] == "audio/mp4"
    assert answer["Content-Disposition"] == 'attachment; filename="voice.m4a"'
    # The recording is sent anew with every mark: the voice stays as it was given.
    sharing.share_recording(rehearsal, b"newer", by=cast.ama, now=THEN)
    assert OwnVoice.objects.get().at_ms == -40


def test_it_is_taken_back_alone_or_with_the_recording(cast, signed_in, rehearsal):
    shared(cast, rehearsal)
    ama = signed_in(cast.ama)
    assert signed_in(cast.rosa).post(at("take_back_voice", rehearsal)).status_code == 404
    ama.post(at("take_back_voice", rehearsal))
    assert (OwnVoice.objects.count(), Recording.objects.count()) == (0, 1)
    shared(cast, rehearsal)
    ama.post(at("take_back", rehearsal))
    assert (OwnVoice.objects.count(), Recording.objects.count()) == (0, 0)
    assert signed_in(cast.rosa).get(at("own_voice", rehearsal)).status_code == 404


def test_it_expires_with_the_recording(cast, rehearsal, settings):
    settings.RECORDING_DAYS = 2
    shared(cast, rehearsal)
    end = THEN + timedelta(days=2)
    assert voicing.voice_for(rehearsal, cast.rosa, now=end - timedelta(seconds=1))
    assert voicing.voice_for(rehearsal, cast.rosa, now=end) is None
    sharing.expire_recordings(end)
    assert not OwnVoice.objects.exists()


def test_both_lie_sealed_stand_in_copies_as_files_and_go_with_their_people(cast, rehearsal):
    shared(cast, rehearsal)
    made = note(rehearsal, cast.rosa, text="Well said.")
    with connection.cursor() as cursor:
        cursor.execute("select body from rehearsals_ownvoice union all select body from rehearsals_voicenote")
        assert all(len(body) > len(WEBM) and "A_OPUS" not in body for (body,) in cursor.fetchall())
    for person in (cast.ama, cast.rosa):
        with zipfile.ZipFile(io.BytesIO(export_person(person))) as copy:
            assert copy.read(f"files/{made.pk}/remark.webm") == WEBM
            assert (f"files/{rehearsal.pk}/voice.webm" in copy.namelist()) == (person == cast.ama)
    with zipfile.ZipFile(io.BytesIO(export_person(cast.cleo))) as copy:
        assert not [name for name in copy.namelist() if name.startswith("files/")]
    erase_person(cast.rosa, by=cast.rosa, now=THEN)
    assert (VoiceNote.objects.count(), OwnVoice.objects.count()) == (0, 1)
    note(rehearsal, cast.cleo)
    erase_person(cast.ama, by=cast.ama, now=THEN)
    assert (VoiceNote.objects.count(), OwnVoice.objects.count()) == (0, 0)
