"""What is kept of meetings: a time and its people, the hours in which somebody can meet, and what people bring and take along."""

from mentes.meetings.models.hours import Availability, AvailabilityException, Busy, OwnWeek
from mentes.meetings.models.meeting import Meeting, Seat
from mentes.meetings.models.papers import Action, AgendaItem, SharedNote

__all__ = [
    "Action",
    "AgendaItem",
    "Availability",
    "AvailabilityException",
    "Busy",
    "Meeting",
    "OwnWeek",
    "Seat",
    "SharedNote",
]
