"""Where a programme stands and what comes next, for the page of those who run it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from mentes.programmes.models import ImportRun, Participation, Programme
from mentes.programmes.supply import Supply


@dataclass(frozen=True)
class Overview:
    """`next_step`: "import" while there is nobody to pair, else "match"."""

    n_people: int
    n_paused: int
    n_left: int
    n_uninvited: int
    n_waiting: int
    n_joined: int
    n_unreachable: int
    last_import: ImportRun | None
    next_step: str


def overview_of(programme: Programme, supply: Supply) -> Overview:
    here = ~Q(status=Participation.Status.LEFT)
    counts = programme.participations.aggregate(
        n_people=Count("pk", filter=here),
        n_paused=Count("pk", filter=Q(status=Participation.Status.PAUSED)),
        n_left=Count("pk", filter=~here),
        n_uninvited=Count("pk", filter=here & Q(invited_at=None, joined_at=None, person__email__isnull=False)),
        n_waiting=Count("pk", filter=here & Q(joined_at=None, invited_at__isnull=False)),
        n_joined=Count("pk", filter=here & Q(joined_at__isnull=False)),
        n_unreachable=Count("pk", filter=here & Q(person__email=None)),
    )
    next_step = "match" if supply.n_mentors and supply.n_mentees else "import"
    last = programme.imports.filter(undone_at=None).select_related("by").first()
    return Overview(**counts, last_import=last, next_step=next_step)
