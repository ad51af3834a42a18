"""Nothing is drawn surer than it is: held against what is said, day by day, not against how it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

import pytest
from builders import claim, clashes, denies, event, fact, log, n, place, region, split, stands, tie, war
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.model.things import Claim
from ikhtilaf.model.vocabulary import STATES
from ikhtilaf.pictures.axis import cells
from ikhtilaf.pictures.drawn import How, Shown, counted
from ikhtilaf.pictures.graph import graph_text, make_graph
from ikhtilaf.pictures.graph_svg import graph_svg
from ikhtilaf.pictures.lanes import Lane, Lanes, lanes_text, make_lanes
from ikhtilaf.pictures.lanes_svg import lanes_svg
from ikhtilaf.pictures.lanes_terminal import lanes_lines
from ikhtilaf.pictures.look import PLAIN, Look
from ikhtilaf.pictures.patches import Box, patch
from ikhtilaf.pictures.tiles import make_map
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.resolve import Resolution, resolve
from ikhtilaf.query.views import make_view
from ikhtilaf.render.columns import Options
from ikhtilaf.store import Store

PLACES = (place("nangarhar"), place("achin", "district", within="nangarhar"), region("east", "nangarhar", "kunar"))
HEDGED, ALLEGED = claim(hedge="perhaps"), claim(stance="alleges")
CLAIMS = st.sampled_from([(claim(),), (claim(), denies()), (HEDGED,), (ALLEGED,), (denies(),), (ALLEGED, claim("x"))])
DATES = st.sampled_from(["2014", "2014-22", "../2014-03", "2015-01-05", "2014~", "2014-02/2015-09", "2015-06"])
SAID = st.tuples(
    st.sampled_from(["war", "clashes", "alliance"]),
    st.sampled_from([("a", "b"), ("b", "c")]),
    DATES,
    st.sampled_from([None, "2015", "2015-03", "2015-10-20", "2014-06/2015-08"]),
    st.sampled_from([(), ("achin",), ("nangarhar",), ("east",)]),
    CLAIMS,
)
Said = tuple[str, tuple[str, str], str, str | None, tuple[str, ...], tuple[Claim, ...]]


def log_of(said: Sequence[Said]) -> Store:
    """A log of two years, in which `c` comes out of `a`."""
    things = []
    for number, (state, pair, date, until, places, claims) in enumerate(said):
        given = {"until": until} if until and until > date.lstrip("./") else {}
        things.append(stands(state, *pair, date, id=f"e{number}", claims=claims, places=places, **given))
    return log(*PLACES, split("c", "a", "2014-09"), *things, covers="2014/2015")


def answers(assertions: Assertions, lane: Lane, first: int, end: int) -> Iterator[Resolution]:
    """What the rules answer for a lane on each day from the first to before the end."""
    candidates = assertions.of(lane.pair)
    for day in range(first, end):
        yield resolve(candidates, day, lane.place, assertions.world)


def is_solid(shown: Shown) -> bool:
    """Whether an answer is drawn as one patch of the full colour of its state."""
    root = ET.fromstring(f"<g>{''.join(patch(PLAIN, shown, Box(0, 0, 99, 16)))}</g>")
    return any(element.get("class") == f"f-{shown.state}" for element in root.iter("rect"))


@settings(max_examples=25, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=5))
def test_a_bar_is_solid_only_where_every_day_of_it_is_certain(said: list[Said]) -> None:
    store = log_of(said)
    assertions = Assertions(store)
    for lane in make_lanes(assertions).lanes:
        for piece in lane.pieces:
            if is_solid(piece.shown):
                found = {(one.certain, one.states) for one in answers(assertions, lane, piece.first, piece.end)}
                assert found == {(True, (piece.shown.state,))}
    store.close()


def lettered(made: Lanes, lines: Sequence[str], widest: int = 99) -> Iterator[tuple[Lane, str, str]]:
    """Each lane with its letters on a terminal and the marks under them; `widest` is the most that a label takes."""
    labels = [f"  {lane.other}{f', {lane.place}' if lane.place else ''}" for lane in made.lanes]
    margin = min(max(map(len, labels)), widest)
    lanes = iter(made.lanes)
    body = [line for line in lines[1 : lines.index("")] if line.startswith("  ")]
    for line, below in zip(body, [*body[1:], ""], strict=True):
        if line[:margin].strip():
            marks = "" if below[:margin].strip() else below[margin + 1 :]
            yield next(lanes), line[margin + 1 :], marks
    assert next(lanes, None) is None


@pytest.mark.parametrize("width", [None, 20])
@settings(max_examples=15, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=5))
def test_a_letter_stands_alone_only_where_every_day_is_certain_and_alike(width: int | None, said: list[Said]) -> None:
    store = log_of(said)
    assertions = Assertions(store)
    made = make_lanes(assertions)
    if made.lanes:
        lines = list(lanes_lines(made, Options(width=width)))
        # A narrow line has a letter a quarter, unless it is so short a time that a letter a month fits.
        months = next(count for word, count in UNITS.items() if f"one letter is a {word}" in " ".join(lines))
        assert months == 1 or width is not None
        spans = cells(made.first, made.end, months)
        for lane, letters, marks in lettered(made, lines, 12 if width else 99):
            shown = zip(spans, letters.ljust(len(spans)), marks.ljust(len(spans)), strict=True)
            for (first, end), letter, mark in shown:
                found = list(answers(assertions, lane, max(first, made.first), min(end, made.end)))
                if letter == " ":
                    assert not any(one.states for one in found)
                elif mark == " " and letter != "#":
                    assert {(one.certain, one.states) for one in found} == {(True, (states_by_glyph[letter],))}
                elif letter != "?":
                    assert any(one.states for one in found)
    store.close()


UNITS = {"month": 1, "quarter": 3}
states_by_glyph = {state.glyph: state.id for state in STATES.values()}


@pytest.mark.parametrize(
    ("things", "letters", "marks"),
    [
        ((stands("war", "a", "b", "2014-05-02", until="2014-05-02"),), "W", "|"),
        ((stands("war", "a", "b", "2014-05-01", until="2014-05-31"),), "W", " "),
        # What was known does not go under what may have begun after it.
        (
            (
                stands("war", "a", "b", "2014-04-01", until="2014-05-10"),
                stands("ceasefire", "a", "b", "2014-05-15/2014-07-01"),
            ),
            "W",
            "*",
        ),
        ((clashes("a", "b", "2014-05-09/2014-07-01"),), "?", "x"),
    ],
)
def test_a_month_that_is_known_in_part_says_so(things: Sequence[object], letters: str, marks: str) -> None:
    made = make_lanes(Assertions(log(*things, covers="2014")))  # type: ignore[arg-type]
    ((_, drawn, below),) = lettered(made, list(lanes_lines(made, Options())))
    assert (drawn[4], below[4:5] or " ") == (letters, marks)


def is_undisputed(claims: Sequence[Claim]) -> bool:
    """Somebody asserts or admits it without a hedge, and nobody doubts or denies it."""
    plain = {one.stance for one in claims if not one.hedge}
    return bool(plain & {"asserts", "admits"}) and not {one.stance for one in claims} & {"doubts", "denies"}


@settings(max_examples=25, deadline=None)
@given(st.lists(CLAIMS, min_size=1, max_size=4))
def test_a_dot_is_an_event_that_somebody_vouches_for_and_nobody_disputes(said: list[tuple[Claim, ...]]) -> None:
    events = [
        event(f"e{number}", f"2015-05-{number + 1:02}", factions=["a", "b"], claims=claims)
        for number, claims in enumerate(said)
    ]
    store = log(war("a", "b", "2014-06-01"), *events)
    made = make_lanes(Assertions(store))
    look = Look(link=lambda kind, name: f"#{kind}-{name}")
    marks = {a.get("href"): a for a in ET.fromstring(lanes_svg(made, look)).iter("a") if a.find("circle") is not None}
    solid = {href for href, a in marks.items() for dot in a.iter("circle") if dot.get("class") == "solid"}
    assert solid - {"#event-war"} == {
        f"#event-e{number}" for number, claims in enumerate(said) if is_undisputed(claims)
    }
    happened = {name for row in lanes_text(made) for name in row["happened"]}
    spoken = {f"e{number}" for number, claims in enumerate(said) if any(one.stance != "denies" for one in claims)}
    assert happened - {"war"} == spoken
    store.close()


def test_a_mark_says_who_is_against_it() -> None:
    events = (
        event("denied", "2015-05-01", factions=["a", "b"], claims=(denies(),)),
        event("disputed", "2015-06-01", factions=["a", "b"], claims=(claim(), denies())),
    )
    said = lanes_svg(make_lanes(Assertions(log(war("a", "b", "2014-06-01"), *events))))
    assert "denied in short; said by nobody; denied or doubted by denier" in said
    assert "disputed in short; said by paper; denied or doubted by denier" in said
    assert "event alleged, disputed, or perhaps elsewhere" in said


@pytest.mark.parametrize("short", [False, True])
@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([None, "2014", "2015-06", "../2014-03"]), CLAIMS), min_size=1, max_size=4))
def test_a_tie_is_drawn_as_sure_only_where_it_is(short: bool, said: list[tuple[str | None, tuple[Claim, ...]]]) -> None:
    ties = [split(f"t{number}", "a", date, claims) for number, (date, claims) in enumerate(said)]
    wars = [war("a", f"t{number}", "2014-01-01", id=f"w{number}") for number in range(len(said))]
    store = log(*ties, *wars)
    day = n("2015-06-15")
    graph = make_graph(Assertions(store), [day])
    # What has no date has been so since before the log begins.
    sure = [
        is_undisputed(claims) and (date is None or n(date) <= day)
        for date, claims in said
        if any(one.stance != "denies" for one in claims)
    ]
    look = Look(label=lambda kind, name: f"{kind} {name}") if short else PLAIN
    paths = [path for path in ET.fromstring(graph_svg(graph, look)).iter("path") if "Q" in (path.get("d") or "")]
    drawn = {
        cls: sum((p.get("d") or "").count("Q") for p in paths if cls in (p.get("class") or "").split())
        for cls in ("tie", "loose")
    }
    assert drawn == {"tie": sum(sure), "loose": len(sure) - sum(sure)}
    assert sum(row["certain"] for row in graph_text(graph) if row["tie"]) == sum(sure)
    store.close()


def test_a_row_of_a_tie_has_its_days() -> None:
    store = log(split("c", "a", "2017-22"), war("a", "c", "2017-09", id="w"), tie("c", "part_of", "b", "../2016"))
    rows = graph_text(make_graph(Assertions(store), [n("2017-10")], Filters()))
    assert {row["tie"]: row["since"] for row in rows if row["tie"] == "split_from"} == {
        "split_from": {"date": "2017-22", "earliest": "2017-06-01", "latest": "2017-08-31"}
    }


def test_a_band_holds_together_only_those_whom_somebody_ties() -> None:
    wars = (war("a", "x", "2014", id="one"), war("b", "x", "2014", id="two"))
    denied = log(split("b", "a", "2014", claims=(denies(),)), *wars)
    said = log(split("b", "a", "2014", claims=(claim("n1"), denies())), *wars)
    assert 'class="none bloc"' not in graph_svg(make_graph(Assertions(denied), [n("2015")]))
    assert 'class="none bloc"' in graph_svg(make_graph(Assertions(said), [n("2015")]))
    view = make_view(said, "denier")
    assert 'class="none bloc"' not in graph_svg(make_graph(Assertions(said, view), [n("2015")]))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["kabul", "paghman", "middle"]),
            st.booleans(),
            st.sampled_from([None, "2014", "2015-06", "2015-06-15/..", "../2015-06-15"]),
            CLAIMS,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_main_base_is_sure_only_where_one_fact_makes_it_so(
    said: list[tuple[str, bool, str | None, tuple[Claim, ...]]],
) -> None:
    provinces = (
        place("kabul", iso="AF-KAB"),
        place("paghman", "district", within="kabul"),
        region("middle", "kabul", "wardak"),
    )
    facts = [
        fact("a", "area", date=date, places=[where], main=[where] if main else [], claims=claims)
        for where, main, date, claims in said
    ]
    store = log(*provinces, *facts)
    made = make_map(Assertions(store), n("2015-06-15"), Filters(factions=("a",)))
    (kabul,) = [tile for tile in made.tiles if tile.code == "KAB"]
    sure = [
        main
        for where, main, date, claims in said
        if where != "middle" and is_undisputed(claims) and date in {"2015-06", "2015-06-15/..", "../2015-06-15"}
    ]
    present = [(one.sure, one.main_sure) for one in kabul.present] or [(False, False)]
    assert present == [(bool(sure), any(sure))]
    store.close()


def test_what_is_read_out_says_how_sure_it_is() -> None:
    def one(how: How, *states: str, possible: tuple[str, ...] = ()) -> Shown:
        return Shown(how, states[0] if len(states) == 1 else "unknown", states, possible, ())

    many = [
        one(How.UNSURE, "clashes"),
        one(How.CERTAIN, "war"),
        one(How.CERTAIN, "war"),
        one(How.INHERITED, "war"),
        one(How.ENDING, "war"),
        one(How.CONTESTED, "war", "ceasefire"),
        one(How.POSSIBLE, possible=("tension", "ceasefire")),
        one(How.UNKNOWN),
    ]
    assert counted(many) == (
        "war, 2 certain, 2 not certain; clashes, 1 not certain; 1 contested; "
        "1 perhaps tension or ceasefire; 1 known only of some places"
    )
    assert counted([]) == "nothing known"


def test_pictures_of_a_day_count_what_is_certain() -> None:
    from ikhtilaf.pictures.cells import make_cells
    from ikhtilaf.pictures.cells_svg import matrix_svg

    store = log(war("a", "b", "2014"), clashes("a", "c", "2014", claims=(HEDGED,)), stands("tension", "b", "c", "2015"))
    told = "war, 1 certain; clashes, 1 not certain; 1 perhaps tension"
    for made in (
        matrix_svg(make_cells(Assertions(store), n("2015-06-15"))),
        graph_svg(make_graph(Assertions(store), [n("2015-06-15")])),
    ):
        (said,) = re.findall(r"<desc[^>]*>(.*?)</desc>", made)
        assert said.endswith(f": {told}.")
