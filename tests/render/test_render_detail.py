from __future__ import annotations

from io import StringIO

import pytest
from syrupy.assertion import SnapshotAssertion

from ikhtilaf.render import Column, Options
from ikhtilaf.render.detail import Block, Pair, write_detail, write_plain

BLOCKS = [
    Block(
        pairs=[
            Pair("id", "elders-truce", "id"),
            Pair("date", "2015-12~", "date"),
            Pair("state", "ceasefire", "state"),
            Pair("factions", {"red": "party", "blue": "party"}),
            Pair("places", []),
            Pair(
                "note",
                "The source is not sure about the month, and says so twice in one paragraph.\nIt is sure of the year.",
            ),
        ]
    ),
    Block("Text", paragraphs=["Elders of both sides bring about a truce. " * 4, "It holds through the winter."]),
    Block("Nothing here", pairs=[Pair("terms", None)]),
    Block(
        "Claims",
        pairs=[Pair("voices", 2, "number")],
        columns=[
            Column("source", "Source", style="id", wrap=False),
            Column("cites", "Cites", wrap=False),
            Column("stance", "Stance"),
            Column("note", "What it says", style="note"),
        ],
        rows=[
            {
                "source": "n7",
                "cites": ["Y3", "Y7"],
                "stance": "asserts",
                "note": "An elder who was there, two years later.",
            },
            {"source": "history-2018", "cites": ["Y3"], "stance": "doubts", "note": None},
        ],
    ),
]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_look(width: int, snapshot: SnapshotAssertion) -> None:
    stream = StringIO()
    write_detail(BLOCKS, stream, Options(width=width))
    lines = stream.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    assert stream.getvalue() == snapshot


def test_look_in_colour_and_ascii(snapshot: SnapshotAssertion) -> None:
    stream = StringIO()
    write_detail(BLOCKS, stream, Options(width=80, color=True, ascii=True))
    assert stream.getvalue().replace("\x1b", "␛") == snapshot


def test_plain(snapshot: SnapshotAssertion) -> None:
    stream = StringIO()
    write_plain(BLOCKS, stream)
    assert all(line.count("\t") == 1 for line in stream.getvalue().splitlines())
    assert stream.getvalue() == snapshot


def test_text_is_data() -> None:
    block = Block("[b]T\x1b[0m", [Pair("l\x07", "\x1b[31m:smile: \u202e")], ["one\x9b\ntwo\ttabs"])
    terminal, pipe = StringIO(), StringIO()
    write_detail([block], terminal, Options(width=80))
    write_plain([block], pipe)
    assert terminal.getvalue() == "[b]T\\x1b[0m\n  l\\x07  \\x1b[31m:smile: \\u202e\n\n  one\\x9b\n  two tabs\n"
    assert pipe.getvalue() == ("[b]t\\x1b[0m.l\\x07\t\\x1b[31m:smile: \\u202e\n[b]t\\x1b[0m\tone\\x9b\\ntwo\\ttabs\n")


def test_nothing_to_say() -> None:
    stream = StringIO()
    write_detail([Block("Empty", [Pair("a", ""), Pair("b", None)])], stream, Options(width=80))
    write_plain([Block("Empty", [Pair("a", ""), Pair("b", None)])], stream)
    assert stream.getvalue() == ""
