"""A table for people at a terminal: columns that fit, text broken at words, printed page by page.

Text from the log is data here as everywhere: no markup is read, and characters that would steer the terminal are
written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TextIO

from ikhtilaf.render import layout
from ikhtilaf.render.columns import Column, Options, Row, cell
from ikhtilaf.render.escape import ascii_punctuation, one_line
from ikhtilaf.render.theme import Paint, painter

_AIRY = 2
"""Where the rows of the first page take this many lines on average, a blank line parts any two."""


def render(rows: Iterable[Row], columns: Sequence[Column], stream: TextIO, options: Options) -> int:
    """Write the rows as a table; return how many. No rows: nothing at all is written, neither header nor foot.

    Reads `options.page` rows at a time; the widths come from the first page and hold for all, so that memory stays
    flat.
    """
    paint = painter(color=options.color)
    shown: layout.Plan | None = None
    count = 0
    airy = False
    group: str | None = None
    for page in _pages(rows, options.page):
        cells = [[_text(column, row, options) for column in columns] for row in page]
        if shown is None:
            titles = [_ours(column.title, options) if options.header else "" for column in columns]
            shown = layout.plan(columns, titles, cells, options.width)
            stream.writelines(f"{line}\n" for line in _head(shown, titles, paint, options))
        blocks = [layout.row_lines(shown.pick(texts), shown, paint) for texts in cells]
        if count == 0:
            airy = sum(map(len, blocks)) >= _AIRY * len(blocks)
        for row, block in zip(page, blocks, strict=True):
            if options.group is not None and (now := options.group(row)) != group:
                group = now
                stream.write(_group_line(group, paint, options, first=count == 0))
            elif airy and count:
                stream.write("\n")
            stream.writelines(f"{line}\n" for line in block)
            count += 1
    if shown is not None:
        stream.writelines(f"{line}\n" for line in _foot(shown, count, paint, options))
    return count


def _pages(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    source = iter(rows)
    while page := list(islice(source, size)):
        yield page


def _text(column: Column, row: Row, options: Options) -> str:
    return _ours(cell(column, row), options) if column.ours else one_line(cell(column, row))


def _ours(text: str, options: Options) -> str:
    """Return a text of the program's own, which may quote the log's, for one line of the terminal."""
    safe = one_line(text)
    return ascii_punctuation(safe) if options.ascii else safe


def _head(shown: layout.Plan, titles: Sequence[str], paint: Paint, options: Options) -> Iterator[str]:
    if options.heading:
        yield from _prose(options.heading, "heading", paint, options)
        yield ""
    if options.header:
        yield from layout.title_lines(shown.pick(titles), shown, paint)
        yield layout.rule_line(shown, paint, "-" if options.ascii else "─")


def _group_line(group: str, paint: Paint, options: Options, *, first: bool) -> str:
    mark = "--" if options.ascii else "──"
    text = f"{mark} {one_line(group)}"
    lines = layout.wrap(text, options.width) if options.width else [text]
    return ("" if first else "\n") + "".join(f"{paint(line, 'group')}\n" for line in lines)


def _foot(shown: layout.Plan, count: int, paint: Paint, options: Options) -> Iterator[str]:
    texts = list(options.foot(count) if callable(options.foot) else options.foot)
    if shown.dropped:
        names = ", ".join(column.key for column in shown.dropped)
        texts.append(f"not shown at this width: {names} (widen the terminal or use --fields)")
    if texts:
        yield ""
        yield from _prose(texts, "foot", paint, options)


def _prose(texts: Iterable[str], style: str, paint: Paint, options: Options) -> Iterator[str]:
    for text in texts:
        ours = _ours(text, options)
        for line in layout.wrap(ours, options.width) if options.width else [ours]:
            yield paint(line, style) if line else ""
