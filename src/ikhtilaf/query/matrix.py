"""Factions by factions: the state of every pair on a day, for a table and for a picture."""

from __future__ import annotations

from typing import Any, NamedTuple

from ikhtilaf.model.vocabulary import CONTESTED, UNKNOWN
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair, sorted_pair
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.relations import chosen_pairs
from ikhtilaf.query.resolve import Resolution


class Matrix(NamedTuple):
    """The factions that have a state with anybody, by name; their pairs' answers; and those left out, of whom nothing
    is known.

    `local` are the pairs of which something is known in some place, but nothing in general (or in the place asked for).
    """

    day: int
    place: str | None
    factions: tuple[str, ...]
    cells: dict[Pair, Resolution]
    local: frozenset[Pair]
    left_out: tuple[str, ...]

    def rows(self) -> list[dict[str, Any]]:
        """Return one row a faction: `faction`, and under each other faction's identifier the state or an empty text."""
        return [
            {"faction": one, **{other: "" if one == other else self.state(one, other) for other in self.factions}}
            for one in self.factions
        ]

    def state(self, one: str, other: str) -> str:
        """Return the state of two factions, with a `?` where it is not certain; empty where nothing is known."""
        cell = self.cells.get(sorted_pair(one, other))
        if cell is None or cell.state == UNKNOWN:
            return ""
        return cell.state if cell.certain or cell.state == CONTESTED else f"{cell.state}?"


def make_matrix(assertions: Assertions, day: int, place: str | None, filters: Filters | None = None) -> Matrix:
    """Return the matrix of a day, in general or in one place; filters: factions and between choose the pairs."""
    cells: dict[Pair, Resolution] = {}
    local: set[Pair] = set()
    for pair in chosen_pairs(assertions, filters or Filters()):
        resolution = assertions.answer(pair, day, place)
        if resolution.states or resolution.possible:
            cells[sorted_pair(*pair)] = resolution
            continue
        elsewhere = {candidate.place for candidate in assertions.of(pair) if candidate.place is not None}
        if any(assertions.answer(pair, day, where).states for where in sorted(elsewhere)):
            local.add(sorted_pair(*pair))
    shown = {faction for pair in (*cells, *local) for faction in pair}
    everybody = assertions.store.column("SELECT id FROM faction ORDER BY id")
    return Matrix(
        day=day,
        place=place,
        factions=tuple(faction for faction in everybody if faction in shown),
        cells=cells,
        local=frozenset(local),
        left_out=tuple(faction for faction in everybody if faction not in shown),
    )
