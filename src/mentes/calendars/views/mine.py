"""One's own calendars: what is read from them, what is put into them."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentes.calendars import actions
from mentes.calendars.forms import ChoiceForm, SourceForm
from mentes.calendars.models import CalendarChoice, CalendarSource
from mentes.calendars.words import error_words
from mentes.lib import clock
from mentes.lib.sealed import CannotOpen


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    choice = _choice(request)
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial=ChoiceForm.of(choice))
    if request.method == "POST" and form.is_valid():
        actions.set_choices(request.user, **form.cleaned_data)
        messages.success(request, _("Your choices are kept."))
        return redirect("calendars:mine")
    return _page(request, choices=form)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _page(request, source=form)
    actions.add_source(request.user, now=clock.now(), **form.cleaned_data)
    messages.success(request, _("Kept. It is read within a moment; only when you are busy is taken from it, never what with."))
    return redirect("calendars:mine")


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    actions.remove_source(_source(request), by=request.user, now=clock.now())
    messages.success(request, _("Removed, and with it all that was read from it."))
    return redirect("calendars:mine")


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    actions.ask_again(_source(request), now=clock.now())
    messages.success(request, _("It is being read. Look again in a moment."))
    return redirect("calendars:mine")


@require_POST
def feed_new(request: HttpRequest) -> HttpResponse:
    actions.make_feed(request.user, now=clock.now())
    messages.success(request, _("Your feed has a new address. An earlier one no longer works."))
    return redirect("calendars:mine")


@require_POST
def feed_end(request: HttpRequest) -> HttpResponse:
    actions.end_feed(request.user, now=clock.now())
    messages.success(request, _("Your feed is closed. Its address no longer works."))
    return redirect("calendars:mine")


def _source(request: HttpRequest) -> CalendarSource:
    """The one named in the form, if it is theirs; its secrets stay closed, so that it can be removed without their key."""
    try:
        mine = CalendarSource.objects.filter(person=request.user).defer("address", "user", "password")
        return mine.get(pk=request.POST.get("calendar", ""))
    except (CalendarSource.DoesNotExist, ValidationError, ValueError) as error:
        raise Http404 from error


def _choice(request: HttpRequest) -> CalendarChoice | None:
    return CalendarChoice.objects.filter(person=request.user).defer("feed_word").first()


def _page(request: HttpRequest, *, source: SourceForm | None = None, choices: ChoiceForm | None = None) -> HttpResponse:
    choice = _choice(request)
    sources = list(CalendarSource.objects.filter(person=request.user).defer("address", "user", "password"))
    context = {
        "sources": [(one, error_words(one.error)) for one in sources],
        "source_form": source or SourceForm(),
        "choice_form": choices or ChoiceForm(initial=ChoiceForm.of(choice)),
        "feed": _feed_address(choice),
        "has_feed": bool(choice and choice.feed_hash),
        "may_add": len(sources) < actions.MOST_SOURCES,
    }
    has_errors = (source and source.errors) or (choices and choices.errors)
    return render(request, "calendars/mine.html", context, status=422 if has_errors else 200)


def _feed_address(choice: CalendarChoice | None) -> str:
    """Empty where there is no feed, or its word cannot be read any more: a new one helps then."""
    if choice is None or not choice.feed_hash:
        return ""
    try:
        return settings.PUBLIC_URL + reverse("calendars:feed", args=[choice.feed_word])
    except CannotOpen:
        return ""
