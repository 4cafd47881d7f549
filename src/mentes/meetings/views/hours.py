"""One's own hours: the week, and days that differ."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mentes.lib import clock
from mentes.meetings import actions
from mentes.meetings.forms import ExceptionForm, WeekForm
from mentes.meetings.free_time import by_weekday, merged
from mentes.meetings.models import AvailabilityException
from mentes.meetings.slots import week_of
from mentes.people.models import Person
from mentes.people.zones import city


def _spans(person: Person) -> list[list[tuple[int, int]]]:
    return [merged(spans) for spans in by_weekday(week_of(person).hours)]


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    form = WeekForm(request.POST if request.method == "POST" else None, spans=_spans(request.user))
    if request.method == "POST" and form.is_valid():
        actions.set_week(request.user, form.hours(), now=clock.now())
        messages.success(request, _("Saved. From now on only these hours are offered."))
        return redirect("meetings:hours")
    return _page(request, week=form)


@require_POST
def add_exception(request: HttpRequest) -> HttpResponse:
    form = ExceptionForm(request.POST)
    if not form.is_valid():
        return _page(request, exception=form)
    said = form.cleaned_data
    starts, ends = form.minutes()
    n = actions.add_exception(
        request.user,
        on_day=said["on_day"],
        last_day=said["last_day"],
        is_free=said["kind"] == "free",
        starts_minute=starts,
        ends_minute=ends,
        today=clock.today(),
    )
    messages.success(
        request, ngettext("%(n)s day differs from your week now.", "%(n)s days differ from your week now.", n) % {"n": n}
    )
    return redirect("meetings:hours")


@require_POST
def remove_exception(request: HttpRequest) -> HttpResponse:
    number = request.POST.get("exception", "")
    if number.isdecimal() and len(number) < 19:
        actions.remove_exception(request.user, int(number))
    return redirect("meetings:hours")


def _page(request: HttpRequest, week: WeekForm | None = None, exception: ExceptionForm | None = None) -> HttpResponse:
    week = week or WeekForm(spans=_spans(request.user))
    known = week_of(request.user)
    context = {
        "week": week,
        "exception": exception or ExceptionForm(),
        "exceptions": AvailabilityException.objects.filter(person=request.user, on_day__gte=clock.today()),
        "is_own": known.is_own,
        "city": city(request.user.time_zone or "UTC"),
        "profile_city": city(known.zone.key) if known.zone.key != (request.user.time_zone or "UTC") else "",
    }
    has_errors = week.errors or (exception and exception.errors)
    return render(request, "meetings/hours.html", context, status=422 if has_errors else 200)
