"""The list of one's conversations, and one of them."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentes.lib import clock
from mentes.messages import pages
from mentes.messages.actions import choose_mail, mark_read
from mentes.messages.forms import MailForm, WriteForm
from mentes.messages.models import Member


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "messages/index.html", {"lines": pages.read_lines(request.user)})


@require_GET
def show(request: HttpRequest, about) -> HttpResponse:
    """The newest messages, or those before `?before=`. What stands on the page has been seen."""
    member = pages.member_of(request.user, about)
    before = request.GET.get("before", "")
    number = int(before) if before.isdecimal() and len(before) < 9 else None
    if number is None:
        mark_read(member, until=member.conversation.last_number)
    return show_conversation(request, member, before=number)


def show_conversation(request: HttpRequest, member: Member, *, form=None, before: int | None = None, status: int = 200):
    """`form`: one that was filled in and must be looked at again."""
    conversation = member.conversation
    context = {
        "conversation": conversation,
        "others": pages.others_in(conversation, request.user),
        "thread": pages.read_thread(conversation, request.user, now=clock.now(), before=before),
        "form": form or WriteForm(),
        "mail_form": MailForm(initial={"mail": member.mail}),
    }
    return render(request, "messages/show.html", context, status=status)


@require_POST
def mail(request: HttpRequest, about) -> HttpResponse:
    member = pages.member_of(request.user, about)
    form = MailForm(request.POST)
    if form.is_valid():
        choose_mail(member, mail=form.cleaned_data["mail"])
        notices.success(request, _("Kept: this is how mail tells you of messages here."))
    else:
        notices.error(request, _("Choose one of the four first."))
    return redirect("messages:show", about)
