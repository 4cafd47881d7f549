"""What changed since a page was made, and the stream that says when to ask for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from mentes.lib import clock, live
from mentes.messages import pages
from mentes.messages.actions import mark_read
from mentes.messages.models import Member


@require_GET
def events(request: HttpRequest, about) -> HttpResponse:
    """Opens the stream of a conversation (lib/live.py keeps it open). It says that there is something, never what."""
    member = pages.member_of(request.user, about)
    change = member.conversation.last_change
    seen = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    return live.opening(person=request.user, mark=str(change), is_news=_number(seen) < change)


@require_GET
def new(request: HttpRequest, about) -> HttpResponse:
    """For a page that is open: the messages it does not have yet, and those that changed. They count as seen."""
    member = pages.member_of(request.user, about)
    if not request.headers.get("HX-Request"):
        return redirect("messages:show", about)
    return since(request, member)


def since(request: HttpRequest, member: Member, *, form=None, status: int = 200) -> HttpResponse:
    """`after`, `seen` and `first` say where the page stands. `form`: a fresh one after sending, or the one with what is wrong."""
    conversation = member.conversation
    conversation.refresh_from_db()
    asked = request.POST if request.method == "POST" else request.GET
    after, seen, first = (_number(asked.get(name, "")) for name in ("after", "seen", "first"))
    fresh, changed = pages.read_since(conversation, request.user, now=clock.now(), after=after, seen=seen, first=first)
    mark_read(member, until=conversation.last_number)
    thread = pages.Thread((), conversation.last_change, conversation.last_number, first, False, False)
    context = {
        "conversation": conversation,
        "others": pages.others_in(conversation, request.user),
        "fresh": fresh,
        "changed": changed,
        "thread": thread,
        "form": form,
        "is_oob": True,
    }
    return render(request, "messages/_since.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
