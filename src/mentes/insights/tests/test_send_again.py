"""A letter that may not have arrived is seen by whom it was for and by organisers; one press sends it again, and only that."""

import datetime as dt

import pytest
from django.utils import timezone

from mentes.insights.morning import read_morning
from mentes.people import outbox
from mentes.people.models import Letter
from mentes.people.tests.conftest import office  # noqa: F401
from mentes.testing import NOW, Cast
from mentes.trust.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(office):  # noqa: F811
    cast = Cast()
    office.moods.append("hang-up-after-dot")
    facts = {"what": "passkey_added", "at": NOW.isoformat()}
    cast.letter = Letter.objects.create(key="k", person=cast.ama, kind="account_changed", facts=facts, not_before=NOW)
    assert outbox.send(cast.letter.pk, now=timezone.now()) == "in_doubt"
    cast.address = f"/programmes/{cast.programme.slug}/people/{cast.ama_place.pk}/send-again/"
    cast.morning = f"/programmes/{cast.programme.slug}/morning/"
    return cast


def test_the_morning_names_whom_it_was_for_and_nothing_of_the_letter(cast, client):
    (section,) = read_morning(cast.programme, now=timezone.now())
    assert (section.kind, section.rows[0].notice.place, section.rows[0].notice.n) == ("doubt", cast.ama_place, 1)
    client.force_login(cast.cleo)
    page = client.get(cast.morning).content.decode()
    assert "A letter to 1 person may not have arrived" in page
    cast.letter.refresh_from_db()
    assert cast.letter.subject
    assert cast.letter.subject not in page
    assert cast.address in page


def test_pressed_twice_it_goes_once_more_under_its_number(cast, client, office):  # noqa: F811
    client.force_login(cast.cleo)
    assert client.post(cast.address).status_code == 302
    assert client.post(cast.address).status_code == 302
    now = timezone.now()
    assert [outbox.send(letter_id, now=now) for letter_id in outbox.due(now)] == ["sent"]
    assert len({message["Message-ID"] for _to, message in office.taken}) == 1
    assert len(office.taken) == 2
    line = AuditEntry.objects.get(action="letters.sent_again")
    assert (line.actor_id, line.programme_id) == (cast.cleo.pk, cast.programme.pk)
    assert read_morning(cast.programme, now=now + dt.timedelta(minutes=1)) == []


def test_the_reader_sees_it_on_today_by_its_subject_and_nobody_else_does(cast, client):
    cast.letter.refresh_from_db()
    client.force_login(cast.rosa)
    assert "may not have arrived" not in client.get("/today/").content.decode()
    assert client.post("/me/letters-again/").status_code == 302
    assert Letter.objects.in_doubt().exists(), "another person sends nothing of hers"
    client.force_login(cast.ama)
    page = client.get("/today/").content.decode()
    assert "A letter to you may not have arrived" in page
    assert cast.letter.subject in page
    page = client.post("/me/letters-again/", follow=True).content.decode()
    assert "on its way to you again" in page
    assert "A letter to you may not have arrived" not in page


def test_nobody_but_who_runs_the_programme_may(cast, client):
    client.force_login(cast.rosa)
    assert client.post(cast.address).status_code == 404
    assert Letter.objects.in_doubt().exists()
