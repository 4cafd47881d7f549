"""What happened at a rehearsal: for its speaker and mentors. The recording lies on the speaker's device until they share it."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.lib.http import PERMISSIONS_OF_A_REPORT, done, wants_page
from mentes.people.models import Person
from mentes.rehearsals import access, bridge
from mentes.rehearsals.actions import remarking, sharing, tapping, trying, voicing
from mentes.rehearsals.models import OwnVoice, Rehearsal, SlidePage
from mentes.rehearsals.of import said_of
from mentes.rehearsals.portraits import portrait
from mentes.rehearsals.report_forms import RecordingForm, RemarkForm, TryNextForm
from mentes.rehearsals.report_words import words_of_the_report
from mentes.rehearsals.room_words import cues, words_of_a_spoken_remark
from mentes.rehearsals.views.sounds import with_sound


@with_sound
@require_GET
def show(request: HttpRequest, rehearsal_id) -> HttpResponse:
    return report(request, access.rehearsal_to_look_back_on(request.user, rehearsal_id))


def report(
    request: HttpRequest,
    rehearsal: Rehearsal,
    *,
    remark_form: RemarkForm | None = None,
    next_form: TryNextForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """`remark_form`, `next_form`: ones that were sent and must be looked at again."""
    me = request.user
    is_speaker = rehearsal.speaker_id == me.pk
    scenario = said_of(rehearsal)
    recording = sharing.recording_for(rehearsal, me, now=clock.now())
    voice = voicing.voice_for(rehearsal, me, now=clock.now())
    said, taps = said_into(rehearsal, me), tapped_into(rehearsal, me)
    mentors = list(rehearsal.guests.filter(side="mentor").values_list("person__name", flat=True))
    known = getattr(rehearsal, "try_next", None) if is_speaker else None
    context = {
        "rehearsal": rehearsal,
        "scenario": scenario,
        "is_speaker": is_speaker,
        "recording": recording,
        "voice": voice,
        "mentors": mentors,
        "mentor_names": get_text_list(mentors, _("and")),
        "said": said,
        "taps": taps,
        "listens": bridge.is_offered(),
        "days": settings.RECORDING_DAYS,
        "known_next": known,
        "next_form": next_form or (next_form_for(rehearsal, me) if is_speaker else None),
        "remark_form": remark_form or RemarkForm(),
        "words": words_of_the_report()
        | words_of_a_spoken_remark()
        | {f"cue-{code}": word for code, word in cues()}
        | {"note-early": _("Say above at which moment, as 3:05.")},
        "held": held_of(rehearsal, scenario, me=me, said=said, taps=taps, is_shared=recording is not None, voice=voice),
    }
    response = render(request, "rehearsals/report.html", context, status=status)
    if not is_speaker:
        response["Permissions-Policy"] = PERMISSIONS_OF_A_REPORT  # a mentor may speak a remark
    return response


def next_form_for(rehearsal: Rehearsal, me: Person) -> TryNextForm:
    known = getattr(rehearsal, "try_next", None)
    given = {"initial": {"text": known.text, "match": str(known.match_id or "")}} if known else {}
    return TryNextForm(pairs=trying.pairs_of(rehearsal, me), me=me, **given)


def said_into(rehearsal: Rehearsal, me: Person) -> list[dict]:
    """Cues and remarks in the order of their moments, as the page lists them and report-page.js takes them."""
    palette = dict(cues())
    found = [
        _said("cue", one, at=one.shows_at_ms, text=one.text or palette.get(one.kind, one.kind), me=me)
        for one in rehearsal.cues.select_related("by")
    ]
    found += [_said("remark", one, at=one.at_ms, text=one.text, me=me) for one in remarking.remarks_for(rehearsal, me)]
    return sorted(found, key=lambda one: (one["at"], one["id"]))


def tapped_into(rehearsal: Rehearsal, me: Person) -> list[dict]:
    """Fillers as mentors tapped them, in the order of their moments."""
    found = tapping.taps_for(rehearsal, me)
    return [
        {"id": str(one.pk), "at": one.at_ms, "clock": _clock(one.at_ms), "name": one.by.name if one.by else ""} for one in found
    ]


def _clock(ms: int) -> str:
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


def _said(kind: str, one, *, at: int, text: str, me: Person) -> dict:
    is_mine = kind == "remark" and (one.by_id == me.pk or one.rehearsal.speaker_id == me.pk)
    return {
        "id": str(one.pk),
        "kind": kind,
        "at": at,
        "clock": _clock(at),
        "text": text,
        "name": one.by.name if one.by else "",
        "may_remove": is_mine,
        "voice": reverse("rehearsals:note", args=[one.rehearsal_id, one.pk]) if hasattr(one, "voice") else "",
    }


def held_of(
    rehearsal: Rehearsal,
    scenario,
    *,
    me: Person,
    said: list[dict],
    taps: list[dict],
    is_shared: bool,
    voice: OwnVoice | None,
) -> dict:
    """What room/report-page.js works with, as plain data."""
    guests = rehearsal.guests.select_related("person")
    people = [("speaker", "speaker", rehearsal.speaker)] + [(str(one.person_id), one.side, one.person) for one in guests]
    numbers = SlidePage.objects.filter(slides=rehearsal.pk).values_list("number", flat=True)
    return {
        "rehearsal": str(rehearsal.pk),
        "me": str(me.pk),
        "maySpeak": rehearsal.speaker_id == me.pk,
        "speaker": rehearsal.speaker.name,
        "scenario": rehearsal.scenario or (scenario["title"] if scenario else ""),
        "partner": scenario["partner"] if scenario else "",
        "things": scenario["things"] if scenario else {},
        "handles": {key: step["handle"] for key, step in scenario["steps"].items() if step["handle"]} if scenario else {},
        "days": settings.RECORDING_DAYS,
        "setting": {
            "place": rehearsal.place,
            "light": rehearsal.light,
            "n": rehearsal.n_people,
            "seed": rehearsal.seed,
            "mood": rehearsal.mood,
        },
        "people": [{"who": who, "side": side} | portrait(person) for who, side, person in people],
        "said": said,
        "taps": taps,
        "fillers": reverse("rehearsals:fillers", args=[rehearsal.pk]),
        "slides": [reverse("rehearsals:slide", args=[rehearsal.pk, number]) for number in numbers],
        "recording": reverse("rehearsals:recording", args=[rehearsal.pk]) if is_shared else "",
        "share": reverse("rehearsals:share", args=[rehearsal.pk]),
        "voice": {"address": reverse("rehearsals:own_voice", args=[rehearsal.pk]), "at": voice.at_ms, "bytes": voice.n_bytes}
        if voice
        else None,
        "shareVoice": reverse("rehearsals:share_voice", args=[rehearsal.pk]),
    }


@require_GET
def recording(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """The bytes that the speaker shared, for their browser and those of the mentors."""
    rehearsal = access.rehearsal_to_look_back_on(request.user, rehearsal_id)
    found = sharing.recording_for(rehearsal, request.user, now=clock.now())
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.body), content_type="application/octet-stream")


@require_POST
def share(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """The speaker gives the mentors the recording; sent by scripts, which want no page back. `longer`: for longer."""
    rehearsal = access.own_rehearsal(request.user, rehearsal_id)
    if "longer" in request.POST:
        sharing.share_for_longer(rehearsal, by=request.user, now=clock.now())
        return redirect("rehearsals:report", rehearsal.pk)
    form = RecordingForm(request.POST, request.FILES)
    if not form.is_valid():
        (error,) = form.errors.as_data()["recording"]
        raise Refused(" ".join(error.messages), status=413 if error.code == "too_large" else 422)
    sharing.share_recording(rehearsal, form.cleaned_data["recording"], by=request.user, now=clock.now())
    return done(request, "rehearsals:report", rehearsal.pk)


@require_POST
def take_back(request: HttpRequest, rehearsal_id) -> HttpResponse:
    sharing.delete_recording(access.own_rehearsal(request.user, rehearsal_id), by=request.user)
    messages.success(request, _("The recording is taken back: it is deleted here, and nobody else can see it."))
    return redirect("rehearsals:report", rehearsal_id)


@with_sound
@require_POST
def remark(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """A mentor pins words to a moment, afterwards."""
    rehearsal = access.rehearsal_to_look_back_on(request.user, rehearsal_id)
    if rehearsal.speaker_id == request.user.pk:
        raise Http404
    form = RemarkForm(request.POST, request.FILES)
    if not form.is_valid():
        return report(request, rehearsal, remark_form=form, status=422) if wants_page(request) else HttpResponse(status=422)
    given = form.cleaned_data
    said = {"at_ms": given["at"], "text": given["text"], "by": request.user, "now": clock.now()}
    if given["voice"]:
        voicing.keep_note(rehearsal.pk, given["id"] or uuid.uuid4(), voice=given["voice"], **said)
    else:
        remarking.keep_remark(rehearsal.pk, given["id"] or uuid.uuid4(), **said)
    return done(request, f"{reverse('rehearsals:report', args=[rehearsal.pk])}#said")


@require_POST
def remove_remark(request: HttpRequest, rehearsal_id, remark_id) -> HttpResponse:
    rehearsal = access.rehearsal_to_look_back_on(request.user, rehearsal_id)
    remarking.take_back_remark(rehearsal, remark_id, by=request.user)
    return redirect(f"{reverse('rehearsals:report', args=[rehearsal.pk])}#said")


@with_sound
@require_POST
def try_next(request: HttpRequest, rehearsal_id) -> HttpResponse:
    """One thing to try, kept for the next meeting."""
    rehearsal = access.rehearsal_to_look_back_on(request.user, rehearsal_id)
    if rehearsal.speaker_id != request.user.pk:
        raise Http404
    form = TryNextForm(request.POST, pairs=trying.pairs_of(rehearsal, request.user), me=request.user)
    if not form.is_valid():
        return report(request, rehearsal, next_form=form, status=422)
    said = trying.say_next(rehearsal, form.cleaned_data["text"], match=form.chosen_pair(), by=request.user, now=clock.now())
    if said.is_placed:
        messages.success(request, _("It is kept, and comes back at your next meeting."))
    elif said.match_id:
        messages.success(request, _("It is kept, and goes to the first meeting you book."))
    else:
        messages.success(request, _("It is kept on this page."))
    return redirect(f"{reverse('rehearsals:report', args=[rehearsal.pk])}#next")
