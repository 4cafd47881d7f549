"""What becomes of protected attributes on export and erasure."""

from mentes.fairness.actions import forget_answers
from mentes.fairness.models import Asked, Count, Said
from mentes.trust.registry import PROTECTED, Class, register_model

EXPORT, ERASE, PLAIN = Class.EXPORT, Class.ERASE, Class.PLAIN


def register() -> None:
    register_model(
        Said,
        {"id": PLAIN, "participation_id": ERASE, "attribute": EXPORT, "value": EXPORT, "words": EXPORT, "at": EXPORT},
        rows_of=lambda person: Said.objects.filter(participation__person=person),
        erase=forget_answers,
        order=200,
        tags=(PROTECTED,),
    )
    register_model(
        Asked,
        {"programme_id": PLAIN, "attributes": PLAIN, "belongings": PLAIN, "n_changes": PLAIN},
        tags=(PROTECTED,),
    )
    register_model(
        Count,
        {"id": PLAIN, "programme_id": PLAIN, "run_id": PLAIN, "at": PLAIN, "n_changes": PLAIN, "report": PLAIN},
        tags=(PROTECTED,),
    )
