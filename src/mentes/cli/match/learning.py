"""Past pairs and how they went, from files to a proposal of other weights in words."""

import json
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict

import numpy as np

from mentes.cli.match.options import Refusal
from mentes.cli.match.reading import read_inputs
from mentes.cli.match.work import read_pool
from mentes.engines.matching import STRANDS, Pool, similarities
from mentes.engines.matching.outcomes import Past, Proposal, propose_weights
from mentes.engines.roster import BadRoster, read_table

COLUMNS = ("mentee_id", "mentor_id", "mentee_said", "mentor_said")
LEAST, MOST = 1, 5


def told(options: Namespace) -> str:
    """The answer for the terminal, or JSON. Raises Refusal with a line for every wrong cell."""
    _people, _texts, pool = read_pool(read_inputs(options))
    past = read_past(str(options.outcomes), options.outcomes.read_bytes(), pool)
    proposal = propose_weights(past, pool.terms.all_weights(), seed=options.seed)
    return json.dumps(asdict(proposal), ensure_ascii=False, indent=1) if options.json else in_words(proposal)


def read_past(name: str, data: bytes, pool: Pool) -> Past:
    """The pairs of the file with their similarities. Raises Refusal naming every wrong cell by file, row and column."""
    try:
        table = read_table(name, data)
    except BadRoster as error:
        raise Refusal(*map(str, error.faults)) from error
    missing = [column for column in COLUMNS if column not in table.headers]
    if missing:
        raise Refusal(f"{name}:{table.header_row}: no column {', '.join(missing)}, right would be a header {','.join(COLUMNS)}")
    row_of = {member.id: k for k, member in enumerate(pool.mentees)}
    column_of = {member.id: k for k, member in enumerate(pool.mentors)}
    places, said, faults, seen = [], [], [], {}
    for row in table.rows:
        cells = dict(zip(table.headers, row.cells, strict=False))
        texts = [cells.get(column, "").strip() for column in COLUMNS]
        wrong = list(_wrong(texts, row_of, column_of))
        pair = (texts[0], texts[1])
        if pair in seen and not wrong:
            wrong.append(("mentor_id", f"this pair stands in row {seen[pair]} already", "each pair once"))
        faults += [f"{name}:{row.number}:{column}: {what}, right would be {right}" for column, what, right in wrong]
        seen.setdefault(pair, row.number)
        if not wrong:
            places.append((row_of[pair[0]], column_of[pair[1]]))
            said.append([(float(text) - LEAST) / (MOST - LEAST) if text else np.nan for text in texts[2:]])
    if faults:
        raise Refusal(*faults)
    i, j = np.array(places, dtype=np.int64).reshape(-1, 2).T
    answers = np.array(said).reshape(-1, 2)
    similar = similarities(pool)
    return Past(similar.names, np.nan_to_num(similar.values[:, i, j].T), answers[:, 0], answers[:, 1])


def _wrong(texts: list[str], row_of: dict, column_of: dict) -> Iterator[tuple[str, str, str]]:
    """(column, what is wrong, what would be right) of each wrong cell; an empty answer is none."""
    mentee, mentor, *answers = texts
    if mentee not in row_of:
        yield "mentee_id", f"there is no mentee “{mentee}” in the people files", "an id that stands there"
    if mentor not in column_of:
        yield "mentor_id", f"there is no mentor “{mentor}” in the people files", "an id that stands there"
    for column, text in zip(COLUMNS[2:], answers, strict=True):
        if text and not _is_answer(text):
            yield column, f"“{text[:40]}” is no answer", f"a number from {LEAST} to {MOST}, or nothing"


def _is_answer(text: str) -> bool:
    try:
        return LEAST <= float(text) <= MOST
    except ValueError:
        return False


def in_words(proposal: Proposal) -> str:
    if proposal.reason == "too_few":
        return (
            f"{proposal.n_pairs} pairs have an answer from both sides; at least {proposal.n_needed} are needed before anything "
            "can be said about weights. Nothing is proposed."
        )
    width = max(len(weight.name) for weight in proposal.weights)
    lines = [f"From {proposal.n_pairs} pairs with an answer from both sides.", ""]
    lines.append(f"{'strand':<{width}}  {'now':>6}  {'proposed':>8}  95 of 100 drawings")
    for weight in proposal.weights:
        between = f"{weight.low:.1f} to {weight.high:.1f}" if weight.is_known else "the pairs were alike in it: kept"
        lines.append(f"{weight.name:<{width}}  {weight.now:>6.1f}  {weight.proposed:>8.1f}  {between}")
    test = proposal.back_test
    lines += [
        "",
        f"Back-test, on pairs left out: the present weights put {test.now:.2f} in the order in which they went, the proposed "
        f"ones {test.proposed:.2f} (0.50 is chance; difference {test.low:+.2f} to {test.high:+.2f}).",
    ]
    if proposal.reason == "not_better":
        lines.append("That is no better than the present weights for sure. Leave them as they are.")
    else:
        lines += [
            "The proposed weights did better. Nothing was changed; if you agree, write this into rules.toml:",
            "",
            "[strands]",
        ]
        lines += [f"{weight.name} = {weight.proposed:.1f}" for weight in proposal.weights if weight.name in STRANDS]
        own = [weight for weight in proposal.weights if weight.name not in STRANDS]
        lines += [f"# in the [[strand]] of your own named “{weight.name}”: weight = {weight.proposed:.1f}" for weight in own]
    return "\n".join(lines)
