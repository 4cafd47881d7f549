"""Finding an hour and booking it: the hours two share, one of them chosen, how often. Without a script, step by step."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.meetings import actions
from mentes.meetings.actions.booking import MINUTES
from mentes.meetings.cards import draw, read_card
from mentes.meetings.forms import BookForm, OwnTimeForm
from mentes.meetings.models import Meeting
from mentes.meetings.picking import clocks_at, own_first, read_picking
from mentes.meetings.views.finding import day_of, instant_of, minutes_of, own_meeting, own_party


@require_http_methods(["GET", "POST"])
def about(request: HttpRequest, about) -> HttpResponse:
    """What these people have booked, and the hours they share; with `at`, the hour to be booked."""
    party = own_party(request.user, about)
    now = clock.now()
    minutes = minutes_of(request.POST.get("minutes") or request.GET.get("minutes", ""))
    at, own_time = _chosen(request)
    others = [person for person in party.people if person.pk != request.user.pk]
    context = {"party": party, "others": others, "names": _(", ").join(person.first_name for person in others)}
    if at is not None and party.is_open:
        return _confirm(request, party, at, minutes, context, now)
    coming = Meeting.objects.about(about).visible_to(request.user).coming(now)
    context |= {
        "cards": [read_card(meeting, request.user, now=now) for meeting in coming[:12]],
        "is_open": party.is_open,
    }
    if party.is_open:
        context |= _picker(request, list(party.people), minutes, own_time, now)
    return render(request, "meetings/about.html", context, status=422 if own_time.errors else 200)


def _confirm(request: HttpRequest, party, at, minutes: int, context: dict, now) -> HttpResponse:
    form = BookForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                meetings = actions.book(
                    about=party.about,
                    people=party.people,
                    starts_at=at,
                    minutes=minutes,
                    by=request.user,
                    now=now,
                    title=said["title"],
                    repeat=said["repeat"],
                    times=said["times"] or 1,
                    time_zone=request.user.time_zone,
                    link=said["link"],
                )
            except Refused as refused:
                form.add_error(None, refused.sentence)
                status = refused.status
            else:
                n = len(meetings)
                told = ngettext("Booked. Everybody gets a letter.", "%(n)s meetings booked. Everybody gets a letter.", n)
                messages.success(request, told % {"n": n})
                return redirect(reverse("meetings:show", args=[meetings[0].pk]), status=303)
    ends_at = at + timedelta(minutes=minutes)
    context |= {
        "form": form,
        "at": at,
        "ends_at": ends_at,
        "minutes": minutes,
        "clocks": clocks_at(party.people, request.user, at),
        "drawing": draw(at, ends_at, own_first(party.people, request.user)),
    }
    return render(request, "meetings/book.html", context, status=status)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, meeting_id) -> HttpResponse:
    """Another hour for a meeting: the same choice; the button that is pressed moves it."""
    meeting = own_meeting(request.user, meeting_id)
    now = clock.now()
    if not meeting.is_open(now):
        raise Refused(_("This meeting has begun or is over. It cannot be changed any more."))
    minutes = minutes_of(request.POST.get("minutes") or request.GET.get("minutes", ""), meeting.minutes)
    at, own_time = _chosen(request)
    people = meeting.people()
    others = [person for person in people if person.pk != request.user.pk]
    context = {"card": read_card(meeting, request.user, now=now), "others": others}
    context["names"] = _(", ").join(person.first_name for person in others)
    refusal, status = "", 422 if own_time.errors else 200
    if request.method == "POST" and at is not None:
        try:
            actions.move(
                meeting, starts_at=at, minutes=minutes, by=request.user, now=now, following=request.POST.get("following") == "on"
            )
        except Refused as refused:
            refusal, status = refused.sentence, refused.status
        else:
            messages.success(request, _("Moved. Everybody gets a letter, and the old hour is free again."))
            return redirect(reverse("meetings:show", args=[meeting.pk]), status=303)
    if at is not None:
        ends_at = at + timedelta(minutes=minutes)
        context |= {
            "at": at,
            "ends_at": ends_at,
            "minutes": minutes,
            "refusal": refusal,
            "clocks": clocks_at(people, request.user, at),
            "drawing": draw(at, ends_at, own_first(people, request.user)),
        }
        return render(request, "meetings/move_to.html", context, status=status)
    context |= _picker(request, people, minutes, own_time, now, but=[meeting.pk])
    return render(request, "meetings/move.html", context, status=status)


def _chosen(request: HttpRequest):
    """The instant that was chosen, by a button or as a day and a time of one's own; and the form of the latter."""
    given = request.POST if request.method == "POST" else request.GET
    at = instant_of(given.get("at", ""))
    form = OwnTimeForm(given if "day" in given else None)
    if at is None and form.is_bound and form.is_valid():
        at = form.instant(request.user.time_zone)
    return at, form


def _picker(request: HttpRequest, people, minutes: int, own_time: OwnTimeForm, now, but=()) -> dict:
    picking = read_picking(people, request.user, minutes=minutes, first=day_of(request.GET.get("from", "")), now=now, but=but)
    return {"picking": picking, "minutes": minutes, "lengths": MINUTES, "own_time": own_time}
