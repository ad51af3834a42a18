"""From the events of a table to a compiled log: keeps what they name, and names it when all of them have come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ikhtilaf.dates import Date, parse, span
from ikhtilaf.imports.coded import Cast, Coded, When, Where
from ikhtilaf.imports.dataset import Dataset
from ikhtilaf.imports.naming import Named, Path, name_all, name_places
from ikhtilaf.model.names import normalise
from ikhtilaf.model.things import Faction, Log, Mark, Place, Source
from ikhtilaf.store import Store
from ikhtilaf.store.database import as_list
from ikhtilaf.store.stream import Stream, Twice

_ESCAPED = re.compile(r'["\\]')


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


class Builder:
    """Takes events and makes the compiled log of them at `target`."""

    def __init__(self, target: str, dataset: Dataset, file: str) -> None:
        self.dataset, self.file = dataset, file
        self.stream = Stream(target)
        self.factions: dict[str, Thing] = {}
        self.places: dict[Path, Thing] = {}
        self.sources: dict[str, Thing] = {}
        self._source_numbers: dict[str, int] = {"": 0}
        """By name as written; the dataset itself is number 0."""

    def add(self, event: Coded, row: int, line: int) -> None:
        """Take the event of a row that stands on this line."""
        when, cast, where = event.when, event.cast, event.where
        about = (
            when.number or self._span(when),
            cast.number or self._cast(cast, line),
            None if where is None else where.number or self._place(where, line),
            line,
        )
        numbers = self._source_numbers
        claims = []
        for source, cites, note in event.claims:
            number = numbers.get(source)
            claims.append((self._source(source, line) if number is None else number, _list(cites), note))
        self.stream.event(row, event.id, about, event.title, event.text, claims)

    def finish(self, told: Callable[[float], None] = lambda _done: None) -> Store:
        """Compile the log and return it open."""
        factions, places, sources = self.stream.used()
        log, numbers = self._log(_Used(factions, places, sources))
        return self.stream.finish(log, numbers, told)

    def twice(self) -> list[Twice]:
        """Drop every event whose identifier one before it has, and return them."""
        return list(self.stream.drop_twice())

    def _span(self, when: When) -> int:
        when.number = self.stream.span(when.date, when.until)
        return when.number

    def _cast(self, cast: Cast, line: int) -> int:
        def number(name: str) -> int:
            kind, form = cast.kinds.get(name, "faction"), normalise(name)
            found = self.factions.get(form)
            if found is None:
                found = self.factions[form] = Thing(len(self.factions) + 1, name, kind, line)
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
        cast.number = self.stream.cast(cast.type, list(parts.items()), said)
        return cast.number

    def _place(self, where: Where, line: int) -> int:
        path: Path = ()
        for depth, (kind, name) in enumerate(where.path, 1):
            path = (*path, normalise(name))
            if path not in self.places:
                self.places[path] = Thing(len(self.places) + 1, name, kind, line)
            self.places[path].also(name, kind, where.coordinates if depth == len(where.path) else None)
        where.number = self.places[path].number
        return where.number

    def _source(self, name: str, line: int) -> int:
        form = normalise(name)
        found = self.sources.get(form)
        if found is None:
            found = self.sources[form] = Thing(len(self.sources) + 1, name, "news", line)
        found.also(name, "news")
        if len(self._source_numbers) < 100_000:
            self._source_numbers[name] = found.number
        return found.number

    def _log(self, used: _Used) -> tuple[Log, dict[str, dict[int, str]]]:
        """Return everything of the log but its events, and by kind the identifier that each number means."""
        head = Mark(self.file, 1, 1)
        sources, source_ids = self._sources(used.sources)
        places, place_ids = self._places(used.places)
        factions = {form: thing for form, thing in self.factions.items() if thing.number in used.factions}
        named = name_all((thing.spelt for thing in factions.values()), "faction")
        ids = {thing.number: named[thing.spelt].id for thing in factions.values()}
        made = [
            Faction(mark=self._at(thing), id=named[thing.spelt].id, kind=thing.kind, name=named[thing.spelt].name)
            for thing in factions.values()
        ]
        first, last, _ = self.stream.days()
        log = Log(
            mark=head,
            title=f"{self.dataset.title}: imported events",
            covers=parse(_covered(first, last)),
            reporter=self.dataset.id,
            sources=sources,
            places=places,
            factions={faction.id: faction for faction in sorted(made, key=lambda one: one.id)},
        )
        return log, {"faction": ids, "place": place_ids, "source": source_ids}

    def _sources(self, used: set[int]) -> tuple[dict[str, Source], dict[int, str]]:
        """Return the dataset, then the sources that its rows name, by identifier; and the identifier of each number."""
        dataset, things = self.dataset, [thing for thing in self.sources.values() if thing.number in used]
        date: Date | None = parse(dataset.date) if dataset.date else None
        own = Source(
            mark=Mark(self.file, 1, 1), id=dataset.id, kind="dataset", title=dataset.title, author=dataset.author,
            date=date, note=dataset.note, url=dataset.url,
        )  # fmt: skip
        named = name_all((thing.spelt for thing in things), "source", [dataset.id])
        made = [
            Source(
                mark=self._at(thing), id=named[thing.spelt].id, kind="news", title=named[thing.spelt].name,
                reported_by=dataset.id,
            )
            for thing in things
        ]  # fmt: skip
        ids = {0: dataset.id, **{thing.number: named[thing.spelt].id for thing in things}}
        return {one.id: one for one in (own, *sorted(made, key=lambda one: one.id))}, ids

    def _places(self, used: set[int]) -> tuple[dict[str, Place], dict[int, str]]:
        """Return the places that events have, with what they lie in, the widest first."""
        wanted: set[Path] = set()
        for path, thing in self.places.items():
            if thing.number in used:
                wanted.update(path[:depth] for depth in range(1, len(path) + 1))
        named: dict[Path, Named] = name_places({path: self.places[path].spelt for path in wanted})
        places = {}
        aliases = _short_names(named, {path: self.places[path].kind for path in wanted})
        for path in sorted(wanted, key=lambda path: (len(path), path)):
            thing = self.places[path]
            places[named[path].id] = Place(
                mark=self._at(thing),
                id=named[path].id,
                kind=thing.kind,
                name=named[path].name,
                within=named[path[:-1]].id if len(path) > 1 else None,
                aliases=aliases.get(path, ()),
                coordinates=thing.coordinates,
            )
        return places, {self.places[path].number: named[path].id for path in wanted}

    def _at(self, thing: Thing) -> Mark:
        return Mark(self.file, thing.line, 1)


_GENERIC = re.compile(r" (?:governorate|province|region|state|oblast|department|county|wilaya[ht]?)$", re.IGNORECASE)


def _short_names(named: Mapping[Path, Named], kinds: Mapping[Path, str]) -> dict[Path, tuple[str, ...]]:
    """Return for each province its name without the word for what it is, as people type it, unless that is another
    place's name, or that of two.
    """
    taken = {form for one in named.values() for form in (one.id, normalise(one.name))}
    short = {path: _GENERIC.sub("", one.name) for path, one in named.items() if kinds[path] == "province"}
    forms = Counter(normalise(name) for name in short.values())
    return {
        path: (name,)
        for path, name in short.items()
        if name != named[path].name and normalise(name) not in taken and forms[normalise(name)] == 1
    }


class _Used(NamedTuple):
    """The numbers of what events refer to."""

    factions: set[int]
    places: set[int]
    sources: set[int]


def _list(cites: tuple[str, ...]) -> str:
    """As `as_list`, without a parser where one short text needs none."""
    if len(cites) == 1 and not _ESCAPED.search(cites[0]):
        return f'["{cites[0]}"]'
    return as_list(cites)


def _covered(first: int | None, last: int | None) -> str:
    """Return the span from the first to the last day on which any event may fall."""
    return "../.." if first is None and last is None else span(first, last).text
