"""The letter of this room: somebody has written. It names people, never a word of what they wrote."""

from django.conf import settings
from django.urls import reverse

from mentes.messages.actions.telling import KIND
from mentes.messages.models import Member, Message
from mentes.people import letters
from mentes.people.models import Letter


def register() -> None:
    stem = f"messages/letters/{KIND}"
    letters.register(letters.Kind(name=KIND, subject=f"{stem}_subject.txt", body=f"{stem}_body.txt", facts=_facts))


def _facts(letter: Letter) -> dict | None:
    """Who has written what is still unread when the letter leaves; None where all has been read meanwhile."""
    told = dict(zip(letter.facts["members"], letter.facts["numbers"], strict=True))
    writers, waiting = [], []
    for member in Member.objects.filter(pk__in=told, person=letter.person).select_related("conversation").order_by("pk"):
        unread = Message.objects.filter(
            conversation=member.conversation, number__gt=member.read_until, number__lte=told[member.pk], withdrawn_at=None
        ).exclude(author=letter.person)
        theirs = [message.author for message in unread.exclude(author=None).select_related("author")]
        if theirs:
            waiting.append(member)
            writers += [person for person in theirs if person not in writers]
    if not writers:
        return None
    page = reverse("messages:show", args=[waiting[0].conversation.about]) if len(waiting) == 1 else reverse("messages:index")
    names = [person.first_name for person in writers if person.first_name]
    return {"names": names, "n": len(writers), "link": f"{settings.PUBLIC_URL}{page}"}
