"""What an organiser decides about one proposed pair: approve, lock, reject. Each decision carries who and when."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches.models import Match, Rejection
from mentes.people.models import Person
from mentes.trust.actions import record


def unheard_match(match: Match, *, made_by_hand: bool | None = None) -> Match:
    """The row, locked until the transaction ends. Raises Refused once the two have been told, or when it is gone;
    with `made_by_hand` also where the pair came about in the other way.
    """
    fresh = Match.objects.select_for_update(of=("self",)).select_related("programme").filter(pk=match.pk).first()
    if fresh is None:
        raise Refused(_("This pair is no longer proposed: the programme was matched again."))
    if fresh.state not in Match.UNHEARD:
        raise Refused(_("These two have been told already, so it is theirs to answer. You can no longer change this here."))
    if made_by_hand is False and fresh.is_by_hand:
        raise Refused(_("These two were paired by hand. Take the pair back first, then pair anew."))
    if made_by_hand and not fresh.is_by_hand:
        raise Refused(_("This pair was not made by hand."))
    return fresh


@transaction.atomic
def approve_match(match: Match, *, by: Person, now: datetime) -> Match:
    """`by` has looked at the pair and says yes. Nobody hears until it is published."""
    match = unheard_match(match)
    if match.state == Match.State.PROPOSED:
        match.state, match.decided_by, match.decided_at = Match.State.APPROVED, by, now
        match.save(update_fields=["state", "decided_by", "decided_at"])
        record("match.approved", by=by, at=now, subject=match, programme=match.programme)
    return match


@transaction.atomic
def approve_matches(matches: Iterable[Match], *, by: Person, now: datetime) -> int:
    """Approves each of them, each as a decision of its own; how many were not approved before."""
    matches = sorted(matches, key=lambda match: match.pk)
    # All rows before the first line of the audit log, which lets one writer in at a time: row by row could lock in a circle.
    list(Match.objects.select_for_update(of=("self",)).filter(pk__in=[match.pk for match in matches]).order_by("pk"))
    return sum(approve_match(match, by=by, now=now).decided_at == now for match in matches)


@transaction.atomic
def unapprove_match(match: Match, *, by: Person, now: datetime) -> Match:
    """Back to review."""
    match = unheard_match(match, made_by_hand=False)
    if match.state == Match.State.APPROVED:
        match.state, match.decided_by, match.decided_at = Match.State.PROPOSED, None, None
        match.save(update_fields=["state", "decided_by", "decided_at"])
        record("match.unapproved", by=by, at=now, subject=match, programme=match.programme)
    return match


@transaction.atomic
def lock_match(match: Match, *, by: Person, now: datetime, reason: str = "") -> Match:
    """The pair stays, whatever matching again would find. `reason` is kept with it, and may be said later."""
    match = unheard_match(match)
    said, was_locked = reason.strip(), match.is_locked
    if was_locked and not said:
        return match
    match.is_locked, match.note = True, said or match.note
    match.save(update_fields=["is_locked", "note"])
    detail = {"has_reason": bool(said)} | ({"is_later_word": True} if was_locked else {})
    record("match.locked", by=by, at=now, subject=match, programme=match.programme, **detail)
    return match


@transaction.atomic
def unlock_match(match: Match, *, by: Person, now: datetime) -> Match:
    match = unheard_match(match, made_by_hand=False)
    if match.is_locked:
        match.is_locked, match.note = False, ""
        match.save(update_fields=["is_locked", "note"])
        record("match.unlocked", by=by, at=now, subject=match, programme=match.programme)
    return match


@transaction.atomic
def reject_match(match: Match, *, reason: str, by: Person, now: datetime) -> Rejection:
    """Takes the pair away and keeps the two apart in every later run. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Please say why, in a few words: the reason is kept with your decision."), status=422)
    match = unheard_match(match)
    rejection, _is_new = Rejection.objects.update_or_create(
        programme=match.programme,
        mentee_id=match.mentee_id,
        mentor_id=match.mentor_id,
        defaults={"reason": reason.strip(), "by": by, "at": now},
    )
    pair = {"mentee": str(match.mentee_id), "mentor": str(match.mentor_id)}
    record("match.rejected", by=by, at=now, subject=match, programme=match.programme, **pair)
    match.delete()
    return rejection


@transaction.atomic
def allow_again(rejection: Rejection, *, by: Person, now: datetime) -> None:
    """The two may be proposed again, from the next run on."""
    pair = {"mentee": str(rejection.mentee_id), "mentor": str(rejection.mentor_id)}
    record("match.allowed_again", by=by, at=now, subject=rejection, programme=rejection.programme, **pair)
    rejection.delete()
