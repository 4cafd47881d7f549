"""Matching without software: a person chooses it, and an organiser pairs by hand, under the same hard rules and seats."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches import bridge
from mentes.matches.actions.holding import OTHER, State, hold_answers, hold_programme, limit, of_place
from mentes.matches.actions.review import unheard_match
from mentes.matches.between import what_is_between
from mentes.matches.models import Alternate, Match
from mentes.matches.words import rule_words
from mentes.people.actions import say_compared, write_letter
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme
from mentes.programmes.texts import ask_to_read
from mentes.trust.actions import record
from mentes.trust.models import Consent

# The wording of the two buttons; it changes when what they say changes.
VERSION = "2026-11"


@transaction.atomic
def choose_by_hand(place: Participation, *, by: Person, now: datetime) -> None:
    """`by` wants no software to match them: from this instant they stand in no pool and in the organisers' queue.

    What software proposed of them and nobody has heard goes, and so do the vectors of their texts. What they have been told
    of stays theirs to answer.
    """
    here = _own(place, by)
    if here.by_hand_since is not None:
        return
    here.by_hand_since = now
    here.save(update_fields=["by_hand_since"])
    place.by_hand_since = now
    say_compared(here.profile, False)
    theirs = Match.objects.by_machine().filter(Q(mentee=here) | Q(mentor=here), state__in=Match.UNHEARD)
    n_dropped = theirs.count()
    theirs.delete()
    plans = Alternate.objects.filter(Q(mentor=here) | Q(match__mentee=here), used_at=None, dropped_at=None)
    plans.update(dropped_at=now)
    _keep_consent(here, is_given=False, by=by, now=now)
    _tell_organisers(here.programme, now=now)
    record("place.by_hand", by=by, at=now, subject=here, programme=here.programme, n_dropped=n_dropped)


@transaction.atomic
def choose_by_machine(place: Participation, *, by: Person, now: datetime) -> None:
    """`by` lets software propose them again, from the next matching on. Pairs made by hand stay."""
    here = _own(place, by)
    if here.by_hand_since is None:
        return
    here.by_hand_since = None
    here.save(update_fields=["by_hand_since"])
    place.by_hand_since = None
    say_compared(here.profile, True)
    ask_to_read(here.programme)
    _keep_consent(here, is_given=True, by=by, now=now)
    record("place.by_machine", by=by, at=now, subject=here, programme=here.programme)


@transaction.atomic
def pair_by_hand(place: Participation, side: str, other: Participation, *, by: Person, now: datetime) -> Match:
    """`by` brings two people together: `place`, who asked for it, on `side`, and `other` on the other side.

    Approved and locked with their name; it is told with the next publication, like any other. Proposals of software that
    nobody has heard of give way where they stand on a seat that is needed, those with fewest points first. Raises Refused,
    in words, where a rule, an earlier story of the two, or the seats are in the way.
    """
    hold_programme(place.programme)
    hold_answers(place.programme_id)
    held = Participation.objects.select_for_update(of=("self",)).select_related("programme", "profile", "person")
    found = {one.pk: one for one in held.filter(pk__in=[place.pk, other.pk], programme=place.programme_id).order_by("pk")}
    two = {side: found.get(place.pk), OTHER[side]: found.get(other.pk)}
    _refuse_what_is_in_the_way(two, side, now=now)
    match = Match.objects.create(
        programme=place.programme,
        mentee=two["mentee"],
        mentor=two["mentor"],
        points=0.0,
        state=State.APPROVED,
        is_locked=True,
        is_by_hand=True,
        decided_by=by,
        decided_at=now,
    )
    n_gave_way = sum(_make_room(one, here, now=now) for here, one in two.items())
    pair = {"mentee": str(match.mentee_id), "mentor": str(match.mentor_id), "n_gave_way": n_gave_way}
    record("match.paired_by_hand", by=by, at=now, subject=match, programme=match.programme, **pair)
    return match


def _refuse_what_is_in_the_way(two: dict[str, Participation | None], side: str, *, now: datetime) -> None:
    """`two` by side, as just read and held; `side` is that of the one who asked."""
    if None in two.values() or two["mentee"] == two["mentor"]:
        raise Refused(_("These two cannot be paired: one of them is no longer in this programme."))
    if two[side].by_hand_since is None:
        raise Refused(_("%(name)s did not ask to be matched by hand.") % {"name": two[side].profile.first_name})
    for here, one in two.items():
        if one.status != Participation.Status.ACTIVE or not getattr(one, f"is_{here}"):
            raise Refused(_("%(name)s takes part on this side no longer.") % {"name": one.profile.first_name})
    other = two[OTHER[side]]
    story = what_is_between(two[side], side, [other]).get(other.pk)
    if story:
        raise Refused(str(story))
    broken = bridge.kept_apart(two[side], side, [other], now=now)[other.pk]
    if broken:
        raise Refused(_("A rule of yours keeps these two apart: %(rules)s.") % {"rules": rule_words(broken)})
    for here, one in two.items():
        if n_settled(one, here) >= limit(one, here):
            raise Refused(_("%(name)s has no seat left.") % {"name": one.profile.first_name})


@transaction.atomic
def unpair(match: Match, *, by: Person, now: datetime) -> None:
    """Takes a pair made by hand back before anybody has heard: whoever asked for it stands in the queue again."""
    hold_programme(match.programme)
    match = unheard_match(match, made_by_hand=True)
    pair = {"mentee": str(match.mentee_id), "mentor": str(match.mentor_id)}
    record("match.unpaired", by=by, at=now, subject=match, programme=match.programme, **pair)
    match.delete()


def settled(side_ids: dict) -> Q:
    """Matches that hold a seat whatever software proposes: approved, locked, told or running."""
    return Q(**side_ids) & (Q(state__in=[State.APPROVED, State.OFFERED, State.ACTIVE]) | Q(state=State.PROPOSED, is_locked=True))


def n_settled(place: Participation, side: str) -> int:
    return Match.objects.filter(settled({side: place})).count()


def _make_room(place: Participation, side: str, *, now: datetime) -> int:
    """Lets proposals of this place go that stand on more seats than are left; how many went."""
    free = max(0, limit(place, side) - n_settled(place, side))
    loose = list(of_place(place, side).filter(state=State.PROPOSED, is_locked=False).order_by("-points", "pk"))
    for match in loose[free:]:
        pair = {"mentee": str(match.mentee_id), "mentor": str(match.mentor_id)}
        record("match.gave_way", by=None, at=now, subject=match, programme=match.programme, **pair)
        match.delete()
    return len(loose[free:])


def _own(place: Participation, by: Person) -> Participation:
    """The place anew and held, for its own person alone; nobody matches, publishes or answers meanwhile."""
    if by.pk != place.person_id:
        raise Refused(_("Only the person themselves can say how they are matched."), status=403)
    hold_programme(place.programme)
    hold_answers(place.programme_id)
    here = Participation.objects.select_for_update(of=("self",)).select_related("programme", "profile").get(pk=place.pk)
    if here.status == Participation.Status.LEFT:
        raise Refused(_("You have left this programme. Its organisers can take you in again."))
    return here


def _keep_consent(place: Participation, *, is_given: bool, by: Person, now: datetime) -> None:
    purpose = Consent.Purpose.AUTOMATIC_MATCHING
    Consent.objects.create(person=by, purpose=purpose, is_given=is_given, version=VERSION, source="place", at=now)


def _tell_organisers(programme: Programme, *, now: datetime) -> None:
    """Each hears once a day at most; the queue shows all at once."""
    for staff in programme.staff.select_related("person"):
        key = f"by_hand_waiting:{programme.pk}:{staff.person_id}:{now:%Y-%m-%d}"
        write_letter(staff.person, "by_hand_waiting", key=key, facts={"programme": str(programme.pk)}, not_before=now)
