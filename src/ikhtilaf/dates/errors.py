"""What can be wrong with a date: one class for each mistake, which owns its name, its wording and its remedy."""

from __future__ import annotations

from ikhtilaf.errors import IkhtilafError

LONGEST = 120
"""The most characters that a date may have."""
MOST_YEAR_DIGITS = 12
"""The most digits that a year after Y may have."""

_FORMS = "2017-10-18, 2017-10, 2017, 2015-22 (summer), 2014-12~ (about), 2016/.. (from 2016 on), or other EDTF"
_TYPED_FORMS = '2017-10-18, "18 October 2017", "Oct 2017", "summer 2015", or any date in EDTF'


def shown(text: str, most: int = 60) -> str:
    """Return the text in quotes for a message, cut at so many characters, with whatever cannot be printed escaped."""
    printable = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text[: most + 1])
    return f'"{printable}"' if len(printable) <= most else f'"{printable[: most - 1]}…"'


class DateError(IkhtilafError):
    """Something is wrong with a date. `text` is the date as it was given, or the part of it that is wrong."""

    name = "date"

    def __init__(self, text: str, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.text = text


class BadDateError(DateError):
    """The text is not in the form of a date. `why` says more where more is known, `instead` what was probably meant."""

    name = "bad-date"

    def __init__(self, text: str, why: str, instead: str = "") -> None:
        message = f"{shown(text)} is not a date in EDTF"
        remedy = f"Write {instead} instead." if instead else f"Write {_FORMS}."
        super().__init__(text, f"{message}: {why}" if why else message, remedy)
        self.why, self.instead = why, instead


class ImpossibleDateError(DateError):
    """The form is right, but there is no such day. `why` says what rules it out."""

    name = "impossible-date"

    def __init__(self, text: str, why: str) -> None:
        remedy = "Correct the date, or leave out the part that is not known."
        super().__init__(text, f"{shown(text)} cannot be: {why}", remedy)


class DateSetError(DateError):
    """A set of dates: one of them `[..]`, or all of them `{..}`."""

    name = "date-set"

    def __init__(self, text: str) -> None:
        if text.startswith("["):
            kind = "one of several dates"
            remedy = "Write the interval that spans them, as in 1667/1672 for [1667,1670..1672]."
        else:
            kind = "several dates at once"
            remedy = "Write one entry for each date, or the interval that spans them, as in 1960/1961-12."
        super().__init__(text, f"{shown(text)} is a set, {kind}: sets of EDTF are not read", remedy)


class DateExponentError(DateError):
    """A year with an exponent, such as `Y-17E7`. `instead` is the year written out, if it is short enough."""

    name = "date-exponent"

    def __init__(self, text: str, instead: str) -> None:
        remedy = f"Write the year out: {instead or 'Y170000002, with at most 12 digits'}."
        super().__init__(text, f"{shown(text)} is a year with an exponent: exponents of EDTF are not read", remedy)


class DateSignificantDigitsError(DateError):
    """A year with a count of significant digits, such as `1950S2`. `instead` says the same in other words."""

    name = "date-significant-digits"

    def __init__(self, text: str, instead: str) -> None:
        message = f"{shown(text)} counts the significant digits of a year: that part of EDTF is not read"
        remedy = f"Write {instead} instead." if instead else "Write unspecified digits as X, as in 19XX for 1950S2."
        super().__init__(text, message, remedy)


class UnreadableDateError(DateError):
    """What a person typed is neither EDTF nor a date in words that has only one meaning."""

    name = "unreadable-date"

    def __init__(self, text: str, why: str = "", instead: str = "") -> None:
        message = f"{shown(text)} is not a date that can be read with certainty"
        remedy = f"Write {instead} instead." if instead else f"Write {_TYPED_FORMS}."
        super().__init__(text, f"{message}: {why}" if why else message, remedy)
        self.why = why
