"""What a stream of events is handed over as: the values of rows of the tables in `stream.sql`, row behind row.

They are plain numbers and texts, so that another process can gather them (`Rows`) than the one that writes (`Stream`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ikhtilaf.dates import Date

Value = int | str | None
Values = dict[str, list[Value]]
"""By table, the values of its rows."""

COLUMNS = {"span": 8, "cast_": 2, "cast_part": 4, "cast_pair": 5, "came": 8, "came_text": 3, "came_claim": 4}
"""The tables, with how many columns they have."""

_MOST_VALUES = 999
"""Values that one statement takes in every SQLite."""
_FULL = 4 * (_MOST_VALUES // COLUMNS["came"]) * COLUMNS["came"]
"""How many values of the table of events are handed over at once."""


class Rows:
    """Gathers rows and gives out their numbers; `hand_over` takes what has been gathered."""

    def __init__(self) -> None:
        self._spans = self._casts = self._claims = 0
        self._values: Values = {table: [] for table in COLUMNS}

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
        values, n = self._values, self._claims
        first, taken = n + 1, values["came_claim"]
        for claim in claims:
            n += 1
            taken.append(n)
            taken += claim
        self._claims = n
        values["came"] += (number, id_, *about, first, n)
        values["came_text"] += (number, title, text)

    def full(self) -> bool:
        """Return whether it is time to hand over."""
        return len(self._values["came"]) >= _FULL

    def hand_over(self) -> Values:
        """Return what has been gathered since this was asked last."""
        values, self._values = self._values, {table: [] for table in COLUMNS}
        return values


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
