"""Matched by hand: in no pool, at once in the queue, paired by a named person under the same rules, told like any other."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentes.lib.errors import Refused
from mentes.matches import actions, bridge, pages
from mentes.matches.actions import answering, publishing
from mentes.matches.actions.by_hand import choose_by_hand, choose_by_machine, pair_by_hand, unpair
from mentes.matches.by_hand import other_side, read_by_hand, read_found, search
from mentes.matches.models import Alternate, Match, Rejection
from mentes.matches.waits import compare_waits
from mentes.people.actions import update_passages
from mentes.people.models import Letter, Passage, Profile, Reading
from mentes.programmes.models import Participation
from mentes.programmes.texts import count_waiting, read_people
from mentes.testing import NOW, Cast, make_participation, make_person
from mentes.trust.models import AuditEntry, Consent

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=2)


@pytest.fixture
def cast():
    return Cast()


def by_hand(cast, **rest):
    choose_by_hand(rest.get("place", cast.ama_place), by=rest.get("by", cast.ama), now=NOW)


def a_mentee(cast, name="Esi Boateng", **fields):
    return make_participation(make_person(name), cast.programme, "mentee", seeks={"pricing": 1}, **fields)


def pair(cast, mentee=None, mentor=None):
    return pair_by_hand(mentee or cast.ama_place, "mentee", mentor or cast.rosa_place, by=cast.cleo, now=NOW)


def in_any_ranking(cast, place) -> list[str]:
    """Where a place still turns up: pool, run, proposals, next-best lists and other mentors."""
    run = actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    read, me = bridge.read_pool(cast.programme, now=NOW), str(place.pk)
    others = [m.id for m in read.pool.mentees if m.id != me]
    found = {
        "pool": me in read.ids(),
        "similar": any(me == m.id for m in (*read.similar.pool.mentees, *read.similar.pool.mentors)),
        "run": me in json.dumps([run.pairs, run.unplaced, run.idle, run.prices, run.inputs, run.rules]),
        "proposals": Match.objects.filter(state="proposed", mentee=place).exists(),
        "proposals as mentor": Match.objects.filter(state="proposed", mentor=place).exists(),
        "nearest": any(me in bridge.nearest(read, other, {}, 50) for other in others) or bridge.nearest(read, me, {}, 50) != [],
        "alternatives": any(me == a.mentor_id for other in others for a in bridge.alternatives(read, other, 50)),
        "next best": me in bridge.alternates(read, set(), 5)
        or any(p.mentor_id == me for ps in bridge.alternates(read, set(), 5).values() for p in ps),
    }
    return [name for name, is_there in found.items() if is_there]


def test_who_refuses_software_stands_in_no_ranking_and_comes_back_when_they_say_so(cast):
    a_mentee(cast)
    assert "pool" in in_any_ranking(cast, cast.ama_place)
    by_hand(cast)
    assert in_any_ranking(cast, cast.ama_place) == []
    choose_by_machine(cast.ama_place, by=cast.ama, now=NOW)
    assert {"pool", "run", "proposals"} <= {*in_any_ranking(cast, cast.ama_place)}
    assert read_by_hand(cast.programme) == []


def test_a_mentor_who_refuses_software_stands_in_no_ranking_either(cast):
    by_hand(cast, place=cast.rosa_place, by=cast.rosa)
    assert in_any_ranking(cast, cast.rosa_place) == []
    (waiting,) = read_by_hand(cast.programme)
    assert (waiting.side, waiting.n_open) == ("mentor", 2)


def test_the_choice_drops_what_nobody_has_heard_and_keeps_what_was_told(cast):
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    esi = a_mentee(cast)
    told = Match.objects.create(programme=cast.programme, mentee=esi, mentor=cast.rosa_place, points=1, state="offered")
    plan = Alternate.objects.create(match=told, mentor=cast.rosa_place, rank=1, points=1)
    by_hand(cast)
    assert [*Match.objects.all()] == [told]
    by_hand(cast, place=cast.rosa_place, by=cast.rosa)
    plan.refresh_from_db()
    assert plan.dropped_at == NOW
    assert Match.objects.get().state == "offered"


def test_no_vector_of_their_texts_stays_or_is_made_again(cast, monkeypatch):
    profile = cast.ama_place.profile
    Passage.objects.create(profile=profile, field="goals", position=0, text="I want", vector=[0.0] * 384, multi=[0.0] * 512)
    Reading.objects.create(profile=profile, field="goals", version="x")
    by_hand(cast)
    for model in (Passage, Reading):
        assert not model.objects.filter(profile=profile).exists()
    read_people(cast.programme)
    assert not Passage.objects.filter(profile=profile).exists()
    assert Passage.objects.filter(profile=cast.rosa_place.profile).exists()
    assert count_waiting(cast.programme) == (0, 1)  # Rosa alone
    # Somebody who is asked for by name is not read either.
    assert update_passages([Profile.objects.get(pk=profile.pk)]) == 0
    choose_by_machine(cast.ama_place, by=cast.ama, now=NOW)
    read_people(cast.programme)
    assert Passage.objects.filter(profile=profile).exists()


def test_a_reader_that_began_before_the_choice_keeps_nothing_after_it(cast, monkeypatch):
    from mentes.people import actions as people  # the module itself: its bridge is watched

    made = people.bridge.make_passages

    def choose_meanwhile(answers):
        passages = made(answers)
        choose_by_hand(cast.ama_place, by=cast.ama, now=NOW)
        return passages

    monkeypatch.setattr(people.bridge, "make_passages", choose_meanwhile)
    update_passages([cast.ama_place.profile])
    assert not Passage.objects.filter(profile=cast.ama_place.profile).exists()


def test_they_stand_in_the_queue_at_once_with_what_they_wrote(cast, client):
    by_hand(cast)
    (waiting,) = read_by_hand(cast.programme)
    assert (waiting.place, waiting.since, waiting.n_open) == (cast.ama_place, NOW, 1)
    client.force_login(cast.cleo)
    page = client.get(reverse("matches:queue", args=[cast.programme.slug])).content.decode()
    assert "Ama Owusu" in page
    assert "I am afraid to say it to shops" in page
    cast.run()
    assert "1 asked to be matched by hand" in client.get(reverse("home:today")).content.decode()
    assert Letter.objects.filter(kind="by_hand_waiting", person=cast.cleo).count() == 1


def test_each_yes_and_no_is_kept_as_a_consent_and_in_the_log(cast):
    by_hand(cast)
    by_hand(cast)
    choose_by_machine(cast.ama_place, by=cast.ama, now=SOON)
    said = Consent.objects.filter(person=cast.ama, purpose="automatic_matching").order_by("at")
    assert [(one.is_given, one.at) for one in said] == [(False, NOW), (True, SOON)]
    assert [*AuditEntry.objects.order_by("id").values_list("action", flat=True)] == ["place.by_hand", "place.by_machine"]


@pytest.mark.parametrize("who", ["cleo", "rosa", "dov"])
def test_nobody_else_chooses_for_them(cast, who):
    with pytest.raises(Refused):
        choose_by_hand(cast.ama_place, by=getattr(cast, who), now=NOW)


def test_the_two_buttons_are_equal_and_none_is_ticked_beforehand(cast, client):
    client.force_login(cast.ama)
    page = client.get(reverse("programmes:my_place", args=[cast.ama_place.pk])).content.decode()
    form = page.split(reverse("matches:choose_by_hand", args=[cast.ama_place.pk]))[1].split("</form>")[0]
    assert form.count('class="btn btn-quiet"') == form.count("<button") == 2
    assert "checked" not in form


def test_a_pair_by_hand_is_approved_with_a_name_told_with_the_next_publication_and_accepted(cast, client):
    by_hand(cast)
    match = pair(cast)
    assert (match.state, match.is_locked, match.decided_by, match.decided_at) == ("approved", True, cast.cleo, NOW)
    assert (match.points, match.parts, match.reasons) == (0, {}, [])
    publishing.publish(cast.programme, at=SOON, by=cast.cleo, now=NOW)
    assert publishing.offer_due_matches(SOON) == 1
    letters = Letter.objects.filter(kind="match_offered")
    assert {letter.person for letter in letters} == {cast.ama, cast.rosa}
    Match.objects.update(expires_at=timezone.now() + timedelta(days=1))  # pages read the clock
    client.force_login(cast.ama)
    page = client.get(reverse("matches:pair", args=[match.pk])).content.decode()
    assert "Paired by hand by Cleo Haddad" in page
    assert "points of 100" not in page
    assert "data-strands-of" not in page
    assert "Cleo Haddad" in client.get(reverse("home:today")).content.decode()
    for person in (cast.ama, cast.rosa):
        answering.accept_match(match, by=person, now=SOON)
    match.refresh_from_db()
    assert match.state == "active"
    assert read_by_hand(cast.programme) == []


def test_software_never_promises_the_seat_of_a_pair_by_hand(cast):
    Participation.objects.filter(pk=cast.rosa_place.pk).update(capacity=1)
    esi = a_mentee(cast)
    by_hand(cast)
    match = pair(cast)
    for _again in range(2):
        run = actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
        assert run.pairs == []
        assert [*Match.objects.all()] == [match]
    assert [left.place for left in pages.without_mentor(bridge.read_pool(cast.programme, now=NOW), [match], run, set())] == [esi]
    # She comes back to software with the pair untold: her wish is met, and the seat stays taken.
    choose_by_machine(cast.ama_place, by=cast.ama, now=NOW)
    assert actions.propose_matches(cast.programme, by=cast.cleo, now=NOW).pairs == []
    assert [*Match.objects.all()] == [match]


def test_a_proposal_gives_way_when_its_seat_is_needed_and_an_approved_pair_does_not(cast):
    Participation.objects.filter(pk=cast.rosa_place.pk).update(capacity=1)
    esi = a_mentee(cast)
    by_hand(cast)
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    proposed = Match.objects.get(mentee=esi)
    cast.rosa_place.refresh_from_db()
    (row,) = read_found(cast.ama_place, "mentee", [cast.rosa_place], now=NOW)
    assert (row.in_the_way, row.n_give_way) == ("", 1)
    actions.approve_match(proposed, by=cast.cleo, now=NOW)
    with pytest.raises(Refused, match="no seat left"):
        pair(cast)
    actions.unapprove_match(proposed, by=cast.cleo, now=NOW)
    pair(cast)
    assert [m.mentee for m in Match.objects.all()] == [cast.ama_place]
    assert AuditEntry.objects.filter(action="match.gave_way").count() == 1


def forbid_list(cast):
    Participation.objects.filter(pk=cast.ama_place.pk).update(not_with=[cast.rosa_place.external_id])


def make_manager(cast):
    Participation.objects.filter(pk=cast.ama_place.pk).update(manager_external_id=cast.rosa_place.external_id)


def part_languages(cast):
    Profile.objects.filter(pk=cast.ama_place.profile_id).update(languages=["fi"])


def fill_seats(cast):
    Participation.objects.filter(pk=cast.rosa_place.pk).update(capacity=0)


def reject(cast):
    Rejection.objects.create(programme=cast.programme, mentee=cast.ama_place, mentor=cast.rosa_place, at=NOW, reason="x")


def had_before(cast):
    cast.match(state="declined", ended_at=NOW)


def pause(cast):
    Participation.objects.filter(pk=cast.rosa_place.pk).update(status="paused")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (forbid_list, "not-with list"),
        (make_manager, "Never one’s manager"),
        (part_languages, "A language in common"),
        (fill_seats, "no seat left"),
        (reject, "rejected this pair"),
        (had_before, "brought together before"),
        (pause, "no longer"),
    ],
)
def test_the_same_rules_hold_by_hand_and_are_said_in_words(cast, change, words):
    change(cast)
    by_hand(cast)
    cast.ama_place.refresh_from_db()
    cast.ama_place.profile.refresh_from_db()
    with pytest.raises(Refused, match=words):
        pair(cast)
    assert not Match.objects.filter(is_by_hand=True).exists()


def test_a_rule_on_points_forbids_nothing_by_hand(cast):
    cast.programme.terms = {"rules": {"minimum_points": 99}}
    cast.programme.save()
    by_hand(cast)
    assert pair(cast).is_by_hand


def test_nobody_is_paired_by_hand_who_did_not_ask_for_it(cast):
    with pytest.raises(Refused, match="did not ask"):
        pair(cast)


def test_a_pair_by_hand_is_taken_back_but_not_changed_by_what_is_for_software(cast):
    by_hand(cast)
    match = pair(cast)
    for change in (actions.unapprove_match, actions.unlock_match):
        with pytest.raises(Refused):
            change(match, by=cast.cleo, now=NOW)
    with pytest.raises(Refused):
        actions.swap_match(match, cast.rosa_place, by=cast.cleo, now=NOW)
    assert read_by_hand(cast.programme)[0].pairs == (match,)
    unpair(match, by=cast.cleo, now=NOW)
    assert not Match.objects.exists()
    assert read_by_hand(cast.programme)[0].n_open == 1


def test_after_a_no_they_wait_in_the_queue_again_once(cast, client):
    by_hand(cast)
    match = pair(cast)
    publishing.publish(cast.programme, at=NOW, by=cast.cleo, now=NOW)
    publishing.offer_due_matches(NOW)
    answering.decline_match(match, by=cast.rosa, reason="no_time", now=SOON)
    (waiting,) = read_by_hand(cast.programme)
    assert (waiting.since, waiting.last) == (SOON, match)
    client.force_login(cast.cleo)
    assert client.get(reverse("matches:queue", args=[cast.programme.slug])).content.decode().count("<bdi>Ama Owusu</bdi>") == 1


def test_search_finds_by_topic_language_name_and_words_in_the_order_of_names(cast):
    zara = make_participation(
        make_person("Zara Aziz"), cast.programme, "mentor", offers={"bookkeeping": 3}, languages=["ar"], background="Ledgers."
    )
    there = other_side(cast.ama_place, "mentee")

    def found(**asked):
        return [*search(there, "mentee", asked)]

    assert found() == [cast.rosa_place, zara]
    assert found(topic="bookkeeping") == [zara]
    assert found(language="ar") == [zara]
    assert found(name="zar") == [zara]
    assert found(words="shops stall") == [cast.rosa_place]
    assert found(words="LEDGERS bookkeep") == [zara]
    assert found(words="jars", topic="bookkeeping") == []


def test_the_page_pairs_two_and_shows_no_points(cast, client):
    by_hand(cast)
    client.force_login(cast.cleo)
    address = reverse("matches:by_hand", args=[cast.programme.slug, cast.ama_place.pk])
    page = client.get(address, {"words": "stall", "side": "mentee"}).content.decode()
    assert "Rosa Quispe" in page
    assert "points" not in page.split("<main")[1].split("</main")[0]
    body = {"side": "mentee", "other": str(cast.rosa_place.pk)}
    answer = client.post(reverse("matches:pair_by_hand", args=[cast.programme.slug, cast.ama_place.pk]), body)
    assert answer.url == reverse("matches:queue", args=[cast.programme.slug])
    match = Match.objects.get()
    assert match.decided_by == cast.cleo
    for name in ("matches:review", "matches:queue"):
        assert client.get(reverse(name, args=[cast.programme.slug])).status_code == 200
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    shown = client.get(reverse("matches:review", args=[cast.programme.slug]) + f"?tab=locked&pair={match.pk}").content.decode()
    assert "by hand" in shown
    assert reverse("matches:unpair", args=[match.pk]) in shown
    csv = client.get(reverse("matches:pairs_csv", args=[cast.programme.slug])).content.decode()
    assert f"{cast.ama_place.external_id},{cast.rosa_place.external_id},," in csv
    client.post(reverse("matches:unpair", args=[match.pk]))
    assert not Match.objects.exists()


def test_waits_of_both_kinds_are_compared_only_with_ten_of_each(cast):
    def mentee(k: int, days: int, hand: bool):
        place = a_mentee(cast, name=f"Person {k}", by_hand_since=NOW if hand else None)
        told = NOW + timedelta(days=days)
        Match.objects.create(
            programme=cast.programme, mentee=place, mentor=cast.rosa_place, points=0, state="expired", offered_at=told
        )

    Participation.objects.filter(pk=cast.ama_place.pk).update(status="left")
    for k in range(10):
        mentee(k, days=4, hand=False)
    for k in range(9):
        mentee(20 + k, days=6, hand=True)
    now = NOW + timedelta(days=30)
    assert compare_waits(cast.programme, now=now) is None
    mentee(40, days=5, hand=True)
    found = compare_waits(cast.programme, now=now)
    assert (found.by_hand_days, found.by_machine_days, found.n_by_hand, found.n_by_machine) == (6, 4, 10, 10)
    assert (found.ratio, found.is_too_long) == (1.5, True)
