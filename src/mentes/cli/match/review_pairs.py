"""One pair of the review page: its row, its braid, the evidence of each strand and what pulls the other way."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from mentes.cli.match.sentences import Names, against, evidence, listed, title
from mentes.cli.match.work import Outcome
from mentes.engines.language import Quote
from mentes.engines.matching import Reasons, explain, round_points
from mentes.engines.matching import Strand as Reason
from mentes.look.braid import Strand, braid

UNIT = 0.8  # px a point: a face of 80 px is a hundred points tall
LONGEST_QUOTE = 260  # signs; a longer sentence is cut, and the cut is shown


@dataclass(frozen=True)
class PairPart:
    mentee_id: str
    mentor_id: str
    reasons: Reasons
    rounded: Mapping[str, int]  # shown points by strand; they add up to the shown total
    quotes: Mapping[str, tuple[tuple[str, str], ...]]  # strand -> (who said it, what)
    names: Names

    @property
    def total(self) -> int:
        return sum(self.rounded.values())

    def strands(self) -> list[Strand]:
        found = [Strand(s.name, s.dye, self.rounded[s.name], title(s, self.names)) for s in self.reasons.strands]
        return sorted((s for s in found if s.points > 0), key=lambda s: -s.points)

    def braid(self, rounds: int) -> str:
        strands = self.strands()
        if not strands:
            return ""
        sentence = f"Braid of {len(strands)} reasons, together {self.total} of 100 points; they are listed below."
        return braid(strands, unit=UNIT, mode="closed", rounds=rounds, is_still=True, label=sentence).svg

    def html(self, braid_svg: str, places: Mapping[str, int], *, is_open: bool = False) -> str:
        mentee, mentor = (escape(self.names.person(x)) for x in (self.mentee_id, self.mentor_id))
        faces = [f"<svg class=face width=32 height=32><use href=#f{places[x]} /></svg>" for x in (self.mentee_id, self.mentor_id)]
        bar = "".join(f'<i class="c-{s.dye} w{s.points}"></i>' for s in self.strands())
        large = [face.replace("=32", "=80").replace("><use", " aria-hidden=true><use") for face in faces]
        return (
            f"<details{' open' if is_open else ''}><summary><span class=two aria-hidden=true>{faces[0]}{faces[1]}</span>"
            f"<span class=who><b><bdi>{mentee}</bdi></b><span class='quiet s'>with <bdi>{mentor}</bdi></span></span>"
            f"<span class=bar>{bar}</span><span class=score>{self.total}</span></summary><div class=inside>"
            f"<div class=weave>{large[0]}<div>{braid_svg}</div>{large[1]}</div>"
            f"<ul class=why>{''.join(self._reason(s) for s in self._shown())}</ul>{self._pulls()}</div></details>"
        )

    def _shown(self) -> list[Reason]:
        shown = [s for s in self.reasons.strands if self.rounded[s.name] > 0]
        return sorted(shown, key=lambda s: -self.rounded[s.name])

    def _reason(self, reason: Reason) -> str:
        # The end tags of p and li may be left out, and a page of 150 pairs holds two thousand of them.
        told = dict.fromkeys(self.quotes.get(reason.name, ()))
        said = "".join(f"<p>{escape(who)}: <q dir=auto>{escape(what)}</q>" for who, what in told)
        sentence = evidence(reason, self.names)
        return (
            f"<li class=c-{reason.dye}><b>{escape(title(reason, self.names))}</b><i>{self.rounded[reason.name]}</i>"
            f"{f'<p>{escape(sentence)}' if sentence else ''}{said}"
        )

    def _pulls(self) -> str:
        mentee, mentor = self.names.person(self.mentee_id), self.names.person(self.mentor_id)
        lines = [against(code, self.names, mentee, mentor) for code in self.reasons.against]
        silent = [title(s, self.names) for s in self.reasons.strands if s.code == "not_asked" and s.weight > 0]
        if silent:
            lines.append(f"Not asked, or not answered by both: {listed(silent, 6).lower()}.")
        if not lines:
            return ""
        return f"<div class='pull s'><b>What pulls the other way</b><p class=quiet>{escape(' '.join(lines))}</p></div>"


def make_parts(outcome: Outcome) -> list[PairPart]:
    """All pairs, most points first, then by the mentee's name."""
    names = outcome.names
    parts = [_part(outcome, names, pair.mentee_id, pair.mentor_id, pair.parts) for pair in outcome.pairing.pairs]
    return sorted(parts, key=lambda part: (-part.total, names.person(part.mentee_id), part.mentee_id, part.mentor_id))


def _part(outcome: Outcome, names: Names, mentee_id: str, mentor_id: str, parts: Mapping[str, float]) -> PairPart:
    reasons = explain(outcome.pool, mentee_id, mentor_id, pairing=outcome.pairing)
    mentee, mentor = names.person(mentee_id), names.person(mentor_id)
    need, wish = outcome.texts.road_quotes(mentee_id, mentor_id)
    quotes = {"road": (*_said(need, mentee, mentor), *_said(wish, f"{mentor} would help", mentee))}
    for custom in outcome.pool.terms.customs:
        if custom.kind == "text":
            quotes[custom.name] = _said(outcome.texts.custom_quote(custom, mentee_id, mentor_id), mentee, mentor)
    return PairPart(mentee_id, mentor_id, reasons, round_points(parts), quotes, names)


def _said(quote: Quote | None, needs: str, offers: str) -> tuple[tuple[str, str], ...]:
    if quote is None or quote.similarity <= 0:
        return ()
    return ((needs, _cut(quote.need_item)), (offers, _cut(quote.offer_item)))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " […]"
