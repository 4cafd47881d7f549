"""The inner loops of pools that are too large for numpy alone, compiled, none holding the interpreter's lock.

`keep_best` reads a tile of numbers once. Per row a heap keeps the k best seen so far; its root is what a number must beat. The
maximum of 128 numbers side by side is one vector instruction after another, and where it does not beat the root all 128 are
passed over; where it does, those that beat the root are first written down without a branch, which no processor could guess.
So hard rules cost next to nothing: they are asked only about the few numbers that would enter a heap.
"""

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

NEVER = -1e30  # a number that beats nothing; finite, as the compiler may assume that there is neither NaN nor infinity
CHUNK = 128


@njit(cache=True, inline="always")
def _is_open(i, j, rules, barred_starts, barred_mentors):
    """May mentee i have mentor j? `rules`: (tables, mentee kinds, mentor kinds) as in sources.Rules."""
    tables, mentee_kinds, mentor_kinds = rules
    for rule in range(tables.shape[0]):
        if not tables[rule, mentee_kinds[rule, i], mentor_kinds[rule, j]]:
            return False
    first, last = barred_starts[i], barred_starts[i + 1]
    while first < last:
        middle = (first + last) // 2
        if barred_mentors[middle] < j:
            first = middle + 1
        else:
            last = middle
    return not (first < barred_starts[i + 1] and barred_mentors[first] == j)


@njit(cache=True, inline="always")
def _replace_root(values, mentors, row, value, mentor):
    """The least of the heap goes, the new one takes its place in the order."""
    k, place = values.shape[1], 0
    while True:
        child = 2 * place + 1
        if child >= k:
            break
        if child + 1 < k and values[row, child + 1] < values[row, child]:
            child += 1
        if values[row, child] >= value:
            break
        values[row, place] = values[row, child]
        mentors[row, place] = mentors[row, child]
        place = child
    values[row, place] = value
    mentors[row, place] = mentor


@njit(cache=True, nogil=True, fastmath=True)
def keep_best(tile, first_mentee, first_mentor, values, mentors, rules, barred_starts, barred_mentors, prices, at_least):
    """Let the tile's allowed numbers (points less price) into the heaps of its rows.

    tile: (rows, columns), row 0 is mentee `first_mentee`, column 0 mentor `first_mentor`. values, mentors: (rows, k) heaps,
    least first, changed in place; of equal numbers the earlier mentor stays. Pairs of fewer than `at_least` points are out.
    """
    n_rows, n_columns = tile.shape
    found = np.empty(CHUNK, np.int64)
    for row in range(n_rows):
        least, start = values[row, 0], 0
        while start < n_columns:
            end = min(start + CHUNK, n_columns)
            most = tile[row, start]
            for column in range(start + 1, end):
                most = max(most, tile[row, column])
            if most > least:
                n_found = 0
                for column in range(start, end):
                    found[n_found] = column
                    n_found += tile[row, column] > least
                for place in range(n_found):
                    column = found[place]
                    value, mentor = tile[row, column], first_mentor + column
                    if (
                        value > least
                        and value + prices[mentor] >= at_least
                        and _is_open(first_mentee + row, mentor, rules, barred_starts, barred_mentors)
                    ):
                        _replace_root(values, mentors, row, value, mentor)
                        least = values[row, 0]
            start = end


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract"})
def inner_products(left, right, i, j):
    """(len(i),) float64: left[i] . right[j], added in double precision, always in the same order."""
    found = np.empty(len(i), np.float64)
    for pair in range(len(i)):
        total = 0.0
        for column in range(right.shape[1]):
            total += np.float64(left[i[pair], column]) * np.float64(right[j[pair], column])
        found[pair] = total
    return found


@njit(cache=True, nogil=True)
def mask_tile(tile, first_mentee, rules):
    """NaN where a table of the rules forbids; in place. `tile` holds all mentors."""
    tables, mentee_kinds, mentor_kinds = rules
    for row in range(tile.shape[0]):
        for mentor in range(tile.shape[1]):
            for rule in range(tables.shape[0]):
                if not tables[rule, mentee_kinds[rule, first_mentee + row], mentor_kinds[rule, mentor]]:
                    tile[row, mentor] = np.nan
                    break


@intrinsic
def _n_bits(_typing, word):  # the compiler gives the first itself
    """How many bits of a uint64 are set: one instruction, or several numbers at a time."""

    def code(_context, builder, _signature, words):
        return builder.ctpop(words[0])

    return types.uint64(types.uint64), code


@njit(cache=True, nogil=True)
def score_rows(total, blocked, who, tables, topics, weeks, same, listed):
    """Add to `total` (rows, n_mentors) what tables, topics and weeks bring, and set in `blocked` the bits of rules that forbid.

    `who`: (rows,) mentees. The others as compact.Compact makes them. In place; a row is the same in whatever company.
    """
    points, starts, kinds, no_language, language_starts, language_kinds, language_bit = tables
    sought_starts, sought, tenths, offered_starts, offered, wish, offer = topics
    mine, theirs, mine_known, theirs_known, per_slot, most, least_slots, hours_bit = weeks
    order, same_starts, same_ends, same_bits = same
    listed_starts, listed_mentors, listed_bits = listed
    n_mentors = total.shape[1]
    slots = np.zeros(n_mentors, np.uint64)
    for row in range(len(who)):
        i = who[row]
        of_row, bits_of_row = total[row], blocked[row]
        for table in range(starts.shape[0]):
            here = points[starts[table, i] :]
            for j in range(n_mentors):
                of_row[j] += here[kinds[table, j]]
        if language_bit:
            apart = no_language[language_starts[i] :]
            for j in range(n_mentors):
                if apart[language_kinds[j]]:
                    bits_of_row[j] |= np.uint16(language_bit)
        for place in range(sought_starts[i], sought_starts[i + 1]):
            brings = wish[i] * tenths[place]
            for k in range(offered_starts[sought[place]], offered_starts[sought[place] + 1]):
                of_row[offered[k]] += brings + offer[offered[k]]
        if mine.shape[1] and mine_known[i]:
            slots[:] = 0
            for word in range(mine.shape[1]):
                free = mine[i, word]
                if free:
                    for j in range(n_mentors):
                        slots[j] += _n_bits(free & theirs[word, j])  # type: ignore[call-arg]
            for j in range(n_mentors):
                of_row[j] += min(slots[j] * per_slot, most)
            if hours_bit:
                for j in range(n_mentors):
                    if theirs_known[j] and slots[j] < least_slots:
                        bits_of_row[j] |= np.uint16(hours_bit)
        for rule in range(len(same_bits)):
            for k in range(same_starts[rule, i], same_ends[rule, i]):
                bits_of_row[order[rule, k]] |= same_bits[rule]
        for k in range(listed_starts[i], listed_starts[i + 1]):
            bits_of_row[listed_mentors[k]] |= listed_bits[k]


@njit(cache=True, nogil=True)
def less_prices(total, blocked, prices, at_least, counts):
    """In place: points less prices; NEVER where a bit of `counts` is set, or with fewer points than `at_least`."""
    for row in range(total.shape[0]):
        for j in range(total.shape[1]):
            is_out = (blocked[row, j] & counts) != 0 or total[row, j] < at_least
            total[row, j] = NEVER if is_out else total[row, j] - prices[j]
