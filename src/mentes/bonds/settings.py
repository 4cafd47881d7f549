"""What a duplicate of a programme takes along of this room: when people are asked, and the guide. Nothing of a pair."""

from mentes.bonds.models import GuideStep, Plan
from mentes.programmes import settings_of
from mentes.programmes.models import Programme


def register() -> None:
    settings_of.register("bonds", copy_plan)


def copy_plan(old: Programme, new: Programme) -> None:
    for plan in Plan.objects.filter(programme=old):
        plan.programme = new
        plan.save(force_insert=True)
    steps = list(GuideStep.objects.filter(programme=old))
    for step in steps:
        step.pk, step.programme = None, new
    GuideStep.objects.bulk_create(steps)
