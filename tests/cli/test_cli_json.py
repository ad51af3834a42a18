"""The JSON contract: the fields that scripts rely on are there, each of its type. More may be added, none renamed."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ikhtilaf.model.vocabulary import EVENT_TYPES, ROLES, STANCES, STATES

Run = Callable[..., CompletedProcess[str]]
Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TRUTH: Schema = {"type": "boolean"}
DAY: Schema = {"type": ["string", "null"], "pattern": r"^-?\d{4,}-\d\d-\d\d$"}
DATE: Schema = {"type": ["string", "null"], "minLength": 4}
STATE: Schema = {"enum": list(STATES)}
PAIR: Schema = {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}


def texts(**more: Any) -> Schema:
    return {"type": "array", "items": TEXT, **more}


def array(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def of(**fields: Schema) -> Schema:
    names = {name.removesuffix("_"): schema for name, schema in fields.items()}
    return {"type": "object", "properties": names, "required": list(names)}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


MOMENT = of(date=DATE, earliest=DAY, latest=DAY)
INHERITED = or_null(texts(minItems=1))

EVENT = of(
    id=TEXT,
    title=TEXT,
    type={"enum": list(EVENT_TYPES)},
    date={"type": "string"},
    earliest=DAY,
    latest=DAY,
    wording=TEXT,
    factions=texts(minItems=1),
    roles={"type": "object", "additionalProperties": {"enum": list(ROLES)}},
    people={"type": "object", "additionalProperties": TEXT},
    places=texts(),
    provinces=texts(),
    text=TEXT,
    relations=array(of(between=PAIR, state=STATE, places=texts(), from_=DATE, until=DATE)),
    claims=array(of(source=TEXT, cites=texts(), stance={"enum": list(STANCES)}, note=TEXT), minItems=1),
    sources=texts(minItems=1),
    cites=texts(),
    contested=TRUTH,
    postscript=TRUTH,
    match={"enum": ["certain", "possible"]},
)
RELATION = of(
    between=PAIR,
    place={"type": ["string", "null"]},
    state={"enum": [*STATES, "contested", "unknown"]},
    states=array(STATE),
    since=or_null(MOMENT),
    until=or_null(MOMENT),
    certain=TRUTH,
    possible=array(STATE),
    inherited_from=INHERITED,
    event={"type": ["string", "null"]},
    events=texts(),
    sources=texts(),
    as_of=DAY,
)
PERIOD = of(
    state={"enum": [*STATES, "contested"]},
    states=array(STATE, minItems=1),
    place={"type": ["string", "null"]},
    from_=MOMENT,
    until=or_null(MOMENT),
    event=TEXT,
    sources=texts(minItems=1),
    inherited_from=INHERITED,
)
FACTION = of(
    id=TEXT,
    name=TEXT,
    aliases=texts(),
    part_of=texts(),
    split_from=texts(),
    parts=texts(),
    leaders=array(of(person=TEXT, date=DATE, sources=texts(minItems=1))),
    strength=array(of(figure={"type": "number"}, hedge=TEXT, date=DATE, sources=texts(minItems=1))),
    areas=array(of(place=TEXT, main=TRUTH, date=DATE, sources=texts(minItems=1))),
    members_from=array(of(faction=TEXT, events=texts(minItems=1))),
    members_to=array(of(faction=TEXT, events=texts(minItems=1))),
    relations=array(RELATION),
    events=of(total={"type": "integer"}, by_year={"type": "object", "additionalProperties": {"type": "integer"}}),
    first={"type": ["string", "null"]},
    last={"type": ["string", "null"]},
    sources=texts(),
)
POSITION = {
    **of(sources=texts(minItems=1), affiliation={"type": ["string", "null"]}, cites=texts(), text=TEXT),
    "anyOf": [{"required": ["stance"]}, {"required": ["state"]}],
}
DISPUTE = of(about=TEXT, question=TEXT, positions=array(POSITION, minItems=2))
PROBLEM = of(
    file=TEXT,
    line={"type": "integer", "minimum": 1},
    column={"type": "integer", "minimum": 1},
    level={"enum": ["error", "warning"]},
    name={"type": "string", "pattern": "^[a-z0-9-]+$"},
    message=TEXT,
    remedy=TEXT,
)
CONTRACT: dict[str, Schema] = {
    "timeline": array(EVENT, minItems=1),
    "timeline --place ford --certain": array(EVENT, minItems=1),
    "relations": array(RELATION, minItems=1),
    "relations --as-of 2015-11": array(RELATION, minItems=1),
    "relations --between river hill": of(
        between=PAIR, as_of=DAY, rows=array(RELATION, minItems=1), history=array(PERIOD, minItems=1), events=texts()
    ),
    "relations --between league crown": of(
        between=PAIR, as_of=DAY, rows=array(RELATION, minItems=1), history=array(PERIOD, minItems=1), events=texts()
    ),
    "summary": array(FACTION, minItems=5),
    "summary river mill": array(FACTION, minItems=2, maxItems=2),
    "disputes": array(DISPUTE, minItems=1),
}


@pytest.mark.parametrize("log", ["small.yaml", ""])
@pytest.mark.parametrize("line", CONTRACT)
def test_contract(line: str, log: str, ikhtilaf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    if not log:  # the shipped log has other factions, and every other thing that the small one has no room for
        monkeypatch.delenv("IKHTILAF_LOG")
        swaps = {
            "river": "isk-f",
            "hill": "quetta",
            "league": "taliban",
            "crown": "isk",
            "mill": "isk-m",
            "ford": "kunar",
        }
        line_there = " ".join(swaps.get(word, word) for word in line.split())
    said = ikhtilaf(*(line if log else line_there).split(), "--format", "json")
    assert said.returncode == 0
    errors = Draft202012Validator(CONTRACT[line]).iter_errors(json.loads(said.stdout))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_contract_of_check(ikhtilaf: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("log: {title: A log, covers: 2014, reporter: paper}\nsources: {}\nevents: [{id: One, id: two}]\n")
    said = ikhtilaf("check", str(bad), "--format", "json")
    assert said.returncode == 3
    found = json.loads(said.stdout)
    assert len(found) > 1
    assert list(Draft202012Validator(array(PROBLEM)).iter_errors(found)) == []
    assert {problem["file"] for problem in found} == {str(bad)}
    assert [(problem["line"], problem["column"]) for problem in found] == sorted(
        (problem["line"], problem["column"]) for problem in found
    )


def test_the_contract_can_fail() -> None:
    """The checks above would notice a field that is gone, or of another type."""
    position = {"sources": ["a"], "affiliation": None, "cites": [], "text": "", "stance": "denies"}
    good = {"about": "x", "question": "?", "positions": [position, position]}
    check = Draft202012Validator(DISPUTE)
    assert check.is_valid(good)
    assert not check.is_valid({**good, "question": None})
    assert not check.is_valid({key: value for key, value in good.items() if key != "about"})


# what the fields say --------------------------------------------------------------------------------------------------


def answer(ikhtilaf: Run, *arguments: str) -> Any:
    return json.loads(ikhtilaf(*arguments, "--format", "json").stdout)


def test_an_event(ikhtilaf: Run) -> None:
    (event,) = answer(ikhtilaf, "timeline", "--text", "paid in salt")
    assert event["id"] == "hill-takes-pay"
    assert event["date"] == "2016?"
    assert event["roles"] == {"crown": "supporter", "hill": "beneficiary"}
    assert [(claim["source"], claim["stance"], claim["note"]) for claim in event["claims"]] == [
        ("n1", "alleges", "paid in salt"),
        ("n3", "denies", '"not a coin"'),
    ]
    assert event["sources"] == ["n1", "n3"]
    assert event["cites"] == ["P6", "n1", "n3"]
    assert (event["contested"], event["postscript"], event["match"]) == (True, False, "certain")


def test_a_relation_in_a_place_and_after_what_is_covered(ikhtilaf: Run) -> None:
    pair = answer(ikhtilaf, "relations", "--between", "hill", "river")
    assert pair["between"] == ["hill", "river"]
    assert pair["as_of"] == "2016-12-31"
    assert [(row["place"], row["state"]) for row in pair["rows"]] == [(None, "clashes"), ("ford", "ceasefire")]
    assert pair["rows"][1]["until"] == {"date": "2016-12-31", "earliest": "2016-12-31", "latest": "2016-12-31"}
    assert [(row["place"], row["state"], row["postscript"]) for row in pair["history"]] == [
        (None, "clashes", False),
        ("ford", "ceasefire", False),
        ("ford", "war", True),
    ]
    assert pair["events"] == ["old-quarrel", "river-hill-clashes", "ford-truce", "truce-ends"]


def test_an_umbrella_is_not_its_parts(ikhtilaf: Run) -> None:
    rows = {tuple(row["between"]): row for row in answer(ikhtilaf, "relations", "--between", "league", "crown")["rows"]}
    assert set(rows) == {("league", "crown"), ("hill", "crown"), ("river", "crown")}
    assert rows["league", "crown"]["state"] == "war"
    assert (rows["hill", "crown"]["state"], rows["hill", "crown"]["possible"]) == ("unknown", ["cooperation"])


def test_a_split_inherits(ikhtilaf: Run) -> None:
    (row,) = answer(ikhtilaf, "relations", "--between", "mill", "crown")["rows"]
    assert (row["state"], row["inherited_from"], row["event"]) == ("war", ["river"], "salt-road")


def test_what_is_contested(ikhtilaf: Run) -> None:
    (row,) = answer(ikhtilaf, "relations", "--between", "mill", "hill")["rows"]
    assert (row["state"], row["states"], row["certain"]) == ("contested", ["tension", "alliance"], False)
    assert row["sources"] == ["n1", "history"]


def test_a_summary(ikhtilaf: Run) -> None:
    (river,) = answer(ikhtilaf, "summary", "river")
    assert river["part_of"] == ["league"]
    assert [leader["person"] for leader in river["leaders"]] == ["selim"]
    assert [(fact["figure"], fact["hedge"], fact["sources"]) for fact in river["strength"]] == [
        (3000, "about", ["n1"]),
        (1200, "at most", ["n3"]),
    ]
    assert [(area["place"], area["main"]) for area in river["areas"]] == [
        ("north-valley", False),
        ("old-town", False),
        ("ford", True),
    ]
    assert river["members_to"] == [{"faction": "mill", "events": ["fighters-join-the-mill"]}]
    assert river["events"]["total"] == 7
    assert sum(river["events"]["by_year"].values()) == 7
    assert (river["first"], river["last"]) == ("old-quarrel", "truce-ends")


def test_disputes(ikhtilaf: Run) -> None:
    event, figure, state = answer(ikhtilaf, "disputes")
    assert event["about"] == "hill-takes-pay"
    assert [(position["stance"], position["sources"], position["affiliation"]) for position in event["positions"]] == [
        ("alleges", ["n1"], "river"),
        ("denies", ["n3"], "hill"),
    ]
    assert {position["figure"] for position in figure["positions"]} == {1200, 3000}
    assert [position["state"] for position in state["positions"]] == ["tension", "alliance"]
