"""The dataset itself, as the source that reports every row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ikhtilaf.imports.coded import Coded, Said


class Dataset(NamedTuple):
    """A dataset, with the fields of a source in a log."""

    id: str
    title: str
    author: str = ""
    note: str = ""
    url: str = ""
    date: str = ""


class Codebook(Protocol):
    """What makes events of rows: `take` gets the cells of the columns that it asked for, in that order, and `claims`
    what it has put into `Coded.told`. They may be asked in two processes, so neither relies on the other's memory.
    """

    dataset: Dataset

    def take(self, cells: tuple[str, ...], row: int, /) -> Coded:
        """Return what a row says, from its cells and its number; raises `RefusedError`."""

    def claims(self, told: tuple[str, ...], /) -> Sequence[Said]:
        """Return who says what a row says: first the dataset itself, then the sources that the row names."""
