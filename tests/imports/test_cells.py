"""The short cut past Python's reader of CSV changes nothing, and rows understood together are those of each."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ikhtilaf.imports import cells, decoding, table
from ikhtilaf.imports.decoding import Chunk, Decoder
from ikhtilaf.imports.kinds import codebook_of
from ikhtilaf.imports.only import Only
from ikhtilaf.imports.table import Table

HERE = Path(__file__).parent
BITS = st.sampled_from(['"', '""', ",", ',"', '",', ";", "\n", "\r\n", "\r", "\0", "a", "b c", "é", "\u2028", " "])


def expected(lines: list[str], delimiter: str) -> list[tuple[int, list[str], str]]:
    """The rows that `csv.reader` finds, each with the line on which it ends, or with its error."""
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    found = list[tuple[int, list[str], str]]()
    while True:
        try:
            found.extend((reader.line_num, row, "") for row in reader if row)
        except csv.Error as error:
            found.append((reader.line_num, [], f"its quotes or line breaks are wrong ({error})"))
        else:
            return found


def found(lines: list[str], delimiter: str) -> list[tuple[int, list[str], str]]:
    """The rows of a table of these lines, wherever it has as many cells as a row: each with its line or its error."""
    rows = dict[int, tuple[int, list[str], str]]()
    for width in range(20):
        made = Table.__new__(Table)
        made._lines, made._delimiter, made.header = iter(lines), delimiter, ["a"] * width
        made._bad, made.replaced, made.path = table._Bad.count, 0, "t.csv"
        for some in made.rows(3) if any(line.strip("\r\n") for line in lines) else ():
            for n, (number, line) in enumerate(zip(some.numbers, some.lines, strict=True)):
                rows[number] = line - 1, some.cells[n * width : (n + 1) * width], ""
            rows |= {number: (line - 1, [], wrong) for number, line, wrong in some.wrong if wrong.startswith("its")}
    assert sorted(rows) == list(range(1, len(rows) + 1))
    return [rows[number] for number in sorted(rows)]


@given(text=st.lists(BITS, max_size=16).map("".join), delimiter=st.sampled_from(",;"))
@example(text='a,"""b,c""",d\n"x","","""y"""\r\n', delimiter=",")
@example(text='a,"b\nc",d\n"e"f,g\nh,i', delimiter=",")
def test_rows_are_those_of_the_reader_of_csv(text: str, delimiter: str) -> None:
    lines = list(io.StringIO(text, newline=""))
    assert found(lines, delimiter) == expected(lines, delimiter)


def test_the_short_cut_is_taken() -> None:
    assert cells.parted('a,"""b,c""","d""e",f\r\n', ",") == ["a", '"b,c"', 'd"e', "f"]
    assert cells.parted('"a","b"', ",") == ["a", "b"]
    assert cells.parted('a,"b\n', ",") is cells.parted('a,b "c" d\n', ",") is cells.parted('a,"b" c\n', ",") is None


def test_a_cell_may_be_as_long_as_the_reader_allows() -> None:
    before = csv.field_size_limit(cells._LONGEST)  # the limit is one for all that run in a process
    try:
        fits, longer = "x" * cells._LONGEST, "x" * (cells._LONGEST + 1)
        assert cells.parted(fits, ",") == [fits]
        [(_, row, wrong)] = found([longer], ",")
        assert (row, "field larger than field limit" in wrong) == ([], True)
    finally:
        csv.field_size_limit(before)


def together(path: Path, kind: str, rows: int, only: Only) -> list[Chunk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "_TOGETHER", rows)
        opened = Table(str(path))
        try:
            return list(Decoder(opened, *codebook_of(kind, opened, 365, None), only).chunks())
        finally:
            opened.close()


@pytest.mark.parametrize("kind", ["ucdp", "acled"])
@pytest.mark.parametrize("only", [("", ""), ("Syria", ""), ("", "HTS")])
def test_rows_that_are_understood_together_are_those_of_each(kind: str, only: tuple[str, str]) -> None:
    countries, factions = ([name] if name else [] for name in only)
    each, some, all_ = (together(HERE / f"{kind}.csv", kind, rows, Only(countries, factions)) for rows in (1, 3, 124))
    assert each == some == all_
    assert sum(chunk.rows for chunk in each) > sum(len(chunk.refused) for chunk in each) > 0
