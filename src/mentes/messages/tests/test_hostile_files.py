"""S13: whatever is sent, what is kept is what it says it is, runs nothing and tells nothing; and only its people get it."""

import io

import pytest
from PIL import Image, ImageFile

from mentes.messages.files import MOST_BYTES, Unfit, take_in
from mentes.messages.files.names import kept_name, split_name
from mentes.messages.tests import hostile
from mentes.messages.tests.hostile import DRAWN_ANEW, MARKS, REFUSED, REFUSED_AS, SHOWN_AS_TEXT


def test_the_corpus_is_no_smaller_than_forty():
    assert len(REFUSED) + len(DRAWN_ANEW) + len(SHOWN_AS_TEXT) >= 40
    print(f"{len(REFUSED)} refused, {len(DRAWN_ANEW)} drawn anew, {len(SHOWN_AS_TEXT)} shown as text")


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case):
    name, make = REFUSED[case]
    with pytest.raises(Unfit) as unfit:
        take_in(name, make())
    assert case in REFUSED_AS[unfit.value.code]


@pytest.mark.parametrize("case", ["a picture cut off", "a colour profile that unpacks to fifty megabytes"])
def test_refused_also_once_another_library_has_made_pillow_lenient(case, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    name, make = REFUSED[case]
    with pytest.raises(Unfit):
        take_in(name, make())
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_an_ordinary_name_in_the_same_place_is_taken():
    """Control for the paths: it is the name that is refused, not how the case was made."""
    assert take_in("a.docx", hostile.slip("word/ordinary.xml"))


@pytest.mark.parametrize("case", DRAWN_ANEW)
def test_drawn_anew(case):
    name, make = DRAWN_ANEW[case]
    sent = make()
    assert any(mark in sent for mark in MARKS), "the case holds nothing to be lost"
    kept = take_in(name, sent)
    for mark in MARKS:
        assert mark not in kept.whole
        assert mark not in kept.small
    picture = Image.open(io.BytesIO(kept.whole))
    assert not picture.getexif()
    assert (picture.width, picture.height) == (kept.width, kept.height)
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background"}


@pytest.mark.parametrize("case", SHOWN_AS_TEXT)
def test_shown_as_text(case):
    name, make = SHOWN_AS_TEXT[case]
    kept = take_in(name, make())
    assert kept.kind == "text/plain"
    assert kept.name.endswith((".txt", ".md"))


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("photo.jpg", hostile.picture(), "image/jpeg"),
        ("photo.PNG", hostile.picture("PNG"), "image/png"),
        ("photo.webp", hostile.picture("WEBP"), "image/webp"),
        ("photo.gif", hostile.picture("GIF"), "image/png"),
        ("prices.txt", "Preis: 45 €, سعر".encode(), "text/plain"),
        ("prices.pdf", hostile.pdf(), "application/pdf"),
        ("prices.docx", hostile.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("prices.xlsx", hostile.docx(main=hostile.SHEET), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            "linked.docx",
            hostile.docx(hostile.relation("hyperlink", "https://example.org")),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("letter.odt", hostile.odt(), "application/vnd.oasis.opendocument.text"),
    ],
)
def test_honest_files_are_taken(name, data, kind):
    """Control: the refusals above are not because everything is refused."""
    kept = take_in(name, data)
    assert kept.kind == kind
    assert kept.whole
    assert len(kept.whole) <= MOST_BYTES


def test_a_picture_stands_as_its_camera_held_it():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    kept = take_in("photo.jpg", hostile.picture(size=(40, 20), exif=exif))
    assert (kept.width, kept.height) == (20, 40)


def test_a_moving_picture_stands_still():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    kept = take_in("wave.gif", out.getvalue())
    assert getattr(Image.open(io.BytesIO(kept.whole)), "n_frames", 1) == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ama\\prices.txt", "prices.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie x=1.txt"),
        ("con.txt", "file con.txt"),
        (".txt", "file.txt"),
        ("ext\u202etxt.txt", "exttxt.txt"),
        ('a"<b>|?*.txt', "ab.txt"),
        ("سعر الجرّة.txt", "سعر الجرّة.txt"),
        ("x" * 300 + ".txt", "x" * 100 + ".txt"),
    ],
)
def test_a_name_holds_no_path_and_no_tricks(sent, kept):
    assert kept_name(*split_name(sent)) == kept


# --- how files are handed out -----------------------------------------------------------------------------------------------


def test_only_its_people_get_a_file_and_no_browser_runs_or_keeps_it(client, talk):
    message = talk.says(talk.ama, files=[talk.file('pa"ge.txt', hostile.SCRIPT), talk.file("photo.jpg", hostile.picture())])
    text, photo = message.attachments.order_by("position")
    client.force_login(talk.rosa)
    answer = client.get(f"/messages/files/{text.pk}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    for path in (f"/messages/files/{text.pk}/", f"/messages/files/{photo.pk}/", f"/messages/files/{photo.pk}/small/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.headers["Content-Security-Policy"]
        assert "sandbox" in policy
        assert "script-src 'none'" in policy
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert client.get(f"/messages/files/{photo.pk}/").headers["Content-Type"] == "image/jpeg"
    assert client.get(f"/messages/files/{text.pk}/small/").status_code == 404
    client.logout()
    assert client.get(f"/messages/files/{text.pk}/").status_code == 302
    client.force_login(talk.dov)
    assert client.get(f"/messages/files/{text.pk}/").status_code == 404


def test_access_is_asked_for_each_time(client, talk):
    file = talk.says(talk.ama, files=[talk.file()]).attachments.get()
    client.force_login(talk.rosa)
    assert client.get(f"/messages/files/{file.pk}/").content == b"45, 60"
    talk.conversation.members.filter(person=talk.rosa).delete()
    assert client.get(f"/messages/files/{file.pk}/").status_code == 404


def test_every_file_that_is_wrong_is_named_at_once_and_the_words_stay(client, talk):
    client.force_login(talk.ama)
    sent = [_upload(*REFUSED[case]) for case in ("HTML", "PDF with JavaScript", "pixels without end")]
    answer = client.post(f"{talk.path}write/", {"text": "Three files.", "files": sent, "key": _KEY})
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("“page.html”: files of this kind", "“a.pdf” holds a program", "“photo.png” has too many pixels"):
        assert said in page
    assert "Three files." in page
    assert not talk.conversation.messages.exists()


def test_a_message_may_be_only_a_file_and_five_are_too_many(client, talk):
    client.force_login(talk.ama)
    assert (
        client.post(f"{talk.path}write/", {"text": "", "files": [_upload("a.txt", lambda: b"a")], "key": _KEY}).status_code == 302
    )
    five = [_upload(f"{n}.txt", lambda: b"a") for n in range(5)]
    answer = client.post(f"{talk.path}write/", {"text": "", "files": five, "key": _KEY})
    assert "Choose at most 4 files at once." in answer.content.decode()


_KEY = "00000000-0000-4000-8000-000000000001"


def _upload(name: str, make):
    file = io.BytesIO(make())
    file.name = name
    return file
