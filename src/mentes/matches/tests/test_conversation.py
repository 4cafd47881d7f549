"""A match and what its two write: opened when it starts, a sign of life while it runs, closed when it ends."""

import datetime as dt
import importlib
import uuid

import pytest
from django.apps import apps

from mentes.lib.errors import Refused
from mentes.matches import life
from mentes.matches.actions.answering import accept_match
from mentes.matches.actions.ending import end_match
from mentes.messages.actions import open_conversation, write_message
from mentes.messages.models import Conversation, Member
from mentes.testing import NOW, Cast

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=30)


@pytest.fixture
def cast():
    return Cast()


def test_the_conversation_opens_when_both_have_said_yes(cast, client):
    match = cast.match(state="offered", offered_at=NOW, expires_at=LATER)
    accept_match(match, by=cast.ama, now=NOW)
    assert not Conversation.objects.exists()
    accept_match(match, by=cast.rosa, now=NOW)
    assert set(Conversation.objects.get().members.values_list("person", flat=True)) == {cast.ama.pk, cast.rosa.pk}
    client.force_login(cast.ama)
    for page in (f"/matches/{match.pk}/", "/today/"):
        assert f"/messages/{match.pk}/" in client.get(page).content.decode()
    client.force_login(cast.cleo)
    assert client.get(f"/messages/{match.pk}/").status_code == 404


def test_writing_is_a_sign_of_life_and_an_end_closes_the_box(cast):
    match = cast.match(state="active", started_at=NOW)
    conversation = open_conversation(about=match.pk, people=match.people(), now=NOW)
    assert life.alive_since([match]) == {match.pk: NOW}
    write_message(conversation, by=cast.ama, text="Hello.", key=uuid.uuid4(), now=LATER)
    assert life.alive_since([match]) == {match.pk: LATER}
    end_match(match, by=cast.ama, kind="completed", now=LATER)
    with pytest.raises(Refused):
        write_message(conversation, by=cast.rosa, text="Thank you.", key=uuid.uuid4(), now=LATER)


def test_matches_that_ran_before_there_were_conversations_have_one_after_the_update(cast):
    match = cast.match(state="active", started_at=NOW)
    update = importlib.import_module("mentes.matches.migrations.0010_conversations")
    for _ in range(2):
        update.open_conversations(apps, None)
    assert Member.objects.filter(conversation__about=match.pk).count() == 2
    assert Conversation.objects.get().opened_at == NOW
