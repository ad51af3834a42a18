"""Vague dates of an answer: whether they may or must fall between two days, and which of several ends counts."""

from __future__ import annotations

import pytest

from ikhtilaf.query.moments import When, may_fall, moment, must_fall
from ikhtilaf.query.resolve import Span


@pytest.mark.parametrize(
    ("span", "since", "until", "may", "must"),
    [
        ((5, 8), None, None, True, True),
        ((5, 8), 5, None, True, True),
        ((5, 8), 6, None, True, False),
        ((5, 8), 8, None, True, False),
        ((5, 8), 9, None, False, False),
        ((5, 8), None, 8, True, True),
        ((5, 8), None, 7, True, False),
        ((5, 8), None, 5, True, False),
        ((5, 8), None, 4, False, False),
        ((5, 8), 5, 8, True, True),
        ((5, 8), 6, 7, True, False),
        ((5, 8), 1, 4, False, False),
        ((5, 8), 9, 12, False, False),
        ((None, 8), 9, None, False, False),
        ((None, 8), 8, None, True, False),
        ((None, 8), None, 8, True, True),
        ((5, None), None, 4, False, False),
        ((5, None), None, 5, True, False),
        ((5, None), 5, None, True, True),
        ((None, None), 5, 8, True, False),
        ((None, None), None, None, True, True),
    ],
)
def test_both_days_count(span: Span, since: int | None, until: int | None, may: bool, must: bool) -> None:
    assert may_fall(When("", span), since, until) is may
    assert must_fall(When("", span), since, until) is must


def test_a_date_as_a_row_has_it() -> None:
    assert moment(None) is None
    assert moment(When("../0001", (None, 365))) == {"date": "../0001", "earliest": None, "latest": "0001-12-31"}
