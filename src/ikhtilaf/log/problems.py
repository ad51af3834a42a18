"""What a problem with a log is: where it stands, its name, what is wrong and what to do. Each kind is a class that owns
its wording.

The kinds stand in `form_problems` (one place of the file is enough to see them), `name_problems` (they need the whole
log's names) and `sense_problems` (they need dates, orders or uses).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar, Literal

from ikhtilaf.model.things import Mark
from ikhtilaf.model.unseen import UNSEEN

Level = Literal["error", "warning"]

_SHOWN = 60
"""How many characters of what the user wrote a message repeats."""


class Problem:
    """One thing that is wrong at one place: `file` as the user named it, `line` and `column` from 1 (in characters).

    `level` is `error` (the log cannot be used) or `warning`; `message` is one line without a full stop, `remedy` a
    sentence.
    """

    kind: ClassVar[str] = ""
    level: ClassVar[Level] = "error"
    __slots__ = ("column", "file", "line", "message", "name", "remedy")

    def __init__(self, at: Mark, message: str, remedy: str, *, name: str = "") -> None:
        self.file, self.line, self.column = at
        self.name = name or self.kind
        self.message = message
        self.remedy = remedy

    @property
    def mark(self) -> Mark:
        """The place, as the model writes it."""
        return Mark(self.file, self.line, self.column)

    def as_tuple(self) -> tuple[str, int, int, str, str, str, str]:
        """File, line, column, level, name, message and remedy: the order in which problems are sorted."""
        return self.file, self.line, self.column, self.level, self.name, self.message, self.remedy

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and self.as_tuple() == other.as_tuple()

    def __hash__(self) -> int:
        return hash(self.as_tuple())

    def __repr__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.level}[{self.name}]: {self.message}"


class Warn(Problem):
    """A problem that does not keep the log from being used."""

    level = "warning"
    __slots__ = ()


def visible(text: str) -> str:
    r"""Return the text with everything that cannot be seen (control characters, line breaks, blank letters) written as
    an escape.

    >>> visible("a\x1b[1mb")
    'a\\x1b[1mb'
    """
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(UNSEEN, lambda match: _escaped(match[0]), text)
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", "backslashreplace").decode("ascii")


def quoted(text: str) -> str:
    """Return what the user wrote in quotes, shortened where it is long, on one line."""
    if len(text) > _SHOWN:
        text = text[: _SHOWN - 1] + "…"
    return f'"{visible(text)}"'


def listed(words: Sequence[str], last: str = "or") -> str:
    """Return the words as prose: `a`, `a or b`, `a, b or c`."""
    words = [visible(word) for word in words]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def did_you_mean(near: Sequence[str], otherwise: str) -> str:
    """Return a remedy: the names that come near, else `otherwise`."""
    return f"Did you mean {listed(near)}?" if near else otherwise


def one_of(words: Iterable[str], near: Sequence[str] = ()) -> str:
    """Return a remedy for a closed list: the nearest words first, then the whole list."""
    whole = f"Use one of: {', '.join(words)}."
    return f"Did you mean {listed(near)}? {whole}" if near else whole
