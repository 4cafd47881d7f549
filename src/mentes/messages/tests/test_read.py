"""Reading: what is new, what was seen, how far back, and how words look."""

import datetime as dt

import pytest
from django.template.loader import render_to_string

from mentes.messages import pages
from mentes.messages.actions import close_conversation, mark_read, withdraw_message
from mentes.messages.linking import pieces
from mentes.messages.models import Conversation, Member
from mentes.testing import NOW, make_participation, make_programme


def unread(person) -> int:
    return sum(Member.objects.filter(person=person).with_unread().values_list("n_unread", flat=True))


def test_what_the_other_wrote_is_unread_until_the_page_was_opened(client, talk):
    make_participation(talk.rosa, make_programme(), "mentor")  # who has a place has the number beside the room
    for _ in range(3):
        talk.says(talk.ama)
    assert (unread(talk.ama), unread(talk.rosa)) == (0, 3)
    client.force_login(talk.rosa)
    assert "3 new" in client.get("/messages/").content.decode()
    assert "unread" in client.get("/today/").content.decode()
    client.get(talk.path)
    assert unread(talk.rosa) == 0
    assert "unread" not in client.get("/today/").content.decode()


def test_a_message_taken_back_is_unread_no_more(talk):
    message = talk.says(talk.ama)
    withdraw_message(message, by=talk.ama, now=NOW)
    assert unread(talk.rosa) == 0


def test_seen_goes_forward_only_and_not_beyond_what_is_there(talk):
    for _ in range(2):
        talk.says(talk.ama)
    member = Member.objects.get(person=talk.rosa)
    assert mark_read(member, until=2)
    assert not mark_read(member, until=1)
    assert not mark_read(member, until=9)
    member.refresh_from_db()
    assert member.read_until == 2


def test_earlier_messages_are_pages_back_in_time_without_a_gap(client, talk):
    for n in range(65):
        talk.says(talk.ama, f"Number {n + 1}.", now=NOW + n * dt.timedelta(minutes=5))
    conversation = Conversation.objects.get()
    newest = pages.read_thread(conversation, talk.rosa, now=NOW)
    middle = pages.read_thread(conversation, talk.rosa, now=NOW, before=newest.first)
    oldest = pages.read_thread(conversation, talk.rosa, now=NOW, before=middle.first)
    numbers = [one.message.number for thread in (oldest, middle, newest) for one in thread.said]
    assert numbers == list(range(1, 66))
    assert (newest.has_earlier, middle.has_earlier, oldest.has_earlier) == (True, True, False)
    assert (newest.has_later, oldest.has_later) == (False, True)
    client.force_login(talk.rosa)
    assert "Number 36." in client.get(talk.path).content.decode()
    assert "Number 35." not in client.get(talk.path).content.decode()
    assert "Number 35." in client.get(f"{talk.path}?before=36").content.decode()
    for nonsense in ("x", "-1", "²", "9" * 40):
        assert client.get(talk.path, {"before": nonsense}).status_code == 200


def test_looking_back_marks_nothing_as_seen(client, talk):
    talk.says(talk.ama)
    client.force_login(talk.rosa)
    client.get(f"{talk.path}?before=1")
    assert unread(talk.rosa) == 1


def test_an_open_page_gets_what_is_new_and_what_changed_and_nothing_else(client, talk, time_machine):
    time_machine.move_to(NOW, tick=False)
    first, second = talk.says(talk.ama, "First."), talk.says(talk.ama, "Second.")
    client.force_login(talk.rosa)
    at = {"after": 2, "seen": 2, "first": 1}
    nothing = client.get(f"{talk.path}new/", at, headers={"HX-Request": "true"}).content.decode()
    assert "First." not in nothing
    assert 'class="said' not in nothing
    withdraw_message(first, by=talk.ama, now=NOW)
    talk.says(talk.ama, "Third.")
    page = client.get(f"{talk.path}new/", at, headers={"HX-Request": "true"}).content.decode()
    assert "Third." in page
    assert "Second." not in page
    assert 'id="m1" hx-swap-oob="outerHTML"' in page
    assert 'name="after" value="4"' in page
    assert unread(talk.rosa) == 0
    close_conversation(about=talk.conversation.about, now=NOW)
    closed = client.get(f"{talk.path}new/", at, headers={"HX-Request": "true"}).content.decode()
    assert 'id="write-box" hx-swap-oob="outerHTML"' in closed
    assert second.number == 2


def test_the_line_above_the_box_says_who_reads_it(client, talk):
    client.force_login(talk.ama)
    page = client.get(talk.path).content.decode()
    assert "Only you and Rosa read this. The organisers do not." in page
    assert "Whoever runs this server could read it there" in page


def test_every_message_runs_in_the_direction_of_its_own_words(client, talk):
    talk.says(talk.ama, "مرحبا روزا")
    client.force_login(talk.rosa)
    assert '<div class="said-text" dir="auto">مرحبا روزا</div>' in client.get(talk.path).content.decode()


def test_a_page_asks_few_questions_however_long_the_talk(client, talk, django_assert_max_num_queries):
    for n in range(25):
        talk.says(talk.ama if n % 2 else talk.rosa, now=NOW + n * dt.timedelta(minutes=5), files=[talk.file()])
    client.force_login(talk.rosa)
    with django_assert_max_num_queries(20):
        client.get(talk.path)


LINKS = {
    "https://example.org": ["https://example.org"],
    "See https://example.org/a?b=c&d=e#f, then come.": ["https://example.org/a?b=c&d=e#f"],
    "(http://example.org/x_(y))": ["http://example.org/x_(y)"],
    "both https://a.example and https://b.example/": ["https://a.example", "https://b.example/"],
    "https://example.org/مرحبا.": ["https://example.org/مرحبا"],
    "https://münchen.example/": ["https://münchen.example/"],
    "javascript:alert(1)": [],
    "data:text/html,<script>": [],
    "file:///etc/passwd": [],
    "//evil.example": [],
    "https://": [],
    "https://localhost": [],
    "https://.example.org": [],
    "https://bank.example@evil.example/": [],
    "https://[::1/": [],
    "https://example.org:99999/": [],
    "https://exa\u202emple.org": [],
    'https://example.org/"onmouseover="alert(1)': ["https://example.org/"],
    "https://example.org/<script>": ["https://example.org/"],
    "xhttps://example.org": ["https://example.org"],
}


@pytest.mark.parametrize("text", LINKS)
def test_only_whole_addresses_become_links_and_no_letter_is_lost(text):
    found = pieces(text)
    assert [piece.href for piece in found if piece.href] == LINKS[text]
    assert "".join(piece.text for piece in found) == text


def test_a_name_in_other_letters_shows_how_it_is_sent():
    (piece,) = pieces("https://аpple.example/")  # the first letter is Cyrillic
    assert piece.host == "xn--pple-43d.example"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "{{ settings.SECRET_KEY }}",
        "https://a.example/'><b>",
    ],
)
def test_what_is_written_is_shown_and_never_run(talk, text):
    talk.says(talk.ama, text)
    thread = pages.read_thread(Conversation.objects.get(), talk.rosa, now=NOW)
    shown = render_to_string("messages/_said.html", {"one": thread.said[0], "conversation": talk.conversation})
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<svg" not in shown
    assert "<b>&" not in shown
