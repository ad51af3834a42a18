"""A table's bytes fall into the lines that a file of text has, wherever a piece that is read at once ends."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikhtilaf.imports import table
from ikhtilaf.imports.errors import NotATableError
from ikhtilaf.imports.table import Table

BITS = st.sampled_from(
    [
        b"\n",
        b"\r",
        b"\r\n",
        b"a",
        b"bc,",
        b'"',
        b"\xef\xbb\xbf",
        "é".encode(),
        "\u2028\x85\x0b".encode(),
        b"\xe2\x82",
        b"\xff",
    ]
)


@given(content=st.lists(BITS, max_size=12).map(b"".join), piece=st.integers(1, 5))
def test_lines_are_those_of_a_file_of_text(content: bytes, piece: int) -> None:
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8", errors="ikhtilaf-replace", newline="")
    assert list(table._lines("t.csv", io.BytesIO(content), piece)) == list(text)


def test_a_line_that_is_too_long_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_LONGEST_LINE", 2**14)
    file = io.BytesIO(b"a,b\n" + b"x" * 2**20)
    with pytest.raises(NotATableError, match="a line of 16,384 characters and more"):
        list(table._lines("t.csv", file))
    assert file.tell() < 2**17


def test_a_header_that_is_too_long_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"x" * 2**22)
    with pytest.raises(NotATableError, match="its first line has 262,144 characters and more"):
        Table(str(path))
