"""The page on which a meeting's people speak with one another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mentes.lib import clock
from mentes.lib.http import PERMISSIONS_OF_A_CALL
from mentes.meetings.call.places import open_meetings
from mentes.meetings.call.words import words_of_the_page


@require_GET
def call(request: HttpRequest, meeting_id) -> HttpResponse:
    """404 for everybody without a place in the meeting, and once it was called off or is long over."""
    meeting = get_object_or_404(open_meetings(clock.now()).visible_to(request.user), pk=meeting_id)
    people = meeting.people()
    context = {
        "meeting": meeting,
        "others": [person for person in people if person != request.user],
        "people": people,
        "line": f"{reverse('meetings:call', args=[meeting.pk])}line/",
        "words": words_of_the_page(),
        "public_url": request.build_absolute_uri("/").replace("http://", "https://", 1),
    }
    response = render(request, "meetings/call.html", context)
    response["Permissions-Policy"] = PERMISSIONS_OF_A_CALL
    return response
