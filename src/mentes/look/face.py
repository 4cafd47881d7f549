"""A woven portrait: two dyes and one of five weaves, chosen by a hash of the person's id. No ids, no patterns, no chance."""

from html import escape

# The figure must stand out from its ground, so dyes that blur into one another (murex and walnut, olive and madder) never meet.
PARTNERS = {
    "woad": ("weld", "olive", "madder"),
    "madder": ("weld", "woad", "murex"),
    "olive": ("weld", "woad"),
    "weld": ("murex", "madder", "woad", "walnut", "olive"),
    "murex": ("weld", "madder"),
    "walnut": ("weld",),
}
PAIRS = tuple((ground, figure) for ground, figures in PARTNERS.items() for figure in figures)


def _hash(text: str) -> int:
    value = 7
    for character in text:
        value = (value * 31 + ord(character)) & 0xFFFFFFFF
    # Ids of one import differ in their last signs only; mixing spreads that over all bits.
    value = ((value ^ (value >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    return value ^ (value >> 16)


def weave_of(person_id: str) -> tuple[str, str, int]:
    """(ground dye, figure dye, weave 0 to 4) of a person; the two dyes always differ."""
    h = _hash(person_id)
    ground, figure = PAIRS[h % len(PAIRS)]
    return ground, figure, (h >> 9) % 5


def _figure(weave: int, dye: str) -> str:
    """The figure of a weave over a 60 by 60 ground. A wide dashed stroke stands for many bars."""
    if weave == 0:  # plain weave: a chequer
        return f'<path class="s-{dye}" d="M0 2.5h60{"m-55 5h55m-60 5h60" * 6}" stroke-width="5" stroke-dasharray="5"/>'
    if weave == 1:  # twill: diagonal bars
        return f'<path class="s-{dye}" d="M0 0 60 60" stroke-width="90" stroke-dasharray="3.4 3.67"/>'
    if weave == 2:  # herringbone: columns leaning in turn
        columns = "v120" + "m10-120v120" * 5
        return "".join(
            f'<path class="s-{dye}" transform="skewY({lean})" d="M{x} {y}{columns}" stroke-width="5.1" stroke-dasharray="2.5"/>'
            for lean, x, y in ((45, 2.5, -60), (-45, 7.5, 0))
        )
    if weave == 3:  # rep: bars with a thread between
        ticks = "M5 0v60" + "m10-60v60" * 5
        return (
            f'<path class="s-{dye}" d="M30 1.3V60" stroke-width="60" stroke-dasharray="2.4 2.6"/>'
            f'<path class="s-sheet" d="{ticks}" stroke-width="1.4" stroke-dasharray="5"/>'
        )
    # bird's eye: diamonds with an eye, square dashes along the diagonals through 6 by 6 fields of 10
    rows = "".join(f"M{10 * k - 5}-5l70 70" for k in range(-5, 7))
    return "".join(
        f'<path class="s-{colour}" d="{rows}" stroke-width="{side}" stroke-dasharray="{side} {14.142 - side:g}"'
        f' stroke-dashoffset="{side / 2:g}"/>'
        for colour, side in ((dye, 6.3), ("sheet", 2))
    )


def initials_of(name: str) -> str:
    """First letters of the first and the last word, as written: 'Nguyễn Minh Châu' gives 'NC'.

    Arabic letters would join into one sign that is nobody's initials, so Arabic names give one letter.
    """
    words = [w for w in name.replace("-", " ").split() if w[0].isalnum()] or [name.strip() or "?"]
    if is_arabic(words[0]):
        word = words[0].removeprefix("ال") or words[0]
        return word[0]
    return words[0][0] + (words[-1][0] if len(words) > 1 else "")


def is_arabic(text: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in text)


def face(person_id: str, name: str, size: int = 44, arabic: bool = False, *, is_decorative: bool = False) -> str:
    """A portrait `size` px wide. Under 40 px one initial. `is_decorative` where the name stands beside it."""
    ground, figure, weave = weave_of(person_id)
    letters = initials_of(name)
    if size < 40:
        letters = letters[0]
    arabic = arabic or is_arabic(letters)
    role = 'aria-hidden="true"' if is_decorative else f'role="img" aria-label="{escape(name)}"'
    # A fine cloth blurs into one brown when it is small, so small portraits show fewer, larger threads.
    scale = 1 if size >= 80 else 1.5 if size >= 40 else 2
    figure_drawing = _figure(weave, figure)
    if scale > 1:
        figure_drawing = f'<g transform="scale({scale})">{figure_drawing}</g>'
    y, font = 37 if arabic else 36.5, 18 if len(letters) > 1 else 21
    return (
        f'<svg class="face" width="{size}" height="{size}" viewBox="0 0 60 60" {role}>'
        f'<path class="f-{ground}" d="M0 0h60v60H0z"/>{figure_drawing}<circle class="f-sheet" cx="30" cy="30" r="19.5"/>'
        f'<text class="f-ink" x="30" y="{y}" font-size="{font}">{escape(letters)}</text></svg>'
    )
