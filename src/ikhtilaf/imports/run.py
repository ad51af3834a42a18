"""An import from beginning to end: every row is taken, left out by a filter, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from ikhtilaf.dates import Date
from ikhtilaf.imports.builder import Builder
from ikhtilaf.imports.coded import Coded, RefusedError
from ikhtilaf.imports.dataset import Codebook
from ikhtilaf.imports.errors import NothingTakenError
from ikhtilaf.imports.table import Table
from ikhtilaf.model.names import nearest, normalise
from ikhtilaf.store import Store

Told = Callable[[str, float], None]
"""Hears what is being done, and how far it has come, from 0 to 1."""


class Refusal(NamedTuple):
    """A row that was not taken: its number (1 is the first below the header), its line in the file, and why."""

    row: int
    line: int
    reason: str


@dataclass
class Tally:
    """What became of the rows: `rows` is `taken`, `left_out` and `refused` together."""

    rows: int = 0
    taken: int = 0
    left_out: int = 0
    refused: int = 0

    def adds_up(self) -> bool:
        """Return whether every row is accounted for."""
        return self.rows == self.taken + self.left_out + self.refused


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

    def keeps(self, event: Coded) -> bool:
        """Return whether an event passes."""
        if self._all:
            return True
        date = event.when.date
        if self._since is not None and date.latest is not None and date.latest < self._since:
            return False
        if self._until is not None and date.earliest is not None and date.earliest > self._until:
            return False
        if self._countries and not self._known("country", self._countries, [event.country]):
            return False
        return not self._factions or self._known("faction", self._factions, [name for name, _ in event.cast.parts])

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


def import_rows(
    table: Table,
    codebook: Codebook,
    columns: Sequence[int | None],
    target: str,
    *,
    only: Only,
    refuse: Callable[[Refusal], None],
    told: Told,
) -> tuple[Store, Tally]:
    """Make the compiled log of a table at `target`, a path that does not exist yet; return it open, with the tally.

    `columns` says where each of the codebook's columns stands, None for one that is not there, which reads as empty.
    `refuse` hears every row that cannot be taken. Raises the errors of a bad file, and `NothingTakenError`.
    """
    tally = Tally()
    builder = Builder(target, codebook.dataset, table.path)
    try:
        _take_all(table, codebook, columns, builder, only, tally, refuse)
        for twice in builder.twice():
            reason = f'its id "{twice.id}" is that of line {twice.before:,}'
            refuse(Refusal(twice.number, twice.line, reason))
            tally.taken, tally.refused = tally.taken - 1, tally.refused + 1
        store = builder.finish(lambda done: told("Compiling", done)) if tally.taken else None
    except BaseException:
        builder.stream.close()
        raise
    if store is None:
        builder.stream.close()
        raise NothingTakenError(table.path, tally.rows, tally.left_out, tally.refused, only.remedy())
    return store, tally


def _take_all(
    table: Table,
    codebook: Codebook,
    columns: Sequence[int | None],
    builder: Builder,
    only: Only,
    tally: Tally,
    refuse: Callable[[Refusal], None],
) -> None:
    take, keeps, add = codebook.take, only.keeps, builder.add
    # A column that is not there reads as the empty cell that is added at the end of each row.
    pick = itemgetter(*(len(table.header) if place is None else place for place in columns))
    for number, line, cells, wrong in table.rows():
        tally.rows += 1
        if wrong:
            tally.refused += 1
            refuse(Refusal(number, line, wrong))
            continue
        cells.append("")
        try:
            event = take(pick(cells), number)
        except RefusedError as error:
            tally.refused += 1
            refuse(Refusal(number, line, str(error)))
            continue
        if keeps(event):
            add(event, number, line)
            tally.taken += 1
        else:
            tally.left_out += 1
