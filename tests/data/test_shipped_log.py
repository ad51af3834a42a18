"""The log that ships says what the article says: what the article fixes, asked of the log as a user would ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ikhtilaf
from ikhtilaf import LoadedLog
from ikhtilaf.log.read import read
from ikhtilaf.model.things import Log

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT.parent / "shared" / "article" / "article.md"


@pytest.fixture(scope="module")
def log() -> LoadedLog:
    return ikhtilaf.load(ROOT / "data" / "events.yaml")


@pytest.fixture(scope="module")
def model() -> Log:
    return read(ROOT / "data" / "events.yaml").usable()


def states(log: LoadedLog, *pair: str, as_of: str, place: str = "") -> dict[str | None, str]:
    """How a pair stood: place (None: in general) to state."""
    where = {"place": place} if place else {}
    found = log.relations(between=(pair[0], pair[1]), as_of=as_of, **where)  # type: ignore[call-overload]
    return {row["place"]: row["state"] for row in found.rows if set(row["between"]) == set(pair)}


def test_every_passage_is_cited_but_for_the_few_that_hold_nothing(model: Log) -> None:
    article = model.sources["giustozzi-2017"]
    counts = {"S": 3, "I": 3, "K": 8, "T": 10, "H": 6, "Y": 14, "C": 6, "n": 28}
    assert list(article.passages) == [f"{part}{n}" for part, count in counts.items() for n in range(1, count + 1)]
    assert set(article.holds_nothing) == {"I2", "I3", "K8"}
    assert all(article.holds_nothing.values())


def test_it_is_the_whole_article(model: Log) -> None:
    assert len(model.events) > 100
    assert len(model.factions) >= 36
    notes = {re.match(r"n\d+", source.id).group() for source in model.sources.values() if source.id[0] == "n"}  # type: ignore[union-attr]
    assert notes == {f"n{number}" for number in range(1, 29)}


def test_all_provinces_of_afghanistan_are_there(model: Log) -> None:
    provinces = [place for place in model.places.values() if place.kind == "province"]
    afghan = [place for place in provinces if place.within == "afghanistan"]
    assert len(afghan) == len({place.iso for place in afghan}) == 34
    assert all(re.fullmatch(r"AF-[A-Z]{3}", place.iso) for place in afghan)
    assert {"nangarhar", "sar-i-pul", "wardak"} <= {place.id for place in afghan}


def test_every_district_that_the_article_names_lies_in_the_province_it_names(model: Log) -> None:
    named = {
        "paktia": ["zazai", "dand-i-patan"],
        "logar": ["azra", "baraki-barak"],
        "zabul": ["daychopan"],
        "helmand": ["kajaki"],
        "ghazni": ["nawa"],
        "wardak": ["jaghatu", "nerkh"],
        "paktika": ["janikhel", "showak", "barmal"],
        "khost": ["sabari"],
        "nangarhar": ["achin"],
    }
    found = {district: model.places[district].within for districts in named.values() for district in districts}
    assert found == {district: province for province, districts in named.items() for district in districts}


def test_quetta_and_the_islamic_state_through_the_years(log: LoadedLog) -> None:
    assert states(log, "quetta", "isk", as_of="2014-12-31")[None] == "tension"
    assert states(log, "quetta", "isk", as_of="2015-08-31", place="nangarhar")["nangarhar"] == "war"
    assert states(log, "quetta", "isk", as_of="2016-06-30", place="nangarhar")["nangarhar"] == "war"


def test_quetta_and_isk_f_in_2017(log: LoadedLog) -> None:
    assert states(log, "quetta", "isk-f", as_of="2017-10-17")[None] != "ceasefire"
    on_the_last_day = states(log, "quetta", "isk-f", as_of="2017-10-31")
    assert on_the_last_day[None] == "ceasefire"
    assert on_the_last_day["nangarhar"] in {"war", "clashes"}
    history = log.relations(between=("quetta", "isk-f")).history
    ceasefire = next(row for row in history if row["state"] == "ceasefire" and row["place"] is None)
    assert (ceasefire["from"]["date"], ceasefire["until"]["date"]) == ("2017-10-18", "2017-11-08~")
    assert {"giustozzi-2017", "n20"} <= set(ceasefire["sources"])


def test_the_collapse_lies_after_the_end_and_is_a_postscript(log: LoadedLog) -> None:
    after = {row["id"]: row for row in log.timeline(since="2017-11") if row["match"] == "certain"}
    assert after
    assert all(row["postscript"] for row in after.values())
    assert any("S2" in row["cites"] and row["slip"] for row in after.values())


def test_the_slip_of_h3_is_marked(log: LoadedLog) -> None:
    assert [row["id"] for row in log.timeline(faction="quetta") if row["slip"] and "H3" in row["cites"]]


def test_who_defected_from_whom(log: LoadedLog) -> None:
    moved = {}
    for row in log.timeline(type="defection"):
        roles = {role: faction for faction, role in row["roles"].items()}
        for person in row["people"]:
            moved[person] = (roles["origin"], roles["destination"])
    assert moved["azizullah-haqqani"][0] == "miran-shah"
    assert moved["mohibullah"][0] == moved["habibullah"][0] == moved["shahmahmood"][0] == "peshawar"
    assert moved["shahmahmood"][1] == "isk-f"
    isk, isk_f = ({member["faction"] for member in row["members_from"]} for row in log.summary("isk", "isk-f"))
    assert {"miran-shah", "peshawar", "taliban", "ttp"} <= isk
    assert "peshawar" in isk_f


def test_where_isk_m_works_and_has_its_bases(log: LoadedLog) -> None:
    areas = log.summary("isk-m")[0]["areas"]
    provinces = {area["place"] for area in areas if area["kind"] == "province"}
    named = "jowzjan faryab sar-i-pul samangan badghis baghlan kunduz takhar badakhshan"
    assert provinces == set(named.split())
    assert {area["place"] for area in areas if area["main"] and area["kind"] == "province"} == {"badakhshan", "jowzjan"}


def test_strengths_keep_their_hedges(log: LoadedLog) -> None:
    figures = {
        row["id"]: [(f["figure"], f["hedge"]) for f in row["strength"]] for row in log.summary("isk-f", "isk-m", "isk")
    }
    assert (8000, "about") in figures["isk-f"]
    assert (3800, "about") in figures["isk-m"]
    assert (20000, "up to") in figures["isk"]


def test_what_sources_say_against_each_other_is_in_dispute(log: LoadedLog) -> None:
    held: list[dict[str, Any]] = log.disputes()
    assert all(row["reporters"] == ["giustozzi-2017"] for row in held)
    positions = {(p["stance"], source) for row in held for p in row["positions"] for source in p["sources"]}
    assert ("denies", "n17a") in positions
    assert ("doubts", "giustozzi-2017") in positions


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def own_words(model: Log) -> Iterator[tuple[str, str]]:
    """Every text of ours, with where it stands."""
    for event in model.events:
        for text in (event.title, event.text, event.slip, *event.terms, *(claim.note for claim in event.claims)):
            yield event.id, text
    for faction in model.factions.values():
        for text in (faction.note, *(fact.text for fact in faction.facts), *(tie.text for tie in faction.ties)):
            yield faction.id, text
    yield from ((place.id, place.note) for place in model.places.values())
    yield from ((person.id, person.note) for person in model.people.values())
    yield from ((source.id, source.note) for source in model.sources.values())


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not beside the checkout")
def test_the_texts_are_our_own_words(model: Log) -> None:
    length = 7
    article = words(ARTICLE.read_text("utf-8"))
    runs = {tuple(article[start : start + length]) for start in range(len(article) - length + 1)}
    copied = [
        (where, " ".join(own[start : start + length]))
        for where, text in own_words(model)
        for own in [words(text)]
        for start in range(len(own) - length + 1)
        if tuple(own[start : start + length]) in runs
    ]
    assert copied == []
