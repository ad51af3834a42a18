r"""Comma-separated values as in RFC 4180, for spreadsheets, R and pandas; lines end in `\n`, not CR LF.

A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break, also
behind blanks) has an apostrophe before it, unless it is a plain number such as `-5`. Line breaks and tabs inside a cell
stay, in quotes; other characters that steer a terminal or cannot be seen are written as `\xNN`, `\uNNNN` or
`\UNNNNNNNN`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import TextIO

from ikhtilaf.render.columns import Column, Options, Row, cells
from ikhtilaf.render.escape import csv_row


def render(rows: Iterable[Row], columns: Sequence[Column], stream: TextIO, options: Options) -> int:
    """Write the rows as csv; return how many. The header comes first, also when no row follows."""
    import csv

    writer = csv.writer(stream, lineterminator="\n")
    if options.header:
        writer.writerow([column.key for column in columns])
    texts_of, numbers = cells(columns), count()
    writer.writerows(csv_row(texts_of(row)) for row, _ in zip(rows, numbers, strict=False))
    return next(numbers)
