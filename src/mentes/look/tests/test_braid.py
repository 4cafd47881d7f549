"""The braid holds what it promises: thickness is points, strands cross in turn, and text stays text."""

import re

import pytest

from mentes.look import standalone_css
from mentes.look.bars import bars
from mentes.look.braid import Strand, braid, labelled_braid, plait
from mentes.look.face import face
from mentes.look.seal import seal
from mentes.look.thread import frayed_thread, loose_thread, progress_thread, undyed_yarn

AMA_AND_ROSA = [
    Strand("topics", "woad", 27, "Pricing and wholesale"),
    Strand("road", "olive", 21, "Same road: stall to shop"),
    Strand("lived", "murex", 13, "First-generation founder"),
    Strand("language", "weld", 10, "At ease in English"),
    Strand("working", "madder", 9, "Asks before advising"),
    Strand("hours", "walnut", 6, "4 shared hours a week"),
]
UNIT = 1.1


def _full(svg: str) -> dict[str, tuple[float, float]]:
    """Where each whole strand starts (y) and how thick it is."""
    pattern = r'class="st full [^"]*" data-s="(\w+)" d="M0 ([\d.]+)[^"]*" stroke-width="([\d.]+)"'
    return {name: (float(y), float(width)) for name, y, width in re.findall(pattern, svg)}


@pytest.mark.parametrize("mode", ["open", "closed"])
def test_the_bundle_at_the_end_measures_score_times_unit(mode):
    drawing = braid(AMA_AND_ROSA, unit=UNIT, mode=mode)
    strands = _full(drawing.svg).values()
    assert len(strands) == 6
    top = min(y - width / 2 for y, width in strands)
    bottom = max(y + width / 2 for y, width in strands)
    assert drawing.score == 86
    assert bottom - top == pytest.approx(86 * UNIT, abs=0.2)
    assert (top + bottom) / 2 == pytest.approx(drawing.height / 2, abs=0.1)


def test_lanes_lie_as_worked_by_hand():
    # 26 px of words, the strand, 18 px of gap; 27 points at 1.1 px are 29.7 px; padding 6 px.
    drawing = braid(AMA_AND_ROSA, unit=UNIT)
    first, second = drawing.lanes[:2]
    assert (first.id, first.top, first.width) == ("topics", 6, pytest.approx(29.7))
    assert first.y == pytest.approx(6 + 26 + 14.85)
    assert second.top == pytest.approx(6 + 26 + 29.7 + 18)
    assert drawing.height == pytest.approx(12 + 6 * 26 + 86 * UNIT + 5 * 18)


def test_strands_cross_over_and_under_in_turn():
    columns, over = plait(4, 2)
    assert columns == [[0, 1, 2, 3], [1, 0, 3, 2], [1, 3, 0, 2]]
    assert over == [[1, 3], [0]]  # even rounds: the rising strand is over; odd rounds: the falling one
    # Six strands, three rounds: 3 + 2 + 3 crossings on each of two sides.
    assert braid(AMA_AND_ROSA).svg.count('class="cs"') == 16


def test_the_order_given_does_not_matter_and_the_thickest_comes_first():
    assert braid(AMA_AND_ROSA[::-1]) == braid(AMA_AND_ROSA)
    assert braid(AMA_AND_ROSA).lanes[0].id == "topics"


def test_a_reason_without_points_has_no_yarn():
    drawing = braid([*AMA_AND_ROSA, Strand("extra", "flax", 0, "Not asked")])
    assert "extra" not in drawing.svg
    assert len(drawing.lanes) == 6


def test_no_reasons_at_all_still_draw_an_empty_picture():
    for mode in ("open", "closed"):
        assert braid([], mode=mode).score == 0


def test_every_wrong_strand_is_named_at_once():
    with pytest.raises(ValueError, match=r"strand a: unknown dye pink; strand b: negative points -1"):
        braid([Strand("a", "pink", 3), Strand("b", "woad", -1)])


def test_the_drawing_says_its_numbers():
    assert "Braid of 6 reasons: Pricing and wholesale 27, " in braid(AMA_AND_ROSA).svg
    assert "together 86 of 100." in braid(AMA_AND_ROSA).svg


HOSTILE = "\"><script>alert(1)</script>&'"


def test_text_never_becomes_markup():
    strands = [Strand(HOSTILE, "woad", 30, HOSTILE), Strand("b", "olive", 20, HOSTILE)]
    drawings = [
        braid(strands).svg,
        braid(strands, mode="closed", label=HOSTILE).svg,
        labelled_braid(strands, list_label=HOSTILE),
        face("1", HOSTILE),
        bars(strands, HOSTILE),
        progress_thread(0.5, HOSTILE),
    ]
    for drawing in drawings:
        assert "<script" not in drawing
        assert "&lt;script" in drawing or "&gt;" in drawing


def test_no_drawing_carries_a_style_an_id_or_a_colour_of_its_own():
    drawings = [
        labelled_braid(AMA_AND_ROSA, is_live=True),
        braid(AMA_AND_ROSA, mode="closed").svg,
        bars(AMA_AND_ROSA),
        seal(60, True),
        seal(60, False),
        loose_thread(),
        frayed_thread(),
        progress_thread(0.3, "3 of 10"),
        undyed_yarn(),
        *(face(str(n), "Ama Owusu") for n in range(40)),
    ]
    for drawing in drawings:
        assert not re.search(r'\sstyle=|\sid=|#[0-9a-fA-F]{3}|url\(|\s(stroke|fill)="', drawing)


def test_every_class_in_a_drawing_has_a_rule_in_the_file_that_stands_alone():
    drawn = labelled_braid([*AMA_AND_ROSA, Strand("x", "flax", 5, "x")]) + undyed_yarn() + seal() + bars(AMA_AND_ROSA)
    drawn += "".join(face(str(n), "Ama") for n in range(200))
    classes = {c for group in re.findall(r'class="([^"]+)"', drawn) for c in group.split()}
    hooks = {"st", "full", "thread"}  # found by scripts or set by the page's own style sheet
    css = standalone_css()
    assert [c for c in sorted(classes - hooks) if f".{c}" not in css] == []
