"""How long the server takes for each page of First Harbour (243 people), how many queries it asks, and how fast other weights are
really solved. In this process, with a throw-away database; the network is not in it. Goals: p95 <= 200 ms, what-if <= 1 s, <= 30
queries. On a busy machine wall times are upper bounds: the processor time beside them is not touched by others.
"""

import argparse
import json
import os
import secrets
import time
from pathlib import Path
from statistics import median, quantiles

from bench._database import own_database

WARM_UP, REQUESTS = 5, 30
SLUG = "first-harbour-2026"


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench pages", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    with own_database() as (database, folder):
        prepare(database, folder)
        found = measure()
    print(json.dumps(found, indent=1) if options.json else table(found))


def prepare(database: str, folder: Path, *, programme: bool = True) -> None:
    """The demo's programme in an empty database, or the tables alone."""
    os.environ |= {
        "DATABASE_URL": database, "MENTES_DATA": str(folder / "data"), "MENTES_DEMO": "1",
        "MENTES_SECRET_KEY": secrets.token_urlsafe(50), "DJANGO_SETTINGS_MODULE": "mentes.config.settings",
    }  # fmt: skip
    import django  # settings are read from what stands in the environment now

    django.setup()
    from django.core.management import call_command

    from mentes.cli import harbour, serving

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if programme:
        harbour.load(lambda step: None)
    serving.rest_garbage()  # as the server does once it has started


def visitors() -> dict:
    from django.test import Client

    from mentes.people.models import Person

    clients = {"nobody": Client(headers={"host": "127.0.0.1"})}
    for name, email in (("beatriz", "beatriz.amaral"), ("rosa", "rosa.quispe"), ("ama", "ama.owusu")):
        clients[name] = Client(headers={"host": "127.0.0.1"})
        clients[name].force_login(Person.objects.get(email=f"{email}@example.org"))
    return clients


def pages() -> list[tuple[str, str]]:
    """(who, path)"""
    from mentes.matches.models import Match
    from mentes.programmes.models import Participation

    offered = Match.objects.get(mentee__external_id="a001", mentor__external_id="b001")
    judged = Match.objects.filter(state="approved").first()
    ama = Participation.objects.get(external_id="a001")
    base = f"/programmes/{SLUG}"
    rooms = ["", "people/", f"people/{ama.pk}/", "supply/", "settings/", "staff/", "imports/"]
    matching = ["", "?tab=approved", "terms/", "publish/", "queue/", "unplaced/", "proof/"]
    organiser = ["/today/", *(f"{base}/{room}" for room in rooms), *(f"{base}/matches/{page}" for page in matching)]
    organiser += [f"/matches/{judged.pk}/", f"/matches/{judged.pk}/swap/", f"/trust/log/{SLUG}/"]
    participant = ["/today/", f"/matches/{offered.pk}/", "/me/", "/trust/", f"{base}/"]
    return [
        *(("nobody", path) for path in ("/", "/accounts/login/code/", "/privacy/")),
        *(("beatriz", path) for path in organiser),
        *(("ama", path) for path in (*participant, f"/me/places/{ama.pk}/")),
        *(("rosa", path) for path in participant[:2]),
    ]


def measure() -> dict:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clients = visitors()
    rows = []
    for who, path in pages():
        client = clients[who]
        answer = client.get(path)
        assert answer.status_code == 200, f"{who} {path}: {answer.status_code}"
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        rows.append({"who": who, "path": path, "queries": len(queries), "bytes": len(answer.content)} | timed(client, path))
    slider = {f"weight_{k}": 10 + k for k in range(6)} | {"aim": "points", "sensitive_lived": "on"}
    tried = timed(clients["beatriz"], f"/programmes/{SLUG}/matches/what-if/", REQUESTS, changing=slider)
    return {"people": 243, "requests": REQUESTS, "load": os.getloadavg()[0], "pages": rows, "what_if": tried}


def timed(client, path: str, n: int = REQUESTS, *, changing: dict | None = None) -> dict:
    """Milliseconds: median and p95 of the wall, the same of the processor. `changing`: weights, other ones each time."""
    walls, processors = [], []
    for k in range(WARM_UP + n):
        data = {**changing, "weight_0": 5 + k} if changing else {}
        headers = {"HX-Request": "true"} if changing else {}
        wall, processor = time.perf_counter(), time.process_time()
        answer = client.get(path, data, headers=headers)
        assert answer.status_code == 200
        if k >= WARM_UP:
            walls.append((time.perf_counter() - wall) * 1000)
            processors.append((time.process_time() - processor) * 1000)
    return {
        "median_ms": round(median(walls), 1),
        "p95_ms": round(quantiles(walls, n=20)[-1], 1),
        "processor_ms": round(median(processors), 1),
        "processor_p95_ms": round(quantiles(processors, n=20)[-1], 1),
    }


NUMBERS = ("median_ms", "p95_ms", "processor_ms", "processor_p95_ms", "queries")


def table(found: dict) -> str:
    head = "".join(f"{name.removesuffix('_ms'):>15}" for name in NUMBERS)
    lines = [
        f"{row['who']:8} {row['path'][:60]:60}" + "".join(f"{row.get(name, ''):>15}" for name in NUMBERS)
        for row in [*found["pages"], {"who": "beatriz", "path": "other weights, really solved"} | found["what_if"]]
    ]
    return "\n".join([f"{'milliseconds':69}{head}", *lines, f"{found['requests']} requests each, load {found['load']:.1f}"])


if __name__ == "__main__":
    main()
