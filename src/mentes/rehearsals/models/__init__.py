"""Rehearsals: a practice before an audience of cloth, who comes to it, what it is of, and the slides that hang there."""

from mentes.rehearsals.models.guest import Guest
from mentes.rehearsals.models.own_scenario import OwnScenario
from mentes.rehearsals.models.rehearsal import Light, Mood, Place, Rehearsal
from mentes.rehearsals.models.slides import SlidePage, Slides, SlidesFile

__all__ = ["Guest", "Light", "Mood", "OwnScenario", "Place", "Rehearsal", "SlidePage", "Slides", "SlidesFile"]
