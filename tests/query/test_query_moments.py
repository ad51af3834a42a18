"""Vague dates of an answer: whether they may or must fall between two days, and which of several ends counts."""

from __future__ import annotations

import pytest

from ikhtilaf.query.moments import (
    When,
    end_on,
    first_end,
    inherited,
    last_end,
    may_fall,
    moment,
    must_fall,
    opening,
    until_of,
)
from ikhtilaf.query.resolve import Candidate, End, Span


def ends(*spans: Span) -> tuple[End, ...]:
    return tuple(End(span, f"{span[0]}/{span[1]}", None) for span in spans)


def lasting(*spans: Span, state: str = "war", event: str = "event", lines: tuple[str, ...] = ()) -> Candidate:
    """An assertion with ends; `lines` are those from whom it was inherited."""
    return Candidate(
        *(1, event, 1, ("a", "b"), state, None, "2015", (1, 1), "2015", (1, 1), False, ends(*spans)),
        *(True, True, len(lines), lines, ("paper",), "", "log.yaml:1"),
    )


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


@pytest.mark.parametrize(
    ("spans", "first"),
    [
        ([], None),
        ([(5, 10)], (5, 10)),
        ([(1, 20), (5, 10)], (5, 10)),
        ([(5, 10), (3, 10)], (3, 10)),
        ([(5, 10), (None, 10)], (None, 10)),
        ([(1, None), (5, 30)], (5, 30)),
        ([(2, None), (1, None)], (1, None)),
    ],
)
def test_an_assertion_has_ended_after_the_first_of_its_ends(spans: list[Span], first: Span | None) -> None:
    found = first_end(lasting(*spans))
    assert (found and found.span) == first


@pytest.mark.parametrize(
    ("spans", "last"),
    [
        ([], None),
        ([[(5, 10)], [(1, 20)]], (1, 20)),
        ([[(5, 10)], [(3, 10)]], (5, 10)),
        ([[(5, 10)], [(None, 10)]], (5, 10)),
        ([[(5, 10)], [(1, None)]], (1, None)),
        ([[(5, 10), (1, 4)], [(2, 8)]], (2, 8)),
        ([[(5, 10)], []], None),
        ([[], []], None),
    ],
)
def test_an_answer_ends_with_the_last_of_its_assertions_where_all_are_told_to_end(
    spans: list[list[Span]], last: Span | None
) -> None:
    standing = [lasting(*of) for of in spans]
    found = last_end(standing)
    assert (found and found.span) == last
    assert until_of(standing) == (None if last is None else When(f"{last[0]}/{last[1]}", last))


@pytest.mark.parametrize(
    ("spans", "day", "end"),
    [
        ([], 10, None),
        ([[(5, 9)]], 10, None),
        ([[(5, 10)], [(8, 10)]], 10, (8, 10)),
        ([[(8, 10)], [(5, 10)]], 10, (8, 10)),
        ([[(5, 10)], [(None, 10)]], 10, (5, 10)),
        ([[(5, 10)], [(11, 12)], []], 10, (5, 10)),
        ([[(1, None)], [(5, 10)]], 10, (5, 10)),
    ],
)
def test_of_the_ends_that_may_fall_on_a_day_at_the_latest_the_least_vague_counts(
    spans: list[list[Span]], day: int, end: Span | None
) -> None:
    found = end_on([lasting(*of) for of in spans], day)
    assert (found and found.span) == end


def test_an_answer_opens_with_the_first_assertion_of_the_state_that_came_up_last() -> None:
    told = [("war", "one"), ("truce", "two"), ("war", "three"), ("truce", "four")]
    standing = [lasting(state=state, event=event) for state, event in told]
    assert [opening(standing[: n + 1]).event for n in range(4)] == ["one", "two", "two", "two"]


def test_an_answer_is_inherited_where_all_of_it_is() -> None:
    old, older = lasting(lines=("old",)), lasting(lines=("old", "older"))
    assert inherited([]) is None
    assert inherited([old, older]) == ["old", "older"]
    assert inherited([old, lasting()]) is None
