"""Swimlanes as SVG: a bar for each answer, under it the events, each on the days on which it may have been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ikhtilaf.dates import iso
from ikhtilaf.pictures.axis import Scale, quarter_starts, year_starts
from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.lanes import Lane, Lanes, Mark, Piece
from ikhtilaf.pictures.look import PLAIN, POSTSCRIPT, Look
from ikhtilaf.pictures.patches import Box, Letter, entries, legend, patch, patterns, states_of
from ikhtilaf.pictures.svg import fitted, linked, number, picture, tag, text, title, unless_whole
from ikhtilaf.render.sheets import words_of

_WIDTH = 1000.0
_LEFT = 190.0
_RIGHT = 12.0
_BAR = 16.0
_ROW = 8.0
_HEAD = 26.0
_ROOM_FOR_QUARTERS = 60.0
_ROOM_FOR_LETTER = 8.0
_NEAREST = 7.0
"""Marks nearer to each other than this go one under the other."""


def lanes_svg(lanes: Lanes, look: Look = PLAIN) -> str:
    """Return swimlanes as an `<svg>` element; with no lanes it says that nothing is known."""
    scale = Scale(lanes.first, lanes.end, _LEFT, _WIDTH - _LEFT - _RIGHT)
    shown = [piece.shown for lane in lanes.lanes for piece in lane.pieces]
    name = f"Relations over time{f': {lanes.asked}' if lanes.asked else ''}"
    parts = [patterns(look, states_of(shown)), text(12, 24, fitted(name, _WIDTH - 24, 17.5), "title")]
    told, height = legend(look, entries(shown), 12, 40, _WIDTH - 24)
    parts += told
    y = 40 + height
    parts += _key_of_marks(12, y)
    y += 24
    if _goes_on(lanes):
        parts.append(text(36, y + 6, f"{POSTSCRIPT} thin bars, on grey: after what the log covers", "muted"))
        y += 20
    if not lanes.lanes:
        parts.append(text(12, y + 12, "Nothing is known of any pair in these days.", "muted"))
        y += 24
    for hub, group in lanes.groups:
        elements, y = _group(lanes, hub, group, scale, y, look)
        parts += elements
    return picture(look, _WIDTH, y + 10, name, told_in_words(lanes), parts)


def _goes_on(lanes: Lanes) -> bool:
    """Whether days are drawn that the log does not cover."""
    return lanes.covered is not None and lanes.first <= lanes.covered < lanes.end - 1


def told_in_words(lanes: Lanes) -> str:
    """Return what the picture shows, in a sentence or two."""
    count = len(lanes.lanes)
    pairs = len({lane.pair for lane in lanes.lanes})
    covered = ""
    if lanes.covered is not None and _goes_on(lanes):
        covered = f" The log covers the days up to {iso(lanes.covered)}; later the bars are thin."
    return (
        f"{count} lane{'' if count == 1 else 's'} of {pairs} pair{'' if pairs == 1 else 's'} of factions, from "
        f"{iso(lanes.first)} to {iso(lanes.end - 1)}. A bar is a state, solid where it is certain; where there is "
        f"none, nothing is known.{covered} The marks under the bars are events."
    )


def _key_of_marks(x: float, y: float) -> Iterator[str]:
    yield tag("circle", cx=x + 9, cy=y + 6, r=3, cls="solid")
    yield text(x + 24, y + 10, "event on a known day", "muted")
    yield tag("path", d=f"M{number(x + 180)} {number(y + 6)}h30", cls="line w1")
    yield tag("circle", cx=x + 195, cy=y + 6, r=3, cls="paper dark w1")
    yield text(x + 218, y + 10, "event on one of these days", "muted")
    yield tag("path", d=_diamond(x + 409, y + 6), cls="paper dark w1")
    yield text(x + 420, y + 10, "event that is disputed, or only possibly there", "muted")
    yield tag("path", d=f"M{number(x + 706)} {number(y + 2)}l-6 4 6 4z", cls="solid")
    yield text(x + 712, y + 10, "event before or after these days", "muted")


def _group(
    lanes: Lanes, hub: str, group: Sequence[Lane], scale: Scale, top: float, look: Look
) -> tuple[list[str], float]:
    """Draw the lanes of one faction under its name and the years; return the elements and where they end."""
    rows = [_stacked(lane.marks, scale) for lane in group]
    heights = [_BAR + 6 + _ROW * (max((row for _, row in stack), default=-1) + 1) for stack in rows]
    bottom = top + _HEAD + sum(heights)
    parts = [*_uncovered(lanes, scale, top + _HEAD - 4, bottom), *_grid(lanes, scale, top + _HEAD - 4, bottom)]
    name = lanes.names.get(hub, hub)
    fit = fitted(name, _LEFT - 20, 13.5)
    parts.append(linked(look, "faction", hub, unless_whole(name, fit), text(12, top + 17, fit, "head")))
    y = top + _HEAD
    before: Lane | None = None
    for lane, stack, height in zip(group, rows, heights, strict=True):
        known = [piece for piece in lane.pieces if piece.shown.how is not How.UNKNOWN]
        parts.append(
            tag(
                "g",
                *(() if look.label else (title(lane_words(lanes, lane)),)),
                *_label(lanes, lane, before, y, look),
                *(_bar(piece, scale, y, lanes.covered, look) for piece in known),
                *(_mark(mark, scale, y + _BAR + 2 + _ROW * row + _ROW / 2, look) for mark, row in stack),
            )
        )
        y += height
        before = lane
    return parts, bottom + 8


def _grid(lanes: Lanes, scale: Scale, top: float, bottom: float) -> Iterator[str]:
    """The years, behind everything; where there is room the quarters too."""
    if scale.width / (lanes.end - lanes.first) * 90 > _ROOM_FOR_QUARTERS:
        for when, month in quarter_starts(lanes.first, lanes.end):
            x = scale.at(when)
            yield tag("path", d=f"M{number(x)} {number(top)}V{number(bottom)}", cls="guide w1 dots")
            yield text(x + 2, top - 5, month, "small muted")
    last = None
    for when, year in year_starts(lanes.first, lanes.end):
        x = scale.at(when)
        yield tag("path", d=f"M{number(x)} {number(top)}V{number(bottom)}", cls="guide w1")
        # The last label would lie under the mark of what is not covered, or leave the picture.
        if (last is None or x - last > 34) and scale.x + scale.width - x > 46:
            yield text(x + 2, top - 5, year, "muted")
            last = x


def _uncovered(lanes: Lanes, scale: Scale, top: float, bottom: float) -> Iterator[str]:
    """Behind the bars, the days that the log does not cover; there the bars are thin, for all that is known is that
    nothing else is told.
    """
    if lanes.covered is not None and _goes_on(lanes):
        x, end = scale.at(lanes.covered + 1), scale.at(lanes.end)
        yield tag("rect", x=x, y=top, width=end - x, height=bottom - top, cls="band")
        yield tag("path", d=f"M{number(x)} {number(top - 4)}V{number(bottom)}", cls="line w1 dash")
        yield text(end, top - 5, POSTSCRIPT, "end muted")


def _label(lanes: Lanes, lane: Lane, before: Lane | None, y: float, look: Look) -> Iterator[str]:
    """Whose lane it is: the other faction where it is new, and the place."""
    other = lanes.names.get(lane.other, lane.other)
    new = before is None or before.other != lane.other
    where = f"in {lane.place}" if lane.place else "in general"
    if new:
        said = other if lane.place is None else f"{other}, {where}"
        fit = fitted(said, _LEFT - 26)
        yield linked(look, "pair", " ".join(lane.pair), unless_whole(said, fit), text(20, y + 12, fit))
    else:
        yield text(34, y + 12, fitted(where, _LEFT - 40), "muted")


def _bar(piece: Piece, scale: Scale, y: float, covered: int | None, look: Look) -> str:
    event = piece.events[0] if piece.events else ""
    said = piece_words(piece) if look.label is None else f"{piece.shown.words}: {look.label('event', event)}"
    edge = piece.end if covered is None else min(max(covered + 1, piece.first), piece.end)
    parts: list[str] = []
    told = edge > piece.first
    if told:
        thick = _box(scale, piece.first, edge, y, _BAR)
        parts += patch(look, piece.shown, thick)
        told = thick.width >= _ROOM_FOR_LETTER
    if edge < piece.end:
        thin = _box(scale, edge, piece.end, y + _BAR / 4, _BAR / 2)
        parts += patch(look, piece.shown, thin, letter=Letter.NONE if told else Letter.OUTSIDE)
    return linked(look, "event", event, said, *parts)


def _box(scale: Scale, first: int, end: int, y: float, height: float) -> Box:
    x = scale.at(first)
    return Box(x, y, max(scale.at(end) - x, 1), height)


def lane_words(lanes: Lanes, lane: Lane) -> str:
    """Return whose lane it is, and where."""
    one, other = (lanes.names.get(name, name) for name in (lane.hub, lane.other))
    return f"{one} and {other}{f' in {lane.place}' if lane.place else ''}"


def piece_words(piece: Piece) -> str:
    """Return all that a bar says: how they stood, since when and until when, on whose word."""
    said = [piece.shown.words]
    if piece.since is not None:
        said.append(f"since {words_of(piece.since['date'])}")
    if piece.until is not None:
        said.append(f"until {words_of(piece.until['date'])}")
    said.append(f"said by {', '.join(piece.sources)}" if piece.sources else "nobody said it")
    return "; ".join(said)


def _stacked(marks: Sequence[Mark], scale: Scale) -> list[tuple[Mark, int]]:
    """Give each mark a row, so that no two cover each other."""
    ends: list[float] = []
    found = []
    for mark in marks:
        left, right = _span(mark, scale)
        row = next((n for n, end in enumerate(ends) if left - end >= _NEAREST), len(ends))
        if row == len(ends):
            ends.append(right)
        ends[row] = right
        found.append((mark, row))
    return found


def _span(mark: Mark, scale: Scale) -> tuple[float, float]:
    left = scale.at(scale.first if mark.first is None else mark.first)
    right = scale.at(scale.end if mark.last is None else mark.last + 1)
    return left, right


def _mark(mark: Mark, scale: Scale, y: float, look: Look) -> str:
    said = f"{words_of(mark.date)}: {mark.title}; said by {', '.join(mark.sources) or 'nobody'}"
    if look.label is not None:
        said = look.label("event", mark.event)
    return linked(look, "event", mark.event, said, *_sign(mark, scale, y))


def _sign(mark: Mark, scale: Scale, y: float) -> Iterator[str]:
    """A dot, a circle or a diamond; where the day is vague on a line, which has a tick at each end that is in sight."""
    left, right = _span(mark, scale)
    middle = (left + right) / 2
    if mark.last is not None and mark.last < scale.first:
        yield tag("path", d=f"M{number(left)} {number(y - 4)}l-6 4 6 4z", cls="solid")
        return
    if mark.first is not None and mark.first >= scale.end:
        yield tag("path", d=f"M{number(right)} {number(y - 4)}l6 4-6 4z", cls="solid")
        return
    exact = mark.first is not None and mark.first == mark.last
    if not exact:
        begins = mark.first is not None and mark.first >= scale.first
        ends = mark.last is not None and mark.last < scale.end
        begin = f"M{number(left)} {number(y - 2)}v4" if begins else ""
        end = "m0 -2v4" if ends else ""
        yield tag("path", d=f"{begin}M{number(left)} {number(y)}H{number(right)}{end}", cls="none line w1")
    if not mark.sure:
        yield tag("path", d=_diamond(middle, y), cls="paper dark w1")
    elif exact:
        yield tag("circle", cx=middle, cy=y, r=3, cls="solid")
    else:
        yield tag("circle", cx=middle, cy=y, r=2.5, cls="paper dark w1")


def _diamond(x: float, y: float) -> str:
    return f"M{number(x)} {number(y - 3.5)}l3.5 3.5-3.5 3.5-3.5-3.5z"
