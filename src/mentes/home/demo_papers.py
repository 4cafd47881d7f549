"""What the demo's pairs write down while time passes: an agreement that most sign, goals, how they go, and what became of them.

The three of the doors write nothing the visitor could write, until it has been left undone for a week.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from mentes.bonds.actions import agreeing, aiming
from mentes.bonds.models import Agreement, Goal
from mentes.home import demo_words
from mentes.lib.draws import share
from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.people.models import ProfileTopic

WRITES_AN_AGREEMENT, SIGNS = 0.72, 0.86
SETS_GOALS, REACHES, LETS_GO = 0.82, 0.62, 0.14
DRAFT_DAYS = (2.0, 16.0)
SIGN_DAYS = (0.2, 5.0)
GOAL_DAYS = ((1.0, 9.0), (12.0, 26.0), (30.0, 55.0))  # after the start, by goal
WAY_DAYS = (18.0, 70.0)  # from setting a goal to what becomes of it
VISITOR_WAITS = timedelta(days=7)


def keep_papers(visitors: Collection[UUID], *, now: datetime) -> None:
    """Whatever of it is due at `now`. What is done already is not done again."""
    running = Match.objects.filter(state=Match.State.ACTIVE).order_by("pk")
    begun = list(running.values_list("pk", "started_at", "mentee__person", "mentor__person"))
    agree(begun, visitors, now)
    aim(begun, visitors, now)


def whole(ids: Collection[UUID]) -> dict[UUID, Match]:
    sides = (f"{side}__{part}" for side in Match.SIDES for part in ("person", "profile"))
    return Match.objects.select_related(*sides).in_bulk(list(ids)) if ids else {}


def _days(span: tuple[float, float], *about: object) -> timedelta:
    low, high = span
    return timedelta(days=low + (high - low) * share(*about))


def _late(person_id: UUID, visitors: Collection[UUID]) -> timedelta:
    return VISITOR_WAITS if person_id in visitors else timedelta(0)


def agree(begun, visitors: Collection[UUID], now: datetime) -> None:
    newest = {one.match_id: one for one in Agreement.objects.filter(match__in=[pk for pk, *_rest in begun]).order_by("number")}
    to_write, to_sign = [], []
    for pk, started_at, *pair in begun:
        one = newest.get(pk)
        if one is None:
            writer = int(share("drafts", pk) * 2)
            at = started_at + _days(DRAFT_DAYS, "drafts after", pk) + _late(pair[writer], visitors)
            if share("agrees", pk) < WRITES_AN_AGREEMENT and at <= now:
                to_write.append((pk, pair[writer]))
            continue
        for side, person_id in zip(Match.SIDES, pair, strict=True):
            at = one.edited_at + _days(SIGN_DAYS, "signs after", pk, side) + _late(person_id, visitors)
            if not one.signed_at(side) and at <= now and (person_id in visitors or share("signs", pk, side) < SIGNS):
                to_sign.append((pk, person_id, one.number))
    matches = whole({pk for pk, *_rest in (*to_write, *to_sign)})
    for pk, person_id in to_write:
        _write(matches[pk], person_id, now)
    for pk, person_id, number in to_sign:
        try:
            agreeing.sign_agreement(matches[pk], number=number, by=_who(matches[pk], person_id), now=now)
        except Refused:
            continue  # a visitor's draft that is not whole yet


def _who(match: Match, person_id: UUID):
    return match.mentee.person if match.mentee.person_id == person_id else match.mentor.person


def _write(match: Match, person_id: UUID, now: datetime) -> None:
    mentee, mentor = match.mentee.profile, match.mentor.profile
    said = demo_words.agreement_of(match.pk, mentee=mentee.first_name, mentor=mentor.first_name, craft=mentee.craft)
    agreeing.write_agreement(match, said, based_on=0, by=_who(match, person_id), now=now)


def aim(begun, visitors: Collection[UUID], now: datetime) -> None:
    """Goals are known by their place in the order in which they were set: what a visitor sets counts among them."""
    known: dict[UUID, list[Goal]] = defaultdict(list)
    of_all = Goal.objects.filter(match__in=[pk for pk, *_rest in begun]).annotate(n_steps=Count("steps"))
    for one in of_all.order_by("made_at", "pk"):
        known[one.match_id].append(one)
    to_set, to_move = [], []
    for pk, started_at, mentee_id, _mentor_id in begun:
        to_move += [(pk, place, goal) for place, goal in enumerate(known[pk]) if goal.state == Goal.State.OPEN]
        n = len(known[pk])
        if share("aims", pk) >= SETS_GOALS or n >= _n_goals(pk):
            continue
        if started_at + _days(GOAL_DAYS[n], "sets", pk, n) + _late(mentee_id, visitors) <= now:
            to_set.append(pk)
    moves = [(pk, place, goal, *_due(pk, place, goal, now)) for pk, place, goal in to_move]
    moves = [one for one in moves if one[3] or one[4]]
    matches = whole({*to_set, *(pk for pk, *_rest in moves)})
    for pk in to_set:
        _set(matches[pk], len(known[pk]), now)
    for pk, place, goal, n_steps, becomes in moves:
        if matches[pk].mentee.person_id in visitors and goal.text not in _texts(matches[pk]):
            continue  # the visitor's own
        _move(matches[pk], goal, place, n_steps, becomes, now)


def _n_goals(match_id: UUID) -> int:
    return 1 + int(share("how many goals", match_id) * len(GOAL_DAYS))


def _texts(match: Match) -> list[str]:
    profile = match.mentee.profile
    sought = ProfileTopic.objects.filter(profile=profile, direction=ProfileTopic.Direction.SEEK)
    return demo_words.goals_of(match.pk, said=profile.goals, topics=list(sought.values_list("topic__key", flat=True)))


def _set(match: Match, place: int, now: datetime) -> None:
    texts = _texts(match)
    if place < len(texts):
        by_on = None if share("names a day", match.pk, place) < 0.3 else (now + _way(match.pk, place) + timedelta(days=7)).date()
        aiming.set_goal(match, text=texts[place], by_on=by_on, by=match.mentee.person, now=now)


def _way(match_id: UUID, place: int) -> timedelta:
    return _days(WAY_DAYS, "way", match_id, place)


def _n_words(match_id: UUID, place: int) -> int:
    return int(share("words on the way", match_id, place) * 4)


def _due(match_id: UUID, place: int, goal: Goal, now: datetime) -> tuple[int, str]:
    """How many words on how it goes are due and not yet written, and what the goal becomes now ("" while it goes on)."""
    drawn, way, n_words = share("reaches", match_id, place), _way(match_id, place), _n_words(match_id, place)
    passed = (now - goal.made_at) / way
    due = sum(passed >= (number + 1) / (n_words + 1) for number in range(n_words))
    becomes = Goal.State.REACHED if drawn < REACHES else Goal.State.LET_GO if drawn < REACHES + LETS_GO else ""
    return max(0, due - goal.n_steps), str(becomes) if passed >= 1 else ""


def _move(match: Match, goal: Goal, place: int, n_steps: int, becomes: str, now: datetime) -> None:
    said = demo_words.HOW_IT_GOES
    first = int(share("says", match.pk, place) * len(said))
    for number in range(goal.n_steps, goal.n_steps + n_steps):
        aiming.tell_progress(goal, text=said[(first + 3 * number) % len(said)], by=match.mentee.person, now=now)
    if becomes:
        aiming.close_goal(goal, state=becomes, by=match.mentee.person, now=now)
