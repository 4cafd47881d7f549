"""One person's place: what they answer, whether somebody new may be proposed to them, and when they have left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.people.roster_bridge import MOST_WISHES, SHOWN_EXTRA
from mentes.programmes.actions.importing import write_topics
from mentes.programmes.models import Participation
from mentes.programmes.planning import EMPTY_ROW, OWN, same
from mentes.programmes.rows import fill_place, row_of_place, with_answers
from mentes.programmes.texts import ask_to_read
from mentes.trust.actions import record

# What only somebody who runs the programme may set; a person's own page does not offer it.
ORGANISERS = ("role", "organisation", "manager_id", "not_with")
# Changed, the texts are read anew: languages help to tell in which one somebody writes.
READ = ("goals", "background", "would_help", "languages", "extra")


@transaction.atomic
def change_place(place: Participation, answers: Mapping[str, Any], *, by: Person, now: datetime) -> Participation:
    """Sets `answers`, values by native column (people.roster_bridge) or one of city, country, craft.

    Of a person's own answers each is remembered as theirs, so that no later import overwrites it. Lived items have actions of
    their own (`add_lived`). `is_seen`, by the person alone: whether others may read their name, to wish for them. Whom a person
    names must be somebody whom they may read. Returns the place anew.
    """
    is_own = by.pk == place.person_id
    is_seen = answers.get("is_seen")
    answers = {name: value for name, value in answers.items() if name != "is_seen" or not is_own}
    allowed = {*EMPTY_ROW, *SHOWN_EXTRA, "role"} - {"lived", "status", "email", "extra"} - ({*ORGANISERS} if is_own else set())
    if wrong := {*answers} - allowed:
        raise ValueError(f"not to be answered here: {', '.join(sorted(wrong))}")
    place = with_answers(Participation.objects.select_for_update(of=("self",))).get(pk=place.pk)
    before = row_of_place(place)
    row = before | {name: value for name, value in answers.items() if name not in SHOWN_EXTRA}
    row["extra"] = _with_shown(before["extra"], {name: answers[name] for name in SHOWN_EXTRA if name in answers})
    changed = sorted(name for name in row if not same(name, row, before))
    if is_own:
        _refuse_unseen(place, row["wishes"])
        if is_seen is not None and is_seen != place.is_seen:
            place.is_seen = is_seen
            changed = [*changed, "is_seen"]
    if not changed:
        return place
    fill_place(place, row)
    if is_own:
        place.own_answers = sorted({*place.own_answers, *({*changed} & {*OWN})})
    place.profile.save()
    place.save()
    if {"offers", "seeks"} & {*changed}:
        write_topics([(place, row)])
    if {*READ} & {*changed}:
        ask_to_read(place.programme)
    record("place.changed", by=by, at=now, subject=place, programme=place.programme, fields=changed)
    return place


def _refuse_unseen(place: Participation, wishes: Sequence[str]) -> None:
    """A page sends ids; nobody learns by trying them who takes part."""
    fresh = {*wishes} - {*place.wishes}
    if not fresh:
        return
    seen = set(Participation.objects.to_be_named_by(place).values_list("external_id", flat=True))
    if fresh - seen or len({*wishes}) < len(wishes) or len(wishes) > MOST_WISHES:
        raise Refused(_("Name at most five people of the list, each once."))


def _with_shown(extra: Mapping[str, str], said: Mapping[str, str]) -> dict[str, str]:
    """`extra` with city, country or craft set, under the spelling its file gave them."""
    spelt = {header.strip().casefold(): header for header in extra}
    said = {spelt.get(name, name): text for name, text in said.items() if text or name in spelt}
    return {**extra, **said}


@transaction.atomic
def pause(place: Participation, *, by: Person, now: datetime) -> None:
    """Nobody new is proposed from now on; those they have stay."""
    _set_status(place, Participation.Status.PAUSED, "place.paused", by, now)


@transaction.atomic
def resume(place: Participation, *, by: Person, now: datetime) -> None:
    """They may be matched again."""
    _set_status(place, Participation.Status.ACTIVE, "place.resumed", by, now)


@transaction.atomic
def mark_left(place: Participation, *, by: Person, now: datetime) -> None:
    """They are no longer in the programme. What they wrote stays theirs to export and erase."""
    _set_status(place, Participation.Status.LEFT, "place.left", by, now)


def _set_status(place: Participation, status: str, action: str, by: Person, now: datetime) -> None:
    here = Participation.objects.select_for_update().get(pk=place.pk)
    if here.status == Participation.Status.LEFT and by.pk == here.person_id:
        raise Refused(_("You have left this programme. Its organisers can take you in again."))
    if here.status != status:
        here.status = status
        here.save(update_fields=["status"])
        if status == Participation.Status.ACTIVE:
            ask_to_read(here.programme)
        record(action, by=by, at=now, subject=here, programme=here.programme)
    place.status = here.status
