"""Slides: hung as pictures, seen by guests alone, refused when they are no PDF or a hostile one."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from mentes.lib.errors import Refused
from mentes.rehearsals.actions import hanging, inviting
from mentes.rehearsals.models import SlidePage, Slides
from mentes.rehearsals.slides import MOST_PAGES, CannotDraw, Page, draw_pages
from mentes.rehearsals.tests.test_plan_and_invite import planned
from mentes.testing import NOW


def pdf_of(n_pages: int, size=(320, 180)) -> bytes:
    pages = [Image.new("RGB", size, (10 * n % 255, 90, 120)) for n in range(n_pages)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def send(client, rehearsal, data: bytes, name: str = "talk.pdf"):
    return client.post(reverse("rehearsals:hang", args=[rehearsal.pk]), {"slides": SimpleUploadedFile(name, data)})


def test_pages_hang_as_pictures_and_guests_see_them(cast, signed_in):
    rehearsal = planned(cast)
    ama = signed_in(cast.ama)
    assert send(ama, rehearsal, pdf_of(3)).status_code == 302
    slides = Slides.objects.get(rehearsal=rehearsal)
    assert (slides.name, slides.n_pages, slides.pages.count()) == ("talk.pdf", 3, 3)
    address = reverse("rehearsals:slide", args=[rehearsal.pk, 2])
    picture = ama.get(address)
    with Image.open(io.BytesIO(picture.content)) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (1280, 720))
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert signed_in(cast.rosa).get(address).status_code == 404
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    assert signed_in(cast.rosa).get(address).status_code == 200
    assert ama.get(reverse("rehearsals:slide", args=[rehearsal.pk, 4])).status_code == 404


def test_new_ones_hang_instead_and_taken_down_they_are_gone(cast, signed_in):
    rehearsal, ama = planned(cast), signed_in(cast.ama)
    send(ama, rehearsal, pdf_of(2))
    send(ama, rehearsal, pdf_of(1), "shorter.pdf")
    assert SlidePage.objects.count() == 1
    ama.post(reverse("rehearsals:take_down", args=[rehearsal.pk]))
    assert not Slides.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("talk.pdf", b""),
        ("talk.pdf", b"GIF89a"),
        ("talk.txt", b"words"),
        ("talk.pdf", b"%PDF-1.4\n1 0 obj << /OpenAction << /S /JavaScript >> >> endobj\n%%EOF"),
        ("talk.pdf", b"%PDF-1.4\nnothing that could be drawn\n%%EOF"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_hangs_stays(cast, signed_in, name, data):
    rehearsal, ama = planned(cast), signed_in(cast.ama)
    send(ama, rehearsal, pdf_of(1))
    answer = send(ama, rehearsal, data, name)
    assert answer.status_code == 422
    assert answer.context["slides_form"].errors["slides"]
    assert Slides.objects.get().n_pages == 1


def test_a_guest_hangs_nothing(cast, signed_in):
    rehearsal = planned(cast)
    inviting.invite(rehearsal, cast.rosa, by=cast.ama, now=NOW)
    assert send(signed_in(cast.rosa), rehearsal, pdf_of(1)).status_code == 404


def test_too_many_pages_are_not_drawn():
    with pytest.raises(CannotDraw, match="too_many_pages"):
        draw_pages(pdf_of(MOST_PAGES + 1, size=(16, 9)))


def test_room_for_files_has_an_end(cast, monkeypatch):
    monkeypatch.setattr(hanging, "QUOTA_BYTES", 100)
    page = Page(4, 3, "", b"R" * 40)
    first, second = planned(cast), planned(cast)
    hanging.hang_slides(first, name="a.pdf", pdf=b"x" * 20, pages=[page], by=cast.ama, now=NOW)
    with pytest.raises(Refused):
        hanging.hang_slides(second, name="b.pdf", pdf=b"x" * 20, pages=[page], by=cast.ama, now=NOW)
    # The same rehearsal's own slides make room for what hangs instead of them.
    hanging.hang_slides(first, name="c.pdf", pdf=b"x" * 60, pages=[page], by=cast.ama, now=NOW)
