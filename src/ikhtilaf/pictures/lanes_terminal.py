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
from ikhtilaf.render.matrix import explained, packed
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
    contested: dict[str, str] = {}
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
            for piece in lane.pieces:
                if piece.shown.how is How.CONTESTED:
                    who = f"{CONTESTED_GLYPH} {lane_words(lanes._replace(names={}), lane)}"
                    covered = piece._replace(shown=piece.shown._replace(postscript=False))
                    # What goes on after what the log covers is said once.
                    contested.setdefault(f"{who}: {piece_words(covered)}", f"{who}: {piece_words(piece)}")
            before = lane
    yield ""
    foot = [line for said in contested.values() for line in wrap(one_line(said), options.width or 10**6)]
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
    """The years, as many as there is room for, the first at all events; and over the other cells that the log does not
    cover a `†`: over one at least, or behind the year where that takes all the room.
    """
    after = [place for place, (first, _) in enumerate(days) if lanes.covered is not None and first > lanes.covered]
    line = [" "] * len(days)
    free = 0
    for place, (first, _) in enumerate(days):
        # The first cell may begin before the days drawn, even in a year before the first.
        year, month = _month(max(first, lanes.first))
        said = str(year)
        fits = place + len(said) <= len(days) - bool(after)
        if place == 0 or (place >= free and month <= months and fits):
            line[place : place + len(said)] = said
            free = place + len(said) + 1
    for place in after:
        if line[place] == " ":
            line[place] = POSTSCRIPT
    if after and POSTSCRIPT not in line:
        line.append(POSTSCRIPT)
    return (" " * (margin + 1) + "".join(line)).rstrip()


def _month(when: int) -> tuple[int, int]:
    from ikhtilaf.dates import split

    year, month, _ = split(when)
    return year, month


def _cell(pieces: Sequence[Piece], first: int, end: int) -> _Cell:
    """One cell: of the answers in it the last that has a state, and under it what has to be said of them.

    Only where every day of it has the same answer for certain nothing is said: a day of war makes no month of it.
    """
    inside = [piece.shown for piece in pieces if piece.first < end and piece.end > first]
    possible = [shown.possible[0] for shown in inside if shown.how is How.POSSIBLE]
    stated = [shown for shown in inside if shown.states]
    if not stated:
        return _Cell(UNSURE, glyph_of(possible[-1]), possible[-1]) if possible else _Cell(" ", " ", "")
    shown = stated[-1]
    several = len({(one.state, one.states) for one in inside}) > 1
    sure = all(one.how in {How.CERTAIN, How.UNKNOWN} for one in inside)
    if several:
        mark = SEVERAL if sure else SEVERAL_UNSURE
    elif shown.how is How.INHERITED:
        mark = INHERITED
    else:
        mark = " " if sure or shown.how is How.CONTESTED else UNSURE
    style = f"solid {shown.state}" if sure and not several else shown.state
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
        SEVERAL: "changes within, or is known of a part only: the last state is shown",
        SEVERAL_UNSURE: "changes within, and not all of it is certain: the last state is shown",
    }
    yield from explained(told, used, width)
    yield from wrap(f"one letter is {cell_word(months)}; blank: nothing known", width or 10**6)
    if covered:
        yield f"{POSTSCRIPT} after what the log covers"
