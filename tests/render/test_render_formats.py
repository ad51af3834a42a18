from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.render import Column, Format, Options, Row, flatten, renderer
from ikhtilaf.render.escape import csv_cell, unescape_tsv
from ikhtilaf.render.json_array import write_object

untimed = settings(deadline=None)

COLUMNS = [
    Column("id", "Id", style="id", wrap=False),
    Column("date", "Date", style="date", wrap=False),
    Column("factions", "Factions"),
    Column("count", "Events", style="number"),
    Column("contested", "Contested", style="note"),
]
ROWS: list[Row] = [
    {
        "id": "truce",
        "date": "2017-10-18",
        "factions": ["quetta", "isk-f"],
        "count": 2,
        "contested": False,
        "more": None,
    },
    {"id": "raid", "date": "2015-22", "factions": [], "count": -5, "contested": True, "more": {"a": [1]}},
]

PLAIN = Options()

PAYLOADS = [
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://evil\x07link\x1b]8;;\x07",
    "\x9b2J",
    "a\x00b",
    "a\rb",
    "one\ntwo",
    "one\r\ntwo",
    "one\ttwo",
    "next\x85line\u2028separator\u2029",
    "\u202eevil\u202c \u2066x\u2069 \u200f",
    "zero\u200bwidth\ufeff",
    "tag\U000e0041",
    "lone \ud83d",
    "[bold]text[/bold] [/] [link=http://x]y[/link]",
    ":smile: :skull:",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-5",
    "<script>alert(1)</script> &amp; <!-- x -->",
    "a | b \\| c \\",
    "`code` *em* __strong__ ~~gone~~ $x$",
    "[text](javascript:x) ![i](u) https://x.org www.x.org a@b.org @user #12",
    "# heading",
    'say "yes", twice',
    "w" * 300,
    "-".join(["long"] * 60),
    "伊斯兰国 呼罗珊省 " * 12,
    "e\u0301" * 100,
    "خلافت می\u200cخواهم " * 10,
    "👨\u200d👩\u200d👧 flag 🇦🇫",
    "  blanks  ",
    "",
]


def write(fmt: Format, rows: Sequence[Row], columns: Sequence[Column], options: Options = PLAIN) -> str:
    stream = StringIO(newline="")
    assert renderer(fmt)(iter(rows), columns, stream, options) == len(rows)
    return stream.getvalue()


# each format ----------------------------------------------------------------------------------------------------------


def test_tsv() -> None:
    assert write(Format.TSV, ROWS, COLUMNS) == (
        "id\tdate\tfactions\tcount\tcontested\n"
        "truce\t2017-10-18\tquetta, isk-f\t2\tno\n"
        "raid\t2015-22\t\t-5\tyes\n"
    )  # fmt: skip


def test_csv() -> None:
    assert write(Format.CSV, ROWS, COLUMNS) == (
        'id,date,factions,count,contested\ntruce,2017-10-18,"quetta, isk-f",2,no\nraid,2015-22,,-5,yes\n'
    )


def test_json_is_one_object_a_line_in_an_array() -> None:
    assert write(Format.JSON, ROWS, COLUMNS) == (
        "[\n"
        '{"id": "truce", "date": "2017-10-18", "factions": ["quetta", "isk-f"], "count": 2, "contested": false, '
        '"more": null},\n'
        '{"id": "raid", "date": "2015-22", "factions": [], "count": -5, "contested": true, "more": {"a": [1]}}\n'
        "]\n"
    )


def test_jsonl() -> None:
    first, second, end = write(Format.JSONL, ROWS, COLUMNS).split("\n")
    assert first == (
        '{"id":"truce","date":"2017-10-18","factions":["quetta","isk-f"],"count":2,"contested":false,"more":null}'
    )
    assert (json.loads(second), end) == (ROWS[1], "")


def test_markdown() -> None:
    assert write(Format.MD, ROWS, COLUMNS) == (
        "| Id | Date | Factions | Events | Contested |\n"
        "| --- | --- | --- | ---: | --- |\n"
        "| truce | 2017-10-18 | quetta, isk-f | 2 | no |\n"
        "| raid | 2015-22 |  | -5 | yes |\n"
    )


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        (Format.TABLE, ""),
        (Format.JSON, "[]\n"),
        (Format.JSONL, ""),
        (Format.CSV, "id,date\n"),
        (Format.TSV, "id\tdate\n"),
        (Format.MD, "| Id | Date |\n| --- | --- |\n"),
    ],
)
def test_no_rows(fmt: Format, expected: str) -> None:
    assert write(fmt, [], COLUMNS[:2], Options(heading=["x"], foot=["y"])) == expected


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        (Format.TABLE, "truce  2017-10-18\nraid   2015-22\n"),
        (Format.CSV, "truce,2017-10-18\nraid,2015-22\n"),
        (Format.TSV, "truce\t2017-10-18\nraid\t2015-22\n"),
        (Format.MD, "| truce | 2017-10-18 |\n| raid | 2015-22 |\n"),
    ],
)
def test_no_header(fmt: Format, expected: str) -> None:
    assert write(fmt, ROWS, COLUMNS[:2], Options(header=False)) == expected


@pytest.mark.parametrize("fmt", [Format.JSON, Format.JSONL])
def test_picked_fields_are_the_keys_in_that_order(fmt: Format) -> None:
    columns = [Column("more", "More", text=lambda _row: "flat"), Column("id", "Id"), Column("absent", "Absent")]
    text = write(fmt, ROWS[1:], columns, Options(picked=True))
    row = (json.loads(text)[0] if fmt is Format.JSON else json.loads(text)).items()
    assert list(row) == [("more", {"a": [1]}), ("id", "raid"), ("absent", None)]


def test_one_object() -> None:
    stream = StringIO()
    write_object({"between": ["quetta", "isk-f"], "note": "é \x9b", "history": []}, stream)
    assert stream.getvalue() == (
        '{\n  "between": [\n    "quetta",\n    "isk-f"\n  ],\n  "note": "é \\u009b",\n  "history": []\n}\n'
    )


@pytest.mark.parametrize("fmt", [Format.TABLE, Format.CSV, Format.TSV, Format.MD])
def test_a_column_may_word_its_own_cells(fmt: Format) -> None:
    column = Column("factions", "Factions", text=lambda row: " and ".join(row["factions"]))
    assert "quetta and isk-f" in write(fmt, ROWS, [column])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (34.5, "34.5"),
        ("a", "a"),
        ([], ""),
        (["a", None, 1], "a, , 1"),
        ({"quetta": "party", "isk-f": "party", "x": None}, "quetta=party, isk-f=party"),
        ([{"source": "n20", "cites": ["Y3", "Y7"], "note": ""}, {"source": "n2"}], "source=n20 cites=Y3|Y7, source=n2"),
        ([["quetta", "isk-f"], ["isk-m"]], "quetta isk-f, isk-m"),
    ],
)
def test_flatten(value: object, text: str) -> None:
    assert flatten(value) == text


# text that would like to be more --------------------------------------------------------------------------------------


def payload_rows() -> tuple[list[Row], list[Column]]:
    rows: list[Row] = [{"id": f"p{number}", "text": payload} for number, payload in enumerate(PAYLOADS)]
    return rows, [Column("id", "Id", wrap=False), Column("text", "Text")]


def harmful(text: str) -> set[str]:
    bidi = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return {char for char in text if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in bidi}


@pytest.mark.parametrize(
    ("fmt", "allowed"),
    [
        (Format.TABLE, "\n"),
        (Format.JSON, "\n"),
        (Format.JSONL, "\n"),
        (Format.CSV, "\n\t"),
        (Format.TSV, "\n\t"),
        (Format.MD, "\n"),
    ],
)
def test_payloads_leave_no_harmful_character(fmt: Format, allowed: str) -> None:
    text = write(fmt, *payload_rows(), Options(width=80))
    assert harmful(text) == set(allowed)
    text.encode()  # not even half an emoji


def test_payloads_in_colour_are_only_between_our_own_codes() -> None:
    rows, columns = payload_rows()
    options = Options(width=80)
    painted = write(
        Format.TABLE, rows, [column._replace(style="note") for column in columns], options._replace(color=True)
    )
    assert re.sub(r"\x1b\[[0-9;]+m", "", painted) == write(Format.TABLE, rows, columns, options)
    assert "\x1b[31m" not in painted


def test_payloads_in_a_table_are_neither_markup_nor_emoji() -> None:
    text = write(Format.TABLE, *payload_rows(), Options(width=120))
    for payload in PAYLOADS[13:25]:
        assert f"  {payload}\n" in text


def test_payloads_in_tsv_come_back() -> None:
    lines = write(Format.TSV, *payload_rows()).splitlines()  # at any line end that Python knows
    assert [[unescape_tsv(field) for field in line.split("\t")][1] for line in lines[1:]] == PAYLOADS


def test_payloads_in_json_come_back() -> None:
    rows, columns = payload_rows()
    assert json.loads(write(Format.JSON, rows, columns)) == rows
    assert [json.loads(line) for line in write(Format.JSONL, rows, columns).splitlines()] == rows


def test_payloads_in_csv_come_back_defused() -> None:
    read = list(csv.reader(StringIO(write(Format.CSV, *payload_rows()), newline="")))
    assert [text for _, text in read[1:]] == [csv_cell(payload) for payload in PAYLOADS]
    assert {text[0] for _, text in read[1:] if text and text != "-5"}.isdisjoint("=+-@\t\r\n")


def test_payloads_in_markdown_show_as_they_stand() -> None:
    markdown_it = pytest.importorskip("markdown_it")
    rows, columns = payload_rows()
    parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(write(Format.MD, rows, columns))
    cells = [token.children for token in tokens if token.type == "inline"]
    assert len(cells) == 2 * len(rows) + 2
    for payload, cell in zip(PAYLOADS, cells[3::2], strict=True):
        kinds = {(token.type, token.content) for token in cell if token.type not in {"text", "text_special"}}
        assert kinds <= {("html_inline", "<br>"), ("html_inline", "<!-- -->")}, payload
        shown = "".join(
            " " if token.content == "<br>" else token.content for token in cell if token.content != "<!-- -->"
        )
        assert (
            shown.split()
            == write(Format.TABLE, [{"text": payload}], [Column("text", "")], Options(header=False)).split()
        )


# round trips ----------------------------------------------------------------------------------------------------------

texts = st.text(st.characters() | st.sampled_from("\\\t\r\n\"',=-|"), max_size=20)
scalars = st.none() | st.booleans() | st.integers() | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)
tables = st.lists(
    st.fixed_dictionaries({"id": texts, "date": texts, "factions": st.lists(texts, max_size=3)}), max_size=5
)


@untimed
@given(tables)
def test_csv_reads_back(rows: list[Row]) -> None:
    text = write(Format.CSV, rows, COLUMNS[:3])
    read = list(csv.reader(StringIO(text, newline="")))
    assert read[0] == ["id", "date", "factions"]
    assert read[1:] == [[csv_cell(flatten(row[key])) for key in read[0]] for row in rows]


@untimed
@given(tables)
def test_tsv_reads_back(rows: list[Row]) -> None:
    lines = write(Format.TSV, rows, COLUMNS[:3]).split("\n")
    read = [[unescape_tsv(field) for field in line.split("\t")] for line in lines[1:-1]]
    assert read == [[flatten(row[column.key]) for column in COLUMNS[:3]] for row in rows]


@untimed
@given(st.lists(st.dictionaries(texts, values, max_size=3), max_size=4))
def test_json_reads_back(rows: list[Row]) -> None:
    assert json.loads(write(Format.JSON, rows, [])) == rows
    lines = write(Format.JSONL, rows, []).splitlines()
    assert [json.loads(line) for line in lines] == rows


# as it comes ----------------------------------------------------------------------------------------------------------


def written_when_pulled(fmt: Format, options: Options, count: int) -> list[str]:
    """What stood in the stream each time a row was asked for."""
    stream = StringIO()
    seen = []

    def source() -> Iterator[Row]:
        for number in range(count):
            seen.append(stream.getvalue())
            yield {"id": f"row{number}"}

    renderer(fmt)(source(), [Column("id", "Id")], stream, options)
    return seen


@pytest.mark.parametrize("fmt", [fmt for fmt in Format if fmt is not Format.TABLE])
def test_a_row_is_written_before_the_next_is_pulled(fmt: Format) -> None:
    seen = written_when_pulled(fmt, Options(), 3)
    assert ["row0" in text for text in seen] == [False, True, True]
    assert ["row1" in text for text in seen] == [False, False, True]


def test_a_page_is_written_before_the_next_is_pulled() -> None:
    seen = written_when_pulled(Format.TABLE, Options(page=2), 5)
    assert [text.count("row") for text in seen] == [0, 0, 2, 2, 4]
