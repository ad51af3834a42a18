"""Day numbers agree with the standard library where it has years, and with the calendar's rules where it has none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikhtilaf.dates.days import day, iso, iso_year, month_length, shift_months, split

ANY_DAY = st.integers(-(10**15), 10**15)


@given(st.dates())
def test_agrees_with_the_standard_library(known: date) -> None:
    number = known.toordinal()
    assert day(known.year, known.month, known.day) == number
    assert split(number) == (known.year, known.month, known.day)
    assert iso(number) == known.isoformat()


@pytest.mark.parametrize("year", [1, 4, 99, 100, 399, 400, 1899, 1900, 1999, 2000, 2015, 2016, 9999])
def test_agrees_with_the_standard_library_on_every_day_of_odd_years(year: int) -> None:
    first = date(year, 1, 1).toordinal()
    for number in range(first, date(year, 12, 31).toordinal() + 1):
        known = date.fromordinal(number)
        assert split(number) == (known.year, known.month, known.day)


@given(ANY_DAY)
def test_splitting_a_day_loses_nothing(number: int) -> None:
    year, month, of_month = split(number)
    assert day(year, month, of_month) == number
    assert 1 <= of_month <= month_length(year, month)


@given(ANY_DAY)
def test_the_calendar_repeats_every_400_years(number: int) -> None:
    year, month, of_month = split(number)
    assert split(number + 146_097) == (year + 400, month, of_month)


def test_counts_on_before_the_year_1() -> None:
    assert day(1, 1, 1) == 1
    assert split(0) == (0, 12, 31)
    assert day(0, 1, 1) == -365  # the year 0 is a leap year
    assert split(-366) == (-1, 12, 31)


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2017, "2017"),
        (476, "0476"),
        (0, "0000"),
        (-1985, "-1985"),
        (-9999, "-9999"),
        (-10_000, "Y-10000"),
        (9999, "9999"),
        (10_000, "Y10000"),
        (170_000_002, "Y170000002"),
    ],
)
def test_writes_years_as_edtf_does(year: int, text: str) -> None:
    assert iso_year(year) == text
    assert iso(day(year, 3, 1)) == f"{text}-03-01"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((2017, 1, 31), 1, (2017, 2, 28)),
        ((2016, 1, 31), 1, (2016, 2, 29)),
        ((2017, 1, 15), -1, (2016, 12, 15)),
        ((2017, 12, 1), 1, (2018, 1, 1)),
        ((2017, 3, 31), -13, (2016, 2, 29)),
        ((2017, 6, 30), 1, (2017, 7, 30)),
    ],
)
def test_shifts_by_calendar_months(start: tuple[int, int, int], months: int, end: tuple[int, int, int]) -> None:
    assert split(shift_months(day(*start), months)) == end


def test_the_end_of_a_month_can_stay_one() -> None:
    assert split(shift_months(day(2017, 6, 30), 1, keep_end=True)) == (2017, 7, 31)
    assert split(shift_months(day(2017, 6, 29), 1, keep_end=True)) == (2017, 7, 29)
