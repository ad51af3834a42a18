"""What `diff` says of one change at a time."""

from __future__ import annotations

from typing import Any

import pytest
from builders import (
    ceasefire,
    claim,
    clashes,
    denies,
    event,
    fact,
    faction,
    log,
    person,
    place,
    says,
    source,
    split,
    war,
)

from ikhtilaf.query.diff import UnknownDifferenceError, diff, kind_of
from ikhtilaf.store import Store

Row = dict[str, Any]


def changes(old: Store, new: Store, *what: str) -> list[str]:
    """Every difference as `WHAT ID[/PART] FIELD CHANGE`, but for states."""
    rows = [row for row in diff(old, new, what) if row["what"] != "state"]
    return [
        " ".join(filter(None, (row["what"], f"{row['id']}/{row['part']}" if row["part"] else row["id"], row["field"])))
        + f" {row['change']}"
        for row in rows
    ]


def states(old: Store, new: Store) -> list[str]:
    """Every state that differs, as `PAIR[@PLACE] FROM..UNTIL OLD > NEW`, with `+` what is possible, `?` not certain."""

    def said(answer: Row) -> str:
        more = "".join(f"+{state}" for state in answer["possible"])
        return f"{answer['state']}{more}{'' if answer['certain'] else '?'}"

    return [
        f"{' '.join(row['between'])}{'@' + row['place'] if row['place'] else ''} "
        f"{row['from']}..{row['until'] or ''} {said(row['old'])} > {said(row['new'])}"
        for row in diff(old, new, ["state"])
    ]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("2015", "2015-06", "sharpened"),
        ("2015-06", "2015", "widened"),
        ("2015-06", "2015-07", "moved"),
        ("2015-06/2015-07", "2015-07/2015-08", "moved"),
        ("../2015", "2015", "sharpened"),
        ("2015/..", "2015", "sharpened"),
        ("2015", "2015/..", "widened"),
        ("2015", "2015-01/2015-12", "changed"),  # other words for the same days
    ],
)
def test_dates(old: str, new: str, change: str) -> None:
    assert changes(log(event("e", old, factions=["a"])), log(event("e", new, factions=["a"]))) == [
        f"event e date {change}"
    ]


FIELDS: dict[str, tuple[Any, Any]] = {
    "title": ("one", "two"),
    "text": ("one", "two"),
    "wording": ("", "by summer"),
    "slip": ("", "it says June"),
    "people": ({}, {"omar": "leads"}),
    "places": ([], ["east"]),
    "terms": ((), ("peace",)),
    "postscript": (False, True),
    "background": (False, True),
    "type": ("fight", "attack"),
    "factions": ({"a": "party"}, {"a": "initiator"}),
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_an_event(field: str) -> None:
    things = (place("east"), person("omar"))
    old, new = ({"factions": ["a"], field: value} for value in FIELDS[field])
    rows = [*diff(log(event("e", "2015", **old), *things), log(event("e", "2015", **new), *things), ["event"])]
    assert [(row["field"], row["change"]) for row in rows] == [(field, "changed")]
    assert [rows[0]["old"], rows[0]["new"]] == [list(one) if isinstance(one, tuple) else one for one in FIELDS[field]]


def test_what_an_event_follows_and_ends_without_what_follows_from_that() -> None:
    def made(*after: str, ends: tuple[str, ...] = ()) -> Store:
        return log(
            war("a", "b", "2015", id="first"),
            clashes("a", "b", "2015", id="second", after=["first"]),
            event("third", "2015", factions=["a"], after=after, ends=ends),
        )

    assert changes(made("first"), made("second")) == ["event third after changed"]
    assert changes(made("second"), made("second", "first")) == []
    assert changes(made(), made(ends=("first",))) == ["event third ends changed"]


def test_things_come_and_go() -> None:
    old = log(event("e", "2015", factions=["a"]), source("s"), place("p"), person("q"), faction("x"))
    new = log(event("f", "2016", factions=["a"]), source("t"), place("r"), person("u"), faction("y"))
    assert changes(old, new) == [
        "event f added",
        "event e removed",
        "faction y added",
        "faction x removed",
        "source t added",
        "source s removed",
        "place r added",
        "place p removed",
        "person u added",
        "person q removed",
    ]
    assert changes(old, new, "source", "person") == [
        "source t added",
        "source s removed",
        "person u added",
        "person q removed",
    ]


def test_a_new_event_is_one_row_and_says_what_it_is() -> None:
    (row,) = diff(log(), log(event("e", "2015-06", says("a", "b", "war"), title="A war begins")), ["event", "claim"])
    assert (row["change"], row["old"], row["new"]) == ("added", None, "2015-06: A war begins")


def test_an_event_of_another_id_only_was_renamed() -> None:
    old, new = (
        log(event(name, "2015", says("a", "b", "war"), title="A war", text="It begins.")) for name in ("e", "f")
    )
    (row,) = diff(old, new)
    assert (row["id"], row["change"], row["old"], row["new"]) == ("f", "renamed", "e", "f")


def test_claims() -> None:
    def made(*claims: Any) -> Store:
        return log(event("e", "2015", factions=["a"], claims=claims), source("s"), source("t"))

    assert changes(made(claim()), made(claim(), claim("s"))) == ["claim e/s added"]
    assert changes(made(claim(), claim("s")), made(claim("s"))) == ["claim e/paper withdrawn"]
    assert changes(made(claim("s")), made(denies("s"))) == ["claim e/s stance changed"]
    assert changes(made(claim("s", cites=["Y1"])), made(claim("s", cites=["Y2"]))) == ["claim e/s cites changed"]
    assert changes(made(claim("s")), made(claim("s", hedge="about"))) == ["claim e/s hedge changed"]
    assert changes(made(claim("s")), made(claim("t"))) == ["claim e/t added", "claim e/s withdrawn"]
    assert changes(made(claim("s"), claim("t")), made(claim("t"), claim("s"))) == []
    assert changes(made(claim(cites=["Y1"])), made(claim(cites=["Y1"]), claim(cites=["Y2"]))) == ["claim e/paper added"]


def test_relations() -> None:
    def made(*relations: Any) -> Store:
        return log(event("e", "2015", *relations, factions=["a", "b", "c"]), place("east"))

    war_, local = says("a", "b", "war"), says("a", "b", "war", places=["east"])
    assert changes(made(war_), made(says("b", "a", "war"))) == []
    assert changes(made(war_), made(says("a", "b", "clashes"))) == ["relation e/a b state changed"]
    assert changes(made(war_), made(local)) == ["relation e/a b places changed"]
    assert changes(made(war_), made(war_, local)) == ["relation e/a b added"]
    assert changes(made(war_), made(says("b", "c", "war"))) == ["relation e/b c added", "relation e/a b removed"]
    assert changes(made(says("a", "b", "war", until="2016")), made(says("a", "b", "war", until="2016-05"))) == [
        "relation e/a b until sharpened"
    ]


def test_ties_facts_and_what_is_claimed_of_them() -> None:
    old = log(split("b", "a", "2015"), fact("a", "strength", figure=300, date="2015"), source("s"))
    new = log(
        split("b", "a", "2015-06", claims=[claim(), claim("s")]),
        fact("a", "strength", figure=350, date="2015"),
        fact("a", "strength", figure=500, date="2016"),
        source("s"),
    )
    assert changes(old, new) == [
        "tie b split_from a date sharpened",
        "claim b split_from a/s added",
        "fact a strength figure changed",
        "fact a strength added",
    ]


def test_regions_and_what_a_log_says_of_itself() -> None:
    old = log(place("north", "region", includes=("east",)), place("east"), place("west"))
    new = log(place("north", "region", includes=("east", "west")), place("east"), place("west"))
    assert changes(old, new) == ["place north takes_in changed"]
    inside = log(place("north", "region", includes=("east",)), place("east"), place("west", "district", "east"))
    assert changes(old, inside, "place") == [
        "place north takes_in changed",
        "place west kind changed",
        "place west within changed",
    ]


def test_states_that_resolve_differently() -> None:
    old = log(war("a", "b", "2015"))
    new = log(war("a", "b", "2015"), ceasefire("a", "b", "2016-03-10"))
    assert states(old, new) == ["a b 2016-03-10.. war > ceasefire"]
    assert states(new, old) == ["a b 2016-03-10.. ceasefire > war"]
    sharper = log(war("a", "b", "2015-06"))
    assert states(old, sharper) == [
        "a b 2015-01-01..2015-05-31 unknown+war? > unknown",
        "a b 2015-06-30..2015-12-30 unknown+war? > war",
    ]


def test_a_state_that_is_only_less_certain_differs_too() -> None:
    old, new = log(war("a", "b", "2015-06-01")), log(war("a", "b", "2015-06-01", claims=[claim(hedge="perhaps")]))
    assert states(old, new) == ["a b 2015-06-01.. war > war?"]


def test_of_a_place_only_what_is_said_of_it() -> None:
    old = log(war("a", "b", "2015-06-01"), place("east"))
    new = log(war("a", "b", "2015-06-01"), ceasefire("a", "b", "2016-01-01", places=["east"]))
    assert states(old, new) == ["a b@east 2016-01-01.. war > ceasefire"]
    wider = log(
        war("a", "b", "2015-06-01"),
        ceasefire("a", "b", "2016-01-01", places=["east"]),
        clashes("a", "b", "2017-01-01"),
    )
    assert states(new, wider) == ["a b 2017-01-01.. war > clashes", "a b@east 2017-01-01.. ceasefire > clashes"]


def test_an_offshoot_has_what_its_parent_now_has() -> None:
    old, new = (
        log(split("b", "a", "2015-06-01"), faction("c")),
        log(split("b", "a", "2015-06-01"), war("a", "c", "2014")),
    )
    assert "b c 2015-06-01.. unknown > war?" in states(old, new)


def test_days_are_counted() -> None:
    old = log(ceasefire("a", "b", "2015-06-01", until="2015-06-10"))
    rows = [*diff(log(faction("a"), faction("b")), old, ["state"])]
    assert [(row["from"], row["until"], row["days"]) for row in rows] == [("2015-06-01", "2015-06-10", 10)]


@pytest.mark.parametrize(("typed", "kind"), [("events", "event"), ("People", "person"), ("state", "state")])
def test_kinds_are_found_in_either_number(typed: str, kind: str) -> None:
    assert kind_of(typed) == kind


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownDifferenceError) as raised:
        kind_of("evnt")
    assert raised.value.remedy == "Did you mean event?"
