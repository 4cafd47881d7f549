"""What people can do, and what the rooms above ask of people: write to somebody, read the roads of two."""

from datetime import datetime

from mentes.people.models import Letter, Person


def write_letter(person: Person, kind: str, *, key: str, facts: dict, not_before: datetime) -> Letter | None:
    """Puts a letter into the outbox, in the transaction of the caller. None when `key` was written before: it never goes twice.

    `facts` takes ids and plain values; the words are found when it is sent.
    """
    letter, is_new = Letter.objects.get_or_create(
        key=key, defaults={"person": person, "kind": kind, "facts": facts, "not_before": not_before}
    )
    return letter if is_new else None
