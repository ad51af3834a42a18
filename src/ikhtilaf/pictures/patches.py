"""An answer as a patch of colour with its letter: solid, pale or hatched, by how sure it is; and the legend of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from ikhtilaf.model.vocabulary import CONTESTED, STATES
from ikhtilaf.pictures.drawn import How, Shown
from ikhtilaf.pictures.look import CONTESTED_GLYPH, INHERITED, UNSURE, Look, glyph_of
from ikhtilaf.pictures.svg import tag, text, width_of


class Box(NamedTuple):
    """Where to draw: the upper left corner, the width and the height."""

    x: float
    y: float
    width: float
    height: float


def patterns(look: Look, states: Iterable[str]) -> str:
    """Return the definitions of the hatchings, one for each state."""
    return tag(
        "defs",
        *(
            tag(
                "pattern",
                tag("path", d="M1.5 0V6", cls=f"l-{state} w2"),
                id=f"{look.prefix}h-{state}",
                width=6,
                height=6,
                patternUnits="userSpaceOnUse",
                patternTransform="rotate(45)",
            )
            for state in sorted(set(states))
        ),
    )


def states_of(shown: Iterable[Shown]) -> set[str]:
    """Return the states that may be hatched."""
    return {state for one in shown for state in (*one.states, *one.possible)}


class Letter(Enum):
    """What is written on a patch."""

    WORD = "the word of the state where there is room, else its letter"
    ONLY = "its letter"
    OUTSIDE = "the same, larger than the patch is high"
    NONE = "nothing"


def patch(look: Look, shown: Shown, box: Box, *, letter: Letter = Letter.WORD) -> Iterator[str]:
    """Yield the elements of an answer in a box."""
    x, y, width, height = box
    if shown.how is How.UNKNOWN:
        return
    perhaps = shown.possible if shown.how is not How.POSSIBLE else ()
    upper = height if not perhaps else round(height * 0.6, 1)
    if shown.how is How.POSSIBLE:
        yield from _bands(shown.possible, box, lambda state: {"fill": f"url(#{look.prefix}h-{state})"})
    elif shown.how is How.CONTESTED:
        yield from _bands(shown.states, box._replace(height=upper), lambda state: {"cls": f"f-{state}"})
        yield tag("rect", x=x, y=y, width=width, height=upper, cls=f"none l-{CONTESTED} w2")
    else:
        yield _one(look, shown, box._replace(height=upper))
    if perhaps:
        below = Box(x, y + upper, width, height - upper)
        yield from _bands(perhaps, below, lambda state: {"fill": f"url(#{look.prefix}h-{state})"})
    if letter is not Letter.NONE:
        yield from _letter(shown, box, letter)


def _one(look: Look, shown: Shown, box: Box) -> str:
    x, y, width, height = box
    place = {"x": x, "y": y, "width": width, "height": height}
    match shown.how:
        case How.CERTAIN:
            return tag("rect", cls=f"f-{shown.state}", **place)
        case How.ENDING:
            return tag("rect", fill=f"url(#{look.prefix}h-{shown.state})", cls=f"l-{shown.state} w1", **place)
        case How.INHERITED:
            return tag("rect", cls=f"f-{shown.state} l-{shown.state} pale w1 dots", **place)
        case _:
            return tag("rect", cls=f"f-{shown.state} l-{shown.state} pale w1", **place)


def _bands(states: Sequence[str], box: Box, paint: object) -> Iterator[str]:
    height = box.height / len(states)
    for place, state in enumerate(states):
        where = {"x": box.x, "y": box.y + place * height, "width": box.width, "height": height}
        yield tag("rect", **where, **paint(state))  # type: ignore[operator]


def _letter(shown: Shown, box: Box, letter: Letter) -> Iterator[str]:
    """The word of the state where there is room for it, else its letter, if there is room for that."""
    solid = shown.how is How.CERTAIN and letter is not Letter.OUTSIDE
    cls = f"t-{shown.state}" if solid else "halo"
    middle, base = box.x + box.width / 2, box.y + box.height / 2 + 3.8
    mark = shown.mark.rstrip("†")
    word = CONTESTED if shown.how is How.CONTESTED else shown.state
    said = f"{word}{mark}" if shown.states else f"perhaps {' or '.join(shown.possible)}"
    if letter is Letter.WORD and width_of(said, 10) + 6 <= box.width:
        yield text(middle, base, said, f"mid small {cls}")
        return
    letters = shown.glyph + mark
    tries = [letters, letters[:1]]
    if shown.how is How.POSSIBLE:
        # A `?` in front: nothing has certainly begun. Behind a letter it says that the state is not certain.
        tries = [UNSURE + "".join(map(glyph_of, shown.possible)), UNSURE + glyph_of(shown.possible[0]), UNSURE]
    for tried in tries:
        if tried and len(tried) * 6.6 + 1 <= box.width:
            yield text(middle, base, tried, f"glyph small {cls}")
            return


class Entry(NamedTuple):
    """One line of a legend: how it looks, and what it means."""

    shown: Shown
    words: str


def states_told(shown: Iterable[Shown]) -> list[Entry]:
    """Return the entries of a legend for the states of these answers."""
    named = states_of(shown)
    return [Entry(_sample(How.CERTAIN, state), state) for state in STATES if state in named]


def entries(shown: Iterable[Shown]) -> list[Entry]:
    """Return what a legend has to explain of these answers: the states, then the ways in which they are drawn."""
    found = list(shown)
    named = states_of(found)
    states = states_told(found)
    ways = {one.how for one in found}
    sample = next(iter(state for state in STATES if state in named), "clashes")
    told = (
        (How.UNSURE, f"{UNSURE} not certain: hedged, doubted, or said of a wider place"),
        (How.INHERITED, f"{INHERITED} inherited at a split, not certain"),
        (How.ENDING, "hatched, framed: may have ended"),
        (How.POSSIBLE, f"{UNSURE} in front, hatched: may have begun"),
    )
    drawn = [Entry(_sample(way, sample), words) for way, words in told if way in ways]
    if How.CONTESTED in ways:
        both = tuple(state for state in STATES if state in named)[:2]
        drawn.append(
            Entry(Shown(How.CONTESTED, CONTESTED, both, (), ()), f"{CONTESTED_GLYPH} contested: each state a band")
        )
    if any(one.possible and one.how is not How.POSSIBLE for one in found) and How.POSSIBLE not in ways:
        drawn.append(Entry(_sample(How.POSSIBLE, sample), f"{UNSURE} in front, hatched: may have begun"))
    return [*states, *drawn]


def _sample(way: How, state: str) -> Shown:
    if way is How.POSSIBLE:
        return Shown(way, "unknown", (), (state,), ())
    return Shown(way, state, (state,), (), ())


def legend(look: Look, told: Sequence[Entry], x: float, y: float, width: float) -> tuple[list[str], float]:
    """Return the elements of a legend, as many entries to a line as fit, and the height that it takes."""
    parts: list[str] = []
    left, top = x, y
    for entry in told:
        room = 24 + width_of(entry.words, 12) + 14
        if left > x and left + room > x + width:
            left, top = x, top + 20
        parts += patch(look, entry.shown, Box(left, top, 18, 14), letter=Letter.ONLY)
        parts.append(text(left + 24, top + 11, entry.words, "note"))
        left += room
    return parts, top + 20 - y
