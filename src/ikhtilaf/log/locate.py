"""Where in the files a finding stands, looked up in a second pass that only a log with problems needs; and the lines
themselves.

Every thing of the model knows where it stands, but not where each of its fields does, for nobody asks while nothing is
wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import yaml
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ikhtilaf.log.fields import RECORDS, SECTIONS, Head
from ikhtilaf.log.files import LogFile, PathError
from ikhtilaf.log.findings import Finding, Spot
from ikhtilaf.log.parser import YamlEvent, open_parser
from ikhtilaf.log.problems import Problem
from ikhtilaf.log.text import LARGEST, TextStream
from ikhtilaf.model.things import Mark

_DEEPEST = 200
"""How deep the search follows; the format needs seven."""

_THINGS = 2
"""How deep the things of a log stand: in a section, in the mapping of all sections."""

_KEYED = {record.model for _, record in SECTIONS.values()}

Place = tuple[int, int]
"""Line and column, from 0 as the parsers count."""


def locate(found: Sequence[Finding], files: Sequence[LogFile], *, pure: bool = False) -> list[Problem]:
    """Return what was found as problems with their places. What cannot be found stands where its thing does."""
    searches: dict[str, _Search] = {}
    for finding in found:
        if isinstance(finding.spot, Spot) and finding.spot.field:
            file = finding.spot.thing.mark.file
            searches.setdefault(file, _Search()).add(finding.spot)
    for file in files:
        if file.shown in searches:
            with suppress(PathError, OSError), file.open() as raw:  # gone since it was read: its things' places will do
                searches[file.shown].run(TextStream(raw, file.shown, [], largest=LARGEST), pure=pure)
    return [finding.make(_mark(finding.spot, searches), *finding.arguments) for finding in found]


def _mark(spot: Spot | Mark, searches: dict[str, _Search]) -> Mark:
    if isinstance(spot, Mark):
        return spot
    mark: Mark = spot.thing.mark
    place = searches[mark.file].places.get(_address(spot)) if spot.field else None
    return mark if place is None else Mark(mark.file, place[0] + 1, place[1] + 1)


Address = tuple[int, str, int | str | None]
Wanted = dict[int | str | None, list[Address]]
"""By item of a field, None for the field itself, what is looked for there."""


def _address(spot: Spot) -> Address:
    return id(spot.thing), spot.field, spot.item


class _Target:
    """A thing some of whose fields are looked for: by key in the file, what is wanted of that field."""

    def __init__(self, thing: Any) -> None:
        self.keys = {attribute: key for key, attribute in RECORDS[type(thing)].attributes.items()}
        self.wanted: dict[str, Wanted] = {}

    def add(self, spot: Spot) -> None:
        self.wanted.setdefault(self.keys[spot.field], {}).setdefault(spot.item, []).append(_address(spot))


class _Level:
    """A list or mapping that the search is in: which thing it is, or which field of one."""

    __slots__ = ("field", "index", "key", "mapping", "target")

    def __init__(self, *, mapping: bool) -> None:
        self.mapping = mapping
        self.key: str | None = None
        """The key whose value comes next; None where a key comes next."""
        self.index = -1
        self.target: _Target | None = None
        self.field: Wanted = {}


class _Search:
    """The spots looked for in one file, and the places found."""

    def __init__(self) -> None:
        self.places: dict[Address, Place] = {}
        self._left: set[Address] = set()
        """What has no place yet."""
        self._listed: dict[Place, _Target] = {}
        self._keyed: dict[tuple[int, Place], _Target] = {}
        self._levels: list[_Level] = []
        self._next_target: _Target | None = None

    def add(self, spot: Spot) -> None:
        """Look for this spot as well."""
        thing = spot.thing
        place = thing.mark.line - 1, thing.mark.column - 1
        depth = 1 if isinstance(thing, Head) else 2 if type(thing) in _KEYED else 0
        target = self._keyed.get((depth, place)) if depth else self._listed.get(place)
        if target is None:
            target = _Target(thing)
            if depth:
                self._keyed[depth, place] = target
            else:
                self._listed[place] = target
        target.add(spot)
        self._left.add(_address(spot))

    def run(self, stream: TextStream, *, pure: bool) -> None:
        """Go through the file once, as far as it is YAML and as there is something to look for."""
        next_event = open_parser(stream, pure=pure)
        try:
            while (
                self._left and (event := next_event()).__class__ is not StreamEndEvent and len(self._levels) < _DEEPEST
            ):
                if len(self._levels) <= _THINGS:
                    stream.thing_begins()
                self._take(event)
        except yaml.YAMLError:
            return

    def _take(self, event: YamlEvent) -> None:
        kind = event.__class__
        if kind is MappingEndEvent or kind is SequenceEndEvent:
            self._levels.pop()
            self._value_done()
        elif kind is ScalarEvent:
            if self._is_key():
                self._key(event)
            else:
                self._value(event)
                self._value_done()
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            level = _Level(mapping=kind is MappingStartEvent)
            if self._levels and not self._is_key():
                self._enter(level, event)
            self._levels.append(level)
        elif self._levels:  # an alias
            self._value_done()

    def _is_key(self) -> bool:
        return bool(self._levels) and self._levels[-1].mapping and self._levels[-1].key is None

    def _key(self, event: YamlEvent) -> None:
        level = self._levels[-1]
        level.key = event.value
        place = _place(event)
        if level.field:
            self._note(level.field.get(event.value.strip(), ()), place)
        self._next_target = self._keyed.get((len(self._levels), place))

    def _value(self, event: YamlEvent) -> Wanted:
        """Note the place of a value that is looked for, and return what is looked for within it."""
        if not self._levels:
            return {}
        level = self._levels[-1]
        if not level.mapping:
            level.index += 1
            self._note(level.field.get(level.index, ()), _place(event))
            return {}
        if level.target is None or level.key not in level.target.wanted:
            return {}
        field = level.target.wanted[level.key]
        self._note(field.get(None, ()), _place(event))
        return field

    def _enter(self, level: _Level, event: YamlEvent) -> None:
        level.field = self._value(event)
        if level.mapping:
            level.target = self._listed.get(_place(event)) if not self._levels[-1].mapping else self._next_target
        self._next_target = None

    def _value_done(self) -> None:
        if self._levels:
            level = self._levels[-1]
            if level.mapping:
                level.key = None if level.key is not None else ""  # a key that is no scalar ended: its value comes next

    def _note(self, addresses: Iterable[Address], place: Place) -> None:
        for address in addresses:
            self.places.setdefault(address, place)
            self._left.discard(address)


def _place(event: YamlEvent) -> Place:
    return event.start_mark.line, event.start_mark.column


def line_texts(problems: Iterable[Problem], files: Sequence[LogFile]) -> dict[tuple[str, int], str]:
    """Return the text of every line at which a problem stands, without its line break; of one beyond all measure, the
    beginning.
    """
    wanted: dict[str, set[int]] = {}
    for problem in problems:
        wanted.setdefault(problem.file, set()).add(problem.line)
    texts: dict[tuple[str, int], str] = {}
    for file in files:
        if file.shown in wanted:
            with suppress(PathError, OSError), file.open() as raw:
                for number, text in _lines(TextStream(raw, file.shown, [], verbatim=True), wanted[file.shown]):
                    texts[file.shown, number] = text
    return texts


def _lines(stream: TextStream, wanted: set[int]) -> Iterable[tuple[int, str]]:
    """Yield the wanted lines with their numbers, holding no more than one piece of the file and the line that it ends
    in.
    """
    number, last_wanted = 1, max(wanted)
    rest: list[str] = []
    held = 0
    while number <= last_wanted and (text := stream.read()):
        *whole, last = text.split("\n")
        for line in whole:
            if number in wanted:
                yield number, "".join([*rest, line])
            rest.clear()
            held = 0
            number += 1
        if number in wanted and held <= 2 * LARGEST:
            rest.append(last)
            held += len(last)
    if number in wanted and rest:
        yield number, "".join(rest)
