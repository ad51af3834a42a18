"""The same answers for a notebook: `ikhtilaf.load().timeline(province="nangarhar")`.

Every method takes the filters of the command line as keyword arguments, with `_` for `-`: one name or a list of names,
dates as EDTF or as people type them. The answer is a `Rows`: a list of dictionaries with the fields of the JSON
contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict, Unpack, overload

from ikhtilaf.dates import parse_typed
from ikhtilaf.query.errors import NoLastDayError
from ikhtilaf.query.filters import Filters, make_filters
from ikhtilaf.query.views import View, make_view
from ikhtilaf.render.columns import flatten
from ikhtilaf.store import Store

Names = str | Sequence[str]


class Otherwise(TypedDict, total=False):
    """The keyword arguments of every method, but for `between`; the help of the commands says what each means."""

    faction: Names
    person: Names
    type: Names
    state: Names
    text: Names
    contested: bool
    province: Names
    place: Names
    since: str
    until: str
    certain: bool
    source: Names
    according_to: str
    known_by: str


class Filtering(Otherwise, total=False):
    """All the keyword arguments that every method takes."""

    between: tuple[str, str]


class Rows(list[dict[str, Any]]):
    """An answer: a list of rows, which shows as a table in Jupyter and goes into a data frame."""

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as plain dictionaries."""
        return [dict(row) for row in self]

    def to_pandas(self) -> Any:
        """Return the rows as a pandas DataFrame; lists and dictionaries stay as they are. Needs pandas."""
        import pandas as pd

        return pd.DataFrame(self.to_dicts())

    def to_polars(self) -> Any:
        """Return the rows as a polars DataFrame. Needs polars."""
        import polars as pl

        return pl.DataFrame(self.to_dicts(), infer_schema_length=None)

    def _repr_html_(self) -> str:
        """Return the rows as an HTML table, every text escaped."""
        import html

        from ikhtilaf.render.escape import visible

        def escape(text: str) -> str:
            return html.escape(visible(text))

        keys = list(dict.fromkeys(key for row in self for key in row))
        head = "".join(f"<th>{escape(key)}</th>" for key in keys)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(flatten(row.get(key)))}</td>" for key in keys) + "</tr>" for row in self
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


class History(dict[str, Any]):
    """The answer for one pair, as the command line's `relations --between` has it: rows, history, events, measures."""

    @property
    def rows(self) -> Rows:
        """How they stand, a row a place."""
        return Rows(self["rows"])

    @property
    def history(self) -> Rows:
        """How they stood, a row a period."""
        return Rows(self["history"])


class LoadedLog:
    """A log, read and checked, that answers."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def timeline(self, **filtering: Unpack[Filtering]) -> Rows:
        """Return what happened, in the order of time."""
        from ikhtilaf.query.timeline import timeline

        filters, view = self._asked(filtering)
        return Rows(timeline(self.store, filters, view))

    @overload
    def relations(
        self, *, between: tuple[str, str], as_of: str | None = None, **filtering: Unpack[Otherwise]
    ) -> History: ...

    @overload
    def relations(self, *, as_of: str | None = None, **filtering: Unpack[Otherwise]) -> Rows: ...

    def relations(self, *, as_of: str | None = None, **filtering: Unpack[Filtering]) -> Rows | History:
        """Return how factions stood on a day (default: the log's end); with `between`, a `History` of that pair."""
        from ikhtilaf.query.assertions import Assertions
        from ikhtilaf.query.pair import pair_history
        from ikhtilaf.query.relations import last_day, relations

        filters, view = self._asked(filtering)
        assertions = Assertions(self.store, view)
        day = self._day(as_of)
        day = last_day(self.store) if day is None else day
        if filters.between is not None:
            return History(pair_history(assertions, day, filters))
        return Rows(relations(assertions, day, filters))

    def changes(self, **filtering: Unpack[Filtering]) -> Rows:
        """Return which pairs changed from which state to which, by which event."""
        from ikhtilaf.query.assertions import Assertions
        from ikhtilaf.query.changes import changes

        filters, view = self._asked(filtering)
        return Rows(changes(Assertions(self.store, view), filters))

    def summary(self, *factions: str, as_of: str | None = None, **filtering: Unpack[Filtering]) -> Rows:
        """Return who some factions are (none named: all)."""
        from ikhtilaf.query.names import find
        from ikhtilaf.query.summary import summary

        filters, view = self._asked(filtering)
        named = [find(self.store, "faction", name) for name in factions] or list(filters.factions)
        return Rows(summary(self.store, named, self._day(as_of), filters, view))

    def disputes(self, **filtering: Unpack[Filtering]) -> Rows:
        """Return where the sources disagree."""
        from ikhtilaf.query.disputes import disputes

        filters, view = self._asked(filtering)
        return Rows(disputes(self.store, filters, view))

    def show(self, name: str) -> Rows:
        """Return everything that goes by a name: events, factions, places, people, sources, passages, words."""
        from ikhtilaf.query.show import show

        return Rows(show(self.store, name))

    def list(self, kind: str) -> Rows:
        """Return what there is of a kind: factions, people, places, sources, types, states, stances, roles."""
        from ikhtilaf.query.listing import LISTINGS, listed_kind

        wanted = listed_kind(kind)
        return Rows(LISTINGS[wanted](self.store))

    def _asked(self, filtering: Mapping[str, Any]) -> tuple[Filters, View]:
        given = {name: value for name, value in filtering.items() if value is not None}
        known_by, according_to = given.pop("known_by", None), given.pop("according_to", None)
        view = make_view(self.store, according_to, None if known_by is None else parse_typed(str(known_by)))
        for name, value in given.items():
            if name in {"since", "until"}:
                given[name] = parse_typed(str(value))
            elif isinstance(value, str):
                given[name] = (value,)
            elif isinstance(value, Iterable):
                given[name] = tuple(value)
        return make_filters(self.store, **given), view

    def _day(self, as_of: str | None) -> int | None:
        if as_of is None:
            return None
        date = parse_typed(str(as_of))
        if date.latest is None:
            raise NoLastDayError(date.text)
        return date.latest


def load(path: str | Path | None = None) -> LoadedLog:
    """Read the log at `path` (a file, a folder; None: `IKHTILAF_LOG`, else the one that ships) and return it ready to
    answer.

    Raises an `IkhtilafError` where there is no log, or where it has errors.
    """
    from ikhtilaf.store.opening import open_store

    return LoadedLog(open_store(None if path is None else str(path)))
