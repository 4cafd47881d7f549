"""This room's parts of the file of a whole programme: when people are asked, the guide, and which step came to which meeting.

Agreements, goals, pulses and notes are the two's own words, and the file is the organisers': none of them is in it.
"""

from mentes.bonds.models import GuideStep, LaidStep, Plan
from mentes.meetings.models import Meeting
from mentes.programmes.models import Programme
from mentes.programmes.whole import Incoming, Part, made, told
from mentes.programmes.whole import register as add

PLAN = ("first_day", "every_days", "first_meeting", "every_meetings", "guide")
STEP = ("position", "title", "about", "lines")
LAID = ("meeting_id", "match_id", "position", "at")


def register() -> None:
    add(Part("plan", lambda programme: _told(Plan, PLAN, programme), _reader("plan", Plan, PLAN), _keeper("plan")))
    add(Part("guide", lambda programme: _told(GuideStep, STEP, programme), _reader("guide", GuideStep, STEP), _keeper("guide")))
    add(Part("laid", _write_laid, _read_laid, _keep_laid))


def _told(model, columns, programme: Programme):
    return [told(row, columns) for row in model.objects.filter(programme=programme).order_by("pk")]


def _reader(part: str, model, columns):
    def read(incoming: Incoming, rows) -> None:
        faults = incoming.faults
        numbered = enumerate(rows, start=1)
        incoming.rows[part] = [made(model, said, columns, where=f"{part} {n}", faults=faults) for n, said in numbered]
        if part == "plan" and len(rows) > 1:
            faults.append("plan: the file must hold one at most")

    return read


def _keeper(part: str):
    def keep(incoming: Incoming) -> None:
        for row in incoming.rows[part]:
            row.programme = incoming.programme
            row.save(force_insert=True)

    return keep


def _write_laid(programme: Programme):
    """Not of meetings to come: their agenda stays behind, so that they get the lines of their step anew."""
    past = Meeting.objects.exclude(state=Meeting.State.BOOKED).values("pk")
    laid = LaidStep.objects.filter(match__programme=programme, meeting_id__in=past)
    return [told(one, LAID) for one in laid.order_by("meeting_id")]


def _read_laid(incoming: Incoming, rows) -> None:
    incoming.rows["laid"] = found = []
    for number, said in enumerate(rows, start=1):
        row = made(LaidStep, said, LAID, where=f"laid {number}", faults=incoming.faults)
        incoming.check_link("meetings", row.meeting_id, f"laid {number}")
        incoming.check_link("matches", row.match_id, f"laid {number}")
        found.append(row)


def _keep_laid(incoming: Incoming) -> None:
    LaidStep.objects.bulk_create(incoming.rows["laid"])
