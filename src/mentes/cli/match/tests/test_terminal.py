"""The braid at a terminal: six strands told apart by colour and by texture, and by signs alone where there is no colour."""

import pytest

from mentes.cli.match.terminal import SIGNS, _plain, canvas, draw, dyes
from mentes.look.braid import Strand

SIX = [
    Strand(name, dye, points)
    for name, dye, points in (
        ("topics", "woad", 27), ("road", "olive", 21), ("lived", "murex", 13), ("language", "weld", 10), ("working", "madder", 9),
        ("hours", "walnut", 6),
    )
]  # fmt: skip


def test_every_dye_is_drawn_as_wide_as_its_points():
    cells = canvas(SIX)
    first = [row[0][0] for row in cells]
    heights = [first.count(strand.dye) for strand in SIX]
    assert heights == sorted(heights, reverse=True)
    assert min(heights) >= 1


def test_no_two_dyes_have_the_same_texture_or_sign():
    cells = canvas(SIX)
    dotted = {dye for row in cells for dye, is_stitch in row if is_stitch}
    assert dotted == {"woad", "olive", "murex", "madder", "walnut"}
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_the_colours_are_the_tokens():
    assert {strand.dye for strand in SIX} <= set(dyes())
    assert all(len(colour) == 7 for colour in dyes().values())


def test_without_colour_there_is_no_escape_and_no_half_block():
    lines = draw(SIX, is_coloured=False)
    text = "\n".join(line.plain for line in lines)
    assert not any(line.spans for line in lines)
    assert all(SIGNS[strand.dye] in text for strand in SIX)


@pytest.mark.parametrize("name", ["[red]x", "a\x1b[31mb", "a\u202eb"])
def test_a_name_cannot_command_the_terminal(name):
    assert "\x1b" not in _plain(name)
    assert "\u202e" not in _plain(name)
    assert "[red]" not in _plain(name).replace(r"\[", "")
