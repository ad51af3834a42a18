"""What holds of every date that the grammar allows, and of every text that it does not."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable
from datetime import date as Day  # noqa: N812 - "date" is this tool's own word here

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.dates import Date, DateError, ImpossibleDateError, day, in_words, iso, parse, parse_typed

untimed = settings(deadline=None)

DIGIT_OR_X = st.sampled_from("0123456789X")
MARK = st.sampled_from(["", "", "", "?", "~", "%"])
YEAR = st.one_of(
    st.integers(0, 9999).map("{:04d}".format),
    st.integers(1, 9999).map("-{:04d}".format),
    st.tuples(DIGIT_OR_X, DIGIT_OR_X, DIGIT_OR_X, DIGIT_OR_X).map("".join),
)
LETTER_YEAR = st.integers(10_000, 10**12 - 1).flatmap(lambda year: st.sampled_from([f"Y{year}", f"Y-{year}"]))
MONTH = st.one_of(st.integers(1, 12).map("{:02d}".format), st.sampled_from(["XX", "0X", "1X", "X1", "X2", "2X"]))
PART_OF_YEAR = st.integers(21, 41).map(str)
DAY = st.one_of(st.integers(1, 31).map("{:02d}".format), st.sampled_from(["XX", "0X", "1X", "2X", "3X", "X9"]))


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Parts with hyphens between them, and qualifiers on either side of each."""
    marked = [st.tuples(MARK, part, MARK).map("".join) for part in parts]
    return st.tuples(*marked).map("-".join)


POINT = st.one_of(
    joined(YEAR), joined(LETTER_YEAR), joined(YEAR, MONTH), joined(YEAR, PART_OF_YEAR), joined(YEAR, MONTH, DAY)
)
END = st.one_of(POINT, st.sampled_from(["", ".."]))
TIME = st.sampled_from(["T00:00:00", "T23:20:30Z", "T23:59:60-04", "T10:10:10+04:30"])
DATETIME = st.tuples(st.dates().map(Day.isoformat), TIME).map("".join)
EDTF = st.one_of(POINT, DATETIME, st.tuples(END, END).map("/".join))


def read(text: str) -> Date | None:
    """The date, or None where the grammar made one that cannot be."""
    try:
        return parse(text)
    except ImpossibleDateError:
        return None


@given(EDTF)
@untimed
def test_what_is_read_prints_as_it_was_written(text: str) -> None:
    date = read(text)
    if date is not None:
        assert str(date) == text
        assert parse(str(date)) == date


@given(EDTF)
@untimed
def test_no_date_ends_before_it_begins(text: str) -> None:
    date = read(text)
    if date is None:
        return
    if date.earliest is not None and date.latest is not None:
        assert date.earliest <= date.latest
    if date.earliest is not None:
        assert date.begin_latest is not None
        assert date.earliest <= date.begin_latest
    if date.latest is not None:
        assert date.begin_latest == date.latest


@given(EDTF)
@untimed
def test_every_date_has_words_on_one_line(text: str) -> None:
    date = read(text)
    if date is not None:
        words = in_words(date)
        assert words
        assert words.isprintable()


@given(POINT, st.sampled_from("?~%"))
@untimed
def test_a_qualifier_takes_no_day_away(text: str, mark: str) -> None:
    bare = text.translate(dict.fromkeys(map(ord, "?~%")))
    plain = read(bare)
    if plain is None:
        assert read(bare + mark) is None
        return
    for qualified in (parse(bare + mark), parse(mark + bare)):
        assert qualified.earliest is not None
        assert qualified.latest is not None
        assert plain.earliest is not None
        assert plain.latest is not None
        assert qualified.earliest <= plain.earliest
        assert qualified.latest >= plain.latest
        assert (qualified.approximate, qualified.uncertain) == (mark in "~%", mark in "?%")


@given(st.dates(Day(1000, 1, 1), Day(2999, 12, 31)), st.sets(st.sampled_from([1, 2, 3, 5, 6, 8, 9]), max_size=4))
@untimed
def test_unspecified_digits_agree_with_trying_every_day(known: Day, unspecified: set[int]) -> None:
    text = "".join("X" if place in unspecified else char for place, char in enumerate(known.isoformat()))

    def fits(number: int, pattern: str) -> bool:
        return all(wanted in ("X", got) for wanted, got in zip(pattern, f"{number:0{len(pattern)}d}", strict=True))

    years = [year for year in range(1000, 3000) if fits(year, text[:4])]
    months = [month for month in range(1, 13) if fits(month, text[5:7])]
    fitting = []
    for year, month, of_month in itertools.product(years, months, range(1, 32)):
        if fits(of_month, text[8:]) and month_has(year, month, of_month):
            fitting.append(day(year, month, of_month))
    date = parse(text)
    assert (date.earliest, date.latest) == (min(fitting), max(fitting))


def month_has(year: int, month: int, of_month: int) -> bool:
    try:
        Day(year, month, of_month)
    except ValueError:
        return False
    return True


@given(st.dates())
def test_a_day_is_that_day(known: Day) -> None:
    date = parse(known.isoformat())
    assert (date.earliest, date.latest, date.begin_latest) == (known.toordinal(),) * 3
    assert iso(known.toordinal()) == known.isoformat()


@given(st.dates(Day(1000, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%a %d %b %Y", "%Y/%m/%d", "%d-%b-%Y"]))
@untimed
def test_a_day_typed_in_words_is_that_day(known: Day, form: str) -> None:
    assert parse_typed(known.strftime(form)) == parse(known.isoformat())


@given(st.dates(Day(1000, 1, 1)), st.sampled_from(["%B %Y", "%b %Y", "%Y %B", "%m/%Y", "%Y/%m"]))
@untimed
def test_a_month_typed_in_words_is_that_month(known: Day, form: str) -> None:
    assert parse_typed(known.strftime(form)) == parse(known.strftime("%Y-%m"))


NEARLY_EDTF = st.text("0123456789XYTZES?~%/.:+-[]{},uy ", max_size=30)
NUMBERS = ["1", "2", "5th", "18", "31", "99", "0", "2017", "2018", "0000", "12345", "10:30", "+03:00", "²", "٣"]
NAMES = ["october", "Oct", "sept.", "may", "monday", "wed", "summer", "winter", "q3", "first", "half", "quarter"]
OTHERS = [
    "of",
    "the",
    "in",
    "about",
    "c.",
    "early",
    "mid-",
    "late",
    "yesterday",
    "next",
    "am",
    "pm",
    "utc",
    "bc",
    "ad",
    "z",
]
SIGNS = ["t", "h", "/", "-", ",", ".", "'", "’", "~", "?"]
NEARLY_ENGLISH = st.lists(st.sampled_from(NUMBERS + NAMES + OTHERS + SIGNS), max_size=8).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)
ANY_TEXT = st.one_of(st.text(), NEARLY_EDTF, NEARLY_ENGLISH)


@given(ANY_TEXT, st.sampled_from([parse, parse_typed]))
@untimed
def test_any_text_is_a_date_or_a_named_error(text: str, reader: Callable[[str], Date]) -> None:
    problem = None
    try:
        date = reader(text)
    except DateError as error:
        problem = error
    else:
        assert parse(str(date)) == date
    if problem is not None:
        assert problem.name != "date"
        assert problem.message.isprintable()
        assert problem.remedy.endswith(".")
        assert len(problem.message) + len(problem.remedy) < 400


@pytest.mark.parametrize("module", ["dateutil", "datetime", "dataclasses", "difflib", "yaml", "rich"])
def test_reading_edtf_loads_nothing_heavy(module: str) -> None:
    program = "import sys, ikhtilaf.dates as d; d.parse('2014-24/2015-22~'); d.parse_typed('2017'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert module not in done.stdout.split()
