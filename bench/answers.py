"""Checks that those who are compared give the same answer, before anything is timed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence

import timing
from timing import BenchError, Command

csv.field_size_limit(1 << 24)

Record = tuple[str, ...]


class DifferentAnswersError(BenchError):
    """Two programs that are asked the same answer differently: timing them against each other would mean nothing."""

    def __init__(self, one: str, other: str, only_one: Sequence[Record], only_other: Sequence[Record]) -> None:
        lines = [f"{one} and {other} answer differently"]
        for name, only in ((one, only_one), (other, only_other)):
            lines.append(f"  only {name}: {len(only)} records" + (f", such as {only[0]}" if only else ""))
        super().__init__("\n".join(lines))


class NoAnswerError(BenchError):
    """A program answers nothing where there is something."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} answers nothing")


def separated(out: bytes, separator: str = "\t", fields: Sequence[int] | None = None) -> list[Record]:
    """Return what csv or tsv with a header says: the records, sorted; of each the columns at `fields`, else all.

    Space around a value is none of the answer: some pad their columns.
    """
    rows = csv.reader(io.StringIO(out.decode()), delimiter=separator)
    next(rows, None)
    kept = ([row[n] for n in fields] if fields else row for row in rows if row)
    return sorted(tuple(value.strip() for value in row) for row in kept)


def agree(answers: Mapping[str, Sequence[Record]]) -> int:
    """Return how many records all the answers have; the first is compared with every other.

    Raises `DifferentAnswersError` for two that differ, `NoAnswerError` where the first is empty.
    """
    (name, expected), *others = answers.items()
    if not expected:
        raise NoAnswerError(name)
    for other, records in others:
        if sorted(records) != sorted(expected):
            missing, more = _without(expected, records), _without(records, expected)
            raise DifferentAnswersError(name, other, missing, more)
    return len(expected)


def _without(records: Sequence[Record], others: Sequence[Record]) -> list[Record]:
    return list((Counter(records) - Counter(others)).elements())


def output(name: str, command: Command) -> bytes | None:
    """Return what a command writes to standard output; None where it runs into its time-out.

    Raises `timing.FailedCommandError`.
    """
    done = timing.run(command, keep=True)
    if done.timed_out:
        return None
    if done.code not in command.codes:
        raise timing.FailedCommandError(name, command, done)
    return done.out
