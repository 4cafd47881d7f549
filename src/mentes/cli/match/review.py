"""review.html: one page that needs no script, no network and no other file."""

import re
from html import escape
from pathlib import Path

from mentes.cli.match.compact import Shapes, short_classes
from mentes.cli.match.review_pairs import PairPart, make_parts
from mentes.cli.match.seals import seal, wish_rows
from mentes.cli.match.sentences import AIMS, RULES, TITLES, Names, count, number, unplaced
from mentes.cli.match.supply import supply_lines
from mentes.cli.match.work import Outcome
from mentes.engines.matching import CUSTOM_DYE, DYES, Pairing
from mentes.look.face import face
from mentes.look.seal import seal as draw_seal
from mentes.look.standalone import standalone_css

MOST_BYTES = 600_000
SHOWN = 3  # people without a mentor who stand beside the seal; with more, all stand in a section of their own
ROUNDS = (3, 2, 1)  # how often the strands of a closed braid change places: fewer make a smaller file
CSS = Path(__file__).with_name("review.css")
MARK = (
    '<svg viewBox="0 0 52 42" fill="none" stroke-width="5.4" stroke-linecap="round" aria-hidden="true">'
    '<path class="s-madder" d="M20 37.5C20 29 30.5 27.5 30.5 16.5 30.5 8.5 33.5 4.5 38.5 4.500 45 4.5 48 10 48 17V37.5"/>'
    '<path stroke="var(--page)" stroke-width="10.4" stroke-linecap="butt"'
    ' d="M17 6.5C20 8.5 21.5 12 21.5 16.5 21.5 27.5 31 29 32 36"/>'
    '<path class="s-woad" d="M4 37.5V17C4 10 7 4.5 13.5 4.5 18.5 4.5 21.5 8.5 21.5 16.5 21.5 27.5 32 29 32 37.5"/></svg>'
)


def make_review(outcome: Outcome) -> bytes:
    """The page, at most 600 kB where that can be had: braids are drawn simpler until it fits."""
    parts = make_parts(outcome)
    page = b""
    for rounds in ROUNDS:
        page = _page(outcome, parts, rounds).encode("utf-8")
        if len(page) <= MOST_BYTES:
            break
    return page


def _page(outcome: Outcome, parts: list[PairPart], rounds: int) -> str:
    shapes, names = Shapes(), outcome.names
    braids = shapes.pack([part.braid(rounds) for part in parts], in_braid=True)
    symbols, places = _portraits(shapes, parts, names)
    body = "".join(part.html(braid, places, is_open=k == 0) for k, (part, braid) in enumerate(zip(parts, braids, strict=True)))
    bars = "".join(f".w{n}{{inline-size:{n}%}}" for n in sorted({n for part in parts for n in part.rounded.values()}))
    css = short_classes(standalone_css()) + _small(CSS.read_text("utf-8")) + bars + shapes.css()
    return (
        '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(_heading(outcome))} · Mentes</title><style>{css}</style></head><body>"
        f'<header class="brand">{short_classes(MARK)}Mentes</header><main>{_head(outcome)}{_facts(outcome)}{_without(outcome)}'
        f'<section aria-labelledby="pairs"><h2 id="pairs">All pairs</h2><p class="quiet">{_how_to_read(parts)}</p>'
        f"{body}</section>"
        f"{_idle(outcome)}{_rules(outcome)}</main>{_foot(outcome)}{shapes.definitions()}"
        f'<svg class="face defs" width="0" height="0" aria-hidden="true"><defs>{symbols}</defs></svg></body></html>'
    )


def _portraits(shapes: Shapes, parts: list[PairPart], names: Names) -> tuple[str, dict[str, int]]:
    """A symbol a person, and its number: the weave is written once for all who share it, the initials over it."""
    seen = sorted({person_id for part in parts for person_id in (part.mentee_id, part.mentor_id)})
    faces = [face(person_id, names.person(person_id), 80, is_decorative=True) for person_id in seen]
    inner = [re.sub(r"^<svg[^>]*>|</svg>$", "", drawing).partition("<text") for drawing in faces]
    weaves = list(dict.fromkeys(weave for weave, _, _ in inner))
    grounds = "".join(f"<g id=g{n}>{drawing}</g>" for n, drawing in enumerate(shapes.pack(weaves, in_braid=False)))
    people = "".join(
        f'<symbol id=f{n} viewBox="0 0 60 60"><use href=#g{weaves.index(weave)} />{tag}{text}</symbol>'
        for n, (weave, tag, text) in enumerate(inner)
    )
    return grounds + people, {person_id: n for n, person_id in enumerate(seen)}


def _small(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", css)).strip()


def _heading(outcome: Outcome) -> str:
    n = len(outcome.pairing.pairs)
    return f"{count(n, 'pair waits', 'pairs wait')} for your judgement" if n else "No pair could be made"


def _head(outcome: Outcome) -> str:
    pool = outcome.pool
    files = sorted({Path(person.source.file).name for person in outcome.people.by_id.values()})
    people = count(len(outcome.people.by_id), "person", "people")
    return (
        f"<h1>{escape(_heading(outcome))}</h1><p class=quiet>Proposed from {people} in {escape(', '.join(files))}: "
        f"{count(len(pool.mentees), 'mentee', 'mentees')} and {count(len(pool.mentors), 'mentor', 'mentors')}. "
        f"Hours are those of the week of {pool.week_of.isoformat()}. "
        "Nobody has heard anything: a pair is a proposal until a person agrees.</p>"
    )


def _facts(outcome: Outcome) -> str:
    pairing = outcome.pairing
    solving = sum(outcome.seconds.get(step, 0.0) for step in ("score", "solve", "prove"))
    title, sentence = seal(pairing, solving)
    supply = "".join(f"<p>{escape(line)}</p>" for line in supply_lines(outcome.pool, pairing, outcome.names))
    missing = _people_without(outcome)
    lone = (
        f"{count(len(missing), 'person has', 'people have')} no mentor yet"
        if missing
        else "Everybody who wished for a mentor has one"
    )
    first = "".join(f"<p><b><bdi>{escape(name)}</bdi></b> {escape(why)}</p>" for name, why in missing[:SHOWN])
    more = '<p><a href="#without">All of them, with the reasons</a></p>' if len(missing) > SHOWN else ""
    return (
        f'<div class="sheet facts"><section class=sealed>{short_classes(draw_seal(60, pairing.gap <= 1e-9))}<div>'
        f"<h2>{escape(title)}</h2><p class=s>{escape(sentence)}</p></div></section>"
        f"<section class=s><h2>Seats and wishes</h2>{supply}</section>"
        f"<section class=s><h2>{escape(lone)}</h2>{first}{more}</section></div>"
    )


def _people_without(outcome: Outcome) -> list[tuple[str, str]]:
    asked = [p for p in outcome.unplaced if p.reason not in ("wants_none", "fewer_than_wanted")]
    return [(outcome.names.person(p.id), unplaced(p, outcome.names)) for p in asked]


def _list_of(people: list[tuple[str, str]]) -> str:
    return (
        "<ul class=cols>"
        + "".join(f"<li class=s><b><bdi>{escape(n)}</bdi></b> {escape(why)}</li>" for n, why in people)
        + "</ul>"
    )


def _without(outcome: Outcome) -> str:
    missing = _people_without(outcome)
    names = outcome.names
    fewer = [(names.person(p.id), unplaced(p, names)) for p in outcome.pairing.unplaced if p.reason == "fewer_than_wanted"]
    parts = [_section("without", "Without a mentor", missing)] if len(missing) > SHOWN else []
    return "".join([*parts, _section("fewer", "Fewer mentors than wished for", fewer)])


def _idle(outcome: Outcome) -> str:
    names = outcome.names
    idle = [(names.person(p.id), unplaced(p, names)) for p in outcome.idle if p.reason != "gives_none"]
    return _section("idle", "Mentors without a mentee", idle)


def _section(key: str, title: str, people: list[tuple[str, str]]) -> str:
    if not people:
        return ""
    return f'<section class=wide aria-labelledby="{key}"><h2 id="{key}">{title}: {len(people)}</h2>{_list_of(people)}</section>'


def _rules(outcome: Outcome) -> str:
    pairing, weights = outcome.pairing, outcome.pool.terms.all_weights()
    total = sum(weights.values())
    dyes = "".join(
        f'<li><span class="dye c-{DYES.get(name, CUSTOM_DYE)}"></span>{escape(TITLES.get(name, name))}'
        f" {number(100 * weight / total)}</li>"
        for name, weight in weights.items()
        if weight
    )
    rows = "".join(
        f"<tr><th scope=row>{escape(RULES.get(r.name, r.name))}</th><td>{r.forbids}</td><td>{r.leaves_unplaced}</td>"
        f"<td>{r.costs_points:.1f}</td></tr>"
        for r in pairing.rules
    )
    table = (
        "<div class=scroll tabindex=0 role=region aria-label='What each rule costs'><table><thead><tr><th scope=col>Rule</th>"
        "<th scope=col>Pairs it forbids</th><th scope=col>People it alone leaves without</th>"
        "<th scope=col>Points it costs</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )
    said = f"<p class='quiet s'>{escape(_other_aim(pairing))}</p>" if pairing.other_aim else ""
    said += _wishes(pairing)
    return (
        '<section class=wide aria-labelledby="rules"><h2 id="rules">Your weights and rules</h2>'
        f"<p class='quiet s'>Points of 100 that each strand can bring:</p><ul class='weights s'>{dyes}</ul>"
        f"{table if rows else ''}{said}</section>"
    )


def _wishes(pairing: Pairing) -> str:
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th><td>{one.objective:.1f}</td><td>{one.n_placed}</td>"
        f"<td>{'' if one.least_points is None else number(one.least_points)}</td><td>{one.n_blocking}</td></tr>"
        for name, one in wish_rows(pairing)
    )
    if not rows:
        return ""
    return (
        "<div class=scroll tabindex=0 role=region aria-label='What a floor and stability cost'><table><thead><tr>"
        "<th scope=col>Each solved</th><th scope=col>Points</th><th scope=col>People with a mentor</th>"
        "<th scope=col>Points of the weakest pair</th><th scope=col>Pairs that would rather have each other</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _other_aim(pairing: Pairing) -> str:
    other = pairing.other_aim
    placed, would_be = (count(n, "person", "people") for n in (pairing.n_placed, other.n_placed))
    now = f"The aim was {AIMS[pairing.aim]}: {pairing.objective:.1f} points, {placed} with a mentor."
    if (round(other.objective, 6), other.n_placed) == (round(pairing.objective, 6), pairing.n_placed):
        return f"{now} The other aim, {AIMS[other.aim]}, would give the same."
    return f"{now} With the other aim, {AIMS[other.aim]}, it would be {other.objective:.1f} points, {would_be} with a mentor."


def _how_to_read(parts: list[PairPart]) -> str:
    if not parts:
        return "There is none."
    return (
        "Most points first. Open one to see its braid: each strand is as thick as the points it brings, so the bundle "
        "measures the whole fit."
    )


def _foot(outcome: Outcome) -> str:
    models = ", ".join(outcome.texts.models)
    texts = f" What people wrote was compared on this machine with {escape(models)}." if models else ""
    return (
        "<footer class='quiet s'><p>Made by <code>mentes match</code>."
        f"{texts} The points are estimates from what people wrote about themselves; people decide.</p>"
        "<p>Check the proof without trusting the solver: <code>mentes match --check report.json scores.npz</code>.</p></footer>"
    )
