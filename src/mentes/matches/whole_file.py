"""This room's parts of the file of a whole programme: runs, pairs and how they ended; without a word between two people."""

from dataclasses import dataclass

from django.db import models

from mentes.matches.models import Closing, Ending, Match, Priority, Rejection, Run
from mentes.programmes.models import Programme
from mentes.programmes.whole import Incoming, Part, made, told
from mentes.programmes.whole import register as add

RUN = (
    "id", "at", "terms", "aim", "mode", "floor", "n_blocking", "place_price", "week_of", "n_mentees", "n_mentors", "n_placed",
    "objective", "upper_bound", "gap", "seconds", "pairs", "unplaced", "idle", "rules", "wishes", "locks", "other_aim", "prices",
    "inputs",
)  # fmt: skip
MATCH = (
    "id", "run_id", "mentee_id", "mentor_id", "points", "parts", "reasons", "state", "is_locked", "is_by_hand", "decided_at",
    "mentee_answer", "mentor_answer", "mentee_answered_at", "mentor_answered_at", "reason_code", "offered_at", "expires_at",
    "started_at", "ended_at", "paused_at", "resumes_on", "in_touch_at", "quiet_told_at", "closing_told_at",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """One table of the file. `links`: column -> the part whose ids it may name. `path`: from a row to its programme."""

    part: str
    model: type[models.Model]
    columns: tuple[str, ...]
    links: dict[str, str]
    path: str = "programme"


TABLES = (
    Kept("runs", Run, RUN, {}),
    Kept("closings", Closing, ("id", "at", "questions", "n_matches"), {}),
    Kept("matches", Match, MATCH, {"run_id": "runs", "mentee_id": "places", "mentor_id": "places"}),
    Kept(
        "endings", Ending, ("id", "match_id", "kind", "at", "closing_id"), {"match_id": "matches", "closing_id": "closings"},
        "match__programme",
    ),
    Kept(
        "priorities", Priority, ("id", "place_id", "match_id", "since", "done_at"), {"place_id": "places", "match_id": "matches"},
        "match__programme",
    ),
    Kept("rejections", Rejection, ("mentee_id", "mentor_id", "reason", "at"), {"mentee_id": "places", "mentor_id": "places"}),
)  # fmt: skip


def register() -> None:
    for table in TABLES:
        add(Part(table.part, _writer(table), _reader(table), _keeper(table)))


def _writer(table: Kept):
    order = "pk" if "id" in table.columns else table.columns[0]

    def write(programme: Programme):
        rows = table.model._default_manager.filter(**{table.path: programme}).order_by(order, *table.columns[:2])
        return [told(row, table.columns) for row in rows]

    return write


def _reader(table: Kept):
    def read(incoming: Incoming, rows) -> None:
        found = []
        for number, said in enumerate(rows, start=1):
            where = f"{table.part} {number}"
            row = made(table.model, said, table.columns, where=where, faults=incoming.faults)
            for column, part in table.links.items():
                incoming.check_link(part, getattr(row, column), where)
            found.append(row)
        if "id" in table.columns:
            incoming.check_new(table.part, table.model, found, lambda row: row._meta.model_name)
        incoming.rows[table.part] = found

    return read


def _keeper(table: Kept):
    def keep(incoming: Incoming) -> None:
        for row in incoming.rows[table.part]:
            if table.path == "programme":
                row.programme = incoming.programme
        table.model._default_manager.bulk_create(incoming.rows[table.part])

    return keep
