"""The map as SVG: a tile for each province, and beside it in words what lies in none."""

from __future__ import annotations

from collections.abc import Iterator

from ikhtilaf.pictures.drawn import How, Shown
from ikhtilaf.pictures.look import PLAIN, Look
from ikhtilaf.pictures.patches import Box, entries, legend, patch, patterns, states_of
from ikhtilaf.pictures.provinces import HALVES, ROWS, SPOTS
from ikhtilaf.pictures.svg import fitted, linked, number, picture, tag, text, width_of
from ikhtilaf.pictures.tiles import EVENTS, STATE, Map, Tile, tells, tile_words

_WIDE, _HIGH, _GAP = 88.0, 54.0, 4.0
_GRID_WIDTH = HALVES * _WIDE / 2
_BESIDE = 300.0
_WIDTH = _GRID_WIDTH + _BESIDE + 48
_UNFILLED = "A word without a fill: as in general. A colon: otherwise in a part of it. Blank: nothing known."
STEPS = (1, 3, 6, 10)
"""From how many events on a tile has the next darker fill; the number stands on it as well."""


def map_svg(drawn: Map, look: Look = PLAIN) -> str:
    """Return a map as an `<svg>` element."""
    shown = [tile.shown for tile in drawn.tiles if tile.shown is not None]
    parts = [patterns(look, states_of(shown)), text(12, 24, fitted(drawn.heading, _WIDTH - 24, 17.5), "title")]
    told, height = _legend(drawn, shown, look)
    parts += told
    top = 46 + height
    for tile in drawn.tiles:
        parts.append(_tile(drawn, tile, top, look))
    beside, bottom = _beside(drawn, _GRID_WIDTH + 30, top)
    parts += beside
    height = max(top + ROWS * _HIGH, bottom) + 12
    return picture(look, _WIDTH, height, drawn.heading, told_in_words(drawn), parts)


def told_in_words(drawn: Map) -> str:
    """Return what the picture shows, in a few sentences."""
    if not drawn.known:
        return "This log has none of the provinces of Afghanistan by their ISO 3166-2 codes."
    said = f"{drawn.matched} of the {len(drawn.tiles)} provinces of Afghanistan are told of."
    return f"{said} Each tile says in words what it shows."


def _legend(drawn: Map, shown: list[Shown], look: Look) -> tuple[list[str], float]:
    if drawn.kind == STATE:
        locally = [t.shown for t in drawn.tiles if t.shown is not None and t.local]
        told, height = legend(look, entries(locally or shown), 12, 40, _WIDTH - 24)
        told.append(text(12, 40 + height + 8, _UNFILLED, "muted"))
        return told, height + 16
    if drawn.kind == EVENTS:
        parts, x = [], 12.0
        for step, least in enumerate(STEPS):
            most = f"-{STEPS[step + 1] - 1}" if step + 1 < len(STEPS) else " or more"
            parts.append(tag("rect", x=x, y=40, width=18, height=14, cls=f"q{step + 1} line w1"))
            parts.append(text(x + 24, 51, f"{least}{most}", "muted"))
            x += 84
        x += 24
        parts.append(text(x, 51, "events; behind a +: how many more may have been there", "muted"))
        return parts, 20.0
    parts = [_box(Box(12, 40, 18, 14), "q2 line w1"), text(36, 51, "there", "muted")]
    parts += [_box(Box(86, 40, 18, 14), "none line w1 dash"), text(110, 51, "perhaps there", "muted")]
    parts += [_star(212, 47), text(222, 51, "main base or concentration; hollow: said of a wider area", "muted")]
    if len(drawn.factions) > 1:
        named = [f"{n} {drawn.names.get(faction, faction)}" for n, faction in enumerate(drawn.factions, 1)]
        lines = _wrapped("; ".join(named), _WIDTH - 24)
        parts += [text(12, 69 + 16 * n, line, "muted") for n, line in enumerate(lines)]
        return parts, 20.0 + 16 * len(lines)
    return parts, 20.0


def _place(tile: Tile, top: float) -> Box:
    spot = SPOTS[tile.code]
    x = 12 + spot.half * _WIDE / 2
    return Box(x, top + spot.row * _HIGH, _WIDE - _GAP, _HIGH - _GAP)


def _box(box: Box, cls: str) -> str:
    return tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=3, cls=cls)


def _tile(drawn: Map, tile: Tile, top: float, look: Look) -> str:
    box = _place(tile, top)
    if drawn.kind == EVENTS:
        inside = _counted(tile, box)
    elif drawn.kind == STATE:
        inside = _state(tile, box, look)
    else:
        inside = _present(drawn, tile, box)
    said = tile_words(tile)
    return linked(look, "place", tile.place or "", said, *inside)


def _name(tile: Tile, box: Box, cls: str = "") -> str:
    cls = f"small {cls}" if tells(tile) else "small muted"
    return text(box.x + 5, box.y + 13, fitted(tile.name, box.width - 8, 10), cls)


def _counted(tile: Tile, box: Box) -> Iterator[str]:
    count, maybe = len(tile.events), len(tile.maybe)
    step = sum(count >= least for least in STEPS)
    letter = f"p{step}" if step else ""
    frame = "line w1" if count or not maybe else "line w1 dash"
    yield _box(box, f"q{step} {frame}" if step else f"none {frame if maybe else 'guide w1'}")
    yield _name(tile, box, letter)
    said = f"{count or ''}{f' +{maybe}?' if maybe else ''}".strip()
    if said:
        yield text(box.x + box.width / 2, box.y + 37, said, f"mid head {letter}")


def _state(tile: Tile, box: Box, look: Look) -> Iterator[str]:
    shown = tile.shown
    if shown is None or shown.how is How.UNKNOWN:
        yield _box(box, "none guide w1")
        yield _name(tile, box)
    elif tile.local:
        yield from patch(look, shown, Box(box.x, box.y + 18, box.width, box.height - 18))
        yield _box(box, "none line w1")
        yield _name(tile, box)
    else:
        yield _box(box, "none guide w1")
        yield _name(tile, box)
        said = f"{shown.state}{shown.mark}" if shown.states else f"perhaps {' or '.join(shown.possible)}"
        yield text(box.x + box.width / 2, box.y + 37, fitted(said, box.width - 8, 10), "mid small muted")
    if tile.elsewhere:
        yield text(box.x + box.width - 5, box.y + 13, ":", "end head")


def _present(drawn: Map, tile: Tile, box: Box) -> Iterator[str]:
    sure = any(present.sure for present in tile.present)
    yield _box(box, "q2 line w1" if sure else "none line w1 dash" if tile.present else "none guide w1")
    yield _name(tile, box, "p2" if sure else "")
    if len(drawn.factions) == 1:
        for present in tile.present:
            middle = box.x + box.width / 2
            if present.main:
                yield _star(middle, box.y + 30, sure=present.sure)
            unsure = "" if present.sure else "perhaps"
            yield text(middle, box.y + 45, unsure, f"mid small {'p2' if sure else 'muted'}")
        return
    x = box.x + 6
    for present in tile.present:
        said = f"{drawn.factions.index(present.faction) + 1}{'' if present.sure else '?'}"
        yield text(x, box.y + 36, said, f"head {'p2' if sure else ''}")
        x += width_of(said, 13)
        if present.main:
            yield _star(x + 3, box.y + 32, sure=present.sure)
            x += 9
        x += 3


def _star(x: float, y: float, *, sure: bool = True) -> str:
    """A star of five points: a main base; hollow where only a wider area is named, or it is not certain."""
    points: tuple[tuple[float, float], ...] = (
        *((0, -6), (1.5, -2), (5.7, -1.9), (2.4, 0.8), (3.5, 4.9)),
        *((0, 2.5), (-3.5, 4.9), (-2.4, 0.8), (-5.7, -1.9), (-1.5, -2)),
    )
    return tag(
        "path",
        d="M" + "L".join(f"{number(x + a)} {number(y + b)}" for a, b in points) + "z",
        cls="solid" if sure else "paper dark w1",
    )


def _beside(drawn: Map, x: float, top: float) -> tuple[list[str], float]:
    """What lies in no province, in lines beside the tiles; return them and where they end."""
    if not drawn.known:
        said = ["This log has none of the provinces of Afghanistan: no place in it has a code such as AF-KAB."]
    else:
        said = list(drawn.beside)
    parts = [text(x, top + 12, "In no province" if drawn.kind != STATE else "Elsewhere", "head")]
    y = top + 30
    for line in [part for one in said for part in _wrapped(one, _BESIDE)] or ["nothing"]:
        parts.append(text(x, y, line, "muted"))
        y += 15
    return parts, y


def _wrapped(words: str, room: float) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer) > room:
            lines.append(fitted(word, room))
        else:
            lines[-1] = longer if width_of(longer) <= room else fitted(longer, room)
    return lines
