"""Mails that say somebody has written: names only, and each message told of once."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Min, Q

from mentes.messages.digest import Waiting, is_due
from mentes.messages.models import Member
from mentes.people.actions import write_letter
from mentes.people.models import Person

KIND = "messages_waiting"


def untold(**which):
    """Memberships with something unread of which no mail has told: `oldest_at` and `newest` are of those messages."""
    of_others = Q(conversation__messages__number__gt=F("read_until"), conversation__messages__withdrawn_at=None)
    of_others &= Q(conversation__messages__number__gt=F("told_until"), conversation__messages__author__isnull=False)
    of_others &= ~Q(conversation__messages__author=F("person"))
    wanted = Member.objects.exclude(mail=Member.Mail.NEVER).filter(person__is_active=True, person__email__isnull=False, **which)
    found = wanted.filter(conversation__last_number__gt=F("told_until")).filter(conversation__last_number__gt=F("read_until"))
    return found.annotate(
        oldest_at=Min("conversation__messages__written_at", filter=of_others),
        newest=Max("conversation__messages__number", filter=of_others),
    ).filter(oldest_at__isnull=False)


def tell_unread(now: datetime) -> int:
    """Writes the mails that are due at `now`; how many. Safe to run twice, and at the same time."""
    people = Person.objects.filter(pk__in=untold().values("person")).order_by("pk")
    return sum(_tell(person, now) for person in people)


@transaction.atomic
def _tell(person: Person, now: datetime) -> bool:
    theirs = list(Member.objects.select_for_update(of=("self",)).filter(person=person).order_by("pk"))
    newest_mail_at = max((one.mailed_at for one in theirs if one.mailed_at), default=None)
    due = [
        one
        for one in untold(person=person).order_by("pk")
        if is_due(
            Waiting(one.mail, one.oldest_at, one.mailed_at),
            newest_mail_at=newest_mail_at,
            zone=person.time_zone,
            now=now,
        )
    ]
    if not due:
        return False
    key = hashlib.sha256(" ".join(f"{one.pk}:{one.newest}" for one in due).encode()).hexdigest()
    facts = {"members": [one.pk for one in due], "numbers": [one.newest for one in due]}
    letter = write_letter(person, KIND, key=f"{KIND}:{key}", facts=facts, not_before=now)
    for one in due:
        Member.objects.filter(pk=one.pk).update(told_until=one.newest, mailed_at=now)
    return letter is not None


__all__ = ["KIND", "tell_unread", "untold"]
