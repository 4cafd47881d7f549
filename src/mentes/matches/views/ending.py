"""How a match pauses, goes on and ends; what is said then, and the certificate."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.lib import clock, pdf
from mentes.matches import certificates
from mentes.matches.actions import ending, pausing
from mentes.matches.ending_forms import EndForm, FarewellForm, PauseForm
from mentes.matches.endings import read_certificate, read_ending
from mentes.matches.models import Match
from mentes.matches.views.answers import own_match, to_pair
from mentes.matches.views.pair import match_to_open
from mentes.matches.words import someone


def _seen_by(request: HttpRequest, match: Match) -> dict:
    """Which side the reader is on ("" for organisers), and what the other is called."""
    side = match.side_of(request.user) if match.includes(request.user) else ""
    other = match.mentor if side == "mentee" else match.mentee
    return {"side": side, "name": other.profile.first_name if side else ""}


def end_page(request: HttpRequest, match: Match, **forms) -> HttpResponse:
    """`forms`: one that was filled in and must be looked at again, else they are fresh."""
    seen = _seen_by(request, match)
    context = {
        "match": match,
        "programme": match.programme,
        "mentee": someone(match.mentee),
        "mentor": someone(match.mentor),
        "end_form": EndForm(**seen),
        "pause_form": PauseForm(),
        **seen,
    }
    return render(request, "matches/end.html", context | forms, status=422 if forms else 200)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, match_id) -> HttpResponse:
    """One of the two, or whoever runs the programme, brings a match to its end."""
    match = match_to_open(request.user, match_id)
    if match.state != Match.State.ACTIVE:
        return to_pair(match.pk) if request.method == "GET" else _nothing_to_end(request, match)
    seen = _seen_by(request, match)
    if request.method == "GET":
        return end_page(request, match)
    form = EndForm(request.POST, **seen)
    if not form.is_valid():
        return end_page(request, match, end_form=form)
    said = form.cleaned_data
    wants_another = said.get("wants_another", False)
    now = clock.now()
    ending.end_match(match, by=request.user, kind=said["kind"], words=said["words"], wants_another=wants_another, now=now)
    if said["kind"] == ending.Kind.SAFETY:
        messages.success(request, _("It is over. Those who run the programme have been told, and will write to you."))
    else:
        messages.success(request, _("It is over, and kindly so."))
    return redirect("matches:farewell", match.pk) if seen["side"] and said["kind"] != ending.Kind.SAFETY else to_pair(match.pk)


def _nothing_to_end(request: HttpRequest, match: Match) -> HttpResponse:
    messages.info(request, _("This match does not run any more, so there is nothing to end."))
    return to_pair(match.pk)


@require_POST
def pause(request: HttpRequest, match_id) -> HttpResponse:
    match = match_to_open(request.user, match_id)
    form = PauseForm(request.POST)
    if not form.is_valid():
        return end_page(request, match, pause_form=form)
    pausing.pause_match(match, by=request.user, until=form.cleaned_data["until"], now=clock.now())
    messages.success(request, _("Paused. Nobody is reminded of anything, and you both hear when it goes on."))
    return to_pair(match.pk)


@require_POST
def resume(request: HttpRequest, match_id) -> HttpResponse:
    match = match_to_open(request.user, match_id)
    pausing.resume_match(match, by=request.user, now=clock.now())
    messages.success(request, _("It goes on."))
    return to_pair(match.pk)


@require_POST
def in_touch(request: HttpRequest, match_id) -> HttpResponse:
    match, _side, _name = own_match(request.user, match_id)
    pausing.say_in_touch(match, by=request.user, now=clock.now())
    messages.success(request, _("Good to know. Nobody reminds you for a while."))
    return to_pair(match.pk)


@require_http_methods(["GET", "POST"])
def farewell(request: HttpRequest, match_id) -> HttpResponse:
    """Thanks, what was reached, and what the organisers ask; for the two alone."""
    match, side, name = own_match(request.user, match_id)
    page = read_ending(match, request.user)
    if page is None:
        raise Http404
    questions = ending.questions_of(match)
    said = page.own
    kept = {"thanks": said.thanks, "reached": said.reached, "went": said.went} if said else {}
    answered = {one["question"]: one["words"] for one in said.answers} if said else {}
    kept |= {f"answer_{number}": answered.get(question, "") for number, question in enumerate(questions)}
    form = FarewellForm(request.POST or None, initial=kept, name=name, questions=questions)
    if request.method == "POST" and form.is_valid():
        ending.say_farewell(match, by=request.user, now=clock.now(), **form.said())
        messages.success(request, _("Kept. You can change it here whenever you like."))
        return to_pair(match.pk)
    context = {"match": match, "programme": match.programme, "form": form, "name": name, "page": page, "side": side}
    return render(request, "matches/farewell.html", context, status=422 if form.errors else 200)


@require_GET
def certificate(request: HttpRequest, match_id) -> HttpResponse:
    match, _side, _name = own_match(request.user, match_id)
    read = read_certificate(match, request.user)
    if read is None:
        raise Http404
    return render(request, "matches/certificate.html", {"certificate": read, "has_pdf": pdf.can_write()})


@require_GET
def certificate_pdf(request: HttpRequest, match_id) -> HttpResponse:
    match, _side, _name = own_match(request.user, match_id)
    read = read_certificate(match, request.user)
    if read is None or not pdf.can_write():
        raise Http404
    response = HttpResponse(certificates.as_pdf(read), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
    return response
