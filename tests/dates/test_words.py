"""Dates in plain English, as tables show them."""

from __future__ import annotations

import pytest

from ikhtilaf.dates import day, in_words, parse, span


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2017-10-18", "18 October 2017"),
        ("2017-10", "October 2017"),
        ("2017", "2017"),
        ("0476", "AD 476"),
        ("0001", "AD 1"),
        ("0999", "AD 999"),
        ("1000", "1000"),
        ("0000", "1 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("Y170000002", "170000002"),
        ("2017-10-18T23:20:30", "18 October 2017, 23:20:30"),
        ("2017-10-18T23:20:30Z", "18 October 2017, 23:20:30 UTC"),
        ("2017-10-18T23:20:30+04:30", "18 October 2017, 23:20:30 UTC+04:30"),
        # Parts of the year.
        ("2015-22", "summer 2015"),
        ("2014-24", "winter 2014/15"),
        ("1999-24", "winter 1999/00"),
        ("0001-24", "winter AD 1/02"),
        ("0000-24", "winter 1 BC"),
        ("2015-30", "summer 2015/16 (southern hemisphere)"),
        ("2015-25", "spring 2015 (northern hemisphere)"),
        ("2015-35", "third quarter of 2015"),
        ("2015-38", "second third of 2015"),
        ("2015-41", "second half of 2015"),
        # Qualifiers.
        ("2014-12~", "about December 2014"),
        ("2016?", "2016, uncertain"),
        ("2016%", "about 2016, uncertain"),
        ("2004-~06-?11", "about 11 June 2004, uncertain"),
        ("2015-22~", "about summer 2015"),
        ("201X~", "about 2010s"),
        # Unspecified digits.
        ("201X", "2010s"),
        ("005X", "between AD 50 and AD 59"),
        ("20XX", "between 2000 and 2099"),
        ("1XXX-XX", "between 1000 and 1999"),
        ("-000X", "between 10 BC and 2 BC"),
        ("2004-XX", "some month in 2004"),
        ("2004-XX~", "roughly some month in 2004"),
        ("1985-1X-XX", "between 1 October 1985 and 31 December 1985"),
        ("1985-04-XX", "some day in April 1985"),
        ("1985-XX-XX", "some day in 1985"),
        ("1985-XX-15", "between 15 January 1985 and 15 December 1985"),
        ("1984-1X", "between 1 October 1984 and 31 December 1984"),
        ("156X-12-25", "between 25 December 1560 and 25 December 1569"),
        ("201X-22", "between 1 June 2010 and 31 August 2019"),
        ("156X-12-25~", "roughly between 25 December 1560 and 25 December 1569"),
        # Intervals.
        ("../2015-22", "by summer 2015"),
        ("../2015-03~", "by about March 2015"),
        ("2016-23/..", "from autumn 2016 on"),
        ("/1985", "by 1985, start unknown"),
        ("1985/", "from 1985, end unknown"),
        ("../..", "date unknown"),
        ("/", "date unknown"),
        ("2017-06/2017-09", "June to September 2017"),
        ("2017-06-03/2017-06-09", "3 to 9 June 2017"),
        ("2017-06-03/2017-09-03", "3 June to 3 September 2017"),
        ("2017-06-03/2018-06-03", "3 June 2017 to 3 June 2018"),
        ("2017-06/2017-09-03", "June 2017 to 3 September 2017"),
        ("2014-24/2015-22", "winter 2014/15 to summer 2015"),
        ("2014/2015", "2014 to 2015"),
        ("2014/2014", "2014 to 2014"),
        ("2017~/2017", "about 2017 to 2017"),
        ("2017-06/2017-06", "June 2017 to June 2017"),
        ("2017-06~/2017-09", "about June to September 2017"),
        ("2015-01/2015-04~", "January to about April 2015"),
        ("2017-06?/2017-09?", "June 2017 (uncertain) to September 2017 (uncertain)"),
        ("2017-XX/2017-09", "some month in 2017 to September 2017"),
    ],
)
def test_words(edtf: str, words: str) -> None:
    assert in_words(parse(edtf)) == words


def test_a_date_from_day_numbers_has_words() -> None:
    assert in_words(span(day(2017, 10, 18), day(2017, 11, 8))) == "18 October to 8 November 2017"
    assert in_words(span(day(12_017, 10, 18), day(12_017, 10, 18))) == "Y12017-10-18"
    assert in_words(span(day(2017, 10, 18), day(12_017, 10, 18))) == "18 October 2017 to Y12017-10-18"
    assert in_words(span(day(-12_017, 10, 18), day(2017, 10, 18))) == "Y-12017-10-18 to 18 October 2017"
