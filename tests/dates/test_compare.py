"""Comparisons of two dates have three answers, and agree with trying every day that each may mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikhtilaf.dates import Answer, Date, after, before, certainly, parse, possibly, span, within

YES, NO, UNDETERMINED = Answer.YES, Answer.NO, Answer.UNDETERMINED

LAST = 12
DAYS = st.none() | st.integers(0, LAST)
SPANS = st.tuples(DAYS, DAYS).map(
    lambda pair: span(*pair) if None in pair else span(min(pair), max(pair))  # type: ignore[type-var]
)
"""Dates within a few days, so that every relation between two of them turns up."""


def days(date: Date) -> range:
    """Every day of a date; what is infinite goes well beyond all others."""
    first = -LAST if date.earliest is None else date.earliest
    last = 2 * LAST if date.latest is None else date.latest
    return range(first, last + 1)


def verdict(answers: set[bool]) -> Answer:
    if len(answers) > 1:
        return UNDETERMINED
    return YES if answers.pop() else NO


@given(SPANS, SPANS)
def test_before_agrees_with_trying_every_pair_of_days(a: Date, b: Date) -> None:
    assert before(a, b) is verdict({x < y for x in days(a) for y in days(b)})


@given(SPANS, SPANS)
def test_within_agrees_with_trying_every_day(a: Date, b: Date) -> None:
    assert within(a, b) is verdict({x in days(b) for x in days(a)})


@given(SPANS, SPANS)
def test_before_and_after_are_mirror_images(a: Date, b: Date) -> None:
    assert before(a, b) is after(b, a)
    assert not (before(a, b) is YES and after(a, b) is YES)


@given(SPANS, SPANS, SPANS)
def test_certain_order_is_transitive(a: Date, b: Date, c: Date) -> None:
    if before(a, b) is YES and before(b, c) is YES:
        assert before(a, c) is YES


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("2015", "2016", YES),
        ("2016", "2015", NO),
        ("2015", "2015", UNDETERMINED),
        ("2017-10-18", "2017-10-18", NO),
        ("2017-10-18", "2017-10", UNDETERMINED),
        ("2017-10-31", "2017-10", NO),
        ("2014-12~", "2015-01", UNDETERMINED),
        ("2014-12", "2015-02", YES),
        ("../2015-03", "2015-04", YES),
        ("2015-04", "../2015-03", NO),
        ("2016-23/..", "2017", UNDETERMINED),
        ("2016-23/..", "2016-08", NO),
        ("../..", "2016", UNDETERMINED),
        ("/", "/", UNDETERMINED),
    ],
)
def test_before(a: str, b: str, answer: Answer) -> None:
    assert before(parse(a), parse(b)) is answer


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("2015-08", "2015", YES),
        ("2015", "2015", YES),
        ("2015", "2015-08", UNDETERMINED),
        ("2016", "2015", NO),
        ("2015-12~", "2015", UNDETERMINED),
        ("2015-24", "2015", UNDETERMINED),
        ("2017-10-18", "2015-08/..", YES),
        ("2016-23/..", "2016/..", YES),
        ("2016-23/..", "2017/..", UNDETERMINED),
        ("2016-23/..", "../2016-08", NO),
        ("2016-23/..", "2017", UNDETERMINED),
        ("2015-01/2015-03-01", "2015-03-01/2015-05", UNDETERMINED),
        ("2015-03-01/2015-05", "2015-01/2015-03-01", UNDETERMINED),
        ("../..", "../..", YES),
        ("../..", "2015", UNDETERMINED),
        ("2015", "../..", YES),
    ],
)
def test_within(a: str, b: str, answer: Answer) -> None:
    assert within(parse(a), parse(b)) is answer


@pytest.mark.parametrize(
    ("answer", "certain", "possible"), [(YES, True, True), (UNDETERMINED, False, True), (NO, False, False)]
)
def test_certainly_and_possibly(answer: Answer, certain: bool, possible: bool) -> None:
    assert certainly(answer) is certain
    assert possibly(answer) is possible


def test_an_answer_is_no_truth_value() -> None:
    with pytest.raises(
        TypeError, match=r"^an answer is neither true nor false: ask certainly\(answer\) or possibly\(answer\)$"
    ):
        bool(NO)
