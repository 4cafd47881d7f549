"""Two programmes that know nothing of each other, full of words by which each can be recognised wherever it turns up."""

import datetime as dt
import uuid
from types import SimpleNamespace

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import get_resolver, reverse
from django.utils import timezone
from tests.plan.world_calendars import keep_calendar
from tests.plan.world_rehearsals import link_word, rehearse
from tests.plan.world_together import end_well, keep_together, talk

from mentes.calendars.models import CalendarChoice, CalendarSource
from mentes.fairness.models import Asked, Said
from mentes.matches.actions import propose_matches
from mentes.matches.models import (
    Alternate,
    Match,
    Promise,
    Publication,
    Question,
    Rejection,
    RunRequest,
)
from mentes.meetings.models import Availability, AvailabilityException, Meeting, OwnWeek, Seat
from mentes.people.invitations import make_token
from mentes.people.models import Letter, LivedItem, Person
from mentes.programmes.models import ImportChange, ImportRun, Participation, Upload
from mentes.testing import make_participation, make_person, make_programme, make_staff
from mentes.trust.actions import record
from mentes.trust.models import Consent

HOURS = [[900, 1140], [5340, 5580]]
PARTS = {"topics": 30.0, "road": 20.0, "lived": 15.0, "language": 10.0, "working": 5.0, "hours": 0.0}


class World:
    """One programme with everything a programme can hold. `word` stands in every text that a person wrote in it."""

    def __init__(self, word: str):
        self.word, self.now = word, timezone.now()
        self.programme = make_programme(
            f"{word} programme",
            slug=f"{word}-programme",
            kept_by=f"{word} keeper",
            lives_on=f"{word} server",
            contact_name=f"{word} contact",
            contact_email=f"{word}.contact@example.org",
            starts_on=self.now.date(),
        )
        self.organiser, self.deputy = self._person("organiser"), self._person("deputy")
        make_staff(self.organiser, self.programme)
        make_staff(self.deputy, self.programme, "deputy")
        self.mentee = self._place("mentee", "mentee")
        self.mentor = self._place("mentor", "mentor")
        self.both = self._place("both", "both")
        self.other_mentee = self._place("other_mentee", "mentee")
        self.other_mentor = self._place("other_mentor", "mentor", capacity=3)
        self.waiting = self._place("waiting", "mentee")
        self.by_hand = self._place("by_hand", "mentee", by_hand_since=self.now)
        self.newcomer = self._place("newcomer", "mentee")
        Person.objects.filter(pk=self.newcomer.person_id).update(adult_confirmed_at=None)
        self.run = propose_matches(self.programme, by=self.organiser, now=self.now)
        RunRequest.objects.create(
            programme=self.programme, by=self.organiser, asked_at=self.now, done_at=self.now, told_at=self.now, refusal="No."
        )
        self._tell_matches()
        self._meet()
        talk(self)
        keep_together(self)
        rehearse(self)
        self._keep_traces()

    def _person(self, name: str) -> Person:
        return make_person(f"{self.word} {name}", email=f"{self.word}.{name}@example.org")

    def _place(self, name: str, role: str, **fields) -> Participation:
        word = self.word
        place = make_participation(
            self._person(name),
            self.programme,
            role,
            external_id=f"{word}-{name}",
            manager_external_id=f"{word}-boss",
            not_with=[f"{word}-nobody"],
            offers={f"{word} pricing": 3} if role != "mentee" else {},
            seeks={f"{word} pricing": 2} if role != "mentor" else {},
            goals=f"I want to set a {word} price for my jar that pays for itself." if role != "mentor" else "",
            background=f"I sold {word} sauce from a stall and set its prices for years.",
            would_help=f"Somebody who is afraid of a {word} price." if role != "mentee" else "",
            lived=[f"{word} first-generation founder"],
            lived_wish="like",
            working=["asks-first"],
            hours=HOURS,
            organisation=f"{word} works",
            city=f"{word} city",
            country=f"{word} country",
            craft=f"{word} craft",
            extra={f"{word} column": f"{word} cell"},
            **fields,
        )
        LivedItem.objects.create(
            profile=place.profile, name=f"{word} sensitive thing", is_sensitive=True, volunteered_at=self.now
        )
        return place

    def _match(self, mentee: Participation, mentor: Participation, state: str, **fields) -> Match:
        return Match.objects.create(
            programme=self.programme, run=self.run, mentee=mentee, mentor=mentor, state=state, points=80.0, parts=PARTS, **fields
        )

    def _tell_matches(self) -> None:
        """Instead of what was proposed: a pair that has been told, one nobody has heard of, one that runs, one that is over."""
        Match.objects.filter(programme=self.programme).delete()
        told = {"offered_at": self.now, "expires_at": self.now + dt.timedelta(days=14), "decided_by": self.organiser}
        self.offered = self._match(self.mentee, self.mentor, "offered", note=f"{self.word} note", **told)
        self.unheard = self._match(self.other_mentee, self.other_mentor, "proposed")
        self.paired = self._match(
            self.by_hand, self.other_mentor, "approved", is_by_hand=True, is_locked=True, decided_by=self.organiser
        )
        both = {"mentee_answer": "yes", "mentor_answer": "yes", "started_at": self.now}
        self.active = self._match(self.both, self.other_mentor, "active", **both, **told)
        self.ended = self._match(self.waiting, self.mentor, "declined", mentor_answer="no", note=f"{self.word} no", **told)
        self.over = end_well(self)
        self.rejection = Rejection.objects.create(
            programme=self.programme,
            mentee=self.waiting,
            mentor=self.both,
            reason=f"{self.word} reason",
            by=self.organiser,
            at=self.now,
        )
        self.alternate = Alternate.objects.create(match=self.ended, mentor=self.other_mentor, rank=1, points=70.0, parts=PARTS)
        self.publication = Publication.objects.create(
            programme=self.programme, by=self.organiser, decided_at=self.now, at=self.now + dt.timedelta(days=3), n_matches=1
        )
        Promise.objects.create(
            place=self.mentee,
            at=self.now,
            group=f"topic:{self.word} pricing",
            low_days=2,
            high_days=9,
            n_waits=10,
            n_last=10,
            n_last_within=8,
        )
        self.question = Question.objects.create(
            match=self.offered, to="other", asked_by=self.mentor.person, asked_at=self.now, text=f"{self.word} question"
        )
        self.asked_organisers = Question.objects.create(
            match=self.offered,
            to="organisers",
            asked_by=self.mentee.person,
            asked_at=self.now,
            text=f"{self.word} ask",
            answer=f"{self.word} answer",
            answered_by=self.organiser,
            answered_at=self.now,
        )

    def _meet(self) -> None:
        """The pair meets tomorrow and met yesterday, as does the pair that runs; they have set hours, and keep calendars."""
        day, hour = dt.timedelta(days=1), dt.timedelta(hours=1)
        pair = (self.mentee.person, self.mentor.person)
        self.meeting = self._meeting(self.offered, pair, self.now + day, "booked")
        self.met = self._meeting(self.offered, pair, self.now - day, "missed")
        self._meeting(self.active, (self.both.person, self.other_mentor.person), self.now + 2 * day, "booked")
        self.unsaid = self._meeting(self.active, (self.both.person, self.other_mentor.person), self.now - 2 * hour, "booked")
        Seat.objects.filter(meeting=self.met, person=pair[0]).update(
            missing_at=self.now, missing_said_by=pair[1], reason="ill", words=f"{self.word} words", reason_at=self.now
        )
        for person in (*pair, self.both.person, self.other_mentee.person, self.other_mentor.person, self.organiser):
            OwnWeek.objects.create(person=person, saved_at=self.now)
            Availability.objects.create(person=person, weekday=3, starts_minute=600, ends_minute=720)
            AvailabilityException.objects.create(person=person, on_day=self.now.date())
            keep_calendar(person, self.meeting, word=self.word, now=self.now)

    def _meeting(self, match: Match, people, starts_at: dt.datetime, state: str) -> Meeting:
        ends_at = starts_at + dt.timedelta(hours=1)
        meeting = Meeting.objects.create(
            about=match.pk,
            title=f"{self.word} title",
            starts_at=starts_at,
            ends_at=ends_at,
            state=state,
            link=f"https://example.org/{self.word}-room",
            booked_by=people[0],
            cancel_reason=f"{self.word} reason to cancel",
            created_at=self.now,
            changed_at=self.now,
        )
        for person in people:
            Seat.objects.create(meeting=meeting, person=person, during=(starts_at, ends_at))
        return meeting

    def _keep_traces(self) -> None:
        word, person = self.word, self.mentee.person
        self.upload = Upload.objects.create(
            programme=self.programme,
            by=self.organiser,
            file_map={},
            files=[{"name": f"{word}.csv", "data": "aWQscm9sZQpiYW5kLG1lbnRvcgo="}],
        )
        self.import_run = ImportRun.objects.create(
            programme=self.programme, by=self.organiser, at=self.now, file_names=[f"{word}.csv"], n_updated=1
        )
        ImportChange.objects.create(
            run=self.import_run,
            participation=self.mentee,
            external_id=self.mentee.external_id,
            kind="updated",
            before={"goals": f"{word} before"},
            after={"goals": f"{word} after"},
        )
        Letter.objects.create(
            key=f"{word}-letter",
            person=person,
            to=f"{word}.to@example.org",
            kind="match_offered",
            facts={"name": f"{word} fact"},
            not_before=self.now,
            state="sent",
            subject=f"{word} subject",
            body=f"{word} body",
            last_error=f"{word} error",
        )
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        Consent.objects.create(
            person=person, purpose="lived_in_matching", is_given=True, version="2026-11", source=f"{word} page", at=self.now
        )
        Asked.objects.create(programme=self.programme, attributes=["gender", "belonging"], belongings=[f"{word} people"])
        Said.objects.create(participation=self.mentee, attribute="gender", value="own", words=f"{word} gender", at=self.now)
        Said.objects.create(participation=self.mentee, attribute="belonging", value=f"{word} people", at=self.now)
        record("match.approved", by=self.organiser, at=self.now, subject=self.offered, programme=self.programme)
        record("person.changed", by=person, at=self.now, subject=person)

    def keys(self) -> dict[str, object]:
        """What stands in the addresses of this world, by the name that urls.py gives it."""
        return {
            "slug": self.programme.slug,
            "participation_id": self.mentee.pk,
            "upload_id": self.upload.pk,
            "run_id": self.import_run.pk,
            "match_id": self.offered.pk,
            "question_id": self.question.pk,
            "rejection_id": self.rejection.pk,
            "alternate_id": self.alternate.pk,
            "publication_id": self.publication.pk,
            "meeting_id": self.meeting.pk,
            "about": self.offered.pk,
            "message_id": self.theirs.pk,
            "attachment_id": self.theirs.attachments.get().pk,
            "item_id": self.item.pk,
            "action_id": self.action.pk,
            "number": 1,
            "goal_id": self.goal.pk,
            "note_id": self.note.pk,
            "pulse_id": self.pulse.pk,
            "trouble_id": self.trouble.pk,
            "rehearsal_id": self.rehearsal.pk,
            "scenario_id": self.own_scenario.pk,
            "remark_id": self.remark.pk,
        }

    def people(self) -> dict[str, Person]:
        return {
            "mentee": self.mentee.person,
            "mentor": self.mentor.person,
            "both": self.both.person,
            "other_mentee": self.other_mentee.person,
            "organiser": self.organiser,
            "deputy": self.deputy,
        }


NOWHERE = {
    "slug": "no-such-programme",
    "rejection_id": 987_654_321,
    "item_id": 987_654_321,
    "number": 987_654_321,
    "pk": 987_654_321,
    "token": "no-such-token",
    "key": "nobody",
    "word": "nobody",
    "link_word": "nobody",
} | dict.fromkeys(
    (
        "participation_id",
        "upload_id",
        "run_id",
        "match_id",
        "question_id",
        "alternate_id",
        "publication_id",
        "meeting_id",
        "about",
        "message_id",
        "attachment_id",
        "action_id",
        "goal_id",
        "note_id",
        "pulse_id",
        "trouble_id",
        "rehearsal_id",
        "scenario_id",
        "remark_id",
    ),
    uuid.UUID("00000000-0000-4000-8000-000000000000"),
)


def build() -> SimpleNamespace:
    """Worlds `a` and `b`, and `actors`: {name: session cookie or None}, all signed in from the side of world a."""
    a, b = World("amberwood"), World("bluestone")
    people = a.people()
    people["foreign_organiser"], people["foreign_mentee"] = b.organiser, b.mentee.person
    make_person("Ama Owusu", email="ama.owusu@example.org")  # behind one of the demo's doors
    people["stranger"] = make_person("Dov Adler")
    people["admin"] = make_person("Ines Root", is_staff=True, is_superuser=True)
    people["unconfirmed"] = Person.objects.get(pk=a.newcomer.person_id)
    people["suspended"] = make_person("Sol Sleep")
    make_staff(people["suspended"], a.programme)
    cookies: dict[str, str | None] = {"anonymous": None}
    for name, person in people.items():
        client = Client()
        client.force_login(person)
        cookies[name] = client.cookies["mentes"].value
    Person.objects.filter(pk=people["suspended"].pk).update(is_active=False)
    key = Authenticator.objects.create(user=a.mentee.person, type="webauthn", data={"name": "amberwood key", "credential": {}})
    keys = a.keys() | {"pk": key.pk, "token": make_token(people["unconfirmed"]), "key": "ama"}
    keys["link_word"] = link_word(a)
    keys["word"] = CalendarChoice.objects.get(person=a.mentee.person).feed_word
    Authenticator.objects.filter(pk=key.pk).delete()  # with a second step in use every door of allauth asks for it
    staff = {role: a.programme.staff.get(person=getattr(a, role)).pk for role in ("organiser", "deputy")}
    calendar = CalendarSource.objects.get(person=a.mentee.person).pk
    return SimpleNamespace(a=a, b=b, people=people, cookies=cookies, keys=keys, staff_of=staff.get, calendar=calendar)


def addresses() -> dict[str, tuple[str, ...]]:
    """Every name in the resolver -> the names of what stands in its address."""
    return dict(_walk(get_resolver()))


def _walk(resolver, space: str = "", before: tuple[str, ...] = ()):
    for entry in resolver.url_patterns:
        converters = (*before, *entry.pattern.converters)
        if hasattr(entry, "url_patterns"):
            yield from _walk(entry, f"{space}{entry.namespace}:" if entry.namespace else space, converters)
        else:
            assert entry.name, f"an address without a name: {entry.pattern}"
            yield space + entry.name, converters


def path_of(name: str, keys: dict[str, object]) -> str:
    return reverse(name, kwargs={key: keys[key] for key in addresses()[name]})


def ask(client: Client, cookie: str | None, method: str, path: str, body=None, **headers):
    """One request as the owner of `cookie`; whatever earlier requests left in the client is gone."""
    client.cookies.clear()
    if cookie:
        client.cookies["mentes"] = cookie
    return client.generic(method, path, *_encoded(method, body), headers=headers)


def _encoded(method: str, body):
    if method not in ("POST", "PUT"):
        return ()

    return encode_multipart(BOUNDARY, body or {}), MULTIPART_CONTENT
