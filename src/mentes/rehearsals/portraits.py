"""How somebody is drawn in the room and in its replay."""

from mentes.look.face import weave_of
from mentes.people.models import Person


def portrait(person: Person) -> dict:
    """Name and weave, as room/mentor.js and room/cue.js draw somebody."""
    ground, figure, weave = weave_of(str(person.pk))
    return {"name": person.name, "dyes": [ground, figure], "weave": weave}
