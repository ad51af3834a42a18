"""The columns of what changed between two versions of a log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ikhtilaf.render.columns import Column, Row, flatten
from ikhtilaf.render.sheets import Sheet, day_words, spaced
from ikhtilaf.render.sheets_of_relations import state_words

_LONG = 60
"""A text of more letters is shown in a table from a little before where it differs to a little behind."""
_AROUND = 24

HEADINGS = {
    "event": "Events, their relations and claims",
    "faction": "Factions",
    "tie": "Ties and facts, and claims on them",
    "fact": "Ties and facts, and claims on them",
    "source": "Sources",
    "place": "Places",
    "person": "People",
    "log": "The log",
    "state": "How factions stood",
}


def heading_of(row: Row) -> str:
    """Return the line above the rows of one kind; claims and relations stand with what they are part of."""
    what = row["what"]
    return HEADINGS.get(what, HEADINGS["tie" if " " in row["id"] else "event"])


def value_words(row: Row, side: str) -> str:
    """Return the old or new value in words, for all flat formats: whole."""
    value = row[side]
    if row["what"] == "state" and isinstance(value, Mapping):
        return state_words(value)
    return flatten(value)


def _short(row: Row, side: str) -> str:
    """The same for eyes: a long text only where it differs."""
    value = value_words(row, side)
    other = value_words(row, "old" if side == "new" else "new")
    if row["field"] in {"date", "from", "until"}:
        return day_words(value)
    return excerpt(value, other) if len(value) > _LONG and other else value


def excerpt(text: str, other: str) -> str:
    """Return the part of a text that differs from another, with some words around it.

    >>> excerpt("one two three four five six seven eight", "one two three four 5 six seven eight")
    'one two three four five six seven eight'
    """
    first = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    most = min(len(text), len(other)) - first
    same = 0
    while same < most and text[-1 - same] == other[-1 - same]:
        same += 1
    start, end = max(first - _AROUND, 0), min(len(text) - same + _AROUND, len(text))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if text.find(" ", end) > 0 else len(text)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _about(row: Row) -> str:
    if row["what"] == "state":
        return " and ".join(row["between"]) + (f", {row['place']}" if row["place"] else "")
    if row["part"]:
        return f"{row['id']}: {row['what']} {row['part']}"
    return str(row["id"])


def _what(row: Row) -> str:
    if row["what"] == "state":
        return _days(row)
    field = str(row["field"] or "").replace("_", " ")
    return f"{field} {row['change']}".strip()


def _days(row: Row) -> str:
    first, last = (day_words(row[key]) for key in ("from", "until"))
    if not last:
        return f"from {first} on"
    return f"on {first}" if row["days"] == 1 else f"{first} to {last}, {row['days']:,} days"


def _value(side: str) -> Any:
    return lambda row: value_words(row, side)


DIFFERENCES = Sheet(
    table=(
        Column("id", "What", _about, style="id", min_width=20),
        Column("change", "Change", _what, min_width=12),
        Column("old", "Before", lambda row: _short(row, "old"), min_width=12),
        Column("new", "Now", lambda row: _short(row, "new"), min_width=12),
        Column("at", "At", style="note", wrap=False, priority=1),
    ),
    record=(
        Column("what", "What", wrap=False),
        Column("id", "Id", style="id", wrap=False),
        Column("part", "Part", style="id"),
        Column("change", "Change", wrap=False),
        Column("field", "Field", wrap=False),
        Column("old", "Old", _value("old")),
        Column("new", "New", _value("new")),
        Column("between", "Between", spaced("between"), style="id", wrap=False),
        Column("place", "Place", style="place", wrap=False),
        Column("from", "From", style="date", wrap=False),
        Column("until", "Until", style="date", wrap=False),
        Column("days", "Days", style="number"),
        Column("at", "At", style="note"),
    ),
)
