"""The rules of docs/relations.md, one by one, each with a small log of its own."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from builders import (
    alliance,
    ask,
    ceasefire,
    claim,
    clashes,
    cooperation,
    cordial,
    denies,
    event,
    log,
    n,
    part,
    place,
    region,
    renamed,
    row,
    says,
    split,
    standing,
    stands,
    state,
    tension,
    tie,
    tolerance,
    war,
)

from ikhtilaf.dates import parse
from ikhtilaf.model.things import Claim, Event
from ikhtilaf.model.vocabulary import STATES
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import stretches
from ikhtilaf.query.relations import answers, relations
from ikhtilaf.query.resolve import Candidate, Outcome, resolve
from ikhtilaf.query.views import make_view
from ikhtilaf.query.world import World

ABOUT = [claim(hedge="reportedly")]
ALLEGED = [claim(stance="alleges")]
DENIED = [denies()]

LAND = (
    place("land", "country"),
    place("east", within="land"),
    place("west", within="land"),
    place("achin", "district", within="east"),
    place("kot", "district", within="east"),
    region("border", "east"),
)


# Rule 1: what is a candidate


def test_rule_1_nothing_said_of_a_pair_says_nothing_of_another() -> None:
    made = log(war("a", "b", "2015"), war("c", "d", "2015", id="other"))
    assert state(made, "a", "c", "2016") == "unknown"


def test_rule_1_the_order_of_the_pair_does_not_count() -> None:
    made = log(war("b", "a", "2015"))
    assert state(made, "a", "b", "2016") == state(made, "b", "a", "2016") == "war"


@pytest.mark.parametrize(
    ("said_of", "asked", "known"),
    [
        ("east", "east", True),
        ("east", "achin", True),
        ("border", "achin", True),
        ("border", "east", True),
        ("land", "achin", True),
        ("achin", "east", False),
        ("achin", "kot", False),
        ("east", "west", False),
        ("east", "border", False),
        ("border", "west", False),
        ("east", None, False),
        ("land", None, False),
    ],
)
def test_rule_1_a_place_covers_what_lies_in_it_and_what_it_includes(
    said_of: str, asked: str | None, known: bool
) -> None:
    made = log(*LAND, war("a", "b", "2015", places=[said_of]))
    assert state(made, "a", "b", "2016", asked) == ("war" if known else "unknown")


@pytest.mark.parametrize("asked", [None, "land", "border", "east", "achin"])
def test_rule_1_general_covers_everything(asked: str | None) -> None:
    made = log(*LAND, war("a", "b", "2015"))
    assert state(made, "a", "b", "2016", asked) == "war"


def test_rule_1_an_assertion_about_several_places_counts_in_each() -> None:
    made = log(*LAND, war("a", "b", "2015", places=["achin", "west"]))
    assert [state(made, "a", "b", "2016", where) for where in ("achin", "west", "kot")] == ["war", "war", "unknown"]


def test_rule_1_the_places_of_an_event_are_not_those_of_what_it_says() -> None:
    made = log(*LAND, event("fight", "2015", says("a", "b", "war"), places=["east"]))
    assert state(made, "a", "b", "2016") == "war"


@pytest.mark.parametrize("stance", ["asserts", "admits", "alleges"])
def test_rule_1_somebody_speaks_for_it(stance: str) -> None:
    made = log(war("a", "b", "2015", claims=[claim(stance=stance), denies("other")]))
    assert state(made, "a", "b", "2016") == "war"


@pytest.mark.parametrize("stance", ["doubts", "denies"])
def test_rule_1_nobody_speaks_for_it(stance: str) -> None:
    made = log(war("a", "b", "2015", claims=[claim(stance=stance)]))
    assert state(made, "a", "b", "2016") == "unknown"
    assert [verdict.outcome for verdict in ask(made, "a", "b", "2016").verdicts] == [Outcome.APART]


def test_rule_1_what_nobody_speaks_for_supersedes_nothing() -> None:
    made = log(war("a", "b", "2015"), ceasefire("a", "b", "2016", claims=DENIED))
    assert state(made, "a", "b", "2017") == "war"


def test_rule_1_it_may_have_begun_from_the_first_day_and_has_certainly_begun_on_the_last() -> None:
    made = log(war("a", "b", "2015-22"))  # summer: June to August
    before, first, last = (ask(made, "a", "b", day) for day in ("2015-05-31", "2015-06-01", "2015-08-31"))
    assert (before.state, before.possible) == ("unknown", ())
    assert (first.state, first.possible) == ("unknown", ("war",))
    assert ask(made, "a", "b", "2015-08-30").possible == ("war",)
    assert (last.state, last.possible) == ("war", ())


def test_rule_1_a_date_with_an_open_beginning_may_have_begun_at_any_time() -> None:
    made = log(war("a", "b", "../2015-03"))
    assert ask(made, "a", "b", "1990").possible == ("war",)
    assert state(made, "a", "b", "2015-03-31") == "war"


@pytest.mark.parametrize("date", ["2016-23/..", "2016-23/"])
def test_rule_1_from_a_on_began_within_a(date: str) -> None:
    made = log(war("a", "b", date))
    assert ask(made, "a", "b", "2016-11-29").possible == ("war",)
    assert state(made, "a", "b", "2016-11-30") == "war"


def test_rule_1_any_other_interval_began_somewhere_in_it() -> None:
    made = log(war("a", "b", "2016-01/2016-06"))
    assert state(made, "a", "b", "2016-06-29") == "unknown"
    assert state(made, "a", "b", "2016-06-30") == "war"


def test_rule_1_a_beginning_of_its_own_counts_instead_of_the_event_s_date() -> None:
    made = log(war("a", "b", "2017", begins="2015-05-05"))
    assert state(made, "a", "b", "2015-05-04") == "unknown"
    assert state(made, "a", "b", "2015-05-05") == "war"


def test_rule_1_until_is_the_last_day_on_which_it_stood() -> None:
    made = log(war("a", "b", "2015", until="2016-05-05"))
    assert state(made, "a", "b", "2016-05-05") == "war"
    assert state(made, "a", "b", "2016-05-06") == "unknown"


def test_rule_1_it_has_certainly_ended_only_after_the_last_bound_of_its_end() -> None:
    made = log(war("a", "b", "2015", until="2016-05"))
    assert state(made, "a", "b", "2016-05-31") == "war"
    assert state(made, "a", "b", "2016-06-01") == "unknown"


def test_rule_1_an_end_without_a_last_day_is_never_certain() -> None:
    made = log(war("a", "b", "2015", until="2016/.."))
    assert state(made, "a", "b", "2030") == "war"
    assert ask(made, "a", "b", "2016-01-01").certain
    assert not ask(made, "a", "b", "2016-01-02").certain


def test_rule_1_an_end_of_which_no_day_is_known_ends_nothing() -> None:
    assert ask(log(war("a", "b", "2015", until="../..")), "a", "b", "2016").certain


def test_rule_1_what_began_nobody_knows_when_had_begun_by_its_end() -> None:
    made = log(war("a", "b", "../..", until="2018"), ceasefire("a", "c", "../.."))
    assert ask(made, "a", "b", "2018-12-30").possible == ("war",)
    assert ask(made, "a", "b", "2018-12-31").states == ("war",)
    assert ask(made, "a", "c", "2018-12-31").possible == ("ceasefire",)


def test_rule_1_an_end_before_the_beginning_does_not_say_when_it_began() -> None:
    (candidate,) = Assertions(log(war("a", "b", "2016", until="2015"))).of(("a", "b"))
    assert candidate.began == (n("2015") + 1, n("2016"))


def test_rule_1_an_event_ends_what_another_said_and_its_day_still_counts() -> None:
    made = log(war("a", "b", "2015"), event("peace", "2016-05-05", factions=["a"], ends=["war"]))
    assert state(made, "a", "b", "2016-05-05") == "war"
    assert state(made, "a", "b", "2016-05-06") == "unknown"


def test_rule_1_an_event_ends_everything_that_another_said() -> None:
    begun = event("begun", "2015", says("a", "b", "war"), says("a", "c", "alliance"), says("a", "d", "war"))
    made = log(begun, war("a", "d", "2015"), event("over", "2016-05-05", factions=["a"], ends=["begun"]))
    assert [state(made, "a", other, "2017") for other in "bcd"] == ["unknown", "unknown", "war"]


def test_rule_1_of_several_ends_the_first_certain_one_counts() -> None:
    made = log(
        war("a", "b", "2015", until="2017-01-01"),
        event("peace", "2016-05", factions=["a"], ends=["war"]),
        event("truce", "2016-09-09", factions=["a"], ends=["war"]),
    )
    assert ask(made, "a", "b", "2016-04-30").certain
    assert not ask(made, "a", "b", "2016-05-01").certain
    assert state(made, "a", "b", "2016-05-31") == "war"
    assert state(made, "a", "b", "2016-06-01") == "unknown"


def test_rule_1_an_end_that_nobody_speaks_for_does_not_count() -> None:
    made = log(war("a", "b", "2015"), event("peace", "2016", factions=["a"], ends=["war"], claims=DENIED))
    assert ask(made, "a", "b", "2017").state == "war"
    assert ask(made, "a", "b", "2017").certain


@pytest.mark.parametrize("claims", [ABOUT, ALLEGED, [claim(), denies()], [claim(), claim("other", "doubts")]])
def test_rule_1_an_end_that_nobody_vouches_for_only_may_have_come(claims: list[Claim]) -> None:
    made = log(war("a", "b", "2015"), event("peace", "2016-05-05", factions=["a"], ends=["war"], claims=claims))
    assert ask(made, "a", "b", "2016-05-04").certain
    for day in ("2016-05-05", "2016-05-06", "2030"):
        assert (ask(made, "a", "b", day).state, ask(made, "a", "b", day).certain) == ("war", False)


def test_rule_1_what_no_source_of_a_view_speaks_of_has_nobody_for_it() -> None:
    made = log(war("a", "b", "2015"), cordial("c", "d", "2015", claims=[claim("other")]))
    [candidate] = Assertions(made, make_view(made, "other")).of(("a", "b"))
    assert (candidate.sources, candidate.supported, candidate.vouched) == ((), False, False)


# Rule 2: later beats earlier


def test_rule_2_later_beats_earlier() -> None:
    made = log(war("a", "b", "2015"), ceasefire("a", "b", "2016-05-05"))
    assert state(made, "a", "b", "2016-05-04") == "war"
    assert ask(made, "a", "b", "2016-05-05").states == ("ceasefire",)


def test_rule_2_what_may_not_have_begun_beats_nothing_yet() -> None:
    made = log(war("a", "b", "2015"), ceasefire("a", "b", "2016-05"))
    answer = ask(made, "a", "b", "2016-05-30")
    assert (answer.state, answer.possible, answer.certain) == ("war", ("ceasefire",), False)
    assert ask(made, "a", "b", "2016-05-31").states == ("ceasefire",)


def test_rule_2_what_may_be_later_or_not_beats_nothing() -> None:
    made = log(war("a", "b", "2015"), ceasefire("a", "b", "2015-06"))
    assert ask(made, "a", "b", "2016").states == ("war", "ceasefire")


def test_rule_2_the_same_day_is_not_later() -> None:
    made = log(war("a", "b", "2015-05-05"), ceasefire("a", "b", "2015-05-05"))
    assert state(made, "a", "b", "2016") == "contested"


def test_rule_2_a_declared_order_makes_it_later() -> None:
    made = log(war("a", "b", "2015"), ceasefire("a", "b", "2015", after=["war"]))
    assert state(made, "a", "b", "2016") == "ceasefire"


def test_rule_2_a_declared_order_counts_through_several_steps_and_other_events() -> None:
    made = log(
        war("a", "b", "2015"),
        event("first", "2015", factions=["c"], after=["war"]),
        event("second", "2015", factions=["d"], after=["first"]),
        ceasefire("a", "b", "2015", after=["second"]),
    )
    assert state(made, "a", "b", "2016") == "ceasefire"


def test_rule_2_a_declared_order_and_dates_make_one_chain() -> None:
    """The ceasefire follows an event of June, so it is later than the war of May, though all it says is 2015."""
    made = log(
        war("a", "b", "2015-05"),
        event("talks", "2015-06", factions=["c"]),
        ceasefire("a", "b", "2015", after=["talks"]),
    )
    assert state(made, "a", "b", "2015-12-31") == "ceasefire"
    assert ask(made, "a", "b", "2015-05-31").possible == ()
    assert ask(made, "a", "b", "2015-06-01").possible == ("ceasefire",)


def test_rule_2_what_is_followed_began_no_later_than_what_follows() -> None:
    made = log(war("a", "b", "2015"), event("talks", "2015-06-05", factions=["c"], after=["war"]))
    assert ask(made, "a", "b", "2015-06-04").possible == ("war",)
    assert state(made, "a", "b", "2015-06-05") == "war"


@pytest.mark.parametrize("own", ["war", "ceasefire"])
def test_rule_2_a_declared_order_does_not_count_where_either_has_a_beginning_of_its_own(own: str) -> None:
    begins = {own: "2015"}
    made = log(
        war("a", "b", "2015", begins=begins.get("war")),
        ceasefire("a", "b", "2015", after=["war"], begins=begins.get("ceasefire")),
    )
    assert state(made, "a", "b", "2016") == "contested"


def test_rule_2_beginnings_of_their_own_are_compared_by_their_dates() -> None:
    made = log(war("a", "b", "2015-09", begins="2015-06"), ceasefire("a", "b", "2015-03", begins="2015-08"))
    assert state(made, "a", "b", "2016") == "ceasefire"


def test_rule_2_the_same_state_said_again_does_not_end_what_it_repeats() -> None:
    made = log(war("a", "b", "2015-03", id="first"), war("a", "b", "2016", id="again"))
    assert standing(made, "a", "b", "2017") == ["first", "again"]
    assert row(made, "a", "b", "2017")["since"]["date"] == "2015-03"


def test_rule_2_what_fell_still_beats_what_was_before_it() -> None:
    made = log(war("a", "b", "2014", id="first"), ceasefire("a", "b", "2015"), war("a", "b", "2016", id="again"))
    assert standing(made, "a", "b", "2017") == ["again"]
    assert row(made, "a", "b", "2017")["since"]["date"] == "2016"


def test_rule_2_comes_before_rule_3() -> None:
    """A general state that certainly began later supersedes one said of a place before."""
    made = log(*LAND, war("a", "b", "2015", places=["east"]), ceasefire("a", "b", "2016"))
    assert state(made, "a", "b", "2017", "east") == "ceasefire"


def test_rule_2_the_verdict_names_the_rule_and_what_superseded() -> None:
    made = log(war("a", "b", "2015"), ceasefire("a", "b", "2016"))
    fallen = [verdict for verdict in ask(made, "a", "b", "2017").verdicts if verdict.outcome is Outcome.FELL]
    assert [(one.candidate.event, one.rule, one.by) for one in fallen] == [("war", 2, "ceasefire")]


@pytest.mark.parametrize(
    ("things", "outcome", "rule", "reason"),
    [
        ([war("a", "b", "2015")], Outcome.STANDS, 4, "it stands"),
        ([war("a", "b", "2015", until="2016/2018")], Outcome.STANDS, 4, "it stands, but may have ended"),
        (
            [war("a", "b", "2015", claims=ALLEGED)],
            Outcome.STANDS,
            4,
            "it stands, but nobody vouches for it, or somebody speaks against it",
        ),
        ([war("a", "b", "2016/2018")], Outcome.POSSIBLE, 5, "it may not have begun"),
        ([war("a", "b", "2018")], Outcome.APART, 1, "it had not begun"),
        ([war("a", "b", "2015", until="2016")], Outcome.APART, 1, "it had ended (2016)"),
        (
            [war("a", "b", "2015"), event("over", "2016", ends=["war"], factions=["a"])],
            Outcome.APART,
            1,
            "it had ended (over)",
        ),
        ([war("a", "b", "2015", claims=DENIED)], Outcome.APART, 1, "nobody speaks for it"),
        ([war("a", "b", "2015", places=["east"])], Outcome.APART, 1, "it is said of east only"),
    ],
)
def test_a_verdict_says_what_became_of_an_assertion_by_which_rule_and_why(
    things: list[Event], outcome: Outcome, rule: int, reason: str
) -> None:
    [verdict] = ask(log(*things), "a", "b", "2017-06-06").verdicts
    assert (verdict.outcome, verdict.rule, verdict.reason, verdict.by) == (outcome, rule, reason, None)


def test_a_verdict_says_to_which_event_an_assertion_fell_and_why() -> None:
    made = log(
        *LAND,
        war("parent", "x", "2014"),
        split("child", "parent", "2015"),
        tension("child", "x", "2016"),
        ceasefire("child", "x", "2017-01-01"),
        clashes("child", "x", "2017-02-02", places=["east"]),
    )
    verdicts = {one.candidate.event: one for one in ask(made, "child", "x", "2017-06-06", "east").verdicts}
    assert {event: (one.outcome, one.rule, one.reason, one.by) for event, one in verdicts.items()} == {
        "war": (Outcome.FELL, 7, "inherited, and by then there was a state of its own", "clashes"),
        "tension": (Outcome.FELL, 2, "superseded: clashes began later", "clashes"),
        "ceasefire": (Outcome.FELL, 2, "superseded: clashes began later", "clashes"),
        "clashes": (Outcome.STANDS, 4, "it stands", None),
    }


def test_a_verdict_names_the_narrower_place() -> None:
    made = log(*LAND, war("a", "b", "2016", places=["east"]), ceasefire("a", "b", "2016"))
    [stands, fell] = ask(made, "a", "b", "2017", "east").verdicts
    assert (stands.candidate.event, stands.outcome) == ("war", Outcome.STANDS)
    assert (fell.outcome, fell.rule, fell.by) == (Outcome.FELL, 3, "war")
    assert fell.reason == "of east something else is said"


# Rule 3: narrower beats wider


def test_rule_3_narrower_beats_wider() -> None:
    made = log(*LAND, ceasefire("a", "b", "2016-05"), war("a", "b", "2016-05", places=["east"]))
    assert [state(made, "a", "b", "2017", where) for where in (None, "east", "achin", "west")] == [
        "ceasefire",
        "war",
        "war",
        "ceasefire",
    ]


def test_rule_3_fronts_that_go_on_after_a_general_ceasefire_are_at_war_there() -> None:
    made = log(*LAND, ceasefire("a", "b", "2016"), clashes("a", "b", "2017-02", places=["achin"]))
    assert state(made, "a", "b", "2017-03", "achin") == "clashes"
    assert state(made, "a", "b", "2017-03", "east") == "ceasefire"


def test_rule_3_through_every_width() -> None:
    made = log(
        *LAND,
        alliance("a", "b", "2015"),
        cordial("a", "b", "2015", places=["border"]),
        tension("a", "b", "2015", places=["east"]),
        war("a", "b", "2015", places=["achin"]),
    )
    asked = (None, "west", "border", "east", "kot", "achin")
    assert [state(made, "a", "b", "2016", where) for where in asked] == [
        "alliance",
        "alliance",
        "cordial",
        "tension",
        "tension",
        "war",
    ]


def test_rule_3_places_that_merely_both_cover_are_equal() -> None:
    made = log(
        *LAND,
        region("hills", "achin"),
        ceasefire("a", "b", "2015", places=["hills"]),
        war("a", "b", "2015", places=["border"]),
    )
    assert ask(made, "a", "b", "2016", "achin").states == ("war", "ceasefire")


def test_rule_3_what_may_not_have_begun_does_not_win_yet() -> None:
    made = log(*LAND, ceasefire("a", "b", "2016"), war("a", "b", "2017", places=["east"]))
    answer = ask(made, "a", "b", "2017-05-05", "east")
    assert (answer.state, answer.possible, answer.certain) == ("ceasefire", ("war",), False)


def test_rule_3_unless_the_wider_one_certainly_began_later() -> None:
    """Of the same state, so that rule 2 lets both stand."""
    made = log(*LAND, war("a", "b", "2015", id="local", places=["east"]), war("a", "b", "2016", id="general"))
    assert standing(made, "a", "b", "2017", "east") == ["local", "general"]


def test_rule_3_the_wider_one_of_the_same_state_falls_where_it_is_not_later() -> None:
    made = log(*LAND, war("a", "b", "2015", id="general"), war("a", "b", "2016", id="local", places=["east"]))
    assert standing(made, "a", "b", "2017", "east") == ["local"]


def test_rule_3_the_wider_one_that_may_be_later_falls() -> None:
    made = log(*LAND, war("a", "b", "2016-05", places=["east"]), ceasefire("a", "b", "2016"))
    assert state(made, "a", "b", "2017", "east") == "war"


# Rule 4: the answer


def test_rule_4_several_states_are_contested() -> None:
    made = log(
        war("a", "b", "2015", claims=[claim("one")]), ceasefire("a", "b", "2015-06", claims=[claim("two", "alleges")])
    )
    answer = ask(made, "a", "b", "2016")
    assert (answer.state, answer.states, answer.certain) == ("contested", ("war", "ceasefire"), False)
    assert {(one.state, one.event, one.sources) for one in answer.standing} == {
        ("war", "war", ("one",)),
        ("ceasefire", "ceasefire", ("two",)),
    }


def test_rule_4_states_are_listed_from_the_worst_to_the_best() -> None:
    made = log(*(event(one, "2015", says("a", "b", one)) for one in reversed(STATES)))
    assert ask(made, "a", "b", "2016").states == tuple(STATES)


def test_rule_4_states_that_follow_each_other_are_not_in_dispute() -> None:
    made = log(war("a", "b", "2014"), tension("a", "b", "2015"), ceasefire("a", "b", "2016"), cordial("a", "b", "2017"))
    assert [state(made, "a", "b", day) for day in ("2014", "2015", "2016", "2017")] == [
        "war",
        "tension",
        "ceasefire",
        "cordial",
    ]


def test_rule_4_the_sources_are_those_that_speak_for_it() -> None:
    made = log(war("a", "b", "2015", claims=[claim("one", "admits"), claim("two", "doubts"), claim("three")]))
    assert row(made, "a", "b", "2016")["sources"] == ["one", "three"]


def test_rule_4_what_stands_is_in_the_order_of_its_beginnings() -> None:
    """By the last day on which it can have begun, then the first, then as the log has it, then by the place."""

    def begun(first: int | None, last: int, event: int, number: int, where: str, state: str = "war") -> Candidate:
        span = (first, last)
        return Candidate(
            *(number, f"e{event}", event, ("a", "b"), state, where, "2015", span, "2015", span, False, ()),
            *(True, True, 0, (), ("paper",), "", "log.yaml:1"),
        )

    in_order = [
        begun(None, 5, 4, 4, "road"),
        begun(1, 5, 3, 3, "road"),
        begun(2, 5, 1, 9, "road"),
        begun(2, 5, 2, 1, "road"),
        begun(2, 5, 2, 2, "hills"),
        begun(2, 5, 2, 2, "road"),
        begun(1, 6, 0, 0, "hills", "alliance"),
        begun(None, 7, 0, 0, "hills", "ceasefire"),
    ]
    world = World([("road", "achin"), ("hills", "achin")], before=lambda _: ())
    mixed = list(in_order)
    for seed in range(10):
        Random(seed).shuffle(mixed)
        answer = resolve(mixed, 9, "achin", world, explained=True)
        assert list(answer.standing) == [one.candidate for one in answer.verdicts] == in_order
        assert answer.states == ("war", "ceasefire", "alliance")


def test_rule_4_states_are_told_from_the_worst_to_the_best() -> None:
    for one, other in combinations(STATES, 2):
        made = log(stands(other, "a", "b", "2015", id="e1"), stands(one, "a", "b", "2015", id="e2"))
        assert row(made, "a", "b", "2016")["states"] == [one, other]


# Rule 5: certain and possible


@pytest.mark.parametrize(
    ("claims", "certain"),
    [
        ([claim()], True),
        ([claim(stance="admits")], True),
        ([claim(hedge="about"), claim("other")], True),
        (ABOUT, False),
        (ALLEGED, False),
        ([claim(), denies()], False),
        ([claim(), claim("other", "doubts")], False),
        ([claim(stance="admits", hedge="rather")], False),
    ],
)
def test_rule_5_certain_where_somebody_vouches_and_nobody_speaks_against(claims: list[Claim], certain: bool) -> None:
    made = log(war("a", "b", "2015", claims=claims))
    answer = ask(made, "a", "b", "2016")
    assert (answer.state, answer.certain) == ("war", certain)


def test_rule_3_what_is_said_of_a_wide_place_on_the_same_day_is_not_later() -> None:
    made = log(war("a", "b", "2015-05-05"), ceasefire("a", "b", "2015-05-05", places=["east"]))
    assert state(made, "a", "b", "2016", "east") == "ceasefire"


def test_rule_3_what_is_declared_to_come_later_of_a_wide_place_stands_beside_the_narrower() -> None:
    made = log(war("a", "b", "2015", id="there", places=["east"]), war("a", "b", "2015", id="all", after=["there"]))
    assert sorted(standing(made, "a", "b", "2016", "east")) == ["all", "there"]


def test_rule_5_one_assertion_that_is_sure_is_enough() -> None:
    made = log(
        war("a", "b", "2015", id="sure"),
        war("a", "b", "2015", id="hedged", claims=ABOUT),
        war("a", "b", "2015", id="ended", until="2015-06/.."),
    )
    assert ask(made, "a", "b", "2016").certain


def test_rule_5_vouched_for_and_lasting_must_be_the_same_assertion() -> None:
    made = log(
        war("a", "b", "2015", id="lasting", claims=ABOUT), war("a", "b", "2015", id="vouched", until="2015-06/..")
    )
    assert not ask(made, "a", "b", "2016").certain


def test_rule_5_certain_in_the_very_place_not_in_one_inside_it_and_explained_alike() -> None:
    made = log(place("achin", "district", within="east"), war("a", "b", "2015-05-05", places=["east"]))
    assertions = Assertions(made)
    for where, certain in (("east", True), ("achin", False)):
        assert ask(made, "a", "b", "2016", where).certain is certain
        assert resolve(assertions.of(("a", "b")), n("2016"), where, assertions.world).certain is certain


def test_rule_5_not_certain_where_it_may_have_ended() -> None:
    made = log(war("a", "b", "2014", until="2015"))
    # The first of January may be the last day on which it stood: it still did.
    assert ask(made, "a", "b", "2015-01-01").certain
    assert (ask(made, "a", "b", "2015-01-02").state, ask(made, "a", "b", "2015-01-02").certain) == ("war", False)


def test_rule_5_certain_to_its_last_day() -> None:
    made = log(war("a", "b", "2014", until="2015-03-05"))
    assert ask(made, "a", "b", "2015-03-05").certain
    assert state(made, "a", "b", "2015-03-06") == "unknown"


def test_a_state_that_ended_on_its_first_possible_day_began_on_it() -> None:
    made = log(war("a", "b", "2015", until="2015-01-01"))
    assert state(made, "a", "b", "2015-01-01") == "war"
    assert state(made, "a", "b", "2015-01-02") == "unknown"


def test_an_undated_state_of_which_nobody_vouches_that_it_ended_is_possible() -> None:
    made = log(war("a", "b", "../.."), event("over", "2016", factions=["a", "b"], claims=ABOUT, ends=["war"]))
    answer = ask(made, "a", "b", "2017")
    assert (answer.state, answer.possible) == ("unknown", ("war",))


def test_a_state_began_before_it_ended() -> None:
    made = log(ceasefire("a", "b", "2016", until="2016-11"), war("a", "b", "2014"))
    assert state(made, "a", "b", "2016-11-29") == "war"
    assert state(made, "a", "b", "2016-11-30") == "ceasefire"
    assert state(made, "a", "b", "2016-12-01") == "war"


def test_rule_5_an_end_with_an_open_beginning_may_have_come_at_any_time() -> None:
    made = log(war("a", "b", "2014", until="../2016"))
    assert (ask(made, "a", "b", "2015").state, ask(made, "a", "b", "2015").certain) == ("war", False)


def test_rule_5_a_possible_state_beside_the_answer_makes_it_less_than_certain() -> None:
    made = log(war("a", "b", "2015"), tolerance("a", "b", "2016"))
    answer = ask(made, "a", "b", "2016-05-05")
    assert (answer.state, answer.states, answer.possible, answer.certain) == ("war", ("war",), ("tolerance",), False)


def test_rule_5_the_same_state_once_more_is_nothing_else() -> None:
    made = log(war("a", "b", "2015", id="first"), war("a", "b", "2016", id="again"))
    answer = ask(made, "a", "b", "2016-05-05")
    assert (answer.possible, answer.certain) == ((), True)


def test_rule_5_what_is_possible_can_fall_to_what_has_begun() -> None:
    """An old vague state that may not have begun yet, and one that certainly came later, here by a declared order."""
    made = log(
        event("before", "2015", says("a", "b", "war"), factions=["a", "b"]),
        event("after", "2015-06-05", says("a", "b", "ceasefire"), factions=["a", "b"], after=["before"]),
    )
    assert ask(made, "a", "b", "2015-06-05").possible == ()
    assert ask(made, "a", "b", "2015-06-04").possible == ("war",)


# Rule 6: what stood before stands again


def test_rule_6_after_an_end_what_stood_before_stands_again_since_the_end() -> None:
    made = log(war("a", "b", "2015-03"), ceasefire("a", "b", "2016-02", until="2016-11"))
    assert state(made, "a", "b", "2016-11-30") == "ceasefire"
    again = row(made, "a", "b", "2017")
    assert (again["state"], again["event"], again["since"]["date"]) == ("war", "war", "2016-11")


def test_rule_6_after_an_end_by_an_event_since_that_event() -> None:
    made = log(
        war("a", "b", "2015"),
        ceasefire("a", "b", "2016-10-18"),
        event("collapse", "2016-11-08~", factions=["a", "b"], type="breakdown", ends=["ceasefire"]),
    )
    again = row(made, "a", "b", "2017")
    assert again["state"] == "war"
    assert again["since"] == {"date": "2016-11-08~", "earliest": "2016-11-01", "latest": "2016-11-15"}


def test_rule_6_unless_it_was_superseded_since() -> None:
    made = log(war("a", "b", "2014"), tension("a", "b", "2015"), ceasefire("a", "b", "2016-02", until="2016-11"))
    assert state(made, "a", "b", "2017") == "tension"


def test_rule_6_what_came_during_it_stands_too() -> None:
    made = log(war("a", "b", "2014"), ceasefire("a", "b", "2015", until="2017"), war("a", "b", "2016", id="again"))
    assert standing(made, "a", "b", "2018") == ["war", "again"]


def test_rule_6_where_it_only_may_have_ended_it_goes_on() -> None:
    made = log(war("a", "b", "2014"), ceasefire("a", "b", "2015", until="2016-05/.."))
    assert (state(made, "a", "b", "2017"), ask(made, "a", "b", "2017").certain) == ("ceasefire", False)


def test_rule_6_the_narrower_ends_and_the_wider_stands_again_there() -> None:
    made = log(*LAND, ceasefire("a", "b", "2015"), war("a", "b", "2016-02", places=["east"], until="2016-11-05"))
    assert state(made, "a", "b", "2016-11-05", "east") == "war"
    again = row(made, "a", "b", "2016-11-06", "east")
    assert (again["state"], again["since"]["date"]) == ("ceasefire", "2016-11-05")


# Rule 7: inheritance


def test_rule_7_an_offshoot_takes_over_the_states_as_they_stood_at_the_split() -> None:
    made = log(war("parent", "x", "2015"), split("child", "parent", "2016-05-05"))
    assert state(made, "child", "x", "2016-05-04") == "unknown"
    found = row(made, "child", "x", "2016-05-05")
    assert (found["state"], found["inherited_from"], found["since"]["date"], found["certain"]) == (
        "war",
        ["parent"],
        "2016-05-05",
        False,
    )
    assert row(made, "parent", "x", "2016-05-05")["inherited_from"] is None


def test_rule_7_only_what_still_stood_at_the_split() -> None:
    made = log(
        war("parent", "x", "2014"),
        ceasefire("parent", "x", "2015"),
        split("child", "parent", "2016"),
    )
    assert ask(made, "child", "x", "2017").states == ("ceasefire",)


def test_rule_7_what_had_ended_by_the_split_is_not_taken_over() -> None:
    made = log(war("parent", "x", "2014", until="2014-05-05"), split("child", "parent", "2016"))
    assert ask(made, "child", "x", "2017").states == ()


def test_rule_7_what_certainly_began_after_the_split_is_not_taken_over() -> None:
    made = log(split("child", "parent", "2016-05-05"), war("parent", "x", "2016-05-06"))
    answer = ask(made, "child", "x", "2017")
    assert (answer.state, answer.possible) == ("unknown", ())
    assert state(made, "parent", "x", "2017") == "war"


def test_rule_7_what_may_have_begun_after_the_split_is_only_possible() -> None:
    made = log(split("child", "parent", "2016-05-05"), war("parent", "x", "2016"))
    for day in ("2016-05-05", "2017", "2030"):
        assert (ask(made, "child", "x", day).state, ask(made, "child", "x", day).possible) == ("unknown", ("war",))
    assert ask(made, "child", "x", "2016-05-04").possible == ()


def test_rule_7_a_vague_split_hands_on_certainly_only_what_had_begun_before_it_all() -> None:
    made = log(split("child", "parent", "2016"), war("parent", "x", "2015"), cordial("parent", "y", "2016-05-05"))
    assert ask(made, "child", "x", "2016-06-06").possible == ("war",)
    assert state(made, "child", "x", "2016-12-31") == "war"
    assert ask(made, "child", "y", "2017").possible == ("cordial",)


def test_rule_7_a_split_without_a_date_lies_before_the_log() -> None:
    made = log(
        split("child", "parent"), war("parent", "x", "2015"), war("parent", "y", "2013", id="old"), covers="2014/2017"
    )
    assert ask(made, "child", "x", "2016").possible == ()
    assert ask(made, "child", "y", "2016").possible == ("war",)


def test_rule_7_through_two_splits() -> None:
    made = log(
        war("one", "x", "2014"),
        war("one", "y", "2015-06", id="other"),
        split("two", "one", "2015-05-05"),
        split("three", "two", "2016-05-05"),
    )
    assert state(made, "three", "x", "2016-05-04") == "unknown"
    found = row(made, "three", "x", "2016-05-05")
    assert (found["state"], found["inherited_from"], found["since"]["date"]) == ("war", ["one"], "2016-05-05")
    assert ask(made, "three", "y", "2017").verdicts == ()


def test_rule_7_what_came_through_fewer_splits_beats_what_came_through_more() -> None:
    made = log(
        war("one", "x", "2014"),
        split("two", "one", "2015-05-05"),
        ceasefire("two", "x", "2015-06-06"),
        split("three", "two", "2016-05-05"),
    )
    found = row(made, "three", "x", "2017")
    assert (found["state"], found["inherited_from"]) == ("ceasefire", ["two"])


def test_rule_7_fewer_splits_beat_more_even_where_the_older_state_began_later() -> None:
    made = log(
        split("two", "one", "2015/2017"),
        war("one", "x", "2014-05"),
        ceasefire("two", "x", "2014-02"),
    )
    assert state(made, "two", "x", "2018") == "ceasefire"


def test_rule_7_through_both_factions_of_a_pair() -> None:
    made = log(
        war("one", "uno", "2014"),
        split("two", "one", "2015-05-05"),
        split("due", "uno", "2016-05-05"),
    )
    assert [state(made, *pair, "2017") for pair in (("two", "uno"), ("one", "due"), ("two", "due"))] == ["war"] * 3
    found = row(made, "two", "due", "2016-05-05")
    assert (found["inherited_from"], found["since"]["date"]) == (["one", "uno"], "2016-05-05")
    assert state(made, "two", "due", "2016-05-04") == "unknown"


def test_rule_7_the_state_with_an_offshoot_s_sibling_is_not_made_up() -> None:
    made = log(war("one", "x", "2014"), split("two", "one", "2015"), split("three", "one", "2015"))
    assert state(made, "two", "three", "2017") == state(made, "one", "two", "2017") == "unknown"


def test_rule_7_a_faction_that_was_renamed_takes_over_everything() -> None:
    made = log(war("old", "x", "2014"), renamed("new", "old", "2015-05-05"))
    found = row(made, "new", "x", "2016")
    assert (found["state"], found["inherited_from"]) == ("war", ["old"])


@pytest.mark.parametrize("kind", ["part_of", "merged_into"])
def test_rule_7_other_ties_hand_on_nothing(kind: str) -> None:
    made = log(war("one", "x", "2014"), tie("two", kind, "one", "2015"))
    assert state(made, "two", "x", "2016") == "unknown"


def test_rule_7_a_state_of_its_own_ends_what_was_inherited_and_after_its_end_that_stands_again() -> None:
    made = log(
        war("parent", "x", "2014"),
        split("child", "parent", "2015-05-05"),
        ceasefire("child", "x", "2016-03-03", until="2016-06-06"),
    )
    days = ("2016-03-02", "2016-03-03", "2016-06-06", "2016-06-07")
    assert [state(made, "child", "x", day) for day in days] == ["war", "ceasefire", "ceasefire", "war"]
    assert row(made, "child", "x", "2016-03-03")["inherited_from"] is None
    again = row(made, "child", "x", "2016-06-07")
    assert (again["inherited_from"], again["since"]["date"]) == (["parent"], "2016-06-06")


def test_rule_7_a_state_of_its_own_that_may_not_have_begun_is_only_possible() -> None:
    made = log(war("parent", "x", "2014"), split("child", "parent", "2015-05-05"), ceasefire("child", "x", "2016"))
    answer = ask(made, "child", "x", "2016-05-05")
    assert (answer.state, answer.possible) == ("war", ("ceasefire",))


def test_rule_7_the_same_state_of_its_own_is_its_own_from_then_on() -> None:
    made = log(war("parent", "x", "2014"), split("child", "parent", "2015-05-05"), war("child", "x", "2016", id="own"))
    found = row(made, "child", "x", "2017")
    assert (found["events"], found["inherited_from"], found["since"]["date"]) == (["own"], None, "2016")


def test_rule_7_comes_before_rule_3() -> None:
    """Its own general state beats what it inherited of a place."""
    made = log(
        *LAND,
        war("parent", "x", "2014", places=["east"]),
        split("child", "parent", "2015-05-05"),
        ceasefire("child", "x", "2016"),
    )
    assert state(made, "child", "x", "2015-06-06", "east") == "war"
    assert state(made, "child", "x", "2017", "east") == "ceasefire"


def test_rule_7_an_own_state_elsewhere_ends_nothing() -> None:
    made = log(
        *LAND,
        war("parent", "x", "2014"),
        split("child", "parent", "2015-05-05"),
        ceasefire("child", "x", "2016", places=["east"]),
    )
    assert [state(made, "child", "x", "2017", where) for where in ("east", "west", None)] == ["ceasefire", "war", "war"]


def test_rule_7_an_end_of_the_parent_s_state_after_the_split_ends_it_for_the_offshoot_too() -> None:
    made = log(war("parent", "x", "2014", until="2016"), split("child", "parent", "2015-05-05"))
    assert (state(made, "child", "x", "2016"), state(made, "child", "x", "2017")) == ("war", "unknown")


def test_rule_7_an_event_that_ends_it_after_the_split_is_the_parent_s_own_story() -> None:
    made = log(
        ceasefire("parent", "x", "2014"),
        split("child", "parent", "2015-05-05"),
        event("broken", "2016-05-05", factions=["parent"], ends=["ceasefire"]),
    )
    assert (state(made, "parent", "x", "2017"), state(made, "child", "x", "2017")) == ("unknown", "ceasefire")


def test_rule_7_a_split_that_everybody_denies_hands_nothing_on() -> None:
    made = log(war("parent", "x", "2014"), split("child", "parent", "2015", claims=[claim(stance="denies")]))
    assert state(made, "child", "x", "2017") == "unknown"


def test_rule_7_two_dates_of_one_split_both_count_whatever_their_order() -> None:
    early, late = split("child", "parent", "2015-05-05"), split("child", "parent", "2016-05-05")
    said = war("parent", "x", "2015-10-10"), cordial("parent", "y", "2014")
    for made in (log(early, late, *said), log(late, early, *said)):
        assert state(made, "child", "y", "2015-06-06") == "cordial"
        assert state(made, "child", "x", "2017") == "war"


def test_rule_7_down_from_one_faction_by_two_ways() -> None:
    """What one parent did not have any more, the other had."""
    made = log(
        split("left", "root", "2014-05-05"),
        split("right", "root", "2016-05-05"),
        split("child", "left", "2017-01-01"),
        split("child", "right", "2017-01-01"),
        war("root", "x", "2015"),
    )
    assert state(made, "left", "x", "2017-02-02") == "unknown"
    assert state(made, "right", "x", "2017-02-02") == "war"
    assert state(made, "child", "x", "2017-02-02") == "war"


# Rule 8: nothing known


def test_rule_8_unknown_is_never_neutral() -> None:
    made = log(war("a", "b", "2015"))
    before = ask(made, "a", "b", "2014")
    assert (before.state, before.states, before.possible, before.standing) == ("unknown", (), (), ())


def test_rule_8_what_may_only_have_begun_leaves_it_unknown() -> None:
    made = log(war("a", "b", "2015"))
    answer = ask(made, "a", "b", "2015-05-05")
    assert (answer.state, answer.possible, answer.certain) == ("unknown", ("war",), False)


def test_rule_8_every_place_of_which_something_else_is_known_gets_a_row() -> None:
    made = log(
        *LAND,
        ceasefire("a", "b", "2015"),
        war("a", "b", "2015", places=["achin", "west"]),
        tension("a", "b", "2020", places=["kot"]),
    )
    rows = list(relations(Assertions(made), n("2017")))
    assert [(one["place"], one["state"]) for one in rows] == [(None, "ceasefire"), ("achin", "war"), ("west", "war")]


def test_rule_8_a_place_row_beside_nothing_in_general() -> None:
    made = log(*LAND, war("a", "b", "2015", places=["east"]))
    rows = list(relations(Assertions(made), n("2017"), Filters(between=("a", "b"))))
    assert [(one["place"], one["state"]) for one in rows] == [(None, "unknown"), ("east", "war")]


def test_rule_8_a_place_asked_for_has_its_own_row_first_then_those_inside_it() -> None:
    made = log(
        *LAND,
        ceasefire("a", "b", "2015"),
        tension("a", "b", "2015", places=["east"]),
        war("a", "b", "2015", places=["achin"]),
        cordial("a", "b", "2015", places=["west"]),
    )
    assertions = Assertions(made)
    found = answers(assertions, ("a", "b"), n("2017"), ["east"])
    assert [(one.place, one.resolution.state) for one in found] == [("east", "tension"), ("achin", "war")]


def test_rule_8_a_pair_of_which_nothing_is_known_has_a_row_only_where_it_is_asked_for() -> None:
    made = log(war("a", "b", "2015"), war("c", "d", "2015", id="other"))
    assert [one["between"] for one in relations(Assertions(made), n("2016"))] == [["a", "b"], ["c", "d"]]
    asked = list(relations(Assertions(made), n("2016"), Filters(between=("a", "c"))))
    assert [(one["between"], one["state"]) for one in asked] == [(["a", "c"], "unknown")]


# Rule 9: umbrellas


def test_rule_9_what_is_asserted_of_an_umbrella_is_not_asserted_of_its_parts() -> None:
    made = log(part("quetta", "taliban"), war("taliban", "x", "2015"), cooperation("quetta", "y", "2015"))
    assert state(made, "quetta", "x", "2016") == state(made, "taliban", "y", "2016") == "unknown"


def test_rule_9_asking_for_an_umbrella_lists_its_rows_and_those_of_each_part() -> None:
    made = log(
        part("quetta", "taliban"),
        part("haqqani", "quetta"),
        part("north", "taliban"),
        war("taliban", "x", "2015", id="one"),
        ceasefire("quetta", "x", "2015", id="two"),
        tension("x", "haqqani", "2015", id="three"),
        war("other", "x", "2015", id="four"),
    )
    assertions = Assertions(made)
    rows = list(relations(assertions, n("2016"), Filters(factions=("taliban",))))
    assert [(one["between"], one["state"]) for one in rows] == [
        (["haqqani", "x"], "tension"),
        (["quetta", "x"], "ceasefire"),
        (["taliban", "x"], "war"),
    ]
    rows = list(relations(assertions, n("2016"), Filters(between=("taliban", "x"))))
    assert [(one["between"], one["state"]) for one in rows] == [
        (["taliban", "x"], "war"),
        (["haqqani", "x"], "tension"),
        (["quetta", "x"], "ceasefire"),
    ]


def test_rule_9_asking_for_a_part_lists_nothing_of_the_umbrella() -> None:
    made = log(part("quetta", "taliban"), war("taliban", "x", "2015", id="one"), war("quetta", "x", "2015", id="two"))
    rows = list(relations(Assertions(made), n("2016"), Filters(factions=("quetta",))))
    assert [one["between"] for one in rows] == [["quetta", "x"]]


def test_the_dates_of_an_answer_are_those_of_the_log() -> None:
    """A season, and an end that is about a month."""
    made = log(war("a", "b", "2015-22", until="2017-11~"))
    found = row(made, "a", "b", "2016")
    assert found["since"] == {"date": "2015-22", "earliest": "2015-06-01", "latest": "2015-08-31"}
    assert found["until"]["date"] == parse("2017-11~").text


@pytest.mark.parametrize(
    ("began", "told", "surely"),
    [
        ("2014/2015-01-01", "2015-01-01", "2015-01-01"),
        ("2014/2015-01-02", "2014/2015-01-02", None),
        ("2014", "2015-01-01", "2015-01-01"),
    ],
)
def test_rule_7_what_is_inherited_holds_since_the_split_unless_it_may_have_begun_later(
    began: str, told: str, surely: str | None
) -> None:
    store = log(war("a", "b", began), split("c", "a", "2015-01-01"))
    (inherited,) = Assertions(store).of(("b", "c"))
    assert inherited.held_since == told
    assert inherited.held == (n("2015-01-01"), None if surely is None else n(surely))


def test_rule_7_what_came_after_the_split_hides_nothing_that_stands_below_it() -> None:
    later = event("earlier-event", "2013", says("a", "b", "war", begins="2016"), factions=["a", "b"])
    store = log(later, ceasefire("a", "b", "2014"), split("c", "a", "2015-01-01"))
    assert [candidate.state for candidate in Assertions(store).of(("b", "c"))] == ["ceasefire"]


def test_rule_5_on_the_last_day_that_it_can_have_begun_it_has() -> None:
    store = log(war("a", "b", "2015-03", id="war"), war("a", "b", "2015", id="vague"))
    found = ask(store, "a", "b", "2015-03-31")
    assert [one.event for one in found.standing] == ["war"]
    assert [one.event for one in found.perhaps] == ["vague"]
    assert {one.candidate.event: one.outcome for one in found.verdicts} == {
        "war": Outcome.STANDS,
        "vague": Outcome.POSSIBLE,
    }


def test_rule_1_what_had_ended_before_the_first_day_asked_for_hides_nothing_that_came_later() -> None:
    store = log(war("a", "b", "2014-01-01", until="2014-06-01"), ceasefire("a", "b", "2015-01-01", id="ceasefire"))
    assertions = Assertions(store)
    (only,) = stretches(assertions.of(("a", "b")), None, assertions.world, n("2016-01-01"))
    assert only.resolution.states == ("ceasefire",)
