r"""The tidy tables as comma-separated values: a file each, in UTF-8, lines ending in `\n`, with a `datapackage.json`.

As everywhere in our csv, what a spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from ikhtilaf.dates import iso
from ikhtilaf.export.package import write_descriptor
from ikhtilaf.export.request import Request, Written
from ikhtilaf.export.table import Table, Type, plain_days
from ikhtilaf.export.tables import tables
from ikhtilaf.render.escape import csv_row
from ikhtilaf.store import Store


def write(request: Request, folder: Path) -> Written:
    """Write the tables into a folder; `matched` counts the events."""
    made = tables(request)
    counts = {table.name: _write(table, request.store, folder / f"{table.name}.csv") for table in made}
    write_descriptor(request, folder, made, "csv", plain=plain_days(request.store))
    return Written(counts["event"])


def _write(table: Table, store: Store, path: Path) -> int:
    days = [column.type is Type.DATE for column in table.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        for count, row in enumerate(table.rows(store), 1):  # noqa: B007 -- the last number is how many there are
            writer.writerow(csv_row([_text(value, is_day) for value, is_day in zip(row, days, strict=True)]))
    return count


def _text(value: Any, is_day: bool) -> str:  # noqa: FBT001
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    return iso(value) if is_day else str(value)
