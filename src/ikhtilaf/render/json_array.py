r"""JSON: an array with one object a line, written as the rows come; and single objects, indented.

Values are the row's own, never the text that a table shows. Letters of any script stay letters; characters that steer a
terminal or cannot be seen are written as `\uNNNN`, which reads back as the same value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from ikhtilaf.render.columns import Column, Options, Row
from ikhtilaf.render.escape import json_text


def encoder(comma: str, colon: str, indent: int | None = None) -> Callable[[object], str]:
    """Return a function that writes one value as JSON text with these separators."""
    import json

    separators = (comma, colon)
    # A row is a tree: nothing in it leads back to itself.
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=separators, indent=indent).encode
    return lambda value: json_text(encode(value))


def picked(rows: Iterable[Row], columns: Sequence[Column], options: Options) -> Iterable[Row]:
    """Yield the rows whole, or, when the reader picked columns, with those keys only.

    A key has the row's own value, else the text that the column makes of the row, else null.
    """
    if not options.picked:
        return rows
    return ({column.key: _value(column, row) for column in columns} for row in rows)


def _value(column: Column, row: Row) -> object:
    if column.key in row or column.text is None:
        return row.get(column.key)
    return column.text(row)


def render(rows: Iterable[Row], columns: Sequence[Column], stream: TextIO, options: Options) -> int:
    """Write the rows as one array; return how many. No rows give `[]`."""
    encode = encoder(", ", ": ")
    count = 0
    for row in picked(rows, columns, options):
        stream.write((",\n" if count else "[\n") + encode(row))
        count += 1
    stream.write("\n]\n" if count else "[]\n")
    return count


def write_object(value: object, stream: TextIO) -> None:
    """Write one JSON value, indented by two spaces, with a newline at its end."""
    stream.write(encoder(",", ": ", indent=2)(value) + "\n")
