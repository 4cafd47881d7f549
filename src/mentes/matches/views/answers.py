"""The buttons of the pair's own page: yes, no, ask, answer, take no more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentes.lib import clock
from mentes.matches.actions import answering
from mentes.matches.answer_forms import AnswerForm, AskForm, DeclineForm
from mentes.matches.answer_words import closed_told
from mentes.matches.models import Match, Question
from mentes.matches.views.pair import match_to_open, pair_page
from mentes.people.models import Person
from mentes.programmes.access import own_place


def own_match(person: Person, match_id) -> tuple[Match, str, str]:
    """A pair of `person`'s own, their side, and the other's first name; an organiser cannot answer for the two."""
    match = match_to_open(person, match_id)
    get_object_or_404(Match.objects.heard_by(person), id=match_id)
    side = match.side_of(person)
    other = match.mentor if side == "mentee" else match.mentee
    return match, side, other.profile.first_name


def to_pair(match_id) -> HttpResponse:
    return redirect(reverse("matches:pair", args=[match_id]), status=303)


@require_POST
def accept(request: HttpRequest, match_id) -> HttpResponse:
    match, _side, name = own_match(request.user, match_id)
    stop = request.POST.get("take_no_more") == "on"
    match = answering.accept_match(match, by=request.user, now=clock.now(), take_no_more=stop)
    if match.state == Match.State.ACTIVE:
        messages.success(request, _("You have both said yes. It begins."))
    elif match.state == Match.State.WITHDRAWN:
        messages.warning(request, closed_told(match, name))
    else:
        messages.success(request, _("You said yes. As soon as %(name)s has too, you both get a letter.") % {"name": name})
    return to_pair(match.pk)


@require_POST
def decline(request: HttpRequest, match_id) -> HttpResponse:
    match, side, name = own_match(request.user, match_id)
    form = DeclineForm(request.POST, side=side, name=name)
    if not form.is_valid():
        return pair_page(request, match, decline_form=form)
    said = form.cleaned_data
    answering.decline_match(
        match, by=request.user, reason=said["reason"], words=said["words"], take_no_more=said["take_no_more"], now=clock.now()
    )
    messages.success(request, _("You said no. %(name)s is told kindly, with the reason you chose.") % {"name": name})
    return redirect("home:today")


@require_POST
def ask(request: HttpRequest, match_id) -> HttpResponse:
    match, _side, name = own_match(request.user, match_id)
    form = AskForm(request.POST, name=name)
    if not form.is_valid():
        return pair_page(request, match, ask_form=form)
    answering.ask_for_more(match, by=request.user, to=form.cleaned_data["to"], text=form.cleaned_data["text"], now=clock.now())
    messages.success(request, _("Asked. You get a letter with the answer, and the offer stays open meanwhile."))
    return to_pair(match.pk)


@require_POST
def answer_question(request: HttpRequest, question_id) -> HttpResponse:
    readable = Question.objects.readable_by(request.user).select_related("match")
    question = get_object_or_404(readable, id=question_id)
    form = AnswerForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    answering.answer_question(question, by=request.user, text=text, now=clock.now())
    messages.success(request, _("Answered. Whoever asked gets a letter."))
    return to_pair(question.match_id)


@require_POST
def no_more(request: HttpRequest, participation_id) -> HttpResponse:
    """Take no more for now: a mentor's seats become those they have given."""
    place = own_place(request.user, participation_id)
    if place.is_mentor:
        answering.take_no_more_for_now(place, by=request.user, now=clock.now())
        messages.success(request, _("Nobody new is proposed to you. Give more seats whenever you like."))
    return redirect("home:today")
