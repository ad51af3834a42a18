"""The targets that write: answers in every format, exports, pictures, the report; of a log whose texts are the input.

The first byte chooses what is written. The rest are the texts, with bytes 0xFF between them, which UTF-8 never has;
they stand in turn in every place of a compiled log that holds free text.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from limits import Target
from read_targets import WrongAnswerError, free, scratch

from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.relations import last_day
from ikhtilaf.render.columns import Options
from ikhtilaf.render.formats import Format
from ikhtilaf.store import Store

LOG = Path(__file__).with_name("log.yaml")

_FREE = {
    "source": ("title", "author", "note", "url"),
    "place": ("name", "note"),
    "faction": ("name", "note"),
    "person": ("name", "note"),
    "tie": ("wording", "text"),
    "fact": ("wording", "text", "hedge"),
    "alias": ("alias",),
    "event": ("title",),
    "event_text": ("wording", "text", "slip"),
    "event_person": ("role",),
    "event_term": ("term",),
    "claim": ("hedge", "note"),
    "assertion": ("note",),
    "file": ("name",),
}
"""The columns of a compiled log that hold what a person wrote freely."""


_COLUMNS = sum(map(len, _FREE.values()))
_LONG = 4096
"""An input longer than this makes a log about as long as it, and not one that says it all over in every place."""
_ROWS = 3
"""How many rows a table of the small log has, more or less."""


def _spread(text: str, how: int) -> list[str]:
    """Return a long text as one for each column: a piece in each of them, or all of it in one; `how` says which."""
    if how % 2:
        size = len(text) // (_COLUMNS * _ROWS)
        return [text[n * size : (n + 1) * size] for n in range(_COLUMNS)]
    place = how // 2 % _COLUMNS
    return ["x"] * place + [text[: len(text) // _ROWS]] + ["x"] * (_COLUMNS - place - 1)


class Texts:
    """A small compiled log whose free texts are put in anew for each input."""

    def __init__(self) -> None:
        from ikhtilaf.log.read import read
        from ikhtilaf.store.compile import compile_log

        self.store: Store = compile_log(read(LOG).usable())
        self._connection: sqlite3.Connection = self.store._connection  # noqa: SLF001 -- a store is read-only to all others

    def put(self, data: bytes) -> Store:
        """Return the log with the texts of an input."""
        texts = [part.decode("utf-8", "replace") or "x" for part in data.split(b"\xff")]
        if len(data) > _LONG:
            texts = _spread(texts[0], data[0])
        turn = 0
        for table, columns in _FREE.items():
            sets = ", ".join(f"{column} = ?" for column in columns)
            values = [texts[(turn + n) % len(texts)] for n in range(len(columns))]
            self._connection.execute(f"UPDATE {table} SET {sets}", values)  # noqa: S608 -- names of ours
            turn += len(columns)
        self._connection.execute("UPDATE claim SET cites = ?", (json.dumps(texts[:2], ensure_ascii=False),))
        self.store.facts["title"], self.store.facts["note"] = texts[0], texts[-1]
        return self.store


Choice = Callable[[Store], None]


def _chosen(choices: Sequence[Choice]) -> Target:
    """Return the target that does what the first byte says with the texts that follow."""
    texts = Texts()

    def run(data: bytes) -> None:
        number = data[0] if data else 0
        choices[number % len(choices)](texts.put(data[1:]))

    return run


def answers() -> Target:
    """Return the answers of the commands that read, in every format."""
    from ikhtilaf.query.changes import changes
    from ikhtilaf.query.disputes import disputes
    from ikhtilaf.query.listing import LISTINGS
    from ikhtilaf.query.matrix import make_matrix
    from ikhtilaf.query.relations import relations
    from ikhtilaf.query.show import show
    from ikhtilaf.query.summary import summary
    from ikhtilaf.query.timeline import timeline
    from ikhtilaf.render.matrix import matrix_lines
    from ikhtilaf.render.sheets_of_events import TIMELINE
    from ikhtilaf.render.sheets_of_relations import CHANGES, RELATIONS
    from ikhtilaf.render.sheets_of_things import DISPUTES, LISTS, SUMMARIES, dispute_words, positions

    def asserted(store: Store) -> Assertions:
        return Assertions(store)

    def matrix(store: Store) -> None:
        made = make_matrix(asserted(store), last_day(store), None, Filters())
        for width in (20, 80):
            _plain("\n".join(matrix_lines(made, store.facts["title"], Options(width=width), postscript=False)))

    asked: list[tuple[Callable[[Store], Iterable[dict[str, Any]]], Any, Any]] = [
        (timeline, TIMELINE, None),
        (lambda store: relations(asserted(store), last_day(store), Filters()), RELATIONS, None),
        (lambda store: changes(asserted(store), Filters()), CHANGES, None),
        (lambda store: summary(store, []), SUMMARIES, None),
        (lambda store: positions(disputes(store)), DISPUTES, dispute_words),
        *((LISTINGS[kind], LISTS[kind], None) for kind in ("factions", "places", "people", "sources")),
    ]
    choices: list[Choice] = [matrix]
    for ask, sheet, group in asked:
        choices += [_formatted(ask, sheet, fmt, group) for fmt in Format]
    for name in ("fighting", "red", "ann", "ford", "paper", "p. 1", "war"):
        choices += [_whole(show, name, writer) for writer in range(4)]
    return _chosen(choices)


def _formatted(ask: Callable[[Store], Iterable[dict[str, Any]]], sheet: Any, fmt: Format, group: Any) -> Choice:
    """Return what writes an answer in one format, and reads it back where that format has a reader."""
    from ikhtilaf.render.formats import renderer

    render = renderer(fmt)
    flat = fmt in {Format.TABLE, Format.MD}

    def choice(store: Store) -> None:
        columns = sheet.table if flat else sheet.record
        for width in (None, 80, 20) if fmt is Format.TABLE else (None,):
            out = io.StringIO()
            options = Options(width=width, group=group, heading=[store.facts["title"]], foot=lambda shown: [str(shown)])
            rows = list(ask(store))
            if render(rows, columns, out, options) != len(rows):
                raise WrongAnswerError("rows are missing")
            _read_back(fmt, out.getvalue(), len(rows), len(columns))

    return choice


def _read_back(fmt: Format, text: str, rows: int, columns: int) -> None:
    text.encode()
    if fmt is Format.JSON:
        found = len(json.loads(text))
    elif fmt is Format.JSONL:
        found = len([json.loads(line) for line in text.split("\n") if line])
    elif fmt is Format.CSV:
        read = list(csv.reader(io.StringIO(text, newline="")))
        found = len(read) - 1 if all(len(row) == columns for row in read) else -1
    elif fmt is Format.TSV:
        lines = text.split("\n")
        found = len(lines) - 2 if all(line.count("\t") == columns - 1 for line in lines[:-1]) else -1
    else:
        _plain(text)
        return
    if found != rows:
        raise WrongAnswerError(f"{fmt.value} of {rows} rows and {columns} columns is read back as another table")


_CONTROL = re.compile("[\0-\t\x0b-\x1f]")


def _plain(text: str) -> None:
    """Hold that a text without colour does nothing to a terminal."""
    text.encode()
    if _CONTROL.search(text):
        raise WrongAnswerError("a control character is printed")


def _whole(show: Callable[..., Any], name: str, writer: int) -> Choice:
    """Return what prints everything about a name: for a terminal, as Markdown, as csv, into a pipe."""
    from ikhtilaf.render.detail import write_csv, write_detail, write_markdown, write_plain
    from ikhtilaf.render.things import blocks_of, by_id

    def choice(store: Store) -> None:
        rows, out = show(store, name), io.StringIO()
        if writer < 2:
            blocks = [block for row in rows for block in blocks_of(row)]
            if writer:
                write_markdown(blocks, out)
            else:
                write_detail(blocks, out, Options(width=40))
            _plain(out.getvalue())
            return
        blocks = [block for row in rows for block in by_id(row)]
        (write_csv if writer == 2 else write_plain)(blocks, out)
        out.getvalue().encode()

    return choice


def exports() -> Target:
    """Return the exports, each read back where a reader is at hand; those that make files, which are slow, one time for
    five of each other.
    """
    from ikhtilaf.export.kinds import KINDS

    quick = [_export(kind, made) for kind, made in KINDS.items() if made.text and not made.folder]
    slow = [_export(kind, made) for kind, made in KINDS.items() if made.folder or not made.text]
    return _chosen(quick * 5 + slow)


def _export(kind: str, made: Any) -> Choice:
    from ikhtilaf.export.request import Request

    writer: Any = import_module(f"ikhtilaf.export.{made.module}")
    folder = scratch() if made.folder else None

    def choice(store: Store) -> None:
        request = Request(store, day=last_day(store))
        if folder is not None:
            free(folder)
            writer.write(request, folder)
            return
        out = io.BytesIO()
        writer.write(request, out)
        if not made.text:
            return
        text = out.getvalue().decode("utf-8")
        if kind in {"gexf", "graphml"}:
            ET.fromstring(text)  # noqa: S314 -- our own
        elif kind in {"timelinejs", "geojson", "json-ld"}:
            json.loads(text)

    return choice


def pictures() -> Target:
    """Return the pictures as letters, as rows, and as SVG and HTML that are well formed."""
    return _chosen([_picture(kind, form) for kind in ("lanes", "graph", "matrix", "map") for form in range(3)])


def _picture(kind: str, form: int) -> Choice:
    from ikhtilaf.cli.drawings import Asked, drawing

    def choice(store: Store) -> None:
        day = last_day(store)
        title = store.facts["title"]
        drawn = drawing(kind, Asked(Assertions(store), Filters(), day, [day], title, "events" if kind == "map" else ""))
        if form == 0:
            for width in (80, 30):
                _plain("\n".join(drawn.lines(Options(width=width))))
        elif form == 1:
            json.dumps(drawn.rows()).encode()
            drawn.html().encode()
        else:
            ET.fromstring(drawn.svg())  # noqa: S314 -- our own

    return choice


def report() -> Target:
    """Return the page of the report. Its templates are compiled once: that takes longer than a small page."""
    from functools import cache

    from ikhtilaf.report import page
    from ikhtilaf.report.request import Request

    page.make_environment = cache(page.make_environment)

    def choice(store: Store) -> None:
        request = Request(Assertions(store, remembering=True), last_day(store), command=store.facts["title"])
        page.make_page(request).html.encode()

    return _chosen([choice])
