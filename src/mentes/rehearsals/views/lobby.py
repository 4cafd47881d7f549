"""The lobby of a rehearsal: who comes, the link, and its beginning and end."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentes.lib import clock
from mentes.lib.http import done
from mentes.rehearsals import access
from mentes.rehearsals.actions import inviting, planning
from mentes.rehearsals.forms import SideForm, SlidesForm
from mentes.rehearsals.models import Rehearsal, Slides
from mentes.rehearsals.of import said_of

# A browser gives a page on the machine itself what it gives to https.
OF_ITSELF = ("127.0.0.1", "localhost", "[::1]")


@require_GET
def show(request: HttpRequest, rehearsal_id) -> HttpResponse:
    return lobby(request, access.rehearsal_to_see(request.user, rehearsal_id))


def lobby(
    request: HttpRequest, rehearsal: Rehearsal, *, slides_form: SlidesForm | None = None, status: int = 200
) -> HttpResponse:
    """`slides_form`: one that was sent and must be looked at again."""
    is_speaker = rehearsal.speaker_id == request.user.pk
    guests = list(rehearsal.guests.select_related("person"))
    here = {guest.person_id for guest in guests}
    # Shown once, on the page after it was made: only its hash is kept.
    word = request.session.pop(_word_key(rehearsal), "") if is_speaker else ""
    context = {
        "rehearsal": rehearsal,
        "scenario": said_of(rehearsal),
        "is_speaker": is_speaker,
        "guests": guests,
        "mentors": [one for one in inviting.mentors_of(request.user) if one.pk not in here] if is_speaker else [],
        "link": request.build_absolute_uri(reverse("rehearsals:come", args=[word])) if word else "",
        "slides": Slides.objects.filter(rehearsal=rehearsal).prefetch_related("pages").first(),
        "slides_form": slides_form or SlidesForm(),
        "is_secure": request.is_secure() or request.get_host().rsplit(":", 1)[0] in OF_ITSELF,
    }
    return render(request, "rehearsals/show.html", context, status=status)


def _word_key(rehearsal: Rehearsal) -> str:
    return f"rehearsal-link-{rehearsal.pk}"


def _own(request: HttpRequest, rehearsal_id) -> Rehearsal:
    return access.own_rehearsal(request.user, rehearsal_id)


@require_POST
def link(request: HttpRequest, rehearsal_id) -> HttpResponse:
    rehearsal = _own(request, rehearsal_id)
    request.session[_word_key(rehearsal)] = inviting.make_link(rehearsal, by=request.user)
    return redirect(f"{reverse('rehearsals:show', args=[rehearsal.pk])}#link")


@require_POST
def end_link(request: HttpRequest, rehearsal_id) -> HttpResponse:
    inviting.end_link(_own(request, rehearsal_id), by=request.user)
    messages.success(request, _("The link leads nowhere any more. Who came by it already stays a guest."))
    return redirect("rehearsals:show", rehearsal_id)


@require_POST
def invite(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """`person`: one of the speaker's mentors."""
    rehearsal = _own(request, rehearsal_id)
    chosen = [one for one in inviting.mentors_of(request.user) if str(one.pk) == request.POST.get("person")]
    if not chosen:
        raise Http404
    inviting.invite(rehearsal, chosen[0], by=request.user, now=clock.now())
    messages.success(request, _("%(name)s finds this rehearsal on their own page now.") % {"name": chosen[0].name})
    return redirect("rehearsals:show", rehearsal_id)


@require_POST
def guest(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """`do`: side (with `side`), or remove."""
    rehearsal = _own(request, rehearsal_id)
    form = SideForm({"side": "peer", **request.POST.dict()})
    if not form.is_valid():
        raise Http404
    if request.POST.get("do") == "remove":
        inviting.uninvite(rehearsal, form.cleaned_data["guest"], by=request.user)
    else:
        inviting.change_side(rehearsal, form.cleaned_data["guest"], side=form.cleaned_data["side"], by=request.user)
    return redirect("rehearsals:show", rehearsal_id)


@require_http_methods(["GET", "POST"])
def come(request: HttpRequest, link_word: str) -> HttpResponse:
    """The page behind the link. Looking at it changes nothing; pressing makes one a guest, seen by name."""
    rehearsal = inviting.behind_link(link_word)
    if rehearsal is None:
        raise Http404
    if request.method == "GET" and rehearsal.side_of(request.user) is None:
        return render(request, "rehearsals/come.html", {"rehearsal": rehearsal, "scenario": said_of(rehearsal)})
    if request.method == "POST":
        inviting.come_by_link(link_word, by=request.user, now=clock.now())
    return redirect("rehearsals:show", rehearsal.pk)


@require_POST
def begin(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """The speaker goes in, in any of the three forms. Sent by scripts too, which want no page back."""
    planning.open_rehearsal(_own(request, rehearsal_id), by=request.user, now=clock.now())
    return done(request, "rehearsals:plain", rehearsal_id)


@require_POST
def end(request: HttpRequest, rehearsal_id) -> HttpResponse:
    planning.end_rehearsal(_own(request, rehearsal_id), by=request.user, now=clock.now())
    messages.success(request, _("This rehearsal is over. It stays here for you and your guests."))
    return redirect("rehearsals:show", rehearsal_id)


@require_POST
def drop(request: HttpRequest, rehearsal_id) -> HttpResponse:
    planning.drop_rehearsal(_own(request, rehearsal_id), by=request.user)
    messages.success(request, _("The rehearsal is gone, with everything that was kept of it."))
    return redirect("rehearsals:index")
