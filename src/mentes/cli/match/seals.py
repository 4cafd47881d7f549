"""What is claimed of the whole, in plain English: aim, floor, bound, gap, stability, and what the wishes cost."""

from mentes.cli.match.sentences import AIMS, count
from mentes.engines.matching import Pairing, Standing, WishCost

NO_FLOOR = "No floor was asked: one pair may have few points so that the others have more."


def seal(pairing: Pairing, seconds: float) -> tuple[str, str]:
    """The seal's heading and sentence: aim, floor, bound and gap, and how many would rather have each other."""
    if pairing.mode == "stable":
        return _stable_seal(pairing, seconds)
    floor, aim = floor_sentence(pairing), f"The aim is {AIMS[pairing.aim]}."
    obeys = "that obeys your rules" if pairing.floor is None else "that obeys your rules and this floor"
    if pairing.gap > 1e-9:
        bound = f"no set {obeys} has more than {pairing.upper_bound:.2f}"
        return (
            f"Within {100 * pairing.gap:.2g} % of the best possible",
            f"{aim} {floor} These pairs have {pairing.objective:.2f} points; {bound}. {blocking_sentence(pairing)}",
        )
    best = f"No other set of pairs {obeys} has a better total"
    if pairing.aim == "people":
        best = f"No other set of pairs {obeys} gives more people a mentor, and of those that give as many none has a better total"
    elif pairing.place_price > 0:
        best = f"No other set of pairs {obeys} and gives as many people a mentor has a better total"
    total = f"{best}: {pairing.objective:.2f} points, and the bound is {pairing.upper_bound:.2f}."
    found = f"Found and proven in {seconds:.1f} seconds."
    return "Proven best, gap 0.0 %", f"{aim} {floor} {total} {blocking_sentence(pairing)} {found}"


def _stable_seal(pairing: Pairing, seconds: float) -> tuple[str, str]:
    """It claims no best total: the gap is what stability costs."""
    costs = pairing.upper_bound - pairing.objective
    price = (
        f"These pairs have {pairing.objective:.2f} points; the best total would have {pairing.upper_bound:.2f}, "
        f"so stability costs {costs:.2f} ({100 * costs / max(pairing.upper_bound, 1.0):.1f} %)."
        if pairing.gap > 1e-9
        else f"These pairs have {pairing.objective:.2f} points, which is the best total as well: stability costs nothing."
    )
    fewer = next((wish.costs_people for wish in pairing.wishes if wish.name == "stable" and wish.on), 0)
    if fewer > 0:
        price += f" {count(fewer, 'person', 'people')} fewer than with the best total {'has' if fewer == 1 else 'have'} a mentor."
    return (
        "Stable pairs",
        f"The aim is stable pairs. {blocking_sentence(pairing)} Of all such sets this one is best for the mentees. "
        f"{floor_sentence(pairing)} {price} Found and counted in {seconds:.1f} seconds.",
    )


def floor_sentence(pairing: Pairing) -> str:
    """What is said of the floor, and which locked pairs lie below it."""
    if pairing.floor is None:
        return NO_FLOOR
    said = f"The floor is {pairing.floor:.2f}: no pair has fewer points"
    n = len(pairing.below_floor)
    said += f" but {count(n, 'pair', 'pairs')} that a person locked." if n else "."
    return said


def blocking_sentence(pairing: Pairing) -> str:
    """How many would rather have each other, by each side's own wishes."""
    n = pairing.n_blocking
    if not n:
        return "By their own wishes no two who are not paired would both rather have each other."
    return f"By their own wishes {count(n, 'pair', 'pairs')} not made here would both rather have each other."


def wish_rows(pairing: Pairing) -> list[tuple[str, Standing]]:
    """The pairs as they are, and as they would be with the other choice of floor and of stability: name and standing."""
    if not pairing.wishes:
        return []
    present = next(wish.with_it if wish.on else wish.without for wish in pairing.wishes)
    others = [(_other_choice(wish), wish.without if wish.on else wish.with_it) for wish in pairing.wishes]
    return [("These pairs", present), *others]


def _other_choice(wish: WishCost) -> str:
    if wish.name == "stable":
        return "The best total instead" if wish.on else "Stable pairs instead"
    if wish.on:
        return "Without the floor"
    return f"With the highest floor, {wish.floor:.1f}" if wish.floor is not None else "With a floor: there is none to hold"
