"""Erasure: everything that leads to a person goes, in one transaction; what others need stays without them."""

from datetime import datetime

from django.db import transaction

from mentes.trust import registry
from mentes.trust.actions.log import record


@transaction.atomic
def erase_person(person, *, by, now: datetime) -> None:
    """Takes `person` out of every registered table, by the class of each column. There is no way back.

    `by` is the person themself, or an organiser whom they asked. Tables go in the order their rooms gave, so that rows that
    point at others go before those; the account's own row is emptied last and stays as a number without a name.
    """
    for table in sorted(registry.tables().values(), key=lambda table: (table.order, table.name)):
        if table.erase is not None:
            table.erase(person)
        elif table.rows_of is not None:
            table.rows_of(person).delete()
    record("person.erased", by=by, at=now, subject=person)
