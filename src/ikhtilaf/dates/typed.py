"""What a person types for a date: EDTF, or else a date in English that has only one meaning."""

from __future__ import annotations

from ikhtilaf.dates.edtf import Date, parse
from ikhtilaf.dates.errors import LONGEST, BadDateError, UnreadableDateError


def parse_typed(text: str) -> Date:
    """Read a date as a person types it: EDTF first, so that `2004-06/2006-08` is an interval, then plain English.

    Raises UnreadableDateError where the text has no meaning, or more than one; ImpossibleDateError where there is no
    such day; and for the parts of EDTF that are not read the same errors as `parse`.
    """
    try:
        return parse(text)
    except BadDateError as error:
        bad = error
    from ikhtilaf.dates.english import to_edtf  # its patterns take longer to load than most dates to read

    if len(text) > LONGEST:
        raise UnreadableDateError(text, bad.why)
    try:
        edtf = to_edtf(text)
    except UnreadableDateError as unreadable:
        if unreadable.why or not (bad.why or bad.instead):
            raise
        raise UnreadableDateError(text, bad.why, bad.instead) from None
    return parse(edtf)
