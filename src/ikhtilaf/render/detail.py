"""One thing printed whole, for `show ID`: sections of labelled values, paragraphs and small tables.

`write_detail` is for a terminal, `write_markdown` for notes, `write_plain` for a pipe: there every line is
`label<TAB>value`, unbroken, escaped as in tsv. `write_csv` writes the same two columns as csv.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import NamedTuple, TextIO

from ikhtilaf.render.columns import Column, Options, Row, cell, flatten
from ikhtilaf.render.escape import ascii_punctuation, csv_cell, escape_md, escape_tsv, lines, one_line
from ikhtilaf.render.theme import Paint, painter, style_of


class Pair(NamedTuple):
    """A label of ours and a value of the log: any JSON value, and what it is (a name of `theme.THEME`)."""

    label: str
    value: object
    style: str = "text"


class Block(NamedTuple):
    """A section: a title (may be empty), and under it whatever it has of pairs, paragraphs and a table, in this order.

    Pairs whose value is empty are left out, and so is a block that holds nothing.
    """

    title: str = ""
    pairs: Sequence[Pair] = ()
    paragraphs: Sequence[str] = ()
    columns: Sequence[Column] = ()
    rows: Sequence[Row] = ()


_INDENT = "  "
_MEASURE = 100
"""Prose in longer lines than this is hard to read, however wide the terminal is."""


def write_detail(blocks: Iterable[Block], stream: TextIO, options: Options) -> None:
    """Write the blocks for a terminal, broken at words to `options.width` (None: only long prose is broken)."""
    paint = painter(color=options.color)
    first = True
    for block in blocks:
        body = list(_body(block, paint, options))
        if not body:
            continue
        if not first:
            stream.write("\n")
        first = False
        if block.title:
            stream.write(paint(_ours(block.title, options), "title") + "\n")
        indent = _INDENT if block.title else ""
        stream.writelines(f"{indent}{line}\n" if line else "\n" for line in body)


def write_plain(blocks: Iterable[Block], stream: TextIO) -> None:
    """Write the blocks for a pipe: a line for each pair, paragraph and row of a table.

    The label of a pair under a title is `title.label`, of a paragraph or a row `title` (without a title, `text` or
    `row`); labels are in lower case. A row is `key=value` for each of its cells that is not empty.
    """
    stream.writelines(f"{escape_tsv(label)}\t{escape_tsv(text)}\n" for label, text in _records(blocks))


def write_csv(blocks: Iterable[Block], stream: TextIO) -> None:
    """Write the blocks as csv: the two columns of `write_plain`, a record each."""
    import csv

    csv.writer(stream, lineterminator="\n").writerows(map(csv_cell, record) for record in _records(blocks))


def write_markdown(blocks: Iterable[Block], stream: TextIO) -> None:
    """Write the blocks as Markdown: headings, pairs as lists, paragraphs, tables; the text of the log as it stands."""
    from ikhtilaf.render.markdown import render

    parts = []
    for block in blocks:
        pairs = [(pair.label, flatten(pair.value)) for pair in block.pairs]
        listed = "".join(f"- {escape_md(label)}: {escape_md(text)}\n" for label, text in pairs if text)
        written = [listed] if listed else []
        written += [f"{escape_md(paragraph.strip())}\n" for paragraph in block.paragraphs]
        if block.rows:
            table = StringIO()
            render(block.rows, block.columns, table, Options())
            written.append(table.getvalue())
        if written:
            parts += [f"## {escape_md(block.title)}\n"] * bool(block.title) + written
    stream.write("\n".join(parts))


def _records(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield label and text of each pair, paragraph and row."""
    for block in blocks:
        title = block.title.lower()
        for pair in block.pairs:
            if text := flatten(pair.value):
                yield (f"{title}.{pair.label.lower()}" if title else pair.label.lower()), text
        for paragraph in block.paragraphs:
            yield title or "text", paragraph.strip()
        for row in block.rows:
            values = {column.key: cell(column, row) if column.text else row.get(column.key) for column in block.columns}
            yield title or "row", flatten(values)


def _ours(text: str, options: Options) -> str:
    safe = one_line(text)
    return ascii_punctuation(safe) if options.ascii else safe


def _body(block: Block, paint: Paint, options: Options) -> Iterator[str]:
    width = options.width
    if width is not None and block.title:
        width = max(width - len(_INDENT), 1)
    parts = [
        _pairs(block.pairs, paint, options, width),
        _paragraphs(block, width),
        _table(block, paint, options, width),
    ]
    written = False
    for part in parts:
        for place, line in enumerate(part):
            if place == 0 and written:
                yield ""
            written = True
            yield line


def _pairs(pairs: Sequence[Pair], paint: Paint, options: Options, width: int | None) -> Iterator[str]:
    from rich.cells import cell_len

    texts = [(_ours(pair.label, options), pair.style, flatten(pair.value)) for pair in pairs]
    texts = [whole for whole in texts if whole[2]]
    margin = max((cell_len(label) for label, _, _ in texts), default=0) + 2
    for label, kind, text in texts:
        style = style_of(kind, text)
        for place, line in enumerate(_wrapped(text, width, margin)):
            start = paint(label, "label") + " " * (margin - cell_len(label)) if place == 0 else " " * margin
            yield (start + paint(line, style)) if line else ""


def _paragraphs(block: Block, width: int | None) -> Iterator[str]:
    for place, paragraph in enumerate(block.paragraphs):
        if place:
            yield ""
        yield from _wrapped(paragraph, width, 0)


def _wrapped(text: str, width: int | None, margin: int) -> Iterator[str]:
    """Yield the text's lines, each broken to what the width leaves beside the margin."""
    from ikhtilaf.render.layout import wrap

    room = _MEASURE if width is None else min(max(width - margin, 1), _MEASURE)
    for line in lines(text.strip()):
        yield from wrap(line, room)


def _table(block: Block, paint: Paint, options: Options, width: int | None) -> Iterator[str]:
    from ikhtilaf.render import layout

    if not block.rows:
        return
    cells = [[one_line(cell(column, row)) for column in block.columns] for row in block.rows]
    titles = [_ours(column.title, options) for column in block.columns]
    # Whole means whole: no column is left out here; where they do not fit beside each other they go below each other.
    shown = layout.plan([column._replace(priority=0) for column in block.columns], titles, cells, width)
    if shown.crowded:
        for place, row in enumerate(cells):
            if place:
                yield ""
            yield from _pairs(list(map(Pair, titles, row, (c.style for c in block.columns))), paint, options, width)
        return
    yield from layout.title_lines(shown.pick(titles), shown, paint)
    yield layout.rule_line(shown, paint, "-" if options.ascii else "─")
    for row in cells:
        yield from layout.row_lines(shown.pick(row), shown, paint)
