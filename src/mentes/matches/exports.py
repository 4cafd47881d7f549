"""pairs.csv, report.json and scores.npz of a run, as `mentes match` writes them: people stand under the ids of the file."""

import io
from collections.abc import Iterable, Mapping

import numpy as np
from django.template.loader import render_to_string

from mentes.matches import bridge, pages
from mentes.matches.models import Match, Run
from mentes.programmes.models import Participation, Programme

MOST_CELLS, MOST_OWN_CELLS = 5_000_000, 1_000_000  # beyond, scores.npz leaves out the points, and each side's own


def ids_of(programme: Programme) -> dict[str, str]:
    """The file's id by the participation's."""
    return {
        str(pk): external for pk, external in Participation.objects.filter(programme=programme).values_list("pk", "external_id")
    }


def pair_rows(pairs: Iterable[Mapping], strands: list[str], ids: Mapping[str, str]) -> tuple[list[str], list[list[str]]]:
    """(header, rows): `mentee_id, mentor_id, points` and one column a strand, full precision. `pairs` as in Run.pairs."""
    header = ["mentee_id", "mentor_id", "points", *strands]
    rows = [
        [ids.get(pair["mentee"], ""), ids.get(pair["mentor"], ""), _cell(pair["points"])]
        + [_cell(pair["parts"].get(name, 0.0) if pair["points"] is not None else None) for name in strands]
        for pair in pairs
    ]
    return header, rows


def _cell(points: float | None) -> str:
    """Empty where nobody counted."""
    return "" if points is None else repr(float(points))


def pairs_now(programme: Programme) -> list[dict]:
    """The pairs as they stand: proposed, approved, told and begun, as in Run.pairs; None for points nobody counted."""
    matches = Match.objects.filter(programme=programme, state__in=Match.LIVE).order_by(
        "mentee__external_id", "mentor__external_id"
    )
    return [
        {"mentee": str(m.mentee_id), "mentor": str(m.mentor_id), "points": None if m.is_by_hand else m.points, "parts": m.parts}
        for m in matches
    ]


def strands_of_run(run: Run) -> list[str]:
    return list(bridge.read_terms(run.terms).all_weights())


def report(run: Run) -> dict:
    """Only texts, numbers, booleans, None, lists and tables. Which experiences people share is not in it."""
    places = {str(p.pk): p for p in Participation.objects.filter(programme=run.programme).select_related("profile")}
    terms = bridge.read_terms(run.terms)

    def told(person: Mapping) -> dict:
        left = pages.left_of(places, person["id"], person["reason"], person["detail"])
        words = {"reason": left.reason, "d": left.detail, "nearest": left.nearest}
        sentence = render_to_string("matches/_unplaced_text.html", words)
        return {"id": places[person["id"]].external_id, "reason": left.reason, "detail": " ".join(sentence.split())}

    return {
        "n_mentees": run.n_mentees,
        "n_mentors": run.n_mentors,
        "n_pairs": len(run.pairs),
        "n_placed": run.n_placed,
        "unplaced": [told(person) for person in run.unplaced if person["id"] in places and not _has_some(person)],
        "fewer_than_wanted": [told(person) for person in run.unplaced if person["id"] in places and _has_some(person)],
        "idle_mentors": [told(person) for person in run.idle if person["id"] in places],
        "objective": run.objective,
        "upper_bound": run.upper_bound,
        "gap": run.gap,
        "aim": run.aim,
        "mode": run.mode,
        "floor": run.floor,
        "least_points": run.least_points,
        "place_price": run.place_price,
        "n_blocking": run.n_blocking,
        "other_aim": run.other_aim or None,
        "rules": [{key: cost[key] for key in ("name", "forbids", "leaves_unplaced", "costs_points")} for cost in run.rules],
        "locks": [
            {"mentee": places[cost["mentee_id"]].external_id, "mentor": places[cost["mentor_id"]].external_id}
            | {key: cost[key] for key in ("leaves_unplaced", "costs_points")}
            for cost in run.locks
            if {cost["mentee_id"], cost["mentor_id"]} <= places.keys()
        ],
        "wishes": [_wish(wish) for wish in run.wishes],
        "weights": terms.all_weights(),
        "terms": run.terms,
        "week_of": run.week_of.isoformat(),
        "locked": [
            [places[a].external_id, places[b].external_id] for a, b in run.inputs.get("locked", ()) if {a, b} <= places.keys()
        ],
        "seconds": run.seconds,
    }


def _wish(wish: Mapping) -> dict:
    """As `mentes match` tells it."""
    without, with_it = wish["without"], wish["with_it"]
    return {
        "name": wish["name"],
        "on": wish["on"],
        "floor": wish["floor"],
        "costs_points": without["objective"] - with_it["objective"],
        "costs_people": without["n_placed"] - with_it["n_placed"],
        "without": without,
        "with": with_it,
    }


def _has_some(person: dict) -> bool:
    """Whether somebody has a mentor, only fewer than they wished for."""
    return person["reason"] == "fewer_than_wanted"


def scores_npz(run: Run, again: bridge.RunAgain) -> bytes:
    """mentee_ids, mentor_ids, points (NaN where a hard rule forbids), own_points, capacity, wants, mentor_prices, pairs, locked.

    `pairs` and `locked`: (k, 2) places in mentee_ids and mentor_ids. No pickled objects: read with allow_pickle=False.
    """
    ids = ids_of(run.programme)
    arrays = {
        "mentee_ids": np.array([ids[member.id] for member in again.pool.mentees], dtype=str),
        "mentor_ids": np.array([ids[member.id] for member in again.pool.mentors], dtype=str),
        "capacity": np.array([member.seats for member in again.pool.mentors], dtype=np.int64),
        "wants": np.array([member.seats for member in again.pool.mentees], dtype=np.int64),
        "mentor_prices": again.prices,
        "pairs": again.pairs,
        "locked": again.locked,
    }
    if again.points.size <= MOST_CELLS:
        arrays["points"] = again.points
    if again.points.size <= MOST_OWN_CELLS:
        arrays["own_points"] = again.own_points
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()
