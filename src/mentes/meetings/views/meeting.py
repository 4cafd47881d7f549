"""One meeting: its page, and its buttons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.meetings import actions
from mentes.meetings.cards import read_card
from mentes.meetings.forms import CancelForm, ReasonForm
from mentes.meetings.models import Meeting, Seat
from mentes.meetings.parties import party_of
from mentes.meetings.views.finding import own_meeting


@require_GET
def show(request: HttpRequest, meeting_id) -> HttpResponse:
    return _page(request, own_meeting(request.user, meeting_id))


def _page(request: HttpRequest, meeting: Meeting, form: ReasonForm | None = None) -> HttpResponse:
    now = clock.now()
    party = party_of(meeting.about, request.user)
    later = Meeting.objects.booked().filter(series=meeting.series, starts_at__gt=meeting.starts_at) if meeting.series else []
    context = {
        "card": read_card(meeting, request.user, now=now),
        "party": party,
        "later": list(later),
        "reason_form": form or ReasonForm(),
    }
    return render(request, "meetings/meeting.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, meeting_id) -> HttpResponse:
    """Calling off, with what it costs said before."""
    meeting = own_meeting(request.user, meeting_id)
    now = clock.now()
    if not meeting.is_open(now):
        raise Refused(_("This meeting has begun or is over. It cannot be changed any more."))
    form = CancelForm(request.POST if request.method == "POST" else None)
    status = 200 if form.is_valid() or not form.is_bound else 422
    if request.method == "POST" and status == 200:
        said = form.cleaned_data
        try:
            actions.cancel(meeting, by=request.user, now=now, reason=said["reason"], following=said["following"])
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = refused.status
        else:
            messages.success(request, _("Called off. Everybody hears, and the hour is free again."))
            party = party_of(meeting.about, request.user)
            return redirect(reverse("meetings:about", args=[meeting.about]) if party else reverse("home:today"), status=303)
    context = {"card": read_card(meeting, request.user, now=now), "form": form}
    return render(request, "meetings/cancel.html", context, status=status)


def _back(meeting: Meeting) -> HttpResponse:
    return redirect(reverse("meetings:show", args=[meeting.pk]), status=303)


@require_POST
def here(request: HttpRequest, meeting_id) -> HttpResponse:
    meeting = actions.i_am_here(own_meeting(request.user, meeting_id), by=request.user, now=clock.now())
    return _back(meeting)


@require_POST
def held(request: HttpRequest, meeting_id) -> HttpResponse:
    return _back(actions.say_held(own_meeting(request.user, meeting_id), by=request.user, now=clock.now()))


@require_POST
def missing(request: HttpRequest, meeting_id) -> HttpResponse:
    """Somebody did not come; without `seat`, it is the reader."""
    meeting = own_meeting(request.user, meeting_id)
    number = request.POST.get("seat", "")
    mine = {"pk": int(number)} if number.isdecimal() and len(number) < 19 else {"person": request.user}
    seat = get_object_or_404(Seat.objects.select_related("person"), meeting=meeting, **mine)
    meeting = actions.say_missing(meeting, person=seat.person, by=request.user, now=clock.now())
    if seat.person_id != request.user.pk:
        messages.success(request, _("Written down. They have 48 hours to say why; nobody else is told of one time."))
    return _back(meeting)


@require_POST
def reason(request: HttpRequest, meeting_id) -> HttpResponse:
    meeting = own_meeting(request.user, meeting_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, form)
    actions.give_reason(
        meeting, by=request.user, reason=form.cleaned_data["reason"], words=form.cleaned_data["words"], now=clock.now()
    )
    messages.success(request, _("Thank you. The one you were to meet reads it."))
    return _back(meeting)
