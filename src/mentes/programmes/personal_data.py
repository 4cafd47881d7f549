"""What becomes of the rows of this room on export and erasure."""

from mentes.people.models import Person
from mentes.programmes.models import ImportChange, ImportRun, Participation, Programme, Staff, Upload
from mentes.trust.registry import Class, cut, register_model

EXPORT, ERASE, ANONYMISE, KEEP, PLAIN = Class.EXPORT, Class.ERASE, Class.ANONYMISE, Class.KEEP, Class.PLAIN

PROGRAMME = dict.fromkeys(
    (
        "id",
        "slug",
        "name",
        "template",
        "kept_by",
        "lives_on",
        "starts_on",
        "ends_on",
        "time_zone",
        "terms",
        "days_to_answer",
        "lets_wish",
        "days_quiet_nudge",
        "days_quiet_organiser",
        "days_quiet_close",
        "archived_at",
    ),
    PLAIN,
) | {"created_at": PLAIN, "contact_name": KEEP, "contact_email": KEEP}
PARTICIPATION = {
    "id": ANONYMISE,
    "programme_id": EXPORT,
    "person_id": ANONYMISE,
    "profile_id": ANONYMISE,
    "role": EXPORT,
    "status": EXPORT,
    "external_id": EXPORT,
    "capacity": EXPORT,
    "wants": EXPORT,
    "manager_external_id": EXPORT,
    "not_with": EXPORT,
    "wishes": EXPORT,
    "is_seen": EXPORT,
    "own_answers": EXPORT,
    "by_hand_since": EXPORT,
    "invited_at": EXPORT,
    "joined_at": EXPORT,
    "created_at": EXPORT,
}
IMPORT_RUN = {
    "id": PLAIN,
    "programme_id": PLAIN,
    "by_id": ANONYMISE,
    "at": PLAIN,
    "file_names": PLAIN,
    "file_map": PLAIN,
    "n_added": PLAIN,
    "n_updated": PLAIN,
    "n_unchanged": PLAIN,
    "n_left": PLAIN,
    "left_out": PLAIN,
    "undone_at": PLAIN,
    "undone_by_id": ANONYMISE,
}


def register() -> None:
    register_model(
        Programme,
        PROGRAMME,
        reason="Whom participants may ask is the programme's own word; its organisers change it on the settings page.",
    )
    register_model(
        Staff,
        {"id": PLAIN, "programme_id": EXPORT, "person_id": ERASE, "role": EXPORT, "added_at": EXPORT},
        whose=("person",),
        order=200,
    )
    register_model(
        Participation,
        PARTICIPATION,
        reason="An empty place stays, so that the other side's matches keep their dates.",
        whose=("person",),
        erase=_empty_places,
        order=700,
    )
    register_model(
        Upload,
        {"id": PLAIN, "programme_id": PLAIN, "by_id": ERASE, "files": ERASE, "file_map": ERASE, "created_at": PLAIN},
        reason="Files on their way in; they go once imported, or after a day.",
        whose=("by",),
        order=200,
    )
    register_model(
        ImportRun,
        IMPORT_RUN,
        reason="That an import took place stays in the programme's log; who pressed the button does not.",
        whose=("by", "undone_by"),
        erase=cut(ImportRun, "by", "undone_by"),
        order=200,
    )
    register_model(
        ImportChange,
        {
            "id": PLAIN,
            "run_id": PLAIN,
            "participation_id": ERASE,
            "external_id": EXPORT,
            "kind": EXPORT,
            "before": EXPORT,
            "after": EXPORT,
        },
        whose=("participation__person",),
        order=200,
    )


def _empty_places(person: Person) -> None:
    for place in Participation.objects.filter(person=person):
        others = place.programme.participations.exclude(pk=place.pk)
        others.filter(manager_external_id=place.external_id).update(manager_external_id="")
        for field in ("not_with", "wishes"):
            for other in others.filter(**{f"{field}__contains": [place.external_id]}):
                setattr(other, field, [one for one in getattr(other, field) if one != place.external_id])
                other.save(update_fields=[field])
        place.external_id = f"erased-{place.pk}"
        place.status, place.is_seen = Participation.Status.LEFT, False
        place.manager_external_id, place.not_with, place.wishes, place.own_answers = "", [], [], []
        place.by_hand_since = None
        place.save()
