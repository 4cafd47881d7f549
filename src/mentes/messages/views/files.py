"""Files of a conversation, for its people alone: asked for each time, kept by no browser, and run by none."""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from mentes.messages.models import Attachment
from mentes.people.models import Person

# Whatever a file holds, a browser that opens it runs nothing, fetches nothing and shows it in nothing.
alone = csp_replace({"default-src": [NONE], "script-src": [NONE], "style-src": [NONE], "sandbox": True})


@alone
@require_GET
def whole(request: HttpRequest, attachment_id) -> HttpResponse:
    """A picture that was drawn here may be looked at in the browser; everything else is saved."""
    file = _readable(request.user, attachment_id)
    response = HttpResponse(bytes(file.content.whole), content_type=_typed(file.kind))
    response["Content-Disposition"] = content_disposition_header(not file.is_picture, file.name)
    return response


@alone
@require_GET
def small(request: HttpRequest, attachment_id) -> HttpResponse:
    file = _readable(request.user, attachment_id)
    if file.content.small is None:
        raise Http404
    return HttpResponse(bytes(file.content.small), content_type="image/jpeg")


def _readable(person: Person, attachment_id) -> Attachment:
    """The file, for whoever is in its conversation now; Http404 for everybody else."""
    file = Attachment.objects.filter(pk=attachment_id, message__conversation__members__person=person)
    found = file.select_related("content").first()
    if found is None:
        raise Http404
    return found


def _typed(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
