"""Dates: EDTF to a first and a last day, comparisons with three answers, what people type, and words for tables."""

from __future__ import annotations

from ikhtilaf.dates.compare import Answer, after, before, certainly, possibly, within
from ikhtilaf.dates.days import day, iso, split
from ikhtilaf.dates.edtf import Date, parse, span
from ikhtilaf.dates.errors import (
    BadDateError,
    DateError,
    DateExponentError,
    DateSetError,
    DateSignificantDigitsError,
    ImpossibleDateError,
    UnreadableDateError,
)
from ikhtilaf.dates.typed import parse_typed
from ikhtilaf.dates.words import in_words

__all__ = [
    "Answer",
    "BadDateError",
    "Date",
    "DateError",
    "DateExponentError",
    "DateSetError",
    "DateSignificantDigitsError",
    "ImpossibleDateError",
    "UnreadableDateError",
    "after",
    "before",
    "certainly",
    "day",
    "in_words",
    "iso",
    "parse",
    "parse_typed",
    "possibly",
    "span",
    "split",
    "within",
]
