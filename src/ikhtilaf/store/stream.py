"""A compiled log made of a stream of events: they come in any order, and are not held in memory.

What comes is kept in temporary tables of SQLite. When all have come, SQL numbers the events in the order of a timeline
(`store.order`: by first day, last day, identifier) and copies what was kept into the tables of a compiled log. The
outcome is that of compiling a log with the same events; nothing here knows declared orders, ties or facts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ikhtilaf.dates import Date
from ikhtilaf.model.things import Log
from ikhtilaf.store.compile import Compiler
from ikhtilaf.store.database import INDEXES, TABLES, Store
from ikhtilaf.store.search import add_search

_STAGING = Path(__file__).with_name("stream.sql")
_BATCH = 2000
"""Events that are handed over at once."""
_OPEN_PAST, _OPEN_FUTURE = -(10**9), 10**9
"""Where a timeline puts what has no first or no last day, as `store.order` does."""

Came = tuple[int, str, int, int, int | None, int, str, str]
"""An event: its number, id, span, cast, place, line, title, text."""
CameClaim = tuple[int, int, int, str, str]
"""A claim: the number of its event, its position, source, cites (as a column keeps lists) and note."""


class Twice(NamedTuple):
    """An event whose id one before it has: its number and line, and the line of the one before."""

    number: int
    line: int
    before: int
    id: str


class Stream:
    """Takes events one by one; `finish` makes the compiled log at `target`, a path that does not exist yet."""

    def __init__(self, target: str) -> None:
        self._connection = sqlite3.connect(target, isolation_level=None)
        for pragma in (
            # As in `compile_log`: it is written once, and renamed into place when it is whole.
            *("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"),
            *("temp_store = FILE", "cache_size = -32768", "temp.cache_size = -16384"),
        ):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(TABLES.read_text("utf-8"))
        self._connection.executescript(_STAGING.read_text("utf-8"))
        self._connection.execute("BEGIN")
        self._spans = self._casts = 0
        self._waiting: list[Came] = []
        self._claims: list[CameClaim] = []

    def span(self, date: Date, until: Date | None) -> int:
        """Take a date, with the last days of what begins then and ends of itself; return its number."""
        self._spans += 1
        days = (date.earliest, date.latest, date.begin_latest)
        end = (None, None, None) if until is None else (until.text, until.earliest, until.latest)
        self._connection.execute(
            "INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (self._spans, date.text, *days, *end)
        )
        return self._spans

    def cast(self, kind: str, parts: Sequence[tuple[int, str]], pairs: Sequence[tuple[int, int, str]]) -> int:
        """Take who takes part in a type of event: factions with their roles, pairs with their states; return its
        number.
        """
        self._casts += 1
        n, connection = self._casts, self._connection
        connection.execute("INSERT INTO cast_ VALUES (?, ?)", (n, kind))
        rows = [(n, position, *part) for position, part in enumerate(parts)]
        connection.executemany("INSERT INTO cast_part VALUES (?, ?, ?, ?)", rows)
        said = [(n, position, *pair) for position, pair in enumerate(pairs)]
        connection.executemany("INSERT INTO cast_pair VALUES (?, ?, ?, ?, ?)", said)
        return n

    def event(
        self,
        number: int,
        id_: str,
        about: tuple[int, int, int | None, int],
        title: str,
        text: str,
        claims: Sequence[tuple[int, str, str]],
    ) -> None:
        """Take an event, numbered as no other one, in any order.

        `about` are the numbers of its span, its cast and its place, and the line it stands on; claims have a source, a
        list of what they cite (`as_list`), and a note.
        """
        self._waiting.append((number, id_, *about, title, text))
        for position, (source, cites, note) in enumerate(claims):
            self._claims.append((number, position, source, cites, note))
        if len(self._waiting) >= _BATCH:
            self._hand_over()

    def drop_twice(self) -> Iterator[Twice]:
        """Drop every event whose id one before it has, and yield it."""
        self._hand_over()
        connection = self._connection
        doubled = "SELECT id FROM came GROUP BY id HAVING count(*) > 1"
        connection.execute("CREATE TEMP TABLE doubled AS " + doubled)
        found = connection.execute("SELECT id FROM doubled LIMIT 1").fetchone()
        if found is None:
            return
        connection.execute("CREATE INDEX temp.came_id ON came (id)")
        sql = """SELECT c.s, c.line, f.line, c.id FROM doubled d JOIN came c ON c.id = d.id
                 JOIN came f ON f.s = (SELECT min(s) FROM came WHERE id = d.id)
                 WHERE c.s > f.s ORDER BY c.s"""
        connection.execute("CREATE TEMP TABLE twice AS " + sql)
        for table in ("came", "came_claim"):
            connection.execute(f"DELETE FROM {table} WHERE s IN (SELECT s FROM twice)")  # noqa: S608 -- our own tables
        yield from (Twice(*row) for row in connection.execute("SELECT * FROM twice"))

    def used(self) -> tuple[set[int], set[int], set[int]]:
        """Return the numbers of the factions, places and sources that the events which are left have."""
        self._hand_over()
        queries = (
            "SELECT DISTINCT p.faction FROM cast_part p WHERE p.cast_ IN (SELECT cast_ FROM came)",
            "SELECT DISTINCT place FROM came WHERE place IS NOT NULL",
            "SELECT DISTINCT source FROM came_claim",
        )
        factions, places, sources = ({int(row[0]) for row in self._connection.execute(sql)} for sql in queries)
        return factions, places, sources

    def days(self) -> tuple[int | None, int | None, int]:
        """Return the first and the last day on which any event may fall, and the longest time between the two of one
        event, in days.
        """
        sql = """SELECT min(coalesce(earliest, latest)), max(coalesce(latest, earliest)),
                 coalesce(max(latest - earliest), 0) FROM span WHERE n IN (SELECT span FROM came)"""
        first, last, longest = self._connection.execute(sql).fetchone()
        return first, last, int(longest)

    def finish(
        self, log: Log, numbers: Mapping[str, Mapping[int, str]], told: Callable[[float], None] = lambda _done: None
    ) -> Store:
        """Compile: `log` has everything but the events; `numbers` tells of each faction, place and source by which id
        of the log the number is meant under which it came. Raises OSError where it cannot be written.
        """
        with _told_as_oserror():
            return self._finish(log, numbers, told)

    def _finish(self, log: Log, numbers: Mapping[str, Mapping[int, str]], told: Callable[[float], None]) -> Store:
        self._hand_over()
        connection, compiler = self._connection, Compiler(self._connection)
        compiler.number(log)
        for kind, ids in numbers.items():
            rows = [(came, compiler.numbers[kind][id_]) for came, id_ in ids.items()]
            connection.executemany(f"INSERT INTO final_{kind} VALUES (?, ?)", rows)  # noqa: S608 -- our own tables
        connection.execute(_ORDER)
        first, last, longest = self.days()
        (events,) = connection.execute("SELECT count(*) FROM final_event").fetchone()
        compiler.head(log, events, (first, last), longest)
        compiler.things(log)
        connection.execute("INSERT INTO file VALUES (1, ?)", (log.mark.file,))
        for done, sql in enumerate(_FILL):
            told(done / (len(_FILL) + 3))
            connection.execute(sql)
        connection.execute("COMMIT")
        told(len(_FILL) / (len(_FILL) + 3))
        connection.executescript(f"BEGIN; {INDEXES.read_text('utf-8')} COMMIT;")
        told((len(_FILL) + 1) / (len(_FILL) + 3))
        add_search(connection, self._words())
        return Store(connection)

    def _words(self) -> Iterator[tuple[int, str]]:
        """Yield the number and the words of each event; asked only when the index is there, for no query may run while
        that is made.
        """
        yield from self._connection.execute(_WORDS)

    def close(self) -> None:
        """Close without a log."""
        self._connection.close()

    def _hand_over(self) -> None:
        with _told_as_oserror():
            self._connection.executemany("INSERT INTO came VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._waiting)
            self._connection.executemany("INSERT INTO came_claim VALUES (?, ?, ?, ?, ?)", self._claims)
        self._waiting, self._claims = [], []


@contextmanager
def _told_as_oserror() -> Iterator[None]:
    """Raise what SQLite says of a full disk and the like as OSError, for those who know no SQLite."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


_ORDER = f"""INSERT INTO final_event (s)
SELECT c.s FROM came c JOIN span d ON d.n = c.span
ORDER BY coalesce(d.earliest, d.latest, {_OPEN_PAST}), coalesce(d.latest, {_OPEN_FUTURE}), c.id"""  # noqa: S608 -- numbers

_BEGAN = "CASE WHEN d.began < d.latest OR d.latest IS NULL THEN d.began ELSE d.latest END"
"""As `compile` has it: the smaller of the two, where both are known."""

_FILL = (
    f"""INSERT INTO event
    SELECT o.n, c.id, k.type, d.date, d.earliest, d.latest, d.earliest, d.latest, {_BEGAN}, 0, 0, c.title, 1, c.line
    FROM final_event o CROSS JOIN came c ON c.s = o.s CROSS JOIN span d ON d.n = c.span
    CROSS JOIN cast_ k ON k.n = c.cast_ ORDER BY o.n""",  # noqa: S608 -- a condition of our own
    """INSERT INTO event_text
    SELECT o.n, '', c.text, '' FROM final_event o CROSS JOIN came c ON c.s = o.s ORDER BY o.n""",
    """INSERT INTO event_faction
    SELECT o.n, p.position, f.n, p.role FROM final_event o CROSS JOIN came c ON c.s = o.s
    CROSS JOIN cast_part p ON p.cast_ = c.cast_ CROSS JOIN final_faction f ON f.came = p.faction
    ORDER BY o.n, p.position""",
    """INSERT INTO event_place
    SELECT o.n, 0, p.n FROM final_event o CROSS JOIN came c ON c.s = o.s
    CROSS JOIN final_place p ON p.came = c.place ORDER BY o.n""",
    f"""INSERT INTO assertion
    SELECT NULL, o.n, a.n, b.n, min(a.n, b.n), max(a.n, b.n), p.state, 0, d.date, d.earliest, {_BEGAN},
           d.until, d.end_earliest, d.end_latest, '', 1, c.line
    FROM final_event o CROSS JOIN came c ON c.s = o.s CROSS JOIN cast_pair p ON p.cast_ = c.cast_
    CROSS JOIN span d ON d.n = c.span CROSS JOIN final_faction a ON a.came = p.a
    CROSS JOIN final_faction b ON b.came = p.b ORDER BY o.n, p.position""",  # noqa: S608
    """INSERT INTO claim
    SELECT NULL, o.n, NULL, NULL, s.n, 'asserts', '', c.note, c.cites FROM final_event o
    CROSS JOIN came_claim c ON c.s = o.s CROSS JOIN final_source s ON s.came = c.source ORDER BY o.n, c.position""",
)
"""In each the events are the outer loop, so that rows come in the order of their keys, without sorting."""

_WORDS = """SELECT o.n, c.title || char(10) || c.text || char(10)
    || coalesce((SELECT group_concat(x.note, char(10)) FROM came_claim x WHERE x.s = c.s), '')
FROM final_event o CROSS JOIN came c ON c.s = o.s ORDER BY o.n"""
