"""A sender may die at any step, and so may its database: what cannot have arrived goes again, what may have is for a person."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time

import psycopg
import pytest
from django.db import connection, connections

from mentes.lib import mail
from mentes.people import outbox
from mentes.people.actions import send_again, write_letter
from mentes.people.models import Letter
from mentes.testing import NOW
from mentes.trust.models import AuditEntry

State = Letter.State
HOUR = dt.timedelta(hours=1)
SENDER = """
import datetime as dt, os, signal, sys, uuid, django
from django.conf import settings
django.setup()
from mentes.lib import mail
from mentes.people import outbox
settings.MENTES_MAIL_SERVER = mail.Server("127.0.0.1", int(sys.argv[2]), seconds=60)
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
{death}
outbox.send(uuid.UUID(sys.argv[1]), now=dt.datetime.now(dt.UTC))
"""
# The last two steps of an outcome that the sender knows: the dot is not sent; the word was heard and could not be written down.
BEFORE_THE_DOT = {
    "while it is worded": "outbox.word = die",
    "while the server greets nobody": "stall-at-greeting",
    "while the server thinks about the address": "stall-at-rcpt",
    "while the server thinks about the text": "stall-at-data",
    "when the whole text has gone": "outbox._say_handing = die",
}
FROM_THE_DOT_ON = {
    "before the dot has left": ("mail._end = die", 0),
    "while the server is about to answer": ("stall-after-dot", 1),
    "before the answer is written down": ("outbox._close = die", 1),
}


def write(person, kind="account_changed", key="a key", **more):
    more.setdefault("facts", {"what": "passkey_added", "at": NOW.isoformat()})
    return write_letter(person, kind, key=key, not_before=NOW, **more)


def kill_a_sender(letter, office, death, settings):
    """A sender in a process of its own is killed by -9: by itself where `death` is code, in the server's silence where a mood."""
    is_mood = death in ("stall-at-greeting", "stall-at-rcpt", "stall-at-data", "stall-after-dot")
    if is_mood:
        office.moods.append(death)
    server, _, rest = os.environ["DATABASE_URL"].rpartition("/")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "mentes.config.settings",
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}" + "".join(rest.partition("?")[1:]),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    code = SENDER.format(death="" if is_mood else death)
    port = str(settings.MENTES_MAIL_SERVER.port)
    process = subprocess.Popen([sys.executable, "-c", code, str(letter.id), port], env=environment)
    try:
        until = time.monotonic() + 40
        while not office.n_stalled and process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        assert bool(office.n_stalled) is is_mood
    finally:
        process.kill()
        assert process.wait() == -signal.SIGKILL


def soon(found, seconds=10):
    """The database notices a moment later that whoever was connected is gone."""
    until = time.monotonic() + seconds
    while not (answer := found()) and time.monotonic() < until:
        time.sleep(0.02)
    return answer


@pytest.mark.parametrize("death", BEFORE_THE_DOT.values(), ids=BEFORE_THE_DOT)
def test_a_letter_whose_sender_died_before_the_dot_is_sent_at_once_by_the_next(committed_ama, office, settings, death):
    letter = write(committed_ama)
    kill_a_sender(letter, office, death, settings)
    assert office.taken == []
    now = dt.datetime.now(dt.UTC)
    assert soon(lambda: outbox.dropped(now)) == [letter.id]
    assert outbox.send(letter.id, now=now) == State.SENT
    assert outbox.send(letter.id, now=now) == State.SENT
    assert (len(office.taken), outbox.dropped(now + HOUR)) == (1, [])
    letter.refresh_from_db()
    assert (letter.attempts, letter.sent_at) == (2, now)


@pytest.mark.parametrize(("death", "n_arrived"), FROM_THE_DOT_ON.values(), ids=FROM_THE_DOT_ON)
def test_a_letter_whose_sender_died_from_the_dot_on_waits_for_a_person(committed_ama, office, settings, death, n_arrived):
    letter = write(committed_ama)
    kill_a_sender(letter, office, death, settings)
    assert len(office.taken) == n_arrived
    now = dt.datetime.now(dt.UTC)
    assert outbox.dropped(now) == []
    assert Letter.objects.get(pk=letter.pk).state == State.HANDING
    later = now + outbox.DOUBT_AFTER + dt.timedelta(seconds=1)
    assert soon(lambda: not outbox.dropped(later) and Letter.objects.in_doubt().filter(pk=letter.pk).exists())
    assert outbox.due(later + HOUR) == []
    assert outbox.send(letter.id, now=later + HOUR) == State.IN_DOUBT
    assert len(office.taken) == n_arrived, "never by itself"


def test_a_person_sends_it_again_under_the_same_number(db, ama, office):
    letter = write(ama)
    office.moods.append("hang-up-after-dot")
    assert outbox.send(letter.id, now=NOW) == State.IN_DOUBT
    assert send_again(ama, by=ama, now=NOW + HOUR) == 1
    assert send_again(ama, by=ama, now=NOW + HOUR) == 0
    assert outbox.send(letter.id, now=NOW + HOUR) == State.SENT
    first, second = (message["Message-ID"] for _to, message in office.taken)
    assert first == second
    assert AuditEntry.objects.get(action="letters.sent_again").detail == {"n": 1}


def test_a_letter_that_opens_a_door_is_given_up_instead(db, ama, office):
    letter = write(ama, kind="login_code", facts={"code": "ABC123", "next": ""})
    Letter.objects.filter(pk=letter.pk).update(created_at=NOW)
    office.moods.append("hang-up-after-dot")
    assert outbox.send(letter.id, now=NOW) == State.FAILED
    assert send_again(ama, by=ama, now=NOW) == 0
    assert Letter.objects.get(pk=letter.pk).facts == {}


def test_a_letter_that_kills_whoever_takes_it_is_left_alone_in_the_end(db, ama, office):
    letter = write(ama)
    Letter.objects.filter(pk=letter.pk).update(state=State.SENDING, attempts=outbox.MOST_ATTEMPTS, claimed_at=NOW)
    assert outbox.send(letter.id, now=NOW + HOUR) == State.FAILED
    assert office.n_connections == 0


def test_a_living_sender_is_left_alone(committed_ama, office):
    letter = write(committed_ama)
    office.moods.append("stall-at-rcpt")
    sender = threading.Thread(target=_in_a_thread, args=(letter.id,))
    sender.start()
    assert soon(lambda: office.n_stalled)
    assert outbox.dropped(NOW + HOUR) == []
    assert outbox.send(letter.id, now=NOW + HOUR) == State.SENDING
    sender.join()  # the server's two seconds are over
    assert Letter.objects.get(pk=letter.pk).state == State.WAITING
    assert office.taken == []


# -- the database goes, the sender stays ----------------------------------------------------------------------


def _in_a_thread(letter_id, answers=None):
    try:
        answer = outbox.send(letter_id, now=NOW)
        if answers is not None:
            answers.append(answer)
    finally:
        connections.close_all()


def cut_my_line():
    """As if the database had been killed under this thread: every lock of its connection is gone."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])


def test_what_the_server_said_is_kept_although_the_database_was_away(committed_ama, office, monkeypatch):
    letter, answers = write(committed_ama), []
    end = mail._end

    def end_and_lose_the_line(line):
        end(line)
        cut_my_line()

    monkeypatch.setattr(mail, "_end", end_and_lose_the_line)
    sender = threading.Thread(target=_in_a_thread, args=(letter.id, answers))
    sender.start()
    sender.join()
    letter.refresh_from_db()
    assert (answers, letter.state, letter.attempts, len(office.taken)) == ([State.SENT], State.SENT, 1, 1)


@pytest.mark.parametrize("where", ["word", "_say_handing"])
def test_a_database_that_goes_before_the_dot_costs_no_attempt_and_sends_nothing(committed_ama, office, monkeypatch, where):
    letter, answers = write(committed_ama), []
    step = getattr(outbox, where)

    def lose_the_line(of):
        cut_my_line()
        return step(of)

    monkeypatch.setattr(outbox, where, lose_the_line)
    sender = threading.Thread(target=_in_a_thread, args=(letter.id, answers))
    sender.start()
    sender.join()
    letter.refresh_from_db()
    assert (answers, letter.state, letter.attempts, office.taken) == ([State.WAITING], State.WAITING, 0, [])
    assert "the database was away" in letter.last_error
    monkeypatch.undo()
    assert outbox.send(letter.id, now=NOW) == State.SENT
    assert len(office.taken) == 1


def test_of_two_who_believe_that_they_hold_it_one_sends(committed_ama, office, monkeypatch):
    """The first loses its lock while the server thinks; the second takes the letter and sends it; the first must not."""
    letter, answers = write(committed_ama), []
    say_handing = outbox._say_handing
    first = threading.current_thread()

    def be_overtaken(of):
        if threading.current_thread() is not first:
            cut_my_line()
            connection.close()
            monkeypatch.setattr(outbox, "_say_handing", say_handing)
            other = threading.Thread(target=_in_a_thread, args=(letter.id, answers))
            other.start()
            other.join()
        return say_handing(of)

    monkeypatch.setattr(outbox, "_say_handing", be_overtaken)
    sender = threading.Thread(target=_in_a_thread, args=(letter.id, answers))
    sender.start()
    sender.join()
    letter.refresh_from_db()
    assert (answers, letter.state, letter.attempts) == ([State.SENT, State.SENT], State.SENT, 2)
    assert len(office.taken) == 1
