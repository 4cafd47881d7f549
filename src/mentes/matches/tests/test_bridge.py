"""Rows become a pool: seats that are left, who must not meet, what was volunteered, and when the kept reading is let go."""

from datetime import timedelta

import pytest

from mentes.lib.errors import Refused
from mentes.matches import bridge
from mentes.matches.models import Rejection
from mentes.people.models import LivedItem
from mentes.testing import NOW, Cast, make_participation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def pool_of(cast, **rest):
    return bridge.read_pool(cast.programme, now=NOW, **rest).pool


def test_people_become_members_under_the_id_of_their_place(cast):
    pool = pool_of(cast)
    (ama,), (rosa,) = pool.mentees, pool.mentors
    assert (ama.id, rosa.id, rosa.seats) == (str(cast.ama_place.pk), str(cast.rosa_place.pk), 2)
    assert {(skill.topic, skill.level) for skill in ama.seeks} == {("pricing", 2), ("selling to shops", 1)}
    assert ama.hours == ((900, 1140), (5340, 5580))
    assert pool.week_of.isoformat() == "2026-03-02"


def test_who_paused_or_left_is_not_in_the_pool(cast):
    cast.ama_place.status = "paused"
    cast.ama_place.save()
    assert pool_of(cast).mentees == ()


def test_only_volunteered_experiences_count_and_sensitive_ones_are_marked(cast):
    LivedItem.objects.create(profile=cast.ama_place.profile, name="An illness", is_sensitive=True, volunteered_at=NOW)
    LivedItem.objects.create(profile=cast.ama_place.profile, name="A faith", is_sensitive=True, volunteered_at=None)
    (ama,) = pool_of(cast).mentees
    assert ama.lived == ("first generation founder",)
    assert ama.lived_sensitive == {"an illness"}


def test_a_pair_that_was_told_holds_its_seats_and_is_not_proposed_again(cast):
    kofi = make_participation(make_person("Kofi Mensah"), cast.programme, "mentee", seeks=["pricing"])
    cast.match(state="offered")
    pool = pool_of(cast)
    assert [member.id for member in pool.mentees] == [str(kofi.pk)]
    assert pool.mentors[0].seats == 1


def test_a_mentor_whose_seats_are_all_held_is_not_in_the_pool(cast):
    make_participation(make_person("Kofi Mensah"), cast.programme, "mentee", seeks=["pricing"])
    cast.rosa_place.capacity = 1
    cast.rosa_place.save()
    cast.match(state="active")
    assert pool_of(cast).mentors == ()


@pytest.mark.parametrize("state", ["declined", "expired", "ended"])
def test_a_pair_that_is_over_is_kept_apart(cast, state):
    cast.match(state=state)
    assert pool_of(cast).forbidden == ((str(cast.ama_place.pk), str(cast.rosa_place.pk)),)


def test_rejected_pairs_are_kept_apart_and_locked_ones_are_kept(cast):
    cast.match(is_locked=True)
    pair = (str(cast.ama_place.pk), str(cast.rosa_place.pk))
    assert pool_of(cast).locked == (pair,)
    assert pool_of(cast, unlocked=[pair]).locked == ()
    Rejection.objects.create(programme=cast.programme, mentee=cast.ama_place, mentor=cast.rosa_place, by=cast.cleo, at=NOW)
    assert pool_of(cast).forbidden == (pair,)


def test_managers_and_not_with_are_found_by_the_ids_of_the_file(cast):
    cast.ama_place.manager_external_id, cast.ama_place.not_with = cast.rosa_place.external_id, ["nobody-yet"]
    cast.ama_place.save()
    (ama,) = pool_of(cast).mentees
    assert (ama.manager_id, ama.not_with) == (str(cast.rosa_place.pk), ("file:nobody-yet",))
    assert "not_manager" in bridge.explain(pool_of(cast), ama.id, str(cast.rosa_place.pk)).blocked_by


def test_wishes_are_found_by_the_ids_of_the_file_and_count_once_they_have_a_weight(cast):
    cast.ama_place.wishes = ["nobody-yet", cast.rosa_place.external_id]
    cast.ama_place.save()
    read = bridge.read_pool(cast.programme, now=NOW)
    (ama,), rosa = read.pool.mentees, str(cast.rosa_place.pk)
    assert ama.wishes == ("file:nobody-yet", rosa)
    assert "wishes" not in bridge.parts_of(read, ama.id, rosa)
    weighed = bridge.read_terms({"strands": {"wishes": 100}})
    asked = bridge.read_pool(cast.programme, now=NOW, terms=weighed)
    assert bridge.parts_of(asked, ama.id, rosa)["wishes"] == pytest.approx(0.9 * 50)


def test_a_manager_who_pauses_does_not_open_the_door_to_their_own_manager(cast):
    middle = make_participation(make_person("Mia Lund"), cast.programme, "mentor", status="paused",
                                manager_external_id=cast.rosa_place.external_id)  # fmt: skip
    cast.ama_place.manager_external_id = middle.external_id
    cast.ama_place.save()
    assert pool_of(cast).forbidden == ((str(cast.ama_place.pk), str(cast.rosa_place.pk)),)


def test_a_changed_answer_is_read_at_once_and_an_unchanged_one_is_not_read_again(cast, django_assert_max_num_queries):
    before = bridge.read_pool(cast.programme, now=NOW)
    with django_assert_max_num_queries(3 + 4):  # three reads, and the matcher's role taken on and laid down
        again = bridge.read_pool(cast.programme, now=NOW + timedelta(minutes=1))
    assert again.similar is before.similar
    profile = cast.rosa_place.profile
    profile.languages = ["qu"]
    profile.save()
    after = bridge.read_pool(cast.programme, now=NOW)
    assert after.pool.mentors[0].languages == ("qu",)
    assert after.version != before.version


def test_a_capacity_that_changes_is_seen(cast):
    bridge.read_pool(cast.programme, now=NOW)
    type(cast.rosa_place).objects.filter(pk=cast.rosa_place.pk).update(capacity=5)
    assert pool_of(cast).mentors[0].seats == 5


def test_terms_that_cannot_be_read_are_refused_with_the_reason(cast):
    cast.programme.terms = {"strands": {"charm": 3}}
    with pytest.raises(Refused, match="charm"):
        bridge.terms_of(cast.programme)


def test_a_programme_that_said_nothing_is_matched_as_the_command_does_it(cast):
    assert bridge.terms_of(cast.programme) == bridge.default_terms()
