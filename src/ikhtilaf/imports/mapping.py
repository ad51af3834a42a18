"""What the columns of a table of one's own mean: a small YAML file, read and checked as a log is."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

from ikhtilaf.dates import Date
from ikhtilaf.imports.errors import BadMapError, NoSuchFileError, UnreadableFileError
from ikhtilaf.log.composites import Field, MapOf, Record
from ikhtilaf.log.describe import describe
from ikhtilaf.log.problems import Problem
from ikhtilaf.log.shapes import DateText, Id, Text, Word
from ikhtilaf.log.single import read_single
from ikhtilaf.model.things import Mark
from ikhtilaf.model.vocabulary import EVENT_TYPES, Term

PRECISIONS: dict[str, Term] = {
    term.id: term
    for term in (
        Term("day", "the date is known to the day"),
        Term("about", "the date is about right: EDTF's ~"),
        Term("month", "only the month is known"),
        Term("year", "only the year is known"),
    )
}


@dataclass(frozen=True, slots=True)
class Origin:
    """The table as a source."""

    mark: Mark
    id: str
    title: str
    author: str = ""
    date: Date | None = None
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of columns, by what they hold; empty where the table has none for it."""

    mark: Mark
    date: str
    side_a: str
    id: str = ""
    end: str = ""
    precision: str = ""
    side_b: str = ""
    type: str = ""
    country: str = ""
    province: str = ""
    district: str = ""
    place: str = ""
    latitude: str = ""
    longitude: str = ""
    deaths: str = ""
    title: str = ""
    text: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a table's columns mean, and the words in them."""

    mark: Mark
    dataset: Origin
    columns: Columns
    date_format: str = ""
    separator: str = ";"
    type: str = "fight"
    country: str = ""
    types: dict[str, str] = field(default_factory=dict)
    precisions: dict[str, str] = field(default_factory=dict)


class _Separator(Text):
    expected = "the characters between two names"
    example = '";"'


_TEXT, _TYPE = Text(), Word("type of event", EVENT_TYPES)
_COLUMN_OF = {
    "date": "when it happened, or began",
    "side_a": "who took part, or acted; several with the separator between them",
    "id": "what tells the row from all others; without it, its number",
    "end": "the day on which it ended",
    "precision": "how exactly the date is known",
    "side_b": "whom they fought, or acted on",
    "type": "what type of event it is",
    "country": "the country",
    "province": "the first-level division",
    "district": "the division of the province",
    "place": "the very place, empty where it is not known",
    "latitude": "of the place, in decimal degrees",
    "longitude": "of the place, in decimal degrees",
    "deaths": "how many were killed",
    "title": "one line that says what happened",
    "text": "what is said of it",
    "source": "who says so; several with the separator between them",
    "note": "what the source says of it",
}
_DATASET = Record(
    Origin,
    "a dataset",
    {
        "id": Field(Id(), "the id that the table has as a source", required=True),
        "title": Field(_TEXT, "what the table is called", required=True),
        "author": Field(_TEXT, "who made it"),
        "date": Field(DateText(), "when it was made, in EDTF"),
        "note": Field(_TEXT, "how to cite it, or anything else worth knowing"),
        "url": Field(_TEXT, "where it can be found"),
    },
    example="{id: raids, title: Raids on the ford}",
)
_COLUMNS = Record(
    Columns,
    "the list of columns",
    {key: Field(_TEXT, about, required=key in {"date", "side_a"}) for key, about in _COLUMN_OF.items()},
    example="{date: Day, side_a: Attacker, side_b: Attacked}",
)
MAPPING = Record(
    Mapping,
    "a mapping",
    {
        "dataset": Field(_DATASET, "the table as a source", required=True),
        "columns": Field(_COLUMNS, "which column holds what", required=True),
        "date_format": Field(
            _TEXT, "how dates are written, as strftime has it (%d/%m/%Y); without it EDTF, or plain English"
        ),
        "separator": Field(_Separator(), "what stands between two names in a cell; a semicolon if nothing is said"),
        "type": Field(_TYPE, "the type of every event without one of its own; fight if nothing is said"),
        "country": Field(_TEXT, "the country of every row without one of its own"),
        "types": Field(MapOf(_TEXT, _TYPE, "{raid: attack}"), "the types of event by the words in the table"),
        "precisions": Field(
            MapOf(_TEXT, Word("precision", PRECISIONS), "{approx: about}"), "the precisions by the words in the table"
        ),
    },
    example="{dataset: {...}, columns: {...}}",
)


def read_mapping(path: str) -> Mapping:
    """Read a mapping from a file. Raises `BadMapError` with all that is wrong with it."""
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise UnreadableFileError(path, "it is not a file")
        with Path(path).open("rb") as raw:
            thing, problems = read_single(raw, path, MAPPING)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NoSuchFileError(path) from error
    except OSError as error:
        raise UnreadableFileError(path, (error.strerror or str(error)).lower()) from error
    if thing is None or problems:
        raise BadMapError(path, len(problems), _described(path, problems))
    mapping: Mapping = thing
    return mapping


def _described(path: str, problems: list[Problem]) -> list[str]:
    """Return each problem as `check` prints one, with the line that it is about."""
    lines = Path(path).read_text("utf-8", "replace").splitlines()
    shown = (lines[one.line - 1] if one.line <= len(lines) else None for one in problems)
    return [describe(problem, line) for problem, line in zip(problems, shown, strict=True)]
