"""What a duplicate of a programme takes along of this room: which attributes are asked for, never an answer."""

from mentes.fairness.models import Asked
from mentes.programmes import settings_of
from mentes.programmes.models import Programme


def register() -> None:
    settings_of.register("fairness", copy_asked)


def copy_asked(old: Programme, new: Programme) -> None:
    asked = Asked.objects.filter(programme=old).first()
    if asked is not None:
        Asked.objects.create(programme=new, attributes=asked.attributes, belongings=asked.belongings)
