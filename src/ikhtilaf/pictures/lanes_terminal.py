"""Swimlanes on a terminal: a letter a month, a quarter or a year, with a line of marks under it where one is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ikhtilaf.model.vocabulary import CONTESTED, STATES
from ikhtilaf.pictures.axis import cell_word, cells
from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.lanes import Lane, Lanes, Piece
from ikhtilaf.pictures.lanes_svg import lane_words, piece_words
from ikhtilaf.pictures.look import CONTESTED_GLYPH, INHERITED, POSTSCRIPT, UNSURE, glyph_of
from ikhtilaf.render.columns import Options
from ikhtilaf.render.escape import ascii_punctuation, one_line
from ikhtilaf.render.layout import chopped, width_of, wrap
from ikhtilaf.render.matrix import packed
from ikhtilaf.render.theme import Paint, painter

_UNITS = (1, 3, 12, *(12 * step * 10**power for power in range(7) for step in (2, 5, 10)))
"""What a cell may stand for, in months."""

SEVERAL, SEVERAL_UNSURE = "|", "*"


class _Cell(NamedTuple):
    """One cell: its letter, the mark under it, and the style of the letter."""

    letter: str
    mark: str
    style: str


def lanes_lines(lanes: Lanes, options: Options) -> Iterator[str]:
    """Yield swimlanes as lines that fit `options.width` (None: a cell a month, however long)."""
    paint = painter(color=options.color)
    ours = ascii_punctuation if options.ascii else str
    if not lanes.lanes:
        return
    margin = _margin(lanes, options.width)
    room = None if options.width is None else max(options.width - margin - 1, 8)
    months, days = next(
        (unit, found)
        for unit in _UNITS
        if len(found := cells(lanes.first, lanes.end, unit)) <= (room or len(found)) or unit == _UNITS[-1]
    )
    yield ours(_above(lanes, days, months, margin))
    used: set[str] = set()
    contested: list[str] = []
    for hub, group in lanes.groups:
        yield paint(one_line(hub), "group")
        before: Lane | None = None
        for lane in group:
            label = chopped(_label(lane, before), margin)
            drawn = [_cell(lane.pieces, first, end) for first, end in days]
            yield (label + " " * (margin + 1 - width_of(label)) + _painted(drawn, paint)).rstrip()
            marks = "".join(cell.mark for cell in drawn).rstrip()
            if marks:
                yield " " * (margin + 1) + paint(marks, "note")
            used.update(char for cell in drawn for char in cell.mark + cell.letter)
            contested += [
                f"{CONTESTED_GLYPH} {lane_words(lanes._replace(names={}), lane)}: {piece_words(piece)}"
                for piece in lane.pieces
                if piece.shown.how is How.CONTESTED
            ]
            before = lane
    yield ""
    foot = [line for said in contested for line in wrap(one_line(said), options.width or 10**6)]
    yield from map(ours, [*foot, *_legend(lanes, used, months, options.width)])


def _margin(lanes: Lanes, width: int | None) -> int:
    longest = max(width_of(_label(lane, None)) for lane in lanes.lanes)
    return longest if width is None else min(longest, max(12, width * 2 // 5))


def _label(lane: Lane, before: Lane | None) -> str:
    other, place = one_line(lane.other), one_line(lane.place or "")
    if before is not None and before.other == lane.other:
        return f"    {place}" if place else "    in general"
    return f"  {other}, {place}" if place else f"  {other}"


def _above(lanes: Lanes, days: Sequence[tuple[int, int]], months: int, margin: int) -> str:
    """The years, as many as there is room for, and a `†` over each cell that the log does not cover."""
    line = [" "] * len(days)
    free = 0
    for place, (first, _) in enumerate(days):
        year, month = _month(first)
        said = str(year)
        if place >= free and (month <= months or place == 0) and place + len(said) <= len(days):
            line[place : place + len(said)] = said
            free = place + len(said) + 1
    if lanes.covered is not None:
        for place, (first, _) in enumerate(days):
            if first > lanes.covered:
                line[place] = POSTSCRIPT
    return (" " * (margin + 1) + "".join(line)).rstrip()


def _month(when: int) -> tuple[int, int]:
    from ikhtilaf.dates import split

    year, month, _ = split(when)
    return year, month


def _cell(pieces: Sequence[Piece], first: int, end: int) -> _Cell:
    """One cell: of the answers in it the last of which anything is known, and under it what has to be said of them."""
    inside = [p for p in pieces if p.first < end and p.end > first and p.shown.how is not How.UNKNOWN]
    if not inside:
        return _Cell(" ", " ", "")
    shown = inside[-1].shown
    several = len({(piece.shown.state, piece.shown.states) for piece in inside}) > 1
    sure = all(piece.shown.how is How.CERTAIN for piece in inside)
    if shown.how is How.POSSIBLE:
        return _Cell(UNSURE, glyph_of(shown.possible[0]), shown.possible[0])
    if several:
        mark = SEVERAL if sure else SEVERAL_UNSURE
    elif shown.how is How.INHERITED:
        mark = INHERITED
    else:
        mark = " " if sure or shown.how is How.CONTESTED else UNSURE
    style = f"solid {shown.state}" if shown.how is How.CERTAIN else shown.state
    return _Cell(shown.glyph, mark, style)


def _painted(drawn: Sequence[_Cell], paint: Paint) -> str:
    """The letters of a lane, those of one style in one piece."""
    line, start = "", 0
    for place in range(1, len(drawn) + 1):
        if place == len(drawn) or drawn[place].style != drawn[start].style:
            letters = "".join(cell.letter for cell in drawn[start:place])
            line += paint(letters, drawn[start].style) if drawn[start].style else letters
            start = place
    return line


def _legend(lanes: Lanes, used: set[str], months: int, width: int | None) -> Iterator[str]:
    covered = lanes.covered is not None and lanes.covered < lanes.end - 1
    states = [f"{state.glyph} {state.id}" for state in STATES.values() if state.glyph in used]
    others = [f"{CONTESTED_GLYPH} {CONTESTED}"] if CONTESTED_GLYPH in used else []
    yield from packed([*states, *others], width)
    told = {
        UNSURE: "not certain; in place of a letter: perhaps the state whose letter is under it",
        INHERITED: "inherited at a split, not certain",
        SEVERAL: "changes within: the last is shown",
        SEVERAL_UNSURE: "changes within, or not all of it certain: the last is shown",
    }
    for mark, words in told.items():
        if mark in used:
            yield from wrap(f"{mark} {words}", width or 10**6)
    yield from wrap(f"one letter is {cell_word(months)}; blank: nothing known", width or 10**6)
    if covered:
        yield f"{POSTSCRIPT} after what the log covers"
