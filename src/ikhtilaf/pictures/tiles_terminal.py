"""The map on a terminal: a tile of two lines for each province, and below in words what lies in none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ikhtilaf.model.vocabulary import CONTESTED, STATES
from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.look import CONTESTED_GLYPH, INHERITED, POSTSCRIPT, UNSURE, glyph_of
from ikhtilaf.pictures.provinces import HALVES, ROWS, SPOTS
from ikhtilaf.pictures.tiles import EVENTS, PRESENCE, STATE, Map, Tile, tells, tile_words
from ikhtilaf.render.columns import Options
from ikhtilaf.render.escape import ascii_punctuation, one_line
from ikhtilaf.render.layout import chopped, width_of, wrap
from ikhtilaf.render.matrix import packed
from ikhtilaf.render.theme import Paint, painter

_NARROWEST, _WIDEST = 2, 8
"""Half a tile, in cells: at the least `KAB` and a blank, at the most what any name takes."""
_WORDY = 5
"""From how many cells on a tile says `main?` rather than `m?`."""
_ROOM_FOR_SEVERAL = 4
"""Half a tile that holds the numbers of several factions."""


def map_lines(drawn: Map, options: Options) -> Iterator[str]:
    """Yield a map as lines that fit `options.width`; where even the narrowest tiles do not, the provinces as a list."""
    paint = painter(color=options.color)
    ours = ascii_punctuation if options.ascii else str
    width = options.width or 80
    half = min((width + 1) // HALVES, _WIDEST)
    yield (
        paint(one_line(drawn.heading), "title")
        if width_of(drawn.heading) <= width
        else "\n".join(wrap(one_line(drawn.heading), width))
    )
    yield ""
    several = drawn.kind == PRESENCE and len(drawn.factions) > 1
    if half < (_ROOM_FOR_SEVERAL if several else _NARROWEST):
        for tile in drawn.tiles:
            if tells(tile):
                yield from map(ours, wrap(one_line(tile_words(tile)), width))
    else:
        yield from map(ours, _grid(drawn, half, paint))
    yield ""
    yield from map(ours, _legend(drawn, width, half * 2 - 1))
    if drawn.beside:
        yield "elsewhere:" if drawn.kind == STATE else "in no province:"
        for line in drawn.beside:
            first, *more = wrap(one_line(line), width - 2)
            yield ours(f"  {first}")
            yield from (ours(f"    {part}") for one in more for part in wrap(one, width - 4))


def _grid(drawn: Map, half: int, paint: Paint) -> Iterator[str]:
    for row in range(ROWS):
        tiles = sorted((t for t in drawn.tiles if SPOTS[t.code].row == row), key=lambda t: SPOTS[t.code].half)
        for part in (_name, _value):
            line, end = "", 0
            for tile in tiles:
                start = SPOTS[tile.code].half * half
                said, style = part(drawn, tile, half * 2 - 1)
                said = chopped(said, half * 2 - 1)
                if not said:
                    continue
                line += " " * (start - end) + (paint(said, style) if style else said)
                end = start + width_of(said)
            yield line.rstrip()


def _name(drawn: Map, tile: Tile, room: int) -> tuple[str, str]:  # noqa: ARG001 -- as `_value`
    name = one_line(tile.name)
    return (name if width_of(name) <= room else tile.code), "" if tells(tile) else "note"


def _value(drawn: Map, tile: Tile, room: int) -> tuple[str, str]:
    if not tells(tile):
        return ("" if tile.place else "-"), "note"
    if drawn.kind == EVENTS:
        count, maybe = len(tile.events), len(tile.maybe)
        said = f"{count or ''}{f'+{maybe}?' if maybe else ''}"
        return (said if len(said) <= room else f"{count + maybe}?"), ""
    if drawn.kind == STATE:
        return _state(tile, room)
    return _present(drawn, tile, room), ""


def _state(tile: Tile, room: int) -> tuple[str, str]:
    shown = tile.shown
    if shown is None or shown.how is How.UNKNOWN:
        return ":", ""
    more = ":" if tile.elsewhere else ""
    if shown.how is How.POSSIBLE:
        state = shown.possible[0]
        word, letter = f"{UNSURE}{state}", UNSURE + glyph_of(state)
    else:
        state = shown.state
        word, letter = f"{state}{shown.mark}", shown.glyph + shown.mark
    if not tile.local:
        word, letter = f"({word})", f"({letter})" if room > len(letter) + 1 else f".{letter}"
    style = "" if not tile.local else f"solid {state}" if shown.how is How.CERTAIN else state
    said = word if len(word) + len(more) <= room else letter
    return said + more, style


def _present(drawn: Map, tile: Tile, room: int) -> str:
    if len(drawn.factions) == 1:
        present = tile.present[0]
        said = ("main" if present.main else "yes") + ("" if present.sure else UNSURE)
        return said if room >= _WORDY else said[0] + said[-1:].strip("sn")
    return " ".join(
        f"{drawn.factions.index(one.faction) + 1}{'*' if one.main else ''}{'' if one.sure else UNSURE}"
        for one in tile.present
    )


def _legend(drawn: Map, width: int, room: int) -> Iterator[str]:
    if drawn.kind == EVENTS:
        yield from wrap(
            "3+2?: 3 events, and 2 more that may have been there (5? for short); blank: none told of", width
        )
        return
    if drawn.kind == PRESENCE:
        yield from _legend_of_presence(drawn, width, room)
        return
    shown = [tile.shown for tile in drawn.tiles if tile.shown is not None]
    used = {state for one in shown for state in (*one.states, *one.possible)}
    states = [f"{state.glyph} {state.id}" for state in STATES.values() if state.id in used]
    contested = [f"{CONTESTED_GLYPH} {CONTESTED}"] if any(one.how is How.CONTESTED for one in shown) else []
    yield from packed([*states, *contested], width)
    marks = "".join(one.mark for one in shown)
    told: Sequence[tuple[bool, str]] = (
        (any(not t.local and tells(t) for t in drawn.tiles), "(in brackets), or with a dot: as in general"),
        (any(t.elsewhere for t in drawn.tiles), ": otherwise in a part of it"),
        (UNSURE in marks, f"{UNSURE} behind: not certain"),
        (any(one.how is How.POSSIBLE for one in shown), f"{UNSURE} in front: may have begun"),
        (INHERITED in marks, f"{INHERITED} inherited at a split, not certain"),
        (POSTSCRIPT in marks, f"{POSTSCRIPT} after what the log covers"),
    )
    for line in packed([words for holds, words in told if holds] + ["blank: nothing known"], width):
        yield from wrap(line, width)


def _legend_of_presence(drawn: Map, width: int, room: int) -> Iterator[str]:
    if len(drawn.factions) == 1:
        yield from wrap(f"{'main' if room >= _WORDY else 'm'}: a main base or concentration", width)
        if room < _WORDY:
            yield "y: is there"
    else:
        named = (f"{n} {one_line(faction)}" for n, faction in enumerate(drawn.factions, 1))
        yield from packed(list(named), width)
        yield from wrap("* a main base or concentration", width)
    yield from wrap("? perhaps: said of a wider area, or of another time; blank: not said to be there", width)
