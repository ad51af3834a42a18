"""Dates in EDTF (ISO 8601-2, the Library of Congress's Extended Date/Time Format): text in, first and last day out.

    date     = point | datetime | interval
    datetime = digit{4} "-" digit{2} "-" digit{2} "T" digit{2} ":" digit{2} ":" digit{2} [ zone ]
    zone     = "Z" | ("+" | "-") digit{2} [ ":" digit{2} ]
    interval = [end] "/" [end]                 -- an empty end is unknown
    end      = ".." | point                    -- ".." is open

What a `point` is stands in `points`: a year, a month, a season or another part of the year (21 to 41), or a day, with
unspecified digits (`201X`, `2004-XX`, `156X-12-25`) and qualifiers (`2014-12~`, `2004-?06-~11`).

This is level 0 and level 1 of the specification (https://www.loc.gov/standards/datetime/, 4 February 2019), and of
level 2 the parts of the year, the qualification of single parts, and unspecified digits anywhere. Its sets, exponents
and significant digits are refused, each by an error of its own. One thing is added that EDTF lacks: a season or
another part of the year may be an end of an interval (`2014-24/2015-22`).

A time of day counts for nothing but its form: the bounds of a date-time are the day as written, whatever its zone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ikhtilaf.dates import points
from ikhtilaf.dates.days import day, iso, month_length
from ikhtilaf.dates.errors import (
    LONGEST,
    MOST_YEAR_DIGITS,
    BadDateError,
    DateError,
    DateExponentError,
    DateSetError,
    DateSignificantDigitsError,
    ImpossibleDateError,
    shown,
)

_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")
# Only what every log needs is compiled when this module is imported; `re` keeps the others once they were needed.
_DATETIME = r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:Z|[+-]([0-9]{2})(?::([0-9]{2}))?)?"
_EXPONENT = r"(Y-?[0-9]+)E([0-9]+)((?:S[0-9]+)?)"
_SIGNIFICANT = r"(Y?)(-?)([0-9]+)S([0-9]+)"
_ALMOST = r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?"
_SIGNS = r"[0-9XYTZ?~%/.:+-]+"
_DRAFT_NOTATION = (("UNKNOWN", ""), ("OPEN", ".."), ("U", "X"), ("?~", "%"), ("~?", "%"))
"""What EDTF's draft of 2012 wrote otherwise: unknown/2006, 2004-01-01/open, 199u, 1984?~."""


class Date(NamedTuple):
    """A date as a source gives it, and the days that it may mean.

    `text` is the EDTF as written; `parse(text)` gives the same Date again. `earliest` and `latest` are day numbers,
    both included; None where that side is open or unknown. `begin_latest` is the latest day on which something dated
    so, such as a state of affairs, began: `latest`, except for `A/..` and `A/`, where it is A's, for what holds "from
    A on" began within A. `approximate` and `uncertain` say whether any part is qualified with `~` or `?` (`%` is
    both).
    """

    text: str
    earliest: int | None
    latest: int | None
    begin_latest: int | None
    approximate: bool = False
    uncertain: bool = False

    def __str__(self) -> str:
        """Return the date as EDTF."""
        return self.text


def parse(text: str) -> Date:
    """Read a date in EDTF; white space around it does not count.

    Raises BadDateError, ImpossibleDateError, DateSetError, DateExponentError or DateSignificantDigitsError.
    """
    return _parse(text)


def span(earliest: int | None, latest: int | None) -> Date:
    """Return the date that means the days from `earliest` to `latest` (day numbers, both included; None: open)."""
    if earliest is not None and latest is not None and latest < earliest:
        raise ImpossibleDateError(f"{iso(earliest)}/{iso(latest)}", "it ends before it starts")
    if earliest is not None and earliest == latest:
        return Date(iso(earliest), earliest, latest, latest)
    start = ".." if earliest is None else iso(earliest)
    end = ".." if latest is None else iso(latest)
    return Date(f"{start}/{end}", earliest, latest, earliest if latest is None else latest)


@lru_cache(maxsize=16_384)
def _parse(text: str) -> Date:
    date = _plain(text)
    if date is not None:
        return date
    text = text.strip()
    if len(text) > LONGEST:
        raise BadDateError(text, f"it has more than {LONGEST} characters")
    if text[:1] in ("[", "{"):
        raise DateSetError(text)
    if "/" in text:
        return _interval(text)
    if text[10:11] == "T":
        return _datetime(text)
    return _single(_point(text, text))


def _plain(text: str) -> Date | None:
    """Return the date for the forms that nearly every entry has: a year, month or day that exists and nothing more."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    year = int(found[1])
    if found[2] is None:
        first, last = day(year, 1, 1), day(year, 12, 31)
    elif found[3] is None:
        first = day(year, int(found[2]), 1)
        last = first + month_length(year, int(found[2])) - 1
    else:
        month, of_month = int(found[2]), int(found[3])
        if not 1 <= of_month <= month_length(year, month):
            return None
        first = last = day(year, month, of_month)
    return Date(text, first, last, last)


def _single(point: points.Point) -> Date:
    first, last = points.bounds(point)
    return Date(point.text, first, last, last, point.approximate, point.uncertain)


def _interval(text: str) -> Date:
    """Return the date for two ends with a stroke between them."""
    if text.count("/") > 1:
        raise BadDateError(text, "an interval has two ends", _meant(text))
    start, end = (None if end in ("", "..") else _plain(end) or _single(_point(end, text)) for end in text.split("/"))
    if start is None and end is None:
        return Date(text, None, None, None)
    approximate = any(side is not None and side.approximate for side in (start, end))
    uncertain = any(side is not None and side.uncertain for side in (start, end))
    if start is None or end is None:
        earliest = start.earliest if start else None
        latest = end.latest if end else None
        begin_latest = start.latest if start else latest
        return Date(text, earliest, latest, begin_latest, approximate, uncertain)
    if start.earliest is not None and end.latest is not None and end.latest < start.earliest:
        raise ImpossibleDateError(text, "it ends before it starts")
    return Date(text, start.earliest, end.latest, end.latest, approximate, uncertain)


def _datetime(text: str) -> Date:
    found = re.fullmatch(_DATETIME, text)
    if found is None:
        raise BadDateError(text, "a time of day looks like 2004-01-01T10:10:10, with Z or +05:00 after it if need be")
    written, hours, minutes, seconds, zone_hours, zone_minutes = found.groups("00")
    if int(hours) > 23 or int(minutes) > 59 or int(seconds) > 60:  # 60: a leap second
        raise ImpossibleDateError(text, "there is no such time of day")
    if int(zone_hours) > 23 or int(zone_minutes) > 59:
        raise ImpossibleDateError(text, "there is no such offset from UTC")
    return _parse(written)._replace(text=text)


def _point(text: str, whole: str) -> points.Point:
    """Read one date, or say what is wrong with it; `whole` is the interval of which it is an end, or itself."""
    point = points.read(text)
    if point is not None:
        return point
    exponent = re.fullmatch(_EXPONENT, text)
    if exponent is not None:
        raise DateExponentError(text, _written_out(*exponent.groups()))
    significant = re.fullmatch(_SIGNIFICANT, text)
    if significant is not None:
        raise DateSignificantDigitsError(text, _in_x(*significant.groups()))
    raise BadDateError(whole, _why_bad(text, whole), _meant(whole))


def _why_bad(text: str, whole: str) -> str:
    """Say what hinders a text from being a date, where that can be told."""
    if text[10:11] == "T" and text != whole:
        return "the ends of an interval have no time of day"
    if text.startswith("Y"):
        return f"a year after Y has 5 to {MOST_YEAR_DIGITS} digits, and neither month nor day"
    if text.startswith("-0000"):
        return "the year before 1 is written 0000"
    if not text:
        return "it is empty"
    return "" if text == whole else f"{shown(text, 20)} is not one"


def _meant(text: str) -> str:
    """Return the EDTF for what was probably meant, if that can be told; it is only ever proposed in a message."""
    from ikhtilaf.dates.english import to_edtf  # here, for only a mistake needs it

    if found := re.fullmatch(_ALMOST, text):
        candidate = "-".join([found[1], *(part.zfill(2) for part in found.groups()[1:] if part)])
        return candidate if _plain(candidate) else ""
    candidate = text.upper()
    for draft, present in _DRAFT_NOTATION:
        candidate = candidate.replace(draft, present)
    in_signs = candidate != text and re.fullmatch(_SIGNS, candidate)
    try:
        return parse(candidate if in_signs else to_edtf(text)).text
    except DateError:
        return ""


def _written_out(digits: str, exponent: str, significant: str) -> str:
    """Return the year that digits and an exponent make, or the years if few are significant, if they can be read."""
    zeros = int(exponent) if len(exponent) < 3 else MOST_YEAR_DIGITS
    year = digits + "0" * zeros
    counted = re.fullmatch(_SIGNIFICANT, year + significant)
    return _in_x(*counted.groups()) if counted else _if_read(year)


def _in_x(letter: str, sign: str, digits: str, count: str) -> str:
    """Say in a form that is read what a count of significant digits says: all the years with the same first digits."""
    head, rest = digits[: int(count)], len(digits) - int(count)
    if not head or rest <= 0:
        return _if_read(letter + sign + digits) if head else ""
    if not letter:
        return _if_read(f"{sign}{head}{'X' * rest}")
    ends = [_if_read(f"Y{sign}{head}{figure * rest}") for figure in ("90" if sign else "09")]
    return "/".join(ends) if all(ends) else ""


def _if_read(text: str) -> str:
    return text if points.read(text) else ""
