"""Supply against demand: seats beside wishes, in all and for the topics and languages where they are short."""

from collections import Counter
from collections.abc import Iterable

from mentes.cli.match.sentences import Names, count, language, listed
from mentes.engines.matching import Member, Pairing, Pool


def supply_lines(pool: Pool, pairing: Pairing, names: Names) -> list[str]:
    """One sentence a line, the most telling first."""
    seats, wishes = (sum(member.seats for member in side) for side in (pool.mentors, pool.mentees))
    free = seats - len(pairing.pairs)
    lines = [
        f"{count(len(pool.mentors), 'mentor gives', 'mentors give')} {count(seats, 'seat', 'seats')}; "
        f"{count(len(pool.mentees), 'mentee wishes', 'mentees wish')} for {count(wishes, 'mentor', 'mentors')}. "
        f"{count(free, 'seat stays', 'seats stay')} free."
    ]
    sought = Counter(topic for mentee in pool.mentees if mentee.seats for topic in {skill.topic for skill in mentee.seeks})
    offered = _seats((mentor, {skill.topic for skill in mentor.offers}) for mentor in pool.mentors)
    short = [f"{names.topic(topic)} ({n} seek it, {offered[topic]} seats offer it)" for topic, n in _shortest(sought, offered)]
    if short:
        lines.append(f"Short of seats: {listed(short, 4)}.")
    speak = Counter(_base(mentee.languages[0]) for mentee in pool.mentees if mentee.seats and mentee.languages)
    spoken = _seats((mentor, {_base(tag) for tag in mentor.languages}) for mentor in pool.mentors)
    quiet = [f"{language(code)} ({n} mentees, {spoken[code]} seats)" for code, n in _shortest(speak, spoken)]
    if quiet:
        lines.append(f"First languages with more mentees than seats: {listed(quiet, 4)}.")
    return lines


def _base(tag: str) -> str:
    return tag.split("-")[0].casefold()


def _seats(offers: Iterable[tuple[Member, set[str]]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for mentor, things in offers:
        counted.update(dict.fromkeys(things, mentor.seats))
    return counted


def _shortest(wanted: Counter[str], given: Counter[str], most: int = 3) -> list[tuple[str, int]]:
    """Where more is wanted than given, the largest lack first."""
    lacking = [(thing, n) for thing, n in wanted.items() if n > given[thing]]
    return sorted(lacking, key=lambda entry: (given[entry[0]] - entry[1], entry[0]))[:most]
