"""What the checks of a whole log let pass, and what they do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikhtilaf.dates.order import in_order
from ikhtilaf.log import checks
from ikhtilaf.log.graph import circles
from ikhtilaf.model import vocabulary

Found = Callable[..., list[str]]


def names(found: list[str]) -> list[str]:
    return [line.split(" ", 1)[1] for line in found]


def places(*lines: str) -> tuple[str, str]:
    """The change that puts in a section of places."""
    return "factions:", "\n".join(("places:", *(f"  {line}" for line in lines), "factions:"))


def south(fields: str) -> tuple[str, str]:
    """The change that gives South more fields."""
    return "name: South}", f"name: South, {fields}}}"


def north(fields: str) -> tuple[str, str]:
    """The change that gives North more fields."""
    return "name: North}", f"name: North, {fields}}}"


def paper(fields: str, *more: str) -> tuple[str, str]:
    """The change that gives the paper more fields, and puts in other sources."""
    return "title: A paper}", "\n".join((f"title: A paper{fields}}}", *(f"  {line}" for line in more)))


def tie(kind: str, faction: str) -> str:
    return f"ties: [{{kind: {kind}, faction: {faction}, claims: [{{}}]}}]"


TALK = "{cites: [P1]}", "{cites: [P1]}\n      - {source: talk}"
ON_THE_HILL = "    type: fight", "    type: fight\n    places: [hill]"
HILL = "hill: {kind: area, name: Hill}"
LATER = """\
  - id: later
    date: 2016
    type: fight
    title: Later
    factions: {north: party, south: party}
    text: x
    ends: [clash]
    claims: [{cites: [P2]}]"""
FACT = "facts: [{kind: character, text: Small., claims: [{}]}]"

NO_PROBLEM: dict[str, list[tuple[str, str]]] = {
    "a name given twice to one thing": [south("aliases: [south, SOUTH, Söuth]")],
    "a place called as a faction is": [places("north: {kind: province, name: North}")],
    "names in place of ids": [("[north, south]", "[North, SOUTH]")],
    "no citations where there are no passages": [("{cites: [P1]}", "{}")],
    "a citation of a passage": [paper(", passages: [P1]")],
    "a faction named where there is nothing": [
        paper(", passages: [P1, P2], holds_nothing: {P2: none}"),
        south("cites: [P2]"),
    ],
    "a postscript": [("date: 2015-06", "date: 2018-06\n    postscript: yes")],
    "background": [("date: 2015-06", "date: 2013\n    background: yes")],
    "perhaps after what the log covers": [("date: 2015-06", "date: 2017-12~")],
    "perhaps a postscript": [("date: 2015-06", "date: 2017-12~\n    postscript: yes")],
    "a log without an end": [("covers: 2014/2017", "covers: 2014/.."), ("date: 2015-06", "date: 2099")],
    "an end in the month of the beginning": [("state: clashes", "state: clashes, until: 2015-06-01")],
    "a beginning before the event": [("state: clashes", "state: clashes, from: 2014, until: 2015-01")],
    "an end of what is older than the event that tells of it": [
        ("state: clashes", "state: clashes, from: 2014"),
        ("{cites: [P1]}", f"{{cites: [P1]}}\n{LATER.replace('2016', '2015-02')}"),
    ],
    "an end of what may have begun": [
        ("state: clashes", "state: clashes, from: 2016-12"),
        ("{cites: [P1]}", f"{{cites: [P1]}}\n{LATER}"),
    ],
    "the same words": [paper("", "talk: {kind: interview, title: A talk, same_words_as: paper}"), TALK],
    "a province that nothing names, and its country": [
        places("hill: {kind: province, name: Hill, within: land}", "land: {kind: country, name: Land}"),
    ],
    "a region around a place, and its other places": [
        places(HILL, "east: {kind: region, name: East, includes: [hill, dale]}", "dale: {kind: area, name: Dale}"),
        ON_THE_HILL,
    ],
    "a faction with a fact": [("name: South}", f"name: South}}\n  west: {{kind: faction, name: West, {FACT}}}")],
    "what split and merged again": [south(tie("merged_into", "north")), north(tie("split_from", "south"))],
    "a part of what came from it": [south(tie("part_of", "north")), north(tie("split_from", "south"))],
}


def changed(text: str, changes: list[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("case", NO_PROBLEM)
def test_what_is_no_problem(case: str, found: Found, small: str) -> None:
    assert found(changed(small, NO_PROBLEM[case])) == []


PROBLEMS: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "a place that nothing names": ([places(HILL)], ["unused"]),
    "a passage of another source": (
        [
            paper(", passages: [P1]", "talk: {kind: interview, title: A talk, passages: [T1]}"),
            ("{cites: [P1]}", "{cites: [P1]}\n      - {source: talk, cites: [P1]}"),
        ],
        ["unknown-passage"],
    ),
    "a faction named in an unknown passage": ([paper(", passages: [P1]"), south("cites: [P2]")], ["unknown-passage"]),
    "an interview cited nowhere in what reports it": (
        [paper(", passages: [P1]", "talk: {kind: interview, title: A talk, reported_by: paper}"), TALK],
        ["claim-cites-nothing"],
    ),
    "every reference of a source": (
        [paper(", affiliation: x, place: y, reported_by: z, same_words_as: paper")],
        ["unknown-faction", "unknown-place", "unknown-source"],
    ),
    "two names exchanged": ([("name: South}", "name: North}"), north("aliases: [south]")], ["ambiguous-name"] * 2),
    "an event after itself": (
        [("    type: fight", "    type: fight\n    ends: [clash]\n    after: [clash]")],
        ["ends-itself", "order-cycle"],
    ),
    "an end of what begins later and is of an unknown faction": (
        [
            ("between: [north, south], state: clashes", "between: [north, x], state: clashes, from: 2017"),
            ("{cites: [P1]}", f"{{cites: [P1]}}\n{LATER}"),
        ],
        ["unknown-faction", "ends-later-relation"],
    ),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_is_a_problem(case: str, found: Found, small: str) -> None:
    changes, expected = PROBLEMS[case]
    assert names(found(changed(small, changes))) == expected


def test_every_kind_of_fact_has_its_fields() -> None:
    assert list(checks.FACT_FIELDS) == list(vocabulary.FACT_KINDS)


EDGES = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), max_size=6)


@given(edges=EDGES)
def test_circles_are_circles_and_none_is_missed(edges: dict[str, list[str]]) -> None:
    found = circles(edges)
    for circle in found:
        assert all(after in edges[name] for name, after in zip(circle, [*circle[1:], circle[0]], strict=True))
    assert len([name for circle in found for name in circle]) == len({name for circle in found for name in circle})
    everything = set(edges) | {target for targets in edges.values() for target in targets}
    assert bool(found) == (set(in_order(edges)) != everything)


@given(edges=EDGES)
def test_in_order_each_name_stands_behind_what_it_refers_to(edges: dict[str, list[str]]) -> None:
    order = in_order(edges)
    assert len(order) == len(set(order))
    for place, name in enumerate(order):
        assert set(edges.get(name, ())) <= set(order[:place])


def test_a_long_chain_is_no_deep_recursion() -> None:
    edges = {str(number): [str(number + 1)] for number in range(50_000)}
    assert circles(edges) == []
    assert len(in_order(edges)) == 50_001
    edges["50000"] = ["0"]
    assert len(circles(edges)[0]) == 50_001
