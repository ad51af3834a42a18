"""Factions by factions, as data: how each pair is drawn, on whose word, and where something else is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ikhtilaf.pictures.drawn import How, Row, Shown, day_words, events_of, shown, speakers
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair, sorted_pair
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.matrix import Matrix, make_matrix
from ikhtilaf.query.relations import Answer, answers, relation_row
from ikhtilaf.query.timeline import events_by_id
from ikhtilaf.render.sheets import words_of


class Cell(NamedTuple):
    """How a pair stood: in general or in the place asked for (`shown`, with its row), and, in words, elsewhere.

    `events` are those that it rests on, also elsewhere, its own first.
    """

    pair: Pair
    shown: Shown
    row: Row
    sources: tuple[str, ...]
    events: tuple[str, ...]
    elsewhere: tuple[tuple[str, Shown], ...]

    @property
    def letters(self) -> str:
        """What stands in the cell: the letter of the state with its mark, or a colon where only places have one."""
        if self.shown.how is How.UNKNOWN:
            return ":" if self.elsewhere else ""
        return self.shown.glyph + self.shown.mark

    @property
    def words(self) -> str:
        """All that the cell says: how they stood, since when, on whose word, and where otherwise."""
        said = [self.shown.words]
        said += [f"{key} {words_of(self.row[key]['date'])}" for key in ("since", "until") if self.row[key]]
        if self.sources:
            said.append(f"said by {', '.join(self.sources)}")
        said += [f"in {place}: {other.words}" for place, other in self.elsewhere]
        return "; ".join(said)


class Cells(NamedTuple):
    """A matrix of a day, with the factions in their order, their names, and what was asked in words."""

    day: int
    covered: int | None
    place: str | None
    factions: tuple[str, ...]
    names: dict[str, str]
    cells: dict[Pair, Cell]
    left_out: tuple[str, ...]
    matrix: Matrix
    asked: str

    def cell(self, one: str, other: str) -> Cell | None:
        """Return the cell of two factions; None where nothing is known."""
        return self.cells.get(sorted_pair(one, other))

    @property
    def heading(self) -> str:
        """What it shows, in a line."""
        where = f" in {self.place}" if self.place else ""
        on = day_words(self.day, self.covered)
        return f"Relations on {on}{where}{f': {self.asked}' if self.asked else ''}"


def make_cells(
    assertions: Assertions, day: int, place: str | None = None, filters: Filters | None = None, asked: str = ""
) -> Cells:
    """Return the matrix of a day in general or in one place; filters: factions and between choose the pairs."""
    made = make_matrix(assertions, day, place, filters)
    covered = assertions.store.covers[1]
    cells = {}
    for pair in sorted({*made.cells, *made.local}):
        whole, *parts = answers(assertions, pair, day, () if place is None else (place,))
        cells[pair] = _cell(assertions, whole, parts, covered)
    names = dict(assertions.store.rows("SELECT id, name FROM faction"))
    return Cells(day, covered, place, made.factions, names, cells, made.left_out, made, asked)


def _cell(assertions: Assertions, answer: Answer, parts: Sequence[Answer], covered: int | None) -> Cell:
    resolution = answer.resolution
    standing = list(resolution.standing or resolution.perhaps)
    elsewhere = [(part.place or "", shown(part.resolution, answer.day, covered)) for part in parts]
    there = [candidate for part in parts for candidate in part.resolution.standing]
    return Cell(
        sorted_pair(*answer.pair),
        shown(resolution, answer.day, covered),
        relation_row(assertions, answer),
        tuple(speakers(standing)),
        tuple(events_of([*standing, *there])),
        tuple(found for found in elsewhere if found[1].how is not How.UNKNOWN),
    )


def evidence(assertions: Assertions, cells: Cells) -> dict[str, Row]:
    """Return the events that the cells rest on, by their identifiers, as rows of a timeline."""
    ids = list(dict.fromkeys(event for cell in cells.cells.values() for event in cell.events))
    return {row["id"]: row for row in events_by_id(assertions.store, ids, assertions.view)}


def matrix_text(cells: Cells) -> list[Row]:
    """Return what the matrix shows, a row a pair, with the fields of `relations`; `elsewhere` has the states of places
    in words.
    """
    return [
        {**cell.row, "elsewhere": [f"{place}: {other.words}" for place, other in cell.elsewhere]}
        for cell in cells.cells.values()
    ]
