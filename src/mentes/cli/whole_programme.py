"""What `mentes programme` does with models."""

from django.utils import timezone

from mentes.lib.errors import Refused
from mentes.people.models import Person
from mentes.programmes.actions import export_programme, take_in_programme
from mentes.programmes.models import Programme


class NotDone(Exception):
    """One sentence for whoever sits at the terminal."""

    is_for_the_person_at_the_terminal = True


def take_out(slug: str) -> bytes:
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        known = ", ".join(Programme.objects.values_list("slug", flat=True)) or "none"
        raise NotDone(f"there is no programme “{slug}”; there are: {known}.")
    return export_programme(programme, by=None, now=timezone.now())


def take_in(data: bytes, *, organiser: str) -> tuple[str, int]:
    """The programme's name, and how many people are in it."""
    by = Person.objects.filter(email__iexact=organiser).first()
    if by is None:
        raise NotDone(f"{organiser} has no account here; “mentes organiser” makes one.")
    try:
        programme = take_in_programme(data, by=by, now=timezone.now())
    except Refused as refused:
        raise NotDone(refused.sentence) from refused
    return programme.name, programme.participations.count()
