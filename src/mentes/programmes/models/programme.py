"""A programme, and the people who run it."""

import uuid

from django.db import models

from mentes.lib import clock
from mentes.people.models import Person


class ProgrammeQuerySet(models.QuerySet):
    def run_by(self, person):
        """Programmes that `person` may organise, as organiser or deputy."""
        return self.filter(staff__person=person).distinct() if person.is_authenticated else self.none()

    def visible_to(self, person):
        """Programmes that `person` runs or takes part in."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(models.Q(staff__person=person) | models.Q(participations__person=person)).distinct()


class Programme(models.Model):
    """A season of mentoring. `terms` holds weights, strands, rules and aim as rules.toml does (engines.matching.read_terms).

    `lets_wish`: people may name on their own page whom they would like, among those who let themselves be seen.
    `days_quiet_nudge`, `_organiser`, `_close`: after so many days without a sign of life the two are reminded, organisers are
    told, and the match is closed with a week's notice. An archived programme can be read and no longer changed.
    """

    class Template(models.TextChoices):
        ONE_TO_ONE = "one_to_one"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    template = models.CharField(max_length=20, choices=Template.choices, default=Template.ONE_TO_ONE)
    kept_by = models.CharField(max_length=200, blank=True)
    lives_on = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    terms = models.JSONField(default=dict, blank=True)
    days_to_answer = models.PositiveSmallIntegerField(default=14)
    lets_wish = models.BooleanField(default=False)
    days_quiet_nudge = models.PositiveSmallIntegerField(default=21)
    days_quiet_organiser = models.PositiveSmallIntegerField(default=35)
    days_quiet_close = models.PositiveSmallIntegerField(default=60)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="a_programme_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(days_quiet_nudge__lt=models.F("days_quiet_organiser"))
                & models.Q(days_quiet_organiser__lt=models.F("days_quiet_close")),
                name="silence_is_told_before_it_ends_a_match",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def text_columns(self) -> list[str]:
        """Columns that the programme's own strands compare by meaning, on either side: their texts are read."""
        strands = [strand for strand in self.terms.get("strand", ()) if strand["kind"] == "text"]
        return sorted({strand[side] for strand in strands for side in ("mentee_column", "mentor_column")})


class Staff(models.Model):
    """Who may run a programme. A deputy can do everything an organiser can, except name or remove organisers."""

    class Role(models.TextChoices):
        ORGANISER = "organiser"
        DEPUTY = "deputy"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="staff")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=10, choices=Role.choices)
    added_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["role", "added_at"]
        constraints = [models.UniqueConstraint(fields=["programme", "person"], name="one_staff_role_a_programme")]

    def __str__(self) -> str:
        return f"{self.person} as {self.role}"
