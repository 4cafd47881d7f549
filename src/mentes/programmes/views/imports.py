"""Importing people in three steps: upload, look at what would happen, carry out. And the log, with undo."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.lib import clock
from mentes.people.roster_bridge import BadMap, BadRoster
from mentes.programmes import actions
from mentes.programmes.access import programme_to_run
from mentes.programmes.forms import ColumnsForm, UploadForm
from mentes.programmes.models import ImportRun, Programme, Upload
from mentes.programmes.trial import first_map, try_upload
from mentes.programmes.views import see_other


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        made = actions.create_upload(programme, form.cleaned_data["files"], by=request.user)
        with suppress(BadRoster):  # the preview names what is wrong with the file
            actions.keep_map(made, first_map(made, form.cleaned_data["map_file"]))
        return see_other("programmes:preview", slug=slug, upload_id=made.pk)
    context = {"programme": programme, "form": form, "last": programme.imports.filter(undone_at=None).first()}
    return render(request, "programmes/upload.html", context, status=200 if not form.errors else 422)


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, slug: str, upload_id) -> HttpResponse:
    """What importing would do. POST keeps how the columns are to be read; nothing else is written here."""
    programme, made = _upload(request, slug, upload_id)
    options = _options(request.POST if request.method == "POST" else request.GET)
    trial = try_upload(made, **options)
    if request.method == "POST" and trial.sheets:
        form = ColumnsForm(request.POST, sheets=trial.sheets, map_table=made.file_map)
        if form.is_valid():
            actions.keep_map(made, form.to_map())
            trial = try_upload(made, **options)
    columns = ColumnsForm(None, sheets=trial.sheets, map_table=made.file_map)
    context = {"programme": programme, "upload": made, "trial": trial, "columns": columns, **options}
    template = "programmes/_preview.html" if request.headers.get("HX-Request") else "programmes/preview.html"
    return render(request, template, context)


@require_POST
def carry_out(request: HttpRequest, slug: str, upload_id) -> HttpResponse:
    _programme, made = _upload(request, slug, upload_id)
    options = _options(request.POST)
    try:
        run = actions.import_people(made, by=request.user, now=clock.now(), **options)
    except (BadRoster, BadMap):
        messages.error(request, _("Nothing was imported. What is wrong stands below."))
        return see_other("programmes:preview", slug=slug, upload_id=made.pk)
    messages.success(request, _counts(run))
    return see_other("programmes:people", slug=slug)


@require_POST
def drop_upload(request: HttpRequest, slug: str, upload_id) -> HttpResponse:
    """Not now: the files go at once."""
    _programme, made = _upload(request, slug, upload_id)
    made.delete()
    messages.info(request, _("The files are deleted. Nothing was imported."))
    return see_other("programmes:people", slug=slug)


@require_GET
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    runs = list(programme.imports.select_related("by", "undone_by")[:100])
    newest = next((run.pk for run in runs if not run.undone_at), None)
    return render(request, "programmes/imports.html", {"programme": programme, "runs": runs, "newest": newest})


@require_POST
def undo_import(request: HttpRequest, slug: str, run_id) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    run = get_object_or_404(ImportRun, programme=programme, pk=run_id)
    actions.undo_import(run, by=request.user, now=clock.now())
    messages.success(request, _("The import is undone. What was before is back."))
    return see_other("programmes:imports", slug=slug)


def _upload(request: HttpRequest, slug: str, upload_id) -> tuple[Programme, Upload]:
    programme = programme_to_run(request.user, slug)
    return programme, get_object_or_404(Upload, programme=programme, pk=upload_id)


def _options(said) -> dict[str, bool]:
    return {"skip_bad_rows": said.get("skip") == "yes", "mark_missing_as_left": said.get("left") == "yes"}


def _counts(run: ImportRun) -> str:
    n_read = run.n_added + run.n_updated + run.n_unchanged
    sentence = ngettext(
        "%(n)s person read: %(added)s new, %(updated)s changed, %(unchanged)s as before, %(left)s marked as left.",
        "%(n)s people read: %(added)s new, %(updated)s changed, %(unchanged)s as before, %(left)s marked as left.",
        n_read,
    )
    return sentence % {
        "n": n_read,
        "added": run.n_added,
        "updated": run.n_updated,
        "unchanged": run.n_unchanged,
        "left": run.n_left,
    }
