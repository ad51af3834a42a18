"""Mermaid: a flowchart of the relations on a day, a dotted line where a state is not certain.

The language: https://mermaid.js.org/syntax/flowchart.html. Every text stands in quotes with all but letters, figures,
blanks and harmless marks as Mermaid's own character codes (`#34;`), so that nothing in it is a directive, a comment,
Markdown or HTML. Nodes are numbered, for a faction may be called `end`.
"""

from __future__ import annotations

from typing import BinaryIO

from ikhtilaf.export.request import Request, Written
from ikhtilaf.export.standing import standing
from ikhtilaf.render.escape import one_line

_HARMLESS = frozenset(" .,-–—…“”‘’")
_COLOURS = {-1: "#b3261e", 0: "#5f5f5f", 1: "#1b6e3c"}


def write(request: Request, stream: BinaryIO) -> Written:
    """Write the relations on the day that is asked for."""
    found = standing(request)
    numbers = {faction: f"n{number}" for number, faction in enumerate(found.factions, 1)}
    lines = [f"%% {_coded(found.heading)}", "flowchart LR"]
    lines += [f'  {numbers[faction]}["{_coded(name)}"]' for faction, name in found.factions.items()]
    for line in found.lines:
        a, b = (numbers[faction] for faction in line.between)
        stroke = "---" if line.certain else "-.-"
        lines.append(f'  {a} {stroke}|"{"<br>".join(map(_coded, line.said))}"| {b}')
    lines += [f"  linkStyle {n} stroke:{_COLOURS[line.sign]}" for n, line in enumerate(found.lines)]
    stream.write("".join(f"{line}\n" for line in lines).encode())
    return Written(len(found.lines))


def _coded(text: str) -> str:
    return "".join(char if char.isalnum() or char in _HARMLESS else f"#{ord(char)};" for char in one_line(text))
