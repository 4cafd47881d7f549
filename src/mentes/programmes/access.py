"""Who may open what of a programme: the one door for every view of this room and those above. What is not yours is a 404."""

from django.shortcuts import get_object_or_404

from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme, Staff


def programme_to_run(person: Person, slug: str) -> Programme:
    """The programme, for its organisers and deputies only."""
    return get_object_or_404(Programme.objects.run_by(person), slug=slug)


def programme_to_see(person: Person, slug: str) -> Programme:
    """The programme, for everybody who runs it or takes part in it."""
    return get_object_or_404(Programme.objects.visible_to(person), slug=slug)


def own_place(person: Person, participation_id) -> Participation:
    """A person's own place in a programme."""
    return get_object_or_404(
        Participation.objects.select_related("programme", "profile", "person").filter(person=person), id=participation_id
    )


def place_to_run(person: Person, slug: str, participation_id) -> Participation:
    """Somebody's place in a programme that `person` runs."""
    programme = programme_to_run(person, slug)
    return get_object_or_404(programme.participations.select_related("programme", "profile", "person"), id=participation_id)


def is_organiser(person: Person, programme: Programme) -> bool:
    """Whether `person` is an organiser of the programme; a deputy is not."""
    return Staff.objects.filter(person=person, programme=programme, role=Staff.Role.ORGANISER).exists()


def may_begin(person: Person) -> bool:
    """Whether `person` may begin a programme: administrators, organisers of another one, and the first person of an instance."""
    if person.is_staff or Staff.objects.filter(person=person, role=Staff.Role.ORGANISER).exists():
        return True
    return not Programme.objects.exists()
