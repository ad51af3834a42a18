"""Draws the pictures of docs/pictures.md with the program's own `draw`.

    python tools/drawings.py

They are what `ikhtilaf draw ... --svg` prints, byte for byte.
"""

from __future__ import annotations

from pathlib import Path

from pages import ROOT

FOLDER = ROOT / "docs"
DRAWINGS = {
    "lanes.svg": ("lanes", "--between", "quetta", "isk"),
    "graph.svg": ("graph", "--faction", "quetta"),
    "matrix.svg": ("matrix", "--faction", "isk-f"),
    "map.svg": ("map", "--faction", "isk-f"),
}
"""The files, and what `ikhtilaf draw` is asked for each."""


def drawn() -> dict[Path, str]:
    """Return the files with what they should hold."""
    from contextlib import redirect_stdout
    from io import StringIO

    from ikhtilaf.cli.run import run

    found = {}
    for name, arguments in DRAWINGS.items():
        printed = StringIO()
        with redirect_stdout(printed):
            code = run(["draw", *arguments, "--svg"])
        if code:
            raise RuntimeError(f"draw {' '.join(arguments)}: exit code {code}")
        found[FOLDER / name] = printed.getvalue()
    return found


if __name__ == "__main__":
    for file, text in drawn().items():
        file.write_text(text, "utf-8")
        print(f"wrote {file.relative_to(ROOT).as_posix()}")
