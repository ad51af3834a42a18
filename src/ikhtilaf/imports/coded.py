"""What one row of a table of events says, once it is understood: what is shared by many rows is made once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import Any, NamedTuple

from ikhtilaf.dates import Date, parse, span
from ikhtilaf.dates.errors import DateError
from ikhtilaf.log.problems import quoted

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that a log cannot hold as they are."""
_LAST_YEAR = 9800
"""Beyond it the end of what a row asserts might need a fifth digit, which EDTF's days have not."""


class RefusedError(Exception):
    """A row that cannot be taken; its text is the reason."""


Said = tuple[str, tuple[str, ...], str]
"""A claim: its source (empty: the dataset itself), what it cites, and what is said. A plain tuple, for there
are more of them than of anything else.
"""


class Sayings(NamedTuple):
    """The claims of many rows: how many each has; then of each claim its source, what it cites (`as_list`), and what is
    said.
    """

    counts: list[int]
    sources: list[str]
    cites: list[str]
    notes: list[str]


class When:
    """A date, with the last days on which a fight of that date stands for clashes; `number` is for the builder."""

    __slots__ = ("date", "number", "until")

    def __init__(self, date: Date, lapse: int) -> None:
        self.date, self.number = date, 0
        self.until = lapses(date, lapse)


class Cast:
    """Who takes part in which type of event: factions with their roles, and the pairs that clash in it."""

    __slots__ = ("kinds", "number", "pairs", "parts", "type")

    def __init__(self, type_: str, parts: Sequence[tuple[str, str]], pairs: Sequence[tuple[str, str]] = ()) -> None:
        self.type, self.parts, self.pairs, self.number = type_, tuple(parts), tuple(pairs), 0
        self.kinds: dict[str, str] = {}
        """The kind of each faction that is not `faction`."""


class Where:
    """A place by its path, from the widest to the narrowest: pairs of kind and name. Coordinates are those of the
    narrowest.
    """

    __slots__ = ("coordinates", "number", "path")

    def __init__(self, path: Sequence[tuple[str, str]], coordinates: tuple[float, float] | None = None) -> None:
        self.path, self.coordinates, self.number = tuple(path), coordinates, 0


class Coded(NamedTuple):
    """An event: what a row says. Who says so is made of the cells `told` by the codebook, where it is wanted."""

    id: str
    when: When
    cast: Cast
    where: Where | None
    country: str
    title: str
    text: str
    told: tuple[str, ...]


class Columns(NamedTuple):
    """What many rows say: the fields of `Coded`, each of all rows."""

    ids: Sequence[str]
    whens: Sequence[When]
    casts: Sequence[Cast]
    wheres: Sequence[Where | None]
    countries: Sequence[str]
    titles: Sequence[str]
    texts: Sequence[str]
    told: Sequence[tuple[str, ...]]

    @classmethod
    def none(cls) -> Columns:
        """Return no rows."""
        return cls([], [], [], [], [], [], [], [])

    def only(self, kept: Sequence[bool]) -> Columns:
        """Return the rows that are kept."""
        return Columns(*(list(compress(column, kept)) for column in self))  # type: ignore[arg-type]  # each as it was


def clean(text: str) -> str:
    """Return a cell as a log can hold it: on one line, without characters that no log holds."""
    if text.isprintable():
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    return " ".join(_UNFIT.sub(" ", text).split())


def lapses(date: Date, days: int) -> Date | None:
    """Return the last day of what began at a date and holds for so many days; as vague as its beginning, None (open)
    where that has no end.
    """
    if date.begin_latest is None:
        return None
    first = None if date.earliest is None else date.earliest + days
    return span(first, date.begin_latest + days)


def dated(text: str) -> Date:
    """Return a date in EDTF; raises `RefusedError`."""
    try:
        date = parse(text)
    except DateError as error:
        raise RefusedError(error.message) from error
    if not all(bound is None or 0 < bound < _LAST_YEAR * 365 for bound in (date.earliest, date.latest)):
        raise RefusedError(f"{text} is too far from our time")
    return date


def split_names(cell: str, separator: str) -> list[str]:
    """Return the names in a cell, each once, in their order."""
    return list(dict.fromkeys(name for part in cell.split(separator) if (name := clean(part))))


def listed(names: Sequence[str]) -> str:
    """Return names as prose: `A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(count: str, what: str) -> str:
    """Return a figure with its noun: `1 death`, `4 deaths`."""
    return f"{count} {what}" if count == "1" else f"{count} {what}s"


def coordinates(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Return latitude and longitude in decimal degrees, None where the cells are not such."""
    try:
        found = float(latitude), float(longitude)
    except ValueError:
        return None
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 else None


def whole(cell: str, column: str) -> str:
    """Return a cell that must be a whole number, as text; raises `RefusedError`."""
    text = cell.strip()
    if text.isdecimal() and text.isascii():
        return text
    head, dot, tail = text.partition(".")
    if dot and head.isdecimal() and head.isascii() and not tail.strip("0"):  # a spreadsheet's 4.0
        return head
    raise RefusedError(f"{column} is {quoted(cell)}, no whole number" if text else f"{column} is empty")


class Kept(dict[Any, Any]):
    """What was made for earlier rows, by what it was made from. Of that the latest `most`, and as many before them, are
    kept, so that memory does not grow with the file.
    """

    most = 8192

    def __init__(self, make: Callable[..., Any]) -> None:
        super().__init__()
        self.make = make
        self._older: dict[Any, Any] = {}

    def __missing__(self, key: Any) -> Any:
        made = self._older.pop(key, None)
        if made is None:
            made = self.make(*key)
        if len(self) >= self.most:
            self._older = dict(self)
            self.clear()
        self[key] = made
        return made

    def all(self, *columns: Iterable[str]) -> list[Any]:
        """Return what is made from each row of some columns."""
        return list(map(self.__getitem__, zip(*columns, strict=True)))
