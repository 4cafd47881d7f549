"""Recordings: shared by the speaker, read by mentors, sealed, deleted and expiring."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from mentes.lib import clock, resealing
from mentes.lib.errors import Refused
from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.actions.sharing import (
    delete_recording,
    expire_recordings,
    recording_for,
    share_for_longer,
    share_recording,
)
from mentes.rehearsals.models import Recording, Rehearsal
from mentes.rehearsals.models.recording import MOST_RECORDING_BYTES
from mentes.rehearsals.tests.test_plan_and_invite import planned
from mentes.testing import NOW
from mentes.trust.actions import erase_person, export_person

BODY = bytes(range(256)) * 8


@pytest.fixture
def rehearsal(cast) -> Rehearsal:
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    inviting.come_by_link(inviting.make_link(rehearsal, by=cast.ama), by=cast.dov, now=NOW)
    return planning.open_rehearsal(rehearsal, by=cast.ama, now=NOW)


def test_the_speaker_shares_it_with_the_mentors_alone(cast, rehearsal, settings):
    assert recording_for(rehearsal, cast.ama, now=NOW) is None
    share_recording(rehearsal, BODY, by=cast.ama, now=NOW)
    for person in (cast.ama, cast.rosa):
        found = recording_for(rehearsal, person, now=NOW)
        assert (found.body, found.n_bytes) == (BODY, len(BODY))
        assert found.expires_at - found.shared_at == timedelta(days=settings.RECORDING_DAYS)
    assert recording_for(rehearsal, cast.dov, now=NOW) is recording_for(rehearsal, cast.cleo, now=NOW) is None


def test_nobody_else_shares_or_deletes_it(cast, rehearsal):
    with pytest.raises(Refused):
        share_recording(rehearsal, BODY, by=cast.rosa, now=NOW)
    share_recording(rehearsal, BODY, by=cast.ama, now=NOW)
    with pytest.raises(Refused):
        delete_recording(rehearsal, by=cast.rosa)
    delete_recording(rehearsal, by=cast.ama)
    delete_recording(rehearsal, by=cast.ama)
    assert not Recording.objects.exists()


def test_shared_again_it_is_the_newer_one(cast, rehearsal):
    share_recording(rehearsal, BODY, by=cast.ama, now=NOW)
    share_recording(rehearsal, b"newer", by=cast.ama, now=NOW)
    assert [(one.body, one.n_bytes) for one in Recording.objects.all()] == [(b"newer", 5)]


def test_shared_again_it_does_not_stay_longer_unless_the_speaker_says_so(cast, rehearsal, settings):
    share_recording(rehearsal, BODY, by=cast.ama, now=NOW)
    later, whole = NOW + timedelta(days=9), timedelta(days=settings.RECORDING_DAYS)
    share_recording(rehearsal, b"with an objection", by=cast.ama, now=later)
    assert Recording.objects.get().expires_at == NOW + whole
    with pytest.raises(Refused):
        share_for_longer(rehearsal, by=cast.rosa, now=later)
    share_for_longer(rehearsal, by=cast.ama, now=later)
    found = Recording.objects.get()
    assert (found.body, found.shared_at, found.expires_at) == (b"with an objection", NOW, later + whole)
    # What has expired is shared anew, for its whole time, and not only made longer.
    gone = later + whole
    share_for_longer(rehearsal, by=cast.ama, now=gone)
    assert recording_for(rehearsal, cast.rosa, now=gone) is None
    share_recording(rehearsal, BODY, by=cast.ama, now=gone)
    assert Recording.objects.get().expires_at == gone + whole


def test_a_button_keeps_it_shared_for_longer(client, cast, rehearsal, settings):
    share_recording(rehearsal, BODY, by=cast.ama, now=clock.now())
    first = Recording.objects.get().expires_at
    address = reverse("rehearsals:share", args=[rehearsal.pk])
    client.force_login(cast.rosa)
    assert client.post(address, {"longer": "1"}).status_code == 404
    client.force_login(cast.ama)
    assert client.post(address, {"longer": "1"}).status_code == 302
    assert Recording.objects.get().expires_at > first


@pytest.mark.parametrize(("body", "status"), [(b"", 422), (b"x" * (MOST_RECORDING_BYTES + 1), 413)])
def test_too_much_or_nothing_is_refused_and_what_was_there_stays(cast, rehearsal, body, status):
    share_recording(rehearsal, BODY, by=cast.ama, now=NOW)
    with pytest.raises(Refused) as told:
        share_recording(rehearsal, body, by=cast.ama, now=NOW)
    assert told.value.status == status
    assert Recording.objects.get().body == BODY


def test_a_script_that_is_refused_is_told_so_and_not_led_back_to_a_page(client, cast, rehearsal):
    client.force_login(cast.ama)
    address = reverse("rehearsals:share", args=[rehearsal.pk])
    page = f"http://testserver{reverse('rehearsals:report', args=[rehearsal.pk])}"
    refused = client.post(address, headers={"accept": "application/json", "referer": page})
    assert refused.status_code == 422
    assert refused.json()["refused"]
    assert client.post(address, headers={"referer": page}).status_code == 302


def test_none_of_what_never_began(cast):
    with pytest.raises(Refused):
        share_recording(planned(cast), BODY, by=cast.ama, now=NOW)


def test_it_expires_by_itself(cast, rehearsal, settings):
    settings.RECORDING_DAYS = 2
    share_recording(rehearsal, BODY, by=cast.ama, now=NOW)
    soon, then = NOW + timedelta(days=2, seconds=-1), NOW + timedelta(days=2)
    assert expire_recordings(soon) == 0
    assert recording_for(rehearsal, cast.rosa, now=soon)
    assert recording_for(rehearsal, cast.rosa, now=then) is None
    assert (expire_recordings(then), expire_recordings(then)) == (1, 0)


def test_it_lies_sealed_stands_in_a_copy_as_a_file_and_goes_with_its_speaker(cast, rehearsal, monkeypatch):
    secret = b"where Ama's head was" * 9
    share_recording(rehearsal, secret, by=cast.ama, now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("select body from rehearsals_recording")
        kept = cursor.fetchone()[0]
    assert "Ama" not in kept
    assert len(kept) < 2 * len(secret) + 200
    with zipfile.ZipFile(io.BytesIO(export_person(cast.ama))) as copy:
        assert copy.read(f"files/{rehearsal.pk}/recording.bin") == secret
    column = next(one for one in resealing.columns() if one.table == "rehearsals_recording")
    assert (column.name, column.at_once) == ("body", 8)
    erase_person(cast.ama, by=cast.ama, now=NOW)
    assert not Recording.objects.exists()
