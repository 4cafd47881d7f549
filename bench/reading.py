"""How long Beatriz waits for the first pairs of First Harbour (243 people) whose texts nobody has read: for the page that shows
how far it is, for each look at it, and for the job; and how long once every text is read. In this process, with a throw-away
database. On a busy machine wall times are upper bounds: the processor time beside them is not touched by others.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from statistics import median

from bench._database import own_database
from bench.pages import SLUG, prepare, visitors

BASE = f"/programmes/{SLUG}/matches/"
LOOKS = 20


def main() -> None:
    parser = argparse.ArgumentParser(prog="mentes bench reading", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print numbers for a program to read")
    options = parser.parse_args()
    with own_database() as (database, folder):
        prepare(database, folder)
        found = measure()
    print(json.dumps(found, indent=1) if options.json else table(found))


def measure() -> dict:
    # Django is set up only now.
    from mentes.matches.models import Match, Run, RunRequest
    from mentes.matches.work import make_run
    from mentes.people.models import Passage, Reading

    beatriz = visitors()["beatriz"]
    for rows in (Passage.objects.all(), Reading.objects.all(), Match.objects.filter(state__in=Match.UNHEARD), Run.objects.all()):
        rows.delete()
    found = {"press": timed(lambda: ok(beatriz.post(f"{BASE}propose/", follow=True)))}
    looks = [timed(lambda: ok(beatriz.get(f"{BASE}progress/", headers={"HX-Request": "true"}))) for _ in range(LOOKS)]
    found["look"] = {name: median(look[name] for look in looks) for name in looks[0]}
    request = RunRequest.objects.get()
    found["job"] = timed(lambda: make_run(str(request.pk)))
    found["steps"] = Run.objects.get().seconds
    found["texts"], found["sentences"] = Reading.objects.count(), Passage.objects.count()
    found["pairs_page"] = timed(lambda: ok(beatriz.get(BASE)))
    found["again"] = timed(lambda: ok(beatriz.post(f"{BASE}propose/", follow=True)))
    assert Run.objects.count() == 2, "once every text is read, the press itself matches"
    reading = found["steps"]["read"]
    return found | {
        "texts_a_second": found["texts"] / reading,
        "sentences_a_second": found["sentences"] / reading,
        "load": os.getloadavg()[0],
    }


def ok(answer) -> None:
    assert answer.status_code == 200, answer.status_code


def timed(work: Callable[[], object]) -> dict[str, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - wall, "processor": time.process_time() - processor}


def table(found: dict) -> str:
    told = {
        "press": "the first press, to the page that shows how far it is",
        "look": "one look at how far it is",
        "job": "the job: texts read and matched",
        "pairs_page": "the page of pairs, then",
        "again": "a press once every text is read, to the page of pairs",
    }
    lines = [f"{words:60}{found[key]['seconds']:10.3f}{found[key]['processor']:12.3f}" for key, words in told.items()]
    steps = ", ".join(f"{name} {seconds:.2f}" for name, seconds in found["steps"].items())
    speed = f"{found['texts_a_second']:.0f} texts, {found['sentences_a_second']:.0f} pieces a second"
    return "\n".join(
        [
            f"{'seconds':60}{'wall':>10}{'processor':>12}",
            *lines,
            f"{found['texts']} texts, {found['sentences']} pieces; {speed}; load {found['load']:.1f}",
            f"steps of the job: {steps}",
        ]
    )


if __name__ == "__main__":
    main()
