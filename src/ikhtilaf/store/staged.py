"""What a stream of events is handed over as, and how it is laid out in rows of the tables in `stream.sql`.

It is plain numbers and texts, so that another process can gather it (`Rows`) than the one that writes (`Stream`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from ikhtilaf.dates import Date
from ikhtilaf.store.search import longer_than_kept

Value = int | str | None
Values = dict[str, list[Value]]
"""By table, the values of its rows, row behind row."""
Event = tuple[int, str, int, int, int | None, int, str, str]
"""The number of its row, its id, the numbers of its span, its cast and its place, its line, title and text."""
Claim = tuple[int, str, str]
"""The number of its source, a list of what it cites (`as_list`), and a note."""


class Handed(NamedTuple):
    """What is handed over at once: the rows of dates and casts, and the events, which refer to these and to earlier
    ones.
    """

    values: Values
    events: list[Event]


COLUMNS = {"span": 8, "cast_": 2, "cast_part": 4, "cast_pair": 5}
"""The tables of what many events refer to, with how many columns they have."""
_KEPT = tuple(COLUMNS)
COLUMNS |= {"came": 8, "came_text": 3, "came_words": 2, "came_claim": 4}
"""With those of the events."""

_MOST_VALUES = 999
"""Values that one statement takes in every SQLite."""
_FULL = _MOST_VALUES // COLUMNS["came"]
"""How many events are handed over at once: those of one statement; few stay in the processor's cache."""


class Rows:
    """Gathers rows and gives out their numbers; `hand_over` takes what has been gathered."""

    def __init__(self) -> None:
        self._spans = self._casts = 0
        self._values: Values = {table: [] for table in _KEPT}
        self.events: list[Event] = []
        """Those to be handed over; events are added here."""

    def span(self, date: Date, until: Date | None) -> int:
        """Take a date, with the last days of what begins then and ends of itself; return its number."""
        self._spans += 1
        days = (date.earliest, date.latest, date.begin_latest)
        end = (None, None, None) if until is None else (until.text, until.earliest, until.latest)
        self._values["span"] += (self._spans, date.text, *days, *end)
        return self._spans

    def cast(self, kind: str, parts: Sequence[tuple[int, str]], pairs: Sequence[tuple[int, int, str]]) -> int:
        """Take who takes part in a type of event: factions with their roles, pairs with their states; return its
        number.
        """
        self._casts += 1
        n, values = self._casts, self._values
        values["cast_"] += (n, kind)
        for position, part in enumerate(parts):
            values["cast_part"] += (n, position, *part)
        for position, pair in enumerate(pairs):
            values["cast_pair"] += (n, position, *pair)
        return n

    def full(self) -> bool:
        """Return whether it is time to hand over."""
        return len(self.events) >= _FULL

    def hand_over(self) -> Handed:
        """Return what has been gathered since this was asked last."""
        handed = Handed(self._values, self.events)
        self._values, self.events = {table: [] for table in _KEPT}, []
        return handed


class Layout:
    """Lays out events in rows."""

    def __init__(self) -> None:
        self._claims = 0
        self.cut = False
        """Whether any event had a word so long that the index of words cuts it."""

    def rows(self, events: Iterable[Event], claims: Iterable[Sequence[Claim]]) -> Values:
        """Return the rows of these events and of the claims of each."""
        came: list[Value] = []
        texts: list[Value] = []
        words: list[Value] = []
        said: list[Value] = []
        n = self._claims
        for (number, id_, span, cast, place, line, title, text), claimed in zip(events, claims, strict=True):
            first = n + 1
            every = f"{title}\n{text}"
            for source, cites, note in claimed:
                n += 1
                said += (n, source, cites, note)
                every += f"\n{note}"
            came += (number, id_, span, cast, place, line, first, n)
            texts += (number, title, text)
            words += (number, every.casefold())
            if longer_than_kept(every):
                self.cut = True
        self._claims = n
        return {"came": came, "came_text": texts, "came_words": words, "came_claim": said}


@cache
def insertion(table: str, rows: int) -> str:
    """Return the statement that inserts so many rows."""
    marks = ", ".join([f"({', '.join('?' * COLUMNS[table])})"] * rows)
    return f"INSERT INTO staged.{table} VALUES {marks}"  # noqa: S608 -- our own tables


def statements(table: str, values: list[Value]) -> Sequence[tuple[str, list[Value]]]:
    """Return the statements that insert these values, each with its own: as few as may be, for many rows at once take
    half the time of as many statements.
    """
    width = COLUMNS[table]
    step = _MOST_VALUES // width * width
    parts = [values[start : start + step] for start in range(0, len(values), step)]
    return [(insertion(table, len(part) // width), part) for part in parts]
