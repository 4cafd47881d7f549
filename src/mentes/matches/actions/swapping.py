"""Swap: another mentor for one mentee, and whatever else then changes, solved again with that pair held."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches import bridge
from mentes.matches.actions.review import unheard_match
from mentes.matches.models import Match
from mentes.matches.reasons import kept_reasons
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme
from mentes.trust.actions import record


@transaction.atomic
def swap_match(match: Match, new_mentor: Participation, *, by: Person, now: datetime, reason: str = "") -> bridge.SwapCost:
    """`match`'s mentee goes to `new_mentor`, and the pair is locked: a person decided it.

    The pairs that change with it are brought to the new best as proposed pairs. Returns what it cost and who changed.
    Raises Refused where a rule forbids the pair or locked pairs leave no room for it.
    """
    Programme.objects.select_for_update().get(pk=match.programme_id)
    match = unheard_match(match, made_by_hand=False)
    if match.mentor_id == new_mentor.pk:
        raise Refused(_("These two are the pair already."))
    pair = (str(match.mentee_id), str(match.mentor_id))
    read = bridge.read_pool(match.programme, now=now, unlocked=[pair])
    present = present_pairs(match.programme)
    cost = bridge.swap_cost(read, present.keys(), pair[0], str(new_mentor.pk))
    gone = [present[change.mentee_id, mentor_id].pk for change in cost.changes for mentor_id in change.before
            if mentor_id not in change.after]  # fmt: skip
    come = [(change.mentee_id, mentor_id) for change in cost.changes for mentor_id in change.after
            if mentor_id not in change.before]  # fmt: skip
    Match.objects.filter(pk__in=gone).delete()
    for mentee_id, mentor_id in come:
        is_chosen = (mentee_id, mentor_id) == (pair[0], str(new_mentor.pk))
        why = bridge.explain(read.pool, mentee_id, mentor_id)
        Match.objects.create(
            programme=match.programme,
            run_id=match.run_id,
            mentee=read.places[mentee_id],
            mentor=read.places[mentor_id],
            points=why.points,
            parts={strand.name: strand.points for strand in why.strands},
            reasons=kept_reasons(why),
            is_locked=is_chosen,
            reason_code="swapped" if is_chosen else "",
            note=reason.strip() if is_chosen else "",
            decided_by=by if is_chosen else None,
            decided_at=now if is_chosen else None,
        )
    record(
        "match.swapped", by=by, at=now, subject=match, programme=match.programme, mentee=pair[0], mentor_before=pair[1],
        mentor_after=str(new_mentor.pk), costs_points=round(cost.costs_points, 6), n_changes=len(cost.changes),
    )  # fmt: skip
    return cost


def present_pairs(programme: Programme) -> dict[tuple[str, str], Match]:
    """The pairs that software proposed and nobody has heard of, by (mentee id, mentor id)."""
    unheard = Match.objects.by_machine().filter(programme=programme, state__in=Match.UNHEARD)
    return {(str(match.mentee_id), str(match.mentor_id)): match for match in unheard}
