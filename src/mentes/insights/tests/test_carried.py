"""A programme that came as a file shows the same numbers, seasons and morning as where it came from; and no word of anybody."""

import datetime as dt
import io
import json
import zipfile

import pytest

from mentes.bonds.actions import agreeing, aiming, guiding
from mentes.bonds.models import GuideStep, LaidStep, Plan
from mentes.insights.morning import read_morning
from mentes.insights.numbers import read_numbers
from mentes.insights.seasons import read_seasons
from mentes.insights.tests.test_numbers import at, season, second_season
from mentes.lib.errors import Refused
from mentes.matches.looking_back import read_seasons as looked_back
from mentes.matches.models import Alternate, CarriedMark, Closing, Farewell, Match, Publication
from mentes.meetings.actions import papers
from mentes.meetings.models import Meeting, Seat
from mentes.messages.actions import open_conversation, write_message
from mentes.people.models import Person
from mentes.programmes.actions import export_programme, take_in_programme
from mentes.programmes.models import Programme
from mentes.testing import NOW, make_person, make_staff

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
LATER = at(120)


@pytest.fixture
def programme():
    """Two seasons: thirty pairs that ended on day 60, with marks; twelve that run, some silent, some missed, one with papers."""
    programme = season(30)
    make_staff(make_person("Cleo Haddad"), programme)
    second_season(programme, 12)
    closing = Closing.objects.get(programme=programme)
    ended = Match.objects.filter(programme=programme, state="ended").order_by("pk")
    for n, match in enumerate(ended):
        match.ending.closing = closing
        match.ending.save()
        Farewell.objects.create(match=match, person=match.mentee.person, at=at(61), went=1 + n % 5, thanks="Secret thanks")
    running = list(Match.objects.filter(programme=programme, state="active").order_by("pk"))
    for n, match in enumerate(running):
        _meet(match, at(100 + n), "held" if n % 2 else "missed", missing=match.mentee if not n % 2 else None)
        if n % 4 == 0:
            _meet(match, at(113), "missed", missing=match.mentee)
    _with_words(running[1])
    Publication.objects.create(programme=programme, at=at(70), decided_at=at(69), done_at=at(70), n_matches=12)
    Publication.objects.create(programme=programme, at=at(300), decided_at=at(119))
    Alternate.objects.create(match=running[0], mentor=running[5].mentor, rank=1, points=50, approved_at=at(69))
    Plan.objects.create(programme=programme, first_day=21)
    guiding.write_guide(programme, [guiding.Written("Our first", "About us", ("Who are you?",))], by=None, now=at(69))
    return programme


def _meet(match, starts_at, state, missing=None):
    meeting = Meeting.objects.create(about=match.pk, starts_at=starts_at, ends_at=starts_at + HOUR, state=state, created_at=NOW,
                                     changed_at=NOW, title="Secret title", link="https://secret.example.org/")  # fmt: skip
    for place in (match.mentee, match.mentor):
        is_missing = place == missing
        Seat.objects.create(meeting=meeting, person=place.person, during=(starts_at, starts_at + HOUR),
                            missing_at=starts_at if is_missing else None, here_at=None if is_missing else starts_at,
                            reason="ill" if is_missing else "", words="Secret illness" if is_missing else "")  # fmt: skip
    return meeting


def _with_words(match):
    said = {"meets": "Secret hour", "lasts": "Secret time", "between_us": "Secret", "if_stuck": "Secret", "more": ""}
    agreeing.write_agreement(match, said, based_on=0, by=match.mentee.person, now=at(80))
    aiming.set_goal(match, text="Secret goal", by_on=None, by=match.mentee.person, now=at(80))
    meeting = Meeting.objects.about(match.pk).first()
    papers.add_item(meeting, "Secret line", by=match.mentee.person, now=at(80))
    papers.write_shared_note(meeting, "Secret note", based_on=0, by=match.mentee.person, now=at(80))
    LaidStep.objects.create(meeting_id=meeting.pk, match=match, position=0, at=at(80))
    conversation = open_conversation(about=match.pk, people=match.people(), now=at(80))
    write_message(conversation, by=match.mentee.person, text="Secret word", key=match.pk, now=at(119))


def carried_over(programme) -> Programme:
    """As on another instance, where nothing of it is but the account of its organiser."""
    email = programme.staff.get().person.email
    data = export_programme(programme, by=None, now=LATER)
    Programme.objects.all().delete()
    Meeting.objects.all().delete()
    Person.objects.all().delete()
    return take_in_programme(data, by=make_person("Cleo Haddad", email=email), now=LATER)


def morning_of(programme) -> dict:
    """Kind -> (which match, whose place, since, how many)."""
    sections = read_morning(programme, now=LATER)
    return {
        section.kind: [
            (row.notice.match and row.notice.match.pk, row.notice.place and row.notice.place.pk, row.notice.since, row.notice.n)
            for row in section.rows
        ]
        for section in sections
    }


def figures_of(programme) -> list:
    seasons = read_seasons(programme)
    back = [(one.closing.at, one.closing.n_matches, one.satisfaction) for one in looked_back(programme)]
    return [(one, read_numbers(programme, now=LATER, season=one)) for one in seasons] + back


def test_numbers_seasons_and_morning_are_the_same_in_the_other_house(programme):
    figures, morning = figures_of(programme), morning_of(programme)
    first = next(numbers for one, numbers in figures[:2] if one.number == 1)
    assert (first.n_held, first.satisfaction.n_said, first.satisfaction.mean) == (30, 30, 3.0)
    assert {"silent", "missing"} <= morning.keys() or {"not_met", "missing"} <= morning.keys()
    new = carried_over(programme)
    assert figures_of(new) == figures
    assert morning_of(new) == morning
    assert (Plan.objects.get(programme=new).first_day, GuideStep.objects.get(programme=new).title) == (21, "Our first")
    assert LaidStep.objects.get().position == 0


def test_taken_out_again_it_is_the_same_file(programme):
    before = export_programme(programme, by=None, now=LATER)
    assert export_programme(carried_over(programme), by=None, now=LATER) == before


def test_no_word_of_the_two_and_no_mark_with_a_name_is_in_the_file(programme):
    with zipfile.ZipFile(io.BytesIO(export_programme(programme, by=None, now=LATER))) as archive:
        said = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    text = json.dumps(said)
    assert "ecret" not in text
    assert '"ill"' not in text
    assert "messages, agreements, goals" in said["mentes.json"]["read me"]
    marks = [one["went"] for one in said["marks.json"]]
    assert marks == sorted(marks)
    assert {*said["marks.json"][0]} == {"season", "closing_id", "went"}


def test_a_waiting_publication_stays_where_it_was_decided_and_alternates_wait_for_a_person(programme):
    new = carried_over(programme)
    assert Publication.objects.get(programme=new).done_at == at(70)
    alternate = Alternate.objects.get()
    assert (alternate.approved_at, alternate.approved_by) == (None, None)


def test_of_fewer_than_ten_marks_only_their_number_goes_along(programme):
    few = Farewell.objects.order_by("pk")[:7].values_list("pk", flat=True)
    Farewell.objects.exclude(pk__in=list(few)).delete()
    before = figures_of(programme)
    new = carried_over(programme)
    assert list(CarriedMark.objects.values_list("went", flat=True)) == [None] * 7
    assert figures_of(new) == before


def test_who_has_another_meeting_here_at_that_time_stops_it_in_one_sentence(programme):
    match = Match.objects.filter(programme=programme, state="active").order_by("pk").first()
    email, starts_at = match.mentee.person.email, at(100)
    data = export_programme(programme, by=None, now=LATER)
    Programme.objects.all().delete()
    Meeting.objects.all().delete()
    Person.objects.all().delete()
    vera, here = make_person("Vera New"), make_person("Of Here", email=email)
    other = Meeting.objects.create(about=here.pk, starts_at=starts_at, ends_at=starts_at + HOUR, created_at=NOW, changed_at=NOW)
    Seat.objects.create(meeting=other, person=here, during=(starts_at, starts_at + HOUR))
    with pytest.raises(Refused, match="another meeting here"):
        take_in_programme(data, by=vera, now=LATER)
    assert not Programme.objects.exists()
