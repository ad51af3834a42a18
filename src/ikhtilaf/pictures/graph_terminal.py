"""The graph on a terminal: under each faction its states, the letter first, with whom."""

from __future__ import annotations

from collections.abc import Iterator

from ikhtilaf.model.vocabulary import CONTESTED, STATES
from ikhtilaf.pictures.cells import Cell
from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.graph import Graph, Snapshot
from ikhtilaf.pictures.look import CONTESTED_GLYPH, INHERITED, LOCAL_GLYPH, POSTSCRIPT, UNSURE
from ikhtilaf.render.columns import Options
from ikhtilaf.render.escape import ascii_punctuation, one_line
from ikhtilaf.render.layout import wrap
from ikhtilaf.render.theme import Paint, painter

_WORD = max(map(len, (*STATES, CONTESTED))) + 1
_INDENT = 4


def graph_lines(graph: Graph, options: Options) -> Iterator[str]:
    """Yield a graph as lines that fit `options.width`: the factions in the order of the ring, bloc by bloc."""
    if not graph.pairs:
        return
    paint = painter(color=options.color)
    ours = ascii_punctuation if options.ascii else str
    width = options.width or 10**6
    marks: set[str] = set()
    for n, snapshot in enumerate(graph.days):
        if n:
            yield ""
        yield paint(one_line(graph._replace(days=(snapshot,)).heading), "title")
        before: int | None = -1
        for place in graph.places:
            lines = list(_faction(snapshot, place.faction, width, paint, marks))
            if not lines:
                continue
            if place.bloc != before:
                yield ""
                before = place.bloc
            yield paint(one_line(place.faction), "group")
            yield from map(ours, lines)
    yield ""
    told = {
        UNSURE: "behind a name: not certain; in front of a state: it may have begun",
        INHERITED: "inherited at a split, not certain",
        LOCAL_GLYPH: "only in some places",
        POSTSCRIPT: "after what the log covers",
    }
    for mark, words in told.items():
        if mark in marks:
            yield from map(ours, wrap(f"{mark} {words}", width))
    yield from wrap("a pair that is not there: nothing known", width)


def _faction(snapshot: Snapshot, faction: str, width: int, paint: Paint, marks: set[str]) -> Iterator[str]:
    """The lines of one faction: a state each, worst first, then its ties."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for cell in snapshot.edges:
        if faction in cell.pair:
            other = next(name for name in cell.pair if name != faction)
            key, mark = _heading(cell)
            marks.update((*cell.shown.mark, *key[0]))
            groups.setdefault(key, []).append(one_line(other) + mark)
    for (letter, word, style), others in sorted(groups.items(), key=lambda item: _order(item[0])):
        head = f"{' ' * _INDENT}{letter:<2} {word:<{_WORD}}"
        yield from _hanging(head, sorted(others), width, paint, style)
    for said, others in _ties(snapshot, faction).items():
        yield from _hanging(f"{' ' * _INDENT}{said} ", others, width, paint, "note")


def _heading(cell: Cell) -> tuple[tuple[str, str, str], str]:
    """Under which letter, word and style an answer stands, and what is said behind the other faction."""
    shown = cell.shown
    if shown.how is How.UNKNOWN:
        said = ", ".join(f"{other.state}{other.mark} in {place}" for place, other in cell.elsewhere)
        return (LOCAL_GLYPH, "in places", ""), f" ({one_line(said)})"
    if shown.how is How.POSSIBLE:
        state = shown.possible[0]
        return (UNSURE + STATES[state].glyph, " or ".join(shown.possible), state), ""
    if shown.how is How.CONTESTED:
        return (CONTESTED_GLYPH, CONTESTED, CONTESTED), f" ({' or '.join(shown.states)})"
    return (shown.glyph, shown.state, shown.state), shown.mark


def _order(key: tuple[str, str, str]) -> tuple[int, int, str]:
    """Worst first; what is contested, possible or only in places after what is known."""
    letter, word, style = key
    rank = list(STATES).index(style) if style in STATES else len(STATES)
    return (0 if word in STATES and letter[:1] != UNSURE else 1, rank, word)


def _ties(snapshot: Snapshot, faction: str) -> dict[str, list[str]]:
    """The structural ties of a faction, by what they are."""
    found: dict[str, list[str]] = {}
    for tie in snapshot.ties:
        mark = "" if tie.sure else UNSURE
        if tie.faction == faction:
            found.setdefault(tie.kind.replace("_", " "), []).append(one_line(tie.other) + mark)
        elif tie.other == faction and tie.kind == "part_of":
            found.setdefault("has as parts", []).append(one_line(tie.faction) + mark)
    return found


def _hanging(head: str, others: list[str], width: int, paint: Paint, style: str) -> Iterator[str]:
    """A head with names behind it, in as many lines as they take; on a narrow terminal they begin on a line below."""
    names = ", ".join(dict.fromkeys(others))
    room = width - len(head) - 1
    if room < max(map(len, others), default=0) or len(head) > width // 2:
        yield from (paint(line, style) if style else line for line in wrap_at(head.rstrip(), width, _INDENT + 3))
        yield from (f"{' ' * (_INDENT + 3)}{line}" for line in wrap(names, width - _INDENT - 3))
        return
    first, *more = wrap(names, room)
    yield f"{paint(head, style) if style else head} {first}"
    yield from (f"{' ' * (len(head) + 1)}{line}" for line in more)


def wrap_at(words: str, width: int, indent: int) -> list[str]:
    """Return text in lines that fit, all but the first indented; the blanks that it begins with stay."""
    blanks = len(words) - len(words.lstrip())
    first, *more = wrap(words.lstrip(), width - max(blanks, indent))
    return [" " * blanks + first, *(" " * indent + line for line in more)]
