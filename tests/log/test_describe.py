"""A problem as people read it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.log.describe import describe, excerpt
from ikhtilaf.log.form_problems import UnknownWord
from ikhtilaf.model.things import Mark


def problem(column: int = 8, file: str = "log.yaml") -> UnknownWord:
    return UnknownWord(Mark(file, 3, column), "wra", "state", ["war", "clashes"])


def test_place_message_line_caret_and_remedy() -> None:
    assert describe(problem(), "state: wra").split("\n") == [
        'log.yaml:3:8: error[unknown-word]: "wra" is no state',
        "    state: wra",
        "           ^",
        "remedy: Did you mean war? Use one of: war, clashes.",
    ]


@pytest.mark.parametrize("line", [None, "", "   "])
def test_without_a_line_there_is_no_caret(line: str | None) -> None:
    assert len(describe(problem(), line).split("\n")) == 2


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("\tstate: wra", 9, "        state: wra", "               ^"),
        ("  # 南北: wra", 9, "      # 南北: wra", "              ^"),
        ("e\u0301 wra", 4, "    e\u0301 wra", "      ^"),
        ("\x1b[31mred wra", 10, "    \\x1b[31mred wra", "                ^"),
        ("wra", 9, "    wra", "       ^"),
        ("wra   ", 4, "    wra", "       ^"),
    ],
)
def test_the_caret_stands_below_the_place(line: str, column: int, shown: str, caret: str) -> None:
    assert excerpt(line, column) == (shown, caret)


def test_a_long_line_is_cut_around_the_place() -> None:
    line, caret = excerpt("x" * 5000 + "wra" + "y" * 5000, 5001)
    assert line == "    …" + "x" * 60 + "wra" + "y" * 37 + "…"
    assert line[caret.index("^") :].startswith("wra")
    line, caret = excerpt("wra" + "y" * 5000, 1)
    assert line == "    wra" + "y" * 97 + "…"
    line, caret = excerpt("x" * 5000 + "wra", 5001)
    assert line == "    …" + "x" * 60 + "wra"


def cells(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


@settings(deadline=None)
@given(line=st.text(max_size=300), column=st.integers(min_value=1, max_value=400))
def test_an_excerpt_is_two_short_printable_lines(line: str, column: int) -> None:
    line = line.replace("\n", "")
    shown, caret = excerpt(line, column)
    assert shown.isprintable()
    assert caret == " " * (len(caret) - 1) + "^"
    assert len(caret) <= cells(shown) + 1
    assert cells(shown) <= 4 + 1 + 100 + 1 + 12


@settings(deadline=None)
@given(file=st.text(), line=st.text())
def test_nothing_reaches_the_terminal_as_a_control_character(file: str, line: str) -> None:
    text = describe(problem(file=file), line)
    assert all(part.isprintable() for part in text.split("\n"))
    text.encode()


def test_a_message_repeats_only_the_beginning_of_long_text() -> None:
    long = UnknownWord(Mark("f", 1, 1), "x" * 10_000 + "\x1b", "state", ["war"])
    assert len(long.message) < 100
    assert long.message.startswith('"xxx')
