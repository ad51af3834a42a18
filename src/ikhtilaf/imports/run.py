"""An import from beginning to end: every row is taken, left out by a filter, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

from ikhtilaf.imports.ahead import chunks_of
from ikhtilaf.imports.builder import Sources, Things
from ikhtilaf.imports.dataset import Codebook
from ikhtilaf.imports.decoding import Chunk, Decoder, End
from ikhtilaf.imports.errors import NothingTakenError
from ikhtilaf.imports.making import Maker, Used
from ikhtilaf.imports.only import Only
from ikhtilaf.imports.table import Table
from ikhtilaf.store import Store
from ikhtilaf.store.stream import Stream

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
    # The process that reads is started before there is a database: none may be open where a process divides.
    with closing(chunks_of(Decoder(table, codebook, columns, only))) as chunks:
        chunk = next(chunks)
        stream, sources = Stream(target), Sources(codebook.claims)
        try:
            while chunk.end is None:
                _take(chunk, tally, stream, sources, refuse)
                told("Reading", chunk.done)
                chunk = next(chunks)
            _take(chunk, tally, stream, sources, refuse)
            end = End(*chunk.end)
            table.replaced, table.first_replaced = end.replaced, end.first_replaced
            for twice in stream.drop_twice():
                reason = f'its id "{twice.id}" is that of line {twice.before:,}'
                refuse(Refusal(twice.number, twice.line, reason))
                tally.taken, tally.refused = tally.taken - 1, tally.refused + 1
            if tally.taken:
                things = Things.of(end.things)._replace(sources=sources.things)
                return _finished(stream, Maker(codebook.dataset, table.path, things), told), tally
        except BaseException:
            stream.close()
            raise
    stream.close()
    raise NothingTakenError(table.path, tally.rows, tally.left_out, tally.refused, end.remedy)


def _take(chunk: Chunk, tally: Tally, stream: Stream, sources: Sources, refuse: Callable[[Refusal], None]) -> None:
    tally.rows += chunk.rows
    tally.taken += chunk.taken
    tally.left_out += chunk.left_out
    tally.refused += len(chunk.refused)
    for refused in chunk.refused:
        refuse(Refusal(*refused))
    *_, lines, _titles, _texts = chunk.events
    stream.take(chunk.values, chunk.events, sources.claims(lines, chunk.told))


def _finished(stream: Stream, maker: Maker, told: Told) -> Store:
    """Compile the log and return it open."""
    told("Compiling", 0.0)
    stream.order()
    first, last, _ = stream.days()
    log, numbers = maker.log(Used(*stream.used()), first, last)
    return stream.finish(log, numbers, lambda done: told("Compiling", done))
