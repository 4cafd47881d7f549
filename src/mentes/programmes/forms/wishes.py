"""Whom somebody would like: one choice a rank, among those who let themselves be seen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentes.people.roster_bridge import MOST_WISHES
from mentes.programmes.models import Participation

RANKS = (_("First"), _("Second"), _("Third"), _("Fourth"), _("Fifth"))


class WishFields:
    """The fields of one place, to stand in its form: none where the programme does not ask."""

    def __init__(self, place: Participation):
        self.place = place
        others = {} if not place.programme.lets_wish else {one.external_id: _called(one) for one in _to_name(place)}
        # Whom the person named before stays to be chosen, also if they are no longer seen: the wish is the person's own.
        named = [one for one in place.wishes if one not in others]
        if named and place.programme.lets_wish:
            before = place.programme.participations.filter(external_id__in=named).select_related("profile")
            others |= {one.external_id: one.profile.name for one in before}
        self.others = others

    def fields(self) -> dict[str, forms.Field]:
        if not self.place.programme.lets_wish:
            return {}
        choices = [("", _("nobody")), *sorted(self.others.items(), key=lambda one: one[1].casefold())]
        wishes = [one for one in self.place.wishes if one in self.others]
        found: dict[str, forms.Field] = {
            f"wish-{rank}": forms.ChoiceField(
                label=label, choices=choices, required=False, initial=wishes[rank] if rank < len(wishes) else ""
            )
            for rank, label in enumerate(RANKS[:MOST_WISHES])
        }
        found["is_seen"] = forms.BooleanField(
            label=_("Let people of this programme see my name and what I do, so that they can name me"),
            required=False,
            initial=self.place.is_seen,
        )
        return found


def _to_name(place: Participation):
    return Participation.objects.to_be_named_by(place).select_related("profile")


def _called(place: Participation) -> str:
    return ", ".join(filter(None, (place.profile.name, place.profile.craft)))


def wished(said: dict) -> list[str]:
    """The ids in the order of their ranks, empty ranks left out."""
    return [said[name] for rank in range(MOST_WISHES) if said.get(name := f"wish-{rank}")]
