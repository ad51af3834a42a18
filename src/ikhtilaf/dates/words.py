"""Dates in short plain English, for tables where a source's own words are missing."""

from __future__ import annotations

from functools import lru_cache

from ikhtilaf.dates import points
from ikhtilaf.dates.conventions import GROUPINGS
from ikhtilaf.dates.days import MONTHS, split
from ikhtilaf.dates.edtf import Date


def in_words(date: Date) -> str:
    """Return the date in words: `2014-12~` is "about December 2014", `../2015-22` is "by summer 2015".

    A date that was not read from EDTF but built from day numbers of years beyond four digits comes back as its text.
    """
    return _in_words(date.text)


@lru_cache(maxsize=4_096)
def _in_words(text: str) -> str:
    if "/" in text:
        return _interval(*text.split("/"))
    if "T" in text:
        written, _, time = text.partition("T")
        return f"{_end(written)}, {_time(time)}"
    point = points.read(text)
    if point is None:
        return text
    return f"{_about(point)}, uncertain" if point.uncertain else _about(point)


def _interval(start: str, end: str) -> str:
    """Return an interval in words. What is open (`..`) is left to the preposition; what is unknown (empty) is said."""
    if start in ("", "..") and end in ("", ".."):
        return "date unknown"
    if end in ("", ".."):
        return f"from {_end(start)} on" if end else f"from {_end(start)}, end unknown"
    if start in ("", ".."):
        return f"by {_end(end)}" if start else f"by {_end(end)}, start unknown"
    return f"{_without_repeats(start, end)} to {_end(end)}"


def _end(text: str) -> str:
    """Return one end of an interval in words; a doubt goes into brackets, for a comma would reach too far."""
    point = points.read(text)
    if point is None:
        return text
    return f"{_about(point)} (uncertain)" if point.uncertain else _about(point)


def _without_repeats(start: str, end: str) -> str:
    """Return the start of an interval in words, without the year and the month that its end names as well."""
    first, last = points.read(start), points.read(end)
    words = _end(start)
    if first is None or last is None or first.uncertain or not _is_exact(first) or not _is_exact(last):
        return words
    if first.year != last.year or bool(first.day) != bool(last.day) or not first.month or start == end:
        return words
    words = words.removesuffix(f" {_year(first.year)}")
    return words.removesuffix(f" {MONTHS[int(first.month)]}") if first.day and first.month == last.month else words


def _is_exact(point: points.Point) -> bool:
    """Return whether it is a plain year, month or day, though it may be qualified."""
    return not point.grouping and "X" not in point.text


def _about(point: points.Point) -> str:
    """Return a date in words, with "about" before it if it is approximate."""
    words = _plain(point)
    if not point.approximate:
        return words
    return f"roughly {words}" if words.startswith(("between", "some")) else f"about {words}"


def _plain(point: points.Point) -> str:
    """Return a date in words without regard to its qualifiers."""
    if point.grouping and "X" not in point.year:
        grouping = GROUPINGS[int(point.month)]
        year = points.year_number(point.year)
        next_year = f"/{(year + 1) % 100:02d}" if grouping.ends_next_year and year > 0 else ""
        return grouping.words.format(_year(point.year) + next_year)
    if _is_exact(point):
        month = f"{MONTHS[int(point.month)]} " if point.month else ""
        return f"{int(point.day)} {month}{_year(point.year)}" if point.day else f"{month}{_year(point.year)}"
    return _unspecified(point)


def _unspecified(point: points.Point) -> str:
    """Return a date with unspecified digits in words."""
    if "X" not in point.year:
        if not point.day.strip("X") and point.month == "XX":
            return f"some {'day' if point.day else 'month'} in {_year(point.year)}"
        if point.day == "XX" and "X" not in point.month:
            return f"some day in {MONTHS[int(point.month)]} {_year(point.year)}"
    elif not point.month and point.year[0] in "123456789" and point.year.find("X") == 3:
        return f"{point.year[:3]}0s"
    bare = point._replace(marks=("", "", ""))
    first, last = (split(bound) for bound in points.bounds(bare))
    if not (point.month + point.day).strip("X"):
        return f"between {_number(first[0])} and {_number(last[0])}"
    days = [f"{of_month} {MONTHS[month]} {_number(year)}" for year, month, of_month in (first, last)]
    return f"between {days[0]} and {days[1]}"


def _year(year: str) -> str:
    return _number(points.year_number(year))


def _number(year: int) -> str:
    """Return a year as it is said: the year 0 is 1 BC, and three digits or fewer would not look like a year."""
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year > 999 else f"AD {year}"


def _time(time: str) -> str:
    """Return a time of day with its zone."""
    clock, zone = time[:8], time[8:]
    if not zone:
        return clock
    return f"{clock} UTC" if zone == "Z" else f"{clock} UTC{zone}"
