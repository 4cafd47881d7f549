"""This room's parts of the file of a whole programme: runs, pairs and how they ended; without a word between two people."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.db.models import Q

from mentes.matches.models import Alternate, Closing, Ending, Match, Priority, Promise, Publication, Rejection, Run
from mentes.messages.models import Conversation
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
    """One table of the file. `links`: column -> the part whose ids it may name. `path`: from a row to its programme.

    `only`: the rows that are told; all, where nothing is said.
    """

    part: str
    model: type[models.Model]
    columns: tuple[str, ...]
    links: dict[str, str]
    path: str = "programme"
    only: Q = field(default_factory=Q)


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
    # One that waits is left to the house it was decided in: carried out in both, it would tell people twice.
    Kept(
        "publications", Publication, ("id", "decided_at", "at", "n_matches", "done_at", "called_off_at"), {},
        only=Q(done_at__isnull=False) | Q(called_off_at__isnull=False),
    ),
    # Without who approved them: somebody of the other house decides again.
    Kept(
        "alternates", Alternate,
        ("id", "match_id", "mentor_id", "rank", "points", "parts", "reasons", "used_at", "dropped_at"),
        {"match_id": "matches", "mentor_id": "places"}, "match__programme",
    ),
    Kept(
        "promises", Promise, ("place_id", "at", "group", "low_days", "high_days", "n_waits", "n_last", "n_last_within"),
        {"place_id": "places"}, "place__programme",
    ),
    Kept("rejections", Rejection, ("mentee_id", "mentor_id", "reason", "at"), {"mentee_id": "places", "mentor_id": "places"}),
)  # fmt: skip


def register() -> None:
    for table in TABLES:
        add(Part(table.part, _writer(table), _reader(table), _keeper(table)))


def _writer(table: Kept):
    order = "pk" if "id" in table.columns else table.columns[0]

    def write(programme: Programme):
        rows = table.model._default_manager.filter(table.only, **{table.path: programme}).order_by(order, *table.columns[:2])
        said = [told(row, table.columns) for row in rows]
        return _with_signs_of_life(said) if table.part == "matches" else said

    return write


def _with_signs_of_life(matches: list[dict]) -> list[dict]:
    """When the two were last in touch, since their messages stay behind: who wrote yesterday is not silent in the other house."""
    written = Conversation.objects.last_written([UUID(one["id"]) for one in matches])
    for one in matches:
        signs = [one["in_touch_at"], written[UUID(one["id"])].isoformat()] if UUID(one["id"]) in written else [one["in_touch_at"]]
        one["in_touch_at"] = max(filter(None, signs), default=None)
    return matches


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
