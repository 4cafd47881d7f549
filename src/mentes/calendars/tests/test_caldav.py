"""A real CalDAV server on loopback (Radicale): found, asked, and refused where it leads elsewhere."""

import base64
import socket
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from radicale import Application
from radicale.config import load

from mentes.calendars.actions import add_source, read_source
from mentes.calendars.caldav import read_calendars
from mentes.calendars.models import CalendarSource
from mentes.lib.fetch import Login, NotFetched
from mentes.lib.tests.canary import answer, canary, talker
from mentes.meetings.models import Busy
from mentes.testing import make_person

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=60)
AMA = Login("ama", "s3cret:wörd")
EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\n"
    "SUMMARY:secret\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n"
)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def radicale(tmp_path, settings):
    """The port of a Radicale with Ama's calendars: work, with three events, and one for tasks only."""
    (tmp_path / "users").write_text(f"{AMA.user}:{AMA.password}\n", encoding="utf-8")
    configuration = load([])
    configuration.update(
        {
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(tmp_path / "users"),
                "htpasswd_encryption": "plain",
                "delay": 0,
            },
            "storage": {"filesystem_folder": str(tmp_path / "kept")},
            "logging": {"level": "critical"},
        },
        "test",
        privileged=True,
    )
    server = make_server("127.0.0.1", 0, Application(configuration), handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.server_port}"
    for name, kind in (("work", "VEVENT"), ("tasks", "VTODO")):
        send(server.server_port, "MKCALENDAR", f"/ama/{name}/", made(kind))
    events = {
        "one": "DTSTART:20261105T090000Z\r\nDTEND:20261105T100000Z\r\n",
        "weekly": "DTSTART;TZID=Europe/Madrid:20200107T180000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;UNTIL=20261120T000000Z\r\n",
        "long-ago": "DTSTART:20200105T090000Z\r\nDTEND:20200105T100000Z\r\n",
    }
    for uid, lines in events.items():
        send(server.server_port, "PUT", f"/ama/work/{uid}.ics", EVENT.format(uid=uid, lines=lines))
    yield server.server_port
    server.shutdown()
    server.server_close()


def made(kind: str) -> str:
    return (
        '<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>'
        f'<c:supported-calendar-component-set><c:comp name="{kind}"/></c:supported-calendar-component-set>'
        "</d:prop></d:set></c:mkcalendar>"
    )


def send(port: int, method: str, path: str, body: str) -> None:
    login = base64.b64encode(f"{AMA.user}:{AMA.password}".encode()).decode()
    line = HTTPConnection("127.0.0.1", port, timeout=10)
    line.request(method, path, body.encode(), {"Authorization": f"Basic {login}", "Content-Type": "text/calendar; charset=utf-8"})
    assert line.getresponse().status in (200, 201)
    line.close()


@pytest.mark.parametrize("path", ["/ama/work/", "/ama/", "/"])
def test_busy_times_are_found_from_the_calendar_the_home_and_the_server(radicale, path, db):
    person = make_person("Ama Owusu", time_zone="Europe/Madrid")
    source = add_source(
        person,
        name="Work",
        kind="caldav",
        address=f"http://127.0.0.1:{radicale}{path}",
        user=AMA.user,
        password=AMA.password,
        now=NOW,
    )
    assert read_source(source.pk, now=NOW) == ""
    found = list(Busy.objects.filter(person=person).values_list("starts_at", flat=True))
    assert [f"{at:%m-%d %H}" for at in found] == ["11-03 17", "11-05 09", "11-10 17", "11-17 17"]


def test_only_what_lies_in_the_span_is_asked_for(radicale):
    data = read_calendars(f"http://127.0.0.1:{radicale}/ama/work/", AMA, since=NOW, until=UNTIL)
    assert b"UID:weekly" in data
    assert b"UID:long-ago" not in data


def test_a_wrong_password_is_said(radicale, db):
    person = make_person("Ama Owusu")
    source = add_source(
        person, name="Work", kind="caldav", address=f"http://127.0.0.1:{radicale}/ama/work/", user="ama", password="no", now=NOW
    )
    assert read_source(source.pk, now=NOW) == "password"
    assert CalendarSource.objects.get().error == "password"


def code_of(said: bytes, settings) -> str:
    with talker(said) as server:
        settings.MENTES_FETCH_HOSTS = f"127.0.0.1:{server.port}"
        with pytest.raises(NotFetched) as found:
            read_calendars(f"http://127.0.0.1:{server.port}/", AMA, since=NOW, until=UNTIL)
        return found.value.code


LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 30))


@pytest.mark.parametrize(
    "body",
    [
        f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]><x>&l29;</x>',
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://169.254.169.254/"><x/>',
        "<x" + "><x" * 200_000,
        "no xml",
        "",
        '<d:multistatus xmlns:d="DAV:"/>',
        '<?xml version="1.0" encoding="no-such"?><x/>',
    ],
    ids=["laughs", "file", "outside", "deep", "none", "empty", "nothing", "encoding"],
)
def test_hostile_xml_is_no_calendar(settings, body):
    assert code_of(answer(body.encode(), status="207 Multi"), settings) == "protocol"


def test_a_server_cannot_send_the_password_elsewhere(settings):
    with canary() as watched:
        there = f"http://127.0.0.1:{watched.port}/"
        body = (
            '<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>%s</d:href><d:propstat>'
            "<d:prop><d:resourcetype><c:calendar/></d:resourcetype></d:prop></d:propstat></d:response></d:multistatus>"
        )
        assert code_of(answer((body % there).encode(), status="207 Multi"), settings) == "protocol"
        assert watched.hits == 0


def test_a_password_never_goes_without_tls_to_a_public_server(monkeypatch, settings):
    settings.MENTES_FETCH_HOSTS = ""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("asked"))
    with pytest.raises(NotFetched, match="credentials"), suppress(OSError):
        read_calendars("http://cal.example.org/", AMA, since=NOW, until=UNTIL)
