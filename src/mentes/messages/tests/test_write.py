"""Writing: once, in order, by the two alone, and never losing what was written."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from mentes.lib.errors import Refused
from mentes.messages.actions import close_conversation, open_conversation, withdraw_message, write_message, writing
from mentes.messages.models import Attachment, Content, Conversation, Member, Message
from mentes.messages.tests.conftest import make_talk
from mentes.testing import NOW

MINUTE = dt.timedelta(minutes=1)


def send(client, talk, **fields):
    return client.post(f"{talk.path}write/", {"text": "Hello Rosa.", "key": str(uuid.uuid4())} | fields)


def test_a_message_sent_is_on_the_other_ones_page(client, talk):
    client.force_login(talk.ama)
    answer = send(client, talk)
    assert answer.headers["Location"] == f"{talk.path}#m1"
    client.force_login(talk.rosa)
    assert "Hello Rosa." in client.get(talk.path).content.decode()


def test_the_same_form_sent_twice_writes_once(client, talk):
    client.force_login(talk.ama)
    key = str(uuid.uuid4())
    for _ in range(3):
        assert send(client, talk, key=key).status_code == 302
    assert Message.objects.count() == 1


def test_two_windows_write_two_messages(client, talk):
    client.force_login(talk.ama)
    for _ in range(2):
        send(client, talk)
    assert [message.number for message in Message.objects.order_by("number")] == [1, 2]


def test_other_words_from_a_form_that_was_sent_before_are_not_lost(client, talk):
    client.force_login(talk.ama)
    key = str(uuid.uuid4())
    send(client, talk, key=key)
    send(client, talk, key=key, text="Hello Rosa, and good morning.")
    assert Message.objects.count() == 2


def test_a_key_of_somebody_else_hides_no_message(talk):
    key = uuid.uuid4()
    talk.says(talk.ama, "Yes.", key=key)
    talk.says(talk.rosa, "Yes.", key=key)
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_keep_one_order_and_one_message_each():
    talk = make_talk()
    keys = [uuid.uuid4() for _ in range(10)]

    def write(n: int) -> None:
        try:
            talk.says(talk.ama if n % 2 else talk.rosa, f"Number {n % 10}.", key=keys[n % 10], now=NOW + n * MINUTE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, [*range(10), *range(10)]))  # each of them twice
    assert sorted(Message.objects.values_list("number", flat=True)) == list(range(1, 11))
    assert Conversation.objects.get().last_number == 10


def test_a_stranger_finds_nothing_there(client, talk):
    message = talk.says(talk.ama, files=[talk.file()])
    client.force_login(talk.dov)
    for path in (talk.path, f"{talk.path}new/", f"{talk.path}events/", f"/messages/files/{message.attachments.get().pk}/"):
        assert client.get(path).status_code == 404
    for path in (f"{talk.path}write/", f"{talk.path}mail/", f"/messages/taken-back/{message.pk}/"):
        assert client.post(path, {"text": "x", "key": uuid.uuid4()}).status_code == 404
    with pytest.raises(Refused):
        write_message(talk.conversation, by=talk.dov, text="Hello.", key=uuid.uuid4(), now=NOW)
    assert Message.objects.count() == 1


def test_a_closed_conversation_can_be_read_and_not_written_in(client, talk):
    message = talk.says(talk.ama, "Good bye.")
    close_conversation(about=talk.conversation.about, now=NOW)
    client.force_login(talk.ama)
    page = client.get(talk.path).content.decode()
    assert "Good bye." in page
    assert 'id="write"' not in page
    assert send(client, talk, text="One more thing.").status_code == 409
    with pytest.raises(Refused):
        withdraw_message(message, by=talk.ama, now=NOW)
    assert Message.objects.count() == 1


def test_opening_and_closing_may_run_twice_and_an_opened_one_goes_on(talk):
    about = talk.conversation.about
    for _ in range(2):
        close_conversation(about=about, now=NOW)
    close_conversation(about=uuid.uuid4(), now=NOW)
    for _ in range(2):
        open_conversation(about=about, people=(talk.ama, talk.rosa), now=NOW + MINUTE)
    assert Member.objects.count() == 2
    talk.conversation.refresh_from_db()
    assert talk.conversation.opened_at == NOW
    assert not talk.conversation.is_closed
    talk.says(talk.ama)


def test_what_is_wrong_is_said_and_the_words_stay(client, talk):
    client.force_login(talk.ama)
    long = "word " * 900
    answer = send(client, talk, text=long)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A message may have 4000 letters; this one has 4499." in page
    assert long.strip() in page
    assert "Write something first" in send(client, talk, text="  ").content.decode()
    mended = send(client, talk, key="no key").content.decode()
    assert "send it again" in mended
    assert "no key" not in mended
    assert Message.objects.count() == 0


def test_writing_very_fast_is_refused_for_a_minute_and_the_words_stay(client, talk, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(talk.ama)
    for n in range(writing.MOST_A_MINUTE):
        assert send(client, talk, text=f"Number {n}.").status_code == 302
    answer = send(client, talk, text="One more.")
    assert answer.status_code == 429
    assert "One more." in answer.content.decode()
    talk.says(talk.rosa)  # the other may
    time_machine.move_to(NOW + MINUTE + dt.timedelta(seconds=1), tick=False)
    assert send(client, talk, text="One more.").status_code == 302


def test_nobody_writes_more_than_a_days_worth(talk, monkeypatch):
    monkeypatch.setattr(writing, "MOST_A_DAY", 3)
    for n in range(3):
        talk.says(talk.ama, now=NOW + n * 10 * MINUTE)
    with pytest.raises(Refused):
        talk.says(talk.ama, now=NOW + 40 * MINUTE)
    talk.says(talk.ama, now=NOW + dt.timedelta(days=1, minutes=1))


def test_files_of_one_person_together_have_a_bound(talk, monkeypatch):
    monkeypatch.setattr(writing, "QUOTA_BYTES", 12)
    talk.says(talk.ama, files=[talk.file()])
    talk.says(talk.ama, files=[talk.file()])
    with pytest.raises(Refused, match="together"):
        talk.says(talk.ama, files=[talk.file()])
    talk.says(talk.rosa, files=[talk.file()])
    assert Attachment.objects.count() == 3


def test_ones_own_message_can_be_taken_back_within_ten_minutes(client, talk, time_machine):
    time_machine.move_to(NOW + 9 * MINUTE, tick=False)
    message = talk.says(talk.ama, "A secret word.", files=[talk.file()])
    client.force_login(talk.ama)
    for _ in range(2):
        assert client.post(f"/messages/taken-back/{message.pk}/").status_code == 302
    message.refresh_from_db()
    assert (message.text, message.attachments.count(), Content.objects.count()) == ("", 0, 0)
    client.force_login(talk.rosa)
    page = client.get(talk.path).content.decode()
    assert "A secret word." not in page
    assert "Taken back." in page


def test_neither_later_nor_anothers(client, talk):
    message = talk.says(talk.ama)
    with pytest.raises(Refused):
        withdraw_message(message, by=talk.rosa, now=NOW)
    with pytest.raises(Refused):
        withdraw_message(message, by=talk.ama, now=NOW + 11 * MINUTE)
    client.force_login(talk.rosa)
    assert client.post(f"/messages/taken-back/{message.pk}/").status_code == 404
