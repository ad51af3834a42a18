"""A compiled log made of a stream of events: they come in any order, and are not held in memory.

What comes is kept in a second database beside it. When all have come, SQL numbers the events in the order of a timeline
(`store.order`: by first day, last day, identifier) and copies what was kept into the tables of a compiled log. The
outcome is that of compiling a log with the same events; nothing here knows declared orders, ties or facts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ikhtilaf.model.things import Log
from ikhtilaf.store.compile import Compiler
from ikhtilaf.store.database import INDEXES, TABLES, Store
from ikhtilaf.store.search import WORDS_CUT
from ikhtilaf.store.staged import Claims, Events, Layout, Values, statements
from ikhtilaf.store.words import Words

_STAGING = Path(__file__).with_name("stream.sql")
_OPEN_PAST, _OPEN_FUTURE = -(10**9), 10**9
"""Where a timeline puts what has no first or no last day, as `store.order` does."""


class Twice(NamedTuple):
    """An event whose id one before it has: its number and line, and the line of the one before."""

    number: int
    line: int
    before: int
    id: str


class Stream:
    """Takes the rows of events; `order` and then `finish` make the compiled log at `target`, a path without a database
    yet. Until then a file beside it holds what came; `close` removes it. Raises OSError where that cannot be written.
    """

    def __init__(self, target: str) -> None:
        self._target, self._staged = target, f"{target}-rows"
        self._words = Words(self._staged)
        self._places, self._sources = set[int | None](), set[int]()
        """What the events that came refer to."""
        self._layout = Layout()
        self._dropped = False
        self._days: tuple[int | None, int | None, int] | None = None
        self._connection = sqlite3.connect(target, isolation_level=None)
        try:
            with _told_as_oserror():
                self._prepare()
        except OSError:
            self.close()
            raise

    def _prepare(self) -> None:
        self._connection.execute("ATTACH ? AS staged", (self._staged,))
        for pragma in (
            # As in `compile_log`: it is written once, and renamed into place when it is whole. Large pages take fewer
            # reads and writes.
            *("main.page_size = 16384", "staged.page_size = 16384", "main.locking_mode = EXCLUSIVE"),
            *("main.journal_mode = OFF", "staged.journal_mode = OFF"),
            *("main.synchronous = OFF", "staged.synchronous = OFF", "secure_delete = OFF", "temp_store = FILE"),
            *("main.cache_size = -16384", "staged.cache_size = -8192", "temp.cache_size = -4096"),
        ):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(TABLES.read_text("utf-8"))
        self._connection.executescript(_STAGING.read_text("utf-8"))
        self._connection.execute("BEGIN")

    def take(self, values: Values, events: Events, claims: Claims) -> None:
        """Take what `Rows` has handed over, with the claims of each event. Raises OSError where it cannot be
        written.
        """
        rows = self._layout.rows(events, claims)
        *_, places, _lines, _titles, _texts = events
        _counts, sources, _cites, _notes = claims
        self._places.update(places)
        self._sources.update(sources)
        with _told_as_oserror():
            for table, some in (*values.items(), *rows.items()):
                for sql, part in statements(table, some):
                    self._connection.execute(sql, part)

    def drop_twice(self) -> Iterator[Twice]:
        """Drop every event whose id one before it has, and yield it."""
        connection = self._connection
        with _told_as_oserror():
            connection.execute("CREATE TEMP TABLE doubled AS SELECT id FROM came GROUP BY id HAVING count(*) > 1")
            if connection.execute("SELECT 1 FROM doubled LIMIT 1").fetchone() is None:
                return
            connection.execute("CREATE INDEX staged.came_id ON came (id)")
            sql = """SELECT c.s, c.line, f.line, c.id FROM doubled d JOIN came c ON c.id = d.id
                     JOIN came f ON f.s = (SELECT min(s) FROM came WHERE id = d.id)
                     WHERE c.s > f.s ORDER BY c.s"""
            connection.execute("CREATE TEMP TABLE twice AS " + sql)
            connection.execute("DELETE FROM came WHERE s IN (SELECT s FROM twice)")
            self._dropped = True
            yield from (Twice(*row) for row in connection.execute("SELECT * FROM twice"))

    def order(self) -> None:
        """Put the events in order, when all have come; what needs nothing but that begins in the background."""
        with _told_as_oserror():
            self._connection.execute(_ORDER)
            self._connection.execute("COMMIT")
            self._words.start()

    def used(self) -> tuple[set[int], set[int], set[int]]:
        """Return the numbers of the factions, places and sources that the events have that are in order."""
        factions = "SELECT DISTINCT p.faction FROM cast_part p"
        with _told_as_oserror():
            if not self._dropped:  # then all that came is left, and the tables need not be read
                return self._numbers(factions), {n for n in self._places if n is not None}, self._sources
            factions += " WHERE p.cast_ IN (SELECT cast_ FROM final_event)"
            places = "SELECT DISTINCT place FROM final_event WHERE place IS NOT NULL"
            sources = """SELECT DISTINCT c.source FROM final_event o CROSS JOIN came_claim c
                         ON c.n BETWEEN o.first_claim AND o.last_claim"""
            return self._numbers(factions), self._numbers(places), self._numbers(sources)

    def _numbers(self, sql: str) -> set[int]:
        return {int(row[0]) for row in self._connection.execute(sql)}

    def days(self) -> tuple[int | None, int | None, int]:
        """Return the first and the last day on which any event may fall, and the longest time between the two of one
        event, in days.
        """
        if self._days is None:
            sql = """SELECT min(coalesce(earliest, latest)), max(coalesce(latest, earliest)),
                     coalesce(max(latest - earliest), 0) FROM span"""
            if self._dropped:
                sql += " WHERE n IN (SELECT span FROM final_event)"
            with _told_as_oserror():
                first, last, longest = self._connection.execute(sql).fetchone()
            self._days = first, last, int(longest)
        return self._days

    def finish(
        self, log: Log, numbers: Mapping[str, Mapping[int, str]], told: Callable[[float], None] = lambda _done: None
    ) -> Store:
        """Compile: `log` has everything but the events; `numbers` tells of each faction, place and source by which id
        of the log the number is meant under which it came. Raises OSError where it cannot be written.
        """
        with _told_as_oserror():
            return self._finish(log, numbers, told)

    def _finish(self, log: Log, numbers: Mapping[str, Mapping[int, str]], told: Callable[[float], None]) -> Store:
        connection, compiler = self._connection, Compiler(self._connection)
        compiler.number(log)
        connection.execute("BEGIN")
        first, last, longest = self.days()
        for kind, ids in numbers.items():
            rows = [(came, compiler.numbers[kind][id_]) for came, id_ in ids.items()]
            connection.executemany(f"INSERT INTO final_{kind} VALUES (?, ?)", rows)  # noqa: S608 -- our own tables
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
        self._words.add_to(connection)
        if self._layout.cut:
            connection.execute(WORDS_CUT)
        self.close()
        return Store(sqlite3.connect(self._target, isolation_level=None, check_same_thread=False))

    def close(self) -> None:
        """End what goes on in the background, and close without a log; what was kept beside it is removed."""
        self._words.close()
        self._connection.close()
        with suppress(OSError):
            Path(self._staged).unlink(missing_ok=True)


@contextmanager
def _told_as_oserror() -> Iterator[None]:
    """Raise what SQLite says of a full disk and the like as OSError, for those who know no SQLite."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


_ORDER = f"""INSERT INTO staged.final_event (s, id, span, cast_, place, line, first_claim, last_claim)
SELECT c.* FROM came c JOIN span d ON d.n = c.span
ORDER BY coalesce(d.earliest, d.latest, {_OPEN_PAST}), coalesce(d.latest, {_OPEN_FUTURE}), c.id"""  # noqa: S608 -- numbers

_BEGAN = "CASE WHEN d.began < d.latest OR d.latest IS NULL THEN d.began ELSE d.latest END"
"""As `compile` has it: the smaller of the two, where both are known."""

_FILL = (
    f"""INSERT INTO event
    SELECT o.n, o.id, k.type, d.date, d.earliest, d.latest, d.earliest, d.latest, {_BEGAN}, 0, 0, t.title, 1, o.line
    FROM final_event o CROSS JOIN came_text t ON t.s = o.s CROSS JOIN span d ON d.n = o.span
    CROSS JOIN cast_ k ON k.n = o.cast_ ORDER BY o.n""",  # noqa: S608 -- a condition of our own
    """INSERT INTO event_text
    SELECT o.n, '', t.text, '' FROM final_event o CROSS JOIN came_text t ON t.s = o.s ORDER BY o.n""",
    """INSERT INTO final_part SELECT p.cast_, p.position, f.n, p.role FROM cast_part p
    CROSS JOIN final_faction f ON f.came = p.faction ORDER BY p.cast_, p.position""",
    """INSERT INTO event_faction
    SELECT o.n, p.position, p.faction, p.role FROM final_event o CROSS JOIN final_part p ON p.cast_ = o.cast_
    ORDER BY o.n, p.position""",
    """INSERT INTO event_place
    SELECT o.n, 0, p.n FROM final_event o CROSS JOIN final_place p ON p.came = o.place ORDER BY o.n""",
    """INSERT INTO final_pair SELECT p.cast_, p.position, a.n, b.n, min(a.n, b.n), max(a.n, b.n), p.state
    FROM cast_pair p CROSS JOIN final_faction a ON a.came = p.a CROSS JOIN final_faction b ON b.came = p.b
    ORDER BY p.cast_, p.position""",
    f"""INSERT INTO assertion
    SELECT NULL, o.n, p.a, p.b, p.low, p.high, p.state, 0, d.date, d.earliest, {_BEGAN},
           d.until, d.end_earliest, d.end_latest, '', 1, o.line
    FROM final_event o CROSS JOIN final_pair p ON p.cast_ = o.cast_ CROSS JOIN span d ON d.n = o.span
    ORDER BY o.n, p.position""",  # noqa: S608
    """INSERT INTO claim
    SELECT NULL, o.n, NULL, NULL, s.n, 'asserts', '', c.note, c.cites FROM final_event o
    CROSS JOIN came_claim c ON c.n BETWEEN o.first_claim AND o.last_claim
    CROSS JOIN final_source s ON s.came = c.source ORDER BY o.n, c.n""",
)
"""In each the events are the outer loop, so that rows come in the order of their keys, without sorting."""
