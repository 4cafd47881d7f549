"""Asking a CalDAV server for what lies in a span of time (RFC 4791), through the one guarded door.

The address may be that of one calendar, or of the server: then its calendars are found by the way of RFC 6764 and 5397.
"""

from datetime import datetime
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mentes.lib.fetch import Answer, Login, NotFetched, fetch

DAV, CAL = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
MOST_CALENDARS = 10
MOST_PLACES = 5
MULTI = 207
WAYS = (f"{CAL}calendar-home-set", f"{DAV}current-user-principal")
ASK = (
    '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>'
    "<d:resourcetype/><d:current-user-principal/><c:calendar-home-set/><c:supported-calendar-component-set/>"
    "</d:prop></d:propfind>"
)
QUERY = (
    '<?xml version="1.0" encoding="utf-8"?><c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:prop>'
    '<c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">'
    '<c:time-range start="{since}" end="{until}"/></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>'
)


def read_calendars(address: str, login: Login, *, since: datetime, until: datetime) -> bytes:
    """The calendar objects of every calendar found there, one after another. Raises NotFetched.

    Codes beside those of lib.fetch: password, missing, server, protocol (no CalDAV is spoken there).
    """
    found = _find(address, login)
    if not found:
        raise NotFetched("protocol", "no calendar is found there")
    query = QUERY.format(since=f"{since:%Y%m%dT%H%M%SZ}", until=f"{until:%Y%m%dT%H%M%SZ}").encode()
    return b"\r\n".join(part for place in found[:MOST_CALENDARS] for part in _query(place, login, query))


def _find(address: str, login: Login) -> list[str]:
    """Addresses of calendars: the one given, those inside it, or those of whoever signs in, wherever the server says they are."""
    waiting, seen = [address], set()
    while waiting and len(seen) < MOST_PLACES:
        place = waiting.pop(0)
        if place in seen:
            continue
        seen.add(place)
        place, answers = _ask(place, login)
        if calendars := _calendars(place, answers):
            return calendars
        waiting += [there for step in WAYS for there in _led(place, answers, step)]
    return []


def _calendars(place: str, answers: list[Element]) -> list[str]:
    found = []
    for answer in answers:
        kinds = answer.find(f".//{DAV}resourcetype")
        if kinds is None or kinds.find(f"{CAL}calendar") is None:
            continue
        parts = {part.get("name") for part in answer.iter(f"{CAL}comp")}
        if not parts or "VEVENT" in parts:
            found.append(_href(place, answer))
    return list(dict.fromkeys(found))


def _led(place: str, answers: list[Element], step: str) -> list[str]:
    return [_href(place, part) for answer in answers for part in answer.iter(step) if part.find(f"{DAV}href") is not None]


def _href(place: str, part: Element) -> str:
    """An address inside the same server: a login is never carried to another one."""
    there = urljoin(place, (part.findtext(f"{DAV}href") or "").strip())
    if urlsplit(there)[:2] != urlsplit(place)[:2]:
        raise NotFetched("protocol", "the server names another server")
    return there


def _ask(address: str, login: Login) -> tuple[str, list[Element]]:
    answer = _sent("PROPFIND", address, login, ASK.encode())
    return answer.url, _responses(answer)


def _query(address: str, login: Login, query: bytes) -> list[bytes]:
    answer = _sent("REPORT", address, login, query)
    texts = (one.findtext(f".//{CAL}calendar-data") for one in _responses(answer))
    return [text.encode() for text in texts if text]


def _sent(method: str, address: str, login: Login, body: bytes) -> Answer:
    headers = {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}
    answer = fetch(address, method=method, headers=headers, body=body, login=login)
    expect(answer, MULTI)
    return answer


def expect(answer: Answer, status: int) -> None:
    """Raises NotFetched where a calendar's server answers with another status: password, missing, server, or protocol."""
    if answer.status in (401, 403):
        raise NotFetched("password")
    if answer.status in (404, 410):
        raise NotFetched("missing")
    if answer.status >= 500 or answer.status == 429:
        raise NotFetched("server", str(answer.status))
    if answer.status != status:
        raise NotFetched("protocol", f"status {answer.status}")


def _responses(answer: Answer) -> list[Element]:
    """The parts of a multistatus. A document with entities of its own is refused (defusedxml)."""
    try:
        return list(fromstring(answer.body, forbid_dtd=True).iter(f"{DAV}response"))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotFetched("protocol", "not the XML that was asked for") from error
