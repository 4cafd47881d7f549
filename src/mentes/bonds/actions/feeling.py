"""The pulse: who is asked when, what they answer, and the one moment at which two answers are laid side by side."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from mentes.bonds import private
from mentes.bonds.models import Plan, Pulse, Trouble
from mentes.bonds.questions import LOW, QUESTIONS, SCALE
from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.meetings.models import Meeting
from mentes.people.actions import write_letter
from mentes.people.models import Person
from mentes.programmes.actions import refuse_in_archive
from mentes.programmes.models import Participation, Programme

Kind = Pulse.Kind


def plan_of(programme: Programme) -> Plan:
    """The programme's numbers; the defaults, unsaved, where nobody changed them."""
    return Plan.objects.filter(programme=programme).first() or Plan(programme=programme)


def newest_due(*, first: int, every: int, reached: int) -> int:
    """The newest of first, first + every, ... that is not beyond `reached`; 0 for none. `first` 0: never; `every` 0: once.

    >>> [newest_due(first=30, every=60, reached=day) for day in (29, 30, 89, 90, 211)]
    [0, 30, 30, 90, 210]
    """
    if not first or reached < first:
        return 0
    return first + (reached - first) // every * every if every else first


def ask_due_pulses(now: datetime) -> int:
    """Asks everybody whose day or meeting has come. Returns how many were asked. Safe to run twice, and at the same time.

    Who was not asked while no worker ran is asked the newest alone.
    """
    begun = Match.objects.running().filter(started_at__isnull=False)
    # All pairs at once, and nobody is looked at again who was asked: most hours nothing is due.
    plans = {plan.programme_id: plan for plan in Plan.objects.filter(programme__in=begun.values("programme"))}
    meetings = Meeting.objects.held().filter(about__in=begun.values("pk")).order_by()
    n_held = dict(meetings.values("about").annotate(n=Count("pk")).values_list("about", "n"))
    asked = set(Pulse.objects.filter(match__in=begun).values_list("match", "person", "kind", "occasion"))
    people = ("mentee__person", "mentor__person")
    due: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    for pk, programme_id, at, *pair in begun.values_list("pk", "programme", "started_at", *people):
        plan = plans.get(programme_id) or Plan(programme_id=programme_id)
        occasions = {
            Kind.DAYS: newest_due(first=plan.first_day, every=plan.every_days, reached=(now - at).days),
            Kind.BOND: newest_due(first=plan.first_meeting, every=plan.every_meetings, reached=n_held.get(pk, 0)),
        }
        for kind, occasion in occasions.items():
            if occasion and not all((pk, person, kind, occasion) in asked for person in pair):
                due[pk].append((kind, occasion))
    matches = Match.objects.filter(pk__in=due).select_related(*people).order_by("pk")
    return sum(_ask(match, kind, occasion, now) for match in matches for kind, occasion in due[match.pk])


@transaction.atomic
def _ask(match: Match, kind: str, occasion: int, now: datetime) -> int:
    n_asked = 0
    for place in (match.mentee, match.mentor):
        if place.status == Participation.Status.LEFT or not place.person.is_active:
            continue
        pulse, is_new = Pulse.objects.get_or_create(
            match=match, person=place.person, kind=kind, occasion=occasion, defaults={"asked_at": now}
        )
        if is_new:
            key = f"pulse_asked:{pulse.pk}"
            write_letter(place.person, "pulse_asked", key=key, facts={"pulse": str(pulse.pk)}, not_before=now)
            n_asked += 1
    return n_asked


@transaction.atomic
def answer_pulse(pulse: Pulse, answers: Mapping[str, int], *, lets_help: bool, by: Person, now: datetime) -> None:
    """Seals `answers` ({code: 1 to 5}) with the person's own key. Once answered it stays: what was compared is not rewritten."""
    refuse_in_archive(pulse.match.programme)
    held = Pulse.objects.select_for_update().filter(pk=pulse.pk, person=by).first()
    if held is None:
        raise Refused(_("Only the person who is asked can answer."), status=403)
    if held.answered_at:
        raise Refused(_("You have answered this already."))
    codes = [question.code for question in QUESTIONS[held.kind]]
    wrong = [code for code in codes if answers.get(code) not in SCALE] + [code for code in answers if code not in codes]
    if wrong:
        raise ValueError(f"not an answer from 1 to 5, or not a question of this pulse: {', '.join(sorted(wrong))}")
    held.answers = private.seal_for(by, json.dumps(dict(answers)))
    held.answered_at, held.lets_help = now, lets_help
    held.is_low = lets_help and any(value <= LOW for value in answers.values())
    held.save(update_fields=["answers", "answered_at", "lets_help", "is_low"])


def answers_of(pulse: Pulse) -> dict[str, int]:
    return json.loads(private.open_for(pulse.person, [pulse.answers])[0] or "{}")


def other_of(pulse: Pulse) -> Pulse | None:
    """What the other of the pair was asked on the same occasion."""
    same = Pulse.objects.filter(match=pulse.match_id, kind=pulse.kind, occasion=pulse.occasion)
    return same.exclude(person=pulse.person_id).select_related("person").first()


def are_compared(pulse: Pulse, other: Pulse | None) -> bool:
    """Whether both have said that their answers of this occasion may be laid side by side."""
    return bool(pulse.compare_at and other and other.compare_at)


@transaction.atomic
def compare_pulse(pulse: Pulse, wants: bool, *, by: Person, now: datetime) -> bool:
    """`by` would like to compare, or would rather not after all. True once both would; from then on it stays compared."""
    refuse_in_archive(pulse.match.programme)
    both = Pulse.objects.filter(match=pulse.match_id, kind=pulse.kind, occasion=pulse.occasion)
    rows = {row.person_id: row for row in both.select_for_update().order_by("pk")}
    mine = rows.pop(by.pk, None)
    if mine is None or not mine.answered_at:
        raise Refused(_("Answer first; then you can compare."))
    other = next(iter(rows.values()), None)
    if are_compared(mine, other):
        return True
    mine.compare_at = now if wants else None
    mine.save(update_fields=["compare_at"])
    if wants and other is not None:
        key = f"compare_asked:{mine.pk}"
        write_letter(other.person, "compare_asked", key=key, facts={"pulse": str(other.pk)}, not_before=now)
    return are_compared(mine, other)


@transaction.atomic
def say_not_working(match: Match, words: str, *, by: Person, now: datetime) -> Trouble:
    """Tells whoever runs the programme and is not the other of the pair. Raises Refused where there is nobody such."""
    if not match.includes(by):
        raise Refused(_("Only the two people of a match can write here."), status=403)
    refuse_in_archive(match.programme)
    pair = [person.pk for person in match.people()]
    staff = list(match.programme.staff.exclude(person__in=pair).select_related("person"))
    if not staff:
        raise Refused(_("Nobody but the two of you runs this programme here, so nobody else would read it."))
    trouble = Trouble.objects.create(match=match, person=by, words=words, at=now)
    for one in staff:
        key = f"not_working:{trouble.pk}:{one.person_id}"
        write_letter(one.person, "not_working", key=key, facts={"trouble": str(trouble.pk)}, not_before=now)
    return trouble


@transaction.atomic
def take_up(trouble: Trouble, *, by: Person, now: datetime) -> None:
    """Somebody who runs the programme says that they see to it; the first one stays named."""
    refuse_in_archive(trouble.match.programme)
    Trouble.objects.filter(pk=trouble.pk, taken_up_at=None).update(taken_up_at=now, taken_up_by=by)
