"""How groups of people fare in the pairs as they stand: outcomes go to the room of fairness, which alone knows the groups."""

from datetime import datetime

from mentes.fairness.actions import count_fairness, has_answers, is_due, newest_count
from mentes.matches import bridge
from mentes.matches.models import Run
from mentes.people.models import Person
from mentes.programmes.models import Programme


def count_run(programme: Programme, run: Run, *, by: Person, now: datetime) -> bool:
    """Counts where a count is due and somebody has answered; whether it did. Nothing of it ever reaches the next run."""
    if not has_answers(programme) or not is_due(programme, run.pk, newest_count(programme)):
        return False
    outcomes, traits = bridge.read_outcomes(programme, now=now), bridge.read_traits(programme)
    count_fairness(programme, run_id=run.pk, outcomes=outcomes, traits=traits, by=by, now=now)
    return True
