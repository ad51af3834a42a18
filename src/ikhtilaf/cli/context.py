"""What a command needs before it can ask: the open log, the dates and names that were typed, where to print and how."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from ikhtilaf.cli.errors import BadColorError, UnheededFilterError, UnknownFieldError
from ikhtilaf.cli.options import FilterOptions, LogOptions, OutputOptions, ViewOptions
from ikhtilaf.errors import Exit
from ikhtilaf.render import Column, Options, Row, renderer
from ikhtilaf.render.formats import Format
from ikhtilaf.render.progress import progress
from ikhtilaf.render.sheets import Sheet

if TYPE_CHECKING:
    from ikhtilaf.dates import Date
    from ikhtilaf.query.filters import Filters
    from ikhtilaf.query.views import View
    from ikhtilaf.render.pieces import Piece
    from ikhtilaf.store import Store


OPENED: list[Store] = []
"""What `run` closes when the command is done."""


def open_log(options: LogOptions) -> Store:
    """Return the log that the options name, open; a log with errors is answered with its first errors on stderr.

    From then on garbage is collected again: an answer may be long, and take no more memory for that.
    """
    from ikhtilaf.store.opening import BrokenLogError, open_store

    try:
        with progress() as told:
            OPENED.append(open_store(options.log, cached=not options.no_cache, told=told))
    except BrokenLogError as error:
        from ikhtilaf.cli.problems import print_problems

        print_problems(error.reading, sys.stderr, most=20)
        raise
    gc.freeze()
    gc.enable()
    return OPENED[-1]


def typed_date(text: str | None) -> Date | None:
    """Return a date from the command line, None for none; raises the errors of `dates.parse_typed`."""
    if text is None:
        return None
    from ikhtilaf.dates import parse_typed

    return parse_typed(text)


def typed_day(text: str | None) -> int | None:
    """Return the last day of a date from the command line: `--as-of 2015` is its 31 December.

    Raises `NoLastDayError` for a date that is open towards the future.
    """
    from ikhtilaf.query.errors import NoLastDayError

    date = typed_date(text)
    if date is None:
        return None
    if date.latest is None:
        raise NoLastDayError(date.text)
    return date.latest


def filters_of(store: Store, options: FilterOptions) -> Filters:
    """Return the filters with names and dates resolved."""
    from ikhtilaf.query.errors import OneNameError
    from ikhtilaf.query.filters import make_filters

    values = options._asdict()
    if any(name.startswith("-") for name in options.between or ()):
        raise OneNameError
    lists = ("faction", "person", "type", "state", "text", "province", "place", "source")
    values |= {name: values[name] or () for name in lists}
    return make_filters(store, **values | {name: typed_date(values[name]) for name in ("since", "until")})


def refuse(options: FilterOptions, answer: str, *names: str) -> None:
    """Raise `UnheededFilterError` where one of these filters is given, which the answer does not look at."""
    given = [f"--{name.replace('_', '-')}" for name in names if getattr(options, name)]
    if given:
        raise UnheededFilterError(answer, given)


def view_of(store: Store, options: ViewOptions) -> View:
    """Return the view that the options ask for."""
    from ikhtilaf.query.views import EVERYBODY, make_view

    if options == ViewOptions():
        return EVERYBODY
    return make_view(store, options.according_to, typed_date(options.known_by))


def described(filters: FilterOptions, view: ViewOptions) -> str:
    """Return the filters that hold, in the words of the command line."""
    return ", ".join(in_words(name, value) for name, value in given(filters, view))


def given(filters: FilterOptions, view: ViewOptions) -> list[tuple[str, Any]]:
    """Return the options that narrow an answer: each name as typed but for the dashes, with its value."""
    options = {**filters._asdict(), **view._asdict()}
    return [(name.replace("_", "-"), value) for name, value in options.items() if value]


def in_words(name: str, value: Any) -> str:
    """Return an option with its value in words: `contested`, `since 2017`, `faction quetta or rasool`."""
    if value is True:
        return name
    if isinstance(value, str):
        return f"{name} {value}"
    return f"{name} {(' and ' if name == 'between' else ' or ').join(value)}"


class Printer(NamedTuple):
    """Where and how to print."""

    format: Format
    options: OutputOptions
    width: int | None
    color: bool

    @property
    def for_eyes(self) -> bool:
        """Whether a person reads it."""
        return self.format is Format.TABLE

    def shows(self, key: str) -> bool:
        """Return whether a column of this name, or one about it (`since_earliest`), is among those printed."""
        return self.options.fields is None or any(name.startswith(key) for name in self._named())

    def rows(
        self,
        rows: Iterable[Row],
        sheet: Sheet,
        *,
        heading: Sequence[str] = (),
        foot: Any = (),
        group: Any = None,
    ) -> int:
        """Print rows in the format asked for and return how many they were."""
        columns = self._columns(sheet)
        if group is not None and self.format is Format.MD and self.options.fields is None:
            columns = (Column("about", "About", group), *columns)
        options = self.plain()._replace(heading=heading, foot=foot, group=group)
        return renderer(self.format)(rows, columns, sys.stdout, options)

    def pieces_of(self, sheet: Sheet) -> Callable[[Iterable[Row]], Iterator[Piece]] | None:
        """Return what makes pieces of text of some of the rows, for `pieces`; None where the format has none."""
        from ikhtilaf.render.pieces import APART, pieces

        columns, options = self._columns(sheet), self.plain()
        return (lambda rows: pieces(rows, self.format, columns, options)) if self.format in APART else None

    def pieces(self, found: Iterable[Piece], sheet: Sheet) -> int:
        """Print pieces in their order, with a header where there is to be one, and return how many rows they have."""
        count = renderer(self.format)((), self._columns(sheet), sys.stdout, self.plain())
        for text, rows in found:
            sys.stdout.write(text)
            count += rows
        return count

    def value(self, value: Any) -> None:
        """Print one JSON value."""
        from ikhtilaf.render.json_array import write_object

        write_object(value, sys.stdout)

    def plain(self) -> Options:
        """Return the options of rendering that do not depend on the answer."""
        asked = self.options
        return Options(self.width, self.color, asked.ascii, header=not asked.no_header, picked=asked.fields is not None)

    def _named(self) -> list[str]:
        """The names of the columns asked for."""
        named = (self.options.fields or "").split(",")
        return [key.strip().replace("-", "_") for key in named if key.strip()]

    def _columns(self, sheet: Sheet) -> Sequence[Any]:
        if self.options.dates:
            from ikhtilaf.render.sheets import with_bounds

            sheet = with_bounds(sheet)
        if self.options.fields is None:
            return sheet.table if self.format in {Format.TABLE, Format.MD} else sheet.record
        keys = self._named()
        picked = sheet.pick(keys)
        if picked is None or not keys:
            unknown = next((key for key in keys if key not in sheet.keys), "")
            raise UnknownFieldError(unknown, sheet.keys)
        return picked


def printer(options: OutputOptions) -> Printer:
    """Return how to print: the format asked for, else a table on a terminal and tsv into a pipe."""
    terminal = sys.stdout.isatty()
    chosen = options.format or (Format.TABLE if terminal else Format.TSV)
    width = None
    if chosen is Format.TABLE:
        width = shutil.get_terminal_size((80, 24)).columns
    color = _color(options.color, terminal=terminal)
    if chosen is Format.TABLE and terminal and options.pager:
        from ikhtilaf.cli.pager import start

        start()
    return Printer(chosen, options, width, color)


def _color(asked: str, *, terminal: bool) -> bool:
    """Whether to colour: what was asked, else NO_COLOR, FORCE_COLOR and the terminal, in this order."""
    if asked not in {"auto", "always", "never"}:
        raise BadColorError(asked)
    if asked != "auto":
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def note(text: str) -> None:
    """Say something to the person at the terminal, on stderr; where that takes nothing, the answer does without."""
    from ikhtilaf.render.escape import visible

    sys.stdout.flush()
    say = getattr(sys.stdout, "afterwards", sys.stderr.write)
    with suppress(OSError):
        say(f"note: {visible(text)}\n")


def note_uncovered(store: Store, *days: int | None) -> None:
    """Say so where one of the days that were asked for (None: none was) is after what the log covers."""
    covered = store.covers[1]
    if covered is not None and any(day is not None and day > covered for day in days):
        note(f"the log covers {store.facts['covers']}: what stands later is a postscript, or nothing more is said")


def finish(matched: int, options: OutputOptions, what: str) -> int:
    """Return the exit code, after a note where nothing matched."""
    if matched:
        return Exit.DONE
    note(f"no {what} matches")
    return Exit.NO_MATCH if options.exit_status else Exit.DONE
