"""The shapes of lists, mappings and records, made of other shapes. Each decodes itself and has its JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import partial
from typing import Any, NamedTuple

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from ikhtilaf.log.form_problems import BadCoordinates, DuplicateKey, EmptyValue, MissingKey, RelationNotTwo, UnknownKey
from ikhtilaf.log.parser import YamlEvent
from ikhtilaf.log.problems import Problem, quoted
from ikhtilaf.log.reader import FileReader
from ikhtilaf.log.shapes import Schema, Shape, Text
from ikhtilaf.model.names import nearest
from ikhtilaf.model.things import Mark

_DEGREES = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")


class ListOf(Shape):
    """A list of values of one shape."""

    expected = "a list"

    def __init__(self, item: Shape, example: str = "") -> None:
        self.item = item
        self.example = example or f"[{item.example}]"

    def read(self, reader: FileReader, event: YamlEvent) -> Any:
        """Return the items as a tuple, or None for an empty list."""
        if event.__class__ is not SequenceStartEvent or event.anchor is not None or event.tag is not None:
            if reader.is_nothing(event):
                reader.plain(event)
                return None
            if event.__class__ is not SequenceStartEvent:
                reader.wrong(event, self.expected, self.example)
                return () if isinstance(self.item, Record) else (self.item.placeholder,)
            reader.plain(event)
        items = []
        next_event = reader.next_event
        read_item = self.item.read
        event = next_event()
        if event.__class__ is SequenceEndEvent:
            return None
        while event.__class__ is not SequenceEndEvent:
            value = read_item(reader, event)
            if value is not None:
                items.append(value)
            else:
                self._no_item(reader, event, items)
            event = next_event()
        return tuple(items)

    def _no_item(self, reader: FileReader, event: YamlEvent, items: list[Any]) -> None:
        """Report an empty item; put in what keeps the items behind it in their places, unless they are records."""
        is_record = isinstance(self.item, Record)
        if not is_record or reader.is_nothing(event):
            reader.report(EmptyValue(reader.mark(event), "the item", f"{self.item.expected}, or delete the item"))
        if not is_record:
            items.append(self.item.placeholder)

    def schema(self) -> Schema:
        """Return the JSON Schema of the list."""
        return {"type": "array", "items": self.item.schema()}

    @property
    def placeholder(self) -> Any:
        """Nothing in it."""
        return ()


class Pair(ListOf):
    """The two factions of a relation."""

    def read(self, reader: FileReader, event: YamlEvent) -> Any:
        """Return the two."""
        known = len(reader.problems)
        items = super().read(reader, event)
        if items is None or len(items) == 2:
            return items
        if len(reader.problems) == known:
            reader.report(RelationNotTwo(reader.mark(event), len(items)))
        return self.placeholder

    def schema(self) -> Schema:
        """Return the JSON Schema of a list of two."""
        return {"type": "array", "items": self.item.schema(), "minItems": 2, "maxItems": 2}

    @property
    def placeholder(self) -> Any:
        """Two that mean nothing."""
        return ("", "")


class Coordinates(ListOf):
    """Latitude and longitude in decimal degrees."""

    def __init__(self) -> None:
        super().__init__(Text(), "[34.43, 70.45]")

    def read(self, reader: FileReader, event: YamlEvent) -> Any:
        """Return latitude and longitude."""
        known = len(reader.problems)
        items = super().read(reader, event)
        if len(reader.problems) > known or reader.is_nothing(event):
            return None
        wrong = self._wrong(items or ())
        if wrong:
            reader.report(BadCoordinates(reader.mark(event), wrong))
            return None
        return float(items[0]), float(items[1])

    def _wrong(self, items: tuple[str, ...]) -> str:
        if len(items) != 2:
            return f"coordinates are two numbers, not {len(items)}"
        for text, limit, what in zip(items, (90, 180), ("latitude", "longitude"), strict=True):
            if not _DEGREES.fullmatch(text) or abs(float(text)) > limit:
                return f"{quoted(text)} is no {what}"
        return ""

    def schema(self) -> Schema:
        """Return the JSON Schema of a list of two numbers."""

        def degrees(limit: int) -> Schema:
            return {
                "type": ["number", "string"],
                "minimum": -limit,
                "maximum": limit,
                "pattern": rf"^\s*{_DEGREES.pattern}\s*$",
            }

        return {"type": "array", "items": [degrees(90), degrees(180)], "minItems": 2, "maxItems": 2}


class MapOf(Shape):
    """A mapping from keys of one shape to values of another."""

    expected = "a mapping"

    def __init__(self, key: Shape, value: Shape, example: str) -> None:
        self.key = key
        self.value = value
        self.example = example

    def read(self, reader: FileReader, event: YamlEvent) -> Any:
        """Return the pairs as a dict, or None for an empty mapping."""
        if not begins_mapping(reader, event, self):
            return None if reader.is_nothing(event) else {}
        pairs: dict[str, Any] = {}
        next_event = reader.next_event
        read_key, read_value = self.key.read, self.value.read
        event = next_event()
        if event.__class__ is MappingEndEvent:
            return None
        while event.__class__ is not MappingEndEvent:
            key = read_key(reader, event)
            value_event = next_event()
            value = read_value(reader, value_event)
            if key is None:
                reader.report(EmptyValue(reader.mark(event), "the key", self.key.expected))
            elif key in pairs:
                reader.report(DuplicateKey(reader.mark(event), key))
            elif key:
                if value is None:
                    reader.report(EmptyValue(reader.mark(value_event), quoted(key), self.value.expected))
                    value = self.value.placeholder
                pairs[key] = value
            event = next_event()
        return pairs

    def schema(self) -> Schema:
        """Return the JSON Schema of the mapping."""
        return {"type": "object", "propertyNames": {"pattern": r"\S"}, "additionalProperties": self.value.schema()}

    @property
    def placeholder(self) -> Any:
        """Nothing in it."""
        return {}


def begins_mapping(reader: FileReader, event: YamlEvent, shape: Shape) -> bool:
    """Return whether a mapping begins here; report anything else than nothing, and go past it."""
    if event.__class__ is MappingStartEvent:
        if event.anchor is not None or event.tag is not None:
            reader.plain(event)
        return True
    if reader.is_nothing(event):
        reader.plain(event)
    else:
        reader.wrong(event, shape.expected, shape.example)
    return False


class Field(NamedTuple):
    """A key of a record: the shape of its value, what it is for, whether it must be there, its name in the model if
    another.
    """

    shape: Shape
    about: str
    required: bool = False
    attribute: str = ""
    absent: Callable[[Mark], Problem] | None = None
    """The problem if it is required and not there, where that has a name of its own."""


_Known = tuple[Callable[[FileReader, YamlEvent], Any], str]
"""What a record knows of a key: how its value is read, and what the model calls it."""


class Record(Shape):
    """A mapping with known keys, which becomes one thing of the model."""

    def __init__(self, model: Callable[..., Any], owner: str, table: Mapping[str, Field], *, example: str) -> None:
        self.model = model
        self.owner = owner
        self.table = table
        self.expected = owner
        self.example = example
        self.attributes = {key: field.attribute or key for key, field in table.items()}
        self._readers: dict[str, _Known] = {
            key: (field.shape.read, self.attributes[key]) for key, field in table.items()
        }
        self._required = frozenset(self.attributes[key] for key, field in table.items() if field.required)
        self._defaults: dict[str, Any] = {
            field.name: field.default if field.default is not MISSING else field.default_factory
            for field in fields(model)  # type: ignore[arg-type]  # a dataclass, which is called to make a thing
            if field.default is not MISSING or field.default_factory is not MISSING
        }
        optional = {self.attributes[key]: field.shape.placeholder for key, field in table.items() if not field.required}
        filled = {attribute: value for attribute, value in optional.items() if attribute not in self._defaults}
        self._defaults.update(filled)
        self._make: Callable[..., Any] = partial(model, **filled) if filled else model

    def read(self, reader: FileReader, event: YamlEvent) -> Any:
        """Return the thing of the model, or None where none can be made."""
        return self.read_at(reader, event, None)

    def read_at(self, reader: FileReader, event: YamlEvent, mark: Mark | None, **known: str) -> Any:
        """Decode the record; `mark` is its place if that is not where it begins, `known` what does not stand in it."""
        plain = event.__class__ is MappingStartEvent and event.anchor is None and event.tag is None
        if not plain and not begins_mapping(reader, event, self):
            return None
        if mark is None:
            place = event.start_mark
            mark = Mark(reader.file, place.line + 1, place.column + 1)
        values: dict[str, Any] = {}
        next_event = reader.next_event
        readers = self._readers
        odd_keys: list[str] = []
        event = next_event()
        while event.__class__ is not MappingEndEvent:
            if event.__class__ is ScalarEvent and event.anchor is None and event.tag is None:
                known_key = readers.get(event.value)
            else:
                known_key = None
            if known_key is None:
                known_key = self._odd_key(reader, event, odd_keys)
            value_event = next_event()
            if known_key is None:
                reader.skip(value_event)
            else:
                read_value, attribute = known_key
                value = read_value(reader, value_event)
                if value is None:
                    value = self._nothing(reader, event.value.strip(), value_event)
                if attribute in values:
                    reader.report(DuplicateKey(reader.mark(event), event.value))
                else:
                    values[attribute] = value
            event = next_event()
        if not self._required <= values.keys():
            self._missing(reader, values, odd_keys, mark, event)
        return self._make(mark, **known, **values)

    def _odd_key(self, reader: FileReader, event: YamlEvent, odd_keys: list[str]) -> _Known | None:
        """Report what is wrong with a key; return how to read its value if that can be done all the same."""
        mark = reader.mark(event)
        key = reader.scalar(event, "a key", "text")
        if key in self._readers:
            return self._readers[key]
        if key is None:
            reader.report(EmptyValue(mark, "the key", "a key before the colon"))
        elif key:
            reader.report(UnknownKey(mark, key, self.owner, self.table))
            odd_keys.append(key)
        return None

    def _nothing(self, reader: FileReader, key: str, event: YamlEvent) -> Any:
        """Return what stands for an empty value; report it if the key needs one."""
        field = self.table[key]
        if field.required:
            reader.report(
                field.absent(reader.mark(event))
                if field.absent
                else EmptyValue(reader.mark(event), quoted(key), field.about)
            )
            return field.shape.placeholder
        default = self._defaults[self.attributes[key]]
        return default() if callable(default) else default

    def _missing(
        self, reader: FileReader, values: dict[str, Any], odd_keys: list[str], mark: Mark, end: YamlEvent
    ) -> None:
        """Put in what stands for required keys that are missing; report them, unless one that is there may be meant."""
        meant = {near for key in odd_keys for near in nearest(key, self.table, 1)}
        for key, field in self.table.items():
            if field.required and self.attributes[key] not in values:
                values[self.attributes[key]] = field.shape.placeholder
                if key not in meant:
                    problem = field.absent(mark) if field.absent else MissingKey(mark, self.owner, key, field.about)
                    reader.report(problem)
                    reader.absences.append((end.start_mark.line, problem))

    def schema(self) -> Schema:
        """Return the JSON Schema of the record: no other keys, and all that are required."""
        properties = {key: _field_schema(field) for key, field in self.table.items()}
        required = [key for key, field in self.table.items() if field.required]
        return {"type": "object", "additionalProperties": False, "properties": properties, "required": required}


def _field_schema(field: Field) -> Schema:
    """Return the schema of a field: one that is required holds something, any other may be left empty."""
    schema: Schema = {"description": field.about, **field.shape.schema()}
    if field.required:
        least = {"array": {"minItems": 1}, "object": {"minProperties": 1}}
        return {**least.get(str(schema.get("type")), {}), **schema}
    if "pattern" in schema:
        schema["pattern"] = rf"^\s*$|{schema['pattern']}"
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], "", None]
    else:
        types = schema["type"]
        schema["type"] = [*(types if isinstance(types, list) else [types]), "null"]
    return schema
