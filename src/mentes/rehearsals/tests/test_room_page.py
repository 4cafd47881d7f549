"""The page of the room: for its speaker and who is invited, each with what is theirs to do."""

import json
import re

import pytest
from django.urls import reverse

from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.models import Guest
from mentes.rehearsals.room_words import cues, words_of_a_rehearsal
from mentes.rehearsals.tests.test_plan_and_invite import planned
from mentes.testing import NOW


def held_in(page: str) -> dict:
    return json.loads(re.search(r'id="rehearse-held" type="application/json">(.*?)</script>', page, re.S)[1])


def test_the_speaker_finds_the_scenario_the_audience_and_who_may_come(cast, signed_in):
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    answer = signed_in(cast.ama).get(reverse("rehearsals:room", args=[rehearsal.pk]))
    page = answer.content.decode()
    held = held_in(page)
    assert held["side"] == "speaker"
    assert held["setting"] == {
        "place": rehearsal.place,
        "light": rehearsal.light,
        "people": 3,
        "seed": rehearsal.seed,
        "mood": rehearsal.mood,
    }
    assert held["scenario"]["first"] == "greet"
    assert {one["name"] for one in held["people"].values()} == {cast.ama.name, cast.rosa.name}
    assert "scripted, not a person" in page
    assert 'data-do="cue"' not in page
    assert "microphone=(self)" in answer["Permissions-Policy"]
    assert "xr-spatial-tracking=(self)" in answer["Permissions-Policy"]


@pytest.mark.parametrize(("side", "gives_cues"), [("mentor", True), ("peer", False)])
def test_a_mentor_gives_cues_and_remarks_a_peer_does_not(cast, signed_in, side, gives_cues):
    rehearsal = planned(cast)
    guest = inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    inviting.change_side(rehearsal, guest.pk, side=side, by=cast.ama)
    page = signed_in(cast.rosa).get(reverse("rehearsals:room", args=[rehearsal.pk])).content.decode()
    assert held_in(page)["side"] == side
    assert ('data-do="cue"' in page) is gives_cues
    assert ('id="rehearse-remark"' in page) is gives_cues
    assert 'data-do="begin"' not in page


def test_nobody_else_finds_it_and_what_is_over_is_met_in_the_lobby(cast, signed_in):
    rehearsal = planned(cast)
    address = reverse("rehearsals:room", args=[rehearsal.pk])
    assert signed_in(cast.dov).get(address).status_code == 404
    assert signed_in(cast.cleo).get(address).status_code == 404
    planning.end_rehearsal(rehearsal, by=cast.ama, now=NOW)
    assert signed_in(cast.ama).get(address).url == reverse("rehearsals:show", args=[rehearsal.pk])


def test_what_an_uninvited_guest_knew_is_gone_with_their_place(cast, signed_in):
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    Guest.objects.filter(rehearsal=rehearsal).delete()
    assert signed_in(cast.rosa).get(reverse("rehearsals:room", args=[rehearsal.pk])).status_code == 404


def test_every_cue_has_words_for_whoever_reads_it():
    for side in ("speaker", "mentor", "peer"):
        said = words_of_a_rehearsal(side)
        assert all(said[f"cue-{code}"] for code, _words in cues())
