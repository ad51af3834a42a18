"""The rows of a table, decoded: in chunks that are plain data, so that another process can make them than uses them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from ikhtilaf.imports.builder import Builder, Told
from ikhtilaf.imports.coded import RefusedError
from ikhtilaf.imports.dataset import Codebook
from ikhtilaf.imports.errors import ImportFileError
from ikhtilaf.imports.only import Only
from ikhtilaf.imports.table import Table
from ikhtilaf.store.staged import Event, Values


class Chunk(NamedTuple):
    """What became of some rows; the last chunk of a table has its `end`."""

    rows: int
    taken: int
    left_out: int
    refused: list[tuple[int, int, str]]
    """Of each refused row its number, its line and the reason."""
    values: Values
    events: list[Event]
    told: list[Told]
    """The rows of the compiled log, for `Stream.take`; what tells of the claims of each event, for `Sources`."""
    done: float
    """How much of the file is read, from 0 to 1."""
    end: tuple[Any, ...] | None = None


class End(NamedTuple):
    """What is known when all rows are read."""

    things: tuple[list[Any], ...]
    """What they name, but for the sources (`Things.of`)."""
    replaced: int
    first_replaced: int
    remedy: str
    """What to do where nothing was taken."""


class Decoder:
    """Decodes the rows of a table. `columns` says where each of the codebook's columns stands, None for one that is not
    there, which reads as empty.
    """

    def __init__(self, table: Table, codebook: Codebook, columns: Sequence[int | None], only: Only) -> None:
        self.table, self.codebook, self.columns, self.only = table, codebook, columns, only

    def chunks(self) -> Generator[Chunk, None, None]:
        """Yield what becomes of the rows. Raises the errors of a bad file, after what became of the rows before."""
        table, builder = self.table, Builder()
        take, keeps, add, full = self.codebook.take, self.only.keeps, builder.add, builder.rows.full
        # A column that is not there reads as the empty cell that is added at the end of each row.
        pick = itemgetter(*(len(table.header) if place is None else place for place in self.columns))
        before = taken = left_out = number = 0
        refused: list[tuple[int, int, str]] = []
        try:
            for number, line, cells, wrong in table.rows():
                if wrong:
                    refused.append((number, line, wrong))
                else:
                    cells.append("")
                    try:
                        event = take(pick(cells), number)
                    except RefusedError as error:
                        refused.append((number, line, str(error)))
                    else:
                        if keeps(event):
                            add(event, number, line)
                            taken += 1
                        else:
                            left_out += 1
                if full() or number - before >= _MOST_ROWS:
                    yield Chunk(number - before, taken, left_out, refused, *builder.hand_over(), table.done)
                    before, taken, left_out, refused = number, 0, 0, []
        except ImportFileError:
            yield Chunk(number - before, taken, left_out, refused, *builder.hand_over(), 1.0)
            raise
        end = End(builder.things.plain(), table.replaced, table.first_replaced, self.only.remedy())
        yield Chunk(number - before, taken, left_out, refused, *builder.hand_over(), 1.0, tuple(end))


_MOST_ROWS = 4096
"""Rows after which a chunk is yielded even where few of them are taken."""
