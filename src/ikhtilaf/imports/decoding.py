"""The rows of a table, decoded: in chunks that are plain data, so that another process can make them than uses them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import compress
from typing import Any, NamedTuple

from ikhtilaf.imports.builder import Builder, Told
from ikhtilaf.imports.dataset import Codebook
from ikhtilaf.imports.errors import ImportFileError
from ikhtilaf.imports.only import Only
from ikhtilaf.imports.table import Rows, Table
from ikhtilaf.store.staged import Events, Values


class Chunk(NamedTuple):
    """What became of some rows; the last chunk of a table has its `end`."""

    rows: int
    taken: int
    left_out: int
    refused: list[tuple[int, int, str]]
    """Of each refused row its number, its line and the reason."""
    values: Values
    events: Events
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
        table, some = self.table, _Some(self)
        try:
            for rows in table.rows(_TOGETHER):
                some.take(rows)
                if some.full():
                    yield some.chunk(table.done)
        except ImportFileError:
            yield some.chunk(1.0)
            raise
        end = End(some.builder.things.plain(), table.replaced, table.first_replaced, self.only.remedy())
        yield some.chunk(1.0, tuple(end))


class _Some:
    """What has become of some rows, which are understood column by column."""

    def __init__(self, decoder: Decoder) -> None:
        self._codebook, self._only, self._columns = decoder.codebook, decoder.only, decoder.columns
        self._width = len(decoder.table.header)
        self.builder = Builder()
        self.rows = self.taken = self.left_out = 0
        self.refused: list[tuple[int, int, str]] = []

    def take(self, rows: Rows) -> None:
        """Take rows."""
        self.rows += len(rows.numbers) + len(rows.wrong)
        self.refused += rows.wrong
        if rows.numbers:
            missing = ("",) * len(rows.numbers)  # a column that is not there reads as empty
            cells = [missing if at is None else rows.cells[at :: self._width] for at in self._columns]
            self._take(cells, rows.numbers, rows.lines)

    def full(self) -> bool:
        """Return whether it is time for a chunk."""
        return self.builder.rows.full() or self.rows >= _MOST_ROWS

    def _take(self, cells: Sequence[Sequence[str]], numbers: Sequence[int], lines: Sequence[int]) -> None:
        found, refused = self._codebook.take(cells, numbers)
        if refused:
            self.refused += [(numbers[place], lines[place], why) for place, why in refused.items()]
            kept = [place not in refused for place in range(len(numbers))]
            numbers, lines = list(compress(numbers, kept)), list(compress(lines, kept))
        passing = self._only.keeps(found)
        if passing is not None:
            found = found.only(passing)
            self.left_out += len(numbers) - len(found.ids)
            numbers, lines = list(compress(numbers, passing)), list(compress(lines, passing))
        self.taken += len(numbers)
        self.builder.add(found, numbers, lines)

    def chunk(self, done: float, end: tuple[Any, ...] | None = None) -> Chunk:
        """Return what has become of the rows since this was asked last."""
        refused = sorted(self.refused)
        made = Chunk(self.rows, self.taken, self.left_out, refused, *self.builder.hand_over(), done, end)
        self.rows, self.taken, self.left_out, self.refused = 0, 0, 0, []
        return made


_TOGETHER = 124
"""Rows that are understood together."""
_MOST_ROWS = 4096
"""Rows after which a chunk is yielded even where few of them are taken."""
