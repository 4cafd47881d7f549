"""This room's part of the file of a whole programme: what is asked for the audit. Nobody's answer is in it."""

from mentes.fairness.models import Asked
from mentes.programmes.models import Programme
from mentes.programmes.whole import Incoming, Part, made, told
from mentes.programmes.whole import register as add

ASKED = ("attributes", "belongings")


def register() -> None:
    add(Part("audit", _write, _read, _keep))


def _write(programme: Programme):
    return [told(asked, ASKED) for asked in Asked.objects.filter(programme=programme)]


def _read(incoming: Incoming, rows) -> None:
    incoming.rows["audit"] = [made(Asked, said, ASKED, where="audit", faults=incoming.faults) for said in rows[:1]]


def _keep(incoming: Incoming) -> None:
    for asked in incoming.rows["audit"]:
        asked.programme = incoming.programme
        asked.save(force_insert=True)
