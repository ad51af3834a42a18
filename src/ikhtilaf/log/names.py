"""The names of a log: which id a name means, and what stands in its place when none does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ikhtilaf.log.document import Draft
from ikhtilaf.model.names import nearest, normalise

_MOST_GUESSES = 200
"""How many unknown names are answered with the nearest ones; comparing each with every name takes its time."""


class Given(NamedTuple):
    """A name, and where it was given: the field, and the place in its list."""

    text: str
    field: str
    item: int | None = None


class Clash(NamedTuple):
    """A name that two things have."""

    text: str
    kind: str
    first: Any
    second: Any
    field: str
    item: int | None


class Names:
    """The things of one kind by id, and the ids by name."""

    def __init__(self, kind: str, things: Iterable[Any], failed: Iterable[str]) -> None:
        self.kind = kind
        self.things: dict[str, Any] = {}
        self.again: list[Any] = []
        """Things whose id another had before them."""
        self.clashes: list[Clash] = []
        self.failed = {normalise(id_) for id_ in failed}
        self._forms: dict[str, str] = {}
        self._guesses: dict[str, list[str]] = {}
        for thing in things:
            if not thing.id:
                continue
            if thing.id in self.things:
                self.again.append(thing)
            else:
                self.things[thing.id] = thing
        if kind != "event":  # events have ids only, and there are many of them
            for thing in self.things.values():
                self._add(thing)

    def _add(self, thing: Any) -> None:
        for text, field, item in given_names(thing):
            form = normalise(text)
            owner = self.things.get(form) or self.things[self._forms.setdefault(form, thing.id)]
            if owner is not thing:
                self.clashes.append(Clash(text, self.kind, owner, thing, field, item))

    def find(self, name: str) -> str | None:
        """Return the id that the name means; empty if the thing could not be read; None if there is no such thing."""
        if name in self.things:
            return name
        form = normalise(name)
        if form in self.things:
            return form
        return self._forms.get(form, "" if form in self.failed else None)

    def near(self, name: str) -> list[str]:
        """Return the names that come nearest."""
        if name not in self._guesses:
            self._guesses[name] = nearest(name, self._spellings()) if len(self._guesses) < _MOST_GUESSES else []
        return self._guesses[name]

    def _spellings(self) -> Iterator[str]:
        """Yield every way in which a thing can be named: first the ids, then the names that mean one thing."""
        yield from self.things
        for thing in self.things.values() if self._forms else ():
            for text, _, _ in given_names(thing):
                form = normalise(text)
                if (self.things.get(form) or self.things[self._forms[form]]) is thing:
                    yield text


def given_names(thing: Any) -> Iterator[Given]:
    """Yield every name that a thing can be called by beside its id."""
    if name := getattr(thing, "name", ""):
        yield Given(name, "name")
    for item, alias in enumerate(getattr(thing, "aliases", ())):
        if alias:
            yield Given(alias, "aliases", item)


def names_of(draft: Draft) -> dict[str, Names]:
    """Return the names of a draft, by kind."""
    by_kind: dict[str, list[Any]] = {
        "source": draft.sources,
        "place": draft.places,
        "faction": draft.factions,
        "person": draft.people,
        "event": draft.events,
    }
    return {kind: Names(kind, things, draft.failed[kind]) for kind, things in by_kind.items()}
