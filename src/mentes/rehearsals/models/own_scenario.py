"""A scenario that an organiser or a mentor wrote, as the YAML they typed."""

import uuid

from django.db import models

from mentes.people.models import Person
from mentes.programmes.models import Programme


class OwnScenarioQuerySet(models.QuerySet):
    def written_by(self, person: Person):
        return self.filter(owner=person)

    def offered_to(self, person: Person):
        """Whole ones that `person` may rehearse: their own, and those of programmes they take part in or run."""
        if not person.is_authenticated:
            return self.none()
        among = Programme.objects.visible_to(person)
        return self.filter(models.Q(owner=person) | models.Q(programme__in=among), is_whole=True)


class OwnScenario(models.Model):
    """One written scenario. With a `programme` everybody in that programme may rehearse it; without, its owner alone.

    `text` is kept as typed, comments and all. `is_whole`: it reads without a fault, so `title` is its title in its own language;
    what is not whole is a draft, which only its owner sees and nobody rehearses.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="own_scenarios")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    is_whole = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = OwnScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
