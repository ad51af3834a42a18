"""Days as numbers: the proleptic Gregorian calendar counted from 0001-01-01, which is day 1, for any year.

For the years 1 to 9999 the number is that of `datetime.date.toordinal`. Years are astronomical, as in ISO 8601: the
year 0 is 1 BC, the year -1 is 2 BC. All of it is integer arithmetic, so no year is too early or too late.
"""

from __future__ import annotations

_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LENGTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

MONTHS = (
    *("", "January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The names of the months; January is 1."""


def is_leap(year: int) -> bool:
    """Return whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Return how many days the month (1 to 12) of that year has."""
    return 29 if month == 2 and is_leap(year) else _LENGTH[month]


def day(year: int, month: int, day: int) -> int:
    """Return the number of a day. It is not checked that the month has such a day: see `month_length`."""
    before = year - 1
    leap_day = 1 if month > 2 and is_leap(year) else 0
    return before * 365 + before // 4 - before // 100 + before // 400 + _BEFORE_MONTH[month] + leap_day + day


def split(day: int) -> tuple[int, int, int]:
    """Return year, month and day of a day number; `day(*split(n)) == n`."""
    fours, rest = divmod(day - 1, 146_097)  # days in 400 years
    centuries, rest = divmod(rest, 36_524)  # in 100 years; the fourth century has one more
    cycles, rest = divmod(rest, 1_461)  # in 4 years
    years, rest = divmod(rest, 365)
    year = fours * 400 + centuries * 100 + cycles * 4 + years + 1
    if centuries == 4 or years == 4:  # the one day more that ends a leap year
        return year - 1, 12, 31
    month = min(rest // 29 + 1, 12)  # never too low; at most one too high
    leap = is_leap(year)
    if rest < _BEFORE_MONTH[month] + (1 if leap and month > 2 else 0):
        month -= 1
    return year, month, rest - _BEFORE_MONTH[month] - (1 if leap and month > 2 else 0) + 1


def shift_months(day_number: int, months: int, *, keep_end: bool = False) -> int:
    """Return the same day of the month so many months later (negative: earlier), or the last day of a shorter month.

    With `keep_end`, the last day of a month becomes the last day of the other: 30 June plus one month is 31 July.
    """
    year, month, of_month = split(day_number)
    years, month_before = divmod(month - 1 + months, 12)
    length = month_length(year + years, month_before + 1)
    at_end = keep_end and of_month == month_length(year, month)
    return day(year + years, month_before + 1, length if at_end else min(of_month, length))


def iso_year(year: int) -> str:
    """Return a year as EDTF writes it: `2017`, `0476`, `-1985`; beyond four digits `Y170000002`, `Y-170000002`."""
    if not -9999 <= year <= 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def iso(day: int) -> str:
    """Return a day number as text: `2017-10-18`, before the year 0 `-1985-04-12`.

    EDTF has no days in years of more than four digits; they are written all the same, as `Y12017-10-18`.
    """
    year, month, of_month = split(day)
    return f"{iso_year(year)}-{month:02d}-{of_month:02d}"
