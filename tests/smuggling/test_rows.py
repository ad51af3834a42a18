"""Every answer in rows, in every format: a hostile log gives what a harmless one gives, but for the words."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from smuggled import Twins, blanks, forbidden, shape, strings, swapped

from ikhtilaf.render.escape import csv_cell, escape_tsv, one_line, undefuse

ANSWERS = [
    "timeline",
    "relations",
    "relations --between f1 f0",
    "relations --between f40 f41 --according-to s40",
    "changes",
    "summary",
    "disputes",
    "list factions",
    "list people",
    "list places",
    "list sources",
    "show f40 p41 h42 s43",
    "draw lanes",
    "draw graph",
    "draw matrix",
    "draw map",
    "diff {other}",
    "compare {other}",
    "compare {other} --events",
]
CODE = re.compile(r"\x1b\[[0-9;]*m")
SOME = ["timeline", "relations", "summary", "disputes", "list sources", "show f40 p41 h42 s43"]
"""Answers that hold all kinds of text: what tests of one renderer ask, where others have asked for every answer."""


def asked(line: str, fmt: str, twins: Twins, *, few: bool = False) -> tuple[str, str]:
    if few:
        line = re.sub(r"\b([fphs])(\d\d)\b", lambda match: f"{match[1]}{int(match[2]) % 8}", line)
    return twins(f"{line} --format {fmt}", few=few)


@pytest.mark.parametrize(("line", "fmt"), [("timeline", "json"), *((line, "jsonl") for line in ANSWERS)])
def test_json(line: str, fmt: str, twins: Twins) -> None:
    written, plain = asked(line, fmt, twins, few=True)
    assert not forbidden(written, "\n")
    read = [
        [json.loads(one) for one in said.split("\n") if one] if fmt == "jsonl" else json.loads(said)
        for said in (written, plain)
    ]
    assert shape(read[0]) == shape(read[1])
    assert list(map(blanks, strings(read[0]))) == [blanks(swapped(text, str)) for text in strings(read[1])]


def without_question(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the sentence that `disputes` makes of texts, in which every break is a blank."""
    at = rows[0].index("question") if "question" in rows[0] else None
    return rows if at is None else [row[:at] + row[at + 1 :] for row in rows]


@pytest.mark.parametrize("line", ANSWERS)
def test_tsv(line: str, twins: Twins) -> None:
    written, plain = asked(line, "tsv", twins, few=line not in {"timeline", "list sources", "changes"})
    assert not forbidden(written, "\t\n")
    rows = [without_question([row.split("\t") for row in said.split("\n")]) for said in (written, plain)]
    assert [len(row) for row in rows[0]] == [len(row) for row in rows[1]]
    assert rows[0] == [[swapped(cell, escape_tsv) for cell in row] for row in rows[1]]


def bare(text: str) -> str:
    return csv_cell(f"x{text}")[1:]


@pytest.mark.parametrize("line", SOME)
def test_csv(line: str, twins: Twins) -> None:
    written, plain = asked(line, "csv", twins, few=line in {"disputes", "summary"})
    assert not forbidden(written, "\t\n")
    rows = [without_question(list(csv.reader(StringIO(said, newline=""), strict=True))) for said in (written, plain)]
    assert [len(row) for row in rows[0]] == [len(row) for row in rows[1]]
    for row, twin in zip(*rows, strict=True):
        for cell, harmless_cell in zip(row, twin, strict=True):
            assert (
                not re.match(r"['\s]*[=+\-@＝＋－＠]", cell) or cell.startswith("'") or re.fullmatch(r"-?[\d.]+", cell)
            )
            assert undefuse(cell) == swapped(harmless_cell, bare)


def tokens(text: str) -> list[tuple[str, str]]:
    """What a Markdown parser makes of a text, without the words: the elements and what is HTML."""
    blocks = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    return [
        (token.type, token.content)
        for block in blocks
        for token in [block, *(block.children or ())]
        if token.type not in {"text", "inline", "text_special"} and token.content not in {"<br>", "<!-- -->"}
    ]


def words(text: str) -> list[str]:
    """The cells of a Markdown table, as a reader sees them."""
    found = []
    for block in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text):
        if block.type == "inline":
            parts = [
                " " if token.content == "<br>" else "" if token.type == "html_inline" else token.content
                for token in block.children or ()
            ]
            found.append(blanks("".join(parts)))
    return found


@pytest.mark.parametrize("line", SOME)
def test_markdown(line: str, twins: Twins) -> None:
    written, plain = asked(line, "md", twins, few=True)
    assert not forbidden(written, "\n")
    assert tokens(written) == tokens(plain)
    assert words(written) == [blanks(swapped(text, one_line)) for text in words(plain)]


@pytest.mark.parametrize("line", SOME)
def test_table(line: str, twins: Twins) -> None:
    written, plain = asked(line, "table", twins, few=True)
    assert not forbidden(written, "\n")
    said = [re.sub(r"\s", "", re.sub("─+", "─", text)) for text in (written, swapped(plain, one_line))]
    assert said[0] == said[1]


@pytest.mark.parametrize("width", [60])
@pytest.mark.parametrize("line", ["timeline", "summary", "disputes", "draw graph", "draw lanes"])
def test_a_narrow_table(line: str, width: int, twins: Twins) -> None:
    written, _ = twins(f"{line} --format table", few=True, width=width)
    assert not forbidden(written, "\n")
    assert [row for row in written.split("\n") if cell_len(row) > width] == []


def test_colour_is_the_only_escape_code(twins: Twins) -> None:
    """On a terminal our own colours are there, and nothing else of the kind."""
    written, plain = twins("timeline --format table --color always", few=True)
    assert "\x1b" in written
    assert set(CODE.findall(written)) == set(CODE.findall(plain))
    assert not forbidden(CODE.sub("", written), "\n")
