"""A mentor and a mentee: proposed, approved, offered, answered."""

import uuid

from django.db import models

from mentes.lib import clock
from mentes.matches.models.run import Run
from mentes.people.models import Person
from mentes.programmes.models import Participation, Programme


class MatchQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Pairs `person` may open: those of programmes they run, and their own once offered (nobody hears earlier)."""
        if not person.is_authenticated:
            return self.none()
        own = models.Q(mentee__person=person) | models.Q(mentor__person=person)
        return self.filter(models.Q(programme__staff__person=person) | (own & ~models.Q(state__in=Match.UNHEARD))).distinct()

    def heard_by(self, person):
        """Pairs of `person`'s own that they have been told of."""
        own = models.Q(mentee__person=person) | models.Q(mentor__person=person)
        return self.filter(own).exclude(state__in=Match.UNHEARD)

    def in_review(self):
        return self.filter(state__in=[Match.State.PROPOSED, Match.State.APPROVED])

    def by_machine(self):
        """Pairs that a run or a swap found: the next run may change them while nobody has heard."""
        return self.filter(is_by_hand=False)

    def told(self):
        """Pairs that have been told and are not over: open for an answer, or running."""
        return self.filter(state__in=Match.TOLD)

    def running(self):
        """Pairs that meet at present: begun, not paused, not over."""
        return self.filter(state=Match.State.ACTIVE, paused_at=None)


class Match(models.Model):
    """One pair and its story. `parts` are the points of each strand; they add up to `points`.

    proposed -> approved -> offered (published) -> active (both said yes) -> ended; or declined, expired, withdrawn.
    A pause is a time within active: `paused_at` is set, and the seats stay given. `in_touch_at` is when one of the two last said
    that they are in touch; `quiet_told_at` and `closing_told_at` say when organisers and the two were told of silence.
    `reasons` keeps what each strand rested on when the run was made, without naming any lived item. `is_by_hand`: a person
    brought the two together without software (`decided_by` says who); it has no points, and is approved from the start.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed"
        APPROVED = "approved"
        OFFERED = "offered"
        ACTIVE = "active"
        DECLINED = "declined"
        EXPIRED = "expired"
        WITHDRAWN = "withdrawn"
        ENDED = "ended"

    class Answer(models.TextChoices):
        NONE = ""
        YES = "yes"
        NO = "no"
        ASKS = "asks"

    SIDES = ("mentee", "mentor")
    UNHEARD = ("proposed", "approved")
    TOLD = ("offered", "active")
    LIVE = ("proposed", "approved", "offered", "active")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="matches")
    run = models.ForeignKey(Run, null=True, blank=True, on_delete=models.SET_NULL, related_name="matches")
    mentee = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="matches_as_mentee")
    mentor = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="matches_as_mentor")
    points = models.FloatField()
    parts = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    is_locked = models.BooleanField(default=False)
    is_by_hand = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="decided_matches")
    decided_at = models.DateTimeField(null=True, blank=True)
    mentee_answer = models.CharField(max_length=4, blank=True, default="", choices=Answer.choices)
    mentor_answer = models.CharField(max_length=4, blank=True, default="", choices=Answer.choices)
    mentee_answered_at = models.DateTimeField(null=True, blank=True)
    mentor_answered_at = models.DateTimeField(null=True, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    resumes_on = models.DateField(null=True, blank=True)
    in_touch_at = models.DateTimeField(null=True, blank=True)
    quiet_told_at = models.DateTimeField(null=True, blank=True)
    closing_told_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        ordering = ["-points", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentee", "mentor"],
                condition=models.Q(state__in=["proposed", "approved", "offered", "active"]),
                name="a_pair_lives_once",
            ),
            models.CheckConstraint(condition=~models.Q(mentee=models.F("mentor")), name="nobody_mentors_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.mentee} and {self.mentor}"

    def people(self) -> tuple[Person, Person]:
        return self.mentee.person, self.mentor.person

    def includes(self, person: Person) -> bool:
        return person.pk in (self.mentee.person_id, self.mentor.person_id)

    def side_of(self, person: Person) -> str:
        """ "mentee" or "mentor"; raises ValueError for anybody else."""
        if person.pk == self.mentee.person_id:
            return "mentee"
        if person.pk == self.mentor.person_id:
            return "mentor"
        raise ValueError("this person is not in the match")

    @property
    def is_held_first(self) -> bool:
        """Whether the run held this pair because the mentee stands first."""
        return self.run is not None and [str(self.mentee_id), str(self.mentor_id)] in self.run.inputs.get("first", [])

    @property
    def is_paused(self) -> bool:
        return self.state == self.State.ACTIVE and self.paused_at is not None

    @property
    def both_said_yes(self) -> bool:
        return self.mentee_answer == self.mentor_answer == self.Answer.YES


class Rejection(models.Model):
    """A pair that an organiser ruled out, with the reason. "Match again" keeps it apart."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rejections")
    mentee = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="rejections_as_mentee")
    mentor = models.ForeignKey(Participation, on_delete=models.CASCADE, related_name="rejections_as_mentor")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="rejections")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mentee", "mentor"], name="one_rejection_a_pair")]

    def __str__(self) -> str:
        return f"not {self.mentee_id} with {self.mentor_id}"
