"""What a person answered for one programme. Another programme has its own answers and never sees these."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from pgvector.django import VectorField

from mentes.people.models.person import Person
from mentes.topics.models import Topic


class Profile(models.Model):
    """One person's answers for one programme (the programme's participation points here).

    `hours` holds local minutes of the week as [start, end) pairs, Monday 00:00 = 0. `extra` holds the file's other columns.
    `may_be_compared`: False where the person wants no software to compare them with others: no vector of these texts is made.
    """

    class LivedWish(models.TextChoices):
        LIKE = "like"
        UNLIKE = "unlike"
        ANY = "any"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="profiles")
    name = models.CharField(max_length=200, blank=True)
    goals = models.TextField(blank=True)
    background = models.TextField(blank=True)
    would_help = models.TextField(blank=True)
    lived_wish = models.CharField(max_length=8, blank=True, choices=LivedWish.choices)
    working = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=35), default=list, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    hours = models.JSONField(default=list, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=120, blank=True)
    craft = models.CharField(max_length=120, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    may_be_compared = models.BooleanField(default=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0] if self.name else ""


class ProfileTopic(models.Model):
    """A topic that somebody offers or seeks, with a level 0 to 4 when they said one."""

    class Direction(models.TextChoices):
        OFFER = "offer"
        SEEK = "seek"

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="uses")
    direction = models.CharField(max_length=5, choices=Direction.choices)
    level = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["direction", "topic__name"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "topic", "direction"], name="one_line_a_topic_and_direction"),
            models.CheckConstraint(condition=models.Q(level__isnull=True) | models.Q(level__lte=4), name="level_is_0_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.topic_id}"


class LivedItem(models.Model):
    """An experience somebody shares. It counts for matching only while `volunteered_at` is set, by the person's own act or file.

    A sensitive item (identity, health, belief) imported by an organiser stays unvolunteered until the person says yes.
    """

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="lived")
    name = models.CharField(max_length=200)
    is_sensitive = models.BooleanField(default=False)
    volunteered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["profile", "name"], name="one_line_a_lived_item")]

    def __str__(self) -> str:
        return self.name


class Passage(models.Model):
    """One sentence or part of a profile with its text vectors, kept so that matching again need not read every text again.

    A part is an aim or an experience, set down in a line of its own; BOTH, where it is one sentence.
    `field` is one of Field, or OWN and the header of one of the programme's own columns. `encoder` names model and version.
    Which version of the answer the sentences stand for, `Reading` says.
    """

    OWN = "extra:"
    LONGEST_HEADER = 200

    class Field(models.TextChoices):
        GOALS = "goals"
        BACKGROUND = "background"
        WOULD_HELP = "would_help"

    class Kind(models.TextChoices):
        SENTENCE = "sentence"
        PART = "part"
        BOTH = "both"

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="passages")
    field = models.CharField(max_length=220)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SENTENCE)
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    encoder = models.CharField(max_length=80)
    vector = VectorField(dimensions=384)
    multi = VectorField(dimensions=512, null=True, blank=True)

    class Meta:
        ordering = ["profile", "field", "position"]
        constraints = [models.UniqueConstraint(fields=["profile", "field", "position"], name="one_passage_a_position")]

    def __str__(self) -> str:
        return self.text[:60]

    @classmethod
    def field_of(cls, column: str) -> str:
        """The field under which a column of a people file is read."""
        return column if column in cls.Field.values else f"{cls.OWN}{column}"
