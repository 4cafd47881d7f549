"""Which answers were read, in which version, and which wait to be."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection, models

from mentes.lib import clock
from mentes.people.models.profile import Passage, Profile

# An answer is unread when its text says something and was not read as it stands now, or was read and is empty now.
# Who wants no software to compare them is never unread. It is asked again when what was read is kept, with the row held,
# so that a reader who began before the choice keeps nothing after it.
UNREAD_SQL = """
select r.id, f.field, f.text, r.languages, f.version, r.lock_key from (
  select id, languages, goals, background, would_help, extra, hashtext(id::text) as lock_key from people_profile
  where id = any(%(ids)s::uuid[]) and may_be_compared
) r
cross join lateral (
  select a.field, a.text, case when a.text = '' then '' else
    md5(concat_ws(E'\\x1f', a.text, array_to_string(r.languages, ','), %(reader)s::text)) end as version
  from (
    select * from (values ('goals', r.goals), ('background', r.background), ('would_help', r.would_help)) n(field, text)
    union all select %(own)s::text || c, coalesce(r.extra ->> c, '') from unnest(%(columns)s::text[]) c
  ) a
) f
left join people_reading d on d.profile_id = r.id and d.field = f.field
where f.version <> coalesce(d.version, '')
"""


@dataclass(frozen=True)
class Answer:
    """One answer that waits to be read. `version` is that of `text` as it stands, "" where nothing is said any more."""

    profile_id: uuid.UUID
    field: str
    text: str
    languages: tuple[str, ...]
    version: str
    lock_key: int


class ReadingManager(models.Manager):
    def unread(
        self, profile_ids: Collection[uuid.UUID], *, columns: Sequence[str], reader: str, most: int | None = None
    ) -> list[Answer]:
        """Answers of these profiles that `reader` has not read as they stand, by profile and field; `most` at most.

        The three native texts, and the programme's own columns named in `columns`.
        """
        with connection.cursor() as cursor:
            said = self._said(profile_ids, columns, reader) | {"most": most}
            cursor.execute(f"{UNREAD_SQL} order by r.id, f.field limit %(most)s", said)
            return [Answer(pk, field, text, tuple(langs), *rest) for pk, field, text, langs, *rest in cursor.fetchall()]

    def count_unread(self, profile_ids: Collection[uuid.UUID], *, columns: Sequence[str], reader: str) -> int:
        """How many of these profiles have an answer that waits."""
        with connection.cursor() as cursor:
            cursor.execute(f"select count(distinct id) from ({UNREAD_SQL}) w", self._said(profile_ids, columns, reader))
            return cursor.fetchone()[0]

    def _said(self, profile_ids: Collection[uuid.UUID], columns: Sequence[str], reader: str) -> dict:
        return {"ids": list(profile_ids), "columns": list(columns), "reader": reader, "own": Passage.OWN}


class Reading(models.Model):
    """That one answer of a profile was read, and its sentences and vectors are kept as passages (none, if it has no sentence).

    `field` as in `Passage`. `version` is a fingerprint of the text, of its writer's languages, and of who read it: the
    encoders with their versions. Any of them changed, it is read anew.
    """

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="readings")
    field = models.CharField(max_length=220)
    version = models.CharField(max_length=32)
    read_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ReadingManager()

    class Meta:
        ordering = ["profile", "field"]
        constraints = [models.UniqueConstraint(fields=["profile", "field"], name="one_reading_an_answer")]

    def __str__(self) -> str:
        return self.field
