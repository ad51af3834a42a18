"""What a compiled log holds, for tests that compare two."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def rows(path: Path | str, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def tables(path: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of a compiled log, row by row, without the places in files; of the index of words what it finds."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    names = [name for (name,) in rows(path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in names:
        if name.startswith("event_search_") or name in {"event_search", "file"}:
            continue
        columns = [row[1] for row in rows(path, f"PRAGMA table_info({name})") if row[1] not in {"at", "file", "line"}]
        order = ", ".join(str(n) for n in range(1, len(columns) + 1))
        found[name] = rows(path, f"SELECT {', '.join(columns)} FROM {name} ORDER BY {order}")  # noqa: S608 -- our own
    found["log"] = [row for row in found["log"] if row[0] != "file"]
    return found
