"""Publishing: when people hear, and who comes next if somebody says no."""

from collections import defaultdict
from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.lib.jobs import enqueue
from mentes.matches import jobs
from mentes.matches.actions import publishing
from mentes.matches.answer_forms import InstantForm, PublishForm
from mentes.matches.models import Match, Publication
from mentes.matches.words import flat_yarn, shown_points, someone
from mentes.people.models import Person
from mentes.programmes.access import programme_to_run
from mentes.programmes.models import Programme

UNFIT_INSTANT = 422  # the status with which publishing refuses an instant; its other refusals are about the pairs


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    programme, now = programme_to_run(request.user, slug), clock.now()
    if request.method == "GET":
        return publish_page(request, programme)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return publish_page(request, programme, form)
    said = form.cleaned_data
    at = now if said["when"] == "now" else form.instant()
    try:
        published = publishing.publish(
            programme, at=at, by=request.user, now=now, alternates=said["alternates"], seen=said["seen"]
        )
    except Refused as refused:
        if refused.status != UNFIT_INSTANT:
            raise
        # Said beside the day, with the choice kept: a fresh page stands on "now", and its button would tell people at once.
        form.add_error("day", refused.sentence)
        return publish_page(request, programme, form)
    if published.publication.at <= now:
        enqueue(jobs.offer_now)
        messages.success(request, _("People are being told now."))
    else:
        messages.success(request, _("Nobody hears anything before that instant. You can move it or call it off until then."))
    if published.is_list_changed:
        messages.warning(request, _("The next-best pairs changed since you opened the page: they wait in your queue instead."))
    return redirect("matches:publish", programme.slug)


def publish_page(request: HttpRequest, programme: Programme, form: PublishForm | None = None) -> HttpResponse:
    now = clock.now()
    waits = publishing.pending(programme)
    states = Match.objects.filter(programme=programme).aggregate(
        approved=Count("pk", filter=Q(state="approved")), proposed=Count("pk", filter=Q(state="proposed"))
    )
    tomorrow = timezone.localtime(now) + timedelta(days=1)
    start = {"day": tomorrow.date(), "time": "09:00"}
    context = {"programme": programme, "counts": states, "waits": waits, "zone": request.user.time_zone or "UTC"}
    context["past"] = programme.publications.filter(done_at__isnull=False).select_related("by")[:5]
    if waits:
        local = timezone.localtime(waits.at)
        context["move_form"] = InstantForm(initial={"day": local.date(), "time": local.time()})
    elif states["approved"]:
        found, _read = publishing.next_best(programme, now=now)
        context["form"] = form or PublishForm(initial=start | {"seen": publishing.fingerprint(found)})
        context["next_best"] = _by_mentee(found)
        context["n_next_best"] = len(found)
    return render(request, "matches/publish.html", context, status=422 if form else 200)


def _by_mentee(found: list[publishing.NextBest]) -> list[dict]:
    by_match = defaultdict(list)
    for one in found:
        mentor = {"mentor": someone(one.mentor), "points": sum(shown_points(one.parts).values()), "yarn": flat_yarn(one.parts)}
        by_match[one.match].append(mentor)
    wanted = {match.pk for match in by_match}
    ready = (
        Match.objects.filter(pk__in=wanted).select_related("mentee__profile", "mentor__profile").order_by("mentee__profile__name")
    )
    return [{"mentee": someone(m.mentee), "mentor": someone(m.mentor), "next": by_match[m]} for m in ready]


def publication_to_run(person: Person, publication_id) -> Publication:
    run_by = Programme.objects.run_by(person)
    return get_object_or_404(Publication.objects.select_related("programme"), id=publication_id, programme__in=run_by)


@require_POST
def move(request: HttpRequest, publication_id) -> HttpResponse:
    publication = publication_to_run(request.user, publication_id)
    form = InstantForm(request.POST)
    if form.is_valid():
        publishing.move_publication(publication, form.instant(), by=request.user, now=clock.now())
        messages.success(request, _("Moved."))
    else:
        messages.error(request, _("Choose a day and a time."))
    return redirect("matches:publish", publication.programme.slug)


@require_POST
def call_off(request: HttpRequest, publication_id) -> HttpResponse:
    publication = publication_to_run(request.user, publication_id)
    publishing.call_off(publication, by=request.user, now=clock.now())
    messages.success(request, _("Called off. Nobody has heard anything; the pairs stay approved."))
    return redirect("matches:publish", publication.programme.slug)
