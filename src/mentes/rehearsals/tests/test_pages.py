"""The pages: lists, the plain form with and without scripts, scenarios of one's own with their faults in place."""

import json
import re

import pytest
from django.urls import reverse

from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.beginnings import BEGINNINGS
from mentes.rehearsals.models import OwnScenario
from mentes.rehearsals.pictures import DRAWN, picture
from mentes.rehearsals.scenarios import Fault, read_scenario, shipped
from mentes.rehearsals.scenarios.values import LIGHTS, PLACES
from mentes.rehearsals.tests.test_plan_and_invite import planned
from mentes.rehearsals.tests.test_scenarios import WHOLE
from mentes.rehearsals.words import FAULTS, sentence_of
from mentes.testing import NOW


def test_all_that_ships_can_be_chosen_from_the_list(cast, signed_in):
    page = signed_in(cast.ama).get(reverse("rehearsals:index")).content.decode()
    for key, scenario in shipped().items():
        assert f"?of={key}" in page
        assert scenario.title["en"] in page


def test_the_first_time_is_before_a_supportive_audience_and_later_ones_as_the_author_set_them_up(cast, signed_in):
    page = signed_in(cast.ama)

    def proposed() -> str:
        return page.get(reverse("rehearsals:new"), {"of": "price"}).context["form"]["mood"].value()

    assert shipped()["price"].mood == "neutral"
    assert proposed() == "supportive"
    rehearsal = planned(cast)
    assert proposed() == "supportive"
    planning.open_rehearsal(rehearsal, by=cast.ama, now=NOW)
    planning.end_rehearsal(rehearsal, by=cast.ama, now=NOW)
    assert proposed() == "neutral"


def test_the_plain_form_holds_the_scenario_for_scripts_and_a_script_for_reading(cast, signed_in):
    rehearsal = planned(cast)
    page = signed_in(cast.ama).get(reverse("rehearsals:plain", args=[rehearsal.pk])).content.decode()
    held = json.loads(re.search(r'id="plain-scenario" type="application/json">(.*?)</script>', page, re.S)[1])
    assert held["first"] == "greet"
    assert held["audience"] == {"n": 3, "mood": "supportive"}
    assert 'id="step-14"' in page
    assert "scripted, not a person" in page
    assert "Lay out: <bdi>your jars</bdi> (3)" in page
    for number in re.findall(r'href="#step-(\w*)"', page):
        assert f'id="step-{number}"' in page


def test_the_plain_form_speaks_arabic_from_right_to_left(cast, signed_in):
    rehearsal = planned(cast)
    cast.ama.language = "ar"
    cast.ama.save()
    page = signed_in(cast.ama).get(reverse("rehearsals:plain", args=[rehearsal.pk])).content.decode()
    assert 'dir="rtl"' in page
    assert shipped()["price"].title["ar"] in page


def test_a_guest_reads_along_and_cannot_rehearse_in_the_speakers_place(cast, signed_in):
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    page = signed_in(cast.rosa).get(reverse("rehearsals:plain", args=[rehearsal.pk])).content.decode()
    assert "data-plain" not in page
    assert 'id="step-1"' in page


def test_beginning_from_the_page_opens_it_and_ending_ends_it(cast, signed_in):
    rehearsal = planned(cast)
    ama = signed_in(cast.ama)
    answer = ama.post(reverse("rehearsals:begin", args=[rehearsal.pk]), headers={"Accept": "application/json"})
    rehearsal.refresh_from_db()
    assert (answer.status_code, rehearsal.state) == (204, "open")
    ama.post(reverse("rehearsals:end", args=[rehearsal.pk]))
    rehearsal.refresh_from_db()
    assert rehearsal.is_over
    assert "data-plain" not in ama.get(reverse("rehearsals:plain", args=[rehearsal.pk])).content.decode()


def test_a_page_over_http_from_elsewhere_says_what_helps(cast, signed_in):
    rehearsal = planned(cast)
    ama, address = signed_in(cast.ama), reverse("rehearsals:show", args=[rehearsal.pk])
    assert "mentes serve --tls local" in ama.get(address).content.decode()
    assert "mentes serve --tls local" not in ama.get(address, headers={"Host": "127.0.0.1:8000"}).content.decode()
    assert "mentes serve --tls local" not in ama.get(address, secure=True).content.decode()


def test_writing_is_for_who_mentors_or_runs_a_programme(cast, signed_in):
    answers = {
        who: signed_in(getattr(cast, who)).get(reverse("rehearsals:write_new")).status_code
        for who in ("ama", "rosa", "cleo", "dov")
    }
    assert answers == {"ama": 404, "rosa": 200, "cleo": 200, "dov": 404}


def test_faults_are_shown_in_place_and_nothing_typed_is_lost(cast, signed_in):
    text = WHOLE.replace("place: desk", "place: dekc").replace("    late: gives\n", "")
    answer = signed_in(cast.rosa).post(reverse("rehearsals:write_new"), {"text": text, "programme": "", "do": "keep"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "place: dekc" in page
    assert [fault["line"] for fault in answer.context["faults"]] == [5, 14]
    assert "Did you mean “desk”?" in page
    assert not OwnScenario.objects.exists()


def test_a_look_shows_it_and_keeps_nothing(cast, signed_in):
    answer = signed_in(cast.rosa).post(reverse("rehearsals:write_new"), {"text": WHOLE, "programme": "", "do": "look"})
    assert answer.status_code == 200
    assert "data-plain" in answer.content.decode()
    assert not OwnScenario.objects.exists()


def test_a_whole_one_is_kept_and_rehearsed_by_the_programme_a_draft_by_nobody(cast, signed_in):
    rosa, ama = signed_in(cast.rosa), signed_in(cast.ama)
    rosa.post(reverse("rehearsals:write_new"), {"text": WHOLE, "programme": str(cast.programme.pk), "do": "keep"})
    own = OwnScenario.objects.get()
    assert (own.is_whole, own.title) == (True, "Ask for the key")
    assert ama.get(reverse("rehearsals:new"), {"of": str(own.pk)}).status_code == 200
    rosa.post(
        reverse("rehearsals:write", args=[own.pk]), {"text": "title: x", "programme": str(cast.programme.pk), "do": "draft"}
    )
    own.refresh_from_db()
    assert (own.is_whole, own.text) == (False, "title: x")
    assert ama.get(reverse("rehearsals:new"), {"of": str(own.pk)}).status_code == 404
    assert rosa.get(reverse("rehearsals:own")).status_code == 200


def test_nobody_changes_or_removes_what_another_wrote(cast, signed_in):
    own = OwnScenario.objects.create(
        owner=cast.rosa, programme=cast.programme, text=WHOLE, is_whole=True, made_at=NOW, changed_at=NOW
    )
    cleo = signed_in(cast.cleo)
    assert cleo.get(reverse("rehearsals:write", args=[own.pk])).status_code == 404
    assert cleo.post(reverse("rehearsals:remove_scenario", args=[own.pk])).status_code == 404
    assert OwnScenario.objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize("language", sorted(BEGINNINGS))
def test_what_the_page_for_a_new_one_begins_with_is_whole(language):
    assert read_scenario(BEGINNINGS[language]).languages == (language,)


def test_every_fault_has_a_sentence():
    said = {
        "key": "k",
        "n": 1,
        "most": 2,
        "low": 0,
        "high": 3,
        "value": "v",
        "known": "a, b",
        "languages": "en",
        "language": "en",
    }
    said |= {"steps": "a > b", "keys": "to, ends", "problem": "p", "nearest": "near"}
    for code in FAULTS:
        assert "near" in sentence_of(Fault(1, "", code, said))
    assert "2 minutes" in sentence_of(Fault(1, "", "longer", {"minutes": 2, "longest": 5}))


def test_every_place_has_its_picture_in_either_light():
    assert set(DRAWN) == set(PLACES)
    drawn = {picture(place, light) for place in PLACES for light in LIGHTS}
    assert len(drawn) == len(PLACES) * len(LIGHTS)
    assert not [one for one in drawn if "style=" in one]


def test_planning_has_an_end(cast):
    for _n in range(planning.MOST_A_DAY):
        planned(cast)
    with pytest.raises(planning.Refused):
        planned(cast)
