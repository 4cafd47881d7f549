"""The pair's own page and the organiser's pages around telling: who sees what, and what the buttons do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentes.matches import actions
from mentes.matches.actions import answering, publishing
from mentes.matches.models import Alternate, Match
from mentes.people import letters
from mentes.people.models import Letter, LivedItem
from mentes.testing import NOW, Cast, make_participation, make_person, make_programme, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    now = timezone.now()
    actions.propose_matches(cast.programme, by=cast.cleo, now=now)
    cast.offer = Match.objects.get()
    actions.approve_match(cast.offer, by=cast.cleo, now=now)
    return cast


def tell(cast):
    now = timezone.now()
    publishing.publish(cast.programme, at=now, by=cast.cleo, now=now)
    publishing.offer_due_matches(timezone.now())
    cast.offer.refresh_from_db()


def page(client, cast, person, status=200):
    client.force_login(person)
    answer = client.get(reverse("matches:pair", args=[cast.offer.pk]))
    assert answer.status_code == status
    return answer.content.decode()


def press(client, name, pk, **said):
    return client.post(reverse(f"matches:{name}", args=[pk]), said)


def test_only_the_two_read_which_experience_they_share(cast, client):
    tell(cast)
    for person in (cast.ama, cast.rosa):
        assert "first-generation founder" in page(client, cast, person)
    seen = page(client, cast, cast.cleo)
    assert "first-generation" not in seen
    assert "Lived experience" in seen
    page(client, cast, cast.dov, status=404)


def test_only_organisers_read_who_named_whom(cast, client):
    cast.ama_place.wishes = ["x", cast.rosa_place.external_id]
    cast.ama_place.save()
    cast.programme.terms = {"strands": {"wishes": 20}}
    cast.programme.save()
    actions.propose_matches(cast.programme, by=cast.cleo, now=timezone.now())
    cast.offer.refresh_from_db()
    assert cast.offer.parts["wishes"] == pytest.approx(0.9 * 20 / 120 * 100)
    tell(cast)
    assert "Ama named Rosa second." in page(client, cast, cast.cleo)
    for person in (cast.ama, cast.rosa):
        seen = page(client, cast, person)
        assert 'data-evidence-of="wishes"' not in seen
        assert "named" not in seen
        assert f"data-score>{round(cast.offer.points - cast.offer.parts['wishes'])}<" in seen


def test_two_spellings_of_one_experience_are_one_on_the_page_as_in_matching(cast, client):
    tell(cast)
    LivedItem.objects.filter(profile=cast.rosa_place.profile).update(name="First Generation  \uff46ounder")
    assert 'data-evidence-of="lived"' in page(client, cast, cast.rosa)


def test_an_organiser_who_is_one_of_the_two_may_answer_what_organisers_are_asked(cast, client):
    tell(cast)
    make_staff(cast.rosa, cast.programme)
    question = answering.ask_for_more(cast.offer, by=cast.ama, to="organisers", text="May we start late?", now=timezone.now())
    seen = page(client, cast, cast.rosa)
    assert reverse("matches:answer_question", args=[question.pk]) in seen
    assert reverse("matches:answer_question", args=[question.pk]) not in page(client, cast, cast.ama)


@pytest.mark.parametrize(
    ("who", "change", "sentence"),
    [
        ("ama", {"mentor": {"capacity": 0}}, "Rosa has no seat left"),
        ("rosa", {"mentee": {"wants": 0}}, "Ama found a mentor in the meantime"),
        ("rosa", {"mentee": {"status": "left"}}, "One of you no longer takes part"),
    ],
)
def test_a_yes_that_comes_too_late_is_told_the_true_reason(cast, client, who, change, sentence):
    tell(cast)
    for side, said in change.items():
        place = getattr(cast.offer, side)
        type(place).objects.filter(pk=place.pk).update(**said)
    client.force_login(getattr(cast, who))
    answer = client.post(reverse("matches:accept", args=[cast.offer.pk]), follow=True).content.decode()
    assert sentence in answer


def test_withdrawing_an_experience_takes_its_strand_and_points_without_a_mark(cast, client):
    tell(cast)
    before = page(client, cast, cast.rosa)
    LivedItem.objects.filter(profile=cast.ama_place.profile).update(volunteered_at=None)
    after = page(client, cast, cast.rosa)
    assert "first-generation founder" not in after
    assert 'data-evidence-of="lived"' in before
    assert 'data-evidence-of="lived"' not in after


def test_the_reasons_quote_both_peoples_own_sentences(cast, client):
    tell(cast)
    seen = page(client, cast, cast.ama)
    assert "I am afraid to say it to shops." in seen or "pays for itself" in seen


def test_addresses_are_shown_once_both_have_said_yes_and_not_before(cast, client):
    tell(cast)
    assert cast.rosa.email not in page(client, cast, cast.ama)
    press(client, "accept", cast.offer.pk)
    assert cast.rosa.email not in page(client, cast, cast.ama)
    client.force_login(cast.rosa)
    press(client, "accept", cast.offer.pk)
    assert cast.ama.email in page(client, cast, cast.rosa)
    assert cast.rosa.email in page(client, cast, cast.ama)
    assert cast.ama.email not in page(client, cast, cast.cleo)


def test_a_no_through_the_page_is_kept_and_told(cast, client):
    tell(cast)
    client.force_login(cast.rosa)
    assert press(client, "decline", cast.offer.pk).status_code == 422
    assert press(client, "decline", cast.offer.pk, reason="hours", words="Our days never meet.").status_code == 302
    seen = page(client, cast, cast.ama)
    assert "That says nothing about you." in seen
    assert "Our days never meet." in seen


def test_question_and_answer_stand_on_the_page(cast, client):
    tell(cast)
    client.force_login(cast.ama)
    press(client, "ask", cast.offer.pk, to="other", text="Do you know pepper?")
    question = cast.offer.questions.get()
    assert "Do you know pepper?" not in page(client, cast, cast.cleo)
    assert press(client, "answer_question", question.pk, text="From home").status_code == 404
    assert "Do you know pepper?" in page(client, cast, cast.rosa)
    press(client, "answer_question", question.pk, text="I grew it.")
    assert "I grew it." in page(client, cast, cast.ama)


def test_an_organiser_reads_and_answers_what_organisers_are_asked(cast, client):
    tell(cast)
    answering.ask_for_more(cast.offer, by=cast.ama, to="organisers", text="Is she patient?", now=timezone.now())
    assert "Is she patient?" not in page(client, cast, cast.rosa)
    assert "Is she patient?" in page(client, cast, cast.cleo)
    press(client, "answer_question", cast.offer.questions.get().pk, text="Ask anybody here.")
    assert "Ask anybody here." in page(client, cast, cast.ama)


def test_nobody_answers_for_somebody_else(cast, client):
    tell(cast)
    for person in (cast.cleo, cast.dov):
        client.force_login(person)
        for name in ("accept", "decline", "ask"):
            assert press(client, name, cast.offer.pk).status_code == 404
    cast.offer.refresh_from_db()
    assert cast.offer.state == "offered"


def test_an_organiser_publishes_moves_and_calls_off(cast, client):
    client.force_login(cast.cleo)
    address = reverse("matches:publish", args=[cast.programme.slug])
    assert "1 approved pair can be told" in client.get(address).content.decode()
    day = (timezone.now() + timedelta(days=3)).date()
    assert client.post(address, {"when": "at", "alternates": "queue"}).status_code == 422
    client.post(address, {"when": "at", "day": day, "time": "09:30", "alternates": "queue"})
    publication = publishing.pending(cast.programme)
    assert (publication.at.date(), publication.at.hour, publication.at.minute) == (day, 9, 30)
    assert "09:30" in client.get(address).content.decode()
    client.post(reverse("matches:move", args=[publication.pk]), {"day": day, "time": "17:00"})
    publication.refresh_from_db()
    assert publication.at.hour == 17
    client.post(reverse("matches:call_off", args=[publication.pk]))
    assert publishing.pending(cast.programme) is None


def test_a_day_that_has_passed_is_said_beside_it_and_the_choice_is_kept(cast, client):
    client.force_login(cast.cleo)
    said = {"when": "at", "day": "2020-01-01", "time": "09:30", "alternates": "approve"}
    answer = client.post(reverse("matches:publish", args=[cast.programme.slug]), said)
    assert answer.status_code == 422
    assert publishing.pending(cast.programme) is None
    form = answer.context["form"]
    assert "has passed" in form.errors["day"][0]
    assert [form[name].value() for name in said] == list(said.values())


def test_an_hour_typed_by_an_organiser_is_an_hour_of_her_own_clock(cast, client):
    cast.cleo.time_zone = "America/Recife"
    cast.cleo.save()
    client.force_login(cast.cleo)
    day = (timezone.now() + timedelta(days=3)).date()
    said = {"when": "at", "day": day, "time": "09:30", "alternates": "queue"}
    client.post(reverse("matches:publish", args=[cast.programme.slug]), said)
    assert publishing.pending(cast.programme).at.hour == 12


def test_the_queue_shows_who_waits_and_why_and_offers_on_approval(cast, client):
    henrik = make_person("Henrik Dahl")

    place = make_participation(henrik, cast.programme, "mentor")
    tell(cast)
    one = Alternate.objects.get()  # kept when it was published, approved by nobody
    answering.decline_match(cast.offer, by=cast.rosa, reason="no_time", now=timezone.now())
    client.force_login(cast.cleo)
    seen = client.get(reverse("matches:queue", args=[cast.programme.slug])).content.decode()
    assert "Ama Owusu" in seen
    assert "Henrik Dahl" in seen
    assert "too little time" in seen
    press(client, "approve_next", one.pk)
    assert Match.objects.get(state="offered").mentor == place
    assert "Nobody waits for you" in client.get(reverse("matches:queue", args=[cast.programme.slug])).content.decode()


def test_another_programmes_organiser_finds_nothing(cast, client):
    other = make_person("Olu Ade")
    make_staff(other, make_programme("Other"))
    publication = publishing.publish(
        cast.programme, at=timezone.now() + timedelta(days=1), by=cast.cleo, now=timezone.now()
    ).publication
    client.force_login(other)
    for name in ("publish", "queue"):
        assert client.get(reverse(f"matches:{name}", args=[cast.programme.slug])).status_code == 404
    for name in ("move", "call_off"):
        assert press(client, name, publication.pk).status_code == 404
    assert client.get(reverse("matches:pair", args=[cast.offer.pk])).status_code == 404


def test_a_pair_page_takes_few_queries(cast, client, django_assert_max_num_queries):
    tell(cast)
    for person in (cast.ama, cast.cleo):
        client.force_login(person)
        with django_assert_max_num_queries(30):
            client.get(reverse("matches:pair", args=[cast.offer.pk]))


def test_letters_speak_the_persons_language_zone_and_summer_time(cast, settings):

    cast.ama.time_zone = "Europe/Lisbon"
    cast.ama.save()
    when = NOW.replace(month=3, day=15, hour=22)  # the last day falls after the clocks went forward
    Match.objects.filter(pk=cast.offer.pk).update(
        state="offered", offered_at=when, expires_at=when + timedelta(days=14, hours=1, minutes=30)
    )
    letter = Letter(person=cast.ama, kind="match_offered", facts={"match": str(cast.offer.pk)})
    subject, body = letters.word(letter)
    assert subject == "Rosa could be your mentor"
    assert "30 March 2026, 00:30 (Lisbon time)" in body
    assert f"/matches/{cast.offer.pk}/" in body
    assert "first-generation" not in body


def test_a_letter_about_something_that_is_no_longer_so_is_not_worded(cast):

    for kind in ("match_offered", "match_reminder", "match_started", "match_declined", "match_closed", "match_moved_on"):
        letter = Letter(person=cast.ama, kind=kind, facts={"match": str(cast.offer.pk), "day": 3})
        assert letters.word(letter) is None


@pytest.mark.parametrize(
    ("kind", "state", "says"),
    [
        ("match_reminder", "offered", "still waiting for your answer"),
        ("match_started", "active", "both said yes"),
        ("match_declined", "declined", "cannot take this up"),
        ("match_closed", "withdrawn", "no longer open"),
        ("match_moved_on", "expired", "time to answer has passed"),
    ],
)
def test_every_letter_has_words(cast, kind, state, says):

    now = timezone.now()
    Match.objects.filter(pk=cast.offer.pk).update(
        state=state, offered_at=now, expires_at=now, ended_at=now, reason_code="no_time", mentor_answer="no"
    )
    subject, body = letters.word(Letter(person=cast.ama, kind=kind, facts={"match": str(cast.offer.pk), "day": 3}))
    assert says in subject
    assert "Rosa" in subject + body
    assert "\n\n\n\n" not in body
