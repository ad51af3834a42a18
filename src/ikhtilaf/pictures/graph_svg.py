"""The graph as SVG: one day with names around the ring, or several days side by side with numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import pi
from typing import NamedTuple

from ikhtilaf.dates import iso
from ikhtilaf.model.vocabulary import CONTESTED
from ikhtilaf.pictures.cells import Cell
from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.graph import Graph, Snapshot
from ikhtilaf.pictures.look import CONTESTED_GLYPH, INHERITED, LOCAL_GLYPH, PLAIN, UNSURE, Look, glyph_of
from ikhtilaf.pictures.patches import legend, states_told
from ikhtilaf.pictures.ring import Place
from ikhtilaf.pictures.svg import fitted, linked, number, picture, tag, text, title, unless_whole, width_of
from ikhtilaf.query.on_day import TieOn

_WIDTH = 1000.0
_LABEL = 14.0
"""The least height of a label."""
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8, 0.46, 0.54, 0.38, 0.62, 0.3, 0.7, 0.15, 0.85)
"""Where on a line its letter may stand, the best place first."""

Point = tuple[float, float]


class _Frame(NamedTuple):
    """Where a ring is drawn: its middle, its radius, and how large its letters are."""

    x: float
    y: float
    radius: float
    chip: float

    def at(self, place: Place, out: float = 1.0) -> Point:
        """Return where a faction stands, `out` times as far from the middle."""
        return self.x + place.x * self.radius * out, self.y + place.y * self.radius * out


def graph_svg(graph: Graph, look: Look = PLAIN) -> str:
    """Return a graph as an `<svg>` element: of one day large, of several small beside each other."""
    shown = [cell.shown for snapshot in graph.days for cell in snapshot.edges]
    parts = [text(12, 24, fitted(graph.heading, _WIDTH - 24, 17.5), "title")]
    told, height = legend(look, states_told(shown), 12, 40, _WIDTH - 24)
    parts += told
    parts += _key(12, 40 + height)
    top = 40 + height + 24
    if not graph.pairs:
        parts.append(text(12, top + 12, "Nothing is known of any pair.", "muted"))
        return picture(look, _WIDTH, top + 30, graph.heading, told_in_words(graph), parts)
    if len(graph.days) == 1:
        elements, bottom = _large(graph, graph.days[0], top, look)
    else:
        elements, bottom = _small(graph, top, look)
    return picture(look, _WIDTH, bottom + 10, graph.heading, told_in_words(graph), [*parts, *elements])


def told_in_words(graph: Graph) -> str:
    """Return what the picture shows, in a sentence for each day."""
    said = [f"{len(graph.places)} factions on a ring, those of one bloc side by side."]
    for snapshot in graph.days:
        counts: dict[str, int] = {}
        for cell in snapshot.edges:
            state = cell.shown.state if cell.shown.how is not How.UNKNOWN else "known of some places only"
            counts[state] = counts.get(state, 0) + 1
        told = ", ".join(f"{count} {state}" for state, count in counts.items()) or "nothing known"
        said.append(f"On {iso(snapshot.day)}: {told}.")
    return " ".join(said)


def _key(x: float, y: float) -> Iterator[str]:
    """The legend of the lines."""
    told = (
        ("dark w2", "certain"),
        ("dark w2 dash", f"not certain {UNSURE}"),
        ("dark w2 dots", f"inherited {INHERITED}, or may have begun"),
        ("line w1 tie", "part of, or came out of"),
    )
    for cls, words in told:
        yield tag("path", d=f"M{number(x)} {number(y + 7)}h26", cls=f"none {cls}")
        yield text(x + 32, y + 11, words, "muted")
        x += 32 + width_of(words) + 22
    contested = f"{CONTESTED_GLYPH} contested: a line a state"
    yield text(x, y + 11, f"{LOCAL_GLYPH} only in places   {contested}", "muted")


def _large(graph: Graph, snapshot: Snapshot, top: float, look: Look) -> tuple[list[str], float]:
    radius = min(max(len(graph.places) * 10.0, 130.0), 290.0)
    labels = _labels(graph, radius)
    highest = min(0.0, *(y for _, y in labels)) if labels else 0
    lowest = max(0.0, *(y for _, y in labels)) if labels else 0
    frame = _Frame(_WIDTH / 2, top + max(radius, -highest) + 26, radius, 7.5)
    parts = list(_ring(graph, snapshot, frame, look))
    for place, (out, y) in zip(graph.places, labels, strict=True):
        x, at = frame.at(place)
        right = out > 0
        label_x, label_y = frame.x + out, frame.y + y
        name = graph.names.get(place.faction, place.faction)
        room = _WIDTH - 8 - label_x if right else label_x - 8
        bend = "" if abs(label_y - at) < 3 else f"M{number(x)} {number(at)}L{number(label_x - (4 if right else -4))} "
        line = tag("path", d=f"{bend}{number(label_y)}", cls="none guide w1") if bend else ""
        fit = fitted(name, room)
        said = text(label_x, label_y + 4, fit, "" if right else "end")
        whole = unless_whole(name, fit)
        parts.append(linked(look, "faction", place.faction, whole, line, _dot(frame, place), said))
    return parts, frame.y + max(radius, lowest) + 20


def _labels(graph: Graph, radius: float) -> list[Point]:
    """Where the label of each place begins, from the middle: pushed apart where they would lie on each other."""
    found: dict[str, Point] = {}
    for right in (False, True):
        side = sorted((p for p in graph.places if (p.x >= 0) == right), key=lambda p: (p.y, p.angle))
        ys = [place.y * (radius + 14) for place in side]
        middle = len(ys) // 2
        for n in range(middle + 1, len(ys)):
            ys[n] = max(ys[n], ys[n - 1] + _LABEL + 1)
        for n in range(middle - 1, -1, -1):
            ys[n] = min(ys[n], ys[n + 1] - _LABEL - 1)
        for place, y in zip(side, ys, strict=True):
            found[place.faction] = (place.x * radius + (14 if right else -14), y)
    return [found[place.faction] for place in graph.places]


def _small(graph: Graph, top: float, look: Look) -> tuple[list[str], float]:
    """Several days: rings with numbers, two or three in a row, and one list of the numbers."""
    parts: list[str] = []
    across = 2 if len(graph.days) in {2, 4} else 3
    size = _WIDTH / across
    for n, snapshot in enumerate(graph.days):
        left, y = (n % across) * size, top + (n // across) * (size + 6)
        frame = _Frame(left + size / 2, y + size / 2 + 12, size / 2 - 34, 5.5)
        parts.append(text(frame.x, y + 14, iso(snapshot.day), "mid head"))
        parts += _ring(graph, snapshot, frame, look)
        for place_number, place in enumerate(graph.places, 1):
            x, at = frame.at(place, 1 + 13 / frame.radius)
            name = graph.names.get(place.faction, place.faction)
            said = text(x, at + 3.5, str(place_number), "mid small muted")
            parts.append(linked(look, "faction", place.faction, name, _dot(frame, place, 3), said))
    y = top + -(-len(graph.days) // across) * (size + 6) + 12
    columns = 4
    rows = -(-len(graph.places) // columns)
    for n, place in enumerate(graph.places):
        x, line = 12 + (n // rows) * (_WIDTH - 24) / columns, y + (n % rows) * 16
        name = graph.names.get(place.faction, place.faction)
        parts.append(text(x, line, f"{n + 1} {fitted(name, 200)}", "muted"))
    return parts, y + rows * 16


def _dot(frame: _Frame, place: Place, radius: float = 5) -> str:
    x, y = map(round, frame.at(place))
    return tag("circle", cx=x, cy=y, r=radius, cls="solid")


def _ring(graph: Graph, snapshot: Snapshot, frame: _Frame, look: Look) -> Iterator[str]:
    """The blocs, the ties, the states with their letters."""
    places = {place.faction: place for place in graph.places}
    yield from _bloc_bands(graph.places, frame)
    yield from _ties(graph, snapshot.ties, places, frame, look)
    taken = _Taken(frame.chip * 2 + 7, (frame.at(place) for place in graph.places))
    chips = []
    for cell in reversed(snapshot.edges):
        one, other = (places[faction] for faction in cell.pair)
        start, control, end = frame.at(one), _control(frame, one, other), frame.at(other)
        where = taken.free(start, control, end)
        taken.add(where)
        chips.append((cell, (start, control, end), where))
    for cell, curve, _ in reversed(chips):
        yield from _line(cell, curve)
    for cell, _, where in reversed(chips):
        names = " and ".join(graph.names.get(faction, faction) for faction in cell.pair)
        event = cell.events[0] if cell.events else ""
        pair = " ".join(cell.pair)
        kind, target = ("pair", pair) if look.href("pair", pair) else ("event", event)
        said = f"{names}: {cell.words if look.label is None else cell.shown.words}"
        yield linked(look, kind, target, said, *_chip(cell, where, frame.chip))


def _bloc_bands(places: Sequence[Place], frame: _Frame) -> Iterator[str]:
    """Behind each bloc a band, which holds it together."""
    numbers = sorted({place.bloc for place in places if place.bloc is not None})
    for bloc in numbers:
        own = [place for place in places if place.bloc == bloc]
        if len(own) > 1:
            (x, y), (end_x, end_y) = frame.at(own[0]), frame.at(own[-1])
            large = 1 if (own[-1].angle - own[0].angle) % (2 * pi) > pi else 0
            arc = f"A{number(frame.radius)} {number(frame.radius)} 0 {large} 1 {number(end_x)} {number(end_y)}"
            yield tag("path", d=f"M{number(x)} {number(y)}{arc}", cls="none bloc")


def _control(frame: _Frame, one: Place, other: Place, depth: float = 0.3) -> Point:
    """The point that bends a line towards the middle."""
    return (
        frame.x + (one.x + other.x) / 2 * frame.radius * depth,
        frame.y + (one.y + other.y) / 2 * frame.radius * depth,
    )


def _ties(graph: Graph, ties: Sequence[TieOn], places: dict[str, Place], frame: _Frame, look: Look) -> Iterator[str]:
    """The ties, each with its words; all in one where the page says them anyway."""
    curves = [_curve(frame, places[tie.faction], places[tie.other], 0.86) for tie in ties]
    if look.label is not None and curves:
        yield tag("path", d="".join(curves), cls="none line w1 tie")
        return
    for tie, curve in zip(ties, curves, strict=True):
        names = [graph.names.get(name, name) for name in (tie.faction, tie.other)]
        unsure = "" if tie.sure else ", perhaps"
        said = f"{names[0]}: {tie.kind.replace('_', ' ')} {names[1]}{unsure}; said by {', '.join(tie.sources)}"
        yield tag("g", title(said), tag("path", d=curve, cls="none line w1 tie"))


def _curve(frame: _Frame, one: Place, other: Place, depth: float) -> str:
    points = (frame.at(one), _control(frame, one, other, depth), frame.at(other))
    (x, y), (bend_x, bend_y), (end_x, end_y) = [(round(x), round(y)) for x, y in points]
    return f"M{x} {y}Q{bend_x} {bend_y} {end_x} {end_y}"


def _on(start: Point, control: Point, end: Point, t: float) -> Point:
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return (a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1])


class _Taken:
    """The places that letters take, by the square that they lie in, so that only those near by are looked at."""

    def __init__(self, apart: float, points: Iterable[Point]) -> None:
        self.apart = apart
        self.squares: dict[tuple[int, int], list[Point]] = {}
        for point in points:
            self.add(point)

    def _square(self, point: Point) -> tuple[int, int]:
        return int(point[0] // self.apart), int(point[1] // self.apart)

    def add(self, point: Point) -> None:
        """Take a place."""
        self.squares.setdefault(self._square(point), []).append(point)

    def room(self, point: Point) -> float:
        """Return how far the nearest place taken is, squared; no farther than `apart` is looked."""
        column, row = self._square(point)
        near = (
            (point[0] - x) ** 2 + (point[1] - y) ** 2
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for x, y in self.squares.get((column + across, row + down), ())
        )
        return min(near, default=self.apart**2)

    def free(self, start: Point, control: Point, end: Point) -> Point:
        """Return the best place on a line for its letter: one far enough from all others, else the farthest off."""
        best, most = start, -1.0
        for t in _ALONG:
            spot = _on(start, control, end, t)
            room = self.room(spot)
            if room >= self.apart**2:
                return spot
            if room > most:
                best, most = spot, room
        return best


_STROKES = {
    How.CERTAIN: "w2",
    How.UNSURE: "w2 dash",
    How.ENDING: "w2 dash",
    How.INHERITED: "w2 dots",
    How.POSSIBLE: "w2 dots",
    How.CONTESTED: "w2",
}


def _line(cell: Cell, curve: tuple[Point, Point, Point]) -> Iterator[str]:
    (x, y), (bend_x, bend_y), (end_x, end_y) = [(round(x), round(y)) for x, y in curve]
    shown = cell.shown
    states = shown.states or shown.possible[:1]
    stroke = _STROKES.get(shown.how, "w1 dots")
    for n, state in enumerate(states or ("",)):
        aside = n * 5
        path = f"M{x} {y}Q{bend_x + aside} {bend_y + aside} {end_x} {end_y}"
        yield tag("path", d=path, cls=f"none {f'l-{state}' if state else 'line'} {stroke}")


def _chip(cell: Cell, where: Point, radius: float) -> Iterator[str]:
    """The letter of a line, in a round patch: filled where the answer is certain."""
    x, y = round(where[0]), round(where[1])
    shown = cell.shown
    size = "small" if radius > 6 else "micro"
    letters = cell.letters.rstrip("†")
    state = shown.state if shown.states else next(iter(shown.possible), "")
    if shown.how is How.POSSIBLE:
        letters = UNSURE + glyph_of(state)
    wide = radius + (3 if len(letters) > 1 else 0)
    solid = shown.how in {How.CERTAIN, How.CONTESTED}
    fill = f"f-{CONTESTED if shown.how is How.CONTESTED else state}" if solid else "paper"
    cls = f"{fill} {f'l-{state}' if state else 'line'} w1"
    yield tag("rect", x=x - wide, y=y - radius, width=2 * wide, height=2 * radius, rx=radius, cls=cls)
    letter = f"t-{CONTESTED if shown.how is How.CONTESTED else state}" if solid else ""
    yield text(x, round(y + radius * 0.47), letters, f"glyph {size} {letter}")
