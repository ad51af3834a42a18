"""Which rows of a table are taken, and what to do where none is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ikhtilaf.dates import Date
from ikhtilaf.imports.coded import Cast, Columns, When
from ikhtilaf.model.names import nearest, normalise


@dataclass
class Only:
    """Which rows to take. Names are compared as in a log; of several any will do. Dates: what may fall within them."""

    countries: Sequence[str] = ()
    factions: Sequence[str] = ()
    since: Date | None = None
    until: Date | None = None
    _seen: dict[str, dict[str, str]] = field(default_factory=lambda: {"country": {}, "faction": {}})

    def __post_init__(self) -> None:
        self._countries = {normalise(name) for name in self.countries}
        self._factions = {normalise(name) for name in self.factions}
        self._since = None if self.since is None else self.since.earliest
        self._until = None if self.until is None else self.until.latest
        self._all = not (self._countries or self._factions or self._since or self._until)

    def keeps(self, rows: Columns) -> list[bool] | None:
        """Return of each event whether it passes; None where all do."""
        return None if self._all else list(map(self._passes, rows.whens, rows.casts, rows.countries))

    def _passes(self, when: When, cast: Cast, country: str) -> bool:
        date = when.date
        if self._since is not None and date.latest is not None and date.latest < self._since:
            return False
        if self._until is not None and date.earliest is not None and date.earliest > self._until:
            return False
        if self._countries and not self._known("country", self._countries, [country]):
            return False
        return not self._factions or self._known("faction", self._factions, [name for name, _ in cast.parts])

    def _known(self, kind: str, wanted: set[str], names: Sequence[str]) -> bool:
        """Whether one of the names is wanted; remembers those that there are, for a remedy."""
        seen, found = self._seen[kind], False
        for name in names:
            form = seen.get(name)
            if form is None:
                form = normalise(name)
                if len(seen) < 10_000:
                    seen[name] = form
            found = found or form in wanted
        return found

    def remedy(self) -> str:
        """Return what to do where nothing was left: the names nearest to those that no row has."""
        for kind, names in (("country", self.countries), ("faction", self.factions)):
            seen = self._seen[kind]
            for name in names:
                if normalise(name) not in seen.values():
                    near = nearest(name, seen)
                    return f'No row has the {kind} "{name}".' + (f" Did you mean {' or '.join(near)}?" if near else "")
        return "Leave out a filter." if not self._all else "Correct the rows, or name another file."
