"""What becomes of trust's own rows on export and erasure."""

from django.db.models import Q

from mentes.trust.models import AuditEntry, Consent
from mentes.trust.registry import EXPORT_KEPT, Class, register_model

KEEP, PLAIN, EXPORT, ERASE = Class.KEEP, Class.PLAIN, Class.EXPORT, Class.ERASE


def register() -> None:
    register_model(
        AuditEntry,
        {
            "id": PLAIN,
            "at": KEEP,
            "actor_id": PLAIN,
            "action": KEEP,
            "subject_kind": KEEP,
            "subject_id": PLAIN,
            "programme_id": PLAIN,
            "detail": PLAIN,
            "previous_hash": PLAIN,
            "hash": PLAIN,
        },
        reason="Who decided what, and when, must stay provable (AI Act, Art. 12 and 26). Rows hold ids and codes only, "
        "and once a person is erased their id leads nowhere.",
        rows_of=lambda person: AuditEntry.objects.filter(Q(actor_id=person.pk) | Q(subject_id=str(person.pk))),
        erase=lambda person: None,
        tags=(EXPORT_KEPT,),
    )
    register_model(
        Consent,
        {
            "id": PLAIN,
            "person_id": ERASE,
            "purpose": EXPORT,
            "is_given": EXPORT,
            "version": EXPORT,
            "source": EXPORT,
            "at": EXPORT,
        },
        whose=("person",),
        order=300,
    )
