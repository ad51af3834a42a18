"""A page of the documentation as its blocks: what is fenced, what is generated, and how to put something else there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
_FENCE = re.compile(r"^```([^`]*)$")
_MADE = re.compile(r"^<!-- made: ([a-z -]+) -->$")
_MADE_END = "<!-- end -->"


class Block(NamedTuple):
    """Some lines of a page, from `first` to before `last` (counted from 0), without the fences around them.

    `info` is what stands behind the opening fence, or `made: NAME` for a part that is generated.
    """

    info: str
    first: int
    last: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as they would stand in a file of their own."""
        return "".join(f"{line}\n" for line in self.lines)


def pages() -> list[Path]:
    """Return the pages with examples: the README and what lies in `docs`; the command reference has its own maker."""
    return [ROOT / "README.md", *(page for page in sorted((ROOT / "docs").glob("*.md")) if page.name != "cli.md")]


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks and the generated parts of a page, in order; no fence counts inside a generated part."""
    lines = text.split("\n")
    opened: tuple[str, int] | None = None
    for number, line in enumerate(lines):
        if opened is not None:
            if line == (_MADE_END if opened[0].startswith("made: ") else "```"):
                yield Block(opened[0], opened[1], number, tuple(lines[opened[1] : number]))
                opened = None
        elif made := _MADE.match(line):
            opened = (f"made: {made[1]}", number + 1)
        elif fence := _FENCE.match(line):
            opened = (fence[1].strip(), number + 1)
    if opened is not None:
        raise ValueError(f"line {opened[1]}: the block {opened[0]!r} is not closed")


def replaced(text: str, new: dict[Block, str]) -> str:
    """Return the page with the lines of some blocks replaced."""
    lines = text.split("\n")
    for block in sorted(new, key=lambda block: -block.first):
        lines[block.first : block.last] = new[block].rstrip("\n").split("\n")
    return "\n".join(lines)
