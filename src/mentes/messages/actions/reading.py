"""What somebody has seen, and how mail tells them of what they have not."""

from django.db import transaction

from mentes.messages.models import Member


def mark_read(member: Member, *, until: int) -> bool:
    """`member` has seen everything up to message `until`; whether that is new. Two windows may say so at once."""
    unread = Member.objects.filter(pk=member.pk, read_until__lt=until, conversation__last_number__gte=until)
    return bool(unread.update(read_until=until))


@transaction.atomic
def choose_mail(member: Member, *, mail: str) -> None:
    """When a mail says that something is unread: one of Member.Mail."""
    Member.objects.filter(pk=member.pk).update(mail=Member.Mail(mail))
