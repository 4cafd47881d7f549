"""One person's place in one programme."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from mentes.lib import clock
from mentes.people.models import Person, Profile
from mentes.programmes.models.programme import Programme


class ParticipationQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=Participation.Status.ACTIVE)

    def by_hand(self):
        """Who takes part and wants people, not software, to find somebody for them."""
        return self.active().filter(by_hand_since__isnull=False)

    def by_machine(self):
        """Who takes part and may be proposed by software."""
        return self.active().filter(by_hand_since=None)

    def mentees(self):
        return self.filter(role__in=[Participation.Role.MENTEE, Participation.Role.BOTH])

    def mentors(self):
        return self.filter(role__in=[Participation.Role.MENTOR, Participation.Role.BOTH])

    def to_be_named_by(self, place):
        """Whom `place` may read by name and craft, to wish for them: active, of the other side, and seen by their own yes."""
        if not place.programme.lets_wish or place.status == Participation.Status.LEFT:
            return self.none()
        roles = {
            role
            for role, takes in ((Participation.Role.MENTOR, place.is_mentee), (Participation.Role.MENTEE, place.is_mentor))
            if takes
        }
        here = self.active().filter(programme=place.programme, is_seen=True, role__in=[*roles, Participation.Role.BOTH])
        return here.exclude(pk=place.pk)

    def visible_to(self, person):
        """Places that `person` may open: their own, and those in programmes they run."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(models.Q(person=person) | models.Q(programme__staff__person=person)).distinct()


class Participation(models.Model):
    """A person in a programme as mentor, mentee or both. `external_id` is the id of the organiser's file.

    `capacity` counts seats a mentor gives, `wants` the mentors a mentee seeks. `manager_external_id`, `not_with` and `wishes`
    (whom somebody would like, best first) hold ids of the same file, so that a person who joins later is still recognised.
    `is_seen`: lets people of the programme see their name and craft, to be named. `own_answers` names the native columns that
    the person answered on their own page: a later import leaves those alone.
    `by_hand_since`: from when on the person wants no automatic matching; None where software may propose them.
    """

    class Role(models.TextChoices):
        MENTOR = "mentor"
        MENTEE = "mentee"
        BOTH = "both"

    class Status(models.TextChoices):
        ACTIVE = "active"
        PAUSED = "paused"
        LEFT = "left"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="participations")
    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="participation")
    role = models.CharField(max_length=6, choices=Role.choices)
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.ACTIVE)
    external_id = models.CharField(max_length=200)
    capacity = models.PositiveSmallIntegerField(default=1)
    wants = models.PositiveSmallIntegerField(default=1)
    manager_external_id = models.CharField(max_length=200, blank=True)
    not_with = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    wishes = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    is_seen = models.BooleanField(default=False)
    own_answers = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    by_hand_since = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["profile__name", "external_id"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "person"], name="one_place_a_programme"),
            models.UniqueConstraint(fields=["programme", "external_id"], name="one_place_an_external_id"),
        ]

    def __str__(self) -> str:
        return self.profile.name or self.external_id

    @property
    def is_mentee(self) -> bool:
        return self.role in (self.Role.MENTEE, self.Role.BOTH)

    @property
    def is_mentor(self) -> bool:
        return self.role in (self.Role.MENTOR, self.Role.BOTH)
