"""Groups on a line: the middle is marked, the band is as wide as the limit, who lies apart is drawn in another dye."""

import re

from mentes.look.dots import Dot, dots


def test_the_band_reaches_as_far_as_the_limit_on_either_side():
    drawing = dots([Dot(80), Dot(84)], middle=82, limit=5, label="two groups")
    middle = float(re.search(r'class="s-ink" d="M([\d.]+)', drawing)[1])
    left, right = map(float, re.search(r'band" d="M([\d.]+) 6H([\d.]+)', drawing).groups())
    assert abs((middle - left) - (right - middle)) < 0.2
    assert drawing.count('stroke-linecap="round"') == 2
    assert 'aria-label="two groups"' in drawing


def test_who_lies_apart_has_another_dye_and_nothing_leaves_the_line():
    drawing = dots([Dot(60, is_apart=True), Dot(82)], middle=81, limit=5, label="<a>")
    assert 'class="s-madder"' in drawing
    assert "&lt;a&gt;" in drawing
    assert all(0 <= float(x) <= 480 for x in re.findall(r'd="M([\d.]+)', drawing))
