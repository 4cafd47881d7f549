"""The pair's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from mentes.lib import clock
from mentes.matches.actions.silence import closes_at
from mentes.matches.answer_forms import AnswerForm, AskForm, DeclineForm
from mentes.matches.endings import read_ending
from mentes.matches.models import Match
from mentes.matches.pair_page import read_pair
from mentes.meetings.cards import next_card
from mentes.people.models import Person


def match_to_open(person: Person, match_id) -> Match:
    """A pair of `person`'s own that they have heard of, or one of a programme they run; else there is nothing there."""
    sides = (f"{side}__{part}" for side in ("mentee", "mentor") for part in ("person", "profile"))
    return get_object_or_404(Match.objects.visible_to(person).select_related("programme", "decided_by", *sides), id=match_id)


@require_GET
def pair(request: HttpRequest, match_id) -> HttpResponse:
    return pair_page(request, match_to_open(request.user, match_id))


def pair_page(request: HttpRequest, match: Match, **forms) -> HttpResponse:
    """`forms`: one that was filled in and must be looked at again (decline, ask), else they are fresh."""
    now = clock.now()
    page = read_pair(match, request.user, now=now)
    is_open = match.state == Match.State.OFFERED and match.expires_at > now
    context = {"page": page, "match": match, "programme": match.programme, "may_answer": is_open and bool(page.side)}
    if context["may_answer"]:
        name = page.other.person.first_name
        context |= {"decline_form": DeclineForm(side=page.side, name=name), "ask_form": AskForm(name=name)}
    if page.side and match.state == Match.State.ACTIVE:
        context["card"] = next_card(request.user, now=now, about=match.pk)
    context["answerable"] = (
        set(match.questions.answerable_by(request.user).values_list("pk", flat=True)) if page.questions else ()
    )
    context["ended"] = read_ending(match, request.user)
    context["closes_at"] = closes_at(match) if match.closing_told_at else None
    context["answer_form"] = AnswerForm()
    return render(request, "matches/pair.html", context | forms, status=422 if forms else 200)
