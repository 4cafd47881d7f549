"""Portraits: the same person always wears the same cloth, and the cloth can be told from its figure."""

from collections import Counter

import pytest

from mentes.look.face import PARTNERS, face, initials_of, weave_of


def test_the_same_person_always_wears_the_same_cloth():
    assert face("p7", "Ama Owusu") == face("p7", "Ama Owusu")
    assert weave_of("p7") == weave_of("p7")


def test_ids_that_differ_in_the_last_sign_get_different_cloths():
    cloths = Counter(weave_of(f"p{n:03}") for n in range(243))
    assert len(cloths) >= 70
    assert max(cloths.values()) <= 12


def test_all_weaves_and_dyes_are_worn():
    cloths = [weave_of(str(n)) for n in range(2000)]
    assert {weave for _, _, weave in cloths} == set(range(5))
    assert {ground for ground, _, _ in cloths} == set(PARTNERS)
    assert all(figure in PARTNERS[ground] and figure != ground for ground, figure, _ in cloths)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ama Owusu", "AO"),
        ("Nguyễn Minh Châu", "NC"),
        ("Rosa", "R"),
        ("Anne-Marie Duval", "AD"),
        ("سلمى بن عيسى", "س"),
        ("  ", "?"),
        ("李 小龙", "李小"),
    ],
)
def test_initials_are_those_of_the_first_and_last_word(name, initials):
    assert initials_of(name) == initials


def test_small_portraits_carry_one_initial():
    assert ">A</text>" in face("p7", "Ama Owusu", 30)
    assert ">AO</text>" in face("p7", "Ama Owusu", 44)


def test_a_portrait_beside_the_name_is_silent():
    assert 'aria-hidden="true"' in face("p7", "Ama Owusu", is_decorative=True)
    assert 'aria-label="Ama Owusu"' in face("p7", "Ama Owusu")
