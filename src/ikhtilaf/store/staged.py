"""What a stream of events is handed over as, and how it is laid out in rows of the tables in `stream.sql`.

It is plain numbers and texts, so that another process can gather it (`Rows`) than the one that writes (`Stream`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any, NamedTuple

from ikhtilaf.dates import Date
from ikhtilaf.store.search import any_longer_than_kept

Value = int | str | None
Values = dict[str, list[Value]]
"""By table, the values of its rows, row behind row."""
Events = tuple[list[int], list[str], list[int], list[int], list[int | None], list[int], list[str], list[str]]
"""Of each event the number of its row, its id, the numbers of its span, its cast and its place, its line, title and
text.
"""
Claims = tuple[list[int], list[int], list[str], list[str]]
"""How many claims each event has; then of each claim the number of its source, a list of what it cites (`as_list`),
and a note.
"""


class Handed(NamedTuple):
    """What is handed over at once: the rows of dates and casts, and the events, which refer to these and to earlier
    ones.
    """

    values: Values
    events: Events


COLUMNS = {"span": 8, "cast_": 2, "cast_part": 4, "cast_pair": 5}
"""The tables of what many events refer to, with how many columns they have."""
_KEPT = tuple(COLUMNS)
COLUMNS |= {"came": 8, "came_text": 3, "came_claim": 4}
"""With those of the events."""

_MOST_VALUES = 999
"""Values that one statement takes in every SQLite."""
_FULL = _MOST_VALUES // COLUMNS["came"]
"""How many events are handed over at once: those of one statement; few stay in the processor's cache."""


def _none() -> Events:
    return [], [], [], [], [], [], [], []


class Rows:
    """Gathers rows and gives out their numbers; `hand_over` takes what has been gathered."""

    def __init__(self) -> None:
        self._spans = self._casts = 0
        self._values: Values = {table: [] for table in _KEPT}
        self.events: Events = _none()
        """Those to be handed over."""

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

    def add(self, *events: Iterable[Any]) -> None:
        """Take events, by the columns that they are handed over in."""
        for held, more in zip(self.events, events, strict=True):
            held.extend(more)  # type: ignore[attr-defined]  # a list, whatever it holds

    def full(self) -> bool:
        """Return whether it is time to hand over."""
        return len(self.events[0]) >= _FULL

    def hand_over(self) -> Handed:
        """Return what has been gathered since this was asked last."""
        handed = Handed(self._values, self.events)
        self._values, self.events = {table: [] for table in _KEPT}, _none()
        return handed


class Layout:
    """Lays out events in rows."""

    def __init__(self) -> None:
        self._claims = 0
        self.cut = False
        """Whether any event had a word so long that the index of words cuts it."""

    def rows(self, events: Events, claims: Claims) -> Values:
        """Return the rows of these events and of the claims of each."""
        numbers, ids, spans, casts, places, lines, titles, texts = events
        counts, sources, cites, notes = claims
        ends = list(accumulate(counts, initial=self._claims))
        begin, self._claims = self._claims, ends[-1]
        firsts = [last + 1 for last in ends[:-1]]
        if any(map(any_longer_than_kept, (titles, texts, notes))):
            self.cut = True
        return {
            "came": _flat(numbers, ids, spans, casts, places, lines, firsts, ends[1:]),
            "came_text": _flat(numbers, titles, texts),
            "came_claim": _flat(range(begin + 1, self._claims + 1), sources, cites, notes),
        }


def _flat(*columns: Iterable[Value]) -> list[Value]:
    """Return the values of columns, row behind row."""
    return list(chain.from_iterable(zip(*columns, strict=True)))


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
