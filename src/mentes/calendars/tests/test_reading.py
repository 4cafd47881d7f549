"""A calendar of one's own: named, read, read again, failing, and taken away."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from mentes.calendars.actions import add_source, ask_again, read_source, remove_source
from mentes.calendars.jobs import read_due
from mentes.calendars.models import CalendarSource
from mentes.lib.errors import Refused
from mentes.lib.tests.canary import answer, canary, talker
from mentes.meetings.models import Busy
from mentes.people.models import Person
from mentes.testing import make_person
from mentes.trust.actions import erase_person, export_person

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def ama(db):
    return make_person("Ama Owusu", time_zone="Europe/Madrid")


def ics(*starts: str) -> bytes:
    event = "BEGIN:VEVENT\r\nUID:{0}\r\nSUMMARY:dentist\r\nDTSTART:{0}\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\n{''.join(map(event.format, starts))}END:VCALENDAR\r\n".encode()


@pytest.fixture
def server(settings):
    with talker(answer(ics("20261105T090000Z"), ETag='"1"')) as one:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{one.port}"
        yield one


def named(person: Person, server, now=NOW) -> CalendarSource:
    return add_source(person, name="Work", kind="ics", address=f"http://127.0.0.1:{server.port}/secret.ics", now=now)


def busy(person: Person) -> list[datetime]:
    return list(Busy.objects.filter(person=person).values_list("starts_at", flat=True))


def test_busy_times_are_kept_and_no_word_of_what_with(ama, server):
    source = named(ama, server)
    assert read_source(source.pk, now=NOW) == ""
    assert busy(ama) == [datetime(2026, 11, 5, 9, tzinfo=UTC)]
    source.refresh_from_db()
    assert (source.n_busy, source.read_at, source.next_at) == (1, NOW, NOW + timedelta(minutes=15))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'select coalesce(string_agg(row::text, $$$$), $$$$) from "{table}" as row')
            said = cursor.fetchone()[0]
            assert "dentist" not in said, table
            assert "secret.ics" not in said, table


def test_reading_again_puts_the_new_in_place_of_the_old_and_twice_is_once(ama, server):
    source = named(ama, server)
    read_source(source.pk, now=NOW)
    assert read_source(source.pk, now=NOW) is None, "its turn has not come"
    server.says = [answer(ics("20261106T090000Z", "20261107T090000Z"))]
    later = NOW + timedelta(minutes=15)
    read_source(source.pk, now=later)
    assert [at.day for at in busy(ama)] == [6, 7]


def test_a_server_that_says_nothing_has_changed_is_believed_for_a_day(ama, server):
    source = named(ama, server)
    read_source(source.pk, now=NOW)
    server.says = [answer(status="304 Not Modified")]
    assert read_source(source.pk, now=NOW + timedelta(minutes=15)) == ""
    assert 'If-None-Match: "1"' in server.heard[-1]
    assert len(busy(ama)) == 1
    server.says = [answer(ics("20261110T090000Z"))]
    read_source(source.pk, now=NOW + timedelta(hours=21))
    assert "If-None-Match" not in server.heard[-1]
    assert [at.day for at in busy(ama)] == [10]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (answer(status="401 Who"), "password"),
        (answer(status="404 Not Found"), "missing"),
        (answer(status="503 Later"), "server"),
        (answer(b"<html>Sign in</html>"), "calendar"),
        (answer(b""), "empty"),
        (answer(b"x" * 1_100_000), "large"),
        (b"nonsense", "protocol"),
        (answer(status="302 Found", Location="http://169.254.169.254/latest/"), "private"),
    ],
)
def test_what_goes_wrong_is_said_and_the_old_times_stay(ama, server, said, code):
    source = named(ama, server)
    read_source(source.pk, now=NOW)
    server.says, later = [said], NOW + timedelta(minutes=15)
    assert read_source(source.pk, now=later) == code
    source.refresh_from_db()
    assert (source.error, source.n_failed, source.next_at - later) == (code, 1, timedelta(minutes=30))
    assert len(busy(ama)) == 1
    client_sees = CalendarSource.objects.get(pk=source.pk)
    assert client_sees.read_at == NOW


def test_who_fails_again_and_again_is_asked_less_and_less_and_at_least_daily(ama, server):
    source, now = named(ama, server), NOW
    server.says = [answer(status="500 No")]
    waits = []
    for _ in range(9):
        read_source(source.pk, now=now)
        source.refresh_from_db()
        waits.append(source.next_at - now)
        now = source.next_at
    assert waits[:3] == [timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)]
    assert waits[-1] == timedelta(hours=24)
    server.says = [answer(ics("20261105T090000Z"))]
    assert read_source(source.pk, now=now) == ""
    source.refresh_from_db()
    assert (source.error, source.n_failed) == ("", 0)


def test_an_address_into_the_house_is_never_asked(ama, settings):
    settings.MENTES_FETCH_HOSTS = ""
    with canary() as watched:
        source = CalendarSource.objects.create(
            person=ama, name="x", kind="ics", address=f"http://127.0.0.1:{watched.port}/", created_at=NOW, next_at=NOW
        )
        assert read_source(source.pk, now=NOW) == "port"
        assert watched.hits == 0


def test_our_own_meetings_in_somebodys_calendar_take_no_hour_twice(ama, server, settings):
    own = ics("20261105T090000Z").replace(b"UID:20261105T090000Z", b"UID:mentes-123@127.0.0.1")
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    server.says = [answer(own)]
    read_source(named(ama, server).pk, now=NOW)
    assert busy(ama) == []


def test_what_was_removed_while_it_was_read_does_not_come_back(ama, server, monkeypatch):
    source = named(ama, server)
    from mentes.calendars.actions import reading

    asked = reading._asked

    def slowly(*args):
        found = asked(*args)
        remove_source(CalendarSource.objects.get(pk=source.pk), by=ama, now=NOW)
        return found

    monkeypatch.setattr(reading, "_asked", slowly)
    assert read_source(source.pk, now=NOW) is None
    assert busy(ama) == []


def test_read_now_reads_at_once_and_not_every_second(ama, server):
    source = named(ama, server)
    read_source(source.pk, now=NOW)
    source.refresh_from_db()
    with pytest.raises(Refused, match="less than a minute"):
        ask_again(source, now=NOW + timedelta(seconds=20))
    ask_again(source, now=NOW + timedelta(minutes=2))
    assert read_source(source.pk, now=NOW + timedelta(minutes=2)) == ""


def test_ten_calendars_are_enough(ama, server):
    for _ in range(10):
        named(ama, server)
    with pytest.raises(Refused, match="ten calendars"):
        named(ama, server)


def test_the_clock_asks_for_what_is_due_once(ama, server):
    named(ama, server)
    for _ in range(2):
        read_due(int(NOW.timestamp()))
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where task_name = 'calendars.read'")
        assert cursor.fetchone()[0] == 1


def test_a_key_that_is_gone_is_said_and_the_calendar_can_be_removed(ama, server, settings, client):
    source = named(ama, server)
    settings.SEALING_KEYS = "b3RoZXIta2V5LW9ubHktZm9yLXRlc3RzLTEyMzQ1Njc="
    assert read_source(source.pk, now=NOW) == "keys"
    client.force_login(ama)
    assert "key that opened this address is gone" in client.get("/me/calendars/").content.decode()
    assert client.post("/me/calendars/remove/", {"calendar": str(source.pk)}).status_code == 302
    assert not CalendarSource.objects.exists()


def test_removing_takes_what_was_read_and_erasing_takes_all(ama, server):
    source = named(ama, server)
    read_source(source.pk, now=NOW)
    remove_source(source, by=ama, now=NOW)
    assert busy(ama) == []
    read_source(named(ama, server).pk, now=NOW)
    erase_person(ama, by=ama, now=NOW)
    assert not Busy.objects.exists()
    assert not CalendarSource.objects.exists()


def test_a_copy_holds_the_address_and_not_the_password(ama, server):
    add_source(ama, name="Home", kind="caldav", address="https://cal.example.org/", user="ama", password="hunter2", now=NOW)
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(export_person(ama))) as archive:
        said = archive.read("data.json").decode()
    assert "https://cal.example.org/" in said
    assert "hunter2" not in said


# --- pages -----------------------------------------------------------------------------------------------------------------


def test_a_calendar_is_named_on_the_page_and_every_slip_is_said_at_once(ama, client):
    client.force_login(ama)
    page = client.post("/me/calendars/add/", {"name": "", "kind": "caldav", "address": "ftp://x", "user": "", "password": ""})
    text = page.content.decode()
    assert page.status_code == 422
    for words in ("This field is required", "begin with https://", "asks for a name and a password"):
        assert words in text, words
    page = client.post("/me/calendars/add/", {"name": "Work", "kind": "ics", "address": "webcal://cal.example.org/a.ics"})
    assert page.status_code == 302
    assert CalendarSource.objects.get().address == "https://cal.example.org/a.ics"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/x.ics", "https://me:pw@cal.example.org/", "https://localhost/", "http://x:22/", "nonsense"]
)
def test_an_address_that_is_never_read_is_refused_at_once(ama, client, address):
    client.force_login(ama)
    assert client.post("/me/calendars/add/", {"name": "Work", "kind": "ics", "address": address}).status_code == 422
    assert not CalendarSource.objects.exists()


def test_nobody_touches_the_calendar_of_another(ama, server, client):
    source = named(ama, server)
    client.force_login(make_person("Dov Adler"))
    for what in ("read", "remove"):
        for pk in (source.pk, "nonsense", "00000000-0000-4000-8000-000000000000"):
            assert client.post(f"/me/calendars/{what}/", {"calendar": str(pk)}).status_code == 404
    assert CalendarSource.objects.filter(pk=source.pk).exists()
