"""Weights, strands of one's own, rules and aim of a programme."""

from datetime import datetime

from django.db import transaction

from mentes.matches import bridge
from mentes.people.models import Person
from mentes.programmes.models import Programme
from mentes.programmes.texts import ask_to_read
from mentes.trust.actions import record


@transaction.atomic
def change_terms(programme: Programme, terms: bridge.Terms, *, by: Person | None, now: datetime) -> None:
    """Keeps these terms for the programme. Pairs change only when somebody matches again."""
    table = bridge.terms_to_table(terms)
    if table == programme.terms:
        return
    programme.terms = table
    programme.save(update_fields=["terms"])
    ask_to_read(programme)  # a strand may compare texts that nobody has read yet, or no longer does
    # The names of their own strands are words of the organiser: the log counts them.
    said = {key: value for key, value in table.items() if key != "strand"} | {"n_own_strands": len(terms.customs)}
    record("programme.terms_changed", by=by, at=now, subject=programme, programme=programme, terms=said)
