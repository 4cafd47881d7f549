"""One rehearsal: who speaks, of what, where, before whom, and how far it is."""

import uuid

from django.db import models

from mentes.people.models import Person
from mentes.rehearsals.models.own_scenario import OwnScenario

MOST_PEOPLE = 60


class Place(models.TextChoices):
    STAGE = "stage"
    MARKET = "market"
    DESK = "desk"
    CLASSROOM = "classroom"
    TABLE = "table"
    WALL = "wall"


class Light(models.TextChoices):
    DAWN = "dawn"
    EVENING = "evening"


class Mood(models.TextChoices):
    SUPPORTIVE = "supportive"
    NEUTRAL = "neutral"
    RESTLESS = "restless"


class RehearsalQuerySet(models.QuerySet):
    def visible_to(self, person: Person):
        """Those `person` speaks at or is a guest of. Whoever runs a programme finds nobody else's."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(models.Q(speaker=person) | models.Q(guests__person=person)).distinct()

    def gone_through(self, person: Person, of: str | OwnScenario):
        """Those of one scenario that `person` has spoken at to the end."""
        which = {"own_scenario": of} if isinstance(of, OwnScenario) else {"scenario": of}
        return self.filter(speaker=person, state=Rehearsal.State.OVER, **which)

    def going_on(self):
        """Planned or open: one can still come in."""
        return self.exclude(state=Rehearsal.State.OVER)


class Rehearsal(models.Model):
    """planned -> open (somebody is in the room) -> over. `seed` draws the audience, so that everybody sees the same people.

    Of what: `scenario` is the key of one that ships, or `own_text` is somebody's own as it was when the rehearsal was made
    (`own_scenario` leads to the page it came from while there is one). `link_hash`: SHA-256 of the word in the link by which
    guests come, empty while there is no link; the word itself is kept nowhere.
    """

    class State(models.TextChoices):
        PLANNED = "planned"
        OPEN = "open"
        OVER = "over"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    speaker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rehearsals")
    scenario = models.CharField(max_length=40, blank=True)
    own_scenario = models.ForeignKey(OwnScenario, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    own_text = models.TextField(blank=True)
    place = models.CharField(max_length=9, choices=Place.choices)
    light = models.CharField(max_length=7, choices=Light.choices, default=Light.DAWN)
    n_people = models.PositiveSmallIntegerField()
    mood = models.CharField(max_length=10, choices=Mood.choices, default=Mood.SUPPORTIVE)
    seed = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=State.choices, default=State.PLANNED)
    link_hash = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RehearsalQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(n_people__range=(1, MOST_PEOPLE)), name="one_to_sixty_people"),
            models.CheckConstraint(
                condition=models.Q(scenario="") ^ models.Q(own_text=""), name="a_rehearsal_is_of_one_scenario"
            ),
            models.UniqueConstraint(
                fields=["link_hash"], condition=~models.Q(link_hash=""), name="a_link_leads_to_one_rehearsal"
            ),
            models.CheckConstraint(
                condition=models.Q(state="over", ended_at__isnull=False)
                | (~models.Q(state="over") & models.Q(ended_at__isnull=True)),
                name="what_is_over_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_over(self) -> bool:
        return self.state == self.State.OVER

    def side_of(self, person: Person) -> str | None:
        """ "speaker", "mentor" or "peer"; None for everybody who has no place here."""
        if person.pk == self.speaker_id:
            return "speaker"
        return self.guests.filter(person=person).values_list("side", flat=True).first()
