"""One file: its sections, read into a draft of the log that other files may add to."""

from __future__ import annotations

from typing import Any, BinaryIO

import yaml
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from ikhtilaf.log.composites import Record, begins_mapping
from ikhtilaf.log.fields import ALL_SECTIONS, EVENT, HEAD, KIND_OF_SECTION, SECTIONS, Head
from ikhtilaf.log.form_problems import DuplicateKey, EmptyValue, NotAMapping, SeveralDocuments, UnknownKey
from ikhtilaf.log.parser import YamlEvent, open_parser, syntax_problem
from ikhtilaf.log.problems import Problem, quoted
from ikhtilaf.log.reader import FileReader, StopReadingError, shape_of
from ikhtilaf.log.shapes import check_id
from ikhtilaf.log.text import LARGEST, REPLACED, TextStream, has_replaced
from ikhtilaf.model.names import nearest
from ikhtilaf.model.things import Event, Faction, Mark, Person, Place, Source


class Draft:
    """What was read so far, of all files: names not resolved, the same id perhaps twice."""

    def __init__(self) -> None:
        self.heads: list[Head] = []
        self.sources: list[Source] = []
        self.places: list[Place] = []
        self.factions: list[Faction] = []
        self.people: list[Person] = []
        self.events: list[Event] = []
        self.files: list[str] = []
        self.problems: list[Problem] = []
        self.failed: dict[str, set[str]] = {kind: set() for kind in (*KIND_OF_SECTION.values(), "event")}
        """By kind of thing, the ids of things that could not be read: they exist, so referring to them is no
        mistake.
        """
        self.unsure: set[str] = set()
        """The kinds of which things may be missing because a file or section could not be read; `log` for the head."""
        self.empty = True
        """Whether no section was found in any file."""
        self.has_events = False
        """Whether a section `events` was found, perhaps with nothing in it."""

    @property
    def clean(self) -> bool:
        """Whether everything could be read."""
        return not self.problems and not self.unsure and not any(self.failed.values())

    @property
    def unsure_of(self) -> set[str]:
        """What a name may not mean without being a mistake: a kind of which things may be missing; and whatever has
        `REPLACED` in it, where that stands for what was reported.
        """
        return self.unsure | {REPLACED} if has_replaced(self.problems) else self.unsure

    def add(self, other: Draft) -> None:
        """Add what was read of other files."""
        for name in ("heads", "sources", "places", "factions", "people", "events", "files", "problems"):
            getattr(self, name).extend(getattr(other, name))
        for kind, ids in other.failed.items():
            self.failed[kind] |= ids
        self.unsure |= other.unsure
        self.empty = self.empty and other.empty
        self.has_events = self.has_events or other.has_events

    def things(self) -> list[Any]:
        """Return everything that was read, without the parts of it."""
        return [*self.heads, *self.sources, *self.places, *self.factions, *self.people, *self.events]

    @property
    def all_kinds(self) -> list[str]:
        """Every kind of thing, and `log`."""
        return ["log", *self.failed]


def read_document(raw: BinaryIO, file: str, draft: Draft, *, pure: bool = False) -> None:
    """Read one file into the draft, with its problems. It never fails for what the file holds."""
    draft.files.append(file)
    stream = TextStream(raw, file, draft.problems, largest=LARGEST)
    reader = FileReader(file, open_parser(stream, pure=pure), draft.problems, stream.thing_begins)
    try:
        _read_stream(reader, draft)
    except yaml.YAMLError as error:
        if not stream.broken_off:
            if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
                reader.forget_absences(error.problem_mark.line)
            draft.problems.append(syntax_problem(error, file, stream.ended_at))
        draft.unsure.update(draft.all_kinds)
    except StopReadingError:
        draft.unsure.update(draft.all_kinds)
    if stream.broken_off:
        reader.forget_absences(stream.broken_off.line - 1)
        draft.unsure.update(draft.all_kinds)


def _read_stream(reader: FileReader, draft: Draft) -> None:
    event = reader.next_event()
    while event.__class__ is StreamStartEvent:
        event = reader.next_event()
    if event.__class__ is StreamEndEvent:
        return
    _read_sections(reader, reader.next_event(), draft)
    while event.__class__ is not StreamEndEvent:
        event = reader.next_event()
        if event.__class__ is DocumentStartEvent:
            reader.report(SeveralDocuments(reader.mark(event)))
            draft.unsure.update(draft.all_kinds)
            return


def _read_sections(reader: FileReader, event: YamlEvent, draft: Draft) -> None:
    if reader.is_nothing(event):
        reader.plain(event)
        return
    draft.empty = False
    if event.__class__ is not yaml.MappingStartEvent:
        reader.report(NotAMapping(reader.mark(event), shape_of(event), ALL_SECTIONS))
        reader.skip(event)
        draft.unsure.update(draft.all_kinds)
        return
    reader.plain(event)
    seen: set[str] = set()
    key_event = reader.next_event()
    while key_event.__class__ is not MappingEndEvent:
        reader.thing_begins()
        mark = reader.mark(key_event)
        name = reader.scalar(key_event, "the name of a section", "events")
        value_event = reader.next_event()
        if name in seen:
            reader.report(DuplicateKey(mark, name))
        if name == "log":
            _read_head(reader, value_event, mark, draft)
        elif name == "events":
            _read_events(reader, value_event, draft)
        elif name in SECTIONS:
            _read_things(reader, value_event, name, draft)
        else:
            if name:
                reader.report(UnknownKey(mark, name, "a log", ALL_SECTIONS))
                draft.unsure.update(
                    {**KIND_OF_SECTION, "events": "event"}.get(meant, meant) for meant in nearest(name, ALL_SECTIONS, 1)
                )
            elif name is None:
                reader.report(EmptyValue(mark, "the name of the section", "one of the sections of a log"))
            reader.skip(value_event)
        seen.add(name or "")
        key_event = reader.next_event()


def _read_head(reader: FileReader, event: YamlEvent, mark: Mark, draft: Draft) -> None:
    if reader.is_nothing(event):
        reader.report(EmptyValue(mark, quoted("log"), "title, covers and reporter below it"))
        draft.unsure.add("log")
        return
    head = HEAD.read_at(reader, event, mark)
    if head is None:
        draft.unsure.add("log")
    else:
        draft.heads.append(head)


def _read_events(reader: FileReader, event: YamlEvent, draft: Draft) -> None:
    draft.has_events = True
    if event.__class__ is not SequenceStartEvent:
        if not reader.is_nothing(event):
            reader.wrong(event, "a list", f"[{EVENT.example}]")
            draft.unsure.add("event")
        return
    reader.plain(event)
    next_event = reader.next_event
    events = draft.events
    while (event := next_event()).__class__ is not SequenceEndEvent:
        reader.thing_begins()
        read_event = EVENT.read(reader, event)
        if read_event is not None:
            events.append(read_event)
            continue
        if reader.is_nothing(event):
            reader.report(EmptyValue(reader.mark(event), "the item", f"{EVENT.expected}, or delete the item"))
        draft.unsure.add("event")


def _read_things(reader: FileReader, event: YamlEvent, section: str, draft: Draft) -> None:
    """Read a section whose things stand under their ids."""
    record: Record = SECTIONS[section][1]
    kind = KIND_OF_SECTION[section]
    things: list[Any] = getattr(draft, section)
    if not begins_mapping(reader, event, record):
        if not reader.is_nothing(event):
            draft.unsure.add(kind)
        return
    key_event = reader.next_event()
    while key_event.__class__ is not MappingEndEvent:
        reader.thing_begins()
        mark = reader.mark(key_event)
        id_ = reader.scalar(key_event, "an id", "isk-f")
        value_event = reader.next_event()
        if id_ is None:
            reader.report(EmptyValue(mark, "the id", f"an id for {record.owner}"))
        elif id_:
            check_id(reader, key_event, id_)
            if REPLACED in id_:
                draft.unsure.add(kind)
        if reader.is_nothing(value_event):
            reader.report(
                EmptyValue(
                    reader.mark(value_event), quoted(id_ or ""), f"what {record.owner} needs, such as {record.example}"
                )
            )
            thing = None
        else:
            thing = record.read_at(reader, value_event, mark, id=id_ or "")
        if thing is not None:
            things.append(thing)
        elif id_:
            draft.failed[kind].add(id_)
        key_event = reader.next_event()
