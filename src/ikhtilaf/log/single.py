"""A YAML file that holds one record and nothing else, read by the same rules and with the same problems as a log."""

from __future__ import annotations

from typing import Any, BinaryIO, NamedTuple

import yaml
from yaml.events import DocumentStartEvent, StreamEndEvent, StreamStartEvent

from ikhtilaf.log.composites import Record
from ikhtilaf.log.form_problems import EmptyValue, SeveralDocuments
from ikhtilaf.log.parser import open_parser, syntax_problem
from ikhtilaf.log.problems import Problem
from ikhtilaf.log.reader import FileReader, StopReadingError
from ikhtilaf.log.text import LARGEST, TextStream
from ikhtilaf.model.things import Mark


class Single(NamedTuple):
    """What was read: the thing, None where none could be made, and everything that is wrong with the file."""

    thing: Any
    problems: list[Problem]


def read_single(raw: BinaryIO, file: str, record: Record) -> Single:
    """Read a file that holds one record; `file` is its name in problems. It never fails for what the file holds."""
    problems: list[Problem] = []
    stream = TextStream(raw, file, problems, largest=LARGEST)
    reader = FileReader(file, open_parser(stream), problems, stream.thing_begins)
    thing = None
    try:
        event = reader.next_event()
        while event.__class__ in {StreamStartEvent, DocumentStartEvent}:
            event = reader.next_event()
        if event.__class__ is StreamEndEvent or reader.is_nothing(event):
            problems.append(EmptyValue(Mark(file, 1, 1), "the file", f"{record.owner}, such as {record.example}"))
            return Single(None, problems)
        thing = record.read(reader, event)
        while event.__class__ is not StreamEndEvent:
            event = reader.next_event()
            if event.__class__ is DocumentStartEvent:
                reader.report(SeveralDocuments(reader.mark(event)))
                break
    except yaml.YAMLError as error:
        if not stream.broken_off:
            problems.append(syntax_problem(error, file, stream.ended_at))
    except StopReadingError:
        pass
    return Single(thing, sorted(set(problems), key=Problem.as_tuple))
