"""Dates in English that have only one meaning, turned into EDTF.

These are read: "18 October 2017", "October 18, 2017", "Wed 18 Oct 2017", "Oct 2017", "2017/10/18", "18/10/2017",
"summer 2015", "winter 2014/15", "first half of 2015", "Q3 2015", "early 2015", "the 2010s"; and "about" before any of
them that is not vague already. Nothing is filled in: what is not typed is not known. So a date without a year of four
digits is refused, and so is whatever depends on today.
"""

from __future__ import annotations

import re

from ikhtilaf.dates import points
from ikhtilaf.dates.conventions import GROUPINGS, PARTS_OF_YEAR
from ikhtilaf.dates.days import MONTHS, day, month_length
from ikhtilaf.dates.errors import ImpossibleDateError, UnreadableDateError

_MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS) if name}
_MONTH_NUMBERS |= {name[:3]: number for name, number in _MONTH_NUMBERS.items()} | {"sept": 9}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY_NUMBERS = {name: number for number, full in enumerate(_WEEKDAYS) for name in (full, full[:3])}
_FILLERS = {"of", "on", "st", "nd", "rd", "th"}
_OF_TODAY = {"now", "today", "tonight", "yesterday", "tomorrow", "ago", "last", "next", "this", "past", "previous"}
_NO_YEAR = "it has no year of four digits"

_PARTS = {part.words.removesuffix(" {}"): code for code, part in GROUPINGS.items() if code < 25}
_PARTS |= {part.words.removesuffix(" of {}"): code for code, part in GROUPINGS.items() if code > 32}
_PARTS |= {f"q{number}": 32 + number for number in range(1, 5)} | {"fall": 23}

_ABOUT = re.compile(r"(?:about|around|circa|ca|c)(?:\. ?| )(.+)")
_DECADE = re.compile(r"([0-9]{3})0['’]?s")
_PART = re.compile(rf"({'|'.join(_PARTS)})(?: of|,)? ([0-9]{{4}})(?: ?[/–-] ?([0-9]{{4}}|[0-9]{{2}}))?")
_QUARTER = re.compile(r"([0-9]{4})[ -](q[1-4])")
_VAGUE = re.compile(rf"({'|'.join(PARTS_OF_YEAR)})[ -](?:in )?([0-9]{{4}})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_YEAR_LAST = re.compile(r"(?:([0-9]{1,2})([-/. ]))?([0-9]{1,2})(?(2)\2|[-/. ])([0-9]{4})")
_WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|[0-9]+")
_PUNCTUATION = re.compile(r"[ ,.'’/-]*")


def to_edtf(text: str) -> str:
    """Return the EDTF for a date in English. Raises UnreadableDateError or ImpossibleDateError.

    What comes back after "about" has the form of a date, but `parse` may still find that there is no such day.
    """
    return _edtf(" ".join(text.lower().split()).removeprefix("in ").removeprefix("the "), text)


def _edtf(typed: str, text: str) -> str:
    """Return the EDTF for words in lower case; `text` is what was typed, for messages."""
    if found := _ABOUT.fullmatch(typed):
        return _about(found[1].removeprefix("the "), text)
    if found := _DECADE.fullmatch(typed):
        return f"{found[1]}X"
    if found := _VAGUE.fullmatch(typed):
        return PARTS_OF_YEAR[found[1]].format(found[2])
    if found := _PART.fullmatch(typed):
        return _part_of_year(found[1], found[2], found[3] or "", text)
    if found := _QUARTER.fullmatch(typed):
        return f"{found[1]}-{_PARTS[found[2]]}"
    if found := _YEAR_FIRST.fullmatch(typed):
        return _numbers(text, found[1], [(found[3], found[4] or "")])
    if found := _YEAR_LAST.fullmatch(typed):
        first, second = found[1] or "", found[3]
        return _numbers(text, found[4], [(second, first), (first, second)] if first else [(second, "")])
    return _named_month(typed, text)


def _about(rest: str, text: str) -> str:
    """Return what follows "about", qualified; it may be EDTF itself."""
    edtf = rest.upper() if points.read(rest.upper()) else _edtf(rest, text)
    if any(mark in edtf for mark in "?~%"):
        raise UnreadableDateError(text, "it is vague twice over")
    return f"{edtf}~"


def _part_of_year(part: str, year: str, next_year: str, text: str) -> str:
    """Return a season or another part of a year; a second year may only follow a winter, and be the next."""
    code = _PARTS[part]
    if next_year and (not GROUPINGS[code].ends_next_year or int(next_year) != (int(year) + 1) % 10 ** len(next_year)):
        raise UnreadableDateError(text, "it names two years", f"{year}-{code:02d}")
    return f"{year}-{code:02d}"


def _numbers(text: str, year: str, readings: list[tuple[str, str]]) -> str:
    """Return the one date that figures can mean; `readings` are the pairs of month and day that they may be."""
    possible = {}
    for month, of_month in readings:
        if 1 <= int(month) <= 12 and (not of_month or 1 <= int(of_month) <= month_length(int(year), int(month))):
            edtf = f"{year}-{int(month):02d}" + (f"-{int(of_month):02d}" if of_month else "")
            possible[edtf] = int(month), of_month
    if not possible:
        raise ImpossibleDateError(text, "there is no such month or day")
    if len(possible) > 1:
        words = (f"{edtf} ({int(of)} {MONTHS[month]} {year})" for edtf, (month, of) in possible.items())
        raise UnreadableDateError(text, "it may mean two days", " or ".join(words))
    return next(iter(possible))


def _named_month(typed: str, text: str) -> str:
    """Return a month or a day whose month is named, as dateutil reads it."""
    parts: list[str] = _WORD_OR_NUMBER.findall(typed)
    numbers = [part for part in parts if part.isdecimal()]
    words = [part for part in parts if not part.isdecimal()]
    _refuse_words(words, text)
    if not _PUNCTUATION.fullmatch(_WORD_OR_NUMBER.sub("", typed)):
        raise UnreadableDateError(text)
    months = [_MONTH_NUMBERS[word] for word in words if word in _MONTH_NUMBERS]
    years = [number for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) <= 2]
    if len(years) != 1:
        raise UnreadableDateError(text, _NO_YEAR if not years else "it has more than one year")
    if len(months) != 1 or len(days) > 1 or len(years) + len(days) != len(numbers):
        raise UnreadableDateError(text, "it is more or less than a day, a month and a year")
    wanted = (int(years[0]), months[0], days[0] if days else None)
    if wanted[2] is not None and not 1 <= wanted[2] <= month_length(*wanted[:2]):
        raise ImpossibleDateError(text, f"{MONTHS[wanted[1]]} {years[0]} has {month_length(*wanted[:2])} days")
    if _through_dateutil(typed) != wanted:
        raise UnreadableDateError(text)
    _check_weekday([_WEEKDAY_NUMBERS[word] for word in words if word in _WEEKDAY_NUMBERS], wanted, text)
    return f"{years[0]}-{wanted[1]:02d}" + (f"-{wanted[2]:02d}" if wanted[2] is not None else "")


def _refuse_words(words: list[str], text: str) -> None:
    """Refuse words that are not part of a date, and say why."""
    for word in words:
        if word in _OF_TODAY:
            raise UnreadableDateError(text, f'"{word}" depends on the day on which it is read')
    for word in words:
        if word not in _MONTH_NUMBERS and word not in _WEEKDAY_NUMBERS and word not in _FILLERS:
            raise UnreadableDateError(text)


def _check_weekday(weekdays: list[int], date: tuple[int, int, int | None], text: str) -> None:
    """Refuse a day of the week without a date, and one on which the date did not fall."""
    year, month, of_month = date
    if weekdays and of_month is None:
        raise UnreadableDateError(text, "a day of the week does not say which day")
    if of_month is not None:
        actual = (day(year, month, of_month) - 1) % 7  # day 1 was a Monday
        if any(weekday != actual for weekday in weekdays):
            raise ImpossibleDateError(text, f"{of_month} {MONTHS[month]} {year} is a {_WEEKDAYS[actual].title()}")


def _through_dateutil(typed: str) -> tuple[int | None, int | None, int | None] | None:
    """Return year, month and day as dateutil understands them, None for each that was not typed; None if it cannot.

    dateutil fills what it is not told from a default. Two defaults that have nothing in common show what was filled.
    """
    from datetime import datetime

    from dateutil.parser import parse as read

    try:
        one = read(typed.replace("’", "'"), default=datetime(2000, 1, 1))  # noqa: DTZ001 - a day has no time zone
        two = read(typed.replace("’", "'"), default=datetime(2004, 2, 15))  # noqa: DTZ001
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, AssertionError):
        return None  # its ParserError is a ValueError; the others it lets slip on odd input
    return (
        one.year if one.year == two.year else None,
        one.month if one.month == two.month else None,
        one.day if one.day == two.day else None,
    )
