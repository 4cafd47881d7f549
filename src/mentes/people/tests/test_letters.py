"""A letter goes out once: whatever the server does, whoever sends it, and in the words of whom it is for."""

import datetime as dt
import threading
from dataclasses import replace

import pytest
from django.db import connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from mentes.people import jobs, letters, outbox, post
from mentes.people.actions import write_letter
from mentes.people.models import Letter
from mentes.testing import NOW, make_person

State = Letter.State
HOUR = dt.timedelta(hours=1)


def write(person, key="a key", kind="account_changed", **more):
    more.setdefault("facts", {"what": "passkey_added", "at": NOW.isoformat()})
    return write_letter(person, kind, key=key, not_before=more.pop("not_before", NOW), **more)


def test_a_letter_is_sent_and_says_so(ama, office):
    letter = write(ama)
    assert outbox.send(letter.id, now=NOW) == State.SENT
    ((to, mail),) = office.taken
    assert to == [ama.email]
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.attempts) == (State.SENT, NOW, 1)
    assert mail["Message-ID"] == f"<{letter.id}@localhost>"


def test_a_letter_speaks_the_language_and_the_hours_of_its_reader(ama, office):
    outbox.send(write(ama).id, now=NOW)
    mail = office.taken[0][1]
    assert mail["Content-Language"] == "es"
    # 09:00 UTC is four in the morning in Lima; the month is Spanish.
    assert "2 de marzo de 2026, 04:00 (Lima)" in mail.get_content()


def test_a_name_stays_as_it_is_written(ama, office):
    ama.name = "Ana & Søn <3"
    ama.save()
    outbox.send(write(ama).id, now=NOW)
    assert "Ana" in office.taken[0][1].get_content()
    assert "&amp;" not in office.taken[0][1].get_content()


def test_the_same_key_never_writes_two_letters(ama):
    assert write(ama) is not None
    assert write(ama) is None
    assert Letter.objects.count() == 1


def asked() -> list[str]:
    """Ids of the letters that the queue is asked to send. What committed tests of others left there is not ours."""
    return [job.args["letter_id"] for job in ProcrastinateJob.objects.filter(task_name="people.send_letter").order_by("pk")]


def test_a_letter_is_gone_with_the_transaction_that_wrote_it(ama):
    before = asked()
    with transaction.atomic():
        write(ama)
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert asked() == before


def test_writing_asks_for_sending_at_once_unless_it_is_for_later(ama):
    before = asked()
    soon = write(ama)
    later = write(ama, key="later", not_before=dt.datetime.now(dt.UTC) + HOUR)
    assert [one for one in asked() if one not in before] == [str(soon.id)]
    assert outbox.send(later.id, now=dt.datetime.now(dt.UTC)) == State.WAITING


def test_nothing_goes_out_before_its_time(ama, office):
    letter = write(ama, not_before=NOW + HOUR)
    assert outbox.due(NOW + HOUR - dt.timedelta(seconds=1)) == []
    assert outbox.send(letter.id, now=NOW) == State.WAITING
    assert outbox.due(NOW + HOUR) == [letter.id]
    assert outbox.send(letter.id, now=NOW + HOUR) == State.SENT
    assert len(office.taken) == 1


@pytest.mark.parametrize("mood", ["later", "later-after-data", "hang-up-at-data"])
def test_what_was_not_taken_is_tried_again_and_arrives_once(ama, office, mood):
    letter = write(ama)
    office.moods.append(mood)
    assert outbox.send(letter.id, now=NOW) == State.WAITING
    letter.refresh_from_db()
    assert letter.not_before == NOW + dt.timedelta(minutes=2)
    assert outbox.send(letter.id, now=NOW) == State.WAITING, "not before its time"
    assert outbox.send(letter.id, now=letter.not_before) == State.SENT
    assert outbox.send(letter.id, now=NOW + HOUR) == State.SENT
    assert len(office.taken) == 1


def test_what_the_server_will_never_take_is_given_up(ama, office):
    letter = write(ama)
    office.moods.append("never")
    assert outbox.send(letter.id, now=NOW) == State.FAILED
    assert outbox.send(letter.id, now=NOW + HOUR) == State.FAILED
    letter.refresh_from_db()
    assert "no such person" in letter.last_error
    assert (office.taken, office.n_connections) == ([], 1)


@pytest.mark.parametrize("mood", ["hang-up-after-dot", "stall-after-dot"])
def test_what_may_have_arrived_is_not_sent_again_by_itself(ama, office, mood, settings):
    settings.MENTES_MAIL_SERVER = replace(settings.MENTES_MAIL_SERVER, seconds=0.5)
    letter = write(ama)
    office.moods.append(mood)
    assert outbox.send(letter.id, now=NOW) == State.IN_DOUBT
    assert outbox.dropped(NOW + HOUR) == []
    assert outbox.due(NOW + 24 * HOUR) == []
    assert outbox.send(letter.id, now=NOW + HOUR) == State.IN_DOUBT
    letter.refresh_from_db()
    assert "may have arrived" in letter.last_error
    assert len(office.taken) == 1


def test_after_eight_tries_a_letter_is_given_up(ama, office):
    letter, now = write(ama), NOW
    office.moods.extend(["later"] * 20)
    states = []
    for _ in range(9):
        states.append(outbox.send(letter.id, now=now))
        now += 10 * HOUR
    assert states == [State.WAITING] * 7 + [State.FAILED] * 2
    assert office.n_connections == 8


def test_a_letter_to_nobody_is_closed(ama, office):
    suspended, gone = write(ama), make_person("Dov Adler", email=None)
    nowhere = write(gone, key="another")
    ama.is_active = False
    ama.save()
    assert outbox.send(suspended.id, now=NOW) == State.FAILED
    assert outbox.send(nowhere.id, now=NOW) == State.FAILED
    assert office.n_connections == 0


def test_a_code_goes_out_within_its_life_only_and_leaves_no_trace(ama, office, time_machine):
    time_machine.move_to(NOW)
    fresh = write(ama, kind="login_code", facts={"code": "ABC123", "next": ""})
    stale = write(ama, key="stale", kind="login_code", facts={"code": "OLD999", "next": ""})
    assert outbox.send(fresh.id, now=NOW) == State.SENT
    assert "ABC123" in office.taken[0][1].get_content()
    assert outbox.send(stale.id, now=NOW + dt.timedelta(minutes=11)) == State.FAILED
    for letter in (fresh, stale):
        letter.refresh_from_db()
        assert (letter.facts, letter.body) == ({}, "")
        assert "code" not in letter.subject or "ABC123" not in letter.subject


def test_without_a_server_letters_wait_and_the_demo_keeps_them_to_be_read(ama, settings):
    settings.MENTES_MAIL_SERVER = None
    letter = write(ama)
    assert outbox.send(letter.id, now=NOW) == State.WAITING
    letter.refresh_from_db()
    assert (letter.attempts, "MENTES_EMAIL_URL" in letter.last_error) == (0, True)
    settings.IS_DEMO = True
    assert outbox.send(letter.id, now=NOW + HOUR) == State.SENT
    letter.refresh_from_db()
    assert "llave de acceso" in letter.body


def test_a_kind_that_cannot_be_worded_fails_before_any_server_hears_of_it(ama, office, caplog):
    letter = write(ama, facts={"what": "passkey_added", "at": "no moment"})
    assert outbox.send(letter.id, now=NOW) == State.FAILED
    assert office.n_connections == 0
    assert "could not be worded" in caplog.text


def test_a_line_break_in_a_fact_cannot_add_a_header(ama, office):
    letters.register(letters.Kind("naming", "people/letters/account_changed_subject.txt", "people/letters/base.txt"))
    ama.name = "Ama\r\nBcc: dov@example.org"
    ama.save()
    letter = write(ama, kind="naming", facts={})
    Letter.objects.filter(pk=letter.pk).update(to="")
    assert outbox.send(letter.id, now=NOW) == State.SENT
    to, mail = office.taken[0]
    assert to == [ama.email]
    assert mail["Bcc"] is None


def test_the_clock_sends_what_is_due(ama, office):
    letter = write(ama, not_before=dt.datetime.now(dt.UTC) - HOUR)
    ProcrastinateJob.objects.all()._raw_delete("default")
    jobs.send_due_letters(int(dt.datetime.now(dt.UTC).timestamp()))
    (job,) = ProcrastinateJob.objects.filter(task_name="people.send_letter")
    post.send_letter(**job.args)
    post.send_letter(**job.args)
    assert Letter.objects.get(pk=letter.pk).state == State.SENT
    assert len(office.taken) == 1


def test_two_workers_with_one_letter_send_it_once(committed_ama, office):
    letter = write(committed_ama)
    together = threading.Barrier(4)

    def work():
        together.wait()
        try:
            outbox.send(letter.id, now=NOW)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(office.taken) == 1
    assert Letter.objects.get(pk=letter.pk).state == State.SENT


def test_an_unknown_time_zone_falls_back_to_utc(ama, office):
    ama.time_zone = "Mars/Olympus"
    ama.save()
    outbox.send(write(ama).id, now=NOW)
    assert "(UTC)" in office.taken[0][1].get_content()
