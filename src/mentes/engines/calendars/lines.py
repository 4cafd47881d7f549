"""The lines of a calendar file, as far as busy times need them (RFC 5545, 3.1 and 3.6). Nothing that a person wrote is kept."""

import re
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from mentes.engines.calendars.values import MOST_BYTES, MOST_COMPONENTS, MOST_DEPTH, NotACalendar

# All that is ever read. Titles, places, texts and people are not among it.
READ = frozenset(
    """BEGIN END DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID UID STATUS TRANSP FREEBUSY TZID TZOFFSETFROM TZOFFSETTO
    X-MICROSOFT-CDO-BUSYSTATUS X-WR-TIMEZONE""".split()  # noqa: SIM905 (a list of words)
)
FOLD = re.compile(r"\r?\n[ \t]|\r[ \t]")
NAME = re.compile(r"[A-Za-z-]+")
MOST_LINE = 20_000


@dataclass
class Component:
    """A part between BEGIN and END. `lines`: name -> (parameters, value) in the order of the file."""

    name: str
    lines: dict[str, list[tuple[dict, str]]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def first(self, name: str) -> tuple[dict, str] | None:
        return self.lines.get(name, [None])[0]

    def text(self, name: str) -> str:
        found = self.first(name)
        return found[1].strip() if found else ""


def read_components(data: bytes) -> list[Component]:
    """The components of every VCALENDAR in `data`. Raises NotACalendar; a line that makes no sense is passed over."""
    if len(data) > MOST_BYTES:
        raise NotACalendar("large")
    text = data.decode("utf-8", errors="replace").lstrip("\ufeff")
    if not text.strip():
        raise NotACalendar("empty")
    root = Component("")
    open_parts, n_parts = [root], 0
    for line in FOLD.sub("", text).replace("\r", "\n").split("\n"):
        found = NAME.match(line)
        if found is None or found[0].upper() not in READ or len(line) > MOST_LINE:
            continue
        name, parameters, value = _taken_apart(line)
        if name == "BEGIN":
            n_parts += 1
            part = Component(value.strip().upper())
            open_parts[-1].parts.append(part)
            open_parts.append(part)
            if len(open_parts) > MOST_DEPTH + 1:
                raise NotACalendar("deep")
            if n_parts > MOST_COMPONENTS:
                raise NotACalendar("many")
        elif name == "END":
            if open_parts[-1].name != value.strip().upper() or len(open_parts) == 1:
                raise NotACalendar("calendar")
            open_parts.pop()
        elif name:
            open_parts[-1].lines.setdefault(name, []).append((parameters, value))
    calendars = [part for part in root.parts if part.name == "VCALENDAR"]
    # A file that was cut off would make somebody look free who is not.
    if not calendars or len(open_parts) > 1:
        raise NotACalendar("calendar")
    return calendars


def _taken_apart(line: str) -> tuple[str, dict, str]:
    try:
        name, parameters, value = Contentline(line).parts()
    except ValueError:
        return "", {}, ""
    said = {str(key).upper(): value[0] if isinstance(value, list) else value for key, value in parameters.items() if value}
    return str(name).upper(), {key: str(value) for key, value in said.items()}, str(value)
