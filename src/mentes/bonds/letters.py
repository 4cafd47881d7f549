"""The letters of this room. Each names people and a page, never what was written: a mailbox may be read by others."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse

from mentes.bonds.models import Agreement, Pulse, Trouble
from mentes.matches.actions.holding import OTHER
from mentes.matches.models import Match
from mentes.people import letters
from mentes.people.models import Letter


def register() -> None:
    kinds: dict[str, Callable[[Letter], dict | None]] = {
        "agreement_waits": _agreement_facts,
        "agreement_signed": _agreement_facts,
        "pulse_asked": _pulse_facts,
        "compare_asked": _compare_facts,
        "not_working": _trouble_facts,
    }
    for name, facts in kinds.items():
        stem = f"bonds/letters/{name}"
        letters.register(letters.Kind(name=name, subject=f"{stem}_subject.txt", body=f"{stem}_body.txt", facts=facts))


def _pair_facts(match: Match, letter: Letter, page: str, key) -> dict | None:
    """None once the match does not run: there is nothing left to do."""
    if match.state != Match.State.ACTIVE or not match.includes(letter.person):
        return None
    other = getattr(match, OTHER[match.side_of(letter.person)])
    link = f"{settings.PUBLIC_URL}{reverse(page, args=[key])}"
    return {"match": match, "programme": match.programme, "other": other.profile.first_name, "link": link}


def _agreement_facts(letter: Letter) -> dict | None:
    """A version that has been changed meanwhile waits for nobody's signature."""
    signed = _with_pair(Agreement).filter(pk=letter.facts["agreement"]).first()
    if signed is None or (letter.kind == "agreement_waits" and signed.match.agreements.newest() != signed):
        return None
    side = signed.match.side_of(letter.person) if signed.match.includes(letter.person) else ""
    if letter.kind == "agreement_waits" and side and signed.signed_at(side):
        return None
    return _pair_facts(signed.match, letter, "bonds:agreement", signed.match_id)


def _pulse_facts(letter: Letter) -> dict | None:
    pulse = _with_pair(Pulse).filter(pk=letter.facts["pulse"], person=letter.person, answered_at=None).first()
    facts = _pair_facts(pulse.match, letter, "bonds:pulse", pulse.pk) if pulse else None
    return {**facts, "pulse": pulse} if facts else None


def _compare_facts(letter: Letter) -> dict | None:
    """Not once the wish was taken back."""
    pulse = _with_pair(Pulse).filter(pk=letter.facts["pulse"], person=letter.person, compare_at=None).first()
    if pulse is None:
        return None
    same = Pulse.objects.filter(match=pulse.match_id, kind=pulse.kind, occasion=pulse.occasion, compare_at__isnull=False)
    if not same.exists():
        return None
    facts = _pair_facts(pulse.match, letter, "bonds:pulses", pulse.match_id)
    return {**facts, "pulse": pulse} if facts else None


def _trouble_facts(letter: Letter) -> dict | None:
    trouble = (
        Trouble.objects.readable_by(letter.person).select_related("match__programme").filter(pk=letter.facts["trouble"]).first()
    )
    if trouble is None or trouble.taken_up_at:
        return None
    programme = trouble.match.programme
    return {"programme": programme, "link": f"{settings.PUBLIC_URL}{reverse('bonds:signs', args=[programme.slug])}"}


def _with_pair(model):
    sides = (f"match__{side}__{part}" for side in ("mentee", "mentor") for part in ("profile", "person"))
    return model.objects.select_related("match__programme", *sides)
