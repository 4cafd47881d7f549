"""Planning a rehearsal, inviting to it, coming by its link, beginning and ending it."""

import re

import pytest
from django.urls import reverse

from mentes.lib.errors import Refused
from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.actions.writing import write_scenario
from mentes.rehearsals.models import Guest, Rehearsal
from mentes.rehearsals.of import said_of, scenario_of
from mentes.rehearsals.scenarios import read_scenario
from mentes.rehearsals.tests.test_scenarios import WHOLE
from mentes.testing import NOW, make_person

SETTING = planning.Setting("market", "dawn", 3, "supportive", seed=7)


def planned(cast, **fields) -> Rehearsal:
    return planning.plan_rehearsal(SETTING, of=fields.pop("of", "price"), by=cast.ama, now=NOW)


def test_one_press_plans_it_as_the_scenario_proposes_and_asks_the_mentor(cast, signed_in):
    ama = signed_in(cast.ama)
    page = ama.get(reverse("rehearsals:new"), {"of": "price"})
    assert page.status_code == 200
    said = page.context["form"].initial
    answer = ama.post(reverse("rehearsals:new"), {"of": "price", **said, "mentors": [str(cast.rosa.pk)]})
    rehearsal = Rehearsal.objects.get(speaker=cast.ama)
    assert answer.headers["Location"] == reverse("rehearsals:show", args=[rehearsal.pk])
    assert (rehearsal.place, rehearsal.n_people, rehearsal.mood, rehearsal.state) == ("market", 3, "supportive", "planned")
    assert [(guest.person, guest.side) for guest in rehearsal.guests.all()] == [(cast.rosa, "mentor")]
    assert cast.rosa.name in ama.get(answer.headers["Location"]).content.decode()


def test_everything_wrong_is_said_at_once_and_nothing_is_lost(cast, signed_in):
    answer = signed_in(cast.ama).post(
        reverse("rehearsals:new"), {"of": "price", "place": "moon", "light": "", "n_people": "61", "mood": "angry"}
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"place", "light", "n_people", "mood"}
    assert 'value="61"' in answer.content.decode()
    assert not Rehearsal.objects.exists()


def test_a_scenario_that_is_not_offered_is_not_found(cast, signed_in):
    ama = signed_in(cast.ama)
    assert ama.get(reverse("rehearsals:new"), {"of": "no_such"}).status_code == 404
    own = write_scenario(WHOLE, scenario=read_scenario(WHOLE), programme=None, by=cast.rosa, now=NOW)
    assert ama.get(reverse("rehearsals:new"), {"of": str(own.pk)}).status_code == 404


def test_only_speaker_and_guests_find_it_whoever_runs_the_programme(cast, signed_in):
    rehearsal = planned(cast)
    address = reverse("rehearsals:show", args=[rehearsal.pk])
    assert signed_in(cast.ama).get(address).status_code == 200
    for person in (cast.rosa, cast.cleo, cast.dov):
        assert signed_in(person).get(address).status_code == 404
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    assert signed_in(cast.rosa).get(address).status_code == 200
    assert [rehearsal.side_of(one) for one in (cast.ama, cast.rosa, cast.cleo)] == ["speaker", "mentor", None]


def test_only_a_mentor_of_theirs_is_chosen_by_name_and_only_by_the_speaker(cast):
    rehearsal = planned(cast)
    with pytest.raises(Refused):
        inviting.invite(rehearsal, cast.dov, by=cast.ama, now=NOW)
    with pytest.raises(Refused):
        inviting.invite(rehearsal, cast.rosa, by=cast.rosa, now=NOW)
    assert not rehearsal.guests.exists()


def test_a_link_is_shown_once_kept_as_a_hash_and_the_next_ends_it(cast, signed_in):
    rehearsal = planned(cast)
    ama, dov = signed_in(cast.ama), signed_in(cast.dov)
    shown = ama.post(reverse("rehearsals:link", args=[rehearsal.pk]), follow=True).content.decode()
    word = re.search(r"/rehearsals/come/([\w-]+)/", shown)[1]
    assert word not in ama.get(reverse("rehearsals:show", args=[rehearsal.pk])).content.decode()
    rehearsal.refresh_from_db()
    assert (len(rehearsal.link_hash), word in rehearsal.link_hash) == (64, False)
    # To look changes nothing; to press makes a guest who only listens.
    assert dov.get(reverse("rehearsals:come", args=[word])).status_code == 200
    assert not Guest.objects.exists()
    dov.post(reverse("rehearsals:come", args=[word]))
    dov.post(reverse("rehearsals:come", args=[word]))
    assert [(guest.person, guest.side, guest.came_by_link) for guest in Guest.objects.all()] == [(cast.dov, "peer", True)]
    inviting.make_link(rehearsal, by=cast.ama)
    assert signed_in(cast.cleo).get(reverse("rehearsals:come", args=[word])).status_code == 404
    assert dov.get(reverse("rehearsals:show", args=[rehearsal.pk])).status_code == 200


def test_a_mentor_who_comes_by_the_link_may_give_cues(cast):
    rehearsal = planned(cast)
    inviting.come_by_link(inviting.make_link(rehearsal, by=cast.ama), by=cast.rosa, now=NOW)
    assert rehearsal.side_of(cast.rosa) == "mentor"


def test_an_empty_word_leads_nowhere(cast):
    planned(cast)
    assert inviting.behind_link("") is None
    assert inviting.come_by_link("", by=cast.dov, now=NOW) is None


def test_five_guests_are_as_many_as_hear_one_another(cast):
    rehearsal = planned(cast)
    word = inviting.make_link(rehearsal, by=cast.ama)
    for n in range(5):
        inviting.come_by_link(word, by=make_person(f"Guest {n}"), now=NOW)
    with pytest.raises(Refused, match="Five guests"):
        inviting.come_by_link(word, by=cast.dov, now=NOW)


def test_it_is_opened_ended_and_then_stays_as_it_is(cast):
    rehearsal = planned(cast)
    word = inviting.make_link(rehearsal, by=cast.ama)
    assert planning.open_rehearsal(rehearsal, by=cast.ama, now=NOW).state == "open"
    with pytest.raises(Refused):
        planning.end_rehearsal(rehearsal, by=cast.rosa, now=NOW)
    over = planning.end_rehearsal(rehearsal, by=cast.ama, now=NOW)
    assert (over.state, over.ended_at, over.link_hash) == ("over", NOW, "")
    assert inviting.behind_link(word) is None
    for act in (planning.open_rehearsal,):
        with pytest.raises(Refused):
            act(rehearsal, by=cast.ama, now=NOW)
    with pytest.raises(Refused):
        inviting.make_link(rehearsal, by=cast.ama)


def test_a_guest_is_taken_back_or_given_another_side(cast, signed_in):
    rehearsal = planned(cast)
    guest = inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    ama, address = signed_in(cast.ama), reverse("rehearsals:guest", args=[rehearsal.pk])
    ama.post(address, {"guest": guest.pk, "side": "peer", "do": "side"})
    assert rehearsal.side_of(cast.rosa) == "peer"
    assert ama.post(address, {"guest": guest.pk, "side": "king", "do": "side"}).status_code == 404
    ama.post(address, {"guest": guest.pk, "do": "remove"})
    assert rehearsal.side_of(cast.rosa) is None


def test_a_rehearsal_of_an_own_scenario_keeps_the_words_it_had(cast):
    own = write_scenario(WHOLE, scenario=read_scenario(WHOLE), programme=cast.programme, by=cast.rosa, now=NOW)
    rehearsal = planned(cast, of=own)
    other = WHOLE.replace("Ask for the key", "Another title")
    write_scenario(other, scenario=read_scenario(other), programme=None, by=cast.rosa, now=NOW, instead_of=own)
    assert scenario_of(rehearsal).title["en"] == "Ask for the key"
    own.delete()
    rehearsal.refresh_from_db()
    assert said_of(rehearsal)["title"] == "Ask for the key"
    assert said_of(rehearsal)["audience"] == {"n": 3, "mood": "supportive"}
