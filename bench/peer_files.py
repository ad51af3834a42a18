"""What the peers read: Parquet, JSON Lines, CSV, a plain SQLite file, journals for beancount and hledger, all from the
same seeded events as the log, not from anything that the program has made of it.
"""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import world
from events import Event, events
from generate import SEED

Row = Sequence[Any]

TABLES: dict[str, str] = {
    "event": "n INTEGER, id VARCHAR, date VARCHAR, earliest INTEGER, latest INTEGER, first INTEGER, last INTEGER, "
    "began INTEGER, type VARCHAR, title VARCHAR, text VARCHAR, factions VARCHAR, places VARCHAR, provinces VARCHAR",
    "claim": "event INTEGER, source VARCHAR, stance VARCHAR, hedge VARCHAR",
    "assertion": "n INTEGER, event INTEGER, low VARCHAR, high VARCHAR, state VARCHAR, dated BOOLEAN, first INTEGER, "
    "last INTEGER, has_until BOOLEAN, until_first INTEGER, until_last INTEGER, places VARCHAR",
    "ends": "ended INTEGER, event INTEGER",
    "follows": "later INTEGER, earlier INTEGER",
    "covers": "place VARCHAR, inner_place VARCHAR",
    "line": "faction VARCHAR, ancestor VARCHAR, steps INTEGER, born_first INTEGER, born_last INTEGER",
}
"""The tables of the Parquet files. Days are numbers, first and last possible day, both inclusive, NULL is open; lists
are parted by `|` on the way, and lists in Parquet. `follows` is the declared order through all its steps; `first`,
`last` and `began` are narrowed by it.
"""

LISTS = ("factions", "places", "provinces")
NULL = r"\N"
"""How an open day is written on the way into Parquet; text is never open, only empty."""


def parquet(folder: Path, count: int, duckdb: str, seed: int = SEED) -> None:
    """Write `TABLES` of a log with so many events as Parquet files into a new folder, by DuckDB's command line."""
    folder.mkdir(parents=True)
    _csv_files(folder, count, seed)
    for table, columns in TABLES.items():
        plain = folder / f"{table}.csv"
        named = dict(column.split() for column in columns.split(", "))
        listed = ", ".join(
            f"list_filter(string_split({name}, '|'), lambda x: x <> '') AS {name}" for name in named if name in LISTS
        )
        replaced = f"REPLACE ({listed})" if listed else ""
        source = f"read_csv('{plain}', header = false, columns = {named}, nullstr = '{NULL}')"
        sql = f"COPY (SELECT * {replaced} FROM {source}) TO '{folder / table}.parquet' (FORMAT parquet)"  # noqa: S608 -- our own names
        subprocess.run([duckdb, "-c", sql], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        plain.unlink()


def _csv_files(folder: Path, count: int, seed: int) -> None:
    streams = {table: (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") for table in TABLES}
    try:
        writers = {table: csv.writer(stream) for table, stream in streams.items()}
        writers["covers"].writerows(world.covers())
        writers["line"].writerows(map(_open, _lines()))
        assertions = 0
        for event in events(count, Random(seed)):
            writers["event"].writerow(_open(_event_row(event)))
            writers["claim"].writerows((event.number, c.source, c.stance, c.hedge) for c in event.claims)
            writers["ends"].writerows((ended, event.number) for ended in event.ends)
            writers["follows"].writerows((event.number, earlier) for earlier in event.follows)
            writers["assertion"].writerows(map(_open, _assertion_rows(event, assertions + 1)))
            assertions += len(event.relations)
    finally:
        for stream in streams.values():
            stream.close()


def _open(row: Row) -> Row:
    return [NULL if value is None else value for value in row]


def _event_row(event: Event) -> Row:
    lists = ([faction for faction, _ in event.factions], event.places, world.provinces(event.places))
    bounds = (event.date.first, event.date.last, event.first, event.last, event.began)
    return (
        (event.number, event.id, event.date.text, *bounds, event.type, event.title, event.text)
        + tuple("|".join(values) for values in lists)
    )  # fmt: skip


def _assertion_rows(event: Event, number: int) -> Iterator[Row]:
    for n, said in enumerate(event.relations, number):
        low, high = sorted((said.a, said.b))
        own, until = said.begins, said.until
        begins = (event.first, event.began) if own is None else (own.first, own.began)
        ends = (None, None) if until is None else (until.first, until.last)
        # An `until` that is open on both sides says nothing.
        ended = ends != (None, None)
        yield n, event.number, low, high, said.state, own is not None, *begins, ended, *ends, "|".join(said.places)


def _lines() -> Iterator[Row]:
    """Every faction as its own ancestor, and those who split with the one whose states they took over."""
    for faction in (*world.FACTION_NAMES, *world.RARE_FACTIONS):
        yield faction, faction, 0, None, None
    for split in world.splits():
        yield split.faction, split.parent, 1, split.first, split.last


def records(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Yield the events as flat records, with the program's own names for the fields."""
    for event in events(count, Random(seed)):
        yield {
            "id": event.id,
            "title": event.title,
            "type": event.type,
            "date": event.date.text,
            "earliest": _iso(event.date.first),
            "latest": _iso(event.date.last),
            "factions": [faction for faction, _ in event.factions],
            "places": list(event.places),
            "provinces": world.provinces(event.places),
            "text": event.text,
            "sources": list(dict.fromkeys(claim.source for claim in event.claims)),
        }


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def json_lines(path: Path, count: int) -> None:
    """Write the records as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(record)}\n" for record in records(count))


def comma_separated(path: Path, count: int) -> None:
    """Write the records as CSV, lists parted by `|`."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for record in records(count):
            flat = {key: "|".join(value) if isinstance(value, list) else value for key, value in record.items()}
            if writer is None:
                writer = csv.DictWriter(file, list(flat), lineterminator="\n")
                writer.writeheader()
            writer.writerow(flat)


def plain_database(path: Path, count: int, sqlite_utils: str) -> None:
    """Let sqlite-utils make a database of the records, as anybody would: one table, lists as JSON, an index on none."""
    lines = path.with_suffix(".jsonl")
    json_lines(lines, count)
    subprocess.run([sqlite_utils, "insert", path, "events", lines, "--nl"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    lines.unlink()


def beancount(path: Path, count: int) -> None:
    """Write the events as a beancount ledger: a transaction each, posted to an account of each province."""
    accounts = ("None", *(_account(f"p-{number}") for number in range(world.PROVINCES)), _account("p-rare"))
    head = [f"1900-01-01 open Assets:{account} EVENT\n" for account in accounts]
    head.append("1900-01-01 open Equity:Events EVENT\n\n")
    _ledger(path, count, head, _beancount_entry)


def hledger(path: Path, count: int) -> None:
    """Write the events as an hledger journal: a transaction each, posted to an account of each province."""
    _ledger(path, count, [], _hledger_entry)


def _ledger(path: Path, count: int, head: Iterable[str], entry: Callable[[Event], str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(head)
        file.writelines(map(entry, events(count, Random(SEED))))


def _account(province: str) -> str:
    return province.capitalize()


def _ledger_day(event: Event) -> str:
    """A ledger knows no vague dates: the first possible day, else the last."""
    return _iso(event.date.first) or _iso(event.date.last) or ""


def _beancount_entry(event: Event) -> str:
    provinces = world.provinces(event.places) or ["none"]
    lines = [f'{_ledger_day(event)} * "{event.id}" "{event.title}"', f'  edtf: "{event.date.text}"']
    lines += [f"  Assets:{_account(province)}  1 EVENT" for province in provinces]
    return "\n".join([*lines, f"  Equity:Events  -{len(provinces)} EVENT\n\n"])


def _hledger_entry(event: Event) -> str:
    lines = [f"{_ledger_day(event)} ({event.id}) {event.title}  ; edtf:{event.date.text}"]
    lines += [f"  place:{province}  1" for province in world.provinces(event.places) or ["none"]]
    return "\n".join([*lines, "  equity:events\n\n"])
