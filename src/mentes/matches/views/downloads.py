"""What an organiser takes along: the pairs for a spreadsheet, the run's report, and all numbers for whoever checks the proof."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.matches import bridge, exports, pages
from mentes.matches.models import Run
from mentes.people.roster_bridge import write_rows
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Programme
from mentes.trust.actions import record


def _last_run(programme: Programme) -> Run:
    runs = pages.last_runs(programme)
    if not runs:
        raise Refused(_("Nothing has been matched yet."))
    return runs[0]


def _as_file(response: HttpResponse, programme: Programme, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{programme.slug}-{name}"'
    return response


def _note(request: HttpRequest, programme: Programme, file: str, n_pairs: int) -> None:
    record(
        "matches.exported", by=request.user, at=clock.now(), subject=programme, programme=programme, file=file, n_pairs=n_pairs
    )


@require_GET
def pairs_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The pairs as they stand now; with ?run=last those of the last run, which its proof speaks of."""
    programme = programme_to_run(request.user, slug)
    if request.GET.get("run") == "last":
        run = _last_run(programme)
        pairs, strands = run.pairs, exports.strands_of_run(run)
    else:
        pairs, strands = exports.pairs_now(programme), list(bridge.terms_of(programme).all_weights())
        strands += sorted({name for pair in pairs for name in pair["parts"]} - {*strands})
    header, rows = exports.pair_rows(pairs, strands, exports.ids_of(programme))
    _note(request, programme, "pairs.csv", len(rows))
    text = write_rows(header, rows, header[2:])
    return _as_file(HttpResponse(text.encode(), content_type="text/csv; charset=utf-8"), programme, "pairs.csv")


@require_GET
def report_json(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    said = exports.report(_last_run(programme))
    _note(request, programme, "report.json", len(said["pairs"]) if "pairs" in said else said["n_pairs"])
    return _as_file(JsonResponse(said, json_dumps_params={"indent": 2, "ensure_ascii": False}), programme, "report.json")


@require_GET
def scores_npz(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    run = get_object_or_404(Run.objects.select_related("programme"), pk=_last_run(programme).pk)
    again = bridge.count_again(run)
    if again is None:
        raise Refused(
            _("Somebody’s answers have changed since this run, so its points can no longer be counted again. Match again.")
        )
    _note(request, programme, "scores.npz", len(run.pairs))
    return _as_file(
        HttpResponse(exports.scores_npz(run, again), content_type="application/octet-stream"), programme, "scores.npz"
    )
