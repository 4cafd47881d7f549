"""The strands of a fit, each in a file of its own: how well two people go together, and the evidence."""

from ..values import Pool
from .custom import Custom
from .hours import Hours
from .language import Language
from .lived import Lived
from .road import Road
from .topics import Topics
from .wishes import Wishes
from .working import Working

BUILT_IN = {
    "topics": Topics, "road": Road, "lived": Lived, "language": Language, "working": Working, "hours": Hours, "wishes": Wishes,
}  # fmt: skip


def read_strands(pool: Pool) -> dict:
    """Every strand of the pool by name, in the order of the parts.

    A strand holds the pool's columns, read once, and answers two questions:

    `similarity(rows) -> (len(rows), n_mentors) float64`: 0..1 for these mentees and all mentors, NaN where
    one side was not asked. Exact: a pair gets the same number in whatever block and company it stands.

    Where a mentee's own wish and a mentor's are not the same thing it also answers `each_side(rows)`: two such arrays, how
    content the mentee is with the mentor and the mentor with the mentee, NaN where that one expressed no wish.

    Where its numbers rest on little of each person, `kinds` tells what: two lists, of the mentees and of the mentors, and all who
    are equal in it are alike to the strand. It is then asked about one of each kind only. Where they do not, it answers
    `of_pairs(i, j)`, (len(i),) similarities of single pairs, or is read row by row.

    `evidence(i, j) -> (code, detail, own, against)`: what the number of pair (i, j) rests on; `own` is what only
    the two may see; `against` the findings that pull the other way.
    """
    parts = pool.terms.all_weights()
    built_in = {name: strand(pool) for name, strand in BUILT_IN.items() if name in parts}
    return built_in | {custom.name: Custom(pool, custom) for custom in pool.terms.customs}
