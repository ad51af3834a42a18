"""How each peer is asked what `ikhtilaf timeline --province p-rare` answers, and how its answer is read.

All are asked for the id, date and title of the events; the ledgers know no vague dates, so of them it is the id and the
title.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import peer_files
from answers import Record, separated
from setting import Setting
from timing import Command

FILTER_SQL = (
    "SELECT id, date, title FROM 'event.parquet' WHERE list_contains(provinces, 'p-rare') "
    "ORDER BY coalesce(earliest, latest), latest, id"
)
SQLITE_SQL = (
    "SELECT id, date, title FROM events WHERE EXISTS (SELECT 1 FROM json_each(provinces) WHERE value = :province) "
    "ORDER BY coalesce(earliest, latest), latest, id"
)
JQ = 'select(.provinces | index("p-rare")) | [.id, .date, .title] | @tsv'
MILLER = 'any(splitax($provinces, "|"), func(p) {return p == "p-rare"})'
BEAN_QUERY = "SELECT payee, narration WHERE account = 'Assets:P-rare'"

DUCKDB_SCRIPT = """
import sys
import duckdb
duckdb.execute("SET enable_progress_bar = false")  # it would be drawn into the answer
duckdb.execute(f"COPY ({sys.argv[1]}) TO '/dev/stdout' (FORMAT csv, DELIMITER '\\t', HEADER)")
"""


class Peer(NamedTuple):
    """A peer that can do the work: the key of its goal, its command, and how its answer is read. `dated`: its records
    have the date as the log writes it.
    """

    key: str
    name: str
    command: Command
    read: Callable[[bytes], list[Record]]
    dated: bool = True


class MissingPeer(NamedTuple):
    """A peer that is not on this machine, and what installs it."""

    key: str
    name: str
    install: str


def duckdb_python(setting: Setting, sql: str, folder: Path) -> Command:
    """Return DuckDB asked from Python, reading the Parquet files of a folder."""
    return setting.command(setting.python, "-c", DUCKDB_SCRIPT, sql, folder=folder)


def duckdb_cli(setting: Setting, sql: str, folder: Path) -> Command:
    """Return DuckDB's own command line asked the same."""
    return setting.command(setting.needed("duckdb"), "-csv", "-separator", "\t", "-c", sql, folder=folder)


def filters_over_parquet(setting: Setting, count: int) -> list[Peer | MissingPeer]:
    """Return DuckDB in both its forms, asked for the filter."""
    folder = setting.parquet(count)
    return [
        Peer("filter-duckdb", "DuckDB", duckdb_python(setting, FILTER_SQL, folder), separated),
        Peer("filter-duckdb-cli", "DuckDB's command line", duckdb_cli(setting, FILTER_SQL, folder), separated),
    ]


def other_filters(setting: Setting, count: int) -> list[Peer | MissingPeer]:
    """Return the other peers, asked for the filter; those that are not installed as missing."""
    return [
        _sqlite_utils(setting, count),
        _jq(setting, count),
        _miller(setting, count),
        _bean_query(setting, count, cache=False),
        _bean_query(setting, count, cache=True),
        _hledger(setting, count),
    ]


def _sqlite_utils(setting: Setting, count: int) -> Peer | MissingPeer:
    key, name = "filter-sqlite-utils", "sqlite-utils"
    tool = setting.tool(name)
    if tool is None:
        return MissingPeer(key, name, "pip install sqlite-utils")
    made = setting.made(f"{count}.db", partial(peer_files.plain_database, count=count, sqlite_utils=tool))
    return Peer(key, name, setting.command(tool, made, SQLITE_SQL, "-p", "province", "p-rare", "--tsv"), separated)


def _jq(setting: Setting, count: int) -> Peer | MissingPeer:
    key, name = "filter-jq", "jq"
    tool = setting.tool(name)
    if tool is None:
        return MissingPeer(key, name, "apt-get install jq")
    made = setting.made(f"{count}.jsonl", partial(peer_files.json_lines, count=count))
    return Peer(key, name, setting.command(tool, "-r", JQ, made), lambda out: separated(b"\n" + out))


def _miller(setting: Setting, count: int) -> Peer | MissingPeer:
    key, name = "filter-miller", "Miller"
    tool = setting.tool("mlr")
    if tool is None:
        return MissingPeer(key, name, "apt-get install miller")
    made = setting.made(f"{count}.csv", partial(peer_files.comma_separated, count=count))
    pick = ("filter", MILLER, "then", "cut", "-o", "-f", "id,date,title")
    return Peer(key, name, setting.command(tool, "--icsv", "--otsv", *pick, made), separated)


def _bean_query(setting: Setting, count: int, *, cache: bool) -> Peer | MissingPeer:
    key, name = ("filter-bean-query-cache", "bean-query, cached") if cache else ("filter-bean-query", "bean-query")
    tool = setting.tool("bean-query")
    if tool is None:
        return MissingPeer(key, name, "pip install beancount beanquery")
    # Without its cache bean-query removes the one that is there: each has a file of its own.
    name_of_file = f"{count}-cached.beancount" if cache else f"{count}.beancount"
    made = setting.made(name_of_file, partial(peer_files.beancount, count=count))
    environment = setting.environment | ({} if cache else {"BEANCOUNT_DISABLE_LOAD_CACHE": "yes"})
    command = setting.command(tool, "-f", "csv", made, BEAN_QUERY, environment=environment)
    return Peer(key, name, command, lambda out: separated(out, ","), dated=False)


def _hledger(setting: Setting, count: int) -> Peer | MissingPeer:
    key, name = "filter-hledger", "hledger"
    tool = setting.tool(name)
    if tool is None:
        return MissingPeer(key, name, "apt-get install hledger")
    made = setting.made(f"{count}.journal", partial(peer_files.hledger, count=count))
    command = setting.command(tool, "-f", made, "register", "place:p-rare", "-O", "csv")
    return Peer(key, name, command, lambda out: separated(out, ",", (2, 3)), dated=False)


def relations_sql(day: str) -> str:
    """Return the question of `relations.sql` for a day, given as ISO 8601; no comments, no semicolon."""
    text = (Path(__file__).parent / "relations.sql").read_text("utf-8")
    lines: Sequence[str] = [line for line in text.splitlines() if not line.startswith("--")]
    number = date.fromisoformat(day).toordinal()
    return "\n".join(lines).replace("$day", str(number)).strip().rstrip(";")
