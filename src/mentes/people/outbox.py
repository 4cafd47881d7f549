"""The outbox: how a letter goes out once, whoever dies on the way.

A letter is a row written in the same transaction as what it tells of (`actions.write_letter`); a job sends it. Its state is
committed at each step:

    waiting -> sending    in the hand of one sender, who holds a lock that the database drops with the sender's connection
    sending -> handing    every byte has gone but the final dot, without which no server may keep a message
    handing -> sent       the server has said that it has it

Whoever finds a letter in `sending` with its lock free takes it in hand again: it cannot have arrived. Only one in `handing` whose
sender is gone may have. It is marked as in doubt and never sent again by itself; a person decides (`actions.send_again`).
A lock is lost as well where the database is killed and the sender lives. So each step is taken only by whoever took the letter
in hand last (`_mine`): of two who believe that they hold it, one cannot write "handing", and does not send the dot.
"""

import logging
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet

from mentes.lib import mail
from mentes.people.letters import Enclosed, enclosed_in, envelope, is_secret, is_stale, word
from mentes.people.models import Letter
from mentes.people.models.letter import NOTHING_TO_TELL

log = logging.getLogger(__name__)
State = Letter.State
DATABASE_AWAY = (OperationalError, InterfaceError)
MOST_ATTEMPTS = 8
# First key of the advisory locks by which senders hold letters; the second is made of the letter's id.
HOLDING_LOCK = 7_303
HELD = """
    select objid::bigint from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where locktype = 'advisory' and classid = %s and objsubid = 2 and datname = current_database()
"""
# For so long nobody calls a letter in doubt: its sender may live, with a lock that a killed database forgot, and soon say more.
DOUBT_AFTER = timedelta(minutes=2)
# How long a sender who knows what became of a letter waits for a database that can be told.
PATIENCE_SECONDS = 60
# How long a letter waits before it looks again whether a mail server is named.
WITHOUT_SERVER = timedelta(minutes=1)


class NoLongerOurs(Exception):
    """Another sender has the letter, or it is gone."""


def due(now: datetime) -> list[uuid.UUID]:
    """Ids of the letters that may go out at `now`."""
    waiting = Letter.objects.filter(state=State.WAITING, not_before__lte=now)
    return list(waiting.order_by("not_before").values_list("id", flat=True))


def dropped(now: datetime) -> list[uuid.UUID]:
    """Ids of letters whose sender died before any server can have had them: to be sent again.

    Marks those that may have arrived as in doubt.
    """
    # In this order: whoever finishes between the two has let go only after having said so.
    in_hand = list(Letter.objects.filter(state__in=[State.SENDING, State.HANDING]).order_by("not_before", "id"))
    with connection.cursor() as cursor:
        cursor.execute(HELD, [HOLDING_LOCK])
        held = {key for (key,) in cursor.fetchall()}
    alone = [letter for letter in in_hand if _key(letter.id) not in held]
    for letter in alone:
        if letter.state == State.HANDING and letter.claimed_at < now - DOUBT_AFTER:
            _doubt(letter, "the sender died before the server's word", _enclosed_or_none(letter), only=State.HANDING)
    return [letter.id for letter in alone if letter.state == State.SENDING]


def send(letter_id: uuid.UUID, *, now: datetime) -> Letter.State | None:
    """Sends one letter, or finds that somebody else does or did. May run twice, and at the same time as itself.

    None when there is no such letter any more. Call it outside any transaction: each step must be there for all to see.
    """
    with _held(letter_id) as is_ours:
        letter = _take(letter_id, now) if is_ours else None
        if letter is not None:
            return _send(letter, now)
    return _state_of(letter_id)


def _send(letter: Letter, now: datetime) -> Letter.State | None:
    """Precondition: taken in hand."""
    enclosed = None
    try:
        to = letter.to or letter.person.email
        worded = word(letter) if to and letter.person.is_active and not is_stale(letter, now) else None
        if worded is None:
            return _close(letter, State.FAILED, f"{NOTHING_TO_TELL} any more, or nobody to tell it to")
        letter.subject, letter.body = worded
        enclosed = enclosed_in(letter)
        message = envelope(letter, to=to, enclosed=enclosed)
    except DATABASE_AWAY as away:
        return _close(letter, State.WAITING, f"the database was away: {away}", counts=False)
    except Exception as error:
        # No server has heard of it yet: a fault of ours, which trying again would not mend.
        log.exception("A letter of the kind %s could not be worded.", letter.kind)
        return _close(letter, State.FAILED, f"could not be worded: {type(error).__name__}: {error}")
    server = settings.MENTES_MAIL_SERVER
    if server is None:
        return _keep(letter, now, enclosed)
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    try:
        mail.hand_over(message, to=to, sender=sender, server=server, about_to=lambda: _say_handing(letter))
    except NoLongerOurs:
        return _state_of(letter.pk)
    except DATABASE_AWAY as away:
        # It went away before it could say "handing" to us, so the dot was not sent; whatever it has kept, nothing arrived.
        return _close(letter, State.WAITING, f"the database was away: {away}", counts=False)
    except mail.Uncertain as broke:
        return _doubt(letter, f"the line broke: {broke}", enclosed)
    except mail.NotTaken as refused:
        if refused.is_final or letter.attempts >= MOST_ATTEMPTS:
            return _close(letter, State.FAILED, str(refused))
        letter.not_before = now + timedelta(minutes=2**letter.attempts)
        return _close(letter, State.WAITING, str(refused))
    return _close(letter, State.SENT, "", sent_at=now, enclosed=enclosed)


def _keep(letter: Letter, now: datetime, enclosed: Enclosed | None) -> Letter.State | None:
    """Without a mail server: the demo keeps letters where they can be read; elsewhere they wait for a server to be named."""
    if settings.IS_DEMO:
        return _close(letter, State.SENT, "", sent_at=now, enclosed=enclosed)
    letter.not_before = now + WITHOUT_SERVER
    return _close(letter, State.WAITING, "no mail server is named (MENTES_EMAIL_URL)", counts=False)


# -- whose it is ----------------------------------------------------------------------------------------------


def _key(letter_id: uuid.UUID) -> int:
    """Second key of the letter's lock. Two letters that share one wait for each other, and no more."""
    return letter_id.int & 0x7FFF_FFFF


@contextmanager
def _held(letter_id: uuid.UUID) -> Iterator[bool]:
    """Holds the letter's lock for as long as this connection lives; False where somebody who lives holds it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", [HOLDING_LOCK, _key(letter_id)])
        is_ours = cursor.fetchone()[0]
    try:
        yield is_ours
    finally:
        if is_ours:
            _let_go(letter_id)


def _let_go(letter_id: uuid.UUID) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s, %s)", [HOLDING_LOCK, _key(letter_id)])
    except DATABASE_AWAY:
        connection.close()  # the lock went with it


@transaction.atomic(durable=True)
def _take(letter_id: uuid.UUID, now: datetime) -> Letter | None:
    """Precondition: the letter's lock is held, so that one in `sending` is in nobody's hand, or in that of a sender too late."""
    may_go = Q(state=State.WAITING, not_before__lte=now) | Q(state=State.SENDING)
    rows = Letter.objects.select_for_update(skip_locked=True, of=("self",)).select_related("person")
    letter = rows.filter(may_go, id=letter_id).first()
    if letter is None:
        return None
    if letter.state == State.SENDING and letter.attempts >= MOST_ATTEMPTS:
        # As far as anybody can tell it is the letter that kills whoever takes it in hand.
        error = f"its sender died {letter.attempts} times before any server had it"
        Letter.objects.filter(pk=letter.pk).update(state=State.FAILED, last_error=error)
        return None
    letter.state, letter.claimed_at, letter.attempts = State.SENDING, now, letter.attempts + 1
    letter.save(update_fields=["state", "claimed_at", "attempts"])
    return letter


def _mine(letter: Letter) -> QuerySet[Letter]:
    """The row, as long as nobody has taken the letter in hand since."""
    return Letter.objects.filter(pk=letter.pk, attempts=letter.attempts)


def _say_handing(letter: Letter) -> None:
    """Committed when this returns. Raises NoLongerOurs."""
    if not _mine(letter).filter(state=State.SENDING).update(state=State.HANDING):
        raise NoLongerOurs


# -- what became of it ----------------------------------------------------------------------------------------


def _doubt(letter: Letter, why: str, enclosed: Enclosed | None, *, only: Letter.State | None = None) -> Letter.State | None:
    """A letter that opens a door is not kept to be sent again: whoever wants in asks for another."""
    state = State.FAILED if is_secret(letter) else State.IN_DOUBT
    return _close(letter, state, f"it may have arrived: {why}", enclosed=enclosed, only=only)


def _enclosed_or_none(letter: Letter) -> Enclosed | None:
    """What went with the letter of a dead sender, as far as it can still be told."""
    try:
        return enclosed_in(letter)
    except DATABASE_AWAY:
        raise
    except Exception:
        log.exception("What was enclosed in a letter of the kind %s cannot be told.", letter.kind)
        return None


def _close(letter: Letter, state: Letter.State, error: str, **more) -> Letter.State | None:
    """Writes down what became of the letter, with patience: nobody else knows it. Nothing changes where it is no longer ours."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return _write_down(letter, state, error, **more)
        except DATABASE_AWAY:
            if connection.in_atomic_block or time.monotonic() > until:
                raise
            connection.close()
            time.sleep(0.2)


@transaction.atomic
def _write_down(
    letter: Letter,
    state: Letter.State,
    error: str,
    *,
    sent_at: datetime | None = None,
    enclosed: Enclosed | None = None,
    only: Letter.State | None = None,
    counts: bool = True,
) -> Letter.State | None:
    """`counts`: whether this was an attempt. Only who took the letter in hand gives theirs back, so no two ever hold the same."""
    open_still = [only] if only else [State.SENDING, State.HANDING, State.IN_DOUBT]
    is_over = state in (State.SENT, State.FAILED)
    words = {"facts": letter.facts, "body": letter.body}
    if is_over and is_secret(letter) and not settings.IS_DEMO:
        words = {"facts": {}, "body": ""}
    row = _mine(letter).filter(state__in=open_still)
    is_written = row.update(
        state=state,
        last_error=error,
        sent_at=sent_at,
        subject=letter.subject,
        not_before=letter.not_before,
        attempts=letter.attempts if counts else letter.attempts - 1,
        **words,
    )
    if is_written and enclosed is not None:
        enclosed.remember()
    return state if is_written else _state_of(letter.pk)


def _state_of(letter_id: uuid.UUID) -> Letter.State | None:
    found = Letter.objects.filter(pk=letter_id).values_list("state", flat=True).first()
    return State(found) if found else None
