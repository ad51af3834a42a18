"""Things whole: summaries of factions, listings, what `show` finds, and a pair with its history."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import (
    ceasefire,
    claim,
    denies,
    event,
    fact,
    faction,
    log,
    n,
    part,
    person,
    place,
    region,
    renamed,
    source,
    split,
    tie,
    war,
)

from ikhtilaf.dates import parse
from ikhtilaf.model import vocabulary
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.errors import NothingCalledSoError
from ikhtilaf.query.filters import Filters, make_filters
from ikhtilaf.query.listing import LISTINGS
from ikhtilaf.query.pair import pair_history
from ikhtilaf.query.show import show
from ikhtilaf.query.summary import summary
from ikhtilaf.query.views import make_view

MADE = log(
    place("land", "country"),
    place("east", within="land", iso="XX-E", aliases=("Orient",), note="hot", cites=("Y9",)),
    place("achin", "district", within="east"),
    region("border", "east"),
    source("paper", "2018", passages=("Y1", "Y2", "é%_"), kind="article"),
    source("n1", "2016", "a", reported_by="paper", aliases=("the first",)),
    source("n2", same_words_as="n1", reported_by="paper"),
    source("other", passages=("Y1", "Z"), holds_nothing={"Z": "a title"}),
    faction("a", kind="faction", name="The A", aliases=("Alpha", "First"), note="old"),
    person("omar", name="Mullah Omar", aliases=("M. O.",), note="late"),
    part("a", "umbrella"),
    part("a-part", "a"),
    split("a", "root", "2014-05"),
    renamed("a", "before"),
    tie("gone", "merged_into", "a"),
    tie("a", "part_of", "nothing", claims=[denies("n1")]),
    fact("a", "leader", person="omar", date="2015/..", claims=[claim("n1", cites=["Y2"])]),
    fact("a", "leader", person="rival", claims=[denies("n1")]),
    fact("a", "strength", figure=8000, hedge="about", date="2017-10", claims=[claim("n1"), claim("n2")]),
    fact("a", "share", figure=10, hedge="less than", share_of="b"),
    fact("a", "area", places=["achin", "west"], main=["achin"], date="2016"),
    fact("a", "character", text="well paid"),
    war("a", "b", "2015-22", id="war-ab", claims=[claim("n1", cites=["Y1"])], people={"omar": "for a"}),
    event("left", "2016-05-05", type="defection", factions={"b": "origin", "a": "destination"}, places=["achin"]),
    event("back", "2016/2017", type="defection", factions={"a": "origin", "b": "destination"}),
    event("alleged", "2016", type="defection", factions={"c": "origin", "a": "destination"}, claims=[denies()]),
    event("hired", "2016", type="recruitment", factions={"d": "origin", "a": "destination"}),
    event("omar", "2017", factions=["b"], claims=[claim("other", cites=["Y1", "é%_"])], after=["left"]),
    ceasefire("a", "b", "2017-05-05", places=["east"], claims=[claim("n2", cites=["é%_"])]),
    event("over", "2017-09-09", factions=["a"], ends=["ceasefire"], after=["ceasefire"]),
)

ALPHA = next(summary(MADE, ["a"]))


def test_a_summary_says_who_a_faction_is() -> None:
    assert {key: ALPHA[key] for key in ("id", "name", "kind", "aliases", "note")} == {
        "id": "a",
        "name": "The A",
        "kind": "faction",
        "aliases": ["Alpha", "First"],
        "note": "old",
    }
    assert (ALPHA["part_of"], ALPHA["parts"]) == (["umbrella"], ["a-part"])
    assert (ALPHA["split_from"], ALPHA["renamed_from"], ALPHA["merged_into"]) == (["root"], ["before"], [])
    assert next(summary(MADE, ["gone"]))["merged_into"] == ["a"]
    assert json.loads(json.dumps(ALPHA)) == ALPHA


def test_a_summary_has_the_facts_that_somebody_speaks_for() -> None:
    assert [(one["person"], one["date"], one["sources"], one["cites"]) for one in ALPHA["leaders"]] == [
        ("omar", "2015/..", ["n1"], ["Y2"])
    ]
    strength = {one["kind"]: one for one in ALPHA["strength"]}
    assert (strength["strength"]["figure"], strength["strength"]["hedge"]) == (8000, "about")
    assert (strength["strength"]["date"], strength["strength"]["sources"]) == ("2017-10", ["n1", "n2"])
    assert (strength["share"]["figure"], strength["share"]["of"]) == (10, "b")
    assert [(one["place"], one["main"], one["date"], one["within"]) for one in ALPHA["areas"]] == [
        ("achin", True, "2016", "east"),
        ("west", False, "2016", None),
    ]
    assert [one["text"] for one in ALPHA["character"]] == ["well paid"]


def test_a_summary_counts_defections_that_somebody_speaks_for() -> None:
    assert ALPHA["members_from"] == [{"faction": "b", "events": ["left"]}]
    assert ALPHA["members_to"] == [{"faction": "b", "events": ["back"]}]


def test_a_summary_counts_events_by_the_year_in_which_they_certainly_fall() -> None:
    assert ALPHA["events"] == {"total": 7, "by_year": {"2015": 1, "2016": 3, "2017": 2, "undated": 1}}
    assert (ALPHA["first"], ALPHA["last"]) == ("war-ab", "over")
    assert ALPHA["sources"] == ["denier", "n1", "n2", "paper"]


def test_a_summary_has_the_relations_of_a_day() -> None:
    assert [(one["between"], one["place"], one["state"]) for one in ALPHA["relations"]] == [(["a", "b"], None, "war")]
    june = next(summary(MADE, ["a"], n("2017-06")))
    assert [(one["place"], one["state"]) for one in june["relations"]] == [(None, "war"), ("east", "ceasefire")]
    assert june["as_of"] == "2017-06-30"
    assert [one["with"] for one in june["measures"]] == ["b"]


def test_a_summary_in_a_view_and_with_filters() -> None:
    found = next(summary(MADE, ["a"], view=make_view(MADE, "n2")))
    assert (found["leaders"], [one["figure"] for one in found["strength"]]) == ([], [8000])
    assert (found["sources"], found["events"]["total"]) == (["n2"], 1)
    found = next(summary(MADE, ["a"], filters=make_filters(MADE, since=parse("2016"), until=parse("2016"))))
    assert found["events"]["total"] == 4
    found = next(summary(MADE, ["a"], filters=Filters(since=n("2015"), certain=True)))
    assert found["events"]["total"] == 6


def test_summaries_of_everybody_stand_by_identifier() -> None:
    found = [one["id"] for one in summary(MADE)]
    assert found == sorted(found)
    assert "umbrella" in found
    nobody = next(summary(MADE, ["umbrella"]))
    assert (nobody["parts"], nobody["relations"], nobody["first"]) == (["a"], [], None)
    assert nobody["events"] == {"total": 0, "by_year": {}}


# Listings


def test_listings_of_things() -> None:
    listed = {kind: {one["id"]: one for one in LISTINGS[kind](MADE)} for kind in LISTINGS}
    a = listed["factions"]["a"]
    assert (a["name"], a["split_from"], a["events"], a["aliases"]) == ("The A", ["root"], 7, ["Alpha", "First"])
    assert "umbrella" in a["part_of"]
    assert listed["people"]["omar"]["leads"] == ["a"]
    assert (listed["people"]["omar"]["events"], listed["people"]["rival"]["events"]) == (1, 0)
    assert (listed["places"]["border"]["includes"], listed["places"]["east"]["includes"]) == (["east"], [])
    assert (listed["places"]["achin"]["within"], listed["places"]["achin"]["events"]) == ("east", 1)
    n1 = listed["sources"]["n1"]
    assert (n1["date"], n1["affiliation"], n1["reported_by"], n1["claims"]) == ("2016", "a", "paper", 5)
    assert list(listed["sources"]) == ["n1", "paper", "denier", "n2", "other"]
    for kind in ("factions", "people", "places"):
        assert list(listed[kind]) == sorted(listed[kind])


def test_listings_of_words_are_the_vocabulary() -> None:
    assert [one["id"] for one in LISTINGS["states"](MADE)] == list(vocabulary.STATES)
    counts = {one["id"]: one["assertions"] for one in LISTINGS["states"](MADE)}
    assert (counts["war"], counts["ceasefire"], counts["tension"]) == (1, 1, 0)
    counts = {one["id"]: one["events"] for one in LISTINGS["types"](MADE)}
    assert list(counts) == list(vocabulary.EVENT_TYPES)
    assert (counts["defection"], counts["merger"]) == (3, 0)
    assert [one["id"] for one in LISTINGS["stances"](MADE)] == list(vocabulary.STANCES)
    assert all(one["definition"] for one in LISTINGS["roles"](MADE))


# Show


def test_show_an_event_with_what_it_follows_and_ends() -> None:
    over, ended = show(MADE, "over")[0], show(MADE, "ceasefire")[0]
    assert (over["thing"], over["after"], over["ends"], over["ended_by"]) == ("event", ["ceasefire"], ["ceasefire"], [])
    assert (ended["ends"], ended["ended_by"]) == ([], ["over"])


def test_show_a_faction_by_any_of_its_names() -> None:
    for name in ("a", "The A", "ALPHA"):
        assert [(one["thing"], one["id"]) for one in show(MADE, name)] == [("faction", "a")]


def ids(found: dict[str, Any]) -> list[str]:
    return [event["id"] for event in found["events"]]


def test_show_a_place() -> None:
    found = show(MADE, "orient")[0]
    assert (found["thing"], found["kind"], found["within"], found["iso"]) == ("place", "province", "land", "XX-E")
    assert (found["contains"], found["factions"], ids(found)) == (["achin"], ["a"], ["left"])
    assert found["events"] == [{"id": "left", "date": "2016-05-05", "title": "left in short"}]
    assert (found["aliases"], found["cites"], found["note"]) == (["Orient"], ["Y9"], "hot")


def test_show_everything_that_shares_a_name() -> None:
    found = show(MADE, "omar")
    assert [one["thing"] for one in found] == ["event", "person"]
    assert (found[1]["leads"], ids(found[1]), found[1]["events"][0]["role"]) == (["a"], ["war-ab"], "for a")


def test_show_a_source() -> None:
    found = show(MADE, "The First")[0]
    assert (found["thing"], found["id"], found["date"], found["reported_by"]) == ("source", "n1", "2016", "paper")
    assert (ids(found), found["factions"]) == (["war-ab"], ["a"])
    assert show(MADE, "paper")[0]["reports"] == ["n1", "n2"]
    assert show(MADE, "n2")[0]["same_words_as"] == "n1"


def test_show_a_passage_of_each_text_that_has_it() -> None:
    found = {one["source"]: one for one in show(MADE, "y1")}
    assert (ids(found["paper"]), ids(found["other"])) == (["war-ab"], ["omar"])
    assert show(MADE, "Y2")[0]["facts"] == [{"faction": "a", "kind": "leader", "cites": ["Y2"]}]
    assert (show(MADE, "Z")[0]["holds_nothing"], show(MADE, "Z")[0]["events"]) == ("a title", [])


def test_a_passage_is_taken_letter_by_letter() -> None:
    assert [ids(one) for one in show(MADE, "é%_")] == [["ceasefire"]]


@pytest.mark.parametrize(("word", "thing"), [("war", "state"), ("defection", "event type"), ("denies", "stance"), ("host", "role")])  # fmt: skip  # noqa: E501
def test_show_a_word(word: str, thing: str) -> None:
    assert thing in [one["thing"] for one in show(MADE, word)]
    assert all(one["definition"] for one in show(MADE, word) if one["thing"] == thing)


def test_show_in_a_view_keeps_the_words_that_count() -> None:
    found = show(MADE, "a", make_view(MADE, "n2"))[0]
    assert found["leaders"] == []


def test_what_there_is_not_is_answered_with_what_is_near() -> None:
    with pytest.raises(NothingCalledSoError) as caught:
        show(MADE, "ceasefre")
    assert "ceasefire" in caught.value.remedy


# A pair


def test_a_pair_with_its_rows_history_events_and_measures() -> None:
    found = pair_history(Assertions(MADE), n("2017-06"), make_filters(MADE, between=("a", "b")))
    assert {"between", "as_of", "rows", "history", "events"} <= set(found)
    assert (found["between"], found["as_of"]) == (["a", "b"], "2017-06-30")
    assert [(one["place"], one["state"]) for one in found["rows"]] == [(None, "war"), ("east", "ceasefire")]
    assert [(one["place"], one["state"]) for one in found["history"]] == [(None, "war"), ("east", "ceasefire")]
    assert found["events"] == ["war-ab", "back", "left", "ceasefire"]
    in_the_east = pair_history(Assertions(MADE), n("2017-06"), make_filters(MADE, between=("a", "b"), place=["east"]))
    assert in_the_east["events"] == ["left", "ceasefire"]
    assert json.loads(json.dumps(found)) == found
