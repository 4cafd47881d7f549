"""A place in a programme as one row: what the person answered, and what the programme's file says of them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from mentes.people import roster_bridge
from mentes.programmes.models import Participation


def with_answers(places: QuerySet[Participation]) -> QuerySet[Participation]:
    """`places` with everything `row_of_place` reads, in a handful of queries."""
    return places.select_related("person", "profile").prefetch_related("profile__topics__topic", "profile__lived")


def row_of_place(place: Participation) -> dict[str, Any]:
    """The place as a row (people.roster_bridge) with its `status`."""
    return roster_bridge.row_of_profile(place.profile) | {
        "id": place.external_id,
        "email": place.person.email or "",
        "role": place.role,
        "capacity": place.capacity,
        "wants": place.wants,
        "manager_id": place.manager_external_id,
        "not_with": list(place.not_with),
        "wishes": list(place.wishes),
        "by_hand": place.by_hand_since is not None,
        "status": place.status,
    }


def fill_place(place: Participation, row: dict[str, Any]) -> None:
    """Sets the fields of `place` and its profile from `row`; saves nothing, and leaves topics and lived items alone.

    Nor `by_hand`: that choice is each person's own, and a row never changes it.
    """
    place.external_id = row["id"]
    place.role = row["role"]
    place.capacity = row["capacity"]
    place.wants = row["wants"]
    place.manager_external_id = row["manager_id"]
    place.not_with = row["not_with"]
    place.wishes = row["wishes"]
    place.status = row["status"]
    for name, value in roster_bridge.profile_values(row).items():
        setattr(place.profile, name, value)


def places_to_csv(places: Iterable[Participation]) -> str:
    """CSV in native columns, to edit and import again. Sensitive lived items are the person's own and stay out."""
    rows = []
    for place in places:
        row = row_of_place(place)
        row["lived"] = [[name, is_sensitive] for name, is_sensitive in row["lived"] if not is_sensitive]
        rows.append(row)
    extra = dict.fromkeys(name for row in rows for name in row["extra"])
    return roster_bridge.rows_to_csv(rows, extra)
