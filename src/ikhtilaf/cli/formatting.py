"""A log's files in the one layout: what they would be, and how that differs from what they are."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from difflib import unified_diff
from typing import Any, NamedTuple

from ikhtilaf.cli.drafting import draft_of, files_of
from ikhtilaf.dates import split
from ikhtilaf.dates.order import narrow, sequence
from ikhtilaf.errors import Exit, IkhtilafError
from ikhtilaf.log.canonical import Moment, canonical
from ikhtilaf.log.document import Draft
from ikhtilaf.log.files import LogFile
from ikhtilaf.log.locate import line_texts
from ikhtilaf.log.problems import Problem
from ikhtilaf.log.read import InvalidLogError, Reading
from ikhtilaf.model.things import Event
from ikhtilaf.store.order import in_order


class ChangedMeaningError(IkhtilafError):
    """The layout would not mean the same: a defect, noticed before anything is written."""

    name = "changed-meaning"
    exit_code = Exit.DEFECT

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} would mean something else in the one layout, and was left as it is",
            "This is a defect of ikhtilaf: report it with the file.",
        )


class Formatted(NamedTuple):
    """One file: its bytes as they are, and the text that they should be."""

    file: LogFile
    before: bytes
    after: str

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after.encode()


def formatted(path: str) -> list[Formatted]:
    """Return the files of the log at `path` (`-`: standard input) in the one layout.

    Raises `InvalidLogError`, with the errors on stderr, where a file has a form error: what is not understood cannot be
    rewritten. Unknown names and the like do not matter here.
    """
    files = files_of(path)
    draft = draft_of(files)
    if draft.problems:
        _refuse(path, files, draft.problems)
    moments = moments_of(draft.events)
    done = [Formatted(file, file.content or b"", canonical(file.content or b"", moments)) for file in files]
    for text in done:
        if text.changed and meaning(draft_of([text.file])) != meaning(draft_of([_after(text)])):
            raise ChangedMeaningError(text.file.shown)
    return done


def moments_of(events: Iterable[Event]) -> dict[str, Moment]:
    """Return where each event stands in the timeline; of what events come after, only what is among them counts."""
    by_id = {event.id: event for event in events}
    after = {id_: [name for name in event.after if name in by_id] for id_, event in by_id.items()}
    if sequence(after) is None:
        after = {id_: [] for id_ in by_id}
    spans = {id_: (event.date.earliest, event.date.latest) for id_, event in by_id.items()}
    spans.update(narrow(spans, after))
    ordered = in_order([replace(event, after=tuple(after[id_])) for id_, event in by_id.items()], spans)
    moments = {}
    for n, event in enumerate(ordered):
        first, last = spans[event.id]
        known = first if first is not None else last
        moments[event.id] = Moment(n, None if known is None else split(known)[0])
    return moments


def meaning(draft: Draft) -> Any:
    """Return all that was read, without the places where it stood, and with the events in no order."""
    sections = (draft.heads, draft.sources, draft.places, draft.factions, draft.people)
    events = sorted((_unmarked(event) for event in draft.events), key=repr)
    return [[_unmarked(thing) for thing in things] for things in sections], events, draft.problems


def difference(text: Formatted) -> Iterator[str]:
    """Yield a unified diff from what a file is to what it should be."""
    before = text.before.decode("utf-8", "replace").splitlines(keepends=True)
    after = text.after.splitlines(keepends=True)
    for line in unified_diff(before, after, text.file.shown, text.file.shown):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _after(text: Formatted) -> LogFile:
    return text.file._replace(content=text.after.encode())


def _refuse(path: str, files: list[LogFile], found: list[Problem]) -> None:
    from ikhtilaf.cli.problems import print_problems

    problems = sorted(set(found), key=Problem.as_tuple)
    print_problems(Reading(path, None, tuple(problems), line_texts(problems, files)), sys.stderr, most=20)
    raise InvalidLogError(path, len(problems))


def _unmarked(value: Any) -> Any:
    """Return a thing as plain values, without its mark."""
    if is_dataclass(value):
        return tuple(_unmarked(getattr(value, field.name)) for field in fields(value) if field.name != "mark")
    if type(value) is tuple:
        return tuple(_unmarked(part) for part in value)
    return value
