"""A compiled log, opened: the one object through which everything above asks its questions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from weakref import finalize

from ikhtilaf.store.seal import seal

SCHEMA_VERSION = 6
TABLES, INDEXES = (Path(__file__).with_name(name) for name in ("tables.sql", "indexes.sql"))

Value = str | int | float | None
Parameters = Sequence[Value] | Mapping[str, Value]
"""Of a query: those of its `?` in order, or those of its `:name` by name."""


def folded(text: str) -> str:
    """Return a text as a search compares it: without case, and with one space for any white space."""
    return " ".join(text.casefold().split())


def as_list(texts: Iterable[str]) -> str:
    """Return texts as one column keeps them: a JSON array, in the one form that `from_list` reads without a parser."""
    found = list(texts)
    if not found:
        return "[]"
    import json

    return json.dumps(found, ensure_ascii=False)


def from_list(column: str) -> list[str]:
    """Return the texts of a column that keeps a list."""
    if column == "[]":
        return []
    if column[:2] == '["' and column[-2:] == '"]' and "\\" not in column:
        return column[2:-2].split('", "')
    import json

    return [str(text) for text in json.loads(column)]


def connect(path: str) -> sqlite3.Connection:
    """Open a compiled log read-only; nothing in it is run or changed. Raises sqlite3.Error."""
    # Compiled logs are renamed into place and never changed there, so there is nothing to lock.
    whole = os.path.abspath(path)  # noqa: PTH100 -- no pathlib on this path
    for char, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        whole = whole.replace(char, code)
    address = f"file:{whole}?mode=ro&immutable=1"
    # A store that nobody holds any more is closed by whichever thread finds it.
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _identity(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116 -- no pathlib on this path
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


class Store:
    """A compiled log. Queries are portable SQL with parameters; rows come back as tuples."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: str | None = None,
        *,
        trusted: bool = True,
        broken: Callable[[str], Exception] | None = None,
    ) -> None:
        self._connection = connection
        self._broken = broken
        """What to raise, of what SQLite says, where it cannot be read; None leaves what SQLite raises."""
        # Not `__del__`: among things that hold each other the connection might be found unclosed before the store is.
        self._closing = finalize(self, connection.close)
        connection.create_function("folded", 1, folded, deterministic=True)
        self.trusted = trusted
        """Whether what follows from the rest of it, such as an index of words, was made by us and can be relied on."""
        self.path = path
        """Where it is kept; None where it is in memory only."""
        self.identity = None if path is None else _identity(path)
        """What tells its file from one that takes its place later."""
        self.facts: dict[str, str] = dict(self.rows("SELECT key, value FROM log"))
        self.searchable = trusted and self.row("SELECT 1 FROM sqlite_master WHERE name = 'event_word'") is not None
        """Whether it has an index of words that can be relied on."""

    @property
    def reporter(self) -> str:
        """The source that reports every claim that names nobody else."""
        return self.facts["reporter"]

    @property
    def covers(self) -> tuple[int | None, int | None]:
        """First and last day of what the log covers, both inclusive; None is open."""
        first, last = self.facts["covers_earliest"], self.facts["covers_latest"]
        return (int(first) if first else None, int(last) if last else None)

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
        """Run one query and yield its rows."""
        found = self._connection.execute(sql, parameters)
        return iter(found) if self._broken is None else _told_of_damage(found, self._broken)

    def column(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """Run one query and return its first column."""
        return [row[0] for row in self.rows(sql, parameters)]

    def row(self, sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
        """Run one query and return its first row, None where there is none."""
        return next(self.rows(sql, parameters), None)

    def copy_to(self, path: str) -> None:
        """Write a copy to a path at which there is nothing, or an empty file; raises OSError where it cannot be
        written, and leaves there what it will.
        """
        try:
            target = sqlite3.connect(path)
            try:
                target.execute("PRAGMA journal_mode = OFF")  # no second file that a killed process would leave
                target.execute("PRAGMA synchronous = OFF")
                self._connection.backup(target)
            finally:
                target.close()
            seal(path)
        except sqlite3.Error as error:
            raise OSError(str(error)) from error

    def close(self) -> None:
        """Close the connection; nothing may be asked afterwards. A store that nobody holds any more closes itself."""
        self._closing()


def _told_of_damage(found: Iterable[tuple[Any, ...]], broken: Callable[[str], Exception]) -> Iterator[tuple[Any, ...]]:
    """Yield rows; where SQLite cannot read one, raise what is to be said of that."""
    try:
        yield from found
    except sqlite3.Error as error:
        raise broken(str(error)) from error
