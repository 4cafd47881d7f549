"""Every page that somebody can reach: follows links from a start, one page for each address of urls.py."""

import re
from collections import deque
from collections.abc import Callable, Collection
from urllib.parse import parse_qsl, urlsplit

from django.urls import resolve
from tests.journeys.visits import Visit

# Links that hand over a file, or that end the visit.
NOT_PAGES = re.compile(r"\.(csv|json|npz|svg|zip|ics|pdf)$|/logout/|/download/")
MOST = 80


def kind(address: str) -> str:
    """Addresses of one kind look alike: the URL's name, and what is asked of it."""
    parts = urlsplit(address)
    name = resolve(parts.path, "tests.plan.demo_urls").view_name
    # Which pair or page is shown makes no new page; which tab does.
    asked = sorted(f"{key}={value}" if key == "tab" else key for key, value in parse_qsl(parts.query) if key != "pair")
    return "?".join(filter(None, (name, "&".join(asked))))


def reachable(visit: Visit, *starts: str, look: Callable[[str], object] = str, skip: Collection[str] = ()) -> dict[str, str]:
    """{kind: path} of all pages that links lead to, each looked at while it is open; a link that leads nowhere is a complaint.

    `skip`: names of addresses that are left alone.
    """
    found: dict[str, str] = {}
    waiting = deque(starts)
    while waiting and len(found) < MOST:
        path = waiting.popleft()
        if kind(path) in found or kind(path).partition("?")[0] in skip:
            continue
        found[kind(path)] = path
        answer = visit.page.goto(visit.address + path)
        if answer is None or answer.status != 200:
            visit.complaints.append(f"{path}: {answer and answer.status}")
            continue
        look(path)
        for link in visit.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"):
            parts = urlsplit(link)
            if link.startswith(visit.address + "/") and not NOT_PAGES.search(parts.path):
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found
