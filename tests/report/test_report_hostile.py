"""Text from a log stays text: markup, scripts, templates, marks that turn the direction, words without end."""

from __future__ import annotations

import pytest
from hostile_log import HOSTILE, LONG, QUOTES, SCRIPT, STYLE, SVG, TAG, TEMPLATE, TURNED, page_of
from html_reading import Reading

from ikhtilaf.render.escape import one_line
from ikhtilaf.store import Store

MARKED = "zq"


@pytest.fixture(scope="module")
def read(hostile_page: str) -> Reading:
    return Reading(hostile_page)


def test_the_elements_are_those_of_a_harmless_log(hostile: Store, read: Reading) -> None:
    harmless = {"html", "head", "meta", "title", "style", "body", "a", "header", "p", "b", "h1", "nav", "h2", "ol",
                "li",
                "main", "section", "dl", "dt", "dd", "i", "h3", "div", "span", "svg", "desc", "defs", "pattern", "rect",
                "path", "circle", "text", "g", "table", "caption", "thead", "tbody", "tr", "th", "td", "abbr", "ul",
                "small", "article", "code", "h4", "q", "em", "bdi", "footer", "pre", "script", "details", "summary",
                "line", "polygon", "ellipse"}  # fmt: skip
    assert {one.tag for one in read.elements} <= harmless
    assert sum(one.tag == "script" for one in read.elements) == 1
    assert sum(one.tag == "style" for one in read.elements) == 1


@pytest.mark.parametrize("text", [TAG, SCRIPT, STYLE, SVG, QUOTES, TEMPLATE, LONG, TURNED, HOSTILE])
def test_every_text_is_there_as_it_was_written(text: str, read: Reading) -> None:
    assert " ".join(one_line(text).split()) in read.text()


def test_no_mark_that_turns_the_direction_is_left(hostile_page: str) -> None:
    assert "\\u202eright to left\\u202c" in hostile_page
    assert not set(hostile_page) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def test_letters_of_another_direction_stand_apart(hostile_page: str) -> None:
    """Each run of them is in an element of its own direction: `<bdi>`, or a block with `dir=auto`, or a picture."""
    opened = ""
    for part in hostile_page.split("<")[1:]:
        tag, _, text = part.partition(">")
        name = tag.split()[0].strip("/")
        if name in {"svg", "/svg", "title", "table", "/table"} or not tag.startswith("/"):
            opened = (
                tag
                if "dir=" in tag or name in {"bdi", "text", "title", "option", "desc", "th", "td", "abbr"}
                else opened
            )
        if "\u05e9\u05dc\u05d5\u05dd" in text:
            assert opened.startswith(("bdi", "text", "title", "desc", "th")) or 'dir="auto"' in opened, part[:200]


def test_anchors_are_never_made_of_text(read: Reading) -> None:
    assert [one for one in read.ids if not one.replace("-", "").isalnum() or not one.isascii()] == []


def test_an_address_that_would_run_something_is_no_link(read: Reading) -> None:
    assert "javascript:alert(5)" in read.text("sources")
    assert [link for link in read.links if "javascript:alert(5)" in link] == []
    assert [link for link in read.links if link.startswith("https:")] == [f"https://example.org/{QUOTES}"]


def test_what_was_asked_for_is_text_as_well(hostile: Store) -> None:
    read = Reading(page_of(hostile, words=(SCRIPT,), given=("text",), command=f"ikhtilaf report --text '{TAG}'"))
    assert SCRIPT in read.text("about")
    assert TAG in read.text("made")
    assert "This part does not look at --text" in read.text("graph")
