"""From the events of a table to rows: numbers what they name, and keeps that until all of them have come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from ikhtilaf.imports.coded import Cast, Columns, Sayings, When, Where
from ikhtilaf.imports.naming import Path
from ikhtilaf.model.names import normalise
from ikhtilaf.store.staged import Claims, Events, Rows, Values

Told = tuple[str, ...]
"""Cells that say who says so (`Coded.told`)."""


class Thing:
    """A faction, place or source that rows name: its number, how it is spelt (the first spelling in the alphabet, so
    that the order of rows does not matter), its kind, and the line that names it first.
    """

    __slots__ = ("coordinates", "kind", "line", "number", "spelt")

    def __init__(self, number: int, spelt: str, kind: str, line: int) -> None:
        self.number, self.spelt, self.kind, self.line = number, spelt, kind, line
        self.coordinates: tuple[float, float] | None = None

    def also(self, spelt: str, kind: str, coordinates: tuple[float, float] | None = None) -> None:
        """Note another row that names it."""
        self.spelt, self.kind = min(self.spelt, spelt), min(self.kind, kind)
        if coordinates is not None:
            self.coordinates = coordinates if self.coordinates is None else min(self.coordinates, coordinates)

    def plain(self) -> tuple[Any, ...]:
        """Return it as numbers and texts; `of` makes it of them."""
        return self.number, self.spelt, self.kind, self.line, self.coordinates

    @classmethod
    def of(cls, plain: tuple[Any, ...]) -> Thing:
        """Return the thing that these fields are of."""
        *fields, coordinates = plain
        made = cls(*fields)
        made.coordinates = coordinates
        return made


class Things(NamedTuple):
    """All that rows name, by the forms in which names are compared; places by the path of them."""

    factions: dict[str, Thing]
    places: dict[Path, Thing]
    sources: dict[str, Thing]

    def plain(self) -> tuple[list[Any], ...]:
        """Return them as numbers and texts; `of` makes them of these."""
        return tuple([(form, thing.plain()) for form, thing in kind.items()] for kind in self)

    @classmethod
    def of(cls, plain: tuple[list[Any], ...]) -> Things:
        """Return the things that these fields are of."""
        return cls(*({form: Thing.of(fields) for form, fields in kind} for kind in plain))


class Builder:
    """Takes events and gathers the `rows` of them, with what tells of their claims; `things` are what they name, but no
    sources.
    """

    def __init__(self) -> None:
        self.rows = Rows()
        self.told: list[Told] = []
        """What tells of the claims of each event of `rows`."""
        self.things = Things({}, {}, {})

    def add(self, rows: Columns, numbers: Sequence[int], lines: Sequence[int]) -> None:
        """Take the events of rows with their numbers and lines."""
        ids, whens, casts, wheres, _, titles, texts, told = rows
        places = [
            None if where is None else where.number or self._place(where, line)
            for where, line in zip(wheres, lines, strict=True)
        ]
        spans = [when.number or self._span(when) for when in whens]
        numbered = [cast.number or self._cast(cast, line) for cast, line in zip(casts, lines, strict=True)]
        self.rows.add(numbers, ids, spans, numbered, places, lines, titles, texts)
        self.told += told

    def hand_over(self) -> tuple[Values, Events, list[Told]]:
        """Return what has been gathered since this was asked last: rows, events, what tells of the claims of each."""
        told, self.told = self.told, []
        return *self.rows.hand_over(), told

    def _span(self, when: When) -> int:
        when.number = self.rows.span(when.date, when.until)
        return when.number

    def _cast(self, cast: Cast, line: int) -> int:
        def number(name: str) -> int:
            kind, form = cast.kinds.get(name, "faction"), normalise(name)
            found = self.things.factions.get(form)
            if found is None:
                found = self.things.factions[form] = Thing(len(self.things.factions) + 1, name, kind, line)
            found.also(name, kind)
            return found.number

        # Two spellings of one name are one faction: it takes part once, and has no relation with itself.
        parts: dict[int, str] = {}
        for name, role in cast.parts:
            parts.setdefault(number(name), role)
        pairs: dict[frozenset[int], tuple[int, int]] = {}
        for a, b in cast.pairs:
            pairs.setdefault(frozenset((number(a), number(b))), (number(a), number(b)))
        said = [(a, b, "clashes") for a, b in pairs.values() if a != b]
        cast.number = self.rows.cast(cast.type, list(parts.items()), said)
        return cast.number

    def _place(self, where: Where, line: int) -> int:
        path: Path = ()
        for depth, (kind, name) in enumerate(where.path, 1):
            path = (*path, normalise(name))
            if path not in self.things.places:
                self.things.places[path] = Thing(len(self.things.places) + 1, name, kind, line)
            self.things.places[path].also(name, kind, where.coordinates if depth == len(where.path) else None)
        where.number = self.things.places[path].number
        return where.number


class Sources:
    """Makes the claims of events; `things` are the sources that they name, by the forms of names."""

    def __init__(self, claims: Callable[[Sequence[Told]], Sayings]) -> None:
        self._claims = claims
        self.things: dict[str, Thing] = {}
        self._numbers: dict[str, int] = {"": 0}
        """By name as written; the dataset itself is number 0."""

    def claims(self, lines: Sequence[int], told: Sequence[Told]) -> Claims:
        """Return the claims of events on these lines, of what tells of them."""
        counts, names, cites, notes = self._claims(told)
        try:
            numbers = list(map(self._numbers.__getitem__, names))
        except KeyError:
            rest = iter(names)
            numbers = [
                self._source(name, line)
                for line, count in zip(lines, counts, strict=True)
                for name in islice(rest, count)
            ]
        return counts, numbers, cites, notes

    def _source(self, name: str, line: int) -> int:
        if name in self._numbers:
            return self._numbers[name]
        form = normalise(name)
        found = self.things.get(form)
        if found is None:
            found = self.things[form] = Thing(len(self.things) + 1, name, "news", line)
        found.also(name, "news")
        if len(self._numbers) < 100_000:
            self._numbers[name] = found.number
        return found.number
