"""What was asked: whose words and which filters narrow the page, for which day, and the command line that asks it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import NamedTuple

from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters


class Request(NamedTuple):
    """What a report is to be made of.

    `day` is a day number. `given` are the filters in use by their names on the command line without the dashes, `words`
    all of them with their values, `command` is the command line.
    """

    assertions: Assertions
    day: int
    filters: Filters = Filters()
    given: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    command: str = ""


def unheeded(request: Request, heeded: frozenset[str]) -> list[str]:
    """Return the options in use that a part of the page does not look at: what it shows is not narrowed by them."""
    return [f"--{name}" for name in request.given if name not in heeded]


def command_line(words: Sequence[str]) -> str:
    r"""Return a command line as a shell would take it, on one line, with nothing in it that cannot be seen.

    >>> print(command_line(["ikhtilaf", "report", "-o", "a page.html", "--text", "\t"]))
    ikhtilaf report -o 'a page.html' --text $'\x09'
    """
    return " ".join(shlex.quote(word) if word.isprintable() else _dollar_quoted(word) for word in words)


def _dollar_quoted(word: str) -> str:
    r"""A word with characters that cannot be seen, in the quotes that bash, zsh and fish's `string unescape` know."""
    return "$'" + "".join(map(_escaped, word)) + "'"


def _escaped(char: str) -> str:
    point = ord(char)
    if char in "\\'":
        return f"\\{char}"
    if char.isprintable():
        return char
    if 0xDC80 <= point <= 0xDCFF:  # a byte that was no UTF-8
        return f"\\x{point - 0xDC00:02x}"
    if point < 0x80:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
