"""Colours that every reader tells apart, and a style sheet that stays with its pictures."""

from __future__ import annotations

import re
from itertools import product
from xml.etree import ElementTree as ET

import pytest

from ikhtilaf.model.vocabulary import CONTESTED, STATES
from ikhtilaf.pictures.look import (
    DARK,
    DARK_COUNTS,
    DARK_PAPER,
    LIGHT,
    LIGHT_COUNTS,
    LIGHT_PAPER,
    STYLE,
    Ink,
    Paper,
    glyph_of,
    page,
    standalone,
)

SIDES = pytest.mark.parametrize(
    ("inks", "paper", "counts"), [(LIGHT, LIGHT_PAPER, LIGHT_COUNTS), (DARK, DARK_PAPER, DARK_COUNTS)]
)
# How the two commonest kinds of colour blindness see linear red, green and blue: Viénot, Brettel and Mollon 1999.
BLIND = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def linear(color: str) -> tuple[float, float, float]:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def luminance(color: str) -> float:
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = rgb
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (max(v, 0) ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, seen: str | None = None) -> float:
    """How different two colours look, as CIE76, to a colour-blind reader where one is named."""
    values = []
    for color in (one, other):
        rgb = linear(color)
        if seen:
            red, green, blue = (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in BLIND[seen])
            rgb = (red, green, blue)
        values.append(lab(rgb))
    return float(sum((a - b) ** 2 for a, b in zip(*values, strict=True)) ** 0.5)


@SIDES
def test_marks_and_text_stand_out_from_the_paper(inks: dict[str, Ink], paper: Paper, counts: tuple[Ink, ...]) -> None:
    assert set(inks) == {*STATES, CONTESTED}
    for ink in inks.values():
        assert contrast(ink.fill, paper.paper) >= 3
        assert contrast(ink.letter, ink.fill) >= 4.5
    for ink in counts:
        assert contrast(ink.letter, ink.fill) >= 4.5
    for back in (paper.paper, paper.band):
        assert contrast(paper.ink, back) >= 4.5
        assert contrast(paper.muted, back) >= 4.5
    assert contrast(paper.line, paper.paper) >= 3


@SIDES
@pytest.mark.parametrize("seen", [None, *BLIND])
def test_enmity_and_friendship_are_told_apart_by_every_reader(
    seen: str | None, inks: dict[str, Ink], paper: Paper, counts: tuple[Ink, ...]
) -> None:
    hostile = [state for state in STATES.values() if state.sign < 0]
    friendly = [state for state in STATES.values() if state.sign > 0]
    for one, other in product(hostile, friendly):
        assert apart(inks[one.id].fill, inks[other.id].fill, seen) >= 35, (one.id, other.id)


def test_each_answer_has_a_letter_of_its_own() -> None:
    letters = [glyph_of(state) for state in (*STATES, CONTESTED, "unknown")]
    assert len(set(letters)) == len(letters)


def test_the_style_sheet_touches_nothing_but_pictures() -> None:
    rules = re.sub(r"@media [^{]*\{", "", STYLE)
    selectors = [one for found in re.findall(r"([^{}]+)\{", rules) for one in found.split(",") if one.strip()]
    assert selectors
    assert [one for one in selectors if not re.match(r"\s*\.pic(-table)?\b", one)] == []
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_a_whole_file_has_its_name_space_and_its_style() -> None:
    root = ET.fromstring(standalone('<svg viewBox="0 0 1 1" class="pic"><rect/></svg>'))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert [child.tag.rpartition("}")[2] for child in root] == ["style", "rect"]


def test_a_page_has_a_title_that_is_text() -> None:
    assert "<title>&lt;b&gt;</title>" in page("<p>x</p>", "<b>")
