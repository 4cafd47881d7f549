"""Fillers in the speaker's own recording: their voice comes with one request, is looked through, and is gone."""

import json
from collections.abc import AsyncIterator

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.views.decorators.http import require_POST

from mentes.rehearsals import access, bridge
from mentes.rehearsals.report_forms import ListenForm

ASKED = {"fillers": "10/h/key"}
TYPE = "application/x-ndjson"


@require_POST
def fillers(request: HttpRequest, rehearsal_id) -> HttpResponse | StreamingHttpResponse:
    """Answers by lines of JSON, as bridge.listen gives them. Only where it is offered, for the speaker, once they have begun."""
    rehearsal = access.own_rehearsal(request.user, rehearsal_id)
    if not bridge.is_offered() or rehearsal.opened_at is None:
        raise Http404
    form = ListenForm(request.POST, request.FILES)
    if not form.is_valid():
        codes = form.codes()
        return JsonResponse({"wrong": codes}, status=413 if "too_large" in codes else 422)
    key = str(request.user.pk)
    if ratelimit.consume(request, app="mentes.rehearsals", action="fillers", config=ASKED, key=key) is None:
        return JsonResponse({"wrong": ["too_often"]}, status=429, headers={"Retry-After": "3600"})
    said = bridge.listen(form.cleaned_data["voice"], whose=request.user.pk)
    # As it is: squeezed line by line, browsers would read the first line and no further.
    headers = {"Content-Encoding": "identity", "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(_lines(said), content_type=TYPE, headers=headers)


async def _lines(said: AsyncIterator[dict]) -> AsyncIterator[bytes]:
    async for one in said:
        yield json.dumps(one).encode() + b"\n"
