"""Rehearsals: a practice before an audience of cloth, who comes to it, what it is of, the slides that hang there, what a
mentor said into it, and what its speaker wants to try next."""

from mentes.rehearsals.models.cue import Cue, Remark
from mentes.rehearsals.models.guest import Guest
from mentes.rehearsals.models.own_scenario import OwnScenario
from mentes.rehearsals.models.recording import Recording
from mentes.rehearsals.models.rehearsal import Light, Mood, Place, Rehearsal
from mentes.rehearsals.models.slides import SlidePage, Slides, SlidesFile
from mentes.rehearsals.models.sound import OwnVoice, VoiceNote
from mentes.rehearsals.models.tap import Tap
from mentes.rehearsals.models.try_next import TryNext

__all__ = [
    "Cue",
    "Guest",
    "Light",
    "Mood",
    "OwnScenario",
    "OwnVoice",
    "Place",
    "Recording",
    "Rehearsal",
    "Remark",
    "SlidePage",
    "Slides",
    "SlidesFile",
    "Tap",
    "TryNext",
    "VoiceNote",
]
