"""Sheets: which columns an answer has, a few for eyes, all of them for pipes; and the cells that sheets share.

A sheet's `table` columns are what a terminal and Markdown show, its `record` columns what tsv and csv carry; `--fields`
picks among all. The keys of the record columns are the fields of the JSON contract. The sheets themselves stand in
`sheets_of_events`, `sheets_of_relations` and `sheets_of_things`, so that a command makes those that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

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
    """Return a cell that joins a list by spaces: names without spaces, ready for `xargs`.

    Where one of them has a space in it, such as the passage `p. 9`, it joins by semicolons.
    """

    def text(row: Row) -> str:
        names = row.get(key)
        if not names:
            return ""
        joined = " ".join(names)
        return joined if joined.count(" ") < len(names) else "; ".join(names)

    return text


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


def with_bounds(sheet: Sheet) -> Sheet:
    """Return the sheet with a table column for the first and last possible day, behind its first column of dates."""
    where = next((i for i, column in enumerate(sheet.table) if column.style == "date"), None)
    if where is None:
        return sheet
    key = sheet.table[where].key
    column = Column("bounds", "First to last day", lambda row: bounds(row, key), style="date", min_width=13)
    return sheet._replace(table=(*sheet.table[: where + 1], column, *sheet.table[where + 1 :]))
