"""Which columns each kind of answer has: a few for eyes, all of them for pipes.

A sheet's `table` columns are what a terminal and Markdown show, its `record` columns what tsv and csv carry; `--fields`
picks among all. The keys of the record columns are the fields of the JSON contract.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ikhtilaf.model.vocabulary import CONTESTED, UNKNOWN
from ikhtilaf.render.columns import Column, Row, cell


class Sheet(NamedTuple):
    """The columns of one kind of answer, for eyes and for pipes."""

    table: tuple[Column, ...]
    record: tuple[Column, ...]
    more: tuple[Column, ...] = ()
    """Fields that only `--fields` shows: too long, or too seldom there, for every line."""

    def pick(self, keys: Sequence[str]) -> tuple[Column, ...] | None:
        """Return the columns with these keys, in this order; None where there is one that the sheet does not have."""
        # What a table calls "Who says so" is the field `sources`: either name will do.
        known = {column.title.casefold().replace(" ", "_"): column for column in reversed(self.table)}
        known.update({column.key: column for column in (*self.table, *self.more, *self.record)})
        return tuple(known[key] for key in keys) if all(key in known for key in keys) else None

    def without(self, *keys: str) -> Sheet:
        """Return the sheet without some table columns."""
        return self._replace(table=tuple(column for column in self.table if column.key not in keys))

    def without_empty(self, rows: Sequence[Row]) -> Sheet:
        """Return the sheet without the table columns that could be left out and hold nothing in any of the rows."""
        kept = (column for column in self.table if not column.priority or any(cell(column, row) for row in rows))
        return self._replace(table=tuple(kept))

    @property
    def keys(self) -> list[str]:
        """The keys that `pick` knows, those of the record first."""
        return list(dict.fromkeys(column.key for column in (*self.record, *self.more, *self.table)))


def words_of(date: str | None) -> str:
    """Return an EDTF date in English; what does not parse as it stands."""
    if not date:
        return ""
    from ikhtilaf.dates import DateError, in_words, parse

    try:
        return in_words(parse(date))
    except DateError:
        return date


def day_words(date: str | None) -> str:
    """Return in English the day on which something began or ended, of which no more than an interval may be known."""
    first, slash, last = (date or "").partition("/")
    if slash and first not in {"", ".."} and last not in {"", ".."}:
        return f"between {words_of(first)} and {words_of(last)}"
    return words_of(date)


def spaced(key: str) -> Callable[[Row], str]:
    """Return a cell that joins a list by spaces: names without spaces, ready for `xargs`."""
    return lambda row: _joined(row.get(key) or ())


def _joined(names: Sequence[str]) -> str:
    """Names joined by spaces; by semicolons where one of them has a space in it, such as the passage `p. 9`."""
    return ("; " if any(" " in name for name in names) else " ").join(names)


def moment_words(key: str) -> Callable[[Row], str]:
    """Return a cell with a moment in English: of an interval, some day in it."""
    return lambda row: day_words((row.get(key) or {}).get("date"))


def moment_part(key: str, part: str) -> Callable[[Row], str]:
    """Return a cell with one part of a moment: date (EDTF), earliest or latest (ISO 8601)."""
    return lambda row: (row.get(key) or {}).get(part) or ""


def bounds(row: Row, key: str = "date") -> str:
    """Return the first and last possible day of a row's date, open ends as dots; empty where there is no date."""
    date = row.get(key)
    if date is None:
        return ""
    holder = date if isinstance(date, dict) else row
    first, last = holder.get("earliest"), holder.get("latest")
    return str(first) if first == last and first else f"{first or '..'} to {last or '..'}"


def _moment_records(key: str) -> tuple[Column, ...]:
    return (
        Column(key, key.title(), moment_part(key, "date"), style="date", wrap=False),
        Column(f"{key}_earliest", "Earliest", moment_part(key, "earliest"), style="date", wrap=False),
        Column(f"{key}_latest", "Latest", moment_part(key, "latest"), style="date", wrap=False),
    )


def _doubt(row: Row) -> str:
    return "" if row["certain"] else " ?"


def state_words(row: Row) -> str:
    """Return a relation's answer for eyes: what is contested or only possible said in words, what is not certain with a
    `?`.
    """
    state = row["state"]
    if state == CONTESTED:
        return f"{CONTESTED}: {' / '.join(row['states'])}"
    possible = row.get("possible") or ()
    text = str(state)
    if possible:
        text += f", perhaps {' or '.join(possible)}"
    elif row.get("certain") is False and state != UNKNOWN:
        text += " ?"
    return text


def marks_of(row: Row) -> str:
    """Return the marks of an event: those of `MARKS` that hold of it."""
    marks = [
        ("?" if row.get("match") == "possible" else ""),
        ("≠" if row.get("contested") else ""),
        ("†" if row.get("postscript") else ""),
        ("‡" if row.get("slip") else ""),
    ]
    return "".join(marks)


MARKS = {
    "?": "only possibly matches",
    "≠": "the sources disagree",
    "†": "postscript: after what the log covers",
    "‡": "a slip of the source, see `show`",
}
"""The marks of a timeline, for the legend under a table."""

_BETWEEN = Column("between", "Between", spaced("between"), style="id", wrap=False)
_PLACE = Column("place", "Place", style="place", wrap=False)
_EVENT = Column("event", "Event", style="id", wrap=False, priority=6)
_SOURCES = Column("sources", "Who says so", spaced("sources"), style="note", priority=1, min_width=11)
_SOURCES_RECORD = Column("sources", "Sources", spaced("sources"), style="note")
_STATES_RECORD = Column("states", "States", spaced("states"), style="state")
_INHERITED = Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id", priority=3)

TIMELINE = Sheet(
    table=(
        Column("date", "Date", lambda row: words_of(row["date"]), style="date", min_width=12),
        Column("marks", "", marks_of, style="note", wrap=False, ours=True),
        Column("title", "What happened", min_width=28),
        Column("type", "Type", style="text", wrap=False, priority=5),
        Column("factions", "Factions", style="id", min_width=12, priority=3),
        Column("places", "Places", style="place", min_width=10, priority=4),
        Column("sources", "Who says so", spaced("sources"), style="note", priority=2, min_width=11),
        Column("cites", "Cited", spaced("cites"), style="note", priority=1, min_width=6),
        Column("id", "Id", style="id", wrap=False, priority=6),
    ),
    record=(
        Column("id", "Id", style="id", wrap=False),
        Column("date", "Date", style="date", wrap=False),
        Column("earliest", "Earliest", style="date", wrap=False),
        Column("latest", "Latest", style="date", wrap=False),
        Column("wording", "Wording"),
        Column("type", "Type", wrap=False),
        Column("title", "Title"),
        Column("factions", "Factions", spaced("factions"), style="id"),
        Column("places", "Places", spaced("places"), style="place"),
        Column("provinces", "Provinces", spaced("provinces"), style="place"),
        Column("people", "People", lambda row: " ".join(row["people"]), style="id"),
        Column(
            "states", "States", lambda row: " ".join(dict.fromkeys(r["state"] for r in row["relations"])), style="state"
        ),
        Column("sources", "Sources", spaced("sources"), style="note"),
        Column("cites", "Cites", spaced("cites"), style="note"),
        Column("contested", "Contested"),
        Column("postscript", "Postscript"),
        Column("match", "Match"),
        Column("text", "Text"),
        Column("at", "At", style="note"),
    ),
    more=(
        Column("roles", "Roles"),
        Column("terms", "Terms", lambda row: "; ".join(row["terms"])),
        Column("slip", "Slip"),
        Column("relations", "Relations"),
        Column("claims", "Claims"),
        Column("background", "Background"),
    ),
)

RELATIONS = Sheet(
    table=(
        _BETWEEN,
        Column("place", "Place", lambda row: row["place"] or "in general", style="place", wrap=False),
        Column("state", "State", state_words, style="state", min_width=11),
        Column("since", "Since", moment_words("since"), style="date", min_width=14),
        Column("until", "Until", moment_words("until"), style="date", priority=5),
        _INHERITED,
        _SOURCES,
        _EVENT,
    ),
    record=(
        _BETWEEN,
        _PLACE,
        Column("state", "State", style="state", wrap=False),
        _STATES_RECORD,
        *_moment_records("since"),
        *_moment_records("until"),
        Column("certain", "Certain"),
        Column("possible", "Possible", spaced("possible"), style="state"),
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
        Column("event", "Event", style="id", wrap=False),
        Column("events", "Events", spaced("events"), style="id"),
        _SOURCES_RECORD,
        Column("as_of", "As of", style="date", wrap=False),
    ),
)

HISTORY = Sheet(
    table=(
        _BETWEEN,
        Column("place", "Place", lambda row: row["place"] or "in general", style="place", wrap=False),
        Column(
            "state",
            "State",
            lambda row: state_words(row) + (" †" if row.get("postscript") else ""),
            style="state",
            min_width=11,
            ours=True,
        ),
        Column("from", "From", moment_words("from"), style="date", min_width=12),
        Column("until", "Until", moment_words("until"), style="date", min_width=12),
        _INHERITED,
        _SOURCES,
        _EVENT._replace(priority=2),
    ),
    record=(
        _BETWEEN,
        _PLACE,
        Column("state", "State", style="state", wrap=False),
        _STATES_RECORD,
        *_moment_records("from"),
        *_moment_records("until"),
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
        Column("event", "Event", style="id", wrap=False),
        Column("events", "Events", spaced("events"), style="id"),
        _SOURCES_RECORD,
        Column("postscript", "Postscript"),
    ),
)

STANDING = Sheet(
    table=(
        Column("part", "", wrap=False),
        *(
            column._replace(key="since", text=moment_words("since")) if column.key == "from" else column
            for column in HISTORY.table
        ),
    ),
    record=(
        Column("part", "Part", wrap=False),
        _BETWEEN,
        _PLACE,
        Column("state", "State", style="state", wrap=False),
        _STATES_RECORD,
        *_moment_records("since"),
        *_moment_records("until"),
        Column("certain", "Certain"),
        Column("possible", "Possible", spaced("possible"), style="state"),
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
        Column("event", "Event", style="id", wrap=False),
        Column("events", "Events", spaced("events"), style="id"),
        _SOURCES_RECORD,
        Column("postscript", "Postscript"),
        Column("as_of", "As of", style="date", wrap=False),
    ),
)
"""One pair for pipes: the rows that hold now and the periods of the past, told apart by `part`."""

CHANGES = Sheet(
    table=(
        Column("date", "When", moment_words("date"), style="date", min_width=12),
        _BETWEEN,
        Column("place", "Place", lambda row: row["place"] or "in general", style="place", wrap=False),
        Column("from", "From", lambda row: row["from"] or "(not known)", style="state"),
        Column("to", "To", lambda row: row["to"] or "(not known)", style="state"),
        _SOURCES,
        _EVENT,
    ),
    record=(
        *_moment_records("date"),
        _BETWEEN,
        _PLACE,
        Column("from", "From", style="state", wrap=False),
        Column("to", "To", style="state", wrap=False),
        _STATES_RECORD,
        Column("event", "Event", style="id", wrap=False),
        _SOURCES_RECORD,
        Column("postscript", "Postscript"),
        Column("match", "Match"),
    ),
)

DAYS = Sheet(
    table=(
        _BETWEEN,
        Column("place", "Place", lambda row: row["place"] or "in general", style="place", wrap=False),
        Column("from", "On the first day", lambda row: row["from"] or "(not known)", style="state"),
        Column("to", "On the second", lambda row: (row["to"] or "(not known)") + _doubt(row), style="state"),
        _INHERITED,
        _SOURCES,
        _EVENT,
    ),
    record=(
        _BETWEEN,
        _PLACE,
        Column("from", "From", style="state", wrap=False),
        Column("to", "To", style="state", wrap=False),
        Column("from_states", "From states", spaced("from_states"), style="state"),
        Column("to_states", "To states", spaced("to_states"), style="state"),
        Column("certain", "Certain"),
        Column("event", "Event", style="id", wrap=False),
        _SOURCES_RECORD,
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
        Column("days", "Days", spaced("days"), style="date"),
    ),
)


def with_bounds(sheet: Sheet) -> Sheet:
    """Return the sheet with a table column for the first and last possible day, behind its first column of dates."""
    where = next((i for i, column in enumerate(sheet.table) if column.style == "date"), None)
    if where is None:
        return sheet
    key = sheet.table[where].key
    column = Column("bounds", "First to last day", lambda row: bounds(row, key), style="date", min_width=13)
    return sheet._replace(table=(*sheet.table[: where + 1], column, *sheet.table[where + 1 :]))
