"""A file of a log as a tree that keeps what reading drops: the comments, and where blank lines stand.

The meaning comes from the very parser that reads a log; the comments are what stands behind a `#` outside its scalars.
Each comment belongs to one item: to the one that begins below it, to the one whose line it ends, or to the list or
mapping after whose last item it stands.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from ikhtilaf.log.parser import YamlEvent, open_parser
from ikhtilaf.log.text import TextStream

_COMMENT = re.compile("#[^\n]*")
_HEADER_COMMENT = re.compile("[^\n]*?[ \t](#[^\n]*)")
Place = tuple[int, int]
"""Line and column, from 0."""


@dataclass(slots=True)
class Item:
    """One entry of a mapping, or one item of a list, with the comments that are about it.

    `before` are the comment lines above it, an empty text for a blank line; `gap` is whether a blank line stands above
    all that; `end` is the comment at the end of its line.
    """

    value: Node
    key: str | None = None
    before: list[str] = field(default_factory=list)
    end: str = ""
    gap: bool = False


@dataclass(slots=True)
class Branch:
    """A mapping or a list; `after` are the comment lines below its last item."""

    is_map: bool
    items: list[Item] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def has_comments(self) -> bool:
        """Return whether comments stand anywhere in it."""
        return bool(self.after) or any(
            item.before or item.end or (isinstance(item.value, Branch) and item.value.has_comments())
            for item in self.items
        )


Node = Branch | str
"""A mapping or list, or a text, without the space around it; empty where there is nothing."""


class Tree(NamedTuple):
    """A whole file: its sections, and the comments below everything."""

    root: Branch
    below: list[str]


class _Comment(NamedTuple):
    place: Place
    text: str


def read_tree(content: bytes, *, pure: bool = False) -> Tree:
    """Return the tree of a file that has no form errors; with `pure`, parsed in Python even where libyaml is there."""
    text = _Reader(io.BytesIO(content)).text()
    next_event = open_parser(TextStream(io.BytesIO(content), "", []), pure=pure)
    events = list(_events(next_event))
    return _Builder(text, events).tree()


class _Reader(TextStream):
    """All characters of a file at once."""

    def __init__(self, raw: io.BytesIO) -> None:
        super().__init__(raw, "", [])

    def text(self) -> str:
        """Return them."""
        return "".join(iter(self.read, ""))


def _events(next_event: Callable[[], YamlEvent]) -> Iterator[YamlEvent]:
    event = next_event()
    while event.__class__ is not StreamEndEvent:
        yield event
        event = next_event()
    yield event


def _place(mark: YamlEvent) -> Place:
    return mark.line, mark.column


class _Builder:
    """Walks along the events and hands out the comments between them."""

    def __init__(self, text: str, events: list[YamlEvent]) -> None:
        self.lines = text.split("\n")
        self.events = iter(events)
        self.comments = list(self._find(text, events))
        self.next = 0
        self.last: Item | None = None
        """What a comment at the end of the line would be about."""
        self.last_line = -1

    def _find(self, text: str, events: list[YamlEvent]) -> Iterator[_Comment]:
        """Yield every comment: what begins with # between scalars, or in the line that opens a block of text."""
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)

        def offset(mark: YamlEvent) -> int:
            return starts[int(mark.line)] + int(mark.column)

        def between(start: int, stop: int, pattern: re.Pattern[str] = _COMMENT, group: int = 0) -> Iterator[_Comment]:
            for match in pattern.finditer(text, start, stop):
                line = bisect_left(starts, match.start(group) + 1) - 1
                yield _Comment((line, match.start(group) - starts[line]), match.group(group).rstrip())

        done = 0
        for event in events:
            if event.__class__ is not ScalarEvent:
                continue
            start = offset(event.start_mark)
            yield from between(done, start)
            done = max(done, offset(event.end_mark))
            if event.style in {"|", ">"}:
                yield from between(start, text.index("\n", start), _HEADER_COMMENT, 1)
        yield from between(done, len(text))

    def tree(self) -> Tree:
        root = Branch(is_map=True)
        for event in self.events:
            if event.__class__ is MappingStartEvent:
                root = self._branch(event, None)
                break
            if event.__class__ is ScalarEvent:
                break
        self._line_ends(self.comments[self.next :])
        below = self._lines(self.comments[self.next :], blank_first=True)
        below, root.after = [*root.after, *below], []
        return Tree(root, below)

    def _line_ends(self, comments: list[_Comment]) -> None:
        """Hand the comments at the end of the line on which the last item stands to that item."""
        for comment in comments:
            if self.last is None or comment.place[0] != self.last_line:
                return
            self.next += 1
            if self.last.end:
                self.last.before.append(self.last.end)
            self.last.end = comment.text

    def _until(self, place: Place) -> list[_Comment]:
        """Return the comments above a place that are not at the end of the last item's line."""
        stop = self.next
        while stop < len(self.comments) and self.comments[stop].place < place:
            stop += 1
        self._line_ends(self.comments[self.next : stop])
        return self.comments[self.next : stop]

    def _take(self, place: Place, item: Item) -> None:
        """Give the comments above this place to an item that begins there, and note whether a blank line is above."""
        comments = self._until(place)
        self.next += len(comments)
        first_line = comments[0].place[0] if comments else place[0]
        item.gap = self._blank(first_line - 1)
        lines = self._lines(comments)
        if comments and self._blank(place[0] - 1):
            lines.append("")
        item.before = lines

    def _lines(self, comments: list[_Comment], *, blank_first: bool = False) -> list[str]:
        lines: list[str] = []
        for comment in comments:
            if (lines or blank_first) and self._blank(comment.place[0] - 1):
                lines.append("")
            lines.append(comment.text)
        return lines

    def _blank(self, line: int) -> bool:
        return line >= 0 and not self.lines[line].strip()

    def _branch(self, start: YamlEvent, owner: Item | None) -> Branch:
        branch = Branch(start.__class__ is MappingStartEvent)
        column = start.start_mark.column
        for event in self.events:
            if event.__class__ in {MappingEndEvent, SequenceEndEvent}:
                self._close(branch, event, column, flow=bool(start.flow_style), owner=owner)
                return branch
            item = Item("")
            self._take(_place(event.start_mark), item)
            branch.items.append(item)
            if branch.is_map:
                item.key = event.value.strip()
                self._ended(item, event)
                event = next(self.events)  # noqa: PLW2901  # the value of the key
            self._value(event, item)
        return branch

    def _value(self, event: YamlEvent, item: Item) -> None:
        if event.__class__ is ScalarEvent:
            above = self._until(_place(event.start_mark))
            if above and item.end:
                item.before.append(item.end)
                item.end = ""
            item.before.extend(self._lines(above))
            self.next += len(above)
            item.value = "" if event.value == "~" and not event.style else event.value.strip()
            self._ended(item, event, block=event.style in {"|", ">"})
        elif event.__class__ in {MappingStartEvent, SequenceStartEvent}:
            item.value = self._branch(event, item)

    def _ended(self, item: Item, event: YamlEvent, *, block: bool = False) -> None:
        self.last = item
        self.last_line = event.start_mark.line if block else event.end_mark.line

    def _close(self, branch: Branch, event: YamlEvent, column: int, *, flow: bool, owner: Item | None) -> None:
        """Give a list or mapping that ends the comments that stand in it after its last item."""
        comments = self._until(_place(event.start_mark))
        if not flow:
            inside = 0
            outer = event.start_mark.column
            while inside < len(comments) and comments[inside].place[1] >= max(column, outer + 1):
                inside += 1
            comments = comments[:inside]
        self.next += len(comments)
        lines = self._lines(comments, blank_first=True)
        if branch.items or owner is None:
            branch.after = lines
        else:
            owner.before.extend(line for line in lines if line)
        if flow and owner is not None:
            self._ended(owner, event)
