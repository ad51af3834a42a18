"""Days as places on a line: years, quarters and months, in pixels or in characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ikhtilaf.dates.days import MONTHS, day, split


class Scale(NamedTuple):
    """Days from `first` to before `end` on a line that begins at `x` and is `width` long."""

    first: int
    end: int
    x: float
    width: float

    def at(self, when: int) -> float:
        """Return where a day begins; days outside are put at the nearer edge."""
        inside = min(max(when, self.first), self.end)
        return self.x + (inside - self.first) * self.width / (self.end - self.first)


def year_starts(first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the first day drawn and each 1 January after it, with the year; of many years every 2nd, 5th, 10th, ..."""
    start, last = split(first)[0], split(end - 1)[0]
    step = next(step * 10**power for power in range(12) for step in (1, 2, 5) if (last - start) < 24 * step * 10**power)
    yield first, str(start)
    yield from ((day(year, 1, 1), str(year)) for year in range(start - start % step + step, last + 1, step))


def quarter_starts(first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the first days of April, July and October in between, with the month for short."""
    for year in range(split(first)[0], split(end - 1)[0] + 1):
        for month in (4, 7, 10):
            if first < day(year, month, 1) < end:
                yield day(year, month, 1), MONTHS[month][:3]


def cells(first: int, end: int, months: int) -> list[tuple[int, int]]:
    """Return the runs of so many months (1, 3, 12 or more) that the days from `first` to before `end` fall into, each
    from its first day to before its end; they begin where calendars have them begin.
    """
    year, month, _ = split(first)
    index = (year * 12 + month - 1) // months * months
    found = []
    while (start := day(*divmod_month(index), 1)) < end:
        index += months
        found.append((start, day(*divmod_month(index), 1)))
    return found


def divmod_month(index: int) -> tuple[int, int]:
    """Return year and month of a month counted from year 0."""
    year, month = divmod(index, 12)
    return year, month + 1


def cell_word(months: int) -> str:
    """Return what one cell is: a month, a quarter, a year, so many years."""
    named = {1: "a month", 3: "a quarter of a year", 12: "a year"}
    return named.get(months, f"{months // 12} years")
