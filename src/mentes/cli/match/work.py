"""The matching itself: inputs to an outcome that every output is written from."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from mentes.cli.match.members import BY_HAND, People, read_members
from mentes.cli.match.options import Refusal
from mentes.cli.match.reading import Inputs
from mentes.cli.match.sentences import Names
from mentes.cli.match.texts import Texts, read_texts
from mentes.engines.matching import EXTRA, MOST_AT_ONCE, Pairing, Pool, Unplaced, has_scale, pair_up
from mentes.engines.roster import Person
from mentes.lib.stopwatch import Stopwatch

ARRAYS_AT_ONCE = 20  # tables of mentees x mentors held together at the peak: strands, each side's own, the assignment's

STEPS = {
    "score": "Scoring all pairs",
    "solve": "Looking for the best pairs",
    "prove": "Proving that none is better",
    "costs": "Counting what each rule costs",
}

Progress = Callable[[str, int, int], None]  # (what is being done, done, total)


@dataclass(frozen=True, eq=False)
class Outcome:
    inputs: Inputs
    people: People
    texts: Texts
    pool: Pool
    pairing: Pairing
    seconds: dict[str, float]
    seed: int

    @property
    def names(self) -> Names:
        return Names({id_: person.name.strip() or id_ for id_, person in self.people.by_id.items()}, self.people.topic_names)

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """Mentees with fewer mentors than wished for, and those whom no software may propose, by id."""
        return _with_by_hand(self.pairing.unplaced, self.people.by_hand, "mentee")

    @property
    def idle(self) -> tuple[Unplaced, ...]:
        """Mentors without a mentee, and those whom no software may propose, by id."""
        return _with_by_hand(self.pairing.idle, self.people.by_hand, "mentor")


def _with_by_hand(left: tuple[Unplaced, ...], by_hand: tuple[Person, ...], role: str) -> tuple[Unplaced, ...]:
    more = (Unplaced(person.id, BY_HAND, {}) for person in by_hand if person.role in (role, "both"))
    return tuple(sorted((*left, *more), key=lambda person: person.id))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def read_pool(inputs: Inputs, *, week_of: date | None = None, progress: Progress | None = None) -> tuple[People, Texts, Pool]:
    """Members, texts and the pool, for the week that rules.toml names, else `week_of`, else the current one."""
    are_peers = inputs.terms.shape == "peers"
    people = read_members(inputs.roster, is_peers=are_peers)
    n_people = len(people.by_id) - len(people.by_hand)  # as the engine counts: only those of the pool
    is_large = n_people > MOST_AT_ONCE and not are_peers  # peers are always held whole
    if not is_large:
        _refuse_what_does_not_fit(len(people.mentees), len(people.mentors))
    elif not has_scale():
        raise Refusal(
            f"{n_people} people: more than {MOST_AT_ONCE} at once need the extra for large pools, which is not installed: "
            f"run uv sync --extra scale in a clone, or pip install “{EXTRA}” elsewhere."
        )
    report = (lambda done, total: progress("Reading what people wrote", done, total)) if progress else None
    texts = read_texts(people.mentees, people.mentors, people.by_id, inputs.terms, report, on_demand=is_large)
    week = monday_of(inputs.terms.week_of or week_of or datetime.now(UTC).date())
    pool = Pool(
        mentees=people.mentees,
        mentors=people.mentors,
        terms=inputs.terms,
        road=texts.road,
        week_of=week,
        texts=texts.customs,
        road_sides=texts.road_sides,
    )
    return people, texts, pool


def match_people(
    inputs: Inputs, watch: Stopwatch, *, seed: int, enough: float = 0.0, progress: Progress | None = None
) -> Outcome:
    """`enough`: the gap at which a large pool is left as it is."""
    people, texts, pool = read_pool(inputs, progress=progress)
    watch.lap("encode")

    def step(name: str, done: int, total: int) -> None:
        watch.lap_when_done(name, done, total)
        if progress:
            progress(STEPS.get(name, name), done, total)

    try:
        pairing = pair_up(pool, seed=seed, enough=enough, progress=step)
    except ValueError as error:  # what only the pool as a whole shows, such as too many people for stable pairs
        raise Refusal(*str(error).splitlines()) from error
    watch.lap("costs")
    return Outcome(inputs, people, texts, pool, pairing, watch.seconds, seed)


def refuse_large_page(n_people: int) -> None:
    """A page of thousands of braids opens on no machine; pairs.csv and the report hold the same."""
    if n_people > MOST_AT_ONCE:
        raise Refusal(f"--html: a page of {n_people} people is too long to read; leave it out, and take --out and --report")


def _refuse_what_does_not_fit(n_mentees: int, n_mentors: int) -> None:
    need = 8 * ARRAYS_AT_ONCE * n_mentees * n_mentors
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return  # this system does not say
    if need > max(free, 1 << 30):
        raise Refusal(
            f"{n_mentees} mentees and {n_mentors} mentors need about {need >> 30} GB of memory at once, "
            f"and {free >> 30} GB are free: "
            "split the programme, or run it on a larger machine."
        )
