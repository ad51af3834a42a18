"""One date of EDTF without a time, taken apart: its parts as written, its qualifiers, and the days that it may mean.

    point = [mark] year [mark] [ "-" [mark] month [mark] [ "-" [mark] day [mark] ] ]
    mark  = "?" | "~" | "%"
    year  = ["-"] 4 * (digit | "X")  |  "Y" ["-"] 5 to 12 digits, the first not 0, and no month after it
    month = 2 * (digit | "X")        -- 01 to 12, or a grouping of months 21 to 41, then without a day
    day   = 2 * (digit | "X")

A mark to the right of a part qualifies it and all to its left, a mark to the left only that part. For how far a date
is widened only the part counts at which a mark stands; of several marks the one that widens furthest. Unspecified
digits may be any digit, so `XXXX` is any year from 0000 to 9999.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from ikhtilaf.dates.conventions import GROUPINGS, WIDENING, WIDENING_BEFORE_FINER, Widening
from ikhtilaf.dates.days import MONTHS, day, month_length, shift_months
from ikhtilaf.dates.errors import ImpossibleDateError

_POINT = re.compile(
    r"([?~%]?)(?:(-?[0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
    r"|(Y-?[1-9][0-9]{4,11})([?~%]?))"
)
_YEAR_UNITS = ("year", "decade", "century", "millennium")


class Point(NamedTuple):
    """The parts of one date as written (empty: not given), and the marks that stand at each."""

    text: str
    year: str
    month: str
    day: str
    marks: tuple[str, str, str]

    @property
    def approximate(self) -> bool:
        """Whether any part is qualified with `~` or `%`."""
        return any("~" in mark or "%" in mark for mark in self.marks)

    @property
    def uncertain(self) -> bool:
        """Whether any part is qualified with `?` or `%`."""
        return any("?" in mark or "%" in mark for mark in self.marks)

    @property
    def grouping(self) -> bool:
        """Whether a season or another part of the year stands in place of a month."""
        return self.month.isdigit() and int(self.month) in GROUPINGS


def read(text: str) -> Point | None:
    """Take one date apart; None if it has not the form. Whether there is such a day is left to `bounds`."""
    found = _POINT.fullmatch(text)
    if found is None:
        return None
    before, year, after, *rest, letter_year, letter_after = (group or "" for group in found.groups())
    if letter_year:
        return Point(text, letter_year, "", "", (before + letter_after, "", ""))
    month_before, month, month_after, day_before, of_month, day_after = rest
    if year == "-0000":
        return None
    marks = (before + after, month_before + month_after, day_before + day_after)
    return Point(text, year, month, of_month, marks)


def bounds(point: Point) -> tuple[int, int]:
    """Return the first and the last day that the date may mean, qualifiers included.

    Raises ImpossibleDateError where there is no such day.
    """
    first, last = _plain_bounds(point)
    earliest, latest = first, last
    for widening, times in _widenings(point):
        start = shift_months(first, -widening.months * times) - widening.days * times
        end = shift_months(last, widening.months * times, keep_end=True) + widening.days * times
        earliest, latest = min(earliest, start), max(latest, end)
    return earliest, latest


def year_number(year: str) -> int:
    """Return the number of a year without unspecified digits."""
    return int(year.removeprefix("Y"))


def _plain_bounds(point: Point) -> tuple[int, int]:
    """Return the first and the last day that fit what is written, without regard to qualifiers."""
    years = _years(point.year)
    if point.grouping:
        if point.day:
            raise ImpossibleDateError(point.text, f"{point.month} is a part of the year, which has no numbered days")
        grouping = GROUPINGS[int(point.month)]
        start = shift_months(day(years[0], 1, 1), grouping.first - 1)
        return start, shift_months(day(years[-1], 1, 1), grouping.first - 1 + grouping.months) - 1
    months = _fitting(point.month or "XX", 12)
    if not months:
        raise ImpossibleDateError(point.text, f"there is no month {point.month}, nor a part of the year of that number")
    days = _fitting(point.day or "XX", 31)
    if not days:
        raise ImpossibleDateError(point.text, f"no month has a day {point.day}")
    first = _first_fit(years, months, days)
    last = _first_fit(years[::-1], months[::-1], days[::-1])
    if first is None or last is None:
        raise ImpossibleDateError(point.text, _why_no_day(point, years, months))
    return first, last


def _why_no_day(point: Point, years: list[int], months: list[int]) -> str:
    """Say why no day fits: the month is too short, or no month and year go together with it."""
    if len(years) == 1 and len(months) == 1:
        return f"{MONTHS[months[0]]} {point.year} has {month_length(years[0], months[0])} days"
    return "no day fits it"


def _years(year: str) -> list[int]:
    """Return the years that a year as written may mean, in order."""
    if "X" not in year:
        return [year_number(year)]
    digits = year.removeprefix("-")
    choices = ("0123456789" if char == "X" else char for char in digits)
    years = [int("".join(chosen)) for chosen in itertools.product(*choices)]
    # There is no year -0000: the year before 1 is written 0000.
    return [-number for number in reversed(years) if number] if year.startswith("-") else years


def _fitting(pattern: str, most: int) -> list[int]:
    """Return the numbers from 1 to `most` that two digits or X may mean."""
    tens, ones = pattern[0], pattern[1]
    return [n for n in range(1, most + 1) if tens in ("X", str(n // 10)) and ones in ("X", str(n % 10))]


def _first_fit(years: list[int], months: list[int], days: list[int]) -> int | None:
    """Return the first day, in the order of the lists, that the calendar has; None if it has none of them."""
    for year in years:
        for month in months:
            length = month_length(year, month)
            for of_month in days:
                if of_month <= length:
                    return day(year, month, of_month)
    return None


def _widenings(point: Point) -> list[tuple[Widening, int]]:
    """Return what the marks of a date add, and how many times."""
    if not any(point.marks):
        return []
    parts = [part for part in (point.year, point.month, point.day) if part]
    while parts and not parts[-1].strip("X"):
        parts.pop()  # a part that is wholly unspecified is no precision: 1985-XX~ is widened as 1985~
    found: dict[int, str] = {}
    for position, mark in enumerate(point.marks):
        place = min(position, len(parts) - 1)
        found[place] = found.get(place, "") + mark
    return [
        (_widening(point, place, finer=place < len(parts) - 1), len(set(marks.replace("%", "~?"))))
        for place, marks in found.items()
        if marks and place >= 0
    ]


def _widening(point: Point, place: int, *, finer: bool) -> Widening:
    """Return what one mark adds at the year (0), the month (1) or the day (2); `finer`: more is given after it."""
    if place == 0:
        unspecified = len(point.year) - len(point.year.rstrip("X"))
        if unspecified == 4:
            return Widening()  # any year at all is wide enough
        unit = _YEAR_UNITS[unspecified]
    elif place == 1:
        unit = "grouping" if point.grouping else "month"
    else:
        unit = "day"
    return (WIDENING_BEFORE_FINER if finer else WIDENING)[unit]
