"""Dates of the made-up log: how a source might tell a day, with the first and last day that the words can mean.

Written without the program's own reading of dates, so that what the peers are given does not rest on what is measured.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from random import Random
from typing import NamedTuple

SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""The EDTF code of a season, and the first of its three months."""


class Vague(NamedTuple):
    """A date: its EDTF, its first and last possible day (numbers, inclusive; None is open), and `began`, the last day
    on which something dated so can have begun.
    """

    text: str
    first: int | None
    last: int | None
    began: int | None


def months(first: tuple[int, int], last: tuple[int, int]) -> tuple[int, int]:
    """Return the first day of one month and the last day of another, each given as (year, month); month 0 or 13 and
    beyond run over into the next year.
    """
    (year, month), (end_year, end_month) = _proper(*first), _proper(*last)
    return date(year, month, 1).toordinal(), date(end_year, end_month, monthrange(end_year, end_month)[1]).toordinal()


def _proper(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def told(day: int, random: Random) -> Vague:
    """Return one of the ways in which a source tells this day; the day lies within what the words can mean."""
    when = date.fromordinal(day)
    year, month = when.year, when.month
    text = f"{year}-{month:02}"
    whole = months((year, month), (year, month))
    kind = random.choices(KINDS, WEIGHTS)[0]
    if kind == "by month":
        return Vague(f"../{text}", None, whole[1], whole[1])
    if kind == "month":
        return Vague(text, *whole, whole[1])
    if kind == "year":
        span = months((year, 1), (year, 12))
        return Vague(str(year), *span, span[1])
    if kind == "season":
        return _season(year, month)
    if kind == "about month":
        span = months((year, month - 1), (year, month + 1))
        return Vague(f"{text}~", *span, span[1])
    if kind == "between":
        return _between(year, month, random)
    if kind == "from month":
        return Vague(f"{text}/..", whole[0], None, whole[1])
    return Vague(when.isoformat(), day, day, day)


KINDS = ("by month", "month", "year", "season", "about month", "between", "from month", "day")
WEIGHTS = (25, 25, 14, 8, 6, 14, 2, 6)
"""Roughly how often the shipped log tells its dates in each way."""


def _season(year: int, month: int) -> Vague:
    begins = month - month % 3 if month % 12 > 2 else 12
    year -= month < 3
    code = next(code for code, first in SEASONS.items() if first == begins)
    span = months((year, begins), (year, begins + 2))
    return Vague(f"{year}-{code}", *span, span[1])


def _between(year: int, month: int, random: Random) -> Vague:
    before, behind = random.randrange(3), random.randrange(1, 3)
    (year_a, month_a), (year_b, month_b) = _proper(year, month - before), _proper(year, month + behind)
    span = months((year_a, month_a), (year_b, month_b))
    return Vague(f"{year_a}-{month_a:02}/{year_b}-{month_b:02}", *span, span[1])
