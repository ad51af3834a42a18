"""Reading a log: a file, a folder of files, or standard input; the log, or everything that is wrong with it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

from ikhtilaf.errors import Exit, IkhtilafError
from ikhtilaf.log.authors import Authors
from ikhtilaf.log.checks import CHECKS
from ikhtilaf.log.document import Draft, read_document
from ikhtilaf.log.fields import Head
from ikhtilaf.log.files import STDIN, LogFile, UnreadablePathError, explained, find_files
from ikhtilaf.log.findings import Context, Finding
from ikhtilaf.log.garbage import uncollected
from ikhtilaf.log.locate import line_texts, locate
from ikhtilaf.log.names import Names, names_of
from ikhtilaf.log.packed import pack, unpack
from ikhtilaf.log.parser import HAS_LIBYAML
from ikhtilaf.log.problems import Problem
from ikhtilaf.log.reader import NO_DATE
from ikhtilaf.log.resolve import by_type, resolve
from ikhtilaf.log.shares import read_in_shares
from ikhtilaf.log.together import put_together
from ikhtilaf.model.things import Log, Mark


class InvalidLogError(IkhtilafError):
    """A log with errors was used where only one without will do."""

    name = "invalid-log"
    exit_code = Exit.INVALID_LOG

    def __init__(self, path: str, errors: int) -> None:
        count = "1 error" if errors == 1 else f"{errors} errors"
        super().__init__(f"{path} has {count}", "Mend what `ikhtilaf check` lists.")


class Reading(NamedTuple):
    """What came of reading: the log, or None when there are errors; all problems, sorted by file, line and column.

    `lines` holds the text of the lines at which problems stand, by file and line number, as `describe` shows it. `more`
    says that there are problems of a kind beyond the `MOST_FINDINGS` of it that are listed.
    """

    path: str
    log: Log | None
    problems: tuple[Problem, ...]
    lines: dict[tuple[str, int], str]
    more: bool = False

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the log from being used."""
        return tuple(problem for problem in self.problems if problem.level == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that do not."""
        return tuple(problem for problem in self.problems if problem.level == "warning")

    def line_of(self, problem: Problem) -> str | None:
        """Return the text of the line at which a problem stands; None where there is no such line."""
        return self.lines.get((problem.file, problem.line))

    def usable(self) -> Log:
        """Return the log; raise `InvalidLogError` when there are errors."""
        if self.log is None:
            raise InvalidLogError(self.path, len(self.errors))
        return self.log


class Kept(Protocol):
    """Keeps files as they were read (`packed`), by their content; both may fail quietly."""

    def take(self, content: bytes) -> Iterable[bytes]:
        """Return what is kept of a file with this content: nothing, or the one packing."""

    def keep(self, content: bytes, packed: bytes) -> None:
        """Keep the packing of a file with this content."""


MOST_FINDINGS = 1000
"""How many findings of one check are listed: who has that many wants to mend their cause, not to read them all."""

_MOST_KEPT = 64 * 2**20
"""How large a file of a folder may be that is read whole, to be kept as it was read."""

Told = Callable[[str, float], None]
"""Is told what is being done, and how far it has come, from 0 to 1."""


def read(
    path: str | Path,
    *,
    stdin: BinaryIO | None = None,
    pure: bool = False,
    shown: str | None = None,
    kept: Kept | None = None,
    told: Told = lambda _what, _done: None,
) -> Reading:
    """Read a log and check it: `path` is a file, a folder, or `-` for standard input (which `stdin` can stand in for).

    With `pure`, YAML is parsed in Python even where libyaml is there; the outcome is the same. `shown` is what to call
    a log that is one file, where its path says nothing to a user. Of a folder, files that are `kept` are not parsed
    again. What is wrong with the log is returned, all at once. Raises one of the errors in `files` when the path itself
    is no good.
    """
    if str(path) == "-" and stdin is None:
        stdin = _standard_input()
    files = find_files(path, stdin)
    if shown is not None and len(files) == 1:
        files = [files[0]._replace(shown=shown)]
    draft = Draft()
    with uncollected():
        reading = _Progress(files, told)
        for file in files:
            if kept is None or len(files) == 1 or file.size() > _MOST_KEPT:
                _read_file(file, draft, reading, pure=pure)
            else:
                _read_or_take(file, draft, reading, kept)
        told("Checking", 0.0)
        log, found, more = _checked(draft)
    problems = [*draft.problems, *locate(found, files, pure=pure)]
    problems = sorted(set(problems), key=Problem.as_tuple)
    lines = line_texts(problems, files) if problems else {}
    usable = not any(problem.level == "error" for problem in problems)
    name = shown or (STDIN if str(path) == "-" else str(path))
    return Reading(name, log if usable else None, tuple(problems), lines, more)


def _standard_input() -> BinaryIO:
    if sys.stdin is None or sys.stdin.closed:
        raise UnreadablePathError("standard input", "it is closed")
    return sys.stdin.buffer


class _Progress:
    """Counts the bytes of some files as they are read."""

    def __init__(self, files: Sequence[LogFile], told: Told) -> None:
        self.told, self.done = told, 0
        self.whole = sum(file.size() for file in files)

    def add(self, size: int) -> None:
        self.done += size
        self.told("Reading", min(self.done / max(self.whole, 1), 1.0))

    def counted(self, raw: BinaryIO, times: int = 1) -> BinaryIO:
        """Return a file of which every byte that is read counts so many times."""
        return cast("BinaryIO", _Counted(raw, self, times))


class _Counted(io.RawIOBase):
    """A file that tells how much of it has been read."""

    def __init__(self, raw: BinaryIO, reading: _Progress, times: int = 1) -> None:
        self.raw, self.reading, self.times = raw, reading, times

    def read(self, size: int = -1, /) -> bytes:
        data = self.raw.read(size)
        self.reading.add(len(data) * self.times)
        return data


def _read_or_take(file: LogFile, draft: Draft, reading: _Progress, kept: Kept) -> None:
    """Read one file of several, or take it from what is kept of it."""
    try:
        with file.open() as raw:
            content = raw.read()
    except OSError as error:
        raise explained(file.shown, error) from error
    for packed in kept.take(content):
        with suppress(ValueError, TypeError, KeyError):
            draft.add(unpack(packed, file.shown))
            reading.add(len(content))
            return
    own = Draft()
    _read_file(file._replace(content=content), own, reading, pure=False)
    if own.clean:
        kept.keep(content, pack(own))
    draft.add(own)


def _read_file(file: LogFile, draft: Draft, reading: _Progress, *, pure: bool) -> None:
    try:
        if HAS_LIBYAML and not pure and file.content is None:
            shared = read_in_shares(str(file.path), file.shown, reading.counted)
            if shared is not None:
                draft.add(shared)
                return
        with file.open() as raw:
            read_document(reading.counted(raw), file.shown, draft, pure=pure)
    except OSError as error:  # after it was opened: a broken disk, a lost connection
        raise explained(file.shown, error) from error


def _checked(draft: Draft) -> tuple[Log, list[Finding], bool]:
    """Resolve the names of a draft and check it; return the log, whole only if nothing is wrong, what is wrong, and
    whether there is more of that.
    """
    authors = Authors(draft.heads)
    meant: dict[tuple[type, str], set[str]] = {}
    if authors.named:
        log, names, things, found = put_together(draft, authors)
    else:
        names, things = names_of(draft), by_type(draft.things())
        found = resolve(things, names, draft.unsure_of, _reporter(draft, names), meant)
        log = _log(draft, names)
    sound = not found and not draft.problems and bool(draft.heads) and draft.has_events
    context = Context(log, names, draft, things, sound, authors, meant)
    more = len(found) > MOST_FINDINGS
    del found[MOST_FINDINGS:]
    for check in CHECKS:
        left = check(context)
        found.extend(islice(left, MOST_FINDINGS))
        more = more or next(left, None) is not None
    return log, found, more


def _reporter(draft: Draft, names: dict[str, Names]) -> str:
    """Return the id of the source that reports every claim which names no other; empty if it is not known."""
    return (names["source"].find(draft.heads[0].reporter) or "") if draft.heads else ""


def _log(draft: Draft, names: dict[str, Names]) -> Log:
    head = draft.heads[0] if draft.heads else Head(Mark(draft.files[0], 1, 1), "", NO_DATE, "")
    return Log(
        mark=head.mark,
        title=head.title,
        covers=head.covers,
        reporter=head.reporter,
        note=head.note,
        sources=names["source"].things,
        places=names["place"].things,
        factions=names["faction"].things,
        people=names["person"].things,
        events=tuple(draft.events),
    )
