"""Rows as pieces of text that follow one another, for formats in which every row is lines of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import TypeAlias

from ikhtilaf.render.columns import Column, Options, Row
from ikhtilaf.render.formats import Format, renderer

APART = frozenset({Format.TSV, Format.CSV, Format.JSONL})
"""The formats in which no row is written otherwise because of another."""

_TOGETHER = 500
"""How many rows a piece has."""


Piece: TypeAlias = tuple[str, int]
"""The text of some rows, and how many they are: plain data, so that one process can hand it to another."""


def pieces(rows: Iterable[Row], fmt: Format, columns: Sequence[Column], options: Options) -> Iterator[Piece]:
    """Yield rows in one of the formats `APART`, without a header."""
    render, bare, source = renderer(fmt), options._replace(header=False), iter(rows)
    while some := list(islice(source, _TOGETHER)):
        stream = StringIO(newline="")
        count = render(some, columns, stream, bare)
        yield stream.getvalue(), count
