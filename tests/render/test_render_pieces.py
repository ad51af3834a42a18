"""Rows written piece by piece: together they are what is written at once."""

from __future__ import annotations

import marshal
from io import StringIO

import pytest

from ikhtilaf.render import Column, Options, pieces, renderer
from ikhtilaf.render.formats import Format
from ikhtilaf.render.pieces import APART

COLUMNS = [Column("id", "Id"), Column("text", "Text")]
ROWS = [{"id": f"e{n}", "text": f"of {n}, \t\x1b =1+1 \n"} for n in range(5)]


@pytest.mark.parametrize("fmt", sorted(APART))
@pytest.mark.parametrize("picked", [True, False])
def test_pieces_are_what_is_written_at_once(monkeypatch: pytest.MonkeyPatch, fmt: Format, picked: bool) -> None:
    monkeypatch.setattr(pieces, "_TOGETHER", 2)
    whole = StringIO(newline="")
    options = Options(picked=picked)
    assert renderer(fmt)(ROWS, COLUMNS, whole, options._replace(header=False)) == 5
    found = list(pieces.pieces(iter(ROWS), fmt, COLUMNS, options))
    assert [rows for _, rows in found] == [2, 2, 1]
    assert "".join(text for text, _ in found) == whole.getvalue()
    assert marshal.loads(marshal.dumps(found)) == found  # noqa: S302 -- made here


def test_no_rows_make_no_piece() -> None:
    assert list(pieces.pieces([], Format.TSV, COLUMNS, Options())) == []
