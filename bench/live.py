"""What live conversations cost: streams held open in one process, how soon a message is told, and files kept in the database. In
this process, with a throw-away database; the network is not in it. On a busy machine wall times are upper bounds."""

import argparse
import asyncio
import json
import threading
import time
import uuid
from statistics import median, quantiles

import psutil
from bench._database import own_database
from bench.pages import prepare

STREAMS_OF_A_PERSON = 4
MESSAGES = 200
FILES = 7
LEAST_PAIRS = 16  # of fewer, somebody would write more than anybody may in a minute


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench live", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    parser.add_argument("--pairs", type=int, default=60, help="conversations, each with eight streams (default: %(default)s)")
    options = parser.parse_args()
    if options.pairs < LEAST_PAIRS:
        parser.error(f"--pairs: at least {LEAST_PAIRS}")
    with own_database() as (database, folder):
        prepare(database, folder, programme=False)
        found = measure(options.pairs)
    print(json.dumps(found, indent=1) if options.json else "\n".join(f"{name:>28}  {value}" for name, value in found.items()))


def measure(n_pairs: int) -> dict:
    from django.test import Client  # Django is set up by now

    from mentes.lib import clock
    from mentes.messages.actions import open_conversation
    from mentes.people.models import Person

    talks = []
    for n in range(n_pairs):
        people = [
            Person.objects.create_user(f"p{n}-{k}@example.org", name=f"Person {n} {k}", adult_confirmed_at=clock.now())
            for k in range(2)
        ]
        cookies = []
        for person in people:
            client = Client()
            client.force_login(person)
            cookies.append(client.cookies["mentes"].value)
        conversation = open_conversation(about=uuid.uuid4(), people=people, now=clock.now())
        talks.append((conversation, people, cookies))
    return asyncio.run(hold(talks)) | files(talks[0])


async def hold(talks: list) -> dict:
    """Opens every stream, then writes MESSAGES one after another and looks how soon each reader hears."""
    from asgiref.sync import sync_to_async
    from django.db import connection, connections

    from mentes.config.asgi import application
    from mentes.lib import clock, live
    from mentes.messages.actions import write_message

    here = psutil.Process()
    before = here.memory_info().rss
    heard: dict[str, list[float]] = {}
    tasks, leaves = [], asyncio.Event()
    n_open = 0

    def open_stream(path: str, cookie: str):
        asked = False

        async def receive() -> dict:
            nonlocal asked
            if asked:
                await leaves.wait()
                return {"type": "http.disconnect"}
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict) -> None:
            nonlocal n_open
            body = message.get("body", b"").decode()
            n_open += "event: live" in body
            if "event: news\nid: " in body:
                mark = body.split("event: news\nid: ")[1].split("\n")[0]
                heard.setdefault(f"{path} {mark}", []).append(time.perf_counter())

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
            "raw_path": path.encode(), "query_string": b"", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000),
            "headers": [(b"host", b"127.0.0.1"), (b"cookie", f"mentes={cookie}".encode())],
        }  # fmt: skip
        return asyncio.create_task(application(scope, receive, send))

    wanted = 0
    for conversation, _people, cookies in talks:
        for cookie in cookies:
            for _ in range(STREAMS_OF_A_PERSON):
                tasks.append(open_stream(f"/messages/{conversation.about}/events/", cookie))
                wanted += 1
        while n_open < wanted:  # as people come: one after another, not all in the same millisecond
            await asyncio.sleep(0.01)

    def write(n: int) -> float:
        conversation, people, _ = talks[n % len(talks)]
        begin = time.perf_counter()
        write_message(conversation, by=people[n % 2], text="A few words.", key=uuid.uuid4(), now=clock.now())
        connections.close_all()
        return begin

    def n_connections() -> int:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
            found = cursor.fetchone()[0]
        connections.close_all()
        return found

    begun, marks = {}, {}
    cpu = sum(here.cpu_times()[:2])
    for n in range(MESSAGES):
        conversation = talks[n % len(talks)][0]
        marks[conversation.about] = marks.get(conversation.about, 0) + 1
        key = f"/messages/{conversation.about}/events/ {marks[conversation.about]}"
        begun[key] = await sync_to_async(write, thread_sensitive=False)(n)
        await asyncio.sleep(0.01)
    await asyncio.sleep(1)
    cpu = sum(here.cpu_times()[:2]) - cpu
    late = sorted((at - begun[key]) * 1000 for key, all_ in heard.items() if key in begun for at in all_)
    found = {
        "streams open": n_open,
        "told / to be told": f"{len(late)} / {MESSAGES * 2 * STREAMS_OF_A_PERSON}",
        "write to told, ms, p50 p95": f"{median(late):.0f} {quantiles(late, n=20)[-1]:.0f}",
        "processor ms a message": round(1000 * cpu / MESSAGES, 1),
        "kB a stream": round((here.memory_info().rss - before) / 1024 / n_open),
        "threads of the process": threading.active_count(),
        "connections of the database": await sync_to_async(n_connections, thread_sensitive=False)(),
    }
    begin = time.perf_counter()
    await live.hub.close()
    leaves.set()
    await asyncio.gather(*tasks)
    return found | {"seconds to end all": round(time.perf_counter() - begin, 2)}


def files(talk: tuple) -> dict:
    """A file of ten megabytes, kept and handed out again."""
    from django.test import Client

    from mentes.lib import clock
    from mentes.messages.actions import write_message
    from mentes.messages.files import MOST_BYTES, take_in

    conversation, people, _ = talk
    client = Client()
    client.force_login(people[1])
    keeps, gives = [], []
    for n in range(FILES):
        ready = take_in(f"{n}.txt", (b"0123456789abcde\n" * (MOST_BYTES // 16)))
        begin = time.perf_counter()
        message = write_message(conversation, by=people[0], text="", key=uuid.uuid4(), now=clock.now(), files=[ready])
        keeps.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        answer = client.get(f"/messages/files/{message.attachments.get().pk}/", headers={"Host": "127.0.0.1"})
        assert len(answer.content) == len(ready.whole)
        gives.append(time.perf_counter() - begin)
    return {"10 MiB kept, ms": round(1000 * median(keeps)), "10 MiB handed out, ms": round(1000 * median(gives))}


if __name__ == "__main__":
    main()
