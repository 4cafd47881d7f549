"""Sending a message, and taking one's own back."""

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.messages import pages
from mentes.messages.actions import withdraw_message, write_message
from mentes.messages.forms import WriteForm
from mentes.messages.models import Message
from mentes.messages.views.conversation import show_conversation
from mentes.messages.views.live import since


@require_POST
def write(request: HttpRequest, about) -> HttpResponse:
    """Sends it once. What cannot be sent stands in its box again, with what is wrong with it."""
    member = pages.member_of(request.user, about)
    form, status = WriteForm(request.POST, request.FILES), 422
    if form.is_valid():
        said = form.cleaned_data
        try:
            message = write_message(
                member.conversation, by=request.user, text=said["text"], files=said["files"], key=said["key"], now=clock.now()
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
            status = refused.status
        else:
            if request.headers.get("HX-Request"):
                return since(request, member, form=WriteForm())
            return redirect(f"{reverse('messages:show', args=[about])}#m{message.number}")
    member.conversation.refresh_from_db()
    if request.headers.get("HX-Request"):
        return since(request, member, form=form, status=status)
    return show_conversation(request, member, form=form, status=status)


@require_POST
def withdraw(request: HttpRequest, message_id) -> HttpResponse:
    message = Message.objects.select_related("conversation").filter(pk=message_id, author=request.user).first()
    if message is None:
        raise Http404
    member = pages.member_of(request.user, message.conversation.about)
    withdraw_message(message, by=request.user, now=clock.now())
    if request.headers.get("HX-Request"):
        return since(request, member)
    notices.success(request, _("Taken back: nobody can read it any more."))
    return redirect(f"{reverse('messages:show', args=[message.conversation.about])}#m{message.number}")
