"""Programmes: a season of mentoring, its rules, and who takes part in which role."""

from mentes.programmes.models.importing import ImportChange, ImportRun, Upload
from mentes.programmes.models.participation import Participation
from mentes.programmes.models.programme import Programme, Staff

__all__ = ["ImportChange", "ImportRun", "Participation", "Programme", "Staff", "Upload"]
