"""Voices that were given to somebody, for those they were given to: asked for each time, kept by no browser, run by none."""

import re

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.lib.http import done
from mentes.rehearsals import access
from mentes.rehearsals.actions import voicing
from mentes.rehearsals.models.sound import ENDINGS, Sound
from mentes.rehearsals.report_forms import VoiceForm

# On pages: what lies on this device has no address, what was given to somebody comes from here.
with_sound = csp_update({"media-src": [SELF, "blob:"]})
# Whatever a file holds, a browser that opens it runs nothing and fetches nothing. (Chromium shows a player for it.)
alone = csp_replace({"default-src": [NONE], "script-src": [NONE], "style-src": [NONE], "sandbox": True})
RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def sound(request: HttpRequest, found: Sound, name: str) -> HttpResponse:
    """The bytes, or a part of them, since Safari plays nothing that is not given in parts. To be saved where it is met alone."""
    body = bytes(found.body)
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    first = int(asked[1]) if asked else 0
    last = min(int(asked[2]) if asked and asked[2] else len(body) - 1, len(body) - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(body)}"})
    response = HttpResponse(body[first : last + 1], content_type=found.kind, status=206 if asked else 200)
    if asked:
        response["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{ENDINGS[found.kind]}")
    return response


@alone
@require_GET
def note(request: HttpRequest, rehearsal_id, remark_id) -> HttpResponse:
    """A spoken remark, for the speaker and whoever spoke it."""
    rehearsal = access.rehearsal_to_look_back_on(request.user, rehearsal_id)
    found = voicing.note_for(rehearsal, remark_id, request.user)
    if found is None:
        raise Http404
    return sound(request, found, "remark")


@alone
@require_GET
def own_voice(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """The speaker's own voice, where they gave it beside the recording."""
    rehearsal = access.rehearsal_to_look_back_on(request.user, rehearsal_id)
    found = voicing.voice_for(rehearsal, request.user, now=clock.now())
    if found is None:
        raise Http404
    return sound(request, found, "voice")


@require_POST
def share_voice(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """The speaker's second yes; sent by scripts, which want no page back."""
    rehearsal = access.own_rehearsal(request.user, rehearsal_id)
    form = VoiceForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused(" ".join(text for texts in form.errors.values() for text in texts), status=422)
    given = form.cleaned_data
    voicing.share_voice(rehearsal, given["voice"], at_ms=given["at"], by=request.user, now=clock.now())
    return done(request, "rehearsals:report", rehearsal.pk)


@require_POST
def take_back_voice(request: HttpRequest, rehearsal_id) -> HttpResponse:
    voicing.take_back_voice(access.own_rehearsal(request.user, rehearsal_id), by=request.user)
    return redirect("rehearsals:report", rehearsal_id)
