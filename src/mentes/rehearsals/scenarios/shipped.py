"""The scenarios that ship with Mentes, read once."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from mentes.rehearsals.scenarios.reading import read_scenario
from mentes.rehearsals.scenarios.values import Scenario

# As somebody would meet them: the easier ones first.
ORDER = (
    "networking",
    "price",
    "pitch",
    "first_lesson",
    "saying_no",
    "feedback",
    "job_interview",
    "raise",
    "apology",
    "thesis_talk",
    "press_question",
    "explain_your_world",
)


@cache
def shipped() -> Mapping[str, Scenario]:
    """{key: scenario}, the key being the file's name."""
    folder = resources.files("mentes.rehearsals.scenarios")
    read = {key: read_scenario((folder / f"{key}.yaml").read_text(encoding="utf-8")) for key in ORDER}
    return MappingProxyType(read)
