"""First Harbour: the fictional programme of `mentes demo`, put there by the same actions that people use.

Everybody in it is invented. The story: Beatriz imported her people, matched them, told a few pairs yesterday, and has looked at
most of the others. So every door of the demo opens on something to do.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from mentes.cli.harbour_answers import volunteer
from mentes.matches import actions as matching
from mentes.matches import bridge
from mentes.matches.actions import answering, publishing
from mentes.matches.models import Match
from mentes.people.models import Person
from mentes.programmes import actions as programmes
from mentes.programmes.models import Participation, Programme

SLUG, NAME = "first-harbour-2026", "First Harbour 2026"
RECIFE = ZoneInfo("America/Recife")
BEATRIZ, DEPUTY = "beatriz.amaral@example.org", "davi.lins@example.org"
AMA, ROSA = "a001", "b001"
# The three of the doors keep their ids, and so their portraits, whenever the demo is made anew.
DOORS = {
    "beatriz.amaral@example.org": ("e6498de3-3447-5d0d-8d66-93298c6bbae8", "Beatriz Amaral", "America/Recife"),
    "rosa.quispe@example.org": ("8f234e4d-a575-5ac0-b6cc-19cbf8e05266", "Rosa Quispe", "America/Lima"),
    "ama.owusu@example.org": ("764cabad-f1b0-53dd-97f8-8455208d7334", "Ama Owusu", "Africa/Accra"),
}
N_TOLD_YESTERDAY = 12  # with Ama and Rosa
N_TO_REVIEW, N_FULL_TO_REVIEW = 7, 4
N_LOCKED = 12
SHARED_HOURS = 2.0  # Tomasi's early hours in Tonga meet no mentor's for so long, in summer or winter
WEEK = date(2026, 11, 2)  # on whose clocks hours are compared: with those of March Ama and Rosa would not be each other's best


def load(say: Callable[[str], None]) -> None:
    """Puts the programme there, unless it is there already. Takes as long as reading some thousand sentences takes."""
    if Programme.objects.filter(slug=SLUG).exists():
        return
    rows = people_file().read_bytes()
    # All or nothing: a demo that was stopped half way begins anew.
    with transaction.atomic():
        story = Story(timezone.now())
        say("brings the people of First Harbour")
        story.begin(rows)
        say("reads what they wrote and matches them")
        story.match()
        say("lets Beatriz look at the pairs, and a few people answer")
        story.tell_a_few()
        story.answer_some()
        story.review_the_rest()


def people_file() -> Path:
    """examples/harbour.csv in a clone; beside this file in an installed wheel."""
    beside = Path(__file__).with_name("harbour.csv")
    return beside if beside.exists() else Path(__file__).parents[3] / "examples" / "harbour.csv"


class Story:
    """What happened at First Harbour in the last few days, by the clock of Recife."""

    def __init__(self, now: datetime):
        self.now = now
        self.programme = Programme()

    def at(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        """An instant of these days; never one that is still to come."""
        day = self.now.astimezone(RECIFE).date() - timedelta(days=days_ago)
        return min(datetime.combine(day, time(hour, minute), RECIFE), self.now)

    def begin(self, rows: bytes) -> None:
        start = self.at(3, 9)
        for email, (person_id, name, zone) in DOORS.items():
            _account(email, name, start, id=UUID(person_id), time_zone=zone)
        self.beatriz = Person.objects.get(email=BEATRIZ)
        day = start.date()
        self.programme = programmes.create_programme(
            NAME,
            by=self.beatriz,
            now=start,
            slug=SLUG,
            kept_by="Fundação Farol, a charity in Recife",
            lives_on="Your own machine, for as long as the demo runs",
            contact_name="Beatriz Amaral",
            contact_email=BEATRIZ,
            starts_on=day,
            ends_on=date(day.year + 1, day.month, min(day.day, 28)),
            time_zone=str(RECIFE),
        )
        _account(DEPUTY, "Davi Lins", start, time_zone=str(RECIFE))
        programmes.add_staff(self.programme, email=DEPUTY, role="deputy", by=self.beatriz, now=start, name="Davi Lins")
        upload = programmes.create_upload(self.programme, [("harbour.csv", rows)], by=self.beatriz)
        programmes.import_people(upload, by=self.beatriz, now=self.at(3, 10))
        places = Participation.objects.filter(programme=self.programme)
        places.update(joined_at=self.at(2, 20))
        # They are invented, and all of age.
        Person.objects.filter(participations__programme=self.programme).update(adult_confirmed_at=self.at(2, 20))
        volunteer(self.programme, by=self.beatriz, asked_at=self.at(3, 10), said_at=self.at(2, 20))

    def match(self) -> None:
        table = bridge.terms_to_table(bridge.default_terms())
        table["rules"]["shared_hours"] = {"on": True, "value": SHARED_HOURS}
        table["week_of"] = WEEK.isoformat()
        matching.propose_matches(self.programme, by=self.beatriz, now=self.at(2, 21), terms=bridge.read_terms(table))

    def tell_a_few(self) -> None:
        """The best pairs, and Ama and Rosa, hear yesterday afternoon. Beatriz has approved who comes next for them."""
        pairs = list(self._unheard())
        ama = [match for match in pairs if (match.mentee.external_id, match.mentor.external_id) == (AMA, ROSA)]
        others = [match for match in pairs if match.mentee.external_id != AMA and match.mentor.external_id != ROSA]
        first = [*ama, *others[: N_TOLD_YESTERDAY - len(ama)]]
        matching.approve_matches(first, by=self.beatriz, now=self.at(1, 11))
        told = self.at(1, 15)
        publishing.publish(self.programme, at=told, by=self.beatriz, now=self.at(1, 11, 30), alternates="approve")
        publishing.offer_due_matches(told)
        self.told = [match.pk for match in first if match not in ama]

    def answer_some(self) -> None:
        """Two couples have said yes, three wait for the other, one asks, one mentor had to say no. Ama and Rosa wait for you."""
        told = {match.pk: match for match in Match.objects.filter(pk__in=self.told).select_related("mentee", "mentor")}
        matches = [told[pk] for pk in self.told]
        evening = self.at(1, 20)
        for match in matches[:2]:
            self._say_yes(match, match.mentor.person, evening)
            self._say_yes(match, match.mentee.person, self.at(1, 22))
        for match in matches[2:5]:
            self._say_yes(match, match.mentee.person, evening)
        answering.ask_for_more(
            matches[5], by=matches[5].mentor.person, to="organisers", now=evening,
            text="Is it all right if our first talk is by voice message? My line is weak on weekdays.",
        )  # fmt: skip
        answering.decline_match(
            matches[6], by=matches[6].mentor.person, reason="no_time", take_no_more=True, now=evening,
            words="I have taken on more than I can carry this season. I am sorry; I had looked forward to this.",
        )  # fmt: skip

    def _say_yes(self, match: Match, person: Person, when: datetime) -> None:
        answering.accept_match(match, by=person, now=when)

    def review_the_rest(self) -> None:
        """Beatriz has approved all but a few, some of the fullest and some of the thinnest, and locked a dozen that must stay."""
        pairs = list(self._unheard())
        open_still = {pair.id for pair in [*pairs[:N_FULL_TO_REVIEW], *pairs[N_FULL_TO_REVIEW - N_TO_REVIEW :]]}
        seen = [pair for pair in pairs if pair.id not in open_still]
        matching.approve_matches(seen, by=self.beatriz, now=self.at(0, 8))
        for match in seen[:: max(1, len(seen) // N_LOCKED)][:N_LOCKED]:
            matching.lock_match(match, by=self.beatriz, now=self.at(0, 8, 30))

    def _unheard(self):
        proposed = Match.objects.filter(programme=self.programme, state=Match.State.PROPOSED)
        return proposed.select_related("programme", "mentee__person", "mentor__person").order_by("-points", "id")


def _account(email: str, name: str, now: datetime, **fields) -> None:
    """An account where there is none. English, whatever they speak: the menu changes it for whoever tries the demo."""
    if not Person.objects.filter(email__iexact=email).exists():
        Person.objects.create_user(email, name=name, adult_confirmed_at=now, **fields)
