"""A compiled log that somebody hands us: opened read-only, and only if it holds our tables and nothing else."""

from __future__ import annotations

import re
import sqlite3

from ikhtilaf.errors import Exit, IkhtilafError
from ikhtilaf.model.vocabulary import (
    EVENT_TYPES,
    FACT_KINDS,
    FACTION_KINDS,
    PLACE_KINDS,
    SOURCE_KINDS,
    STANCES,
    STATES,
    TIE_KINDS,
)
from ikhtilaf.store.database import INDEXES, SCHEMA_VERSION, TABLES, Store, connect, from_list
from ikhtilaf.store.search import INDEX

_ID = re.compile(r"[a-z0-9]+(--?[a-z0-9]+)*")


class NotAStoreError(IkhtilafError):
    """A SQLite database that is no compiled log, is damaged, or is of another version."""

    name = "not-a-store"
    exit_code = Exit.INVALID_LOG

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} is no compiled log: {why}", "Make it again from the log with `ikhtilaf store`.")


def open_foreign(path: str) -> Store:
    """Open a compiled log at a path that the user named; raises `NotAStoreError` where it is none that we can trust.

    Its schema must be ours to the letter: a database with views, triggers or tables of its own is refused, so that
    asking it runs nothing but our own queries over plain tables.
    """
    try:
        connection = connect(path)
    except sqlite3.Error as error:
        raise NotAStoreError(path, str(error)) from error
    try:
        _trust(connection, path)
        return Store(connection, path, trusted=False)
    except (sqlite3.Error, KeyError, UnicodeDecodeError) as error:
        connection.close()
        raise NotAStoreError(path, str(error)) from error
    except NotAStoreError:
        connection.close()
        raise


def _trust(connection: sqlite3.Connection, path: str) -> None:
    """Raise `NotAStoreError` where the tables are not ours to the letter, or the file is damaged."""
    found = sorted(connection.execute("SELECT type, name, sql FROM sqlite_master"), key=str)
    version = _version(connection)
    if version and version != str(SCHEMA_VERSION):
        raise NotAStoreError(path, f"its schema is of version {version}, not {SCHEMA_VERSION}")
    searchable = any(name == "event_search" for _, name, _ in found)
    if not version or found != _our_schema(searchable=searchable):
        raise NotAStoreError(path, "its tables are not those of a compiled log")
    problems = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if problems != ["ok"]:
        raise NotAStoreError(path, "it is damaged")
    for table, column, known in (
        ("assertion", "state", STATES),
        ("claim", "stance", STANCES),
        ("event", "type", EVENT_TYPES),
        ("faction", "kind", FACTION_KINDS),
        ("place", "kind", PLACE_KINDS),
        ("source", "kind", SOURCE_KINDS),
        ("tie", "kind", TIE_KINDS),
        ("fact", "kind", FACT_KINDS),
    ):
        words = {row[0] for row in connection.execute(f"SELECT DISTINCT {column} FROM {table}")}  # noqa: S608 -- our own
        if not words <= set(known):
            raise NotAStoreError(path, f"it has a {column} that there is not")
    _check_days(connection, path)
    _check_facts(connection, path)
    _check_lists(connection, path)
    for table in ("faction", "place", "person", "source"):
        ids = [row[0] for row in connection.execute(f"SELECT id FROM {table}")]  # noqa: S608 -- our own
        if not all(isinstance(one, str) and _ID.fullmatch(one) for one in ids):
            raise NotAStoreError(path, f"it has a {table} whose id is none")


def _check_days(connection: sqlite3.Connection, path: str) -> None:
    """Raise `NotAStoreError` where a number, such as a day, is none: SQLite keeps in any column what it is given."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE %'")]
    for table in tables:
        columns = list(connection.execute(f"SELECT name, type FROM pragma_table_info('{table}')"))  # noqa: S608 -- our own
        numbers = [name for name, kind in columns if kind == "INTEGER"]
        wrong = " OR ".join(f"typeof({name}) NOT IN ('integer', 'null')" for name in numbers)
        if wrong and connection.execute(f"SELECT 1 FROM {table} WHERE {wrong} LIMIT 1").fetchone():  # noqa: S608
            raise NotAStoreError(path, f"it has a number in {table} that is none")


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


def _check_lists(connection: sqlite3.Connection, path: str) -> None:
    """Raise `NotAStoreError` where a list cannot be read."""
    for table in ("claim", "place", "faction", "person"):
        for (column,) in connection.execute(f"SELECT DISTINCT cites FROM {table}"):  # noqa: S608 -- our own
            try:
                from_list(column)
            except (ValueError, TypeError) as error:
                raise NotAStoreError(path, f"it has a list in {table} that is none") from error


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
