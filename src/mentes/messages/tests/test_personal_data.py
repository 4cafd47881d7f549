"""The written rule: a copy holds one's own words and files; erasure takes them from both pages and leaves the other's."""

import io
import zipfile

from mentes.messages.models import Attachment, Content, Conversation, Member, Message
from mentes.testing import NOW
from mentes.trust.actions import erase_person, export_person


def test_a_copy_holds_what_one_wrote_and_sent_and_nothing_of_the_others(talk):
    talk.says(talk.ama, "My own words.", files=[talk.file("mine.txt", b"my own bytes")])
    talk.says(talk.rosa, "Her words.", files=[talk.file("hers.txt", b"her bytes")])
    with zipfile.ZipFile(io.BytesIO(export_person(talk.ama))) as archive:
        names = archive.namelist()
        everything = b"\n".join(archive.read(name) for name in names).decode()
    assert [name.rsplit("/", 1)[-1] for name in names if name.startswith("files/")] == ["mine.txt"]
    assert "My own words." in everything
    assert "my own bytes" in everything
    for word in ("Her words.", "her bytes", "hers.txt"):
        assert word not in everything


def test_erasure_takes_ones_words_from_the_others_page_and_leaves_theirs(client, talk):
    talk.says(talk.ama, "My own words.", files=[talk.file("mine.txt", b"my own bytes")])
    talk.says(talk.rosa, "Her words.", files=[talk.file("hers.txt", b"her bytes")])
    client.force_login(talk.rosa)
    erase_person(talk.ama, by=talk.ama, now=NOW)
    page = client.get(talk.path).content.decode()
    assert "Her words." in page
    assert "hers.txt" in page
    for word in ("My own words.", "mine.txt", "Owusu", "Ama"):
        assert word not in page
    assert "Somebody who has left" in page
    assert 'id="write"' not in page, "nobody is there to read it"
    assert [bytes(content.whole) for content in Content.objects.all()] == [b"her bytes"]
    assert Attachment.objects.count() == 1
    assert Member.objects.count() == 1


def test_once_both_are_erased_no_word_is_left(talk):
    talk.says(talk.ama, "My own words.")
    talk.says(talk.rosa, "Her words.", files=[talk.file()])
    for person in (talk.ama, talk.rosa):
        erase_person(person, by=person, now=NOW)
    assert set(Message.objects.values_list("text", "author")) == {("", None)}
    assert not Content.objects.exists()
    assert Conversation.objects.get().is_closed
