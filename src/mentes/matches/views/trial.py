"""Other weights and rules, tried: solved again beside the present pairs, and nothing kept."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from mentes.lib import clock
from mentes.lib.errors import Refused
from mentes.matches import bridge
from mentes.matches.forms import TermsForm
from mentes.matches.models import Match
from mentes.matches.progress import Progress, read_progress
from mentes.matches.words import Someone, someone
from mentes.programmes.models import Programme
from mentes.programmes.texts import ask_to_read

MOST_SHOWN = 40


@dataclass(frozen=True)
class Moved:
    """Somebody whose mentors would be others."""

    mentee: Someone
    before: tuple[Someone, ...]
    after: tuple[Someone, ...]


@dataclass(frozen=True)
class Trial:
    """What these terms would give. `refusal` stands instead of the numbers where they cannot be matched."""

    form: TermsForm
    is_same: bool = False
    n_pairs: int = 0
    n_before: int = 0
    n_changed: int = 0
    objective: float = 0.0
    upper_bound: float = 0.0
    is_stable: bool = False
    floor: float | None = None
    n_blocking: int | None = None
    n_without: int = 0
    moved: tuple[Moved, ...] = ()
    n_moved: int = 0
    refusal: str = ""
    progress: Progress | None = None  # instead of the numbers while many texts wait to be read
    n_unread: int = 0  # people whose new words do not count in these numbers yet
    hidden: list = field(default_factory=list)


def read_trial(request: HttpRequest, programme: Programme) -> Trial:
    start = bridge.terms_of(programme)
    form = TermsForm(request.GET, terms=start)
    if not form.is_valid():
        return Trial(form, refusal=" ".join(error for errors in form.errors.values() for error in errors))
    terms = form.terms()
    reading = read_progress(programme)
    if reading.is_reading:
        ask_to_read(programme)
    if reading.is_too_early:
        return Trial(form, progress=reading)
    try:
        read = bridge.read_pool(programme, now=clock.now(), terms=terms)
        pairing = bridge.solve(read)
    except Refused as refused:
        return Trial(form, refusal=refused.sentence)
    present = Match.objects.filter(programme=programme, state__in=Match.UNHEARD).values_list("mentee_id", "mentor_id")
    before = {(str(a), str(b)) for a, b in present}
    after = {(pair.mentee_id, pair.mentor_id) for pair in pairing.pairs}
    moved = _moved(read, before, after)
    return Trial(
        form=form,
        is_same=bridge.terms_to_table(terms) == bridge.terms_to_table(start),
        n_pairs=len(after),
        n_before=len(before),
        n_changed=len(before - after) if before else len(after),
        objective=pairing.objective,
        upper_bound=pairing.upper_bound,
        is_stable=pairing.mode == "stable",
        floor=pairing.floor,
        n_blocking=pairing.n_blocking,
        n_without=sum(member.seats > 0 for member in read.pool.mentees) - pairing.n_placed,
        moved=tuple(moved[:MOST_SHOWN]),
        n_moved=len(moved),
        n_unread=reading.n_waiting,
        hidden=form.hidden(),
    )


def _moved(read: bridge.ReadPool, before: set, after: set) -> list[Moved]:
    changed = sorted({mentee for mentee, _mentor in before ^ after} & read.places.keys())

    def mentors(pairs: set, mentee: str) -> tuple[Someone, ...]:
        return tuple(someone(read.places[b]) for a, b in sorted(pairs) if a == mentee and b in read.places)

    moved = [Moved(someone(read.places[mentee]), mentors(before, mentee), mentors(after, mentee)) for mentee in changed]
    return sorted(moved, key=lambda one: one.mentee.name)
