"""Template tags of the look. All are safe: text is escaped inside, and nothing carries a style attribute."""

from collections.abc import Sequence

from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from mentes.look import assets
from mentes.look import bars as bars_drawing
from mentes.look import braid as braid_drawing
from mentes.look import face as face_drawing
from mentes.look import seal as seal_drawing
from mentes.look import thread as thread_drawing
from mentes.look.braid import Strand

register = template.Library()

# Signs that point along the line of reading turn round with it; clocks, play and marks do not.
FLIPS = {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "send", "log-in", "log-out", "undo-2", "redo-2"}


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file: {% asset "app.css" %}."""
    return static(assets.dist_path(name))


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A lucide icon, drawn into the page and silent; the words beside it, or an aria-label, say what it means."""
    try:
        drawing = assets.icons()[name]
    except KeyError:
        hint = "write it into look/icons.txt or a template and run `npm run build`"
        raise assets.NotBuilt(f"The icon {name} is not part of the front end: {hint}.") from None
    names = " ".join(filter(None, ("ic", "ic-flip" if name in FLIPS else "", classes)))
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        names,
        mark_safe(drawing),
    )


def _attribute(person, name: str) -> str:
    value = person.get(name, "") if isinstance(person, dict) else getattr(person, name, "")
    return str(value)


@register.simple_tag
def face(person, size: int = 44, named: bool = False) -> SafeString:
    """The woven portrait of anything with an id and a name. `named=True` where the name does not stand beside it."""
    drawing = face_drawing.face(_attribute(person, "id"), _attribute(person, "name"), int(size), is_decorative=not named)
    return mark_safe(drawing)


@register.simple_tag
def seal(size: int = 60, proven: bool = True) -> SafeString:
    """Closed when the result is proven, open when a gap is left. The sentence beside it says which."""
    return mark_safe(seal_drawing.seal(int(size), bool(proven)))


def braid_sentence(strands: Sequence[Strand]) -> str:
    """The drawing in words, in the reader's language."""
    score = round(sum(s.points for s in strands), 1)
    drawn = [s for s in strands if s.points > 0]
    reasons = gettext(", ").join(gettext("%(reason)s %(points)s") % {"reason": s.label, "points": f"{s.points:g}"} for s in drawn)
    sentence = ngettext(
        "Braid of %(count)s reason: %(reasons)s; together %(score)s of 100.",
        "Braid of %(count)s reasons: %(reasons)s; together %(score)s of 100.",
        len(drawn),
    )
    return sentence % {"count": len(drawn), "reasons": reasons, "score": f"{score:g}"}


@register.simple_tag
def braid(
    strands: Sequence[Strand],
    mode: str = "closed",
    unit: float = 0.8,
    rounds: int = 4,
    ground: float = 4,
    background: str = "sheet",
    label: str = "",
    narrow: bool = False,
    live: bool = False,
) -> SafeString:
    """A braid of Strands. `open`: reasons as a list over the lanes (`live=True` makes them focusable); `closed`: drawing only."""
    label = label or braid_sentence(strands)
    if mode == "open":
        drawing = braid_drawing.labelled_braid(
            strands,
            unit=unit,
            rounds=rounds,
            background=background,
            label=label,
            list_label=gettext("Reasons, largest first"),
            text=26 if not narrow else 25,
            gap=15 if not narrow else 8,
            is_narrow=narrow,
            is_live=live,
        )
    else:
        drawing = braid_drawing.braid(
            strands, unit=unit, mode="closed", rounds=rounds, ground=ground, background=background, label=label
        ).svg
    return mark_safe(drawing)


@register.inclusion_tag("look/pair_braid.html")
def pair_braid(
    one, other, strands: Sequence[Strand], background: str = "sheet", unit: float = 1.05, live: bool = True, about: bool = False
) -> dict:
    """Two faces and what holds them: an open braid where there is room, a closed one with a list where there is not.

    `about`: their `place` and `craft` stand under the names, `one` being the mentee and `other` the mentor.
    """
    ordered = sorted((s for s in strands if s.points > 0), key=lambda s: -s.points)
    return {
        "one": one,
        "other": other,
        "strands": strands,
        "ordered": ordered,
        "background": background,
        "unit": unit,
        "face_size": round(100 * unit),
        "live": live,
        "about": about,
    }


@register.simple_tag
def bars(strands: Sequence[Strand], label: str = "") -> SafeString:
    """The flat form of a braid, for rows that print the score; with `label` where they do not."""
    return mark_safe(bars_drawing.bars(strands, label))


@register.simple_tag
def twist() -> SafeString:
    return mark_safe('<div class="twist" aria-hidden="true"></div>')


@register.simple_tag
def thread(kind: str = "loose", share: float = 0, label: str = "") -> SafeString:
    """`loose` (nothing here yet), `frayed` (something broke), `yarn` (loading), `progress` (share 0 to 1, label with numbers)."""
    if kind == "progress":
        return mark_safe(thread_drawing.progress_thread(share, label))
    if kind == "yarn":
        return mark_safe(thread_drawing.undyed_yarn(label or gettext("Waiting for the reasons")))
    drawings = {"loose": thread_drawing.loose_thread, "frayed": thread_drawing.frayed_thread}
    return mark_safe(drawings[kind]())


@register.filter
def is_arabic(text: str) -> bool:
    return face_drawing.is_arabic(str(text))


KINDS = (
    (forms.RadioSelect, "choices"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.CheckboxInput, "check"),
    (forms.Textarea, "text"),
)


@register.inclusion_tag("look/field.html")
def field(bound: forms.BoundField, label: str = "", draft: bool = False, classes: str = "", optional: bool = True) -> dict:
    """Label, help, control and errors of one form field, tied together for those who listen.

    `draft=True` keeps what is typed on the device until the form was accepted (longer texts). Optional fields say so,
    unless `optional=False`: where one of several is needed, none of them is free.
    """
    widget = bound.field.widget
    kind = next((name for cls, name in KINDS if isinstance(widget, cls)), "plain")
    described = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    attrs: dict[str, str | bool] = {}
    # What somebody writes begins on the side of its own script; an address is read from the left everywhere.
    side = {"text": "auto", "email": "ltr"}.get("text" if kind == "text" else getattr(widget, "input_type", ""))
    if side and "dir" not in widget.attrs:
        attrs["dir"] = side
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if draft:
        attrs["data-draft"] = True
    if kind in ("plain", "text"):
        attrs["class"] = " ".join(filter(None, ("in", str(widget.attrs.get("class", "")), classes)))
    return {
        "field": bound,
        "kind": kind,
        "control": bound.as_widget(attrs=attrs) if kind != "choices" else "",
        "label": label or bound.label,
        "is_optional": optional and not bound.field.required and kind in ("plain", "text"),
        "is_hidden": bound.is_hidden,
        "described": " ".join(described),
        "draft": draft,
    }
