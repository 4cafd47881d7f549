"""Who may open what: a rehearsal's speaker and guests; writing scenarios is for who mentors or runs a programme."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme
from mentes.rehearsals.models import Guest, OwnScenario, Rehearsal


def rehearsal_to_see(person: Person, rehearsal_id) -> Rehearsal:
    """For its speaker and those who are invited; nobody else finds it, whatever they run."""
    return get_object_or_404(Rehearsal.objects.visible_to(person).select_related("speaker"), pk=rehearsal_id)


def own_rehearsal(person: Person, rehearsal_id) -> Rehearsal:
    return get_object_or_404(Rehearsal.objects.filter(speaker=person).select_related("speaker"), pk=rehearsal_id)


def programmes_to_write_for(person: Person) -> list[Programme]:
    """Those whose people `person` may give a scenario to: where they are a mentor, and those they run."""
    mentors = (Participation.Role.MENTOR, Participation.Role.BOTH)
    taken = Participation.objects.filter(person=person, role__in=mentors).exclude(status=Participation.Status.LEFT)
    found = Programme.objects.filter(Q(staff__person=person) | Q(participations__in=taken))
    return list(found.distinct().order_by("name", "pk"))


def programmes_of_a_writer(person: Person) -> list[Programme]:
    """The same; Http404 for whoever neither mentors nor runs anything."""
    found = programmes_to_write_for(person)
    if not found:
        raise Http404
    return found


def rehearsal_to_look_back_on(person: Person, rehearsal_id) -> Rehearsal:
    """For its speaker and mentors, once it has begun; peers find no report."""
    rehearsal = rehearsal_to_see(person, rehearsal_id)
    if rehearsal.opened_at is None or rehearsal.side_of(person) not in ("speaker", Guest.Side.MENTOR):
        raise Http404
    return rehearsal


def own_scenario(person: Person, scenario_id) -> OwnScenario:
    return get_object_or_404(OwnScenario.objects.written_by(person), pk=scenario_id)
