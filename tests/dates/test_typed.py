"""What a person types: EDTF, English with one meaning, and a refusal for all else."""

from __future__ import annotations

import pytest

from ikhtilaf.dates import DateSetError, ImpossibleDateError, UnreadableDateError, parse, parse_typed


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        # EDTF comes first.
        ("2017-10-18", "2017-10-18"),
        ("2004-06/2006-08", "2004-06/2006-08"),
        ("2015/2016", "2015/2016"),
        ("2014-24/2015-22~", "2014-24/2015-22~"),
        (" 2015 ", "2015"),
        # A day, in words.
        ("18 October 2017", "2017-10-18"),
        ("18 oct 2017", "2017-10-18"),
        ("18. Oct. 2017", "2017-10-18"),
        ("the 18th of October 2017", "2017-10-18"),
        ("October 18, 2017", "2017-10-18"),
        ("October 18th, 2017", "2017-10-18"),
        ("Sept 1 2017", "2017-09-01"),
        ("2017 October 18", "2017-10-18"),
        ("18-Oct-2017", "2017-10-18"),
        ("2017-Oct-18", "2017-10-18"),
        ("Wednesday, 18 October 2017", "2017-10-18"),
        ("Wed 18 Oct 2017", "2017-10-18"),
        ("1 January 2017", "2017-01-01"),
        ("15 February 2004", "2004-02-15"),
        ("29 February 2016", "2016-02-29"),
        ("31 December 0999", "0999-12-31"),
        # A month, in words.
        ("18 October ’2017", "2017-10-18"),
        ("Oct 2017", "2017-10"),
        ("October of 2017", "2017-10"),
        ("in May 2017", "2017-05"),
        ("2017, October", "2017-10"),
        # Figures that have only one reading.
        ("2017/10/18", "2017-10-18"),
        ("2017.10.18", "2017-10-18"),
        ("2017-6-5", "2017-06-05"),
        ("2017/10", "2017-10"),
        ("10/2017", "2017-10"),
        ("18/10/2017", "2017-10-18"),
        ("10/18/2017", "2017-10-18"),
        ("18.10.2017", "2017-10-18"),
        ("18 10 2017", "2017-10-18"),
        ("3/3/2017", "2017-03-03"),
        ("1/2017", "2017-01"),
        ("2017/1/1", "2017-01-01"),
        ("31/10/2017", "2017-10-31"),
        # Parts of the year.
        ("summer 2015", "2015-22"),
        ("Spring, 2015", "2015-21"),
        ("the autumn of 2016", "2016-23"),
        ("in the fall of 2016", "2016-23"),
        ("winter 2014", "2014-24"),
        ("winter 2014/15", "2014-24"),
        ("winter 2014–2015", "2014-24"),
        ("winter 1999-00", "1999-24"),
        ("first quarter of 2015", "2015-33"),
        ("Q3 2015", "2015-35"),
        ("2015-Q4", "2015-36"),
        ("last third of 2015", "2015-39"),
        ("second half of 2015", "2015-41"),
        ("early 2015", "2015-01/2015-04~"),
        ("mid-2015", "2015-38~"),
        ("late 2014", "2014-09~/2014-12"),
        # Longer times, and about.
        ("the 2010s", "201X"),
        ("1990's", "199X"),
        ("about 2015", "2015~"),
        ("around summer 2015", "2015-22~"),
        ("c. 2015", "2015~"),
        ("circa 201x", "201X~"),
        ("ca. 18 October 2017", "2017-10-18~"),
        ("about the 2010s", "201X~"),
    ],
)
def test_is_read(typed: str, edtf: str) -> None:
    assert parse_typed(typed) == parse(edtf)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        # Nothing is filled in.
        ("Oct", "it has no year of four digits"),
        ("18 October", "it has no year of four digits"),
        ("18 Oct 17", "it has no year of four digits"),
        ("Monday", "it has no year of four digits"),
        ("20171018", "it has no year of four digits"),
        ("October 12345", "it has no year of four digits"),
        ("Wednesday October 2017", "a day of the week does not say which day"),
        # Nothing depends on today.
        ("yesterday", '"yesterday" depends on the day on which it is read'),
        ("today", '"today" depends on the day on which it is read'),
        ("last summer", '"last" depends on the day on which it is read'),
        ("3 days ago", '"ago" depends on the day on which it is read'),
        ("next Monday", '"next" depends on the day on which it is read'),
        # One date, once.
        ("5 pm October 2017", ""),
        ("18 October 2017 10:30", ""),
        ("1 2 October 2017", "it is more or less than a day, a month and a year"),
        ("100 October 2017", "it is more or less than a day, a month and a year"),
        ("03/04/2017", "it may mean two days"),
        ("October November 2017", "it is more or less than a day, a month and a year"),
        ("October 2017 2018", "it has more than one year"),
        ("October 18,2017", ""),
        ("October 18,2000", ""),
        ("June to September 2017", ""),
        ("summer 2014/15", "it names two years"),
        ("winter 2014/16", "it names two years"),
        ("about 2015~", "it is vague twice over"),
        ("about early 2015", "it is vague twice over"),
        ("about about 2015", "it is vague twice over"),
        ("about 2015/2016", "it has more than one year"),
        ("2004-01-01/open", '"open" is not one'),
        # No date at all.
        ("", "it has no year of four digits"),
        ("soon", ""),
        ("October_2017", ""),
        ("October 2017!", ""),
        ("٢٠١٧", ""),
        ("October ٢٠١٧", ""),
        ("18 October 0000", ""),
    ],
)
def test_is_refused(typed: str, why: str) -> None:
    with pytest.raises(UnreadableDateError) as caught:
        parse_typed(typed)
    assert (caught.value.name, caught.value.text) == ("unreadable-date", typed)
    assert caught.value.message == f'"{typed}" is not a date that can be read with certainty' + (
        f": {why}" if why else ""
    )
    assert caught.value.remedy.startswith("Write ")


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("03/04/2017", "Write 2017-04-03 (3 April 2017) or 2017-03-04 (4 March 2017) instead."),
        ("3.4.2017", "Write 2017-04-03 (3 April 2017) or 2017-03-04 (4 March 2017) instead."),
        ("12-11-2017", "Write 2017-11-12 (12 November 2017) or 2017-12-11 (11 December 2017) instead."),
        ("summer 2014/15", "Write 2014-22 instead."),
        ("199u", "Write 199X instead."),
        ("2004-01-01/open", "Write 2004-01-01/.. instead."),
        ("soon", 'Write 2017-10-18, "18 October 2017", "Oct 2017", "summer 2015", or any date in EDTF.'),
    ],
)
def test_a_refusal_says_what_to_write(typed: str, remedy: str) -> None:
    with pytest.raises(UnreadableDateError) as caught:
        parse_typed(typed)
    assert caught.value.remedy == remedy


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31 February 2017", "February 2017 has 28 days"),
        ("0 October 2017", "October 2017 has 31 days"),
        ("Monday 18 October 2017", "18 October 2017 is a Wednesday"),
        ("13/2017", "there is no such month or day"),
        ("30/02/2017", "there is no such month or day"),
        ("2017/18/10", "there is no such month or day"),
        ("2015/21", "there is no such month or day"),
        ("about 2017-13", "there is no month 13, nor a part of the year of that number"),
        ("2017-02-30", "February 2017 has 28 days"),
    ],
)
def test_an_impossible_date_is_called_so(typed: str, why: str) -> None:
    with pytest.raises(ImpossibleDateError) as caught:
        parse_typed(typed)
    assert caught.value.message == f'"{caught.value.text}" cannot be: {why}'


def test_the_parts_of_edtf_that_are_refused_keep_their_errors() -> None:
    with pytest.raises(DateSetError):
        parse_typed("[1667,1668]")


def test_a_long_text_is_refused() -> None:
    with pytest.raises(UnreadableDateError, match=r"certainty: it has more than 120 characters$") as caught:
        parse_typed("about " * 100_000 + "2015")
    assert caught.value.text.startswith("about ")


def test_the_longest_text_that_is_read_has_120_characters() -> None:
    assert parse_typed("October" + " " * 109 + "2017") == parse("2017-10")
    with pytest.raises(UnreadableDateError):
        parse_typed("October" + " " * 110 + "2017")
