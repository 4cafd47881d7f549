"""The one page of a pair: what comes next, and everything the two have made together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentes.bonds.together import read_together
from mentes.bonds.views.doors import own_match, page_of
from mentes.lib import clock


@require_GET
def together(request: HttpRequest, match_id) -> HttpResponse:
    own = own_match(request.user, match_id)
    page = read_together(own.match, request.user, now=clock.now())
    return render(request, "bonds/together.html", page_of(own, page=page))
