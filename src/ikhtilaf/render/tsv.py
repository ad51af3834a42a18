r"""Tab-separated values, for pipes: a header line of field names, then one record a line, whole.

Inside a field `\` is written `\\`, a tab `\t`, a newline `\n`, a return `\r`, and every other character that steers a
terminal or cannot be seen `\xNN`, `\uNNNN` or `\UNNNNNNNN`; `unescape_tsv` undoes it. So a tab always parts two fields
and a newline always ends a record. Nothing is put before text that looks like a formula, since `cut` and `awk` should
see the text itself: csv is the format for spreadsheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from ikhtilaf.render.columns import Column, Options, Row, cells
from ikhtilaf.render.escape import escape_tsv, hidden_or_tabs, unescape_tsv

__all__ = ["render", "unescape_tsv"]


def render(rows: Iterable[Row], columns: Sequence[Column], stream: TextIO, options: Options) -> int:
    """Write the rows as tsv; return how many. The header comes first, also when no row follows."""
    if options.header:
        stream.write("\t".join(column.key for column in columns) + "\n")
    count, texts_of, tabs = 0, cells(columns), len(columns) - 1
    for row in rows:
        texts = texts_of(row)
        line = "\t".join(texts)
        if "\\" in line or hidden_or_tabs(line) != tabs:
            line = "\t".join(map(escape_tsv, texts))
        stream.write(line + "\n")
        count += 1
    return count
