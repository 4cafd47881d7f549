"""Supply against demand before anybody is matched: seats that mentors give, mentors that mentees seek, and where they miss."""

import datetime as dt
import zoneinfo
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mentes.people.models import ProfileTopic
from mentes.programmes.models import Participation, Programme
from mentes.topics.models import Topic

SHOWN, FEW = 10, 2  # lines of a kind shown at once; this many more are not worth a fold


@dataclass(frozen=True)
class Line:
    """One topic, language or zone: seats of mentors who offer it, and mentors sought by mentees who need it."""

    label: str
    n_seats: int
    n_wanted: int
    n_mentors: int
    n_mentees: int
    most: int = 1

    @property
    def n_short(self) -> int:
        return max(0, self.n_wanted - self.n_seats)

    @property
    def seats_share(self) -> int:
        """0 to 100 of the longest bar beside it."""
        return round(100 * self.n_seats / self.most)

    @property
    def wanted_share(self) -> int:
        return round(100 * self.n_wanted / self.most)


@dataclass(frozen=True)
class Lines:
    """Lines of one kind ("topics", "languages" or "zones"): those that matter most, and the others, each in the given order."""

    kind: str
    first: tuple[Line, ...]
    others: tuple[Line, ...]


@dataclass(frozen=True)
class Supply:
    """All of it. A person who offers two topics gives their seats under both, so lines do not add up to the totals.

    `n_speechless`: mentees who share no language with any mentor. `full_mentors`: mentors with no seat at all.
    """

    n_mentors: int
    n_mentees: int
    n_seats: int
    n_wanted: int
    topics: tuple[Line, ...]
    languages: tuple[Line, ...]
    zones: tuple[Line, ...]
    n_speechless: int
    n_seatless: int

    @property
    def n_short(self) -> int:
        return max(0, self.n_wanted - self.n_seats)

    @property
    def kinds(self) -> list[Lines]:
        """What there is to show, kind by kind."""
        kinds = {"topics": self.topics, "languages": self.languages, "zones": self.zones}
        return [_parted(kind, lines) for kind, lines in kinds.items() if lines]

    @property
    def unoffered(self) -> list[Line]:
        """Topics that somebody seeks and nobody offers."""
        return [line for line in self.topics if line.n_wanted and not line.n_mentors]

    @property
    def n_one_more(self) -> int:
        """Mentors who would each have to give one seat more, at most all of them."""
        return min(self.n_short, self.n_mentors)


def count_supply(programme: Programme, *, language: str, today: dt.date) -> Supply:
    """Counts active places. `language` names the topics; zones are taken with their offset on `today`, or on the first day."""
    places = list(programme.participations.active().select_related("profile"))
    mentors = {place.profile_id: place for place in places if place.is_mentor}
    mentees = {place.profile_id: place for place in places if place.is_mentee}
    spoken = {tag for place in mentors.values() for tag in _bases(place)}
    on = programme.starts_on or today
    return Supply(
        n_mentors=len(mentors),
        n_mentees=len(mentees),
        n_seats=sum(place.capacity for place in mentors.values()),
        n_wanted=sum(place.wants for place in mentees.values()),
        topics=_topics(mentors, mentees, language),
        languages=_lines((_bases(place), place) for place in places),
        zones=_in_order_of_the_sun(_lines(([_offset(place, on)], place) for place in places)),
        n_speechless=sum(not spoken & {*_bases(place)} for place in mentees.values()),
        n_seatless=sum(place.capacity == 0 for place in mentors.values()),
    )


def _topics(mentors: dict, mentees: dict, language: str) -> tuple[Line, ...]:
    said = ProfileTopic.objects.filter(profile__in={*mentors, *mentees}).values_list("profile_id", "topic_id", "direction")
    seats, wanted, n_mentors, n_mentees = Counter(), Counter(), Counter(), Counter()
    for profile, topic, direction in said:
        if direction == ProfileTopic.Direction.OFFER and profile in mentors:
            seats[topic] += mentors[profile].capacity
            n_mentors[topic] += 1
        elif direction == ProfileTopic.Direction.SEEK and profile in mentees:
            wanted[topic] += mentees[profile].wants
            n_mentees[topic] += 1
    names = {topic.pk: topic.name_in(language) for topic in Topic.objects.prefetch_related("names")} if seats or wanted else {}
    ids = {*seats, *wanted, *n_mentors, *n_mentees}
    return _sorted([(names[one], seats[one], wanted[one], n_mentors[one], n_mentees[one]) for one in ids])


def _lines(said: Iterable[tuple[Iterable[str], Participation]]) -> tuple[Line, ...]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for labels, place in said:
        for label in labels:
            if place.is_mentor:
                counts[label][0] += place.capacity
                counts[label][2] += 1
            if place.is_mentee:
                counts[label][1] += place.wants
                counts[label][3] += 1
    return _sorted([(label, *numbers) for label, numbers in counts.items()])


def _sorted(rows: list[tuple[str, int, int, int, int]]) -> tuple[Line, ...]:
    """What is short first, then what most people seek."""
    most = max((max(row[1], row[2]) for row in rows), default=1) or 1
    return tuple(sorted((Line(*row, most=most) for row in rows), key=lambda line: (*_pressing(line), line.label.casefold())))


def _parted(kind: str, lines: tuple[Line, ...]) -> Lines:
    if len(lines) <= SHOWN + FEW:
        return Lines(kind, lines, ())
    shown = set(sorted(range(len(lines)), key=lambda k: (*_pressing(lines[k]), k))[:SHOWN])
    first = tuple(line for k, line in enumerate(lines) if k in shown)
    return Lines(kind, first, tuple(line for k, line in enumerate(lines) if k not in shown))


def _pressing(line: Line) -> tuple[int, int, int]:
    """Smaller for what is more pressing: seats missing, then sought, then given."""
    return -line.n_short, -line.n_wanted, -line.n_seats


def _in_order_of_the_sun(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: float(line.label) if line.label else 99))


def _bases(place: Participation) -> list[str]:
    return list(dict.fromkeys(tag.split("-")[0] for tag in place.profile.languages))


def _offset(place: Participation, on: dt.date) -> str:
    """Hours east of Greenwich on that day, as a number; "" where no zone was said."""
    try:
        zone = zoneinfo.ZoneInfo(place.profile.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    offset = dt.datetime.combine(on, dt.time(12), zone).utcoffset() or dt.timedelta()
    return str(offset.total_seconds() / 3600)
