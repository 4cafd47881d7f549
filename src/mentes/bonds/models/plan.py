"""What a programme gives its pairs: when they are asked how it goes, and a guide of steps for their meetings."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from mentes.bonds.guides import GUIDES
from mentes.matches.models import Match
from mentes.programmes.models import Programme


class Plan(models.Model):
    """The numbers of one programme. A programme without a row has these defaults; 0 asks never.

    Two questions on day `first_day` and every `every_days` after; six more at the meeting of number `first_meeting` and every
    `every_meetings` after. `guide` names one of bonds.guides; steps of the programme's own (GuideStep) go before it.
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="+", primary_key=True)
    first_day = models.PositiveSmallIntegerField(default=30)
    every_days = models.PositiveSmallIntegerField(default=60)
    first_meeting = models.PositiveSmallIntegerField(default=3)
    every_meetings = models.PositiveSmallIntegerField(default=6)
    guide = models.CharField(max_length=12, choices=[(name, name) for name in GUIDES], default="one_to_one")

    def __str__(self) -> str:
        return f"plan of {self.programme_id}"


class GuideStep(models.Model):
    """One meeting of a programme's own copy of a guide: what it is about, and the lines of its agenda."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    lines = ArrayField(models.CharField(max_length=300), default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "position"], name="one_guide_step_a_position")]

    def __str__(self) -> str:
        return f"step {self.position} of {self.programme_id}"


class LaidStep(models.Model):
    """Which step of the guide became the agenda of which meeting: once a meeting, so that what the two change stays changed."""

    meeting_id = models.UUIDField(primary_key=True)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"step {self.position} for {self.meeting_id}"
