"""Whose text a claim means when it cites a passage."""

from __future__ import annotations

from ikhtilaf.store import Store


class Passages:
    """The passages that the log lists, each with the source whose text it is in."""

    def __init__(self, store: Store) -> None:
        self._reporter = dict(store.rows("SELECT id, reported_by FROM source"))
        self._owners: dict[str, set[str]] = {}
        for source, passage in store.rows("SELECT source, passage FROM passage"):
            self._owners.setdefault(passage, set()).add(source)

    def owner(self, source: str, passage: str) -> str | None:
        """Return the source whose passage is meant where `source` cites it; None where no list has it.

        A source cites its own text, else that of the source that reports it, and so on.
        """
        owners = self._owners.get(passage, set())
        current, seen = source, set[str]()
        while current and current not in owners and current not in seen:
            seen.add(current)
            current = self._reporter.get(current) or ""
        return current if current in owners else None

    def speakers(self, owner: str, passage: str) -> set[str]:
        """Return the sources that mean the passage of this owner when they cite it."""
        return {source for source in self._reporter if self.owner(source, passage) == owner}
