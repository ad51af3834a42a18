"""A table of one's own, read as its mapping says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ikhtilaf.dates import parse_typed
from ikhtilaf.dates.errors import DateError
from ikhtilaf.imports.coded import (
    Cast,
    Coded,
    Columns,
    Kept,
    RefusedError,
    Said,
    Sayings,
    When,
    Where,
    clean,
    coordinates,
    counted,
    dated,
    listed,
    split_names,
    whole,
)
from ikhtilaf.imports.dataset import Dataset, Refused, each, sayings
from ikhtilaf.imports.mapping import PRECISIONS, Mapping
from ikhtilaf.imports.naming import identifier
from ikhtilaf.log.problems import quoted
from ikhtilaf.model.vocabulary import EVENT_TYPES

_HOLDS = (
    *("date", "side_a", "id", "end", "precision", "side_b", "type", "country", "province", "district", "place"),
    *("latitude", "longitude", "deaths", "title", "text", "source", "note"),
)
_ACTED_ON = ("attack", "demand", "refusal", "killing", "statement")
"""Types of event in which one side acts and the other is acted on."""


class _Sides(NamedTuple):
    cast: Cast
    title: str


class Mapped:
    """Reads the rows of a table by a mapping; `take` is called with the columns that are `needed`."""

    def __init__(self, mapping: Mapping, lapse: int) -> None:
        about = mapping.dataset
        date = "" if about.date is None else about.date.text
        self.dataset = Dataset(about.id, about.title, about.author, about.note, about.url, date)
        self.mapping, self.lapse = mapping, lapse
        named = {hold: getattr(mapping.columns, hold) for hold in _HOLDS}
        self.needed = list(dict.fromkeys(name for name in named.values() if name))
        self._at = {hold: self.needed.index(name) for hold, name in named.items() if name}
        self._types = {clean(word).lower(): type_ for word, type_ in mapping.types.items()}
        self._precisions = {clean(word).lower(): known for word, known in mapping.precisions.items()}
        self._when, self._sides = Kept(self._dated), Kept(self._cast)
        self._places = Kept(_place)

    def take(self, cells: Sequence[Sequence[str]], numbers: Sequence[int]) -> tuple[Columns, Refused]:
        """Return what rows say, and why some are refused."""
        return each(self._row, cells, numbers)

    def _row(self, cells: tuple[str, ...], row: int) -> Coded:
        at = self._at
        cell = {hold: cells[at[hold]] if hold in at else "" for hold in _HOLDS}
        days = self._when[cell["date"], cell["end"], cell["precision"]]
        sides: _Sides = self._sides[cell["type"], cell["side_a"], cell["side_b"]]
        country = clean(cell["country"]) or self.mapping.country
        path = (country, cell["province"], cell["district"], cell["place"])
        where, short = self._places[(*path, cell["latitude"], cell["longitude"])]
        title = clean(cell["title"]) or f"{sides.title}{short}"
        text = clean(cell["text"]) or f"{title}."
        if cell["deaths"].strip():
            text += f" {counted(whole(cell['deaths'], 'deaths'), 'death')} reported."
        if "id" in at and not clean(cell["id"]):
            raise RefusedError(f"{self.mapping.columns.id} is empty")
        name = clean(cell["id"]) or str(row)
        told = (name if "id" in at else f"row {row}", cell["note"], cell["source"])
        id_ = f"{self.dataset.id}-{identifier(name, 'row')}"
        return Coded(id_, days, sides.cast, where, country, title, text, told)

    def claims(self, told: Sequence[tuple[str, ...]]) -> Sayings:
        """Return who says what rows say, of what `take` has put aside."""
        return sayings(map(self._said, told))

    def _said(self, told: tuple[str, ...]) -> Sequence[Said]:
        cited, note, source = told
        own = ("", (cited,), clean(note))
        return [own, *((name, (), "") for name in split_names(source, self.mapping.separator))]

    def _dated(self, date: str, end: str, precision: str) -> When:
        word = clean(precision).lower()
        known = self._precisions.get(word, word if word in PRECISIONS else "")
        if word and not known:
            raise RefusedError(f"the precision {quoted(precision)} is not in the mapping")
        first = coarser(self._point(date, "date"), known)
        last = coarser(self._point(end, "end"), known) if clean(end) else first
        if first != last and ("/" in first or "/" in last):
            raise RefusedError(f"{first} is a span of time, and it has an end ({last}) beside it")
        return When(dated(first if first == last else f"{first}/{last}"), self.lapse)

    def _point(self, cell: str, what: str) -> str:
        """Return a cell as EDTF."""
        text, form = clean(cell), self.mapping.date_format
        if not text:
            raise RefusedError(f"the {what} is empty")
        try:
            if not form:
                return parse_typed(text).text
            found = datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 -- a day has no time zone
        except DateError as error:
            raise RefusedError(error.message) from error
        except ValueError as error:
            raise RefusedError(f"the {what} {quoted(cell)} is not written as {form}") from error
        # What the form does not have is not known, whatever the library puts in its place.
        if not any(code in form for code in ("%d", "%j", "%x", "%c", "%D", "%F")):
            return found[:7] if any(code in form for code in ("%m", "%b", "%B")) else found[:4]
        return found

    def _cast(self, type_: str, side_a: str, side_b: str) -> _Sides:
        word = clean(type_).lower()
        kind = self._types.get(word, word if word in EVENT_TYPES else "") if word else self.mapping.type
        if not kind:
            raise RefusedError(f"the type {quoted(type_)} is not in the mapping, and no type of event")
        ours, theirs = (split_names(side, self.mapping.separator) for side in (side_a, side_b))
        if not ours:
            raise RefusedError(f"{self.mapping.columns.side_a} is empty")
        names = list(dict.fromkeys((*ours, *theirs)))
        if kind in _ACTED_ON:
            others = [name for name in theirs if name not in ours]
            cast = Cast(kind, [*((name, "initiator") for name in ours), *((name, "target") for name in others)])
        else:
            pairs = [(one, other) for one in ours for other in theirs if one != other] if kind == "fight" else []
            cast = Cast(kind, [(name, "party") for name in names], pairs)
        joint = " against " if kind in {"fight", *_ACTED_ON} else " and "
        return _Sides(cast, f"{kind}: {listed(ours)}{joint + listed(theirs) if theirs else ''}")


def coarser(text: str, precision: str) -> str:
    """Return a date no sharper than a precision says; one that is vaguer already stays so.

    >>> coarser("2017-05-01", "month"), coarser("2017", "month"), coarser("2017-05", "about")
    ('2017-05', '2017', '2017-05~')
    """
    plain = text.replace("-", "").isdigit()
    if not plain or precision in {"", "day"}:
        return text
    return f"{text}~" if precision == "about" else text[: {"month": 7, "year": 4}[precision]]


def _place(
    country: str, province: str, district: str, place: str, latitude: str, longitude: str
) -> tuple[Where | None, str]:
    """Return the place as far as its cells go, and how the title names it."""
    kinds = ("country", "province", "district", "area")
    path = [
        (kind, name)
        for kind, cell in zip(kinds, (country, province, district, place), strict=True)
        if (name := clean(cell))
    ]
    if not path:
        return None, ""
    exact = coordinates(latitude, longitude) if clean(place) else None
    return Where(path, exact), f", in {path[-1][1]}"
