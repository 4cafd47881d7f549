"""Private notes: the writer's own, opened for nobody else."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentes.bonds import private
from mentes.bonds.actions import noting
from mentes.bonds.forms import NoteForm
from mentes.bonds.models import PrivateNote
from mentes.bonds.views.doors import own_match, page_of
from mentes.lib import clock


def own_note(person, note_id) -> PrivateNote:
    return get_object_or_404(PrivateNote.objects.filter(person=person), id=note_id)


@require_http_methods(["GET", "POST"])
def private_notes(request: HttpRequest, match_id) -> HttpResponse:
    own = own_match(request.user, match_id)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        noting.write_note(own.match, form.cleaned_data["text"], by=request.user, now=clock.now())
        messages.success(request, _("Kept, for you alone."))
        return redirect("bonds:private_notes", own.match.pk)
    notes = list(PrivateNote.objects.filter(match=own.match, person=request.user))
    texts = private.open_for(request.user, [note.sealed for note in notes]) if notes else []
    shown = list(zip(notes, texts, strict=True))
    return render(request, "bonds/private_notes.html", page_of(own, form=form, notes=shown), status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def private_note(request: HttpRequest, note_id) -> HttpResponse:
    note = own_note(request.user, note_id)
    own = own_match(request.user, note.match_id)
    if request.method == "POST":
        form = NoteForm(request.POST)
        if form.is_valid():
            noting.change_note(note, form.cleaned_data["text"], by=request.user, now=clock.now())
            messages.success(request, _("Kept, for you alone."))
            return redirect("bonds:private_notes", own.match.pk)
    else:
        form = NoteForm(initial={"text": private.open_for(request.user, [note.sealed])[0]})
    return render(request, "bonds/private_note.html", page_of(own, form=form, note=note), status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, note_id) -> HttpResponse:
    note = own_note(request.user, note_id)
    noting.remove_note(note, by=request.user)
    messages.success(request, _("Removed."))
    return redirect("bonds:private_notes", note.match_id)
