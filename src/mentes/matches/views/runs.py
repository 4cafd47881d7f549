"""What a run found beside the pairs: its proof, what changed since the one before, and who has no mentor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from mentes.lib import clock
from mentes.matches import bridge, pages
from mentes.matches.models import Rejection, Run
from mentes.matches.words import someone, wish_columns
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Participation, Programme


def _places(programme: Programme) -> dict[str, Participation]:
    """Everybody who ever had a place, so that old runs can still be read."""
    return {str(place.pk): place for place in Participation.objects.filter(programme=programme).select_related("profile")}


@require_GET
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """The last run beside the one before it."""
    programme = programme_to_run(request.user, slug)
    runs = pages.last_runs(programme, 2)
    if len(runs) < 2:
        return redirect("matches:review", slug)
    places = _places(programme)
    last, before = runs
    pairs = [{(p["mentee"], p["mentor"]): p["points"] for p in run.pairs} for run in runs]

    def told(keys: set, points: dict) -> list[dict]:
        rows = [
            {"mentee": someone(places[a]), "mentor": someone(places[b]), "points": round(points[a, b])}
            for a, b in keys
            if a in places and b in places
        ]
        return sorted(rows, key=lambda row: (row["mentee"].name, row["mentor"].name))

    unplaced = [{p["id"] for p in run.unplaced if p["reason"] not in ("fewer_than_wanted", "wants_none")} for run in runs]
    context = {
        "programme": programme,
        "last": last,
        "before": before,
        "both": (before, last),
        "n_stayed": len(pairs[0].keys() & pairs[1].keys()),
        "came": told(pairs[0].keys() - pairs[1].keys(), pairs[0]),
        "went": told(pairs[1].keys() - pairs[0].keys(), pairs[1]),
        "n_unplaced": [len(unplaced[0]), len(unplaced[1])],
        "changed_weights": _changed_weights(last, before),
        "changed_rules": _changed_rules(last, before),
        "same_people": last.inputs.get("data") == before.inputs.get("data"),
    }
    return render(request, "matches/compare.html", context)


def _weights(run: Run) -> dict[str, float]:
    return run.terms.get("strands", {}) | {custom["name"]: custom["weight"] for custom in run.terms.get("strand", ())}


def _changed_weights(last: Run, before: Run) -> list[tuple[str, float, float]]:
    now, then = _weights(last), _weights(before)
    return [(name, then.get(name, 0.0), now.get(name, 0.0)) for name in {**now, **then} if now.get(name) != then.get(name)]


def _changed_rules(last: Run, before: Run) -> list[str]:
    now, then = last.terms.get("rules", {}), before.terms.get("rules", {})
    return [name for name in now if now.get(name) != then.get(name)]


@require_GET
def proof(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    runs = pages.last_runs(programme)
    if not runs:
        return redirect("matches:review", slug)
    run, places = runs[0], _places(programme)
    taken: dict[str, int] = {}
    for pair in run.pairs:
        taken[pair["mentor"]] = taken.get(pair["mentor"], 0) + 1
    capacity = run.inputs.get("capacity", {})
    prices = [
        {"mentor": someone(places[pk]), "price": price, "seats": capacity.get(pk, 0), "taken": taken.get(pk, 0)}
        for pk, price in sorted(run.prices.items(), key=lambda entry: -entry[1])
        if pk in places
    ]
    context = {
        "programme": programme,
        "run": run,
        "again": bridge.count_again(run),
        "gap_percent": 100 * run.gap,
        "seconds": sum(run.seconds.get(step, 0) for step in ("score", "solve", "prove")),
        "prices": prices,
        "n_locked": len(run.inputs.get("locked", ())),
        "wishes": wish_columns(run.wishes),
        "stability_costs": run.upper_bound - run.objective,
        "floor_in_full": repr(run.floor),
    }
    return render(request, "matches/proof.html", context)


@require_GET
def unplaced(request: HttpRequest, slug: str) -> HttpResponse:
    """Mentees who have no mentor or fewer than they wish for, mentors without a mentee, and pairs kept apart."""
    programme = programme_to_run(request.user, slug)
    (run, *_rest) = pages.last_runs(programme) or [None]
    read = bridge.read_pool(programme, now=clock.now())
    matches = list(pages.unheard(programme))
    busy = {str(match.mentor_id) for match in matches}
    idle = [
        pages.left_of(read.places, person["id"], person["reason"], person["detail"])
        for person in (run.idle if run else ())
        if person["id"] in read.ids() and person["id"] not in busy
    ]
    rejections = Rejection.objects.filter(programme=programme).select_related("mentee__profile", "mentor__profile", "by")
    context = {
        "programme": programme,
        "run": run,
        "left": pages.without_mentor(read, matches, run, pages.rejected_mentees(programme)),
        "idle": idle,
        "rejections": rejections.order_by("-at"),
    }
    return render(request, "matches/unplaced.html", context)
