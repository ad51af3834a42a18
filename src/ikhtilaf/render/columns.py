"""What every renderer is given: rows, the columns to show, and the options of the output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TextIO, TypeAlias

Row: TypeAlias = Mapping[str, Any]
"""A row: field name to a value that JSON can hold (str, int, float, bool, None, list, dict)."""


class Column(NamedTuple):
    """One column of a flat format (table, tsv, csv, md), and one key of a JSON object when fields were picked."""

    key: str
    """The field of the row: what `--fields` names, and the header of tsv and csv."""
    title: str
    """The heading in a table and in Markdown."""
    text: Callable[[Row], str] | None = None
    """The cell's text, in all flat formats; by default the field's value, flattened."""
    priority: int = 0
    """In a table that is too narrow the highest number goes first; 0 is never left out."""
    style: str = "text"
    """What the text is, not how it looks: a name of `theme.THEME` (id, date, state, place, text, number, note)."""
    min_width: int = 0
    """The fewest cells that a wrapping column can live with; 0 lets its longest words decide."""
    wrap: bool = True
    """False for what must not be broken over lines, such as dates and ids."""
    ours: bool = False
    """True for text in the program's own words, whose signs `--ascii` writes in ASCII."""


class Options(NamedTuple):
    """How to write. What only a table heeds says so; the other formats ignore it."""

    width: int | None = None
    """Table: cells in a line; None for as many as the text needs."""
    color: bool = False
    """Table: with False there is not one escape code in the output."""
    ascii: bool = False
    """Table: rules and our own punctuation in ASCII; the log's text stays as it is."""
    header: bool = True
    """False leaves the header out, in every format that has one."""
    picked: bool = False
    """JSON: True when the reader picked the columns; then an object has those keys only, in that order."""
    group: Callable[[Row], str] | None = None
    """Table: a line of its own is printed whenever this text changes."""
    heading: Sequence[str] = ()
    """Table: lines above, such as which filters hold."""
    foot: Sequence[str] | Callable[[int], Sequence[str]] = ()
    """Table: lines below, such as a legend; a function is given the number of rows written."""
    page: int = 200
    """Table: rows read before anything is printed; the columns are measured on the first page."""


Renderer: TypeAlias = Callable[[Iterable[Row], Sequence[Column], TextIO, Options], int]
"""Writes rows to a stream as they come; returns how many."""

_SEPARATORS = (", ", " ", "|")


def flatten(value: object, depth: int = 0) -> str:
    """Write any JSON value as one line of text, for people: JSON is the exact form, this one is not meant to be parsed.

    None is empty, a bool `yes` or `no`. The parts of a list or dict are joined by `, ` outermost, by a space inside
    that and by `|` deeper; a dict's parts are `key=value`, without the empty ones. So `[{"source": "n20", "cites":
    ["Y3", "Y7"]}]` gives `source=n20 cites=Y3|Y7`.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    separator = _SEPARATORS[min(depth, len(_SEPARATORS) - 1)]
    if isinstance(value, Mapping):
        pairs = ((key, flatten(part, depth + 1)) for key, part in value.items())
        return separator.join(f"{key}={text}" for key, text in pairs if text)
    if isinstance(value, Sequence):
        return separator.join(flatten(part, depth + 1) for part in value)
    return str(value)


def cell(column: Column, row: Row) -> str:
    """Return the text of one cell, unescaped and whole."""
    return flatten(row.get(column.key)) if column.text is None else column.text(row)


def cells(columns: Sequence[Column]) -> Callable[[Row], list[str]]:
    """Return the function that gives the cells of a row, as `cell` does one by one: what can be asked of the columns
    once is not asked at every row.
    """
    fields = [column.key for column in columns if column.text is None]
    made = [(place, column.text) for place, column in enumerate(columns) if column.text is not None]
    # With fewer than two keys an itemgetter gives no tuple.
    get = itemgetter(*fields) if len(fields) > 1 else None

    def texts(row: Row) -> list[str]:
        try:
            values = get(row) if get is not None else [row.get(key) for key in fields]
        except KeyError:  # a row need not have every field
            values = [row.get(key) for key in fields]
        found = [value if value.__class__ is str else flatten(value) for value in values]
        for place, text in made:
            found.insert(place, text(row))
        return found

    return texts
