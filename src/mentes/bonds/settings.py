"""What a duplicate of a programme takes along of this room: when people are asked, and the guide. Nothing of a pair."""

from mentes.bonds.models import GuideStep, Plan
from mentes.programmes import settings_of
from mentes.programmes.models import Programme


def register() -> None:
    settings_of.register("bonds", copy_plan)


def copy_plan(old: Programme, new: Programme) -> None:
    for model in (Plan, GuideStep):
        rows = list(model.objects.filter(programme=old))
        for row in rows:
            if model is GuideStep:
                row.pk = None
            row.programme = new
        model.objects.bulk_create(rows)
