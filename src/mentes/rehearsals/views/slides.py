"""Slides of a rehearsal: hung by its speaker, seen by whoever is invited, kept by no browser."""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.rehearsals import access
from mentes.rehearsals.actions.hanging import hang_slides, take_down_slides
from mentes.rehearsals.forms import SlidesForm
from mentes.rehearsals.models import SlidePage
from mentes.rehearsals.slides import MOST_PAGES, CannotDraw, draw_pages
from mentes.rehearsals.views.lobby import lobby

CANNOT = {
    "too_many_pages": gettext_lazy("These slides have more than %(most)s pages. Send a part of them."),
    "no_pages": gettext_lazy("There is no page in this PDF."),
    "too_slow": gettext_lazy("These pages take too long to draw. Save them anew with smaller pictures."),
    "broken": gettext_lazy("These pages cannot be drawn. Save the slides as PDF once more, and send that."),
}


@require_POST
def hang(request: HttpRequest, rehearsal_id) -> HttpResponse:
    rehearsal = access.own_rehearsal(request.user, rehearsal_id)
    form, status = SlidesForm(request.POST, request.FILES), 422
    if form.is_valid():
        ready = form.cleaned_data["slides"]
        try:
            pages = draw_pages(ready.whole)
            hang_slides(rehearsal, name=ready.name, pdf=ready.whole, pages=pages, by=request.user, now=clock.now())
        except CannotDraw as cannot:
            form.add_error("slides", ValidationError(CANNOT[cannot.code], params={"most": MOST_PAGES}))
        except Refused as refused:
            form.add_error("slides", refused.sentence)
            status = refused.status
        else:
            messages.success(request, _("Your slides hang in the room."))
            return redirect("rehearsals:show", rehearsal.pk)
    return lobby(request, rehearsal, slides_form=form, status=status)


@require_POST
def take_down(request: HttpRequest, rehearsal_id) -> HttpResponse:
    take_down_slides(access.own_rehearsal(request.user, rehearsal_id), by=request.user)
    messages.success(request, _("The slides are taken down and gone."))
    return redirect("rehearsals:show", rehearsal_id)


# Whatever a file holds, a browser that opens it runs nothing and fetches nothing.
@csp_replace({"default-src": [NONE], "script-src": [NONE], "style-src": [NONE], "sandbox": True})
@require_GET
def page(request: HttpRequest, rehearsal_id, number: int) -> HttpResponse:
    rehearsal = access.rehearsal_to_see(request.user, rehearsal_id)
    slide = get_object_or_404(SlidePage.objects.filter(slides=rehearsal.pk), number=number)
    return HttpResponse(bytes(slide.picture), content_type="image/webp")
