"""Random logs for hypothesis, small enough that everything in them may meet everything else.

Every event has a hidden day on which it truly was; the dates of the log lie around such days, and what follows, ends or
lasts does so by them. So no log contradicts itself, however vague it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builders import HERE, REPORTER, claim, faction, model, place, says, source, tie
from hypothesis import strategies as st

from ikhtilaf.dates import Date, iso, parse, span
from ikhtilaf.model.things import Assertion, Claim, Event, Log, Place, Source
from ikhtilaf.model.vocabulary import STANCES

START = parse("2015-01-01").latest or 0
LENGTH = 24
COVERS = f"{iso(START)}/{iso(START + LENGTH - 1)}"
FACTIONS = "abcd"
PAIRS = (("a", "b"), ("b", "a"), ("a", "b"), ("a", "c"), ("b", "c"), ("c", "d"))
SOURCES = ("s1", "s2", "s3")
STATES = ("war", "tolerance", "alliance")

offsets = st.integers(0, LENGTH - 1)
days = offsets.map(lambda offset: START + offset)
asked_days = st.integers(-3, LENGTH + 9).map(lambda offset: START + LENGTH - offset)


class Shape(NamedTuple):
    """What the logs may have in them."""

    vague: bool = True
    ends: bool = True
    doubts: bool = True
    places: bool = True
    ties: bool = True
    events: int = 7


EVERYTHING = Shape()


@st.composite
def dates(draw: st.DrawFn, true: int, *, vague: bool = True, open_ends: bool = True) -> Date:
    """A date that may mean the day `true`."""
    if not vague:
        return span(true, true)
    before, behind = draw(st.integers(0, 5)), draw(st.integers(0, 5))
    form = draw(st.integers(0, 6 if open_ends else 3))
    if form <= 1:
        return span(true, true)
    if form <= 3:
        return span(true - before, true + behind)
    if form == 4:
        return parse(f"../{iso(true + behind)}")
    return parse(f"{iso(true)}/..") if form == 5 else parse(f"{iso(true + before)}~/..")


@st.composite
def claims(draw: st.DrawFn, *, doubts: bool = True) -> tuple[Claim, ...]:
    """One to three claims; most of them assert."""
    if not doubts:
        return (claim(draw(st.sampled_from(SOURCES))),)
    said = st.builds(
        claim,
        st.sampled_from(SOURCES),
        st.sampled_from(["asserts", "asserts", "asserts", *STANCES]),
        st.sampled_from(["", "", "about"]),
    )
    return tuple(draw(st.lists(said, min_size=1, max_size=3)))


@st.composite
def all_places(draw: st.DrawFn) -> list[Place]:
    """Places that lie in, or are taken in by, places before them."""
    count = draw(st.integers(1, 4))
    ids = [f"p{number}" for number in range(count)]
    inside = [draw(st.none() | st.sampled_from(ids[:number])) if number else None for number in range(count)]
    taken_in: dict[str, list[str]] = {one: [] for one in ids}
    for number, one in enumerate(ids[1:], 1):
        for outer in draw(st.lists(st.sampled_from(ids[:number]), max_size=1)):
            taken_in[outer].append(one)
    return [
        place(one, "region" if taken_in[one] else "area", within, includes=tuple(taken_in[one]))
        for one, within in zip(ids, inside, strict=True)
    ]


@st.composite
def relations(draw: st.DrawFn, true: int, places: Sequence[str], shape: Shape) -> Assertion:
    """What an event of that day says of two factions."""
    a, b = draw(st.sampled_from(PAIRS))
    began, begins = true, None
    if draw(st.booleans()) and draw(st.booleans()):
        began = draw(days)
        begins = draw(dates(began, vague=shape.vague))
    until = None
    if shape.ends and draw(st.integers(0, 3)) == 3:
        until = draw(dates(began + draw(st.integers(0, 10)), vague=shape.vague))
    local = bool(places) and draw(st.integers(0, 2)) == 2
    where = draw(st.lists(st.sampled_from(places), min_size=1, max_size=2, unique=True)) if local else []
    made = says(a, b, draw(st.sampled_from(STATES)), places=where)
    return Assertion(HERE, made.between, made.state, begins, until, made.places)


@st.composite
def all_events(draw: st.DrawFn, places: Sequence[str], shape: Shape) -> list[Event]:
    """Events in the order of their hidden days; each may follow, and end, some before it."""
    found: list[Event] = []
    count = draw(st.integers(1, shape.events))
    for number, true in enumerate(sorted(draw(st.lists(days, min_size=count, max_size=count)))):
        before = [one.id for one in found]
        some = st.lists(st.sampled_from(before), max_size=2, unique=True) if before else st.just([])
        said = draw(st.lists(relations(true, places, shape), min_size=1, max_size=2))
        taking_part = {name: "party" for one in said for name in one.between}
        found.append(
            Event(
                HERE,
                f"e{number}",
                draw(dates(true, vague=shape.vague)),
                "fight",
                f"event {number}",
                "what happened",
                taking_part,
                draw(claims(doubts=shape.doubts)),
                places=tuple(draw(st.lists(st.sampled_from(places), max_size=2, unique=True))) if places else (),
                after=tuple(draw(some)) if draw(st.booleans()) else (),
                ends=tuple(draw(some)) if shape.ends and draw(st.booleans()) else (),
                relations=tuple(said),
            )
        )
    return found


@st.composite
def all_sources(draw: st.DrawFn) -> list[Source]:
    """The sources, each dated, some of them vaguely; each may speak for a faction."""
    found = [source(REPORTER, iso(START + LENGTH), kind="article")]
    for name in SOURCES:
        date = draw(dates(draw(days), open_ends=False))
        found.append(source(name, date.text, draw(st.none() | st.sampled_from(FACTIONS))))
    return found


@st.composite
def logs(draw: st.DrawFn, shape: Shape = EVERYTHING) -> Log:
    """A log of four factions, some of which split from others."""
    places = draw(all_places()) if shape.places else []
    ties = []
    if shape.ties:
        for number, child in enumerate(FACTIONS[1:], 1):
            for parent in draw(st.lists(st.sampled_from(FACTIONS[:number]), max_size=1 + draw(st.integers(0, 1)))):
                kind = draw(st.sampled_from(["split_from", "split_from", "renamed_from", "part_of"]))
                date = draw(st.none() | days.flatmap(lambda day: dates(day, vague=shape.vague)))
                ties.append(tie(child, kind, parent, None if date is None else date.text))
    events = draw(all_events([one.id for one in places], shape))
    shuffled = draw(st.permutations(events))
    return model(*draw(all_sources()), *places, *(faction(name) for name in FACTIONS), *ties, *shuffled, covers=COVERS)
