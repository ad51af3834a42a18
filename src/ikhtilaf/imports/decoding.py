"""The rows of a table, decoded: in chunks that are plain data, so that another process can make them than uses them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import compress
from typing import Any, NamedTuple

from ikhtilaf.imports.builder import Builder, Told
from ikhtilaf.imports.coded import RefusedError
from ikhtilaf.imports.dataset import Codebook
from ikhtilaf.imports.errors import ImportFileError
from ikhtilaf.imports.only import Only
from ikhtilaf.imports.table import Table
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
        table, some, before, number = self.table, _Some(self), 0, 0
        rows, full = some.rows, some.builder.rows.full
        try:
            for number, line, cells, wrong in table.rows():
                if wrong:
                    some.refused.append((number, line, wrong))
                else:
                    rows.append(cells)
                    some.numbers.append(number)
                    some.lines.append(line)
                many = number - before >= _MOST_ROWS
                if many or len(rows) >= _TOGETHER:
                    some.take()
                    if many or full():
                        yield some.chunk(number - before, table.done)
                        before = number
        except ImportFileError:
            some.take()
            yield some.chunk(number - before, 1.0)
            raise
        some.take()
        end = End(some.builder.things.plain(), table.replaced, table.first_replaced, self.only.remedy())
        yield some.chunk(number - before, 1.0, tuple(end))


class _Some:
    """Some rows, which are understood column by column, and what has become of those before."""

    def __init__(self, decoder: Decoder) -> None:
        self._codebook, self._only = decoder.codebook, decoder.only
        last = len(decoder.table.header)
        self._places = [last if place is None else place for place in decoder.columns]
        self.builder = Builder()
        self.rows: list[list[str]] = []
        self.numbers: list[int] = []
        self.lines: list[int] = []
        """The rows that `take` takes next, with their numbers and lines."""
        self.refused: list[tuple[int, int, str]] = []
        self.taken = self.left_out = 0

    def take(self) -> None:
        """Take the rows."""
        if self.rows:
            # A column that is not there reads as empty.
            columns = [*zip(*self.rows, strict=True), ("",) * len(self.rows)]
            self._take([columns[place] for place in self._places], self.numbers, self.lines)
            for held in (self.rows, self.numbers, self.lines):
                held.clear()

    def _take(self, cells: Sequence[Sequence[str]], numbers: Sequence[int], lines: Sequence[int]) -> None:
        """Take rows by their columns; where one of them is refused, those of each half, down to that one."""
        try:
            found = self._codebook.take(cells, numbers)
        except RefusedError as error:
            if len(numbers) == 1:
                self.refused.append((numbers[0], lines[0], str(error)))
                return
            middle = len(numbers) // 2
            for half in (slice(middle), slice(middle, None)):
                self._take([column[half] for column in cells], numbers[half], lines[half])
            return
        kept = self._only.keeps(found)
        if kept is not None:
            found = found.only(kept)
            self.left_out += len(numbers) - len(found.ids)
            numbers, lines = list(compress(numbers, kept)), list(compress(lines, kept))
        self.taken += len(numbers)
        self.builder.add(found, numbers, lines)

    def chunk(self, rows: int, done: float, end: tuple[Any, ...] | None = None) -> Chunk:
        """Return what has become of so many rows."""
        refused = sorted(self.refused)
        made = Chunk(rows, self.taken, self.left_out, refused, *self.builder.hand_over(), done, end)
        self.taken, self.left_out, self.refused = 0, 0, []
        return made


_TOGETHER = 124
"""Rows that are understood together."""
_MOST_ROWS = 4096
"""Rows after which a chunk is yielded even where few of them are taken."""
