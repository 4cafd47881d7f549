"""What a match keeps of its reasons, and how pages read it back: codes and parameters, no words.

Which lived item two people share is never kept here: it stands on the pair's own page only, read anew each time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class KeptStrand:
    """One strand of a kept pair; `code` and `detail` as the engine's `Strand` says them (docs/reference/strands.md)."""

    name: str
    dye: str
    points: float
    similarity: float
    weight: float
    code: str
    detail: Mapping = field(default_factory=dict)
    shown: int = 0  # whole points that add up on the page


@dataclass(frozen=True)
class KeptCode:
    """Something that pulls the other way."""

    code: str
    detail: Mapping = field(default_factory=dict)


def kept_reasons(reasons, *, names_lived: bool = False) -> list[dict]:
    """The engine's Reasons as JSON for `Match.reasons` and `Alternate.reasons`.

    `names_lived`: True only to show them on the pair's own page, and then never to be kept.
    """
    strands = [
        {
            "kind": "strand",
            "name": strand.name,
            "dye": strand.dye,
            "points": strand.points,
            "similarity": strand.similarity,
            "weight": strand.weight,
            "code": strand.code,
            "detail": {} if strand.name == "lived" and not names_lived else dict(strand.detail),
        }
        for strand in reasons.strands
    ]
    return strands + [{"kind": "against", "code": code.code, "detail": dict(code.detail)} for code in reasons.against]


def strands_of(kept: Sequence[Mapping], shown: Mapping[str, int]) -> tuple[KeptStrand, ...]:
    """The strands, most points first. `shown`: whole points by strand (bridge.round_points of the parts)."""
    return tuple(
        KeptStrand(
            name=one["name"],
            dye=one["dye"],
            points=one["points"],
            similarity=one["similarity"],
            weight=one["weight"],
            code=one["code"],
            detail=one["detail"],
            shown=shown.get(one["name"], 0),
        )
        for one in kept
        if one["kind"] == "strand"
    )


def without_wishes(parts: Mapping[str, float]) -> dict[str, float]:
    """Points by strand without whom either of the two wished for, which only organisers read."""
    return {name: points for name, points in parts.items() if name != "wishes"}


def against_of(kept: Sequence[Mapping]) -> tuple[KeptCode, ...]:
    return tuple(KeptCode(one["code"], one["detail"]) for one in kept if one["kind"] == "against")
