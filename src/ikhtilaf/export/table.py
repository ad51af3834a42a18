"""What a tidy table is: its columns with what they hold and mean, its key, and the SQL that gives its rows."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

from ikhtilaf.dates import day
from ikhtilaf.store import Store
from ikhtilaf.store.database import Value, from_list


class Type(Enum):
    """What a column holds; a value that is missing is None in each of them."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    """A day number (`dates.days`); written as text, ISO 8601, by all formats where one of the log's days has no year of
    four digits."""


class Column(NamedTuple):
    """A column: its name, what it holds and means; `refers` is the table whose key it names, `words` a closed list."""

    name: str
    type: Type
    meaning: str
    refers: str = ""
    words: tuple[str, ...] = ()


class Table(NamedTuple):
    """A table: its columns, those that are its key, and the SQL that gives its rows.

    Of a table that is `opened`, the last column that the SQL gives is a list, of which each item gets a row with its
    position.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sql: str
    parameters: tuple[Value, ...] = ()
    opened: bool = False

    def rows(self, store: Store) -> Iterator[list[Any]]:
        """Yield the rows, an empty text as None, days as numbers."""
        flags = [column.type is Type.BOOLEAN for column in self.columns]
        for row in self._raw(store):
            yield [
                None if value is None or value == "" else bool(value) if flag else value
                for flag, value in zip(flags, row, strict=True)
            ]

    def _raw(self, store: Store) -> Iterator[tuple[Any, ...]]:
        found = store.rows(self.sql, self.parameters)
        if not self.opened:
            yield from found
            return
        for *values, items in found:
            yield from ((*values, position, item) for position, item in enumerate(from_list(items), 1))


_DAYS = (
    ("event", ("earliest", "latest")),
    ("source", ("earliest", "latest")),
    ("tie", ("earliest", "latest")),
    ("fact", ("earliest", "latest")),
    ("assertion", ("begin_earliest", "begin_latest", "end_earliest", "end_latest")),
)
_FIRST, _LAST = day(1, 1, 1), day(9999, 12, 31)


def plain_days(store: Store) -> bool:
    """Return whether every day of the log has a year from 1 to 9999, which is what dates of other programs can hold."""
    for table, columns in _DAYS:
        for column in columns:
            found = store.row(f"SELECT MIN({column}), MAX({column}) FROM {table}")  # noqa: S608 -- our own names
            first, last = found or (None, None)
            if first is not None and (first < _FIRST or last > _LAST):
                return False
    return True
