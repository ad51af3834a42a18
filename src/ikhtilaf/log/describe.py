"""A problem as people read it: where, what, the line itself with a caret below the place, and what to do."""

from __future__ import annotations

import unicodedata

from ikhtilaf.log.problems import Problem, visible
from ikhtilaf.log.text import UNREADABLE

_INDENT = "    "
_TAB = "    "
_BEFORE = 60
"""How many columns of a long line are shown before the place."""
_WIDTH = 100
"""How many columns of a long line are shown."""
_LOOKED_AT = 1000
"""How many characters on either side of the place are looked at, for some take no column."""


def describe(problem: Problem, source_line: str | None = None) -> str:
    """Return the problem in two to four lines, without a line break at the end; `source_line` is the line that it
    stands in.

    Nothing from the file reaches a terminal as a control character.
    """
    place = f"{visible(problem.file)}:{problem.line}:{problem.column}"
    lines = [f"{place}: {problem.level}[{problem.name}]: {visible(problem.message)}"]
    if source_line and not source_line.isspace():
        lines.extend(excerpt(source_line, problem.column))
    lines.append(f"remedy: {visible(problem.remedy)}")
    return "\n".join(lines)


def excerpt(source_line: str, column: int) -> tuple[str, str]:
    """Return the line and the line with the caret. `column` counts characters from 1; tabs are shown as four spaces.

    >>> excerpt("state: wra", 8)
    ('    state: wra', '           ^')
    """
    whole = source_line.rstrip()
    place = min(column - 1, len(whole))
    start = max(0, place - _LOOKED_AT)
    shown = [_shown(char) for char in whole[start : place + _LOOKED_AT]]
    rest, place = len(whole) - start, place - start
    first, left = _fit(shown[:place][::-1], _BEFORE)
    first = place - first
    count, _ = _fit(shown[place:], _WIDTH - left)
    cut_before = "…" if start + first > 0 else ""
    cut_after = "…" if place + count < rest else ""
    line = _INDENT + cut_before + "".join(shown[first : place + count]) + cut_after
    return line, _INDENT + " " * (len(cut_before) + left) + "^"


def _fit(cells: list[str], width: int) -> tuple[int, int]:
    """Return how many of the cells fit into the width, and how wide they are together."""
    used = 0
    for count, cell in enumerate(cells):
        wide = _width(cell)
        if used + wide > width:
            return count, used
        used += wide
    return len(cells), used


def _shown(char: str) -> str:
    if char == "\t":
        return _TAB
    return f"\\x{ord(char) - UNREADABLE:02x}" if UNREADABLE <= ord(char) < UNREADABLE + 256 else visible(char)


def _width(cell: str) -> int:
    """Return how many columns a terminal gives to the text."""
    if cell.isascii():
        return len(cell)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell
    )
