"""S16: does anybody get an hour twice? Twenty clients on connections of their own fight for the same few people's hours.

    mentes bench booking --json
    mentes bench booking --attempts 2000 --pause-ms 250

Without a pause twenty clients ask as fast as they are answered, which measures how much the machine can do; with one, people who
look before they press.
Each attempt books two or three of a few people, once or as a row, or moves or calls off a meeting that is there, with the same
actions that the pages call. Counted: what was booked, what was refused in a sentence, deadlocks and other errors of the database,
and, asked of the rows afterwards without the code that wrote them, overlaps of one person. A PostgreSQL of its own is started and
thrown away; DATABASE_URL is not used.
"""

import argparse
import json
import multiprocessing
import os
import random
import resource
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from bench._database import cpu_seconds, own_database

GOAL_P95_MS = 150
STATISTICS_SECONDS = 2
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ABOUT = UUID("00000000-0000-4000-8000-00000000b00c")


def main(argv: list[str]) -> None:
    options = argparse.ArgumentParser(prog="booking", description=__doc__.split("\n")[0])
    options.add_argument("--attempts", type=int, default=10_000)
    options.add_argument("--clients", type=int, default=20)
    options.add_argument("--people", type=int, default=12)
    options.add_argument("--days", type=int, default=20, help="how many days the hours lie in: fewer is more of a fight")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--pause-ms", type=int, default=0, help="how long a client waits between attempts, on average")
    options.add_argument("--processes", type=int, default=2, help="processes that the clients are spread over")
    options.add_argument("--as-served", action="store_true", help="every commit waits for the disk, as with mentes serve")
    options.add_argument("--json", action="store_true")
    given = options.parse_args(argv)
    with own_database(as_served=given.as_served) as (database, folder):
        # Settings are read when Django starts, from what stands in the environment then.
        os.environ.update(
            MENTES_TEST="1",
            DJANGO_SETTINGS_MODULE="mentes.config.settings",
            MENTES_DATA=str(folder / "data"),
            DATABASE_URL=database,
        )
        told = measure(given, folder)
    print(json.dumps(told, indent=2) if given.json else "\n".join(f"{name:<22} {value}" for name, value in told.items()))
    if any(told[name] for name in ("overlaps", "seats_not_as_their_meeting", "deadlocks", "other_errors")):
        raise SystemExit(1)


def measure(given: argparse.Namespace, folder: Path) -> dict:
    """`folder`: where the database lies, for its processor time."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    # Counted as ever, and never enough: what is measured happens within one instant.
    settings.MEETING_CHANGES_AN_HOUR = 1_000_000
    call_command("migrate", verbosity=0)
    from mentes.people.models import Person

    people = [
        Person.objects.create_user(f"p{n}@example.org", name=f"Person {n}", time_zone=zone)
        for n, zone in zip(range(given.people), ["Africa/Accra", "America/Bogota", "Asia/Beirut"] * given.people, strict=False)
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent_before, database_before = before.ru_utime + before.ru_stime, cpu_seconds(folder)
    load_before = os.getloadavg()[0]
    started = time.perf_counter()
    from django.db import connections

    connections.close_all()  # no process inherits the connection of another
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(given.processes, mp_context=context) as processes:
        groups = [range(n, given.clients, given.processes) for n in range(given.processes)]
        shares = [(given, list(group), people) for group in groups]
        at_work = [processes.submit(_clients, share) for share in shares]
        while wait(at_work, timeout=STATISTICS_SECONDS).not_done:
            take_statistics()
        results = [one for group in at_work for one in group.result()]
    seconds = time.perf_counter() - started
    database_seconds = cpu_seconds(folder) - database_before
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Of the clients alone: the server of the database still runs, and who runs is not yet counted among the children.
    client_seconds = used.ru_utime + used.ru_stime - spent_before
    counts: Counter = sum((counter for counter, _times in results), Counter())
    times = sorted(ms for _counter, mine in results for ms in mine)
    return {
        "attempts": len(times),
        "clients": given.clients,
        "processes": given.processes,
        "pause_ms": given.pause_ms,
        "people": given.people,
        "as_served": given.as_served,
        "overlaps": overlaps(),
        "seats_not_as_their_meeting": seats_apart(),
        "deadlocks": counts["deadlock"],
        "other_errors": counts["error"],
        "booked": counts["book"],
        "moved": counts["move"],
        "called_off": counts["cancel"],
        "refused": counts["refused"],
        "cpu_ms_an_attempt": round(1000 * client_seconds / len(times), 1),
        "database_cpu_ms_an_attempt": round(1000 * database_seconds / len(times), 1),
        "p50_ms": round(_share(times, 0.5), 1),
        "p95_ms": round(_share(times, 0.95), 1),
        "p99_ms": round(_share(times, 0.99), 1),
        "goal_p95_ms": GOAL_P95_MS,
        "seconds": round(seconds, 1),
        "attempts_a_second": round(len(times) / seconds, 1),
        "cpus": os.cpu_count(),
        "load_before": round(load_before, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }


def _clients(share: tuple[argparse.Namespace, list[int], list]) -> list[tuple[Counter, list]]:
    """The clients of one process, a thread and a connection each."""
    given, numbers, people = share
    barrier = threading.Barrier(len(numbers))
    with ThreadPoolExecutor(len(numbers)) as threads:
        return list(threads.map(lambda n: _client(n, people, given, barrier), numbers))


def _client(n: int, people: list, given: argparse.Namespace, barrier: threading.Barrier) -> tuple[Counter, list]:
    from django.db import connection

    chance, counts, times = random.Random(given.seed * 1000 + n), Counter(), []
    connection.ensure_connection()
    barrier.wait()  # all begin together
    for _attempt in range(given.attempts // given.clients + (n < given.attempts % given.clients)):
        if given.pause_ms:
            time.sleep(chance.expovariate(1000 / given.pause_ms))
        started = time.perf_counter()
        counts[_attempt_once(chance, people, given.days)] += 1
        times.append(1000 * (time.perf_counter() - started))
    connection.close()
    return counts, times


def _attempt_once(chance: random.Random, people: list, days: int) -> str:
    from django.db import DatabaseError

    from mentes.lib.errors import Refused
    from mentes.meetings.actions import book, cancel, move
    from mentes.meetings.models import Meeting

    some = chance.sample(people, chance.choice([2, 2, 2, 3]))
    starts_at = NOW + timedelta(days=chance.randrange(1, days), minutes=15 * chance.randrange(0, 32))
    kind = chance.choices(["book", "move", "cancel"], [6, 2, 2])[0]
    try:
        if kind == "book":
            row = {"repeat": "weekly", "times": 3} if chance.random() < 0.1 else {}
            minutes = chance.choice([30, 45, 60])
            book(about=ABOUT, people=some, starts_at=starts_at, minutes=minutes, by=some[0], now=NOW, **row)
            return kind
        meeting = Meeting.objects.booked().filter(seats__person=some[0]).order_by("?").first()
        if meeting is None:
            return "refused"
        if kind == "move":
            move(meeting, starts_at=starts_at, by=some[0], now=NOW, following=chance.random() < 0.3)
        else:
            cancel(meeting, by=some[0], now=NOW)
        return kind
    except Refused as refused:
        return "deadlock" if getattr(getattr(refused.__cause__, "__cause__", None), "sqlstate", "") == "40P01" else "refused"
    except DatabaseError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return "deadlock" if getattr(error.__cause__, "sqlstate", "") == "40P01" else "error"


def take_statistics() -> None:
    """What autovacuum does for tables that have been there for a while, and does not within a run of a minute.

    Without it the planner takes the tables for empty, and a client's search for one of its meetings reads all of them.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("analyze meetings_meeting, meetings_seat, people_letter")


def overlaps() -> int:
    """Pairs of meetings that hold one person at the same time, from the meetings' own times, not from what guards them."""
    return _count(
        "select count(*) from meetings_seat a join meetings_seat b on a.person_id = b.person_id and a.id < b.id "
        "join meetings_meeting m on m.id = a.meeting_id join meetings_meeting n on n.id = b.meeting_id "
        "where m.state <> 'cancelled' and n.state <> 'cancelled' and m.starts_at < n.ends_at and n.starts_at < m.ends_at"
    )


def seats_apart() -> int:
    """Seats whose time or life is not that of their meeting."""
    return _count(
        "select count(*) from meetings_seat s join meetings_meeting m on m.id = s.meeting_id where "
        "lower(s.during) <> m.starts_at or upper(s.during) <> m.ends_at or s.is_live <> (m.state <> 'cancelled')"
    )


def _count(sql: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _share(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    main(sys.argv[1:])
