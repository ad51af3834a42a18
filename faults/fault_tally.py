"""What came of a fault: how many runs, what they left in the place that they wrote to, what they answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

HEADS = ("fault", "runs", "old kept", "new whole", "half", "right", "told", "wrong", "left over")


@dataclass(slots=True)
class Tally:
    """The figures of one fault."""

    fault: str
    runs: int = 0
    old: int = 0
    """The place is byte for byte as it was before, or nothing is there where nothing was."""
    new: int = 0
    """The place is byte for byte as it is after an undisturbed run."""
    half: int = 0
    """Anything else is there: must be 0."""
    right: int = 0
    """Answers that are those of an undisturbed run, with exit code 0."""
    told: int = 0
    """Clear errors, with an exit code that is documented; of a folder, that its tables do not belong together."""
    wrong: int = 0
    """Other answers, tracebacks, errors without a name, undocumented exit codes: must be 0."""
    left: int = 0
    """Temporary files that lay about when it was over."""
    first: list[str] = field(default_factory=list)
    """What was half or wrong, in words; the first ten."""
    skipped: str = ""
    """Why it could not be tried here."""

    def miss(self, what: str) -> None:
        """Keep what went wrong, to be told at the end."""
        if len(self.first) < 10:
            self.first.append(what)

    @property
    def cells(self) -> tuple[str, ...]:
        """The figures as they are printed; `-` for what this fault does not count."""
        if self.skipped:
            return (self.fault, f"skipped: {self.skipped}", *[""] * (len(HEADS) - 2))
        written, answered = self.old or self.new or self.half, self.right or self.told or self.wrong
        return (
            self.fault,
            str(self.runs),
            *(str(n) if written else "-" for n in (self.old, self.new, self.half)),
            *(str(n) if answered else "-" for n in (self.right, self.told, self.wrong)),
            str(self.left),
        )


def total(tallies: Iterable[Tally]) -> Tally:
    """The sums of all of them."""
    whole = Tally("all")
    for tally in tallies:
        for name in ("runs", "old", "new", "half", "right", "told", "wrong", "left"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    return whole


def table(tallies: list[Tally]) -> list[str]:
    """The lines of the table, in Markdown, with the sums below."""
    rows = [HEADS, *(tally.cells for tally in [*tallies, total(tallies)])]
    widths = [max(len(row[n]) for row in rows if not row[1].startswith("skipped")) for n in range(len(HEADS))]
    widths[0] = max(len(row[0]) for row in rows)
    lines = []
    for at, row in enumerate(rows):
        if row[1].startswith("skipped"):
            lines.append(f"| {row[0]:<{widths[0]}} | {row[1]} |")
            continue
        cells = [
            f"{row[0]:<{widths[0]}}",
            *(f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        lines.append(f"| {' | '.join(cells)} |")
        if at == 0:
            lines.append(f"| {'-' * widths[0]} | {' | '.join('-' * (width - 1) + ':' for width in widths[1:])} |")
    return lines
