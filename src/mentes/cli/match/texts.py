"""Goals, backgrounds and wishes compared by meaning: the road strand, custom text strands, and their quotations.

road of a pair = the mean of those of these two that both people wrote something for:
  kinship(the mentee's goals -> the mentor's background), and
  kinship(whom the mentor would help -> the mentee's goals and background).
So each side's wish is held against what the other has written. kinship: engines/language/kinship.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mentes.engines.language import Doc, Encoder, Kinships, Quote, Remembered, kinship, quote, read_docs, word_weights
from mentes.engines.matching import CustomStrand, Member, Terms
from mentes.engines.roster import Person

NATIVE_TEXTS = ("goals", "background", "would_help")


@dataclass(frozen=True, eq=False)
class Texts:
    """`road` and each of `customs`: (n_mentees, n_mentors) 0..1, NaN where not asked, rows and columns as the pool's.

    Arrays, or where the people are very many, matrices that make their rows on demand.
    """

    road: Any
    road_sides: tuple[Any, Any] | None  # the two halves, shaped like it: the mentee's wish, the mentor's
    customs: dict[str, Any]
    models: tuple[str, ...]
    docs: dict[tuple[str, str], Doc]  # by (person id, what)
    weights: dict[str, float]

    def road_quotes(self, mentee_id: str, mentor_id: str) -> tuple[Quote | None, Quote | None]:
        """The sentences the mentee's need rests on, and those the mentor's wish rests on."""
        pairs = (((mentee_id, "goals"), (mentor_id, "background")), ((mentor_id, "would_help"), (mentee_id, "story")))
        return tuple(self._quote(need, offer) for need, offer in pairs)

    def custom_quote(self, custom: CustomStrand, mentee_id: str, mentor_id: str) -> Quote | None:
        return self._quote((mentee_id, f"need:{custom.name}"), (mentor_id, f"offer:{custom.name}"))

    def _quote(self, need: tuple[str, str], offer: tuple[str, str]) -> Quote | None:
        if need not in self.docs or offer not in self.docs:
            return None
        return quote(self.docs[need], self.docs[offer], self.weights)


def story(person: Person) -> str:
    """Goals and background as one text, each sentence verbatim."""
    return "\n".join(text for text in (person.goals, person.background) if text.strip())


def column_text(person: Person, column: str) -> str:
    if column in person.extra:
        return person.extra[column]
    return getattr(person, column) if column in NATIVE_TEXTS else ""


def read_texts(
    mentees: tuple[Member, ...],
    mentors: tuple[Member, ...],
    people: dict[str, Person],
    terms: Terms,
    progress: Callable[[int, int], None] | None = None,
    *,
    on_demand: bool = False,
) -> Texts:
    """Encode what the strands with weight need, each sentence once, and compare every mentee with every mentor.

    `on_demand`: compare when rows are asked for, for more pairs than can be held.
    """
    has_road = terms.weights.get("road", 0) > 0
    customs = [custom for custom in terms.customs if custom.kind == "text"]
    wanted: dict[tuple[str, str], str] = {}
    for mentee in mentees:
        person = people[mentee.id]
        if has_road:
            wanted |= {(person.id, "goals"): person.goals, (person.id, "story"): story(person)}
        wanted |= {(person.id, f"need:{c.name}"): column_text(person, c.mentee_column) for c in customs}
    for mentor in mentors:
        person = people[mentor.id]
        if has_road:
            wanted |= {(person.id, "background"): person.background, (person.id, "would_help"): person.would_help}
        wanted |= {(person.id, f"offer:{c.name}"): column_text(person, c.mentor_column) for c in customs}
    encoder = Encoder()
    hints = [people[person_id].languages for person_id, _ in wanted]
    read = read_docs(list(wanted.values()), encoder, hints=hints, progress=progress)
    docs = dict(zip(wanted, read, strict=True))

    def compare(needs: tuple[Member, ...], what: str, offers: tuple[Member, ...], whose: str, is_turned: bool = False) -> Any:
        two = [docs[m.id, what] for m in needs], [docs[m.id, whose] for m in offers]
        if on_demand:
            return Remembered(Kinships(*two, is_turned=is_turned))
        return kinship(*two).T if is_turned else kinship(*two)

    shape, sides = (len(mentees), len(mentors)), None
    road: Any = Unasked(shape) if on_demand else np.full(shape, np.nan)
    if has_road:
        sides = compare(mentees, "goals", mentors, "background"), compare(mentors, "would_help", mentees, "story", True)
        road = MeanOnDemand(*sides) if on_demand else _mean_of_asked(*sides)
    has_multi = any(doc.multi is not None for doc in read)
    return Texts(
        road=road,
        road_sides=sides,
        customs={c.name: compare(mentees, f"need:{c.name}", mentors, f"offer:{c.name}") for c in customs},
        models=(encoder.name, encoder.multi_name) if has_multi else (encoder.name,) if any(doc.items for doc in read) else (),
        docs=docs,
        weights=word_weights(list(wanted.values())),
    )


@dataclass(frozen=True, eq=False)
class Unasked:
    """A road that nobody asked about."""

    shape: tuple[int, int]

    def rows(self, chosen: slice | np.ndarray) -> np.ndarray:
        return np.full((len(np.arange(self.shape[0])[chosen]), self.shape[1]), np.nan)


@dataclass(frozen=True, eq=False)
class MeanOnDemand:
    """The mean of two matrices that make their rows on demand."""

    one: Remembered
    other: Remembered

    @property
    def shape(self) -> tuple[int, int]:
        return self.one.shape

    def rows(self, chosen: slice | np.ndarray) -> np.ndarray:
        return _mean_of_asked(self.one.rows(chosen), self.other.rows(chosen))


def _mean_of_asked(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The mean of two matrices; where one is NaN the other; NaN where both are."""
    mean = (a + b) / 2
    if np.isnan(mean).any():
        mean = np.where(np.isnan(a), b, np.where(np.isnan(b), a, mean))
    return mean
