"""What things are called: names for identifiers, read once a kind."""

from __future__ import annotations

from collections.abc import Iterable

from ikhtilaf.store import Store

_TITLES = {"faction": "name", "place": "name", "person": "name", "source": "title"}


class Names:
    """The names of a log's things; what has none is called by its identifier."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, dict[str, str]] = {}

    def faction(self, identifier: str) -> str:
        """Return what a faction is called."""
        return self._name("faction", identifier)

    def factions(self, identifiers: Iterable[str]) -> list[str]:
        """Return what some factions are called."""
        return [self.faction(identifier) for identifier in identifiers]

    def place(self, identifier: str) -> str:
        """Return what a place is called."""
        return self._name("place", identifier)

    def places(self, identifiers: Iterable[str]) -> list[str]:
        """Return what some places are called."""
        return [self.place(identifier) for identifier in identifiers]

    def person(self, identifier: str) -> str:
        """Return what a person is called."""
        return self._name("person", identifier)

    def source(self, identifier: str) -> str:
        """Return the title of a source."""
        return self._name("source", identifier)

    def _name(self, kind: str, identifier: str) -> str:
        if kind not in self._known:
            sql = f"SELECT id, {_TITLES[kind]} FROM {kind}"  # noqa: S608 -- our own table names
            self._known[kind] = dict(self._store.rows(sql))
        return self._known[kind].get(identifier) or identifier
