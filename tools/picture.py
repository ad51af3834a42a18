"""Draws docs/picture.svg: a terminal that shows what a command really prints.

    python tools/picture.py

The drawing names no font that would have to be fetched, and its colours do for light and for dark pages.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from pages import ROOT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from terminal import COLUMNS, run, scratch

FILE = ROOT / "docs" / "picture.svg"
COMMAND = "ikhtilaf relations --between quetta isk-f"

_THEME = TerminalTheme(
    (30, 34, 42),
    (214, 219, 228),
    [(92, 99, 112), (224, 108, 117), (152, 195, 121), (229, 192, 123), (97, 175, 239), (198, 120, 221), (86, 182, 194),
     (214, 219, 228)],
    [(127, 135, 150), (240, 128, 136), (170, 212, 140), (240, 208, 140), (125, 195, 250), (215, 145, 235),
     (110, 205, 215), (255, 255, 255)],
)  # fmt: skip
_FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"


def drawn() -> str:
    """Return the picture of the command and what it prints now."""
    with TemporaryDirectory(prefix="picture-") as made:
        printed, code = run(COMMAND, scratch(Path(made)), color=True)
    if code:
        raise RuntimeError(f"{COMMAND}: exit code {code}")
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.assemble(("$ ", "green"), (COMMAND, "bold")))
    console.print(Text.from_ansi(printed.rstrip()))
    svg = console.export_svg(title="ikhtilaf", theme=_THEME, unique_id="ikhtilaf")
    svg = re.sub(r"\s*@font-face \{.*?\n    \}\n", "\n", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<!-- Generated with Rich .*? -->", "", svg)
    svg = svg.replace("Fira Code, monospace", _FONTS).replace("arial", "system-ui, sans-serif")
    label = f"What {COMMAND} prints: how the two stood, in general and place by place, since when, on whose word."
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return "\n".join(line.rstrip() for line in svg.split("\n")).rstrip() + "\n"


if __name__ == "__main__":
    FILE.write_text(drawn(), "utf-8")
    print(f"wrote {FILE.relative_to(ROOT).as_posix()}")
