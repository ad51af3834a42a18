"""Comparing dates that are pairs of bounds: every question has three answers.

An open or unknown bound is infinitely far away.
"""

from __future__ import annotations

from enum import Enum
from typing import NoReturn

from ikhtilaf.dates.edtf import Date


class Answer(Enum):
    """What the bounds of two dates say to a question about them."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"

    def __bool__(self) -> NoReturn:
        """Refuse to be taken for a truth value, since three answers are not two: use `certainly` or `possibly`."""
        raise TypeError("an answer is neither true nor false: ask certainly(answer) or possibly(answer)")


def certainly(answer: Answer) -> bool:
    """Return whether the answer is yes."""
    return answer is Answer.YES


def possibly(answer: Answer) -> bool:
    """Return whether the answer is not no."""
    return answer is not Answer.NO


def before(a: Date, b: Date) -> Answer:
    """Return whether `a` is on an earlier day than `b`: yes or no only if it is so for every day that each may mean."""
    if a.latest is not None and b.earliest is not None and a.latest < b.earliest:
        return Answer.YES
    if a.earliest is not None and b.latest is not None and a.earliest >= b.latest:
        return Answer.NO
    return Answer.UNDETERMINED


def after(a: Date, b: Date) -> Answer:
    """Return whether `a` is on a later day than `b`; the same as `before(b, a)`."""
    return before(b, a)


def within(a: Date, b: Date) -> Answer:
    """Return whether `a` falls within `b`, which stands for all its days from the earliest to the latest.

    Yes if every day that `a` may mean is among them, no if none is, else undetermined.
    """
    if _apart(a, b) or _apart(b, a):
        return Answer.NO
    starts_in = b.earliest is None or (a.earliest is not None and a.earliest >= b.earliest)
    ends_in = b.latest is None or (a.latest is not None and a.latest <= b.latest)
    return Answer.YES if starts_in and ends_in else Answer.UNDETERMINED


def _apart(a: Date, b: Date) -> bool:
    """Return whether all of `a` lies before all of `b`."""
    return a.latest is not None and b.earliest is not None and a.latest < b.earliest
