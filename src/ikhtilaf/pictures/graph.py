"""The graph, as data: factions on a fixed ring, the states between them on one day or several, and what ties them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ikhtilaf.dates import iso
from ikhtilaf.dates.days import day as day_of
from ikhtilaf.dates.days import split
from ikhtilaf.pictures.cells import Cell, Cells, make_cells, matrix_text
from ikhtilaf.pictures.drawn import How, Row, day_words
from ikhtilaf.pictures.ring import Place, blocs, ring
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.measures import covered_days
from ikhtilaf.query.on_day import TieOn, ties_on
from ikhtilaf.query.parts import with_parts
from ikhtilaf.query.relations import chosen_pairs
from ikhtilaf.store import Store


class Snapshot(NamedTuple):
    """One day: the answers of the pairs of which anything is known, and the ties that may hold."""

    day: int
    cells: Cells
    ties: tuple[TieOn, ...]

    @property
    def edges(self) -> list[Cell]:
        """The answers, the least sure first, so that what is surest is drawn on top."""
        order = list(How)
        return sorted(self.cells.cells.values(), key=lambda cell: (-order.index(cell.shown.how), cell.pair))


class Graph(NamedTuple):
    """Factions in their places, which are the same on all days, and the days."""

    places: tuple[Place, ...]
    days: tuple[Snapshot, ...]
    names: dict[str, str]
    place: str | None
    asked: str

    @property
    def heading(self) -> str:
        """What it shows, in a line."""
        first = self.days[0] if len(self.days) == 1 else None
        when = day_words(first.day, first.cells.covered) if first is not None else f"{len(self.days)} days"
        where = f" in {self.place}" if self.place else ""
        return f"Relations on {when}{where}{f': {self.asked}' if self.asked else ''}"

    @property
    def pairs(self) -> set[Pair]:
        """The pairs of which something is known on one of the days."""
        return {pair for snapshot in self.days for pair in snapshot.cells.cells}


def each_year(store: Store) -> list[int]:
    """Return the last day of every year that the log covers, of the last year the last day covered."""
    covered = covered_days(store)
    if covered is None:
        return []
    first, last = covered
    return [min(day_of(year, 12, 31), last) for year in range(split(first)[0], split(last)[0] + 1)]


def make_graph(assertions: Assertions, days: Sequence[int], filters: Filters | None = None, asked: str = "") -> Graph:
    """Return the graph of one day or several; filters: factions and between choose the pairs, one place is heeded.

    The ring has every faction of which these pairs tell anything at any time, so that it is the same for all days.
    """
    filters = filters or Filters()
    place = filters.places[0] if filters.places else None
    store = assertions.store
    told = {faction for pair in chosen_pairs(assertions, filters) if assertions.of(pair) for faction in pair}
    told |= {part for faction in filters.factions for part in with_parts(store, faction)}
    factions = store.column("SELECT id FROM faction ORDER BY id")
    shown = [faction for faction in factions if faction in told]
    kinds = dict(store.rows("SELECT id, kind FROM faction"))
    ever = list(store.rows("SELECT faction, other FROM tie"))
    snapshots = []
    for day in days:
        ties = [tie for tie in ties_on(store, day, assertions.kept) if tie.faction in told and tie.other in told]
        snapshots.append(Snapshot(day, make_cells(assertions, day, place, filters), tuple(ties)))
    names = dict(store.rows("SELECT id, name FROM faction"))
    return Graph(tuple(ring(blocs(shown, ever, kinds))), tuple(snapshots), names, place, asked)


def graph_text(graph: Graph) -> list[Row]:
    """Return what the graph shows, a row a pair and day with the fields of `relations`; then a row a tie, whose `tie`
    says which.
    """
    rows: list[Row] = []
    for snapshot in graph.days:
        rows += [{"tie": None, **row} for row in matrix_text(snapshot.cells)]
        rows += [
            {
                "tie": tie.kind,
                "between": [tie.faction, tie.other],
                "place": None,
                "state": None,
                "states": [],
                "since": {"date": tie.date, "earliest": None, "latest": None} if tie.date else None,
                "until": None,
                "certain": tie.sure,
                "possible": [],
                "inherited_from": None,
                "event": None,
                "events": [],
                "sources": list(tie.sources),
                "as_of": iso(snapshot.day),
                "elsewhere": [],
            }
            for tie in snapshot.ties
        ]
    return rows
