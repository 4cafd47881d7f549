"""What is kept of people's own calendars: where they lie, what they want, and what they were told."""

from mentes.calendars.models.source import CalendarSource
from mentes.calendars.models.told import CalendarChoice, Told

__all__ = ["CalendarChoice", "CalendarSource", "Told"]
