"""A file of a log as it was read, packed into bytes and unpacked again in a fraction of the time that reading takes.

It is JSON, data and nothing else: by section the things, each as the list of its fields in the order of the model, with
dates as their text and marks as line and column. What one process hands to another is the same in the form that Python
writes soonest.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from sys import intern
from typing import Any

from ikhtilaf.dates import Date, parse
from ikhtilaf.log.composites import ListOf, MapOf, Record
from ikhtilaf.log.document import Draft
from ikhtilaf.log.fields import EVENT, HEAD, SECTIONS
from ikhtilaf.log.shapes import DateText, Ref, Shape, Word
from ikhtilaf.model.things import Mark

_LISTS: dict[str, Record] = {
    "heads": HEAD, **{section: record for section, (_, record) in SECTIONS.items()}, "events": EVENT,
}  # fmt: skip
"""By list of a draft, the record that its things are made by."""

Make = Callable[[list[Any]], Any]


def pack(draft: Draft) -> bytes:
    """Return what was read of one file; it must have been read without a problem."""
    return json.dumps(_plain(draft), ensure_ascii=False, separators=(",", ":")).encode()


def unpack(packed: bytes, file: str) -> Draft:
    """Return the draft of a file by that name from what `pack` made. Raises ValueError, TypeError or KeyError where the
    bytes are not such.
    """
    draft = Unpacker(file).draft(json.loads(packed))
    draft.files.append(file)
    return draft


def hand_over(draft: Draft) -> bytes:
    """Return the same for another process of this program that is running now."""
    return marshal.dumps(_plain(draft))


def take_over(packed: bytes, unpacker: Unpacker) -> Draft:
    """Return the draft of what `hand_over` made, by an `Unpacker` of what is `exact`. Raises what `unpack` raises."""
    try:
        found = marshal.loads(packed)  # noqa: S302 -- from a process of our own, over a pipe that nobody else has
    except EOFError as error:
        raise ValueError("it ends too soon") from error
    return unpacker.draft(found)


def _plain(draft: Draft) -> dict[str, Any]:
    """What a draft holds, as lists, texts and numbers."""
    things = {name: list(map(_plainer(record), getattr(draft, name))) for name, record in _LISTS.items()}
    return {**things, "empty": draft.empty, "has_events": draft.has_events}


def _plainer(record: Record) -> Callable[[Any], list[Any]]:
    """Return the function that makes of a thing of the record's type the list of its fields."""
    shapes = {record.attributes[key]: field.shape for key, field in record.table.items()}
    names = [field.name for field in fields(record.model)]  # type: ignore[arg-type]  # a dataclass
    values_of = attrgetter(*names)
    changes: list[tuple[int, Callable[[Any], Any]]] = []
    for place, name in enumerate(names):
        shape = shapes.get(name)
        if isinstance(shape, DateText):
            changes.append((place, attrgetter("text")))
        elif isinstance(shape, ListOf) and isinstance(shape.item, Record):
            changes.append((place, _each(_plainer(shape.item))))

    def plain(thing: Any) -> list[Any]:
        values = list(values_of(thing))
        values[0] = values[0][1:]
        for place, change in changes:
            if values[place]:
                values[place] = change(values[place])
        return values

    return plain


def _each(plain: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    return lambda things: list(map(plain, things))


class Unpacker:
    """Makes the things of one file, from one packing or from several; equal dates and equal names are made once,
    since a big log repeats few of them often. What is `exact` has tuples where the model has them, and equal names are
    one already.
    """

    def __init__(self, file: str, *, exact: bool = False) -> None:
        self.file = file
        self.exact = exact
        self.dates: dict[str, Date] = {}
        self.makers: dict[Any, Make] = {}

    def draft(self, found: dict[str, Any]) -> Draft:
        """Return what was packed, as a draft that names no file yet. Raises what `unpack` raises."""
        draft = Draft()
        for name, record in _LISTS.items():
            make = self.maker(record)
            getattr(draft, name).extend(map(make, found[name]))
        draft.empty, draft.has_events = found["empty"], found["has_events"]
        return draft

    def maker(self, record: Record) -> Make:
        """Return the function that makes a thing of the record's type from the list of its fields."""
        if record.model not in self.makers:
            self.makers[record.model] = self._maker(record)
        return self.makers[record.model]

    def _maker(self, record: Record) -> Make:
        shapes = {record.attributes[key]: field.shape for key, field in record.table.items()}
        model: Any = record.model
        names = [field.name for field in fields(model)]
        wanted = [(place, self._change(shapes[name])) for place, name in enumerate(names) if name in shapes]
        changes = [(place, change) for place, change in wanted if change is not None]
        file = self.file

        def make(values: list[Any]) -> Any:
            line, column = values[0]
            values[0] = Mark(file, line, column)
            for place, change in changes:
                value = values[place]
                if value is not None:
                    values[place] = change(value)
            return model(*values)

        return make

    def _change(self, shape: Shape) -> Callable[[Any], Any] | None:
        """What a field of this shape needs beside what JSON gives."""
        if isinstance(shape, DateText):
            return self._date
        if isinstance(shape, ListOf) and isinstance(shape.item, Record):
            make = self.maker(shape.item)
            return lambda values: tuple(map(make, values))
        if self.exact:
            return None
        if isinstance(shape, Ref | Word):
            return intern
        if isinstance(shape, MapOf):
            return lambda values: {intern(key): intern(value) for key, value in values.items()}
        if not isinstance(shape, ListOf):
            return None
        return (lambda values: tuple(map(intern, values))) if isinstance(shape.item, Ref) else tuple

    def _date(self, text: str) -> Date:
        if text not in self.dates:
            self.dates[text] = parse(text)
        return self.dates[text]
