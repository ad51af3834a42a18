"""The dataset itself, as the source that reports every row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from ikhtilaf.imports.coded import Coded, Columns, RefusedError, Said, Sayings
from ikhtilaf.store.database import as_list


class Dataset(NamedTuple):
    """A dataset, with the fields of a source in a log."""

    id: str
    title: str
    author: str = ""
    note: str = ""
    url: str = ""
    date: str = ""


Refused = dict[int, str]
"""Of some rows those that are refused: their places, from 0, and the reasons."""


class Codebook(Protocol):
    """What makes events of rows: `take` gets the cells of the columns that it asked for, in that order, and `claims`
    what it has put into `Coded.told`. They may be asked in two processes, so neither relies on the other's memory.
    """

    dataset: Dataset

    def take(self, cells: Sequence[Sequence[str]], numbers: Sequence[int], /) -> tuple[Columns, Refused]:
        """Return what rows say, from their columns and their numbers, and why some of them are refused."""

    def claims(self, told: Sequence[tuple[str, ...]], /) -> Sayings:
        """Return who says what rows say: of each first the dataset itself, then the sources that the row names."""


def told_apart(take: Callable[..., object], rows: Iterable[tuple[object, ...]]) -> Refused:
    """Return which rows are refused where each is asked for alone."""
    refused = Refused()
    for place, row in enumerate(rows):
        try:
            take(row)
        except RefusedError as error:
            refused[place] = str(error)
    return refused


def each(
    take: Callable[[tuple[str, ...], int], Coded], cells: Sequence[Sequence[str]], numbers: Sequence[int]
) -> tuple[Columns, Refused]:
    """Return what rows say, asking for one after the other, and why some are refused."""
    found = list[Coded]()
    rows = zip(zip(*cells, strict=True), numbers, strict=True)
    refused = told_apart(lambda row: found.append(take(*row)), rows)
    return Columns(*zip(*found, strict=True)) if found else Columns.none(), refused


def sayings(said: Iterable[Sequence[Said]]) -> Sayings:
    """Return the claims of rows, of those of each."""
    rows = list(said)
    claims = [claim for row in rows for claim in row]
    return Sayings(
        [len(row) for row in rows],
        [source for source, _, _ in claims],
        [cited(cites) for _, cites, _ in claims],
        [note for _, _, note in claims],
    )


def cited(cites: tuple[str, ...]) -> str:
    """As `as_list`, without a parser where one short text needs none."""
    if len(cites) == 1 and '"' not in (one := cites[0]) and "\\" not in one:
        return f'["{one}"]'
    return as_list(cites)
