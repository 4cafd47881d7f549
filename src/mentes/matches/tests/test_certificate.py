"""The certificate: a page for everybody, a PDF where the system can write one, and nothing for anybody else."""

import pytest

from mentes.lib import pdf
from mentes.matches.actions.ending import end_match, say_farewell
from mentes.testing import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    cast.programme.kept_by = "Harbour <b>Trust</b>"
    cast.programme.save()
    cast.pair = cast.match(state="active", offered_at=NOW, started_at=NOW)
    end_match(cast.pair, by=cast.ama, kind="completed", now=NOW)
    say_farewell(cast.pair, by=cast.ama, reached="A price <img src=file:///etc/hostname> that pays.", now=NOW)
    return cast


def test_the_page_says_who_with_whom_and_what_was_reached(cast, client):
    client.force_login(cast.ama)
    page = client.get(f"/matches/{cast.pair.pk}/certificate/").content.decode()
    for said in ("Ama Owusu", "Rosa Quispe", "First Harbour", "2 March 2026", "that pays."):
        assert said in page
    assert "<img src=file" not in page


@pytest.mark.skipif(not pdf.can_write(), reason="this system has no pango")
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_a_pdf_is_written_in_the_readers_language_and_fetches_nothing(cast, client, language):
    cast.ama.language = language
    cast.ama.save()
    client.force_login(cast.ama)
    answer = client.get(f"/matches/{cast.pair.pk}/certificate.pdf")
    assert answer.content[:5] == b"%PDF-"
    assert len(answer.content) > 4_000


@pytest.mark.skipif(not pdf.can_write(), reason="this system has no pango")
@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1/x.css"])
def test_addresses_are_refused_while_a_pdf_is_written(address, caplog):
    caplog.set_level("ERROR", logger="weasyprint")
    assert pdf.write(f'<img src="{address}" alt=""><p>One page.</p>', "")[:5] == b"%PDF-"
    assert "Failed to load image" in caplog.text


def test_without_the_library_the_page_says_to_print_and_there_is_no_file(cast, client, monkeypatch):
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
    client.force_login(cast.ama)
    assert "Print this page" in client.get(f"/matches/{cast.pair.pk}/certificate/").content.decode()
    assert client.get(f"/matches/{cast.pair.pk}/certificate.pdf").status_code == 404
