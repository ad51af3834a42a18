"""The state of one pass over one file: its events, its problems, and the slow ways for whatever is not plain text in
its place.
"""

from __future__ import annotations

from collections.abc import Callable

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ikhtilaf.dates import Date
from ikhtilaf.log.form_problems import More, TooDeep, WrongShape, YamlAlias, YamlAnchor, YamlTag
from ikhtilaf.log.parser import YamlEvent
from ikhtilaf.log.problems import Problem
from ikhtilaf.model.things import Mark

DEEPEST = 40
"""How deep lists may stand in lists where the format does not know them; where it does, none is deeper than seven."""

MOST_PROBLEMS = 1000
"""How many problems of one file are noted before the rest of it is left unread: a file where everything is wrong would
take much time and memory to say always the same.
"""

NO_DATE = Date("", None, None, None)
"""Stands for a date that could not be read, so that nothing follows from it."""


class StopReadingError(Exception):
    """The rest of the file is not worth reading; the reason is among the problems."""


class FileReader:
    """Gives the events of one file to the shapes that decode them.

    A shape's `read(reader, event)` takes the first event of a value, and the rest from `next_event`. It returns the
    value; or None where there is nothing; or, with the problem reported, a value from which nothing follows (empty
    text, `NO_DATE`, an empty list), so that the thing around it is still made and checked.
    """

    __slots__ = ("absences", "dates", "file", "next_event", "problems", "reported", "thing_begins")

    def __init__(
        self,
        file: str,
        next_event: Callable[[], YamlEvent],
        problems: list[Problem],
        thing_begins: Callable[[], None] = lambda: None,
    ) -> None:
        self.file = file
        self.thing_begins = thing_begins
        """Is told when a thing begins of which a log may have any number."""
        self.reported = 0
        self.next_event = next_event
        self.problems = problems
        self.dates: dict[str, Date] = {}
        self.absences: list[tuple[int, Problem]] = []
        """Problems of something missing, each with the line (from 0) where the thing that lacks it ended."""

    def mark(self, event: YamlEvent) -> Mark:
        """Return where the event begins."""
        place = event.start_mark
        return Mark(self.file, place.line + 1, place.column + 1)

    def report(self, problem: Problem) -> None:
        """Note a problem. Raises `StopReadingError` where there are more of them than anybody reads."""
        self.problems.append(problem)
        self.reported += 1
        if self.reported >= MOST_PROBLEMS:
            self.problems.append(More(problem.mark, self.reported, "problems of this file"))
            raise StopReadingError

    def forget_absences(self, line: int) -> None:
        """Take back what is missing from things that ended on this line (from 0), since no YAML stands there."""
        gone = {id(problem) for end, problem in self.absences if end >= line}
        self.problems[:] = [problem for problem in self.problems if id(problem) not in gone]

    def scalar(self, event: YamlEvent, expected: str = "text", example: str = "") -> str | None:
        """Return the text of a value that may be anything: None where it is empty, `""` where it is no text and that
        was reported.
        """
        if event.__class__ is not ScalarEvent:
            self.wrong(event, expected, example)
            return ""
        self.plain(event)
        text: str = event.value.strip()
        return None if not text or (text == "~" and not event.style) else text

    def plain(self, event: YamlEvent) -> None:
        """Report an anchor or a tag; the tag `!` alone means that text is text, which it is anyway."""
        if event.anchor is not None:
            self.report(YamlAnchor(self.mark(event), event.anchor))
        if event.tag is not None and event.tag != "!":
            self.report(YamlTag(self.mark(event), event.tag))

    def is_nothing(self, event: YamlEvent) -> bool:
        """Return whether there is nothing where a list or a mapping could stand."""
        return event.__class__ is ScalarEvent and not event.style and event.value in {"", "~"}

    def wrong(self, event: YamlEvent, expected: str, example: str) -> None:
        """Report a value of the wrong shape and go past it."""
        if event.__class__ is AliasEvent:
            self.report(YamlAlias(self.mark(event), event.anchor or ""))
        else:
            self.plain(event)
            self.report(WrongShape(self.mark(event), expected, shape_of(event), example))
            self.skip(event)

    def skip(self, event: YamlEvent) -> None:
        """Go past the value that begins with this event. Not recursive, and not deeper than `DEEPEST`."""
        depth = 0
        while True:
            kind = event.__class__
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                depth += 1
                if depth > DEEPEST:
                    self.report(TooDeep(self.mark(event), DEEPEST))
                    raise StopReadingError
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                depth -= 1
            if depth == 0:
                return
            event = self.next_event()


def shape_of(event: YamlEvent) -> str:
    """Return what a value is, for a message."""
    names = {ScalarEvent: "text", SequenceStartEvent: "a list", MappingStartEvent: "a mapping", AliasEvent: "an alias"}
    return names[event.__class__]
