"""The order that a source gives without dates, and what it adds to the dates."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ikhtilaf.dates.order import Span, followers, narrow, sequence

NAMES = "abcd"
After = dict[str, list[str]]

orders = st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3, unique=True))
"""Who comes after whom, also in circles."""

acyclic = st.permutations(NAMES).flatmap(
    lambda names: st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(names[:i]), unique=True) for i, name in enumerate(names) if i}
    )
)

bounds = st.integers(0, 5)


def in_order(first: int | None, last: int | None) -> Span:
    return (last, first) if first is not None and last is not None and last < first else (first, last)


spans = st.builds(in_order, st.none() | bounds, st.none() | bounds)


def keeps(order: list[str] | tuple[str, ...], after: After) -> bool:
    return all(order.index(before) < order.index(name) for name, earlier in after.items() for before in earlier)


def test_sequence_puts_each_behind_what_it_follows() -> None:
    assert sequence({"third": ["second"], "second": ["first"]}) == ["first", "second", "third"]


def test_sequence_of_nothing_is_empty() -> None:
    assert sequence({}) == []


@pytest.mark.parametrize("after", [{"a": ["a"]}, {"a": ["b"], "b": ["a"]}, {"a": ["b"], "b": ["c"], "c": ["a"]}])
def test_sequence_finds_circles(after: After) -> None:
    assert sequence(after) is None


@given(orders)
def test_sequence_finds_an_order_exactly_where_there_is_one(after: After) -> None:
    named = sorted({*after, *(name for earlier in after.values() for name in earlier)})
    found = sequence(after)
    possible = [order for order in permutations(named) if keeps(order, after)]
    assert (found is None) == (not possible)
    assert found is None or tuple(found) in possible


@given(acyclic)
def test_sequence_does_not_depend_on_how_it_is_written(after: After) -> None:
    items = [(name, list(reversed(earlier))) for name, earlier in reversed(list(after.items()))]
    assert sequence(dict(items)) == sequence(after)


def test_followers_through_several_steps() -> None:
    assert followers({"c": ["b"], "b": ["a"]}) == {("b", "a"), ("c", "b"), ("c", "a")}


@given(acyclic)
def test_followers_are_all_that_can_be_reached(after: After) -> None:
    def follows(later: str, earlier: str) -> bool:
        return any(step == earlier or follows(step, earlier) for step in after.get(later, ()))

    assert followers(after) == {pair for pair in product(NAMES, NAMES) if follows(*pair)}


def test_narrow_begins_no_earlier_than_what_it_follows() -> None:
    assert narrow({"a": (5, 6), "b": (1, 9)}, {"b": ["a"]}) == {"a": (5, 6), "b": (5, 9)}


def test_narrow_ends_no_later_than_what_follows() -> None:
    assert narrow({"a": (1, 9), "b": (2, 4)}, {"b": ["a"]}) == {"a": (1, 4), "b": (2, 4)}


def test_narrow_through_several_steps_and_open_bounds() -> None:
    spans = {"a": (3, None), "b": (None, None), "c": (None, 7)}
    assert narrow(spans, {"c": ["b"], "b": ["a"]}) == {"a": (3, 7), "b": (3, 7), "c": (3, 7)}


def test_narrow_leaves_out_what_the_order_does_not_speak_of() -> None:
    assert narrow({"a": (1, 2), "b": (1, 2), "c": (1, 2)}, {"b": ["a"]}).keys() == {"a", "b"}


def test_narrow_shows_what_the_dates_rule_out() -> None:
    found = narrow({"a": (8, 9), "b": (1, 2)}, {"b": ["a"]})
    assert found["b"] == (8, 2)


def test_narrow_takes_a_name_without_a_span_for_unknown() -> None:
    assert narrow({"a": (3, 4)}, {"a": ["b"], "c": ["a"]}) == {"a": (3, 4)}


def test_narrow_goes_on_past_a_name_without_a_span() -> None:
    after = {"b": ["a", "0"], "z": ["b"]}
    assert sequence(after) == ["0", "a", "b", "z"]
    assert narrow({"a": (3, 9), "b": (2, 4)}, after) == {"a": (3, 4), "b": (3, 4)}


def test_narrow_refuses_a_circle() -> None:
    with pytest.raises(ValueError, match=r"^the order goes in a circle$"):
        narrow({"a": (1, 2)}, {"a": ["a"]})


def test_narrow_changes_nothing_given() -> None:
    given_spans: dict[str, Span] = {"a": (5, 6), "b": (1, 9)}
    narrow(given_spans, {"b": ["a"]})
    assert given_spans == {"a": (5, 6), "b": (1, 9)}


@given(acyclic, st.fixed_dictionaries(dict.fromkeys(NAMES, spans)))
@settings(max_examples=60, deadline=None)
def test_narrow_keeps_exactly_the_days_that_the_order_allows(after: After, given_spans: dict[str, Span]) -> None:
    """Against every way of putting each event on a day; an open bound lies two days beyond all others."""
    days = {
        name: range(-2 if first is None else first, (7 if last is None else last) + 1)
        for name, (first, last) in given_spans.items()
    }
    allowed = [
        dict(zip(NAMES, chosen, strict=True))
        for chosen in product(*(days[name] for name in NAMES))
        if all(chosen[NAMES.index(earlier)] <= chosen[NAMES.index(name)] for name in after for earlier in after[name])
    ]
    assume(allowed)
    for name, (first, last) in narrow(given_spans, after).items():
        possible = {days_chosen[name] for days_chosen in allowed}
        assert (min(possible), max(possible)) == (-2 if first is None else first, 7 if last is None else last)
