"""A meeting's papers on one page: agenda, what is still to be done, shared notes. For those who meet, and nobody else."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentes.lib import clock
from mentes.meetings.actions import papers as acts
from mentes.meetings.models import Action, AgendaItem, Meeting, SharedNote
from mentes.meetings.papers_forms import ActionForm, ItemForm, SharedNoteForm
from mentes.meetings.views.finding import own_meeting


@require_GET
def papers(request: HttpRequest, meeting_id) -> HttpResponse:
    return papers_page(request, own_meeting(request.user, meeting_id))


def papers_page(request: HttpRequest, meeting: Meeting, *, theirs: SharedNote | None = None, **forms) -> HttpResponse:
    """`forms`: one that was filled in and must be looked at again. `theirs`: what the other saved meanwhile."""
    people, is_over = meeting.people(), acts.is_over(meeting, request.user)
    note = SharedNote.objects.filter(meeting=meeting).select_related("written_by").first()
    start = {"text": note.text if note else "", "based_on": note.number if note else 0}
    context = {
        "meeting": meeting,
        "others": [person for person in people if person != request.user],
        "items": list(meeting.agenda.all()),
        "actions": list(Action.objects.about(meeting.about).open().select_related("owner")),
        "note": note,
        "theirs": theirs,
        "is_over": is_over,
        "may_write": meeting.state != Meeting.State.CANCELLED and not is_over,
        "item_form": ItemForm(prefix="item"),
        "note_form": SharedNoteForm(initial=start),
        "action_form": ActionForm(people=people, me=request.user, prefix="do"),
    } | forms
    return render(request, "meetings/papers.html", context, status=409 if theirs else 422 if forms else 200)


def _to(request: HttpRequest, meeting_id, anchor: str) -> HttpResponse:
    """Back to the page the form stood on, where it says so and is ours; else to the meeting's papers."""
    back = request.POST.get("back", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(f"{back.partition('#')[0]}#{anchor}")
    response = redirect("meetings:papers", meeting_id)
    response["Location"] += f"#{anchor}"
    return response


@require_POST
def add_item(request: HttpRequest, meeting_id) -> HttpResponse:
    meeting = own_meeting(request.user, meeting_id)
    form = ItemForm(request.POST, prefix="item")
    if not form.is_valid():
        return papers_page(request, meeting, item_form=form)
    acts.add_item(meeting, form.cleaned_data["text"], by=request.user, now=clock.now())
    return _to(request, meeting.pk, "agenda")


@require_POST
def change_item(request: HttpRequest, meeting_id, item_id: int) -> HttpResponse:
    meeting = own_meeting(request.user, meeting_id)
    item = get_object_or_404(AgendaItem.objects.select_related("meeting").filter(meeting=meeting), id=item_id)
    acts.change_item(item, request.POST.get("do", ""), by=request.user)
    return _to(request, meeting.pk, "agenda")


@require_POST
def write_note(request: HttpRequest, meeting_id) -> HttpResponse:
    meeting = own_meeting(request.user, meeting_id)
    form = SharedNoteForm(request.POST)
    if not form.is_valid():
        return papers_page(request, meeting, note_form=form)
    text, based_on = form.cleaned_data["text"], form.cleaned_data["based_on"]
    try:
        acts.write_shared_note(meeting, text, based_on=based_on, by=request.user, now=clock.now())
    except acts.NoteChanged as meanwhile:
        # What was typed stays in the form, now on top of what the other saved, which stands beneath it.
        again = SharedNoteForm({"text": text, "based_on": meanwhile.newest.number})
        again.is_valid()
        return papers_page(request, meeting, theirs=meanwhile.newest, note_form=again)
    messages.success(request, _("Kept, for everybody who was there."))
    return _to(request, meeting.pk, "notes")


@require_POST
def add_action(request: HttpRequest, meeting_id) -> HttpResponse:
    meeting = own_meeting(request.user, meeting_id)
    form = ActionForm(request.POST, people=meeting.people(), me=request.user, prefix="do")
    if not form.is_valid():
        return papers_page(request, meeting, action_form=form)
    said = form.cleaned_data
    acts.add_action(meeting, said["text"], owner=form.owner_chosen(), due_on=said["due_on"], by=request.user, now=clock.now())
    return _to(request, meeting.pk, "actions")


@require_POST
def close_action(request: HttpRequest, action_id) -> HttpResponse:
    action = get_object_or_404(Action.objects.visible_to(request.user).select_related("meeting"), id=action_id)
    state = request.POST.get("state", "")
    if state in Action.State.values:
        acts.close_action(action, state, by=request.user, now=clock.now())
    return _to(request, action.meeting_id, "actions")
