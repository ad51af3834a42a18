"""A compiled log, opened: the one object through which everything above asks its questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SCHEMA_VERSION = 1
SCHEMA = Path(__file__).with_name("schema.sql")

Value = str | int | float | None


class Store:
    """A compiled log. Queries are portable SQL with `?` for parameters; rows come back as tuples."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.facts: dict[str, str] = dict(self.rows("SELECT key, value FROM log"))

    @property
    def reporter(self) -> str:
        """The source that reports every claim that names nobody else."""
        return self.facts["reporter"]

    @property
    def covers(self) -> tuple[int | None, int | None]:
        """First and last day of what the log covers, both inclusive; None is open."""
        first, last = self.facts["covers_earliest"], self.facts["covers_latest"]
        return (int(first) if first else None, int(last) if last else None)

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> Iterator[tuple[Any, ...]]:
        """Run one query and yield its rows."""
        return iter(self._connection.execute(sql, parameters))

    def column(self, sql: str, parameters: Sequence[Value] = ()) -> list[Any]:
        """Run one query and return its first column."""
        return [row[0] for row in self._connection.execute(sql, parameters)]

    def row(self, sql: str, parameters: Sequence[Value] = ()) -> tuple[Any, ...] | None:
        """Run one query and return its first row, None where there is none."""
        found: tuple[Any, ...] | None = self._connection.execute(sql, parameters).fetchone()
        return found

    def close(self) -> None:
        """Close the connection; nothing may be asked afterwards."""
        self._connection.close()
