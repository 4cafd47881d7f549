"""Weights, strands of one's own, rules and aim, and what each rule costs, before the next run."""

from collections import Counter
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.matches import actions, bridge
from mentes.matches.forms import KINDS, OwnStrandForm, TermsForm
from mentes.matches.progress import read_progress
from mentes.matches.words import wish_columns
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Programme
from mentes.programmes.texts import ask_to_read


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, slug: str) -> HttpResponse:
    """GET with weights tries them and shows what they cost; POST keeps them."""
    programme = programme_to_run(request.user, slug)
    start = bridge.terms_of(programme)
    data: QueryDict | None = request.POST if request.method == "POST" else request.GET if "aim" in request.GET else None
    form = TermsForm(data, terms=start)
    if request.method == "POST" and form.is_valid():
        actions.change_terms(programme, form.terms(), by=request.user, now=clock.now())
        messages.success(request, _("Kept. Pairs change when you match again."))
        return redirect("matches:terms", slug, permanent=False)
    tried = form.terms() if data is not None and form.is_valid() else start
    context = {"programme": programme, "form": form, **_costs(programme, tried)}
    if request.headers.get("HX-Request") and request.method == "GET":
        return render(request, "matches/_costs.html", context)
    context |= {"own": OwnStrandForm(columns=_columns(programme), terms=start), "customs": start.customs, "kinds": KINDS}
    return render(request, "matches/terms.html", context, status=422 if form.errors else 200)


def _costs(programme: Programme, tried: bridge.Terms) -> dict:
    """Really solved: what these terms give, what each rule costs, what the other aim would give."""
    reading = read_progress(programme)
    if reading.is_reading:
        ask_to_read(programme)
    if reading.is_too_early:
        return {"progress": reading, "tried": tried}
    try:
        read = bridge.read_pool(programme, now=clock.now(), terms=tried)
        pairing = bridge.solve(read, with_costs=True)
        costs = {cost.name: cost for cost in bridge.cost_of_rules(read)}
    except Refused as refused:
        return {"refusal": refused.sentence, "tried": tried}
    rules = [{"rule": rule, "cost": costs.get(rule.name)} for rule in tried.rules]
    wishes = wish_columns(asdict(wish) for wish in pairing.wishes)
    n_mentees = sum(member.seats > 0 for member in read.pool.mentees)
    n_without = n_mentees - pairing.n_placed
    told = {"tried": tried, "pairing": pairing, "costs": rules, "wishes": wishes, "n_mentees": n_mentees, "n_without": n_without}
    return told | {
        "n_below_floor": len(pairing.below_floor),
        "is_stable": pairing.mode == "stable",
        "n_unread": reading.n_waiting,
    }


def _columns(programme: Programme) -> list[str]:
    """Headers of the files' other columns, those most people filled first."""
    places = programme.participations.active().select_related("profile")
    filled = Counter(key for place in places for key, value in place.profile.extra.items() if str(value).strip())
    return [column for column, _n in filled.most_common(60)]


@require_POST
def add_strand(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    start = bridge.terms_of(programme)
    own = OwnStrandForm(request.POST, columns=_columns(programme), terms=start)
    if own.is_valid():
        actions.change_terms(programme, own.new_terms, by=request.user, now=clock.now())
        messages.success(request, _("The strand is there. Pairs change when you match again."))
        return redirect("matches:terms", slug)
    context = {"programme": programme, "form": TermsForm(terms=start), "own": own, "customs": start.customs, "kinds": KINDS}
    return render(request, "matches/terms.html", context | _costs(programme, start), status=422)


@require_POST
def drop_strand(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_to_run(request.user, slug)
    table = bridge.terms_to_table(bridge.terms_of(programme))
    name = request.POST.get("name", "")
    table["strand"] = [custom for custom in table.get("strand", ()) if custom["name"] != name]
    try:
        kept = bridge.read_terms(table)
    except ValueError as error:
        raise Refused(_("At least one weight must be above 0.")) from error
    actions.change_terms(programme, kept, by=request.user, now=clock.now())
    messages.success(request, _("The strand is gone. Pairs change when you match again."))
    return redirect("matches:terms", slug)
