"""What somebody may allow or refuse in their programmes, for the page on which trust shows it (settings.MENTES_CHOICES)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from mentes.people.models import Person
from mentes.programmes.models import Participation
from mentes.trust.registry import Choice


def lived_choices(person: Person) -> Iterator[Choice]:
    """Each thing lived through, in each programme that `person` has not left: may it count when pairs are sought?"""
    places = Participation.objects.filter(person=person).exclude(status=Participation.Status.LEFT)
    for place in places.select_related("programme", "profile").prefetch_related("profile__lived"):
        for item in place.profile.lived.all():
            said = {"programme": place.programme.name}
            yield Choice(
                title=item.name,
                meaning=(
                    _("Sensitive, in %(programme)s. It counts only where the other shares it too and has also said yes.") % said
                    if item.is_sensitive
                    else _("Lived through, in %(programme)s. Those who run the programme can read it.") % said
                ),
                is_given=item.volunteered_at is not None,
                address=reverse("programmes:my_lived", args=[place.pk]),
                fields={"item": str(item.pk)},
                since=item.volunteered_at,
            )
