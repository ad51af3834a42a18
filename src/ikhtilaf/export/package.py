"""The descriptor of a folder of tables: `datapackage.json`, by the Frictionless Data Package standard, version 1.

The standard: https://specs.frictionlessdata.io/data-package/.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ikhtilaf.export.json_text import write_json
from ikhtilaf.export.request import Request, Row
from ikhtilaf.export.table import Column, Table, Type

DESCRIPTOR = "datapackage.json"


def write_descriptor(request: Request, folder: Path, made: list[Table], ending: str, *, plain: bool) -> None:
    """Describe the tables that lie in a folder as `NAME.ending`, with their sizes and hashes.

    `plain`: days are dates; else they are text, for a year of them has other than four digits.
    """
    package = {
        "name": _name(request.title),
        "title": request.title,
        "description": _description(request),
        "profile": "data-package",
        "resources": [_resource(table, folder / f"{table.name}.{ending}", plain=plain) for table in made],
    }
    with (folder / DESCRIPTOR).open("wb") as stream:
        write_json({key: value for key, value in package.items() if value}, stream)


def _name(title: str) -> str:
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")[:80] or "log"


def _description(request: Request) -> str:
    told = [request.held and f"Narrowed to: {request.held}.", request.store.facts.get("note", "")]
    return " ".join(filter(None, told))


def _resource(table: Table, path: Path, *, plain: bool) -> Row:
    content = path.suffix == ".csv"
    resource = {
        "name": table.name,
        "description": table.meaning,
        "path": path.name,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": path.suffix[1:],
        "mediatype": "text/csv" if content else "application/vnd.apache.parquet",
        "encoding": "utf-8" if content else "",
        "bytes": path.stat().st_size if content else "",  # the validator counts none of a Parquet file, and complains
        "hash": f"sha256:{_digest(path)}",
        "schema": {
            "fields": [_field(column, table, plain=plain, text=content) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [_reference(column, table) for column in table.columns if column.refers],
        },
    }
    return {key: value for key, value in resource.items() if value != ""}


def _field(column: Column, table: Table, *, plain: bool, text: bool) -> Row:
    kind = Type.STRING if column.type is Type.DATE and not plain else column.type
    if kind is Type.INTEGER and column.name not in table.key and not text:
        kind = (
            Type.NUMBER
        )  # where one is missing, pandas, through which Parquet is validated, makes numbers of them all
    constraints: Row = {"required": True} if column.name in table.key else {}
    if column.words:
        constraints["enum"] = list(column.words)
    field: Row = {"name": column.name, "type": kind.value, "description": column.meaning}
    if kind is Type.BOOLEAN:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return {**field, "constraints": constraints} if constraints else field


def _reference(column: Column, table: Table) -> Row:
    to = {"resource": "" if column.refers == table.name else column.refers, "fields": [KEYS[column.refers]]}
    return {"fields": [column.name], "reference": to}


KEYS = {
    **dict.fromkeys(("event", "faction", "place", "person", "source", "tie", "fact"), "id"),
    **dict.fromkeys(("assertion", "claim"), "n"),
}
"""By which column each table is referred to."""


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
