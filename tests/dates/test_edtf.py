"""The examples of the EDTF specification (Library of Congress, 4 February 2019), and what this tool adds or refuses."""

from __future__ import annotations

import pytest

from ikhtilaf.dates import (
    BadDateError,
    Date,
    DateError,
    DateExponentError,
    DateSetError,
    DateSignificantDigitsError,
    ImpossibleDateError,
    iso,
    parse,
    span,
)
from ikhtilaf.dates.errors import shown
from ikhtilaf.dates.points import Point, read

LEVEL_0 = [
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
]
LEVEL_1 = [
    ("Y170000002", "Y170000002-01-01", "Y170000002-12-31"),
    ("Y-170000002", "Y-170000002-01-01", "Y-170000002-12-31"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("1984?", "1983-07-01", "1985-06-30"),
    ("2004-06~", "2004-05-01", "2004-07-31"),
    ("2004-06-11%", "2004-05-28", "2004-06-25"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "1985-04-12", None),
    ("1985-04/..", "1985-04-01", None),
    ("1985/..", "1985-01-01", None),
    ("../1985-04-12", None, "1985-04-12"),
    ("../1985-04", None, "1985-04-30"),
    ("../1985", None, "1985-12-31"),
    ("1985-04-12/", "1985-04-12", None),
    ("1985-04/", "1985-04-01", None),
    ("1985/", "1985-01-01", None),
    ("/1985-04-12", None, "1985-04-12"),
    ("/1985-04", None, "1985-04-30"),
    ("/1985", None, "1985-12-31"),
    ("-1985", "-1985-01-01", "-1985-12-31"),
]
LEVEL_2 = [
    ("2001-34", "2001-04-01", "2001-06-30"),
    ("2004-06~-11", "2004-05-11", "2004-07-11"),
    ("2004?-06-11", "2003-06-11", "2005-06-11"),
    ("?2004-06-~11", "2003-06-11", "2005-06-11"),
    ("2004-%06-11", "2004-04-11", "2004-08-11"),
    ("156X-12-25", "1560-12-25", "1569-12-25"),
    ("15XX-12-25", "1500-12-25", "1599-12-25"),
    ("XXXX-12-XX", "0000-12-01", "9999-12-31"),
    ("1XXX-XX", "1000-01-01", "1999-12-31"),
    ("1XXX-12", "1000-12-01", "1999-12-31"),
    ("1984-1X", "1984-10-01", "1984-12-31"),
    ("2004-06-~01/2004-06-~20", "2004-05-25", "2004-06-27"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
]
BEYOND_THE_EXAMPLES = [
    ("2014-24/2015-22", "2014-12-01", "2015-08-31"),
    ("2016-23/..", "2016-09-01", None),
    ("../2015-22~", None, "2015-09-30"),
    ("2004-?06-~11", "2004-05-11", "2004-07-11"),
    ("2004-06-30~", "2004-06-23", "2004-07-07"),
    ("2016-02~", "2016-01-01", "2016-03-31"),
    ("2015-22~", "2015-05-01", "2015-09-30"),
    ("2015-22%", "2015-04-01", "2015-10-31"),
    ("~2015-22", "2014-06-01", "2016-08-31"),
    ("201X~", "2008-01-01", "2021-12-31"),
    ("20XX~", "1990-01-01", "2109-12-31"),
    ("2XXX~", "1900-01-01", "3099-12-31"),
    ("XXXX~", "0000-01-01", "9999-12-31"),
    ("XXXX~-12-25", "0000-12-25", "9999-12-25"),
    ("156X?-12-25", "1550-12-25", "1579-12-25"),
    ("1985-04-XX~", "1985-03-01", "1985-05-31"),
    ("1985-XX-XX~", "1984-07-01", "1986-06-30"),
    ("?2004~", "2003-01-01", "2005-12-31"),
    ("2004?-02-29", "2003-02-28", "2005-02-28"),
    ("2004-~02-29", "2004-01-29", "2004-03-31"),
    ("1X84", "1084-01-01", "1984-12-31"),
    ("201X-22", "2010-06-01", "2019-08-31"),
    ("2019-X2-3X", "2019-12-30", "2019-12-31"),
    ("-156X", "-1569-01-01", "-1560-12-31"),
    ("-000X", "-0009-01-01", "-0001-12-31"),
    ("0000", "0000-01-01", "0000-12-31"),
    ("Y12017~", "Y12016-07-01", "Y12018-06-30"),
    ("../..", None, None),
    ("/", None, None),
    ("/..", None, None),
    ("../", None, None),
    ("20XX-02-29", "2000-02-29", "2096-02-29"),
    ("2017-0X-31", "2017-01-31", "2017-08-31"),
    ("2017-02-XX", "2017-02-01", "2017-02-28"),
    ("1985-12-31T23:59:60Z", "1985-12-31", "1985-12-31"),
    ("1985-12-31T23:59:59+23:59", "1985-12-31", "1985-12-31"),
    ("1985-12-31T00:00:00-23", "1985-12-31", "1985-12-31"),
]


def written(day: int | None) -> str | None:
    return None if day is None else iso(day)


@pytest.mark.parametrize(("text", "earliest", "latest"), [*LEVEL_0, *LEVEL_1, *LEVEL_2, *BEYOND_THE_EXAMPLES])
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    date = parse(text)
    assert (written(date.earliest), written(date.latest)) == (earliest, latest)
    assert str(date) == text


@pytest.mark.parametrize(
    ("part", "earliest", "latest"),
    [
        (21, "2015-03-01", "2015-05-31"),
        (22, "2015-06-01", "2015-08-31"),
        (23, "2015-09-01", "2015-11-30"),
        (24, "2015-12-01", "2016-02-29"),
        (25, "2015-03-01", "2015-05-31"),
        (26, "2015-06-01", "2015-08-31"),
        (27, "2015-09-01", "2015-11-30"),
        (28, "2015-12-01", "2016-02-29"),
        (29, "2015-09-01", "2015-11-30"),
        (30, "2015-12-01", "2016-02-29"),
        (31, "2015-03-01", "2015-05-31"),
        (32, "2015-06-01", "2015-08-31"),
        (33, "2015-01-01", "2015-03-31"),
        (34, "2015-04-01", "2015-06-30"),
        (35, "2015-07-01", "2015-09-30"),
        (36, "2015-10-01", "2015-12-31"),
        (37, "2015-01-01", "2015-04-30"),
        (38, "2015-05-01", "2015-08-31"),
        (39, "2015-09-01", "2015-12-31"),
        (40, "2015-01-01", "2015-06-30"),
        (41, "2015-07-01", "2015-12-31"),
    ],
)
def test_parts_of_the_year(part: int, earliest: str, latest: str) -> None:
    date = parse(f"2015-{part}")
    assert (written(date.earliest), written(date.latest)) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1984", False, False),
        ("1984?", False, True),
        ("2004-06~", True, False),
        ("2004-06-11%", True, True),
        ("2004-06~-11", True, False),
        ("?2004-06-~11", True, True),
        ("2004-%06-11", True, True),
        ("2004-06-XX/2004-07-03", False, False),
        ("2004~/2005", True, False),
        ("2004/2005?", False, True),
        ("../2005%", True, True),
        ("2004~/..", True, False),
    ],
)
def test_qualifiers_are_kept(text: str, approximate: bool, uncertain: bool) -> None:
    date = parse(text)
    assert (date.approximate, date.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "begin_latest"),
    [
        ("2017-10-18", "2017-10-18"),
        ("2016-23/..", "2016-11-30"),
        ("2016-23/", "2016-11-30"),
        ("2016~/..", "2017-06-30"),
        ("../2015-03", "2015-03-31"),
        ("/2015-03", "2015-03-31"),
        ("2014/2015-03", "2015-03-31"),
        ("../..", None),
        ("/", None),
    ],
)
def test_what_holds_from_a_date_on_began_within_that_date(text: str, begin_latest: str | None) -> None:
    assert written(parse(text).begin_latest) == begin_latest


@pytest.mark.parametrize(
    ("text", "neighbours"),
    [
        ("2015?", ["2014", "2016"]),
        ("2015~", ["2014", "2016"]),
        ("2015-06?", ["2015-05", "2015-07"]),
        ("2015-06-11?", ["2015-06-10", "2015-06-12"]),
        ("2015-22?", ["2015-21", "2015-23"]),
        ("201X?", ["200X", "202X"]),
        ("20XX?", ["19XX", "21XX"]),
        ("2004?-06-11", ["2003-06-11", "2005-06-11"]),
        ("2004?-06", ["2003-06", "2005-06"]),
        ("2004?-22", ["2003-22", "2005-22"]),
        ("2004-?06-11", ["2004-05-11", "2004-07-11"]),
        ("2017-?01-28", ["2016-12-28", "2017-02-28"]),
        ("2017-?01-30", ["2016-12-30", "2017-02-28"]),
        ("156X?-12-25", ["155X-12-25", "157X-12-25"]),
        ("15XX?-12", ["14XX-12", "16XX-12"]),
    ],
)
def test_a_doubtful_date_excludes_no_neighbour(text: str, neighbours: list[str]) -> None:
    date = parse(text)
    for neighbour in map(parse, neighbours):
        assert date.earliest is not None
        assert date.latest is not None
        assert neighbour.earliest is not None
        assert neighbour.latest is not None
        assert date.earliest <= neighbour.latest
        assert neighbour.earliest <= date.latest


@pytest.mark.parametrize("text", ["2017-10-18", " 2017-10-18", "2017-10-18\n", "\t2017-10-18 "])
def test_white_space_around_a_date_does_not_count(text: str) -> None:
    assert parse(text) == parse("2017-10-18")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2017-02-30", "February 2017 has 28 days"),
        ("2017-02-30~", "February 2017 has 28 days"),
        ("2017-02-3X", "February 2017 has 28 days"),
        ("2017-13", "there is no month 13, nor a part of the year of that number"),
        ("2017-00", "there is no month 00, nor a part of the year of that number"),
        ("2017-20", "there is no month 20, nor a part of the year of that number"),
        ("2017-42", "there is no month 42, nor a part of the year of that number"),
        ("2017-2X", "there is no month 2X, nor a part of the year of that number"),
        ("2017-10-00", "no month has a day 00"),
        ("2017-10-32", "no month has a day 32"),
        ("2017-10-4X", "no month has a day 4X"),
        ("2017-X2-30/2018", None),
        ("2017-0X-31", None),
        ("XXX1-02-29", "no day fits it"),
        ("2017-X4-31", "April 2017 has 30 days"),
        ("2001-21-03", "21 is a part of the year, which has no numbered days"),
        ("2018/2017", "it ends before it starts"),
        ("2017-06/2017-05-31", "it ends before it starts"),
        ("2017-02-30/2018", "February 2017 has 28 days"),
        ("2017-10-18T24:00:00", "there is no such time of day"),
        ("2017-10-18T23:60:00", "there is no such time of day"),
        ("2017-10-18T23:59:61", "there is no such time of day"),
        ("2017-10-18T23:20:30+24", "there is no such offset from UTC"),
        ("2017-10-18T23:20:30+04:60", "there is no such offset from UTC"),
        ("2017-02-29T23:20:30", "February 2017 has 28 days"),
    ],
)
def test_impossible_dates(text: str, says: str | None) -> None:
    if says is None:
        assert parse(text).text == text
        return
    with pytest.raises(ImpossibleDateError) as caught:
        parse(text)
    assert caught.value.name == "impossible-date"
    assert caught.value.text in text
    assert caught.value.message == f'"{caught.value.text}" cannot be: {says}'
    assert caught.value.remedy == "Correct the date, or leave out the part that is not known."


@pytest.mark.parametrize("text", ["2017-06/2017-05~", "2017-06-15/2017-06", "2017/2017-01-01", "2017-06/2017-06"])
def test_an_interval_that_may_end_after_it_starts_is_possible(text: str) -> None:
    assert parse(text).text == text


@pytest.mark.parametrize(
    ("text", "error", "name", "remedy"),
    [
        ("[1667,1668,1670..1672]", DateSetError, "date-set", "Write the interval that spans them, as in 1667/1672"),
        ("[..1760-12-03]", DateSetError, "date-set", "Write the interval"),
        ("[1760-12..]", DateSetError, "date-set", "Write the interval"),
        ("[1760-01,1760-02,1760-12..]", DateSetError, "date-set", "Write the interval"),
        ("[1667,1760-12]", DateSetError, "date-set", "Write the interval"),
        ("[..1984]", DateSetError, "date-set", "Write the interval"),
        ("{1667,1668,1670..1672}", DateSetError, "date-set", "Write one entry for each date"),
        ("{1960,1961-12}", DateSetError, "date-set", "Write one entry for each date"),
        ("{..1984}", DateSetError, "date-set", "Write one entry for each date"),
        ("Y-17E7", DateExponentError, "date-exponent", "Write the year out: Y-170000000."),
        ("Y17E99", DateExponentError, "date-exponent", "Write the year out: Y170000002, with at most 12 digits."),
        (f"Y17E{'9' * 40}", DateExponentError, "date-exponent", "Write the year out: Y170000002, with at most 12"),
        ("Y3388E2S3", DateExponentError, "date-exponent", "Write the year out: Y338000/Y338999."),
        ("2001/Y17E7", DateExponentError, "date-exponent", "Write the year out: Y170000000."),
        ("1950S2", DateSignificantDigitsError, "date-significant-digits", "Write 19XX instead."),
        ("-1950S2", DateSignificantDigitsError, "date-significant-digits", "Write -19XX instead."),
        ("1950S4", DateSignificantDigitsError, "date-significant-digits", "Write 1950 instead."),
        ("1950S9", DateSignificantDigitsError, "date-significant-digits", "Write 1950 instead."),
        ("1985S3", DateSignificantDigitsError, "date-significant-digits", "Write 198X instead."),
        ("Y17101S5", DateSignificantDigitsError, "date-significant-digits", "Write Y17101 instead."),
        ("Y17101S4", DateSignificantDigitsError, "date-significant-digits", "Write Y17100/Y17109 instead."),
        (f"Y17101S{'9' * 40}", DateSignificantDigitsError, "date-significant-digits", "Write Y17101 instead."),
        ("1950S0", DateSignificantDigitsError, "date-significant-digits", "Write unspecified digits as X"),
        (
            "Y171010000S3",
            DateSignificantDigitsError,
            "date-significant-digits",
            "Write Y171000000/Y171999999 instead.",
        ),
        (
            "Y-171010000S3",
            DateSignificantDigitsError,
            "date-significant-digits",
            "Write Y-171999999/Y-171000000 instead.",
        ),
        ("Y1950S2", DateSignificantDigitsError, "date-significant-digits", "Write unspecified digits as X"),
    ],
)
def test_what_edtf_has_and_this_tool_refuses(text: str, error: type[DateError], name: str, remedy: str) -> None:
    with pytest.raises(error) as caught:
        parse(text)
    assert caught.value.name == name
    assert f'"{caught.value.text}" ' in caught.value.message
    assert caught.value.remedy.startswith(remedy)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1667,1668]", '"[1667,1668]" is a set, one of several dates: sets of EDTF are not read'),
        ("{1667,1668}", '"{1667,1668}" is a set, several dates at once: sets of EDTF are not read'),
        ("Y17E7", '"Y17E7" is a year with an exponent: exponents of EDTF are not read'),
        ("1950S2", '"1950S2" counts the significant digits of a year: that part of EDTF is not read'),
    ],
)
def test_what_is_refused_is_named(text: str, message: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert caught.value.message == message


@pytest.mark.parametrize("text", ["Y338000/Y338999", "19XX", "Y171000000/Y171999999", "Y-171999999/Y-171000000"])
def test_what_a_remedy_proposes_is_read(text: str) -> None:
    assert parse(text).text == text


OF_A_DAY = "a time of day looks like 2004-01-01T10:10:10, with Z or +05:00 after it if need be"


@pytest.mark.parametrize(
    ("text", "says", "remedy"),
    [
        ("", "it is empty", "Write 2017-10-18, "),
        ("soon", "", "Write 2017-10-18, "),
        ("..", "", "Write 2017-10-18, "),
        ("17", "", "Write 2017-10-18, "),
        ("20171018", "", "Write 2017-10-18, "),
        ("+2017", "", "Write 2017-10-18, "),
        ("2017-10-18-19", "", "Write 2017-10-18, "),
        ("2017 - 2018", "", "Write 2017-10-18, "),
        ("٢٠١٧", "", "Write 2017-10-18, "),
        ("-0000", "the year before 1 is written 0000", "Write 2017-10-18, "),
        ("Y2017", "a year after Y has 5 to 12 digits, and neither month nor day", "Write 2017-10-18, "),
        ("Y02017", "a year after Y has 5 to 12 digits, and neither month nor day", "Write 2017-10-18, "),
        ("Y1234567890123", "a year after Y has 5 to 12 digits, and neither month nor day", "Write 2017-10-18, "),
        ("Y12017-03", "a year after Y has 5 to 12 digits, and neither month nor day", "Write 2017-10-18, "),
        ("2015/2016/2017", "an interval has two ends", "Write 2017-10-18, "),
        ("2015/soon", '"soon" is not one', "Write 2017-10-18, "),
        ("2015/summer of ninety one", '"summer of ninety one" is not one', "Write 2017-10-18, "),
        ("2015/summer of ninety nine", '"summer of ninety ni…" is not one', "Write 2017-10-18, "),
        ("2017-10-18T10:00", OF_A_DAY, "Write 2017-10-18, "),
        ("2017-10-18T10:00:00/2018", "the ends of an interval have no time of day", "Write 2017-10-18, "),
        ("201X-10-18T10:00:00", OF_A_DAY, "Write 2017-10-18, "),
        ("2017-6-5", "", "Write 2017-06-05 instead."),
        ("2017-6-1", "", "Write 2017-06-01 instead."),
        ("2017-6-30", "", "Write 2017-06-30 instead."),
        ("2017/6/5", "an interval has two ends", "Write 2017-06-05 instead."),
        ("2017/10", '"10" is not one', "Write 2017-10 instead."),
        ("2017/13", '"13" is not one', "Write 2017-10-18, "),
        ("199u", "", "Write 199X instead."),
        ("1984?~", "", "Write 1984% instead."),
        ("2004-01-01/open", '"open" is not one', "Write 2004-01-01/.. instead."),
        ("unknown/2006", '"unknown" is not one', "Write /2006 instead."),
        ("October 2017", "", "Write 2017-10 instead."),
        ("Summer 2015", "", "Write 2015-22 instead."),
        ("31 February 2017", "", "Write 2017-10-18, "),
    ],
)
def test_what_is_not_edtf(text: str, says: str, remedy: str) -> None:
    with pytest.raises(BadDateError) as caught:
        parse(text)
    assert (caught.value.name, caught.value.text) == ("bad-date", text)
    assert caught.value.message == f'"{text}" is not a date in EDTF' + (f": {says}" if says else "")
    assert caught.value.remedy.startswith(remedy)


def test_a_long_text_is_refused_and_never_shown_whole() -> None:
    with pytest.raises(BadDateError, match="more than 120 characters") as caught:
        parse("2017-" * 1000)
    assert len(caught.value.message) < 140
    assert "…" in caught.value.message


def test_the_longest_text_that_is_looked_at_has_120_characters() -> None:
    with pytest.raises(BadDateError) as caught:
        parse("9" * 120)
    assert caught.value.why == ""
    with pytest.raises(BadDateError) as caught:
        parse("9" * 121)
    assert caught.value.why == "it has more than 120 characters"


def test_what_a_message_shows_is_cut_at_60_characters() -> None:
    assert shown("9" * 60) == f'"{"9" * 60}"'
    assert shown("9" * 61) == f'"{"9" * 59}…"'


def test_control_characters_do_not_reach_the_message() -> None:
    with pytest.raises(BadDateError) as caught:
        parse("\x1b[31m2017\n\ud800/\x07")
    assert caught.value.message.isprintable()
    assert "\\x1b[31m2017\\n\\ud800" in caught.value.message


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        ("2017-10-18", "2017-10-18", "2017-10-18"),
        ("2017-10-18", "2017-10-19", "2017-10-18/2017-10-19"),
        ("2017-10-18", None, "2017-10-18/.."),
        (None, "2017-10-18", "../2017-10-18"),
        (None, None, "../.."),
    ],
)
def test_a_date_from_day_numbers_is_the_one_that_its_text_means(
    earliest: str | None, latest: str | None, text: str
) -> None:
    first = None if earliest is None else parse(earliest).earliest
    last = None if latest is None else parse(latest).latest
    date = span(first, last)
    assert date == parse(text)
    assert isinstance(date, Date)


def test_day_numbers_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ImpossibleDateError, match=r'^"0001-01-02/0001-01-01" cannot be: it ends before it starts$'):
        span(2, 1)


def test_what_is_not_given_of_a_date_is_empty() -> None:
    assert read("Y12017~") == Point("Y12017~", "Y12017", "", "", ("~", "", ""))
    assert read("2017") == Point("2017", "2017", "", "", ("", "", ""))
