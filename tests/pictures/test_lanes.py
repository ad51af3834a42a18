"""Lanes: what they draw is what the rules answer, on every day, and never surer."""

from __future__ import annotations

import pytest
from builders import alliance, ceasefire, claim, denies, event, log, n, place, region, split, tension, war
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.model.vocabulary import UNKNOWN
from ikhtilaf.pictures.drawn import How, how, worth_showing
from ikhtilaf.pictures.lanes import Lane, Lanes, lanes_text, make_lanes
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters, make_filters
from ikhtilaf.query.resolve import resolve
from ikhtilaf.store import Store


def lanes(store: Store, **given: object) -> Lanes:
    return make_lanes(Assertions(store), make_filters(store, **given))  # type: ignore[arg-type]


def only(made: Lanes) -> Lane:
    (lane,) = made.lanes
    return lane


def drawn(lane: Lane, day: str) -> How:
    (piece,) = [piece for piece in lane.pieces if piece.first <= n(day) < piece.end]
    return piece.shown.how


def test_a_vague_beginning_is_drawn_from_its_first_to_its_last_day() -> None:
    lane = only(lanes(log(war("a", "b", "2015-22"))))
    assert drawn(lane, "2015-05-31") is How.UNKNOWN
    assert drawn(lane, "2015-06-01") is How.POSSIBLE
    assert drawn(lane, "2015-08-30") is How.POSSIBLE
    assert drawn(lane, "2015-08-31") is How.CERTAIN
    assert lane.pieces[1].shown.possible == ("war",)


def test_a_beginning_that_is_open_may_have_been_on_any_day() -> None:
    lane = only(lanes(log(war("a", "b", "../2015-03"))))
    assert drawn(lane, "2014-01-01") is How.POSSIBLE
    assert drawn(lane, "2015-03-31") is How.CERTAIN


def test_a_vague_end_is_drawn_as_such() -> None:
    made = log(war("a", "b", "2015-01-01", id="w"), event("over", "2016-03/2016-05", ends=["w"]))
    lane = only(lanes(made))
    assert drawn(lane, "2016-02-29") is How.CERTAIN
    assert drawn(lane, "2016-03-01") is How.ENDING
    assert drawn(lane, "2016-05-30") is How.ENDING
    assert drawn(lane, "2016-06-01") is How.UNKNOWN


def test_what_somebody_denies_is_not_certain() -> None:
    lane = only(lanes(log(war("a", "b", "2015", claims=(claim(), denies())))))
    assert drawn(lane, "2016-01-01") is How.UNSURE


def test_what_is_contested_shows_each_state() -> None:
    made = log(war("a", "b", "2015-01-01"), ceasefire("a", "b", "2015-01-01"))
    piece = only(lanes(made)).pieces[-1]
    assert piece.shown.how is How.CONTESTED
    assert piece.shown.states == ("war", "ceasefire")
    assert "war or ceasefire" in piece.shown.words


def test_what_is_inherited_says_from_whom() -> None:
    made = log(war("a", "b", "2015-01-01"), split("c", "a", "2016-01-01"), tension("c", "x", "2016-02"))
    lane = next(lane for lane in lanes(made).lanes if lane.pair == ("b", "c"))
    assert drawn(lane, "2015-12-31") is How.UNKNOWN
    assert drawn(lane, "2016-01-01") is How.INHERITED
    assert lane.pieces[-1].shown.words == "war, inherited from a, not certain"
    assert lane.pieces[-1].shown.mark == "^"


def test_a_postscript_is_said_to_be_one() -> None:
    made = log(war("a", "b", "2015"), ceasefire("a", "b", "2017-11-08", postscript=True), covers="2014/2017-10")
    found = lanes(made)
    assert found.end == n("2017-11-08") + 1
    assert [piece.shown.postscript for piece in only(found).pieces][-2:] == [False, True]
    assert only(found).pieces[-1].shown.mark.endswith("†")


def test_a_place_has_a_lane_where_something_else_is_said_of_it() -> None:
    made = log(region("east", "nangarhar"), war("a", "b", "2015"), ceasefire("a", "b", "2016-02-01", places=["east"]))
    assert [lane.place for lane in lanes(made).lanes] == [None, "east"]
    assert [lane.place for lane in lanes(made, place=["nangarhar"]).lanes] == ["nangarhar"]
    assert [lane.place for lane in lanes(made, place=["east"]).lanes] == ["east"]


def test_lanes_stand_under_the_faction_with_most_of_them() -> None:
    made = log(*(war("hub", other, "2015", id=other) for other in "zyx"), war("x", "y", "2015", id="xy"))
    assert [(lane.hub, lane.other) for lane in lanes(made).lanes] == [
        ("hub", "x"),
        ("hub", "y"),
        ("hub", "z"),
        ("x", "y"),
    ]
    assert lanes(made, faction=["y"]).groups[0][0] == "y"


def test_events_are_marks_on_the_days_on_which_they_may_have_been() -> None:
    made = log(
        place("nangarhar"),
        war("a", "b", "2015-01-01"),
        ceasefire("a", "b", "2016-01-01", id="here", places=["nangarhar"]),
        event("talks", "2016-04-05", factions=["a", "b"]),
        event("raid", "2016-05", factions=["a", "b"], places=["nangarhar"]),
        event("doubted", "../2016-06", factions=["a", "b"], claims=(claim(), denies())),
        event("elsewhere", "2016-05", factions=["a", "c"]),
    )
    general, local = lanes(made).lanes
    assert [mark.event for mark in general.marks] == ["war", "talks", "doubted"]
    assert [mark.event for mark in local.marks] == ["here", "raid"]
    exact, doubted = general.marks[1], general.marks[2]
    assert (exact.first, exact.last, exact.sure) == (n("2016-04-05"), n("2016-04-05"), True)
    assert (doubted.first, doubted.last, doubted.sure) == (None, n("2016-06"), False)


def test_since_and_until_bound_the_days() -> None:
    from ikhtilaf.dates import parse

    made = lanes(log(war("a", "b", "2015")), since=parse("2016-02"), until=parse("2016-03"))
    assert (made.first, made.end) == (n("2016-01-31") + 1, n("2016-03") + 1)
    assert [(piece.first, piece.end) for piece in only(made).pieces] == [(made.first, made.end)]


def test_the_days_begin_with_the_year_in_which_anything_is_told() -> None:
    assert lanes(log(war("a", "b", "2016-05"))).first == n("2015") + 1
    talked = log(event("talks", "2015-02", factions=["a", "b"]), war("a", "b", "2016-05"))
    assert lanes(talked).first == n("2014") + 1
    assert only(lanes(talked)).pieces[0].first == n("2014") + 1


def test_states_choose_the_lanes_that_show_one() -> None:
    made = log(war("a", "b", "2015"), alliance("a", "c", "2015"))
    assert [lane.other for lane in lanes(made, state=["alliance"]).lanes] == ["c"]
    assert lanes(made, contested=True).lanes == ()


def test_no_lane_where_nothing_is_known() -> None:
    assert lanes(log(event("talks", "2016", factions=["a", "b"]))).lanes == ()


def test_every_day_of_every_lane_is_what_the_rules_answer(shipped: Assertions) -> None:
    made = make_lanes(shipped)
    assert len(made.lanes) > 100
    for lane in made.lanes:
        candidates = shipped.of(lane.pair)
        assert lane.pieces[0].first == made.first
        assert lane.pieces[-1].end == made.end
        for piece, following in zip(lane.pieces, (*lane.pieces[1:], None), strict=True):
            assert following is None or following.first == piece.end
            for day in {piece.first, (piece.first + piece.end) // 2, piece.end - 1}:
                answer = resolve(candidates, day, lane.place, shipped.world)
                if not worth_showing(answer):
                    assert piece.shown.how is How.UNKNOWN
                    continue
                shown = piece.shown
                assert (shown.state, shown.states, shown.possible) == (answer.state, answer.states, answer.possible)
                assert shown.how is how(answer, day)
                assert (shown.how is How.CERTAIN) == (answer.certain and answer.state != UNKNOWN)
                if answer.states:
                    assert piece.events[0] in {candidate.event for candidate in answer.standing}


def test_the_words_say_what_is_drawn(shipped: Assertions) -> None:
    made = make_lanes(shipped, make_filters(shipped.store, between=("quetta", "isk-f")))
    rows = lanes_text(made)
    assert len(rows) == sum(piece.shown.how is not How.UNKNOWN for lane in made.lanes for piece in lane.pieces)
    ceasefires = [row for row in rows if row["state"] == "ceasefire"]
    assert [(row["first"], row["how"]) for row in ceasefires] == [
        ("2017-10-18", "certain"),
        ("2017-11-01", "may have ended"),
    ]
    assert "quetta-iskf-ceasefire" in ceasefires[0]["happened"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["war", "clashes", "alliance"]),
            st.sampled_from(["2014", "2015-22", "../2015-03", "2016-01-05", "2016~", "2017-02/2017-09"]),
            st.sampled_from([None, "2016", "2017-03", "2016-06/2017-08"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_nothing_is_ever_drawn_surer_than_it_is(said: list[tuple[str, str, str | None]]) -> None:
    from builders import stands

    things = []
    for number, (state, date, until) in enumerate(said):
        given = {"until": until} if until and until > date.lstrip("./") else {}
        things.append(stands(state, "a", "b", date, id=f"e{number}", **given))
    store = log(*things)
    assertions = Assertions(store)
    made = make_lanes(assertions, Filters(between=("a", "b")))
    candidates = assertions.of(("a", "b"))
    for lane in made.lanes:
        for piece in lane.pieces:
            for day in {piece.first, piece.end - 1}:
                answer = resolve(candidates, day, None, assertions.world)
                assert piece.shown.how is how(answer, day)
    store.close()


@pytest.mark.parametrize("covers", ["2014/2017-10", "2014/..", "../2017"])
def test_a_log_whose_span_is_open_is_drawn_as_far_as_it_tells(covers: str) -> None:
    made = lanes(log(war("a", "b", "2015-03"), ceasefire("a", "b", "2017-02"), covers=covers))
    assert made.first < made.end
    assert len(made.lanes) == 1
