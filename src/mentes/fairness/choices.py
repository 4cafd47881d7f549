"""The yes or no to the audit, for the page on which trust shows it (settings.MENTES_CHOICES)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from mentes.fairness.models import Asked, Said
from mentes.people.models import Person
from mentes.programmes.models import Participation
from mentes.trust.registry import Choice


def audit_choices(person: Person) -> Iterator[Choice]:
    """One a programme that asks something and that `person` has not left."""
    places = list(
        Participation.objects.filter(person=person).exclude(status=Participation.Status.LEFT).select_related("programme")
    )
    asked = {row.programme_id: row for row in Asked.objects.filter(programme__in=[place.programme_id for place in places])}
    said: dict = {}
    for row in Said.objects.filter(participation__in=places).order_by("at"):
        said[row.participation_id] = row.at
    for place in places:
        if place.programme_id in asked and not asked[place.programme_id].attributes and place.pk not in said:
            continue
        yield Choice(
            title=_("Whether matching is fair"),
            meaning=_(
                "In %(programme)s you may say, for example, your gender or age, so that it can be counted whether some groups "
                "fare worse. Matching cannot read it, and those who run the programme see counts of ten people or more."
            )
            % {"programme": place.programme.name},
            is_given=place.pk in said,
            address=reverse("fairness:mine", args=[place.pk]),
            fields={"from": "trust"},
            since=said.get(place.pk),
        )
