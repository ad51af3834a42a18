r"""DOT, for Graphviz: the factions of a day as boxes, a line for each state, dashed where it is not certain.

The language: https://graphviz.org/doc/info/lang.html. Every text stands in quotes, where `"` ends it, `\` opens an
escape and `&` an HTML entity; all three are written so that they stand for themselves.
"""

from __future__ import annotations

from typing import BinaryIO

from ikhtilaf.export.request import Request, Written
from ikhtilaf.export.standing import standing
from ikhtilaf.render.escape import lines

_COLOURS = {-1: "#b3261e", 0: "#5f5f5f", 1: "#1b6e3c"}


def write(request: Request, stream: BinaryIO) -> Written:
    """Write the relations on the day that is asked for."""
    found = standing(request)
    drawn = [
        "graph ikhtilaf {",
        f"  graph [label={_quoted(found.heading)}, labelloc=t, overlap=false, splines=true];",
        '  node [shape=box, style=rounded, fontname="sans-serif"];',
        '  edge [fontname="sans-serif", fontsize=9];',
    ]
    drawn += [f"  {_quoted(faction)} [label={_quoted(name)}];" for faction, name in found.factions.items()]
    for line in found.lines:
        a, b = map(_quoted, line.between)
        style = "solid" if line.certain else "dashed"
        label = _quoted("\n".join(line.said))
        drawn.append(f'  {a} -- {b} [label={label}, color="{_COLOURS[line.sign]}", style={style}];')
    stream.write("".join(f"{line}\n" for line in [*drawn, "}"]).encode())
    return Written(len(found.lines))


def _quoted(text: str) -> str:
    r"""Return a text in quotes; its own line breaks are those of a label, centred."""
    return '"' + "\\n".join(map(_escaped, lines(text))) + '"'


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
