"""A compiled log that somebody hands us: opened read-only, and only if it holds our tables and nothing else."""

from __future__ import annotations

import os
import re
import sqlite3
from functools import partial

from ikhtilaf.errors import Exit, IkhtilafError
from ikhtilaf.store.database import INDEXES, SCHEMA_VERSION, TABLES, Store, connect
from ikhtilaf.store.seal import is_whole
from ikhtilaf.store.search import INDEX
from ikhtilaf.store.sound import faults


class NotAStoreError(IkhtilafError):
    """A SQLite database that is no compiled log, is damaged, or is of another version."""

    name = "not-a-store"
    exit_code = Exit.INVALID_LOG

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} is no compiled log: {why}", "Make it again from the log with `ikhtilaf store`.")


LONGEST = 2**27
"""How many bytes one value, and one row, of a compiled log can have; the texts of a thing in a log are shorter."""

_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, LONGEST),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_SETTINGS = {"DEFENSIVE": True, "TRUSTED_SCHEMA": False, "ENABLE_TRIGGER": False, "ENABLE_VIEW": False}
"""What SQLite does and leaves on a connection, where Python can tell it (from 3.12 on)."""


def open_foreign(path: str, *, sound: bool = False) -> Store:
    """Open a compiled log at a path that the user named; raises `NotAStoreError` where it is none that we can trust.

    Its schema must be ours to the letter: a database with views, triggers or tables of its own is refused, so that
    asking it runs nothing but our own queries over plain tables. Every row must be such as a log compiles to; where the
    file is known to be `sound`, because it was looked through before and has not changed, that is not asked again.
    """
    for suffix in ("-journal", "-wal"):
        if _has_bytes(path + suffix):
            raise NotAStoreError(path, f"beside it lies {path}{suffix}: a program is writing to it, or broke off")
    try:
        connection = connect(path)
    except sqlite3.Error as error:
        raise NotAStoreError(path, str(error)) from error
    try:
        _restrain(connection)
        _check_schema(connection, path)
        if not sound:
            _look_through(connection, path)
        return Store(connection, path, trusted=False, broken=partial(NotAStoreError, path))
    except (sqlite3.Error, KeyError, UnicodeDecodeError, OSError) as error:
        connection.close()
        raise NotAStoreError(path, str(error)) from error
    except BaseException:
        connection.close()
        raise


def _has_bytes(path: str) -> bool:
    try:
        return os.stat(path).st_size > 0  # noqa: PTH116 -- no pathlib on this path
    except OSError:
        return False


def _restrain(connection: sqlite3.Connection) -> None:
    """Leave a connection no more than reading plain tables takes."""
    for limit, most in _LIMITS:
        connection.setlimit(limit, most)
    if hasattr(connection, "setconfig"):
        for name, value in _SETTINGS.items():
            connection.setconfig(getattr(sqlite3, f"SQLITE_DBCONFIG_{name}"), value)
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")


def _check_schema(connection: sqlite3.Connection, path: str) -> None:
    """Raise `NotAStoreError` where the tables are not ours to the letter."""
    found = sorted(connection.execute("SELECT type, name, sql FROM sqlite_master"), key=str)
    version = _version(connection)
    if version and version != str(SCHEMA_VERSION):
        raise NotAStoreError(path, f"its schema is of version {version}, not {SCHEMA_VERSION}")
    searchable = any(name == "event_search" for _, name, _ in found)
    if not version or found != _our_schema(searchable=searchable):
        raise NotAStoreError(path, "its tables are not those of a compiled log")
    if connection.execute("PRAGMA encoding").fetchone() != ("UTF-8",):
        raise NotAStoreError(path, "its texts are not in UTF-8")


def _look_through(connection: sqlite3.Connection, path: str) -> None:
    """Raise `NotAStoreError` where the file is damaged, or holds what no log compiles to; this reads all of it."""
    problems = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
    if problems != ["ok"]:
        raise NotAStoreError(path, "it is damaged")
    for fault in faults(connection):
        raise NotAStoreError(path, fault)
    _check_facts(connection, path)
    if not is_whole(path):
        raise NotAStoreError(path, "it has been damaged, or changed, since it was made")


def _check_facts(connection: sqlite3.Connection, path: str) -> None:
    """Raise `NotAStoreError` where what the log says of the whole is missing, or is not so."""
    sql = """SELECT COUNT(*), MIN(COALESCE(first, last)), MAX(COALESCE(last, first)), COALESCE(MAX(last - first), 0)
             FROM event"""
    counted = connection.execute(sql).fetchone()
    facts = dict(connection.execute("SELECT key, value FROM log"))
    for key, value in zip(("events", "first_day", "last_day", "longest_span"), counted, strict=True):
        if facts.get(key) != ("" if value is None else str(value)):
            raise NotAStoreError(path, f"its {key} is not that of its events")
    for key in ("title", "reporter", "covers", "covers_earliest", "covers_latest", "note", "file"):
        if key not in facts:
            raise NotAStoreError(path, f"it does not say its {key}")
        if key.startswith("covers_") and not re.fullmatch(r"(-?\d{1,9})?", str(facts[key])):
            raise NotAStoreError(path, f"its {key} is no day")
    if connection.execute("SELECT 1 FROM source WHERE id = ?", (facts["reporter"],)).fetchone() is None:
        raise NotAStoreError(path, "its reporter is no source")


def _our_schema(*, searchable: bool) -> list[tuple[str, str, str | None]]:
    """What a compiled log has, with the index of words or, made where SQLite has no full-text search, without."""
    memory = sqlite3.connect(":memory:")
    memory.executescript(TABLES.read_text("utf-8") + INDEXES.read_text("utf-8"))
    if searchable:
        memory.executescript(INDEX)
    found = sorted(memory.execute("SELECT type, name, sql FROM sqlite_master"), key=str)
    memory.close()
    return found


def _version(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT value FROM log WHERE key = 'schema'").fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""
