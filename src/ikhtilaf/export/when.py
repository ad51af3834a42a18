"""Vague dates for formats that know only days: the days that something may have been on, and the words to put beside.

A format that wants a first day gets one also where none is known: that of the log's own span, or else the other bound
of the date. Such a day is never given without words that say so.
"""

from __future__ import annotations

from typing import NamedTuple

from ikhtilaf.dates import DateError, parse
from ikhtilaf.export.request import Row
from ikhtilaf.render.sheets import day_words, words_of

Bounds = tuple[int | None, int | None]


class Days(NamedTuple):
    """The first and the last day of a span, both inclusive, and which of them no source gives."""

    first: int
    last: int
    open_start: bool = False
    open_end: bool = False

    @property
    def remark(self) -> str:
        """What to say of a bound that only the format wants; empty where there is none."""
        if self.open_start and self.open_end:
            return "No date is given: shown here on the days that the log covers."
        if self.open_start:
            shown = "on the last day that it may have been" if self.first == self.last else "from where the log begins"
            return f"No first day is given: shown here {shown}."
        if self.open_end:
            shown = "on the first day that it may have been" if self.first == self.last else "to where the log ends"
            return f"No last day is given: shown here {shown}."
        return ""

    @property
    def exact(self) -> bool:
        """Whether it is one day, and known."""
        return self.first == self.last and not self.open_start and not self.open_end


def possible_days(date: str, covers: Bounds) -> Days | None:
    """Return the days that a date in EDTF may mean, an open side cut where the log's own span ends.

    None where neither the date nor the log has any bound.
    """
    earliest, latest = bounds_of(date)
    first, last = earliest, latest
    if first is None:
        first = covers[0] if last is None or covers[0] is None or covers[0] <= last else last
        first = last if first is None else first
    if last is None:
        last = covers[1] if covers[1] is None or first is None or covers[1] >= first else first
        last = first if last is None else last
    if first is None:
        first = last
    if first is None or last is None:
        return None
    return Days(first, last, earliest is None, latest is None)


def bounds_of(date: str | None) -> Bounds:
    """Return the first and the last day that a date in EDTF may mean; open where it is none."""
    if not date:
        return None, None
    try:
        parsed = parse(date)
    except DateError:
        return None, None
    return parsed.earliest, parsed.latest


def dated(row: Row) -> str:
    """Return the date of an event in words, with the source's own beside it where those are others."""
    words, wording = words_of(row["date"]), row["wording"].strip()
    return f"{words} (“{wording}”)" if wording and wording.casefold() not in words.casefold() else words


_OPEN = ("", "..")


def began_words(date: str | None) -> str:
    """Return when a state began, in words to stand behind it: "since 18 October 2017", "by 2015"."""
    start, slash, end = (date or "").partition("/")
    if slash and end in _OPEN:
        return "since a day that is not told" if start in _OPEN else f"since {words_of(start)}"
    words = day_words(date)
    return words if words.startswith(("by ", "between ")) else words and f"since {words}"


def ended_words(date: str | None) -> str:
    """Return when a state ended, in words to stand behind it: "until 18 October 2017", "ended by 2015"."""
    start, slash, end = (date or "").partition("/")
    if slash and end in _OPEN:
        return "ended on a day that is not told" if start in _OPEN else f"until {words_of(start)} or later"
    words = day_words(date)
    return f"ended {words}" if words.startswith(("by ", "between ")) else words and f"until {words}"
