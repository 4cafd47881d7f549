"""The pulse: asked on its days and after its meetings once, sealed, compared only when both tap."""

import pytest
from django.db import connection

from mentes.bonds.actions import feeling, guiding
from mentes.bonds.models import Pulse
from mentes.bonds.questions import QUESTIONS
from mentes.bonds.tests.conftest import after
from mentes.lib.errors import Refused
from mentes.meetings.models import Meeting
from mentes.people.letters import word
from mentes.people.models import Letter

WELL, BADLY = 4, 1


def pulses(person, kind="days"):
    return list(Pulse.objects.filter(person=person, kind=kind).order_by("occasion").values_list("occasion", flat=True))


def asked(cast, person, kind="days"):
    if not Pulse.objects.exists():
        feeling.ask_due_pulses(after(30))
    return Pulse.objects.get(person=person, kind=kind)


def answer(cast, person, value=WELL, *, lets_help=False, now=None, kind="days"):
    pulse = asked(cast, person, kind)
    answers = {question.code: value for question in QUESTIONS[kind]}
    feeling.answer_pulse(pulse, answers, lets_help=lets_help, by=person, now=now or after(31))
    pulse.refresh_from_db()
    return pulse


def test_two_questions_come_on_day_thirty_and_every_sixty_after_once_each(cast):
    for day in range(0, 160):
        feeling.ask_due_pulses(after(day))
        feeling.ask_due_pulses(after(day, 1))
        wanted = [one for one in (30, 90, 150) if day >= one]
        assert pulses(cast.ama) == pulses(cast.rosa) == wanted
    assert Letter.objects.filter(kind="pulse_asked").count() == 6


def test_after_months_without_a_worker_only_the_newest_is_asked(cast):
    feeling.ask_due_pulses(after(155))
    assert pulses(cast.ama) == [150]


def test_six_questions_come_at_the_third_meeting_and_every_six_after(cast):
    for number in range(1, 17):
        cast.meeting(after_days=number / 10, state="held")
        cast.meeting(after_days=number / 10 + 0.05, state="missed")
        feeling.ask_due_pulses(after(2))
        feeling.ask_due_pulses(after(2))
        assert pulses(cast.ama, "bond") == [one for one in (3, 9, 15) if number >= one]
    assert Meeting.objects.held().count() == 16


def test_the_numbers_are_the_programmes_own(cast):
    guiding.change_plan(cast.programme, {"first_day": 10, "every_days": 0, "first_meeting": 0}, by=cast.cleo, now=after())
    cast.meeting(after_days=1, state="held")
    for day in range(100):
        feeling.ask_due_pulses(after(day))
    assert (pulses(cast.ama), pulses(cast.ama, "bond")) == ([10], [])


def test_nobody_is_asked_whose_match_does_not_run_or_who_has_left(cast):
    cast.rosa_place.status = "left"
    cast.rosa_place.save()
    feeling.ask_due_pulses(after(30))
    assert (pulses(cast.ama), pulses(cast.rosa)) == ([30], [])
    cast.bond.state = "ended"
    cast.bond.save()
    feeling.ask_due_pulses(after(90))
    assert pulses(cast.ama) == [30]


def test_answers_lie_sealed_and_open_for_their_person_alone(cast):
    pulse = answer(cast, cast.ama, BADLY)
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(p)::text from bonds_pulse p where id = %s", [pulse.pk])
        row = cursor.fetchone()[0]
    assert "going" not in row
    assert "gAAAA" in row
    assert feeling.answers_of(pulse) == {"going": BADLY, "worth": BADLY}


def test_a_low_mark_is_kept_only_where_its_person_lets_the_organisers_help(cast):
    assert not answer(cast, cast.ama, BADLY).is_low
    assert answer(cast, cast.rosa, BADLY, lets_help=True).is_low
    assert list(Pulse.objects.wanting_help()) == [Pulse.objects.get(person=cast.rosa)]


def test_what_is_answered_is_answered_once_and_by_its_person(cast):
    pulse = answer(cast, cast.ama)
    again = {"going": 1, "worth": 1}
    with pytest.raises(Refused):
        feeling.answer_pulse(pulse, again, lets_help=False, by=cast.ama, now=after(32))
    with pytest.raises(Refused):
        feeling.answer_pulse(asked(cast, cast.rosa), again, lets_help=False, by=cast.ama, now=after(32))
    with pytest.raises(ValueError, match="going, happy, worth"):
        feeling.answer_pulse(asked(cast, cast.rosa), {"going": 6, "happy": 1}, lets_help=False, by=cast.rosa, now=after(32))


def test_two_are_compared_only_when_both_would_like_to(cast):
    one, two = answer(cast, cast.ama), answer(cast, cast.rosa, BADLY)
    assert not feeling.compare_pulse(one, True, by=cast.ama, now=after(32))
    assert not feeling.compare_pulse(one, False, by=cast.ama, now=after(33))
    assert not feeling.compare_pulse(two, True, by=cast.rosa, now=after(34)), "Ama has taken hers back"
    assert feeling.compare_pulse(one, True, by=cast.ama, now=after(35))
    assert feeling.compare_pulse(one, False, by=cast.ama, now=after(36)), "what was seen cannot be unseen"


def test_who_has_not_answered_cannot_ask_to_compare(cast):
    answer(cast, cast.ama)
    with pytest.raises(Refused):
        feeling.compare_pulse(asked(cast, cast.rosa), True, by=cast.rosa, now=after(32))


def test_the_letters_say_nothing_of_any_answer_and_go_once(cast):
    one = answer(cast, cast.ama, BADLY)
    for _ in range(2):
        feeling.compare_pulse(one, True, by=cast.ama, now=after(32))
    letter = Letter.objects.get(kind="compare_asked")
    assert letter.person == cast.rosa
    subject, body = word(letter)
    assert "Ama" in subject
    assert "adly" not in body
    assert word(Letter.objects.get(kind="pulse_asked", person=cast.ama)) is None, "she has answered"
    feeling.compare_pulse(one, False, by=cast.ama, now=after(33))
    assert word(letter) is None, "she has taken it back"


# --- the pages -------------------------------------------------------------------------------------------------------------


def test_the_other_sees_nothing_before_both_tap_and_both_after(cast, client):
    mine, theirs = answer(cast, cast.ama, 5), answer(cast, cast.rosa, BADLY)
    address = f"/matches/{cast.bond.pk}/pulse/"
    client.force_login(cast.ama)
    before = client.get(address).content.decode()
    assert "Very well" in before
    assert "Badly" not in before
    assert "To talk about it" not in before
    client.post(f"/pulses/{mine.pk}/compare/", {"answer": "yes"})
    assert "Badly" not in client.get(address).content.decode()
    client.force_login(cast.rosa)
    assert "Very well" not in client.get(address).content.decode()
    client.post(f"/pulses/{theirs.pk}/compare/", {"answer": "yes"})
    for person in (cast.rosa, cast.ama):
        client.force_login(person)
        page = client.get(address).content.decode()
        assert "Very well" in page
        assert "Badly" in page
        assert "You see this differently" in page
        assert "To talk about it" in page


def test_answering_on_the_page(cast, client):
    pulse = asked(cast, cast.ama)
    client.force_login(cast.ama)
    address = f"/pulses/{pulse.pk}/"
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"going": "4"})
    assert wrong.status_code == 422
    assert "Choose one of the five." in wrong.content.decode()
    assert client.post(address, {"going": "4", "worth": "2"}).status_code == 302
    pulse.refresh_from_db()
    assert (feeling.answers_of(pulse), pulse.lets_help, pulse.is_low) == ({"going": 4, "worth": 2}, False, False)


@pytest.mark.parametrize("who", ["rosa", "cleo", "dov"])
def test_nobody_else_opens_or_answers_it(cast, client, who):
    pulse = answer(cast, cast.ama)
    client.force_login(getattr(cast, who))
    for method in (client.get, client.post):
        assert method(f"/pulses/{pulse.pk}/").status_code == 404
    assert client.post(f"/pulses/{pulse.pk}/compare/", {"answer": "yes"}).status_code == 404


def test_organisers_see_that_it_came_and_what_people_let_them_see(cast, client):
    answer(cast, cast.ama, BADLY)
    client.force_login(cast.cleo)
    address = f"/programmes/{cast.programme.slug}/bonds/"
    page = client.get(address)
    assert (page.context["signs"].n_asked, page.context["signs"].n_answered) == (2, 1)
    assert [one.person for one in page.context["signs"].missing] == [cast.rosa]
    assert list(page.context["signs"].low) == []
    answer(cast, cast.rosa, BADLY, lets_help=True)
    page = client.get(address)
    assert [one.person for one in page.context["signs"].low] == [cast.rosa]
    assert "Badly" not in page.content.decode()
