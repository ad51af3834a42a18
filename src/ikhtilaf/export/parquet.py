"""The tidy tables as Parquet, a file each, with a `datapackage.json`; texts are the log's own."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from ikhtilaf.dates import day, iso
from ikhtilaf.export.errors import needed
from ikhtilaf.export.package import write_descriptor
from ikhtilaf.export.request import Request, Written
from ikhtilaf.export.table import Table, Type, plain_days
from ikhtilaf.export.tables import tables
from ikhtilaf.store import Store

_GROUP = 50_000
"""Rows written at a time: what is held in memory at once."""
_EPOCH = day(1970, 1, 1)
"""Parquet counts days from here."""


def write(request: Request, folder: Path) -> Written:
    """Write the tables into a folder; `matched` counts the events. Needs the package pyarrow."""
    arrow = needed("pyarrow", "parquet", "parquet")
    files = needed("pyarrow.parquet", "parquet", "parquet")
    made, plain = tables(request), plain_days(request.store)
    counts = {}
    for table in made:
        schema = _schema(arrow, table, plain=plain)
        with files.ParquetWriter(folder / f"{table.name}.parquet", schema, compression="zstd") as writer:
            counts[table.name] = _write(arrow, table, request.store, writer, schema)
    write_descriptor(request, folder, made, "parquet", plain=plain)
    return Written(counts["event"])


def _schema(arrow: Any, table: Table, *, plain: bool) -> Any:
    types = {
        Type.STRING: arrow.string(),
        Type.INTEGER: arrow.int64(),
        Type.NUMBER: arrow.float64(),
        Type.BOOLEAN: arrow.bool_(),
        Type.DATE: arrow.date32() if plain else arrow.string(),
    }
    fields = [
        arrow.field(column.name, types[column.type], column.name not in table.key, {"description": column.meaning})
        for column in table.columns
    ]
    return arrow.schema(fields, {"description": table.meaning})


def _write(arrow: Any, table: Table, store: Store, writer: Any, schema: Any) -> int:
    rows, count = table.rows(store), 0
    while chunk := list(islice(rows, _GROUP)):
        columns = [
            arrow.array([_value(row[at], field.type, arrow) for row in chunk], field.type)
            if table.columns[at].type is Type.DATE
            else arrow.array([row[at] for row in chunk], field.type)
            for at, field in enumerate(schema)
        ]
        writer.write_table(arrow.Table.from_arrays(columns, schema=schema))
        count += len(chunk)
    return count


def _value(value: int | None, kind: Any, arrow: Any) -> int | str | None:
    if value is None:
        return None
    return value - _EPOCH if kind == arrow.date32() else iso(value)
