"""Pictures and pages of a hostile log: the elements and attributes of a harmless one, and its texts whole."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import pytest
from html_reading import Reading
from smuggled import Twins, blanks, forbidden, swapped

from ikhtilaf.render.escape import one_line

PICTURES = [
    "draw lanes --svg",
    "draw graph --svg",
    "draw matrix --svg",
    "draw map --svg",
    "draw map --show presence --faction f0 --svg",
]
PAGES = ["draw matrix --html", "report -o -"]
FREE = {"title", "aria-label", "content", "alt"}
"""Attributes whose values are text for people."""
NOT_XML = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}  # written out in SVG only


def told(element: Any) -> Iterator[str]:
    """The texts of an element and what is in it, in order, those of attributes too."""
    for one in element.iter():
        yield from (value for name, value in sorted(one.attrib.items()) if name in FREE)
        yield from (text for text in (one.text, one.tail) if text and text.strip())


def the_texts_are_the_same(found: list[str], twins: list[str]) -> None:
    """Each text stands where the harmless one stands; of one that was cut to fit, as much as has room."""
    assert len(found) == len(twins)
    whole = 0
    for text, twin in zip(found, twins, strict=True):
        if "…" in text or "…" in twin:
            continue
        assert blanks(text).translate(NOT_XML) == blanks(swapped(twin, one_line)).translate(NOT_XML)
        whole += text != twin
    assert whole > 1


def structure(element: Any) -> list[tuple[Any, ...]]:
    """Elements in order, each with its attributes and where it leads."""
    kept = ("href", "src", "class", "style", "id", "role")
    return [(one.tag, sorted(one.attrib), [one.attrib.get(name) for name in kept]) for one in element.iter()]


@pytest.mark.parametrize("line", PICTURES)
def test_svg(line: str, twins: Twins) -> None:
    written, plain = twins(line, few=True)
    assert not forbidden(written, "\n")
    read = [ET.fromstring(said.encode()) for said in (written, plain)]
    assert structure(read[0]) == structure(read[1])
    the_texts_are_the_same(*(list(told(root)) for root in read))
    styles = [[one.text for one in root.iter("{http://www.w3.org/2000/svg}style")] for root in read]
    assert styles[0] == styles[1]


@pytest.mark.parametrize("line", PAGES)
def test_html(line: str, twins: Twins) -> None:
    written, plain = twins(line, few=True)
    assert not forbidden(written, "\n")
    read = [Reading(said) for said in (written, plain)]
    kept = ("href", "src", "class", "style", "id", "role")
    found, harmless = (
        [(one.tag, sorted(one.attributes), [one.attributes.get(name) for name in kept]) for one in page.elements]
        for page in read
    )
    assert found == harmless
    assert read[0].raw == read[1].raw
    the_texts_are_the_same(*(list(of_page(page)) for page in read))


def of_page(page: Reading) -> Iterator[str]:
    yield from (one.attributes[name] for one in page.elements for name in sorted(one.attributes) if name in FREE)
    yield from (text for _, text in page.texts if text.strip())
