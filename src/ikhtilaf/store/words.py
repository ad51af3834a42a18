"""The index of the words of a stream of events, made in a thread of its own while their tables are filled.

SQLite lets other threads run while it works, so on two processors the index costs no time of its own. It is made in a
temporary database, and what it consists of is copied when both are done: a few thousand blocks. Where that cannot be,
it is made in its place, later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from threading import Thread

from ikhtilaf.store.search import INDEX, VOCABULARY, searchable, set_for_filling

_FILL = """INSERT INTO event_search (rowid, title)
SELECT n, CASE WHEN length(words) < length(CAST(words AS BLOB)) THEN fold(words) ELSE words END FROM (
  SELECT o.n, t.title || char(10) || t.text || (
    SELECT coalesce(char(10) || group_concat(c.note, char(10)), '') FROM staged.came_claim c
    WHERE c.n BETWEEN o.first_claim AND o.last_claim
  ) AS words
  FROM staged.final_event o CROSS JOIN staged.came_text t ON t.s = o.s ORDER BY o.n
)"""
"""The words of an event are those of its title, its text and the notes of its claims; the index folds ASCII itself."""

_PARTS = (("event_search_config", 2), ("event_search_data", 2), ("event_search_idx", 3))
"""The tables that the index consists of, with how many columns they have; they are the same in every SQLite 3."""


class Words:
    """The index of the events that stand in the staging file at a path; `start` when they are in their order there."""

    def __init__(self, staged: str) -> None:
        self._staged = staged
        self._connection: sqlite3.Connection | None = None
        self._thread: Thread | None = None
        self._error: Exception | None = None

    def start(self) -> None:
        """Begin to make the index beside; where no thread can be started it is left to `add_to`."""
        connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection = connection
        if not searchable(connection):
            return
        for pragma in (
            "page_size = 16384",
            "journal_mode = OFF",
            "synchronous = OFF",
            "secure_delete = OFF",
            "cache_size = -4096",
        ):
            connection.execute(f"PRAGMA {pragma}")
        self._prepare(connection)
        thread = Thread(target=self._make_beside, args=(connection,), name="words", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            return
        self._thread = thread

    def add_to(self, connection: sqlite3.Connection) -> None:
        """Add the index to a compiled log whose tables are filled and that has the staging file attached. Raises
        sqlite3.Error, also for what went wrong beside.
        """
        if not searchable(connection):
            return
        if self._thread is not None and self._connection is not None:
            self._thread.join()
            if self._error is not None:
                raise self._error
            if _copied(self._connection, connection):
                return
        self._make(connection)

    def close(self) -> None:
        """End what is still being made, and drop it."""
        if self._connection is None:
            return
        while self._thread is not None and self._thread.is_alive():
            self._connection.interrupt()
            self._thread.join(0.05)
        self._connection.close()

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Attach what the thread reads to its connection."""
        connection.execute("ATTACH ? AS staged", (self._staged,))
        connection.execute("PRAGMA staged.cache_size = -8192")

    def _make_beside(self, connection: sqlite3.Connection) -> None:
        try:
            self._make(connection)
        except Exception as error:  # noqa: BLE001 -- raised again by `add_to`, in the thread that asks for the index
            self._error = error

    def _make(self, connection: sqlite3.Connection) -> None:
        """Make the index in the main database of a connection that has the staging file attached."""
        connection.create_function("fold", 1, str.casefold, deterministic=True)
        connection.executescript(INDEX)
        set_for_filling(connection)
        connection.executescript(f"BEGIN; {_FILL}; COMMIT; BEGIN; {VOCABULARY} COMMIT;")


def _copied(beside: sqlite3.Connection, connection: sqlite3.Connection) -> bool:
    """Copy the parts of an index; False, and nothing there, where this SQLite lets nobody write them."""
    connection.executescript(f"BEGIN; {INDEX}")
    try:
        for table, width in _PARTS:
            connection.execute(f"DELETE FROM main.{table}")  # noqa: S608 -- names of our own tables
            _copy(beside, connection, table, width)
    except sqlite3.OperationalError as error:
        if "may not be modified" not in str(error):
            raise
        for sql in ("DROP TABLE event_search", "DROP TABLE event_word", "COMMIT"):
            connection.execute(sql)
        return False
    _copy(beside, connection, "event_word", 1)
    connection.execute("COMMIT")
    return True


def _copy(beside: sqlite3.Connection, connection: sqlite3.Connection, table: str, width: int) -> None:
    marks = ", ".join("?" * width)
    rows: Sequence[str] | sqlite3.Cursor = beside.execute(f"SELECT * FROM main.{table}")  # noqa: S608
    connection.executemany(f"INSERT INTO main.{table} VALUES ({marks})", rows)  # noqa: S608
