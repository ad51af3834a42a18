"""What holds of the rows of every compiled log, asked of one that somebody hands us: whatever is typed, named, dated or
ordered in it has been checked before it was compiled, and nothing above asks again.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator

from ikhtilaf.dates import Date, DateError, parse
from ikhtilaf.log.graph import circles
from ikhtilaf.log.reader import NO_DATE
from ikhtilaf.model import vocabulary as words
from ikhtilaf.store.database import INDEXES

_ID = re.compile(r"[a-z0-9]+(--?[a-z0-9]+)*")
_MADE = re.compile(r"INSERT INTO (\w+)\s+(SELECT .*?);", re.DOTALL)
"""A statement of `indexes.sql` that fills a table from others."""
_FARTHEST = 10**12
"""Days from the year 1 beyond which no date of a log lies."""

_WORDS = (
    ("assertion", "state", words.STATES),
    ("claim", "stance", words.STANCES),
    ("event", "type", words.EVENT_TYPES),
    ("event_faction", "role", words.ROLES),
    ("source", "kind", words.SOURCE_KINDS),
    ("place", "kind", words.PLACE_KINDS),
    ("faction", "kind", words.FACTION_KINDS),
    ("tie", "kind", words.TIE_KINDS),
    ("fact", "kind", words.FACT_KINDS),
)
"""The columns that hold words of a closed list."""

_IDS = (
    *(("source", "affiliation", "faction"), ("source", "place", "place")),
    *(("source", "reported_by", "source"), ("source", "same_words_as", "source")),
    *(("passage", "source", "source"), ("place", "within", "place")),
    *(("place_covers", "inner_place", "place"), ("place_covers", "place", "place")),
    *(("tie", "faction", "faction"), ("tie", "other", "faction")),
    *(("fact", "faction", "faction"), ("fact", "of_faction", "faction"), ("fact", "person", "person")),
    ("fact_place", "place", "place"),
)
"""The columns that refer to things by their identifiers: table, column, and the table of the things."""

_NAMED = ("source", "place", "faction", "person")
_YES_NO = (("event", "postscript"), ("event", "background"), ("assertion", "dated"), ("fact_place", "main"))
_DATES = (
    *(("event", "date", "earliest", "latest"), ("source", "date", "earliest", "latest")),
    *(("tie", "date", "earliest", "latest"), ("fact", "date", "earliest", "latest")),
    ("assertion", "until", "end_earliest", "end_latest"),
)
"""Dates, each with its first and last day."""

_SPANS = (*(dates[:1] + dates[2:] for dates in _DATES), ("event", "first", "last"))
_LISTS = ("claim", "place", "faction", "person")
_FALSE = (
    ("it has a relation that is not of two factions", "assertion", "a = b OR low <> min(a, b) OR high <> max(a, b)"),
    ("its events are not numbered one by one", "event", "n < 1 OR n > (SELECT count(*) FROM event)"),
    ("it has an event without its text", "event", "n NOT IN (SELECT n FROM event_text)"),
    ("it has an event that comes after itself", "event_after", "later = earlier OR (earlier, later) IN event_after"),
    (
        "it has a place that lies in itself",
        "place_covers",
        "place <> inner_place AND (place, inner_place) IN place_covers",
    ),
    (
        "it has a place that does not take in itself",
        "place",
        "(id, id) NOT IN (SELECT place, inner_place FROM place_covers)",
    ),
    ("it has a place that is nowhere", "place", "NOT (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)"),
    ("it has a claim that is not about one thing", "claim", "(event IS NULL) + (tie IS NULL) + (fact IS NULL) <> 2"),
    ("it has a claim about a tie that there is not", "claim", "tie IS NOT NULL AND tie NOT IN (SELECT n FROM tie)"),
    ("it has a claim about a fact that there is not", "claim", "fact IS NOT NULL AND fact NOT IN (SELECT n FROM fact)"),
    (
        "it has a place of a fact that there is not",
        "fact_place",
        "fact IS NOT NULL AND fact NOT IN (SELECT n FROM fact)",
    ),
    (
        "it has a beginning that is none",
        "assertion",
        f"abs(begin_earliest) > {_FARTHEST} OR abs(begin_latest) > {_FARTHEST}",
    ),
    ("it has a line of a file that is none", "event", "line < 0 OR line > 1e12"),
)
"""What is wrong, in which table, where this holds of a row."""

_TIES = (("part_of",), words.INHERITING_TIES, ("merged_into",))


def faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with the rows of a compiled log whose tables are ours to the letter.

    Raises sqlite3.Error, or UnicodeDecodeError, where they cannot be read at all.
    """
    for check in (_types, _words, _references, _falsehoods, _days, _lists, _circles, _derived):
        yield from check(connection)


def _any(connection: sqlite3.Connection, table: str, wrong: str) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE {wrong} LIMIT 1"  # noqa: S608 -- our own names
    return connection.execute(sql).fetchone() is not None


def _types(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the tables where a number or a text is none: SQLite keeps in any column what it is given. Reads every text,
    so that what is no UTF-8 is found now and not in the middle of an answer.
    """
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE %'")]
    for table in tables:
        columns = list(connection.execute(f"SELECT name, type, \"notnull\" FROM pragma_table_info('{table}')"))  # noqa: S608
        for kind, wanted in (("INTEGER", ("integer",)), ("REAL", ("real", "integer")), ("TEXT", ("text",))):
            tests = []
            for name, declared, required in columns:
                if declared == kind:
                    allowed = wanted if required else (*wanted, "null")
                    tests.append(f"typeof({name}) NOT IN ({', '.join(map(repr, allowed))})")
            if tests and _any(connection, table, " OR ".join(tests)):
                yield f"it has a {'text' if kind == 'TEXT' else 'number'} in {table} that is none"
        texts = ", ".join(name for name, declared, _ in columns if declared == "TEXT")
        if texts:
            deque(connection.execute(f"SELECT {texts} FROM {table}"), maxlen=0)  # noqa: S608 -- our own


def _words(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the columns with a word that is none of theirs, and the tables with an id that is none."""
    for table, column, known in _WORDS:
        found = {row[0] for row in connection.execute(f"SELECT DISTINCT {column} FROM {table}")}  # noqa: S608 -- ours
        if not found <= set(known):
            yield f"it has a {column} of {table} that there is not"
    for table in _NAMED:
        ids = [row[0] for row in connection.execute(f"SELECT id FROM {table}")]  # noqa: S608 -- ours
        if not all(_ID.fullmatch(one) for one in ids):
            yield f"it has a {table} whose id is none"


def _references(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what refers to things that there are not."""
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        yield "it refers to what there is not"
    for table, column, target in _IDS:
        if _any(connection, table, f"{column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {target})"):  # noqa: S608 -- ours
            yield f"it has a {column} of {table} that there is not"
    for table in ("name", "alias"):
        for kind in _NAMED:
            if _any(connection, table, f"kind = '{kind}' AND id NOT IN (SELECT id FROM {kind})"):  # noqa: S608 -- ours
                yield f"it has a name of a {kind} that there is not"


def _falsehoods(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is said to be wrong of the rows of one table."""
    for table, column in _YES_NO:
        if _any(connection, table, f"{column} NOT IN (0, 1)"):
            yield f"it has a {column} that is neither yes nor no"
    for what, table, wrong in _FALSE:
        if _any(connection, table, wrong):
            yield what


def _days(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the tables where the days of a date are not those that it means, or follow each other the wrong way."""
    for table, date, first, last in _DATES:
        for text, earliest, latest in connection.execute(f"SELECT DISTINCT {date}, {first}, {last} FROM {table}"):  # noqa: S608
            try:
                known = None if text is None else parse(text)
            except (DateError, ValueError):
                known = NO_DATE
            if known is NO_DATE or not _means(known, earliest, latest, table):
                yield f"it has a {date} of {table} that is none"
                break
    for (text,) in connection.execute("SELECT DISTINCT begins FROM assertion"):
        try:
            parse(text)
        except (DateError, ValueError):
            yield "it has a beginning of a relation that is none"
            break
    for table, first, last in _SPANS:
        if _any(connection, table, f"{first} > {last} OR abs({first}) > {_FARTHEST} OR abs({last}) > {_FARTHEST}"):
            yield f"it has a {last} of {table} before its {first}"


def _means(date: Date | None, earliest: int | None, latest: int | None, table: str) -> bool:
    """Return whether a date is from the one day to the other, as a table keeps it."""
    if table == "tie":  # is there by its last day, and without a date by the first that the log covers
        return date is None or (date.earliest, date.begin_latest) == (earliest, latest)
    return (earliest, latest) == ((None, None) if date is None else (date.earliest, date.latest))


def _lists(connection: sqlite3.Connection) -> Iterator[str]:
    for table in _LISTS:
        for (column,) in connection.execute(f"SELECT DISTINCT cites FROM {table}"):  # noqa: S608 -- our own
            if not _is_list(column):
                yield f"it has a list in {table} that is none"
                break


def _is_list(column: str) -> bool:
    try:
        found = json.loads(column)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, list) and all(isinstance(text, str) and text.isascii() | _whole(text) for text in found)


def _whole(text: str) -> bool:
    """Whether a text has no half of a character, which JSON can write."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _circles(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what leads back to itself."""
    for kinds in _TIES:
        marks = ", ".join("?" * len(kinds))
        sql = f"SELECT faction, other FROM tie WHERE kind IN ({marks})"  # noqa: S608 -- question marks
        if _circular(connection.execute(sql, kinds)):
            yield "it has a faction that is part of itself, or came from itself"
    for what, column, table in (
        ("place that lies in", "within", "place"),
        ("source that reports", "reported_by", "source"),
    ):
        sql = f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608 -- ours
        if _circular(connection.execute(sql)):
            yield f"it has a {what} itself"


def _circular(pairs: Iterable[tuple[str, str]]) -> bool:
    links: dict[str, list[str]] = {}
    for one, other in pairs:
        links.setdefault(one, []).append(other)
    return next(iter(circles(links)), None) is not None


def _derived(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the tables that are made of others, where they are not what these make."""
    for table, made in _MADE.findall(INDEXES.read_text("utf-8")):
        for one, other in ((f"SELECT * FROM {table}", made), (made, f"SELECT * FROM {table}")):  # noqa: S608 -- our own
            sql = f"SELECT 1 FROM (SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other})) LIMIT 1"  # noqa: S608
            if connection.execute(sql).fetchone():
                yield f"its {table} is not what follows from the rest"
                break
