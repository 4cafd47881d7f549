"""Who may write in what the two share, and how two at once are kept apart."""

from django.utils.translation import gettext as _

from mentes.lib.errors import Refused
from mentes.matches.models import Match
from mentes.people.models import Person

STATES_OF_WORK = (Match.State.ACTIVE,)


def hold_match(match: Match, by: Person) -> tuple[Match, str]:
    """The row anew, locked until the transaction ends, and the side of `by`. Raises Refused where nothing may be written."""
    people = ("programme", "mentee__person", "mentee__profile", "mentor__person", "mentor__profile")
    fresh = Match.objects.select_related(*people).select_for_update(of=("self",)).filter(pk=match.pk).first()
    if fresh is None or not fresh.includes(by):
        raise Refused(_("Only the two people of a match can write here."), status=403)
    if fresh.state not in STATES_OF_WORK:
        raise Refused(_("This match does not run now: what you two wrote stays here to be read."))
    return fresh, fresh.side_of(by)
