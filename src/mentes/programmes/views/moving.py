"""A whole programme as one file: taking it out, and taking one in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.programmes import actions
from mentes.programmes.access import may_begin, programme_to_run
from mentes.programmes.views import see_other


@require_GET
def whole_file(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    data = actions.export_programme(programme, by=request.user, now=clock.now())
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{programme.slug}.mentes.zip"'
    return response


@require_http_methods(["GET", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """Takes a whole programme in, from a file of this or another installation."""
    if not may_begin(request.user):
        raise Http404
    refusal = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Refused(_("Choose a file first."), status=422)
            programme = actions.take_in_programme(file.read(), by=request.user, now=clock.now())
        except Refused as refused:  # shown beside the form: it may be long, and names everything
            refusal = refused.sentence
        else:
            messages.success(
                request, _("%(name)s is here, with everybody in it. Nobody got a letter.") % {"name": programme.name}
            )
            return see_other("programmes:show", slug=programme.slug)
    return render(request, "programmes/from_file.html", {"refusal": refusal}, status=422 if refusal else 200)
