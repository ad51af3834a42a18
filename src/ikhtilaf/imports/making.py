"""The log of an import, without its events: what these name gets identifiers and names when all have come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ikhtilaf.dates import Date, parse, span
from ikhtilaf.imports.builder import Thing, Things
from ikhtilaf.imports.dataset import Dataset
from ikhtilaf.imports.naming import Named, Path, name_all, name_places
from ikhtilaf.model.names import normalise
from ikhtilaf.model.things import Faction, Log, Mark, Place, Source


class Used(NamedTuple):
    """The numbers of what events refer to."""

    factions: set[int]
    places: set[int]
    sources: set[int]


class Maker:
    """Makes the log of a dataset, of what the rows of a file name."""

    def __init__(self, dataset: Dataset, file: str, things: Things) -> None:
        self.dataset, self.file, self.things = dataset, file, things

    def log(self, used: Used, first: int | None, last: int | None) -> tuple[Log, dict[str, dict[int, str]]]:
        """Return everything of the log but its events, and by kind the identifier that each number means.

        `used` is what events refer to; `first` and `last` are the days between which they may fall.
        """
        head = Mark(self.file, 1, 1)
        sources, source_ids = self._sources(used.sources)
        places, place_ids = self._places(used.places)
        factions = {form: thing for form, thing in self.things.factions.items() if thing.number in used.factions}
        named = name_all((thing.spelt for thing in factions.values()), "faction")
        ids = {thing.number: named[thing.spelt].id for thing in factions.values()}
        made = [
            Faction(mark=self._at(thing), id=named[thing.spelt].id, kind=thing.kind, name=named[thing.spelt].name)
            for thing in factions.values()
        ]
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
        dataset, things = self.dataset, [thing for thing in self.things.sources.values() if thing.number in used]
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
        for path, thing in self.things.places.items():
            if thing.number in used:
                wanted.update(path[:depth] for depth in range(1, len(path) + 1))
        named: dict[Path, Named] = name_places({path: self.things.places[path].spelt for path in wanted})
        places = {}
        aliases = _short_names(named, {path: self.things.places[path].kind for path in wanted})
        for path in sorted(wanted, key=lambda path: (len(path), path)):
            thing = self.things.places[path]
            places[named[path].id] = Place(
                mark=self._at(thing),
                id=named[path].id,
                kind=thing.kind,
                name=named[path].name,
                within=named[path[:-1]].id if len(path) > 1 else None,
                aliases=aliases.get(path, ()),
                coordinates=thing.coordinates,
            )
        return places, {self.things.places[path].number: named[path].id for path in wanted}

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


def _covered(first: int | None, last: int | None) -> str:
    """Return the span from the first to the last day on which any event may fall."""
    return "../.." if first is None and last is None else span(first, last).text
