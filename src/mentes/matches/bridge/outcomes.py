"""How everybody fared in a matching, as numbers for the audit of fairness, and what matching reads of them, for its proxy check.

Read as the matcher's role, like all matching: who belongs to which group is known to the room of fairness alone.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from django.db.models import Avg

from mentes.engines import matching as engine
from mentes.engines.matching import Member, Pool, Terms
from mentes.fairness.actions import Outcome, Traits
from mentes.lib.acting import acting_as_matcher
from mentes.matches.bridge.people import People, data_version, people_of, texts_of
from mentes.matches.bridge.pool import monday_of, terms_of
from mentes.matches.models import Match, Rejection
from mentes.people.models import Passage
from mentes.programmes.models import Programme

TOP = 5
SECONDS_A_DAY = 86_400
DIMENSIONS = Passage._meta.get_field("vector").dimensions
# A trait that fewer people share says little, and would point at them.
LEAST_SHARED, MOST_TRAITS = 5, 1_000


@acting_as_matcher()
def read_outcomes(programme: Programme, *, now: datetime) -> list[Outcome]:
    """Every active mentee who seeks a mentor and every mentor with a seat, as pairs and suggestions stand now.

    selection: has a pair, proposed or told. scoring: whether the mean of a mentee's five best suggestions lies above the median.
    fit: mean points of a mentee's pairs. waiting: days from joining until the first pair was told. exposure: in how many mentees'
    five best suggestions a mentor stands.
    """
    terms = terms_of(programme)
    version = data_version(programme, terms)
    people = people_of(programme, version)
    best, exposure = _suggestions(programme, people, terms, version, now)
    pairs: dict[str, list[float | None]] = defaultdict(list)
    told: dict[str, datetime] = {}
    rows = Match.objects.filter(programme=programme)
    columns = ("mentee_id", "mentor_id", "points", "state", "offered_at", "is_by_hand")
    for mentee, mentor, points, state, offered_at, by_hand in rows.values_list(*columns):
        if state in Match.LIVE:
            pairs[str(mentee)].append(None if by_hand else points)
            pairs[f"mentor {mentor}"].append(points)
        if offered_at:
            told[str(mentee)] = min(offered_at, told.get(str(mentee), offered_at))
    median = float(np.median(list(best.values()))) if best else 0.0
    outcomes = []
    for member in people.mentees:
        if not member.seats:
            continue
        place, mine = people.places[member.id], pairs[member.id]
        values = {"selection": float(bool(mine)), "scoring": float(best[member.id] > median)}
        scored = [points for points in mine if points is not None]  # nobody counted points of a pair made by hand
        if scored:
            values["fit"] = sum(scored) / len(scored)
        if member.id in told:
            since = place.joined_at or place.created_at
            values["waiting"] = max(0.0, (told[member.id] - since).total_seconds() / SECONDS_A_DAY)
        outcomes.append(Outcome(member.id, "mentee", values))
    for member in people.mentors:
        if member.seats:
            values = {"selection": float(bool(pairs[f"mentor {member.id}"])), "exposure": float(exposure[member.id])}
            outcomes.append(Outcome(member.id, "mentor", values))
    return outcomes


def _suggestions(
    programme: Programme, people: People, terms: Terms, version: str, now: datetime
) -> tuple[dict[str, float], dict[str, int]]:
    """(mean points of the five best suggestions by mentee, number of such suggestions by mentor), under today's terms.

    Everybody stands in the pool as if nobody had a pair yet: suggestions do not depend on who was faster. Ties by id.
    """
    rejected = Rejection.objects.filter(programme=programme).values_list("mentee_id", "mentor_id")
    pool = Pool(
        mentees=people.mentees,
        mentors=people.mentors,
        terms=terms,
        road=people.road,
        texts=texts_of(people, terms, programme, version),
        week_of=monday_of(programme.starts_on or now.date()),
        forbidden=tuple(sorted((str(a), str(b)) for a, b in rejected if str(a) in people.places and str(b) in people.places)),
    )
    has_seats = np.array([member.seats > 0 for member in pool.mentors], dtype=bool)
    best: dict[str, float] = {}
    exposure = dict.fromkeys((member.id for member in pool.mentors), 0)
    for fit in engine.score_blocks(pool):
        points = np.where(fit.allowed & has_seats, fit.total, -np.inf)
        order = np.argsort(-points, axis=1, kind="stable")[:, :TOP]
        for k, columns in enumerate(order):
            member = pool.mentees[fit.rows.start + k]
            found = [j for j in columns if np.isfinite(points[k, j])]
            best[member.id] = float(np.mean(points[k, found])) if found else 0.0
            if member.seats:
                for j in found:
                    exposure[pool.mentors[j].id] += 1
    return best, exposure


@acting_as_matcher()
def read_traits(programme: Programme) -> Traits:
    """What matching reads of each person, as numbers: topics, languages, ways of working, what they lived and share, where and
    when they have time, their organisation, and the mean vector of what they wrote."""
    people = people_of(programme, data_version(programme, terms_of(programme)))
    members = {member.id: member for member in (*people.mentees, *people.mentors)}
    places = tuple(sorted(members))
    said = [_words_of(members[place]) for place in places]
    n_with: Counter[str] = Counter(word for words in said for word in words)
    shared = sorted((word for word, n in n_with.items() if n >= LEAST_SHARED), key=lambda word: (-n_with[word], word))
    words = np.array([[word in mine for word in shared[:MOST_TRAITS]] for mine in said], dtype=float)
    hours = np.array([_hours_of(members[place]) for place in places], dtype=float)
    texts = _texts_of(people, places)
    return Traits(places, np.hstack([words.reshape(len(places), -1), hours.reshape(len(places), -1), texts]))


def _words_of(member: Member) -> set[str]:
    return {
        *(f"offers {skill.topic}" for skill in member.offers),
        *(f"seeks {skill.topic}" for skill in member.seeks),
        *(f"lived {item}" for item in (*member.lived, *member.lived_sensitive)),
        *(f"working {way}" for way in member.working),
        *(f"language {tag}" for tag in member.languages),
        f"wish {member.lived_wish}",
        f"zone {member.time_zone}",
        f"organisation {member.organisation}",
    }


def _hours_of(member: Member) -> list[float]:
    """Free hours a week in the four quarters of a day, on weekdays and at the weekend, and the seats."""
    free = np.zeros((2, 4))
    for start, end in member.hours:
        for minute in range(start, end, 30):
            free[int(minute // 1440 % 7 >= 5), minute % 1440 // 360] += 0.5
    return [*free.ravel(), float(member.seats)]


def _texts_of(people: People, places: Sequence[str]) -> np.ndarray:
    """(n_places, 384): the mean vector of each person's sentences; the mean of all where somebody wrote nothing."""
    profiles = {people.places[place].profile_id: row for row, place in enumerate(places)}
    found = np.full((len(places), DIMENSIONS), np.nan)
    for profile, vector in Passage.objects.filter(profile__in=profiles).values_list("profile").annotate(mean=Avg("vector")):
        found[profiles[profile]] = np.asarray(vector, dtype=float)
    if np.isnan(found).all():
        return np.zeros((len(places), 0))
    return np.where(np.isnan(found), np.nanmean(found, axis=0), found)
