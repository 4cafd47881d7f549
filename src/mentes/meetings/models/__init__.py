"""What is kept of meetings: a time and its people, and the hours in which somebody can meet."""

from mentes.meetings.models.hours import Availability, AvailabilityException, Busy, OwnWeek
from mentes.meetings.models.meeting import Meeting, Seat

__all__ = ["Availability", "AvailabilityException", "Busy", "Meeting", "OwnWeek", "Seat"]
