"""Who stands first: a mentee whose match ended before its time is not left without anybody while there is a pair for them.

1. The best pairing is found as always. Whoever stands first and is placed by it needs nothing more.
2. For each of the others, longest waiting first, the pair with most points that rules, floor and seats allow is held, as an
   organiser would lock it.
3. The best pairing around these is found and proven. What holding each of them costs is told beside the other locks.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mentes.lib.errors import Refused
from mentes.matches.bridge.pool import ReadPool
from mentes.matches.bridge.solving import nearest, solve


def hold_first(read: ReadPool, first: Sequence[str]) -> tuple[ReadPool, list[tuple[str, str]]]:
    """The pool with a pair held for everybody of `first` whom the best pairing leaves out, and these pairs.

    `first`: ids of mentees, longest waiting first. Who has no allowed pair with a seat left stays out, and is told why as
    everybody is.
    """
    here = {mentee.id for mentee in read.pool.mentees}
    waiting = [mentee_id for mentee_id in first if mentee_id in here]
    if not waiting:
        return read, []
    best = solve(read)
    placed = {pair.mentee_id for pair in best.pairs}
    seats, _wants = read.seats()
    taken = Counter(mentor_id for _mentee, mentor_id in read.pool.locked)
    held: list[tuple[str, str]] = []
    for mentee_id in waiting:
        if mentee_id in placed:
            continue
        for mentor_id in nearest(read, mentee_id, {}, len(read.pool.mentors), floor=best.floor):
            if taken[mentor_id] >= seats[mentor_id]:
                continue
            more = replace(
                read, pool=replace(read.pool, locked=tuple(sorted({*read.pool.locked, *held, (mentee_id, mentor_id)})))
            )
            try:
                solve(more)
            except Refused:  # together with the other locks it cannot be
                continue
            held.append((mentee_id, mentor_id))
            taken[mentor_id] += 1
            break
    if not held:
        return read, []
    return replace(read, pool=replace(read.pool, locked=tuple(sorted({*read.pool.locked, *held})))), held
