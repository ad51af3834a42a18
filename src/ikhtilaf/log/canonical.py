"""The one layout of a log's files: the order of sections, keys and events, and what `layout` makes of them.

Only the layout changes: every text, its order in lists, and every comment stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ikhtilaf.log.composites import ListOf, MapOf, Record
from ikhtilaf.log.fields import ALL_SECTIONS, EVENT, HEAD, SECTIONS
from ikhtilaf.log.layout import section_lines
from ikhtilaf.log.shapes import Shape
from ikhtilaf.log.tree import Branch, Item, read_tree

APART = frozenset({"factions", "events"})
"""Sections whose things stand apart; elsewhere blank lines stay where their writer put them."""
SCHEMA_COMMENT = "# yaml-language-server:"
"""What begins the comment that tells an editor where the schema is; it must stay at the top of the file."""
_YEAR = re.compile(r"#[-=\s]*([0-9]{4})[-=\s]*")


class Moment(NamedTuple):
    """Where an event stands in time: its number in the timeline, and the year in which it may first have begun (None:
    nothing is known).
    """

    number: int
    year: int | None


def canonical(content: bytes, moments: Mapping[str, Moment], *, pure: bool = False) -> str:
    """Return a file of a log in the one layout; `content` must have no form errors.

    `moments` says of each event's id where it stands in time; events without one keep their order, at the end. With
    `pure`, YAML is parsed in Python even where libyaml is there; the outcome is the same.
    """
    root, below = read_tree(content, pure=pure)
    header = _header(root)
    root.items.sort(key=lambda section: ALL_SECTIONS.index(section.key or ""))
    lines: list[str] = []
    for section in root.items:
        _arrange_section(section, moments)
        if lines:
            lines.append("")
        lines.extend(section_lines(section, apart=section.key in APART))
    if below and not below[0]:
        below = below[1:]
    blank = [""] if lines and below else []
    return "".join(f"{line}\n" for line in (*header, *lines, *blank, *below))


def _header(root: Branch) -> list[str]:
    """Take the comments that are about the whole file off its first section, with the blank line below them.

    They are those above the first blank line; and where there is none, those that tell an editor where the schema is.
    """
    if not root.items:
        return []
    before = root.items[0].before
    if "" in before:
        stop = before.index("") + 1
    elif any(line.startswith(SCHEMA_COMMENT) for line in before):
        stop = max(n for n, line in enumerate(before, 1) if line.startswith(SCHEMA_COMMENT))
    else:
        return []
    root.items[0].before = before[stop:]
    return before[:stop]


def _arrange_section(section: Item, moments: Mapping[str, Moment]) -> None:
    if section.key == "log":
        _arrange(section, HEAD)
        return
    is_list = section.key == "events"
    if isinstance(section.value, str):
        section.value = Branch(is_map=not is_list)
    for thing in section.value.items:
        _arrange(thing, EVENT if is_list else SECTIONS[section.key or ""][1])
    if is_list:
        _by_date(section.value, moments)


def _arrange(item: Item, shape: Shape) -> None:
    """Put the keys of a record, and of the records in it, in the order of the format's tables."""
    value = item.value
    if isinstance(shape, Record) and isinstance(value, Branch):
        order = list(shape.table)
        value.items.sort(key=lambda entry: order.index(entry.key or ""))
        for entry in value.items:
            _arrange(entry, shape.table[entry.key or ""].shape)
        if item.key is None and value.items:  # what stands above the first entry goes above the hyphen
            item.before.extend(value.items[0].before)
            value.items[0].before = []
    elif isinstance(shape, ListOf):
        if isinstance(value, str):
            item.value = Branch(is_map=False)
            return
        for entry in value.items:
            _arrange(entry, shape.item)
    elif isinstance(shape, MapOf) and isinstance(value, str):
        item.value = Branch(is_map=True)


def _by_date(events: Branch, moments: Mapping[str, Moment]) -> None:
    """Sort the events; a comment that is a year alone goes above the first event of that year or later."""
    last = len(moments)
    headings: list[tuple[int, str]] = []
    for event in events.items:
        event.before = _without_years(event.before, headings)
    events.after = _without_years(events.after, headings)
    placed = [(moments.get(_id(event), Moment(last, None)), event) for event in events.items]
    placed.sort(key=lambda pair: pair[0].number)
    for year, line in sorted(headings, reverse=True):
        below = next((event for at, event in placed if at.year is not None and at.year >= year), None)
        if below is None:
            events.after[:0] = ["", line, *([""] if events.after and events.after[0] else [])]
        else:
            below.before[:0] = [line, ""]
            below.gap = True
    events.items = [event for _, event in placed]


def _without_years(lines: list[str], headings: list[tuple[int, str]]) -> list[str]:
    """Return comment lines without the paragraphs that are a year alone, which go to `headings`."""
    kept: list[str] = []
    for n, line in enumerate(lines):
        found = _YEAR.fullmatch(line)
        alone = (n == 0 or not lines[n - 1]) and (n + 1 == len(lines) or not lines[n + 1])
        if found and alone:
            headings.append((int(found[1]), line))
            if kept:
                kept.pop()  # the blank line above it; the one below it stays
        elif line or n == 0 or kept:
            kept.append(line)
    return kept


def _id(event: Item) -> str:
    entries = event.value.items if isinstance(event.value, Branch) else []
    return next((entry.value for entry in entries if entry.key == "id" and isinstance(entry.value, str)), "")
