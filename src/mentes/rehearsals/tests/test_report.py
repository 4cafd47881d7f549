"""The report: who opens it, what stands in it without scripts, sharing, remarks afterwards, and one thing to try next."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mentes.meetings.actions.booking import book
from mentes.meetings.models import Action
from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.actions.cueing import keep_cue
from mentes.rehearsals.actions.remarking import keep_remark
from mentes.rehearsals.actions.trying import pairs_of, place_waiting, say_next
from mentes.rehearsals.models import Recording, Rehearsal, Remark, TryNext
from mentes.rehearsals.report_forms import BEGINS
from mentes.rehearsals.tests.test_plan_and_invite import planned
from mentes.testing import NOW

BODY = BEGINS + bytes(range(256))


@pytest.fixture
def rehearsal(cast, monkeypatch) -> Rehearsal:
    """Ama has spoken; Rosa was there as her mentor and Dov as a peer."""
    monkeypatch.setattr("mentes.lib.clock.now", lambda: NOW + timedelta(minutes=20))
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    inviting.come_by_link(inviting.make_link(rehearsal, by=cast.ama), by=cast.dov, now=NOW)
    planning.open_rehearsal(rehearsal, by=cast.ama, now=NOW)
    keep_cue(rehearsal.pk, uuid.uuid4(), kind="slower", text="", by=cast.rosa, now=NOW + timedelta(seconds=65))
    jar = {"at_ms": 130_000, "text": "You named the jar first.", "by": cast.rosa}
    keep_remark(rehearsal.pk, uuid.uuid4(), **jar, now=NOW + timedelta(minutes=3))
    return planning.end_rehearsal(rehearsal, by=cast.ama, now=NOW + timedelta(minutes=12))


def at(name: str, rehearsal: Rehearsal, *more) -> str:
    return reverse(f"rehearsals:{name}", args=[rehearsal.pk, *more])


def test_the_speaker_and_the_mentor_read_what_was_said_with_its_times(cast, signed_in, rehearsal):
    for person in (cast.ama, cast.rosa):
        page = signed_in(person).get(at("report", rehearsal)).content.decode()
        assert '<time data-at="65000">1:05</time>' in page
        assert '<time data-at="130000">2:10</time>' in page
        assert "You named the jar first." in page
        assert "Slower" in page


def test_a_peer_and_strangers_find_no_report_and_nobody_before_it_began(cast, signed_in, rehearsal):
    for person in (cast.dov, cast.cleo):
        for name in ("report", "recording"):
            assert signed_in(person).get(at(name, rehearsal)).status_code == 404
    assert signed_in(cast.ama).get(at("report", planned(cast))).status_code == 404


def test_scripts_get_what_draws_the_same_room_and_nothing_of_others(cast, signed_in, rehearsal):
    page = signed_in(cast.rosa).get(at("report", rehearsal)).content.decode()
    held = json.loads(re.search(r'id="report-data" type="application/json">(.*?)</script>', page, re.S)[1])
    assert held["setting"] == {"place": "market", "light": "dawn", "n": 3, "seed": rehearsal.seed, "mood": "supportive"}
    assert [one["who"] for one in held["people"]] == ["speaker", str(cast.rosa.pk), str(cast.dov.pk)]
    assert (held["maySpeak"], held["recording"]) == (False, "")
    assert [one["kind"] for one in held["said"]] == ["cue", "remark"]
    assert held["handles"]["greet"] == {"thing": "jars", "task": "lay_out", "n": 3}


def test_sharing_is_the_speakers_act_and_so_is_taking_back(cast, signed_in, rehearsal):
    ama, rosa = signed_in(cast.ama), signed_in(cast.rosa)
    assert rosa.get(at("recording", rehearsal)).status_code == 404
    given = {"recording": SimpleUploadedFile("recording", BODY)}
    assert signed_in(cast.rosa).post(at("share", rehearsal), given).status_code == 404
    given = {"recording": SimpleUploadedFile("recording", BODY)}
    assert ama.post(at("share", rehearsal), given, headers={"Accept": "application/json"}).status_code == 204
    answer = rosa.get(at("recording", rehearsal))
    assert (answer.content, answer["Content-Type"], answer["Cache-Control"]) == (BODY, "application/octet-stream", "no-store")
    assert "Take it back" in ama.get(at("report", rehearsal)).content.decode()
    ama.post(at("take_back", rehearsal))
    assert rosa.get(at("recording", rehearsal)).status_code == 404
    assert not Recording.objects.exists()


@pytest.mark.parametrize(("body", "status"), [(b"a picture", 422), (BEGINS + bytes(2 * 1024 * 1024), 413), (None, 422)])
def test_what_is_no_recording_or_too_large_is_refused_in_a_sentence(cast, signed_in, rehearsal, body, status):
    given = {"recording": SimpleUploadedFile("recording", body)} if body else {}
    answer = signed_in(cast.ama).post(at("share", rehearsal), given)
    assert answer.status_code == status
    assert not Recording.objects.exists()


def test_a_mentor_writes_a_remark_afterwards_and_either_takes_it_away(cast, signed_in, rehearsal):
    rosa, ama = signed_in(cast.rosa), signed_in(cast.ama)
    assert rosa.post(at("remark", rehearsal), {"at": "٣:05", "text": "Here I would have asked."}).status_code == 302
    made = Remark.objects.get(at_ms=185_000)
    assert (made.text, made.by) == ("Here I would have asked.", cast.rosa)
    assert ama.post(at("remark", rehearsal), {"at": "3:05", "text": "I?"}).status_code == 404
    wrong = rosa.post(at("remark", rehearsal), {"at": "soon", "text": ""})
    assert wrong.status_code == 422
    for sentence in ("as 3:05", "Write the remark first."):
        assert sentence in wrong.content.decode()
    ama.post(at("remove_remark", rehearsal, made.pk))
    assert not Remark.objects.filter(pk=made.pk).exists()


def booked(cast, rehearsal, *, days: int):
    match = pairs_of(rehearsal, cast.ama)[0]
    starts_at, two = NOW + timedelta(days=days), (cast.ama, cast.rosa)
    (meeting,) = book(about=match.pk, people=two, starts_at=starts_at, minutes=30, by=cast.ama, now=NOW)
    return match, meeting


def test_one_thing_to_try_comes_back_at_the_next_meeting(cast, signed_in, rehearsal):
    match, meeting = booked(cast, rehearsal, days=3)
    sent = {"text": "Name the price, then be silent.", "match": str(match.pk)}
    assert signed_in(cast.ama).post(at("try_next", rehearsal), sent).status_code == 302
    action = Action.objects.about(match.pk).open().get()
    assert (action.text, action.owner, action.meeting) == (sent["text"], cast.ama, meeting)
    page = signed_in(cast.ama).get(at("report", rehearsal)).content.decode()
    assert "Name the price, then be silent." in page
    assert "Name the price" not in signed_in(cast.rosa).get(at("report", rehearsal)).content.decode()


def test_other_words_replace_it_there_too(cast, rehearsal):
    match, _meeting = booked(cast, rehearsal, days=3)
    for text in ("Ask first.", "Ask first.", "Breathe, then ask."):
        say_next(rehearsal, text, match=match, by=cast.ama, now=NOW)
    assert [one.text for one in Action.objects.about(match.pk).open()] == ["Breathe, then ask."]
    assert Action.objects.about(match.pk).count() == 2


def test_without_a_meeting_it_waits_until_one_is_booked(cast, rehearsal):
    match = pairs_of(rehearsal, cast.ama)[0]
    assert not say_next(rehearsal, "Ask first.", match=match, by=cast.ama, now=NOW).is_placed
    assert place_waiting(NOW) == 0
    _match, meeting = booked(cast, rehearsal, days=5)
    assert place_waiting(NOW) == 1
    assert place_waiting(NOW) == 0
    assert TryNext.objects.get().action.meeting == meeting


def test_only_the_speaker_says_it_and_on_its_own_it_stays_on_the_page(cast, signed_in, rehearsal):
    assert signed_in(cast.rosa).post(at("try_next", rehearsal), {"text": "Do as I say."}).status_code == 404
    assert signed_in(cast.ama).post(at("try_next", rehearsal), {"text": ""}).status_code == 422
    signed_in(cast.ama).post(at("try_next", rehearsal), {"text": "Slow down.", "match": ""})
    assert not Action.objects.exists()
    assert "It is kept on this page alone." in signed_in(cast.ama).get(at("report", rehearsal)).content.decode()
