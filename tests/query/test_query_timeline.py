"""What happened, when and where: filters alone and together, the order, the fields."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import Row, ceasefire, claim, denies, event, log, part, person, place, region, says, source, war

from ikhtilaf.dates import parse
from ikhtilaf.errors import IkhtilafError
from ikhtilaf.query.conditions import Condition, _tests, event_condition
from ikhtilaf.query.errors import EmptySpanError, NoFirstDayError, NoLastDayError, SameFactionError
from ikhtilaf.query.filters import make_filters
from ikhtilaf.query.timeline import count_events, events_by_id, timeline
from ikhtilaf.query.views import EVERYBODY, make_view
from ikhtilaf.store import Store

MADE = log(
    place("land", "country"),
    place("east", within="land"),
    place("west", within="land"),
    place("achin", "district", within="east"),
    place("mamand", "area", within="achin"),
    region("border", "east", within="land"),
    source("n1", "2016"),
    source("n2", "2017-06-06", "a"),
    person("omar"),
    part("haqqani", "taliban"),
    war("a", "b", "2014-05-05", id="old", claims=[claim("n1")]),
    event("talks", "2015-08", type="negotiation", factions=["a", "haqqani"], people=["omar"], places=["achin"]),
    event("deal", "2015", says("a", "taliban", "ceasefire"), type="agreement", places=["border"], claims=[claim("n2")]),
    event("raid", "2016-03/2016-05", type="attack", factions=["b", "c"], places=["mamand", "west"], people=["omar"]),
    event("rumour", "2016-06~", factions=["c"], claims=[claim("n1", note="Heard of it"), denies("n2")]),
    event("local", "2017", says("a", "b", "clashes", places=["east"]), type="fight"),
    event("wide", "2017", says("b", "c", "tension", places=["border"]), type="stance"),
    event("abroad", "2017", factions=["c"], type="statement", places=["land"]),
    event("undated", "../..", factions=["c"], type="policy"),
)


def found(store: Store = MADE, /, **filters: Any) -> list[str]:
    for name in ("since", "until"):
        if name in filters:
            filters[name] = parse(filters[name])
    return [row["id"] for row in timeline(store, make_filters(store, **filters))]


def matched(**filters: Any) -> dict[str, str]:
    for name in ("since", "until"):
        if name in filters:
            filters[name] = parse(filters[name])
    return {row["id"]: row["match"] for row in timeline(MADE, make_filters(MADE, **filters))}


def test_everything_without_filters_in_the_order_of_time() -> None:
    assert found() == ["undated", "old", "deal", "talks", "raid", "rumour", "abroad", "local", "wide"]
    assert set(matched().values()) == {"certain"}
    assert count_events(MADE) == 9


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"faction": ["b"]}, ["old", "raid", "local", "wide"]),
        ({"faction": ["haqqani"]}, ["talks"]),
        ({"faction": ["taliban"]}, ["deal", "talks"]),
        ({"faction": ["taliban", "b"]}, ["old", "deal", "talks", "raid", "local", "wide"]),
        ({"between": ("a", "b")}, ["old", "local"]),
        ({"between": ("b", "a")}, ["old", "local"]),
        ({"between": ("taliban", "a")}, ["deal", "talks"]),
        ({"person": ["omar"]}, ["talks", "raid"]),
        ({"type": ["attack"]}, ["raid"]),
        ({"type": ["attack", "Negotiation"]}, ["talks", "raid"]),
        ({"state": ["war"]}, ["old"]),
        ({"state": ["war", "tension"]}, ["old", "wide"]),
        ({"state": ["contested"]}, ["rumour"]),
        ({"state": ["war", "contested"]}, ["old", "rumour"]),
        ({"state": ["unknown"]}, []),
        ({"source": ["n1"]}, ["old", "rumour"]),
        ({"source": ["n1", "n2"]}, ["old", "deal", "rumour"]),
        ({"contested": True}, ["rumour"]),
        ({"contested": True, "state": ["war"]}, []),
        ({"text": ["raid"]}, ["raid"]),
        ({"text": ["RAID"]}, ["raid"]),
        ({"text": ["heard of"]}, ["rumour"]),
        ({"text": ["raid", "heard"]}, ["raid", "rumour"]),
        ({"person": ["omar"], "faction": ["a"]}, ["talks"]),
        ({"person": ["omar"], "type": ["attack", "fight"], "since": "2016"}, ["raid"]),
        ({"source": ["n2"], "state": ["ceasefire"]}, ["deal"]),
        ({"source": ["n2"], "state": ["war"]}, []),
    ],
)
def test_filters(filters: dict[str, Any], ids: list[str]) -> None:
    assert found(**filters) == ids


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        (
            "mamand",
            {"raid": "certain", "talks": "possible", "deal": "possible", "local": "possible", "wide": "possible"},
        ),
        ("achin", {"raid": "certain", "talks": "certain", "deal": "possible", "local": "possible", "wide": "possible"}),
        ("east", {"raid": "certain", "talks": "certain", "deal": "possible", "local": "certain", "wide": "possible"}),
        ("border", {"raid": "certain", "talks": "certain", "deal": "certain", "local": "certain", "wide": "certain"}),
        ("west", {"raid": "certain"}),
    ],
)
def test_places_inside_a_place_match_and_wider_ones_short_of_a_country_possibly(
    where: str, ids: dict[str, str]
) -> None:
    assert matched(place=[where]) == ids
    assert found(place=[where], certain=True) == [one for one in found() if ids.get(one) == "certain"]


def test_a_country_takes_in_everything_in_it() -> None:
    assert set(matched(place=["land"])) == {"raid", "talks", "deal", "local", "wide", "abroad"}
    assert set(matched(place=["land"]).values()) == {"certain"}


def test_several_places_are_alternatives() -> None:
    assert found(place=["west", "achin"], certain=True) == ["talks", "raid"]
    assert found(province=["west"], place=["achin"], certain=True) == ["raid"]
    assert found(province=["west", "east"], certain=True) != []


@pytest.mark.parametrize(
    ("filters", "matches"),
    [
        ({"since": "2016-04", "until": "2016"}, {"undated": "possible", "raid": "possible", "rumour": "certain"}),
        ({"since": "2016-03", "until": "2016-05"}, {"undated": "possible", "raid": "certain", "rumour": "possible"}),
        ({"until": "2014-05-05"}, {"undated": "possible", "old": "certain"}),
        ({"until": "2014-05-04"}, {"undated": "possible"}),
        (
            {"since": "2017-12-31"},
            {"undated": "possible", "local": "possible", "wide": "possible", "abroad": "possible"},
        ),
        ({"since": "2018"}, {"undated": "possible"}),
        ({"since": "2015-08-31", "until": "2015-12"}, {"undated": "possible", "deal": "possible", "talks": "possible"}),
    ],
)
def test_dates_keep_what_may_match_and_say_what_must(filters: dict[str, Any], matches: dict[str, str]) -> None:
    assert matched(**filters) == matches
    assert found(**filters, certain=True) == [one for one in found() if matches.get(one) == "certain"]


def test_since_counts_from_the_first_day_and_until_to_the_last_of_what_is_typed() -> None:
    assert found(since="2015", until="2015", certain=True) == ["deal", "talks"]


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("100%", "per-cent"),
        ("%", "per-cent"),
        ("a_b", "underscore"),
        ("_", "underscore"),
        ("back\\slash", "backslash"),
        ("\\", "backslash"),
        ("it's", "quote"),
        ('"said"', "double"),
        ("'; DROP TABLE event; --", ""),
        ("a%b", ""),
        ("aXb", ""),
        ("ikhtilāf", "letters"),
    ],
)
def test_text_is_taken_letter_by_letter(typed: str, hit: str) -> None:
    texts = {
        "per-cent": "100% sure",
        "underscore": "a_b",
        "backslash": "back\\slash",
        "quote": "it's so",
        "double": 'he "said"',
        "letters": "of ikhtilāf",
    }
    made = log(*(event(one, "2015", factions=["a"], title="", text=text) for one, text in texts.items()))
    assert found(made, text=[typed]) == ([hit] if hit else [])


@pytest.mark.parametrize("field", ["title", "text", "wording", "slip", "terms", "note"])
def test_text_is_looked_for_everywhere(field: str) -> None:
    fields: dict[str, Any] = {} if field == "note" else {field: ("a needle",) if field == "terms" else "a needle"}
    claims = [claim(note="a needle" if field == "note" else "")]
    made = log(event("hit", "2015", factions=["a"], claims=claims, **fields), event("miss", "2015", factions=["a"]))
    assert found(made, text=["needle"]) == ["hit"]


INDEXED: list[dict[str, Any]] = [
    {"place": ["achin"]},
    {"province": ["west"]},
    {"faction": ["taliban"]},
    {"between": ("taliban", "a")},
    {"person": ["omar"]},
    {"type": ["attack", "stance"]},
    {"source": ["n2"]},
    {"since": parse("2017")},
    {"until": parse("2015-05")},
    {"since": parse("2014-05"), "until": parse("2014-06")},
    {"since": parse("2015-08-31"), "until": parse("2015-12")},
    {"text": ["raid"]},
    {"text": ["raid", "heard"]},
    {"text": ["not in any event"]},
    {"contested": True},
]


def numbers(condition: Condition) -> set[int]:
    return set(MADE.column(condition.sql, condition.parameters))


def passing(condition: Condition) -> set[int]:
    return numbers(Condition(f"SELECT e.n FROM event e WHERE {condition.sql}", condition.parameters))  # noqa: S608


@pytest.mark.parametrize("filters", INDEXED, ids=str)
def test_an_index_knows_all_that_pass_a_filter_and_not_all_that_there_is(filters: dict[str, Any]) -> None:
    _, test = _tests(MADE, make_filters(MADE, **filters), EVERYBODY)
    assert test.numbers is not None
    assert passing(test.passes) <= numbers(test.numbers) < passing(Condition("1 = 1"))


@pytest.mark.parametrize(
    ("filters", "fewest"),
    [
        ({"person": ["omar"], "until": parse("2018")}, "event_person"),
        ({"until": parse("2014-04"), "person": ["omar"]}, "first <= ?"),
        ({"faction": ["c"], "source": ["n1"]}, "claim"),
    ],
)
def test_events_are_looked_for_by_the_filter_that_leaves_the_fewest(filters: dict[str, Any], fewest: str) -> None:
    condition = event_condition(MADE, make_filters(MADE, **filters))
    driving, _, rest = condition.sql.partition(") AND ")
    assert driving.startswith("(e.n IN (SELECT ")
    assert fewest in driving
    assert condition.sql.count("e.n IN (") == 1
    assert rest


def test_a_view_keeps_what_its_sources_speak_of() -> None:
    assert [row["id"] for row in timeline(MADE, None, make_view(MADE, "n1"))] == ["old", "rumour"]
    rows = {row["id"]: row for row in timeline(MADE, None, make_view(MADE, "n2"))}
    assert list(rows) == ["deal", "rumour"]
    assert (rows["rumour"]["sources"], rows["rumour"]["contested"]) == (["n2"], False)


def test_what_may_have_been_said_by_a_day_is_only_possible() -> None:
    view = make_view(MADE, None, parse("2016-06"))
    rows = {row["id"]: row["match"] for row in timeline(MADE, None, view)}
    assert rows["old"] == "possible"
    assert "deal" not in rows
    assert [row["id"] for row in timeline(MADE, make_filters(MADE, certain=True), view)] == []


def test_an_event_is_contested_only_where_words_that_count_speak_for_and_against() -> None:
    assert found(contested=True) == ["rumour"]
    assert list(timeline(MADE, make_filters(MADE, contested=True), make_view(MADE, "n1"))) == []


def test_order_by_first_day_then_last_day_then_id() -> None:
    dates = {"d": "2015-02", "c": "2015", "b": "2015-01", "a": "2015-01", "e": "2015-01-01/..", "f": "../2014-12-31"}
    made = log(*(event(one, date, factions=["a"]) for one, date in dates.items()))
    assert found(made) == ["f", "a", "b", "c", "e", "d"]


def test_order_never_puts_an_event_before_what_it_follows() -> None:
    made = log(
        event("b", "2015", factions=["a"]),
        event("a", "2015", factions=["a"], after=["b"]),
        event("d", "2015-06", factions=["a"]),
        event("c", "2015", factions=["a"], after=["d"]),
    )
    assert found(made) == ["b", "a", "d", "c"]


def test_a_declared_order_narrows_what_a_filter_finds() -> None:
    made = log(event("first", "2015-06", factions=["a"]), event("then", "2015", factions=["a"], after=["first"]))
    assert found(made, until="2015-05") == []
    row = next(row for row in timeline(made) if row["id"] == "then")
    assert (row["date"], row["earliest"], row["latest"]) == ("2015", "2015-01-01", "2015-12-31")


def full() -> Row:
    made = log(
        place("east"),
        place("achin", "district", within="east"),
        source("n1", speaks_for="a"),
        event(
            "deal",
            "2015-22",
            says("a", "b", "ceasefire", begins="2015-09", until="2016", places=["achin"], note="only there"),
            type="agreement",
            factions={"b": "party", "a": "initiator"},
            people={"omar": "for a"},
            places=["achin", "east"],
            wording="in the summer",
            title="A deal",
            text="They agreed.",
            terms=("no shots", "no roads"),
            slip="says June",
            postscript=True,
            claims=[
                claim("n1", cites=["Y3", "Y7"], note="on the deal"),
                claim("n2", "doubts", hedge="perhaps", cites=["Y7"]),
            ],
        ),
    )
    return next(timeline(made))


def test_the_fields_of_the_contract() -> None:
    row = full()
    assert row.pop("at").startswith("log.yaml:")
    assert row == {
        "id": "deal",
        "title": "A deal",
        "type": "agreement",
        "date": "2015-22",
        "earliest": "2015-06-01",
        "latest": "2015-08-31",
        "wording": "in the summer",
        "factions": ["b", "a"],
        "roles": {"b": "party", "a": "initiator"},
        "people": {"omar": "for a"},
        "places": ["achin", "east"],
        "provinces": ["east"],
        "text": "They agreed.",
        "terms": ["no shots", "no roads"],
        "slip": "says June",
        "relations": [
            {
                "between": ["a", "b"],
                "state": "ceasefire",
                "places": ["achin"],
                "from": "2015-09",
                "until": "2016",
                "note": "only there",
            }
        ],
        "claims": [
            {
                "source": "n1",
                "affiliation": "a",
                "cites": ["Y3", "Y7"],
                "stance": "asserts",
                "hedge": "",
                "note": "on the deal",
            },
            {"source": "n2", "affiliation": None, "cites": ["Y7"], "stance": "doubts", "hedge": "perhaps", "note": ""},
        ],
        "sources": ["n1", "n2"],
        "cites": ["Y3", "Y7"],
        "contested": True,
        "postscript": True,
        "background": False,
        "match": "certain",
    }
    assert json.loads(json.dumps(row)) == row


def test_a_relation_without_dates_of_its_own_has_its_event_s() -> None:
    row = next(timeline(log(war("a", "b", "2015-22"))))
    assert row["relations"] == [
        {"between": ["a", "b"], "state": "war", "places": [], "from": "2015-22", "until": None, "note": ""}
    ]


def test_more_events_than_are_fetched_at_a_time() -> None:
    made = log(*(event(f"e{number:04}", "2015", factions=["a", "b"]) for number in range(1001)))
    rows = list(timeline(made))
    assert [row["id"] for row in rows] == [f"e{number:04}" for number in range(1001)]
    assert all(row["factions"] == ["a", "b"] for row in rows)
    wanted = [row["id"] for row in rows[::2]]
    assert [row["id"] for row in events_by_id(made, list(reversed(wanted)))] == wanted


def test_events_by_id_leaves_out_what_there_is_not() -> None:
    assert [row["id"] for row in events_by_id(MADE, ["raid", "nothing", "old"])] == ["old", "raid"]
    assert events_by_id(MADE, []) == []


def test_a_pair_is_two_factions() -> None:
    made = log(war("a", "b", "2015"))
    with pytest.raises(SameFactionError):
        make_filters(made, between=("a", "A"))


def test_a_span_is_not_empty() -> None:
    with pytest.raises(EmptySpanError) as caught:
        make_filters(MADE, since=parse("2016"), until=parse("2015"))
    assert caught.value.message == EmptySpanError("2016", "2015").message
    assert found(since="2014-05-05", until="2014-05-05", certain=True) == ["old"]
    assert make_filters(MADE, since=parse("2015-06"), until=parse("2015")).until == parse("2015").latest


def test_since_needs_a_first_day_and_until_a_last_one() -> None:
    with pytest.raises(NoFirstDayError) as since:
        make_filters(MADE, since=parse("../2015"))
    assert since.value.message == NoFirstDayError("../2015").message
    with pytest.raises(NoLastDayError) as until:
        make_filters(MADE, until=parse("2015/.."))
    assert until.value.message == NoLastDayError("2015/..").message


@pytest.mark.parametrize("name", ["faction", "place", "province", "person", "type", "state", "source"])
def test_a_name_that_the_log_does_not_know_is_an_error(name: str) -> None:
    with pytest.raises(IkhtilafError):
        found(**{name: ["nothing-of-the-kind"]})


def test_a_ceasefire_in_a_place_is_found_by_that_place() -> None:
    made = log(ceasefire("a", "b", "2015", places=["east"]))
    assert found(made, province=["east"], certain=True) == ["ceasefire"]
