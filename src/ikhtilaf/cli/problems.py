"""How the problems of a log are printed: on a terminal each with its line and a remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from ikhtilaf.log.read import Reading


def print_problems(reading: Reading, stream: TextIO, most: int | None = None, *, warnings: bool = False) -> None:
    """Print the errors of a reading (with `warnings` those too), at most so many, and how many more there are."""
    from ikhtilaf.log.describe import describe

    problems = reading.problems if warnings else reading.errors
    stream.writelines(describe(problem, reading.line_of(problem)) + "\n\n" for problem in problems[:most])
    if most is not None and len(problems) > most:
        stream.write(f"... and {len(problems) - most:,} more\n")
