"""A GitHub table in Markdown, to paste into a note, an issue or a draft; text from the log shows as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from ikhtilaf.render.columns import Column, Options, Row, cell
from ikhtilaf.render.escape import escape_md


def render(rows: Iterable[Row], columns: Sequence[Column], stream: TextIO, options: Options) -> int:
    """Write the rows as one table; return how many.

    With no row only the heading is written; without the heading only the rows, to be added to a table that is there
    already.
    """
    if options.header:
        stream.write(_line([escape_md(column.title) for column in columns]))
        stream.write(_line(["---:" if column.style == "number" else "---" for column in columns]))
    count = 0
    for row in rows:
        stream.write(_line([escape_md(cell(column, row)) for column in columns]))
        count += 1
    return count


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"
