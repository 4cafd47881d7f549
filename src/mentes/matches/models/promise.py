"""What somebody was told, when they joined, of how long it usually takes; kept so that it can be checked afterwards."""

from django.db import models

from mentes.programmes.models import Participation


class Promise(models.Model):
    """Between `low_days` and `high_days` after joining, about four in five should have been told of somebody.

    `group` says whose waits spoke for it: "topic:" and its key, "role" or "programme"; `n_waits` how many. Of the last `n_last`
    who joined before, `n_last_within` heard within `high_days`. A row is never changed.
    """

    place = models.OneToOneField(Participation, on_delete=models.CASCADE, related_name="promise")
    at = models.DateTimeField()
    group = models.CharField(max_length=220)
    low_days = models.PositiveSmallIntegerField()
    high_days = models.PositiveSmallIntegerField()
    n_waits = models.PositiveIntegerField()
    n_last = models.PositiveSmallIntegerField()
    n_last_within = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.low_days} to {self.high_days} days"
