"""SVG by hand: elements from names and values, text that stays text, how wide a text will be."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from unicodedata import combining, east_asian_width

from ikhtilaf.pictures.look import Look
from ikhtilaf.render.escape import one_line, visible

Value = str | int | float | None


def plain(text: str) -> str:
    """Return text from a log for SVG or HTML: nothing in it is markup, hidden characters are written out."""
    return escape(_visible(_blanks(text)))


def _blanks(text: str) -> str:
    """A text as a line with single blanks."""
    return " ".join(one_line(text).split())


def _visible(text: str) -> str:
    """As `visible`, and what XML does not take in any form is written out too."""
    return visible(text).translate(_NOT_XML)


_NOT_XML = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}


def number(value: float) -> str:
    """Return a coordinate, to a tenth."""
    short = f"{value:.1f}"
    return short.removesuffix(".0") if short != "-0.0" else "0"


def tag(name: str, *children: str, **attributes: Value) -> str:
    """Return an element. Of an attribute's name `_` is `-`, and `cls` is class; a value of None leaves it out.

    Values are escaped, children are not: they are elements, or text that went through `plain`.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value == "":
            continue
        written = number(value) if isinstance(value, (int, float)) else escape(_visible(value))
        parts.append(f'{"class" if key == "cls" else key.replace("_", "-")}="{written}"')
    inside = "".join(children)
    return f"<{' '.join(parts)}>{inside}</{name}>" if inside else f"<{' '.join(parts)}/>"


def text(x: float, y: float, words: str, cls: str = "", **more: Value) -> str:
    """Return a line of text from a log, or of our own, that begins (by its class: ends, has its middle) at a point."""
    return tag("text", plain(words), x=x, y=y, cls=cls or None, **more)


def title(words: str) -> str:
    """Return what is shown while the pointer rests on the element that this stands in, and read out for it."""
    return tag("title", plain(words))


def linked(look: Look, kind: str, identifier: str, name: str, *children: str) -> str:
    """Return elements as a link to a thing, where the page has it; else as a group.

    `name` says what it is; empty where a text among the elements says it already.
    """
    href = look.href(kind, identifier)
    named = (title(name), *children) if name else children
    return tag("g", *named) if href is None else tag("a", *named, href=href)


def unless_whole(name: str, fitting: str) -> str:
    """Return a name that was cut to fit, for a title; empty where it stands there whole."""
    return "" if fitting == _blanks(name) else name


def picture(look: Look, width: float, height: float, name: str, told: str, body: Iterable[str]) -> str:
    """Return the `<svg>` element of a picture: its size, its title and what it shows in words, then its body.

    It is an image to those who cannot see it, with `told` as its words, unless it leads somewhere: then a group.
    """
    head, described = f"{look.prefix}title", f"{look.prefix}desc"
    return tag(
        "svg",
        tag("title", plain(name), id=head),
        tag("desc", plain(told), id=described),
        tag("rect", width=width, height=height, cls="paper"),
        *body,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        cls="pic",
        role="img" if look.link is None else "group",
        aria_labelledby=head,
        aria_describedby=described,
    )


def width_of(words: str, size: float = 12) -> float:
    """Return about how wide a text is, rather too wide than too narrow; the fonts of the reader decide in the end."""
    return sum(_letter(char) for char in visible(words)) * size


_NARROW = frozenset("iljtfrI.,:;'|!()[]- ")
_WIDE = frozenset("mwMW@%<>=+~#^&…—")


def _letter(char: str) -> float:
    if combining(char):
        return 0
    if east_asian_width(char) in "WF":
        return 1.05
    if char in _NARROW:
        return 0.36
    return 0.92 if char in _WIDE else 0.72 if char.isupper() else 0.6


def fitted(words: str, room: float, size: float = 12) -> str:
    """Return the text, cut with an ellipsis where it would be wider than the room."""
    words = _blanks(words)
    used, dots, kept = 0.0, _letter("…"), 0
    for count, char in enumerate(words, 1):
        used += _letter(char)
        if (used + dots) * size <= room:
            kept = count
        if used * size > room:
            return words[:kept].rstrip() + "…"
    return words
