"""Which events are hostile, or an agreement, between two: by what they assert, else by type and roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from builders import claim, denies, event, log, says

from ikhtilaf.dates import Answer
from ikhtilaf.query.recorded import Relation, agreement, hostility, recorded_between

YES, MAYBE, NO = Answer.YES, Answer.UNDETERMINED, Answer.NO
TWO = {"a": "party", "b": "party"}
THREE = TWO | {"c": "party"}

HOSTILE: list[tuple[str, Mapping[str, str], Sequence[Relation], Answer]] = [
    ("fight", TWO, [], YES),
    ("fight", THREE, [], MAYBE),
    ("fight", TWO, [("b", "a", "war")], YES),
    ("statement", TWO, [("b", "a", "clashes")], YES),
    ("statement", TWO, [("a", "b", "tension")], NO),
    ("statement", TWO, [], NO),
    ("killing", {"a": "initiator", "b": "target"}, [], NO),
    ("attack", {"a": "initiator", "b": "target"}, [], YES),
    ("attack", {"b": "initiator", "a": "target", "c": "initiator"}, [], YES),
    ("attack", {"a": "initiator", "b": "initiator", "c": "target"}, [], NO),
    ("attack", {"a": "initiator", "b": "observer", "c": "target"}, [], NO),
    ("fight", {"a": "party", "b": "supporter", "c": "party"}, [], NO),
    ("fight", {"a": "party", "b": "target"}, [], MAYBE),
    ("fight", TWO | {"c": "observer"}, [], YES),
    # a and b on one side, c on the other
    ("fight", THREE, [("a", "c", "clashes"), ("b", "c", "clashes")], NO),
    # c fights a; what b did is not said
    ("fight", THREE, [("a", "c", "clashes")], MAYBE),
    ("fight", TWO, [("a", "b", "ceasefire")], MAYBE),
]


@pytest.mark.parametrize(("kind", "roles", "relations", "answer"), HOSTILE)
def test_what_is_hostile(kind: str, roles: Mapping[str, str], relations: Sequence[Relation], answer: Answer) -> None:
    assert hostility(kind, roles, relations, {"a"}, {"b"}) is answer
    assert hostility(kind, roles, relations, {"b"}, {"a"}) is answer


AGREED: list[tuple[str, Mapping[str, str], Sequence[Relation], Answer]] = [
    ("agreement", TWO, [], YES),
    ("agreement", TWO | {"c": "mediator"}, [], YES),
    ("agreement", THREE, [], MAYBE),
    ("agreement", {"a": "party", "b": "mediator", "c": "party"}, [], NO),
    ("negotiation", TWO, [], NO),
    ("negotiation", TWO, [("a", "b", "tolerance")], YES),
    ("cooperation", TWO, [("a", "b", "alliance")], YES),
    ("agreement", TWO, [("a", "b", "war")], MAYBE),
]


@pytest.mark.parametrize(("kind", "roles", "relations", "answer"), AGREED)
def test_what_is_an_agreement(
    kind: str, roles: Mapping[str, str], relations: Sequence[Relation], answer: Answer
) -> None:
    assert agreement(kind, roles, relations, {"a"}, {"b"}) is answer
    assert agreement(kind, roles, relations, {"b"}, {"a"}) is answer


def test_a_side_may_be_several_factions() -> None:
    roles = {"a1": "initiator", "b2": "target"}
    assert hostility("attack", roles, [], {"a1", "a2"}, {"b1", "b2"}) is YES
    made = log(
        event("one", "2015", factions=["a1", "b2"]),
        event("two", "2016", factions=["a1", "a2"]),
        event("three", "2017", factions=["b1", "a2", "c"]),
    )
    found = recorded_between(made, ("a1", "a2"), ("b1", "b2"))
    assert [(one.id, one.hostile) for one in found] == [("one", YES), ("three", MAYBE)]


def test_only_what_somebody_speaks_for_counts_and_only_what_is_vouched_for_surely() -> None:
    made = log(
        event("sure", "2015-01", says("a", "b", "war")),
        event("hedged", "2015-02", says("a", "b", "war"), claims=[claim(hedge="perhaps")]),
        event("alleged", "2015-03", says("a", "b", "war"), claims=[claim(stance="alleges")]),
        event("disputed", "2015-04", says("a", "b", "war"), claims=[claim(), denies()]),
        event("denied", "2015-05", says("a", "b", "war"), claims=[denies()]),
    )
    found = recorded_between(made, ("a",), ("b",))
    vouched = {one.id: one.vouched for one in found}
    assert vouched == {"sure": True, "hedged": False, "alleged": False, "disputed": False}
    assert next(one.sources for one in found if one.id == "disputed") == ("paper", "denier")


def test_more_events_than_one_statement_takes_are_all_found() -> None:
    made = log(*(event(f"e{number}", "2015", factions=["a", "b"]) for number in range(900)))
    assert len(recorded_between(made, ("a",), ("b",))) == 900
