"""The tidy tables as one SQLite file, with keys and references declared; days are text, as ISO 8601.

This is not the compiled log (`ikhtilaf store`), which answers when it is asked: it is for reading with other tools.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from ikhtilaf.dates import iso
from ikhtilaf.export.package import KEYS
from ikhtilaf.export.request import Request, Written
from ikhtilaf.export.table import Column, Table, Type
from ikhtilaf.export.tables import tables
from ikhtilaf.store import Store
from ikhtilaf.store.beside import scratch

_TYPES = {Type.STRING: "TEXT", Type.INTEGER: "INTEGER", Type.NUMBER: "REAL", Type.BOOLEAN: "INTEGER", Type.DATE: "TEXT"}


def write(request: Request, stream: BinaryIO) -> Written:
    """Write the tables as one database; `matched` counts the events."""
    with scratch() as folder:
        path = Path(folder) / "export.db"
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("BEGIN")
            counts = {table.name: _fill(connection, table, request.store) for table in tables(request)}
            connection.execute("COMMIT")
        finally:
            connection.close()
        with path.open("rb") as made:
            shutil.copyfileobj(made, stream)
    return Written(counts["event"])


def _fill(connection: sqlite3.Connection, table: Table, store: Store) -> int:
    connection.execute(_created(table))
    marks = ", ".join("?" * len(table.columns))
    rows = _rows(table, store)
    return connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows).rowcount  # noqa: S608


def _rows(table: Table, store: Store) -> Iterator[list[Any]]:
    days = [at for at, column in enumerate(table.columns) if column.type is Type.DATE]
    for row in table.rows(store):
        for at in days:
            row[at] = None if row[at] is None else iso(row[at])
        yield row


def _created(table: Table) -> str:
    """The statement that makes a table, with what it and its columns mean as comments, which SQLite keeps."""
    columns = "".join(f"  {_column(column, table)}, -- {column.meaning}\n" for column in table.columns)
    key = ", ".join(map(_name, table.key))
    return f"CREATE TABLE {_name(table.name)} ( -- {table.meaning}\n{columns}  PRIMARY KEY ({key})\n)"


def _column(column: Column, table: Table) -> str:
    made = f"{_name(column.name)} {_TYPES[column.type]}" + (" NOT NULL" if column.name in table.key else "")
    return made + (f" REFERENCES {_name(column.refers)} ({KEYS[column.refers]})" if column.refers else "")


def _name(name: str) -> str:
    return f'"{name}"'
