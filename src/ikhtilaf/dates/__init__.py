"""Dates: EDTF to a first and a last day, comparisons with three answers, what people type, and words for tables.

What is asked of this package is imported when it is asked for: printing a compiled log needs day numbers and no parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_MODULES = {
    "compare": ("Answer", "after", "before", "certainly", "possibly", "within"),
    "days": ("day", "iso", "split"),
    "edtf": ("Date", "parse", "span"),
    "typed": ("parse_typed",),
    "words": ("in_words",),
}


def __getattr__(name: str) -> object:
    """Import a name of the package from the module that has it, once."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = next((module for module, names in _MODULES.items() if name in names), "errors")
    found: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = found
    return found
