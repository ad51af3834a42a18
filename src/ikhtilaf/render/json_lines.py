"""JSON Lines: one compact object a line, for programs that read as it comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from ikhtilaf.render.columns import Column, Options, Row
from ikhtilaf.render.json_array import encoder, picked


def render(rows: Iterable[Row], columns: Sequence[Column], stream: TextIO, options: Options) -> int:
    """Write each row as one line of JSON; return how many."""
    encode = encoder(",", ":")
    count = 0
    for row in picked(rows, columns, options):
        stream.write(encode(row) + "\n")
        count += 1
    return count
