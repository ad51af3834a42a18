"""How much of the program the tests come by: the worst modules and all of it, of lines and of branches apart.

Reads what `coverage json` wrote. Fails where less than 95 % of the lines or of the branches were come by.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LEAST = 95.0
"""Per cent of the lines, and of the branches."""

WORST = 15
"""Modules in the table."""


def percent(covered: int, of: int) -> float:
    """Return how many per cent; all of nothing is all."""
    return 100 * covered / of if of else 100.0


def shares(summary: Mapping[str, Any]) -> tuple[float, float]:
    """Return the per cent of lines and of branches."""
    lines = percent(summary["covered_lines"], summary["num_statements"])
    return lines, percent(summary["covered_branches"], summary["num_branches"])


def table(found: Mapping[str, Any]) -> str:
    """Return the worst modules, and all of them, as a table."""
    lines = [f"{'module':<48}{'lines':>8}{'branches':>10}  not come by"]
    files = {name: one["summary"] for name, one in found["files"].items()}
    for name in sorted(files, key=lambda name: (min(shares(files[name])), name))[:WORST]:
        missing = ", ".join(map(str, found["files"][name]["missing_lines"][:8]))
        lines.append(f"{_line(name, files[name])}  {missing}".rstrip())
    lines.append(_line(f"all {len(files)} modules", found["totals"]))
    return "\n".join(lines)


def _line(name: str, summary: Mapping[str, Any]) -> str:
    lines, branches = shares(summary)
    return f"{name:<48}{lines:>8.1f}{branches:>10.1f}"


def main(arguments: Sequence[str]) -> int:
    """Print the table of a file of `coverage json`, and return 1 where too little was come by."""
    found = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    print(table(found))
    missed = [what for what, share in zip(("lines", "branches"), shares(found["totals"]), strict=True) if share < LEAST]
    for what in missed:
        print(f"less than {LEAST:.0f} % of the {what}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
