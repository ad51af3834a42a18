"""A file of a log as it was read, packed into bytes and unpacked again in a fraction of the time that reading takes.

It is JSON, data and nothing else: by section the things, each as the list of its fields in the order of the model, with
dates as their text and marks as line and column.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
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
    things = {name: getattr(draft, name) for name in _LISTS}
    flags = {"empty": draft.empty, "has_events": draft.has_events}
    return json.dumps({**things, **flags}, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


def unpack(packed: bytes, file: str) -> Draft:
    """Return the draft of a file by that name from what `pack` made. Raises ValueError, TypeError or KeyError where the
    bytes are not such.
    """
    draft = Unpacker(file).draft(packed)
    draft.files.append(file)
    return draft


def _plain(thing: Any) -> Any:
    """What JSON is to make of a thing of the model."""
    return [_field(getattr(thing, field.name)) for field in fields(thing)]


def _field(value: Any) -> Any:
    if isinstance(value, Date):
        return value.text
    return value[1:] if isinstance(value, Mark) else value


class Unpacker:
    """Makes the things of one file, from one packing or from several; equal dates and equal names are made once,
    since a big log repeats few of them often.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.dates: dict[str, Date] = {}
        self.strings: dict[str, str] = {}
        self.makers: dict[Any, Make] = {}

    def draft(self, packed: bytes) -> Draft:
        """Return what was packed, as a draft that names no file yet. Raises what `unpack` raises."""
        found = json.loads(packed)
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
                if values[place] is not None:
                    values[place] = change(values[place])
            return model(*values)

        return make

    def _change(self, shape: Shape) -> Callable[[Any], Any] | None:
        """What a field of this shape needs beside what JSON gives."""
        if isinstance(shape, DateText):
            return self._date
        once = self._once
        if isinstance(shape, Ref | Word):
            return once
        if isinstance(shape, MapOf):
            return lambda values: {once(key): once(value) for key, value in values.items()}
        if not isinstance(shape, ListOf):
            return None
        if isinstance(shape.item, Record):
            make = self.maker(shape.item)
            return lambda values: tuple(map(make, values))
        return (lambda values: tuple(map(once, values))) if isinstance(shape.item, Ref) else tuple

    def _once(self, text: str) -> str:
        return self.strings.setdefault(text, text)

    def _date(self, text: str) -> Date:
        if text not in self.dates:
            self.dates[text] = parse(text)
        return self.dates[text]
