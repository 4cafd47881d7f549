"""Texts are read once, again when they change, and compared exactly as on the command line."""

import numpy as np
import pytest

from mentes.engines.language import Encoder, kinship, read_docs
from mentes.people.actions import quote_road, read_road, update_passages
from mentes.people.models import Passage, Profile
from mentes.testing import Cast, make_person

pytestmark = pytest.mark.django_db
SPANISH = "Puse precio a los tarros de una cooperativa y los vendí a tiendas. Empecé en un puesto del mercado."


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def profiles(cast):
    """Two mentees and two mentors, one of them writing Spanish, one saying nothing at all."""
    silent = Profile.objects.create(person=make_person("Silent Sam"), name="Silent Sam")
    rosa = Profile.objects.create(
        person=make_person("Otra Rosa"), name="Otra Rosa", background=SPANISH, would_help="", languages=["es"]
    )
    mentees = [cast.ama_place.profile, silent]
    mentors = [cast.rosa_place.profile, rosa]
    update_passages([*mentees, *mentors])
    return mentees, mentors


def test_a_text_is_read_once_and_again_when_it_changes(cast):
    profile = cast.ama_place.profile
    assert update_passages([profile]) == 2
    assert update_passages([Profile.objects.get(pk=profile.pk)]) == 0
    profile = Profile.objects.get(pk=profile.pk)
    profile.goals = "I want to sell by the crate."
    profile.save()
    assert update_passages([profile]) == 1
    kept = Passage.objects.filter(profile=profile, field="goals")
    assert [passage.text for passage in kept] == ["I want to sell by the crate."]


def test_an_answer_taken_away_takes_its_sentences_along(cast):
    profile = cast.ama_place.profile
    update_passages([profile])
    profile.goals = ""
    profile.save()
    update_passages([profile])
    assert not Passage.objects.filter(profile=profile, field="goals").exists()


def test_the_road_is_the_one_that_the_command_line_computes(profiles):
    mentees, mentors = profiles
    encoder = Encoder()
    told = [
        *(m.goals for m in mentees),
        *("\n".join(text for text in (m.goals, m.background) if text) for m in mentees),
        *(m.background for m in mentors),
        *(m.would_help for m in mentors),
    ]
    hints = [person.languages for group in (mentees, mentees, mentors, mentors) for person in group]
    read = read_docs(told, encoder, hints=hints)
    goals, story, background, wish = read[:2], read[2:4], read[4:6], read[6:8]
    both = np.stack([kinship(goals, background), kinship(wish, story).T])
    asked = ~np.isnan(both)
    wanted = np.full((2, 2), np.nan)
    np.divide(np.where(asked, both, 0).sum(axis=0), asked.sum(axis=0), out=wanted, where=asked.any(axis=0))
    np.testing.assert_allclose(read_road(mentees, mentors), wanted, atol=1e-6)
    assert np.isnan(wanted[1]).all(), "who said nothing was not asked"
    assert not np.isnan(wanted[0]).any()


def test_the_quoted_sentences_stand_verbatim_in_both_texts(profiles):
    (ama, _), (rosa, _) = profiles
    quotes = {one.direction: one for one in quote_road(ama, rosa, among=[ama, rosa])}
    assert quotes["goals"].need_item in ama.goals
    assert quotes["goals"].offer_item in rosa.background
    assert quotes["would_help"].need_item in rosa.would_help
    assert quotes["would_help"].offer_item in ama.goals + ama.background
    assert "shops" in quotes["goals"].words
