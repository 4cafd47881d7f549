"""Two who write to each other, and one who has nothing to do with it."""

import uuid
from types import SimpleNamespace

import pytest

from mentes.messages.actions import open_conversation, write_message
from mentes.messages.files import take_in
from mentes.testing import NOW, make_person


@pytest.fixture
def talk(db):
    return make_talk()


def make_talk() -> SimpleNamespace:
    """`conversation` of `ama` and `rosa`; `dov` is a stranger. `says(person, text)` writes, `file(name)` makes one ready."""
    ama, rosa, dov = make_person("Ama Owusu"), make_person("Rosa Quispe"), make_person("Dov Adler")
    conversation = open_conversation(about=uuid.uuid4(), people=(ama, rosa), now=NOW)

    def says(person, text="Hello.", *, now=NOW, key=None, files=()):
        return write_message(conversation, by=person, text=text, key=key or uuid.uuid4(), now=now, files=files)

    def file(name="prices.txt", data=b"45, 60"):
        return take_in(name, data)

    path = f"/messages/{conversation.about}/"
    return SimpleNamespace(ama=ama, rosa=rosa, dov=dov, conversation=conversation, says=says, file=file, path=path)
