"""Bonds: what two people agree, aim at, feel and keep to themselves on their way, and what a programme gives them for it."""

from mentes.bonds.models.agreement import Agreement
from mentes.bonds.models.goal import Goal, GoalStep
from mentes.bonds.models.note import NoteKey, PrivateNote
from mentes.bonds.models.plan import GuideStep, LaidStep, Plan
from mentes.bonds.models.pulse import Pulse
from mentes.bonds.models.trouble import Trouble

__all__ = ["Agreement", "Goal", "GoalStep", "GuideStep", "LaidStep", "NoteKey", "Plan", "PrivateNote", "Pulse", "Trouble"]
