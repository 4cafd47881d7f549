"""What somebody keeps to themselves: notes that are sealed with a key of their own."""

import uuid

from django.db import models

from mentes.lib.sealed import SealedTextField
from mentes.matches.models import Match
from mentes.people.models import Person


class NoteKey(models.Model):
    """A key that seals what one person keeps for themselves alone. It lies here sealed with the installation's key.

    `name` stands before whatever it sealed. Erasing the person deletes the key: what a backup still holds of their notes can
    then be opened only with an installation key as old as the backup, which `mentes keys rotate` throws away.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    name = models.CharField(max_length=8, db_index=True)
    key = SealedTextField()

    def __str__(self) -> str:
        return self.name


class PrivateNote(models.Model):
    """A note of one person about one match, `sealed` with their own key (bonds.private). Nobody else has a page that shows it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="+")
    sealed = models.TextField()
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "id"]
        indexes = [models.Index(fields=["person", "match"], name="notes_of_one_in_a_match")]

    def __str__(self) -> str:
        return str(self.pk)
