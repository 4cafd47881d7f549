"""A season's end: all pairs at once, kindly; a few questions; then the archive, or another season."""

import datetime as dt

import pytest

from mentes.fairness.models import Asked
from mentes.lib.errors import Refused
from mentes.matches.actions.ending import say_farewell
from mentes.matches.actions.season import close_season
from mentes.matches.looking_back import read_seasons
from mentes.matches.models import Match
from mentes.people import letters
from mentes.people.models import Letter
from mentes.programmes.actions import (
    archive_programme,
    change_place,
    change_programme,
    create_upload,
    duplicate_programme,
    unarchive_programme,
)
from mentes.testing import NOW, Cast, make_participation, make_person
from mentes.trust.actions import erase_person

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=120)


@pytest.fixture
def cast():
    cast = Cast()
    cast.pair = cast.match(state="active", offered_at=NOW, started_at=NOW)
    bo = make_participation(make_person("Bo Lind"), cast.programme, "mentee")
    cast.offer = Match.objects.create(programme=cast.programme, mentee=bo, mentor=cast.rosa_place, state="offered", points=1,
                                      offered_at=NOW, expires_at=LATER + dt.timedelta(days=3))  # fmt: skip
    return cast


def close(cast, questions=("What helped you most?", "  ", "x" * 400)):
    return close_season(cast.programme, questions=questions, by=cast.cleo, now=LATER)


def test_every_match_ends_as_completed_and_offers_are_taken_back(cast):
    closing = close(cast)
    cast.pair.refresh_from_db()
    cast.offer.refresh_from_db()
    assert (cast.pair.state, cast.pair.ending.kind, cast.pair.ending.closing) == ("ended", "completed", closing)
    assert (cast.offer.state, cast.offer.reason_code) == ("withdrawn", "season_over")
    assert closing.questions == ["What helped you most?", "x" * 300]
    assert Letter.objects.filter(kind="match_ended").count() == 2
    assert Letter.objects.filter(kind="match_closed").count() == 2
    _subject, body = letters.word(Letter.objects.get(kind="match_ended", person=cast.ama))
    assert "a few questions" in body
    _subject, body = letters.word(Letter.objects.filter(kind="match_closed").first())
    assert "says nothing about you" in body
    assert "look for somebody else" not in body


def test_a_season_is_closed_once(cast):
    close(cast)
    with pytest.raises(Refused, match="no season to close"):
        close(cast)


def test_words_come_back_without_names_and_numbers_only_from_ten_answers(cast, client):
    close(cast)
    say_farewell(cast.pair, by=cast.ama, went=5, answers={"What helped you most?": "Her patience."}, now=LATER)
    (season,) = read_seasons(cast.programme)
    assert (season.satisfaction.n_said, season.satisfaction.n_asked, season.satisfaction.mean) == (1, 2, None)
    assert season.words[0] == ("What helped you most?", ("Her patience.",))
    client.force_login(cast.cleo)
    page = client.get(f"/programmes/{cast.programme.slug}/season/").content.decode()
    assert "Her patience." in page
    assert "1 of 2 people said how it went (50%)" in page
    assert "Ama" not in page


def test_with_ten_answers_satisfaction_stands_beside_how_many_answered(cast):
    for n in range(5):
        mentee = make_participation(make_person(f"Nova {n}"), cast.programme, "mentee")
        Match.objects.create(
            programme=cast.programme, mentee=mentee, mentor=cast.rosa_place, state="active", points=1, started_at=NOW
        )
    close(cast)
    ended = list(Match.objects.filter(state="ended"))
    for number, match in enumerate(ended[:5]):
        for person in match.people():
            say_farewell(match, by=person, went=5 if number else 2, now=LATER)
    (season,) = read_seasons(cast.programme)
    said = season.satisfaction
    assert (said.n_said, said.n_asked, said.n_well, said.response_percent, said.mean) == (10, 12, 8, 83, 4.4)


def test_an_archive_waits_for_the_end_of_the_season(cast):
    with pytest.raises(Refused, match="Close the season first"):
        archive_programme(cast.programme, by=cast.cleo, now=LATER)
    close(cast)
    archive_programme(cast.programme, by=cast.cleo, now=LATER)
    cast.programme.refresh_from_db()
    assert cast.programme.archived_at == LATER


def test_an_archived_programme_is_read_only_until_it_is_opened_again(cast, client):
    close(cast)
    archive_programme(cast.programme, by=cast.cleo, now=LATER)
    cast.ama_place.refresh_from_db()
    cast.ama_place.programme.refresh_from_db()
    for attempt in (
        lambda: change_programme(cast.programme, name="Another", by=cast.cleo, now=LATER),
        lambda: change_place(cast.ama_place, {"goals": "Something else."}, by=cast.ama, now=LATER),
        lambda: say_farewell(cast.pair, by=cast.ama, thanks="Late thanks.", now=LATER),
        lambda: create_upload(cast.programme, [("people.csv", b"id,role")], by=cast.cleo),
    ):
        with pytest.raises(Refused, match="archived"):
            attempt()
    cast.ama_place.profile.refresh_from_db()
    assert cast.ama_place.profile.goals.startswith("I want to set a price")
    client.force_login(cast.cleo)
    assert client.get(f"/programmes/{cast.programme.slug}/people/").status_code == 200
    unarchive_programme(cast.programme, by=cast.cleo, now=LATER)
    change_programme(cast.programme, name="Another", by=cast.cleo, now=LATER)


def test_somebody_may_be_forgotten_out_of_an_archive(cast):
    close(cast)
    archive_programme(cast.programme, by=cast.cleo, now=LATER)
    erase_person(cast.ama, by=cast.ama, now=LATER)
    cast.ama_place.refresh_from_db()
    assert cast.ama_place.external_id.startswith("erased")


def test_a_duplicate_has_the_settings_and_nobody_in_it(cast):
    cast.programme.terms, cast.programme.days_quiet_nudge = {"aim": "people"}, 9
    cast.programme.save()
    Asked.objects.create(programme=cast.programme, attributes=["gender"], belongings=[])
    new = duplicate_programme(cast.programme, name="Second Harbour", by=cast.cleo, now=LATER)
    assert (new.terms, new.days_quiet_nudge, new.starts_on) == ({"aim": "people"}, 9, None)
    assert new.participations.count() == 0
    assert [staff.person for staff in new.staff.all()] == [cast.cleo]
    assert Asked.objects.get(programme=new).attributes == ["gender"]
