"""Since when and until when: the vague dates of an answer, from the assertions that it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ikhtilaf.query.resolve import Candidate, End, Span
from ikhtilaf.query.timeline import day_text, unique

_FAR = 10**9


class When(NamedTuple):
    """A date that may be vague: as EDTF, and as its first and last possible day, both inclusive; None is open."""

    date: str
    span: Span


def moment(when: When | None) -> dict[str, Any] | None:
    """Return a date as a row has it, its days as ISO 8601; None stays None."""
    if when is None:
        return None
    return {"date": when.date, "earliest": day_text(when.span[0]), "latest": day_text(when.span[1])}


def may_fall(when: When, since: int | None, until: int | None) -> bool:
    """Return whether a date may fall between two days, both inclusive; None is open."""
    first, last = when.span
    return (since is None or last is None or last >= since) and (until is None or first is None or first <= until)


def must_fall(when: When, since: int | None, until: int | None) -> bool:
    """Return whether a date certainly falls between two days, both inclusive; None is open."""
    first, last = when.span
    return (since is None or (first is not None and first >= since)) and (
        until is None or (last is not None and last <= until)
    )


def opening(standing: Sequence[Candidate]) -> Candidate:
    """Return the assertion that made the answer what it is: the first of its state; where several states stand, the
    first of the state that came up last. `standing` is in the order of beginnings and not empty.
    """
    if len(standing) == 1:
        return standing[0]
    firsts: dict[str, Candidate] = {}
    for candidate in standing:
        firsts.setdefault(candidate.state, candidate)
    return list(firsts.values())[-1]


def first_end(candidate: Candidate) -> End | None:
    """Return the end after which an assertion has certainly ended, the earliest where there are several; None where it
    goes on.
    """
    return min(candidate.ends, key=_end_key, default=None)


def last_end(standing: Sequence[Candidate]) -> End | None:
    """Return the end of the assertion that ends last, where all have an end that is told; else None."""
    if not all([candidate.ends for candidate in standing]):  # noqa: C419 -- quicker than a generator
        return None
    ends = [first_end(candidate) for candidate in standing]
    return max((end for end in ends if end is not None), key=_end_key, default=None)


def end_on(standing: Sequence[Candidate], day: int) -> End | None:
    """Return the end after which, from that day on, one of the assertions has certainly ended; None where none has. Of
    several the one that is least vague.
    """
    ends = [end for end in map(first_end, standing) if end is not None and end.span[1] == day]
    return max(ends, key=_end_key, default=None)


def until_of(standing: Sequence[Candidate]) -> When | None:
    """Return the date of `last_end`."""
    end = last_end(standing)
    return None if end is None else When(end.date, end.span)


def inherited(standing: Sequence[Candidate]) -> list[str] | None:
    """Return from whom an answer came down, where all of it did; None where any of it is the pair's own."""
    if not standing or 0 in [candidate.steps for candidate in standing]:
        return None
    return unique(faction for candidate in standing for faction in candidate.inherited_from)


def _end_key(end: End) -> tuple[int, int]:
    first, last = end.span
    return (last if last is not None else _FAR, first if first is not None else -_FAR)
