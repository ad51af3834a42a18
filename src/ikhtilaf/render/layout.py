"""Fitting text into a terminal: which columns, how wide, where lines break; widths are in cells, as it counts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

from ikhtilaf.render.columns import Column
from ikhtilaf.render.theme import Paint, style_of

GAP = 2
"""Blank cells between two columns."""

_LONG_WORD = 16
"""A word longer than this may be broken to save a column, unless the column asks for more."""

_WINDOW = 4
"""How many lines of a long word are looked at, for one of them to be sure of."""
_NARROWEST = 8
"""Where even the columns that are never left out do not fit, they shrink to this."""


class Plan(NamedTuple):
    """Which columns are shown, and how wide."""

    columns: tuple[Column, ...]
    """The columns shown."""
    places: tuple[int, ...]
    """The place of each among all columns."""
    widths: tuple[int, ...]
    """The width of each."""
    dropped: tuple[Column, ...]
    """The columns not shown."""
    width: int | None
    """The cells in a line of the terminal, None if no matter."""
    crowded: bool
    """True when the least widths do not fit even so, and were cut."""

    def pick(self, cells: Sequence[str]) -> list[str]:
        """Return of a row's cells those that are shown."""
        return [cells[place] for place in self.places]


class _Measure(NamedTuple):
    """Of one column: its width with nothing broken, its longest word, the fewest cells it needs, its typical length."""

    natural: int
    word: int
    least: int
    typical: float


def plan(columns: Sequence[Column], titles: Sequence[str], sample: Sequence[Sequence[str]], width: int | None) -> Plan:
    """Choose columns and widths from the cells of some rows.

    `titles` are empty texts where no header is printed. With no `width` every column is as wide as its longest cell.
    Otherwise columns are left out, the highest priority number first and among equals the one furthest right, until the
    least widths fit; what room is left goes to whole words, then to the columns with the most text.
    """
    measures = [_measure(column, titles[place], [row[place] for row in sample]) for place, column in enumerate(columns)]
    shown = list(range(len(columns)))
    if width is not None:
        while len(shown) > 1 and _total([measures[place].least for place in shown]) > width:
            last = max(shown, key=lambda place: (columns[place].priority, place))
            if columns[last].priority == 0:
                break
            shown.remove(last)
    kept = [measures[place] for place in shown]
    return Plan(
        columns=tuple(columns[place] for place in shown),
        places=tuple(shown),
        widths=tuple(m.natural for m in kept) if width is None else tuple(_widths(kept, width)),
        dropped=tuple(column for place, column in enumerate(columns) if place not in shown),
        width=width,
        crowded=width is not None and _total([m.least for m in kept]) > width,
    )


def _measure(column: Column, title: str, texts: Sequence[str]) -> _Measure:
    lengths = [cell_len(text) for text in texts]
    title_word = _longest_word([title])
    longest = max(lengths, default=0)
    mean = sum(lengths) / max(len(lengths), 1)
    typical = (mean + longest) / 2  # the longest alone would let one outlier take the room of all the others
    if not column.wrap:
        width = max(longest, title_word, column.min_width)
        return _Measure(width, width, width, typical)
    natural = max(longest, cell_len(title), column.min_width)
    word = max(_longest_word(texts), title_word)
    return _Measure(natural, word, max(title_word, column.min_width, min(word, _LONG_WORD)), typical)


def _longest_word(texts: Sequence[str]) -> int:
    return max((cell_len(word) for text in texts for word in text.split(" ")), default=0)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)


def _widths(measures: Sequence[_Measure], width: int) -> list[int]:
    """Share out the width: to each its least, then whole words, then by how many lines a column's text would take."""
    widths = [measure.least for measure in measures]
    spare = width - _total(widths)
    while spare < 0 and max(widths) > _NARROWEST:
        widest = widths.index(max(widths))
        widths[widest] -= 1
        spare += 1
    for targets in ([measure.word for measure in measures], [measure.natural for measure in measures]):
        while spare > 0:
            narrow = [place for place, target in enumerate(targets) if widths[place] < target]
            if not narrow:
                break
            neediest = max(narrow, key=lambda place: measures[place].typical / widths[place])
            widths[neediest] += 1
            spare -= 1
    return widths


def wrap(text: str, width: int) -> list[str]:
    """Break one line of text at its blanks so that every line fits; only a word longer than the width is broken."""
    if cell_len(text) <= width:
        return [text.rstrip(" ")]
    done: list[str] = []
    line = ""
    for word in filter(None, text.split(" ")):  # at blanks only: a no-break space is one for a reason
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= width:
            line = longer
            continue
        if line:
            done.append(line)
        *whole, line = _break(word, width)
        done += whole
    return [*done, line]


def width_of(text: str) -> int:
    """Return how many cells a text takes."""
    return cell_len(text)


def chopped(text: str, width: int) -> str:
    """Return the text, cut with an ellipsis where it is wider."""
    if cell_len(text) <= width:
        return text
    kept = _beginning(text, 0, width)
    while kept and cell_len(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"


def _break(word: str, width: int) -> list[str]:
    """Break a word longer than the width, after a hyphen or slash if there is one in the second half of a line."""
    pieces: list[str] = []
    start = 0
    while cell_len(rest := _beginning(word, start, width)) > width:
        piece = next((part for part in chop_cells(rest, width) if part), rest)
        cut = max(piece.rfind(mark) + 1 for mark in "-/_,")
        if cut <= len(piece) // 2:
            cut = len(piece)
        if cut == len(rest):  # one character wider than the whole column
            break
        pieces.append(rest[:cut])
        start += cut
    return [*pieces, word[start:]]


def _beginning(text: str, start: int, width: int) -> str:
    """Return enough of a text from a place on to fill two lines and more, or all that is left: a word as long as a book
    would else be measured anew for each of its lines.
    """
    size = _WINDOW * (width + 1) if width > 1 else len(text)  # a single cell holds not every character
    while start + size < len(text):
        part = text[start : start + size]
        if (part.isascii() and part.isprintable()) or sum(map(bool, chop_cells(part, width))) > 2:
            return part
        size *= 2
    return text[start:]


def row_lines(cells: Sequence[str], shown: Plan, paint: Paint) -> list[str]:
    """Return the lines of one row, without blanks at their ends.

    A cell that must not be broken and is longer than its column (one on a later page, say) spills over to the right,
    and the columns there go on below. If that would leave the terminal it moves below what stands left of it.
    """
    stacks: list[list[str]] = []
    starts = _starts(shown)
    top = 0
    for place, (column, text, width) in enumerate(zip(shown.columns, cells, shown.widths, strict=True)):
        length = cell_len(text)
        spills = not column.wrap and length > width
        if spills and shown.width is not None and starts[place] + length > shown.width:
            top = max([top, *map(len, stacks)])
            starts[place] = max(shown.width - length, 0)
        stacks.append([""] * top + (wrap(text, width) if column.wrap else [text]))
        top += spills
    styles = [style_of(column.style, text) for column, text in zip(shown.columns, cells, strict=True)]
    return _side_by_side(stacks, starts, shown, lambda place, piece: paint(piece, styles[place]))


def title_lines(titles: Sequence[str], shown: Plan, paint: Paint) -> list[str]:
    """Return the lines of the header, the titles standing on its last line."""
    broken = [wrap(title, width) for title, width in zip(titles, shown.widths, strict=True)]
    height = max(map(len, broken))
    stacks = [[""] * (height - len(stack)) + stack for stack in broken]
    return _side_by_side(stacks, _starts(shown), shown, lambda _place, piece: paint(piece, "title"))


def rule_line(shown: Plan, paint: Paint, mark: str) -> str:
    """Return the line under the header: a rule for each column, so that it shows where the column begins and ends."""
    return (" " * GAP).join(paint(mark * width, "rule") for width in shown.widths)


def _starts(shown: Plan) -> list[int]:
    return [sum(shown.widths[:place]) + GAP * place for place in range(len(shown.widths))]


def _side_by_side(
    stacks: Sequence[Sequence[str]], starts: Sequence[int], shown: Plan, paint: Callable[[int, str], str]
) -> list[str]:
    lines = []
    for depth in range(max(map(len, stacks))):
        line, end = "", 0
        for place, stack in enumerate(stacks):
            piece = stack[depth] if depth < len(stack) else ""
            if not piece:
                continue
            length = cell_len(piece)
            start = starts[place]
            if shown.columns[place].style == "number":
                start += max(shown.widths[place] - length, 0)
            line += " " * (start - end) + paint(place, piece)
            end = start + length
        lines.append(line)
    return lines
