"""Sealing what one person keeps to themselves, with a key of their own that lies sealed with the installation's."""

from collections.abc import Iterable

from django.db import connection

from mentes.bonds.models import NoteKey, PrivateNote, Pulse
from mentes.lib import keyring, sealed
from mentes.people.models import Person

# Every column that holds what a person's own key sealed: (model, column, the column that names the person).
SEALED = ((PrivateNote, "sealed"), (Pulse, "answers"))


def key_of(person: Person) -> NoteKey:
    """The person's key; drawn the first time. Two at once get the same one."""
    found = NoteKey.objects.filter(person=person).first()
    if found is not None:
        return found
    key = keyring.new_key()
    NoteKey.objects.bulk_create([NoteKey(person=person, name=keyring.name_of(key), key=key)], ignore_conflicts=True)
    return NoteKey.objects.get(person=person)


def seal_for(person: Person, text: str) -> str:
    """Precondition: inside a transaction. The key's row is held until it ends, so that `renew_key` misses nothing."""
    key_of(person)
    return sealed.seal_with(NoteKey.objects.select_for_update().get(person=person).key, text)


def open_for(person: Person, texts: Iterable[str]) -> list[str]:
    """What `person`'s key sealed, in the given order. Raises sealed.CannotOpen where it was sealed with another."""
    keys = (key_of(person).key,)
    return [sealed.open_with(keys, text) if text else "" for text in texts]


def open_of_copy(text: str) -> str:
    """For a person's own copy, whose rows name no person: the key is found by the name before the token."""
    if not text:
        return ""
    name = text.partition(sealed.PARTED_BY)[0]
    return sealed.open_with([one.key for one in NoteKey.objects.filter(name=name)], text)


def renew_key(person_id) -> int:
    """A new key for one person, everything sealed anew with it. Returns how many texts. Precondition: inside a transaction.

    The key's row is held: whoever writes meanwhile waits and then seals with the new one.
    """
    kept = NoteKey.objects.select_for_update().get(person=person_id)
    new = keyring.new_key()
    n_sealed = 0
    for model, column in SEALED:
        rows = list(model.objects.filter(person=person_id).exclude(**{column: ""}).values_list("pk", column))
        anew = [sealed.seal_with(new, sealed.open_with([kept.key], text)) for _pk, text in rows]
        table, key = (connection.ops.quote_name(name) for name in (model._meta.db_table, model._meta.pk.column))
        with connection.cursor() as cursor:
            cursor.execute(
                f"update {table} as kept set {column} = given.anew "
                f"from unnest(%s::uuid[], %s::text[]) as given(id, anew) where kept.{key} = given.id",
                [[pk for pk, _text in rows], anew],
            )
        n_sealed += len(rows)
    kept.key, kept.name = new, keyring.name_of(new)
    kept.save(update_fields=["key", "name"])
    return n_sealed
