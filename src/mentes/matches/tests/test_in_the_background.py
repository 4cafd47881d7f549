"""A matching that takes longer than a page may: asked for once, seen on its way, made by the job, and never twice."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from mentes.matches import actions
from mentes.matches.actions import asking, proposing
from mentes.matches.models import Match, Run, RunRequest
from mentes.matches.progress import Progress
from mentes.matches.tests.people import make_many
from mentes.matches.tests.test_what_if import asked
from mentes.matches.work import make_run
from mentes.people import actions as reading
from mentes.people.models import Profile, Reading
from mentes.programmes.actions import change_place
from mentes.programmes.texts import read_people, read_texts
from mentes.testing import NOW, Cast, make_person, make_staff
from mentes.trust.actions import erase_person


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def organiser(client, cast):
    client.force_login(cast.cleo)
    return client


def at(name, cast) -> str:
    return reverse(f"matches:{name}", args=[cast.programme.slug])


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def waiting(name: str) -> list[dict]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=name, status="todo")]


def poll(client, cast):
    return client.get(at("progress", cast), headers={"HX-Request": "true"})


@pytest.mark.django_db
def test_the_first_press_shows_how_far_the_reading_is_and_then_the_pairs(organiser, cast):
    page = text(organiser.post(at("propose", cast), follow=True))
    assert "2 people are being matched" in page
    assert "Reading 0 of 2 people" in page
    assert "Look again" in page, "without JavaScript"
    (asked,) = waiting("matches.make_run")
    reading.update_passages([cast.ama_place.profile])
    answer = poll(organiser, cast)
    assert "Reading 1 of 2 people" in text(answer)
    assert "HX-Refresh" not in answer
    make_run(**asked)
    answer = poll(organiser, cast)
    assert answer["HX-Refresh"] == "true"
    page = text(organiser.get(at("review", cast)))
    assert "Matched: 1 pair is proposed." in page
    assert "1 pair waits for your judgement" in page
    assert "Matched: 1 pair" not in text(organiser.get(at("review", cast))), "said once"
    run = Run.objects.get()
    assert run.seconds["read"] > 0
    assert RunRequest.objects.get().run == run


@pytest.mark.django_db
def test_where_every_text_is_read_the_pairs_come_at_once(organiser, cast):
    read_people(cast.programme)
    page = text(organiser.post(at("propose", cast), follow=True))
    assert "Matched: 1 pair is proposed." in page
    assert waiting("matches.make_run") == []


@pytest.mark.django_db
def test_a_large_programme_is_matched_in_the_background_although_all_is_read(organiser, cast, monkeypatch):
    monkeypatch.setattr(asking, "MOST_PAIRS_AT_ONCE", 0)
    read_people(cast.programme)
    page = text(organiser.post(at("propose", cast), follow=True))
    assert "Looking for the best pairs" in page
    assert "All texts are read." in page
    make_run(**waiting("matches.make_run")[0])
    assert Match.objects.count() == 1


@pytest.mark.django_db
def test_a_second_press_begins_nothing(organiser, cast):
    organiser.post(at("propose", cast))
    page = text(organiser.post(at("propose", cast), follow=True))
    assert "These people are being matched already." in page
    assert RunRequest.objects.count() == len(waiting("matches.make_run")) == 1
    asked = waiting("matches.make_run")[0]
    make_run(**asked)
    make_run(**asked)
    assert Run.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_read", [True, False])
def test_two_presses_at_the_same_moment_make_one_run(cast, is_read):
    if is_read:
        read_people(cast.programme)
    ready = Barrier(2)

    def press():
        try:
            ready.wait(10)
            return actions.ask_for_run(cast.programme, by=cast.cleo, now=timezone.now())[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        began = [one.result(60) for one in [threads.submit(press) for _ in range(2)]]
    assert sorted(began) == [False, True]
    for job in waiting("matches.make_run"):
        make_run(**job)
    assert Run.objects.count() == RunRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_job_make_one_run(cast):
    request, _ = actions.ask_for_run(cast.programme, by=cast.cleo, now=NOW)
    ready = Barrier(2)

    def work():
        try:
            ready.wait(10)
            make_run(str(request.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for one in [threads.submit(work) for _ in range(2)]:
            one.result(60)
    assert Run.objects.count() == Match.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_crash_in_the_middle_loses_nothing_and_the_job_goes_on_where_it_was(cast, monkeypatch):
    request, _ = actions.ask_for_run(cast.programme, by=cast.cleo, now=NOW)
    write = proposing._write_matches

    def killed(*rest):
        write(*rest)
        raise MemoryError("killed")

    monkeypatch.setattr(proposing, "_write_matches", killed)
    with pytest.raises(MemoryError):
        make_run(str(request.pk))
    assert Reading.objects.count() == 4, "what was read stays"
    assert not Run.objects.exists()
    assert not Match.objects.exists()
    request.refresh_from_db()
    assert request.done_at is None
    monkeypatch.setattr(proposing, "_write_matches", write)
    make_run(str(request.pk))
    assert Run.objects.count() == Match.objects.count() == 1


@pytest.mark.django_db
def test_a_job_that_was_lost_is_asked_for_again_by_whoever_looks(organiser, cast):
    organiser.post(at("propose", cast))
    ProcrastinateJob.objects.all().delete()
    poll(organiser, cast)
    assert waiting("matches.make_run") == [], "a moment ago: it is only slow"
    RunRequest.objects.update(asked_at=timezone.now() - timedelta(minutes=3))
    page = text(poll(organiser, cast))
    assert "This takes longer than usual." in page
    poll(organiser, cast)
    assert len(waiting("matches.make_run")) == 1


@pytest.mark.django_db
def test_a_refusal_is_told_once_to_whoever_pressed_in_their_language(organiser, cast):
    cast.match(is_locked=True)
    type(cast.ama_place).objects.filter(pk=cast.ama_place.pk).update(not_with=[cast.rosa_place.external_id])
    cast.cleo.language = "es"
    cast.cleo.save()
    organiser.post(at("propose", cast))
    make_run(**waiting("matches.make_run")[0])
    assert not Run.objects.exists()
    refusal = RunRequest.objects.get().refusal
    assert "Ama Owusu, Rosa Quispe" in refusal
    assert "Locked" not in refusal
    assert refusal in text(organiser.get(at("review", cast)))
    assert refusal not in text(organiser.get(at("review", cast)))
    erase_person(cast.ama, by=cast.ama, now=NOW)
    assert RunRequest.objects.get().refusal == "", "it named her"


@pytest.mark.django_db
def test_the_weights_that_came_along_are_kept_at_the_press(organiser, cast):
    said = asked(cast.programme, aim="people", weight_0="10")
    organiser.post(at("propose", cast), said)
    cast.programme.refresh_from_db()
    assert cast.programme.terms["aim"] == "people"
    make_run(**waiting("matches.make_run")[0])
    assert Run.objects.get().terms["strands"]["topics"] == 10


@pytest.mark.django_db
def test_earlier_pairs_can_be_looked_at_meanwhile(organiser, cast):
    actions.propose_matches(cast.programme, by=cast.cleo, now=NOW)
    Profile.objects.filter(pk=cast.ama_place.profile_id).update(goals="I want to keep my books by myself.")
    page = text(organiser.post(at("propose", cast), follow=True))
    assert "Reading 1 of 2 people" in page
    assert "Why Ama and Rosa" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "sentence"), [("terms", "What it costs is worked out"), ("what_if", "What these weights give")]
)
def test_numbers_wait_for_the_texts_they_rest_on(organiser, cast, address, sentence):
    said = asked(cast.programme, weight_0="10")
    page = text(organiser.get(at(address, cast), said, headers={"HX-Request": "true"}))
    assert "Reading 0 of 2 people" in page
    assert sentence in page
    assert len(waiting("programmes.read_texts")) == 1, "and it is asked that they be read"
    read_texts(**waiting("programmes.read_texts")[0])
    page = text(organiser.get(at(address, cast), said, headers={"HX-Request": "true"}))
    assert "The best total under these weights is" in page


@pytest.mark.django_db
def test_one_person_who_rewrites_their_words_holds_up_no_numbers(client):
    cleo, programme = make_person("Cleo Haddad"), make_many(12, 12, texts=True)
    make_staff(cleo, programme)
    client.force_login(cleo)
    read_people(programme)
    place = programme.participations.first()
    Profile.objects.filter(pk=place.profile_id).update(goals="Something else now.")
    page = text(client.get(reverse("matches:terms", args=[programme.slug])))
    assert "The best total under these weights is" in page
    assert "New words of 1 person are being read and do not count here yet." in page


@pytest.mark.django_db
def test_changed_words_are_read_soon_and_other_changes_are_not(cast):
    change_place(cast.ama_place, {"capacity": 3}, by=cast.cleo, now=NOW)
    assert waiting("programmes.read_texts") == []
    for goals in ("I want to sell by the crate.", "I want to sell by the box."):
        change_place(cast.ama_place, {"goals": goals}, by=cast.ama, now=NOW)
    (asked,) = waiting("programmes.read_texts")
    read_texts(**asked)
    n_read = Reading.objects.count()
    read_texts(**asked)
    assert Reading.objects.count() == n_read == 4


def test_progress_is_a_share_of_people():
    assert Progress(243, 120).share == pytest.approx(120 / 243)
    assert (Progress(0, 0).share, Progress(0, 0).is_reading, Progress(0, 0).is_too_early) == (1.0, False, False)
    assert (Progress(100, 90).is_too_early, Progress(100, 89).is_too_early) == (False, True)
