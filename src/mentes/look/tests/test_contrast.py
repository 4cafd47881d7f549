"""Colours hold their contrast in both themes (WCAG 2.2), computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[1] / "css"
DYES = ("woad", "madder", "olive", "weld", "murex", "walnut", "flax", "indigo")
TINTS = ("woad-tint", "rose-tint", "olive-tint", "weld-tint", "murex-tint")


def _blocks() -> dict[str, dict[str, str]]:
    text = re.sub(r"/\*.*?\*/", "", (CSS / "tokens.css").read_text("utf-8"), flags=re.DOTALL)
    found = {}
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        tokens = dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))
        if "page" in tokens:
            found[selector.strip()] = tokens
    return found


BLOCKS = _blocks()
THEMES = {"dawn": BLOCKS[":root"], "winedark": BLOCKS['[data-theme="winedark"]']}


def contrast(one: str, other: str) -> float:
    """Relative luminance ratio, 1 to 21 (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _pairs():
    for theme, tokens in THEMES.items():
        for text in ("ink", "ink-2", "primary", "madder", "olive", "woad", "murex", "walnut", "weld-text"):
            for ground in ("page", "sheet"):
                yield pytest.param(tokens[text], tokens[ground], 4.5, id=f"{theme}: {text} as text on {ground}")
        for ground in (*TINTS, "well"):
            for text in ("ink", "ink-2"):
                yield pytest.param(tokens[text], tokens[ground], 4.5, id=f"{theme}: {text} as text on {ground}")
        for dye, tint in (("madder", "rose"), ("olive", "olive"), ("woad", "woad"), ("murex", "murex"), ("weld-text", "weld")):
            yield pytest.param(tokens[dye], tokens[f"{tint}-tint"], 4.5, id=f"{theme}: {dye} as text on its own tint")
        yield pytest.param(tokens["on-primary"], tokens["primary"], 4.5, id=f"{theme}: label of the main action")
        for shape in (*DYES, "line-strong", "focus"):
            for ground in ("page", "sheet"):
                yield pytest.param(tokens[shape], tokens[ground], 3.0, id=f"{theme}: {shape} as a shape on {ground}")


@pytest.mark.parametrize(("colour", "ground", "least"), list(_pairs()))
def test_contrast_is_enough(colour, ground, least):
    assert contrast(colour, ground) >= least


def test_the_numbers_are_those_worked_out_in_the_identity():
    dawn, winedark = THEMES["dawn"], THEMES["winedark"]
    assert round(contrast(dawn["ink"], dawn["page"]), 1) == 11.9
    assert round(contrast(dawn["weld"], dawn["page"]), 1) == 3.6
    assert round(contrast(winedark["primary"], winedark["sheet"]), 1) == 9.3


def test_the_dark_theme_is_the_same_by_choice_and_by_preference():
    assert BLOCKS[":root:not([data-theme])"] == BLOCKS['[data-theme="winedark"]']


def test_both_themes_name_the_same_tokens():
    colours = {name for name, value in THEMES["dawn"].items() if value.startswith("#")}
    assert colours == {name for name, value in THEMES["winedark"].items() if value.startswith("#")}


def test_styles_use_logical_directions_only():
    """Physical sides would not turn round in Arabic. Allowed: what a browser offers no logical form for."""
    sides = "left|right|top|bottom"
    physical = rf"[{{;]\s*((?:margin|padding|border)-(?:{sides})|{sides}|float)\s*:"
    wrong = []
    for sheet in CSS.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        wrong += [f"{sheet.name}: {name}" for name in re.findall(physical, text)]
    assert wrong == []
