"""Topics: the skills and themes people offer and seek, one vocabulary in many languages."""

from django.db import models
from django.db.models.functions import Lower

from mentes.lib.words import folded


class TopicQuerySet(models.QuerySet):
    def shared(self):
        """Topics of the common vocabulary. Words that came in with one programme's file are suggested in that programme only."""
        return self.filter(is_shared=True)


class Topic(models.Model):
    """One skill or theme. `key` is the folded name by which files and people's answers are compared."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    is_shared = models.BooleanField(default=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The topic's name in `language` (a BCP 47 tag), else as it was first written."""
        base = language.split("-")[0].lower()
        return next((said.name for said in self.names.all() if said.language == base), self.name)


class TopicName(models.Model):
    """What one topic is called in one language."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=12)
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint("topic", Lower("language"), name="one_name_a_topic_and_language")]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


def topic_key(name: str) -> str:
    """The folded form by which two spellings of a topic are the same: case, spaces and hyphens do not matter.

    >>> topic_key("  Selling-to   Shops ")
    'selling to shops'
    """
    return folded(name)[:200]
