"""What bonds do by the clock. Every job may safely run twice."""

from datetime import datetime

from mentes.bonds.actions.feeling import ask_due_pulses
from mentes.bonds.actions.guiding import lay_out_due_agendas
from mentes.lib import clock
from mentes.lib.jobs import every


@every("40 * * * *", name="bonds.ask_due_pulses")
def ask_pulses(planned_at: datetime) -> None:
    """Asks each of the two how it goes, on the programme's days and after its meetings."""
    ask_due_pulses(clock.now())


@every("* * * * *", name="bonds.lay_out_agendas")
def lay_out_agendas(planned_at: datetime) -> None:
    """The next meeting of every pair gets the lines of its step of the guide."""
    lay_out_due_agendas(clock.now())
