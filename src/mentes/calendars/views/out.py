"""What goes out to calendars: the private feed, one meeting's file, and the links that fill in a form elsewhere."""

from datetime import UTC
from urllib.parse import urlencode

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mentes.calendars import actions, bridge
from mentes.calendars.models import CalendarChoice
from mentes.lib import clock
from mentes.meetings.models import Meeting
from mentes.people import doors
from mentes.people.languages import interface_language

# Several devices of one person ask, some every few minutes.
ASKED = {"feed": "120/h/key"}
TYPE = "text/calendar; charset=utf-8"


@login_not_required
@require_safe
@cache_control(no_store=True, private=True)
def feed(request: HttpRequest, word: str) -> HttpResponse:
    """Whoever has the address reads the feed: no sign-in, since calendars have none. A wrong address counts as a wrong try."""
    person = actions.person_of_feed(word)
    if person is None:
        doors.wrong_try(request, f"feed-from:{doors.network(request)}")
        raise Http404
    key = str(person.pk)
    if ratelimit.consume(request, app="mentes.calendars", action="feed", config=ASKED, key=key, limit_get=True) is None:
        answer = HttpResponse(status=429, content_type="text/plain")
        answer["Retry-After"] = "3600"
        return answer
    with translation.override(interface_language(person)):
        text = actions.feed_text(person, now=clock.now())
    answer = HttpResponse(text, content_type=TYPE)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def offer(request: HttpRequest, meeting_id) -> HttpResponse:
    """The ways to put one meeting into a calendar by hand."""
    meeting = _own(request, meeting_id)
    title = bridge.title_of(meeting, request.user)
    page = settings.PUBLIC_URL + reverse("meetings:show", args=[meeting.pk])
    context = {
        "meeting": meeting,
        "title": title,
        "is_off": meeting.state == Meeting.State.CANCELLED,
        "google": _google(meeting, title, page),
        "outlook": _outlook("outlook.live.com", meeting, title, page),
        "office": _outlook("outlook.office.com", meeting, title, page),
        "has_invitations": actions.wants_invitations(request.user),
    }
    return render(request, "calendars/offer.html", context)


@require_safe
@cache_control(no_store=True, private=True)
def file(request: HttpRequest, meeting_id) -> HttpResponse:
    """The meeting, or the series it belongs to, as a file."""
    meeting = _own(request, meeting_id)
    choice = CalendarChoice.objects.filter(person=request.user).defer("feed_word").first()
    title = bridge.title_of(meeting, request.user, choice.title if choice else "")
    answer = HttpResponse(bridge.file(meeting, request.user, title=title, now=clock.now()), content_type=TYPE)
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return answer


def _own(request: HttpRequest, meeting_id) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user), pk=meeting_id)


def _google(meeting: Meeting, title: str, page: str) -> str:
    times = "/".join(f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (meeting.starts_at, meeting.ends_at))
    said = {"action": "TEMPLATE", "text": title, "dates": times, "details": page, "location": meeting.link}
    return "https://calendar.google.com/calendar/render?" + urlencode(said)


def _outlook(host: str, meeting: Meeting, title: str, page: str) -> str:
    said = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": f"{meeting.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{meeting.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body": page,
        "location": meeting.link,
    }
    return f"https://{host}/calendar/0/deeplink/compose?" + urlencode(said)
