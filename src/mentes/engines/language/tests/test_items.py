"""Texts are cut where a reader would cut them, and every piece stands verbatim in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentes.engines.language import cut_pieces, item_spans, split_items, split_parts


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("I sell bread. I bake at night.", ("I sell bread.", "I bake at night.")),
        ("pricing; hiring;  export ", ("pricing", "hiring", "export")),
        ("- find buyers\n- hire someone\n", ("find buyers", "hire someone")),
        ("1. Find buyers\n2) Hire someone", ("Find buyers", "Hire someone")),
        ("• أبيع الخبز؛ كيف أحدد السعر؟ شكرا", ("أبيع الخبز", "كيف أحدد السعر؟", "شكرا")),
        ("我卖面包。怎么定价？谢谢", ("我卖面包。", "怎么定价？", "谢谢")),
        (
            "Dr. Li and J. Okoro paid 3.50 for it, e.g. at noon. Why?",
            ("Dr. Li and J. Okoro paid 3.50 for it, e.g. at noon.", "Why?"),
        ),
        ('She said "Stop!" and left. He stayed.', ('She said "Stop!" and left.', "He stayed.")),
        ("Write to me at home.example. Thanks.", ("Write to me at home.example.", "Thanks.")),
        ("first line\r\nsecond line", ("first line", "second line")),
        ("  ... \n --- ; ", ()),
        ("", ()),
    ],
)
def test_a_text_parts_where_a_reader_would_part_it(text, items):
    assert split_items(text) == items


@given(st.text(alphabet=st.sampled_from("ab C1.!?;؟。\n\r-•*()\"'؛ é文")))
def test_every_item_is_verbatim_in_order_and_says_something(text):
    end = 0
    for (start, stop), item in zip(item_spans(text), split_items(text), strict=True):
        assert start >= end
        assert text[start:stop] == item == item.strip()
        assert any(sign.isalnum() for sign in item)
        end = stop


@given(st.text(alphabet="abc .;\n?!"))
def test_no_letter_is_lost_except_list_letters(text):
    kept = sum(sign.isalpha() for item in split_items(text) for sign in item)
    lost = sum(sign.isalpha() for sign in text) - kept
    # Only a single letter with a stop at the head of an item ("b.") may go: it is a list number.
    assert 0 <= lost <= text.count(".")


def test_a_megabyte_without_a_stop_is_one_item():
    assert len(split_items("word " * 200_000)) == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I sell bread. I bake at night.", ("I sell bread. I bake at night.",)),
        ("- I find buyers. It is hard.\n- hire someone; or two\n", ("I find buyers. It is hard.", "hire someone; or two")),
        ("• أبيع الخبز؛ كيف أحدد السعر؟ • شكرا", ("أبيع الخبز؛ كيف أحدد السعر؟", "شكرا")),
        ("我卖面包。怎么定价？\n谢谢", ("我卖面包。怎么定价？", "谢谢")),
        (" \n ", ()),
    ],
)
def test_a_part_is_a_line_or_an_entry_of_a_list(text, parts):
    assert split_parts(text) == parts


def test_a_part_of_one_sentence_is_one_piece():
    said = [(piece.text, piece.is_item, piece.is_part) for piece in cut_pieces("I sell. I bake.\nI teach.")]
    assert said == [
        ("I sell. I bake.", False, True),
        ("I sell.", True, False),
        ("I bake.", True, False),
        ("I teach.", True, True),
    ]
