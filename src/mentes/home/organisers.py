"""Today's page for whoever runs a programme: what waits for them, by exception, and the one next step."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from mentes.matches.by_hand import count_mentees_by_hand
from mentes.matches.exceptions import read_notices
from mentes.matches.models import Match, Publication, Question, Run
from mentes.matches.waiting import count_queue
from mentes.matches.words import Someone, someone
from mentes.people.models import Letter, Person
from mentes.programmes.models import Participation, Programme

N_LATEST = 5
State, Answer = Match.State, Match.Answer


@dataclass(frozen=True)
class Latest:
    """Something that somebody answered: `what` is started, yes, no or asks."""

    match: Match
    mentee: Someone
    mentor: Someone
    what: str
    who: Someone
    at: datetime


@dataclass(frozen=True)
class OrganiserHome:
    """Where one programme stands. `step` names the next thing to do: people, match, review, publish, wait, queue or nothing."""

    programme: Programme
    n_people: int
    n_to_review: int
    n_approved: int
    n_offered: int
    n_active: int
    n_waiting: int
    n_by_hand: int
    n_questions: int
    n_failed_letters: int
    n_notices: int  # things that need a hand, one by one on the page of the morning
    has_run: bool
    publication: Publication | None
    questions: tuple[Question, ...]
    latest: tuple[Latest, ...]

    @property
    def n_in_queue(self) -> int:
        return self.n_waiting + self.n_by_hand

    @property
    def step(self) -> str:
        if not self.n_people:
            return "people"
        if not self.has_run:
            return "match"
        if self.n_waiting or self.n_by_hand:
            return "queue"
        if self.n_to_review:
            return "review"
        if self.publication:
            return "wait"
        return "publish" if self.n_approved else "nothing"


def read_organiser_homes(person: Person, *, now: datetime) -> list[OrganiserHome]:
    return [_read(programme, now) for programme in Programme.objects.run_by(person)]


def _read(programme: Programme, now: datetime) -> OrganiserHome:
    counts = Match.objects.filter(programme=programme).aggregate(
        **{state: Count("pk", filter=Q(state=state)) for state in ("proposed", "approved", "offered", "active")}
    )
    notices = read_notices(programme, now=now)
    questions = [one.question for one in notices if one.question]
    return OrganiserHome(
        programme=programme,
        n_people=Participation.objects.filter(programme=programme).exclude(status=Participation.Status.LEFT).count(),
        n_to_review=counts["proposed"],
        n_approved=counts["approved"],
        n_offered=counts["offered"],
        n_active=counts["active"],
        n_waiting=count_queue(programme),
        n_by_hand=count_mentees_by_hand(programme),
        n_questions=len(questions),
        n_failed_letters=Letter.objects.missed().filter(person__participations__programme=programme).count(),
        n_notices=len(notices),
        has_run=Run.objects.filter(programme=programme).exists(),
        publication=programme.publications.filter(done_at=None, called_off_at=None).first(),
        questions=tuple(questions[:3]),
        latest=tuple(_latest(programme)),
    )


def _latest(programme: Programme) -> list[Latest]:
    """The last answers, newest first, one a match."""
    answered = Match.objects.filter(programme=programme).exclude(mentee_answer="", mentor_answer="")
    answered = answered.select_related("mentee__profile", "mentor__profile")
    newest = Coalesce("started_at", "ended_at", "mentor_answered_at", "mentee_answered_at", "offered_at")
    return [_one(match) for match in answered.annotate(newest=newest).order_by("-newest", "pk")[:N_LATEST]]


def _one(match: Match) -> Latest:
    mentee, mentor = someone(match.mentee), someone(match.mentor)
    if match.state == State.ACTIVE:
        what, who = "started", mentee
    else:
        said = {"mentee": match.mentee_answer, "mentor": match.mentor_answer}
        what = next((answer for answer in (Answer.NO, Answer.ASKS, Answer.YES) if answer in said.values()), Answer.YES)
        who = mentee if said["mentee"] == what else mentor
    return Latest(match, mentee, mentor, str(what), who, match.newest)
