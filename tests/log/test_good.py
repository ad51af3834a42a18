"""Logs without a fault, and what is read from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ikhtilaf.dates import parse
from ikhtilaf.log.fields import ALL_SECTIONS, RECORDS
from ikhtilaf.log.read import read
from ikhtilaf.model.things import Assertion, Claim, Fact, Log, Tie

GOOD = Path(__file__).parent / "good"
EXAMPLES = sorted(path.name for path in GOOD.iterdir())


def log_of(example: str) -> Log:
    return read(GOOD / example).usable()


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("pure", [False, True])
def test_a_good_example_has_no_problem(example: str, pure: bool) -> None:
    reading = read(GOOD / example, pure=pure)
    assert reading.problems == ()
    assert reading.lines == {}
    assert reading.log is not None


@pytest.mark.parametrize("example", EXAMPLES)
def test_both_parsers_read_the_same(example: str) -> None:
    assert read(GOOD / example, pure=True) == read(GOOD / example)


def keys_of(node: Any) -> set[str]:
    if isinstance(node, dict):
        return set(node) | {key for value in node.values() for key in keys_of(value)}
    return {key for value in node for key in keys_of(value)} if isinstance(node, list) else set()


def test_the_examples_have_every_key_of_the_format() -> None:
    used = set[str]()
    for path in (GOOD / "everything.yaml", *(GOOD / "authors").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        used |= keys_of(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506  # it makes nothing but text
    assert used >= set(ALL_SECTIONS) | {key for record in RECORDS.values() for key in record.table}


def test_every_field_reaches_the_model() -> None:
    log = log_of("everything.yaml")
    assert (log.title, log.covers, log.reporter, log.note) == (
        "A war in the hills",
        parse("2014/2017-10"),
        "paper",
        "Made up from end to end.",
    )
    paper, interview = log.sources["paper"], log.sources["n1"]
    assert (paper.kind, paper.author, paper.date, paper.url) == (
        "article",
        "A. Writer",
        parse("2017-12-14"),
        "https://example.org/hills",
    )
    assert paper.passages == ("P1", "P2", "P3", "n1")
    assert paper.holds_nothing == {"P3": "A table of rainfall."}
    assert (interview.affiliation, interview.place, interview.reported_by) == ("north", "green-valley", "paper")
    assert interview.aliases == ("first interview", "Note 1")
    assert log.sources["n2"].same_words_as == "n1"
    assert log.places["hill"].coordinates == (34.5, -70.0)
    assert log.places["east"].includes == ("hill", "green-valley")
    assert (log.places["green-valley"].within, log.places["hill"].iso) == ("hill", "HL-HIL")
    assert (log.people["chief"].name, log.people["chief"].aliases) == ("The Chief", ("Old Man",))


def test_ties_and_facts_reach_the_model() -> None:
    north = log_of("everything.yaml").factions["north"]
    file = str(GOOD / "everything.yaml")
    tie, (strength, share, area, leader, composition, character) = north.ties[0], north.facts
    assert tie == Tie(
        mark=tie.mark,
        kind="part_of",
        faction="front",
        date=parse("2014/.."),
        wording="from the beginning",
        text="North belongs to the Front.",
        claims=(Claim(tie.claims[0].mark, "paper", ("P1",)),),
    )
    assert tie.mark == (file, 53, 9)
    assert strength == Fact(
        mark=strength.mark,
        kind="strength",
        figure=8000,
        hedge="about",
        date=parse("2016"),
        wording="last year",
        text="The figure counts men under arms.",
        claims=(
            Claim(strength.claims[0].mark, "n1", ("P2",), "alleges", hedge="apparently", note="He counted himself."),
        ),
    )
    assert (share.figure, share.of, share.hedge) == (10, "front", "less than")
    assert (area.places, area.main) == (("hill", "lake"), ("green-valley",))
    assert (leader.person, composition.text, character.text) == ("chief", "Mostly herders.", "Strict.")


def test_events_reach_the_model() -> None:
    log = log_of("everything.yaml")
    founding, truce, end = log.events
    assert founding.background
    assert not founding.postscript
    assert (end.ends, end.postscript, end.background) == (("truce",), True, False)
    assert (truce.date, truce.wording, truce.type) == (parse("2016-23~"), "around the autumn", "agreement")
    assert truce.factions == {"north": "party", "south": "party", "front": "mediator"}
    assert truce.people == {"chief": "for North"}
    assert truce.places == ("green-valley",)
    assert truce.text == "They are said to have agreed.\nNobody wrote it down."
    assert truce.terms == ("No shots in the valley.", "Prisoners go home.")
    assert (truce.slip, truce.after) == ("The text says 2061.", ("founding",))
    relation = truce.relations[0]
    assert relation == Assertion(
        mark=relation.mark,
        between=("north", "south"),
        state="ceasefire",
        begins=parse("2016-10/.."),
        until=parse("2017-03"),
        places=("green-valley",),
        note="Nothing is said of elsewhere.",
    )
    assert [(claim.source, claim.stance, claim.hedge) for claim in truce.claims] == [
        ("n1", "admits", ""),
        ("n1", "doubts", ""),
        ("n2", "denies", "reportedly"),
    ]


def test_a_claim_that_names_no_source_is_the_reporters() -> None:
    assert log_of("small.yaml").events[0].claims[0].source == "paper"


def test_text_means_what_was_typed() -> None:
    log = log_of("as-typed.yaml")
    source = log.sources["007"]
    assert (log.title, log.reporter) == ("no", "007")
    assert (source.title, source.author, source.note, source.url) == ("1.10", "12:30:00", "null", "0x1F")
    assert source.aliases == ("1e3", ".inf")
    assert log.factions["no"].name == "~"
    assert (log.factions["y"].name, log.factions["y"].note, log.factions["y"].aliases) == ("017", "", ())
    event = log.events[0]
    assert (event.id, event.title, event.text) == ("2015-06-01", "yes", "true, but folded")
    assert (event.date, event.postscript, event.background) == (parse("2015"), False, False)
    assert event.factions == {"no": "party", "y": "party"}
    assert (event.after, event.people, event.relations) == ((), {}, ())


def test_a_folder_is_one_log() -> None:
    log = log_of("folder")
    assert set(log.factions) == {"north", "south"}
    assert [event.id for event in log.events] == ["clash", "peace"]
    assert log.events[1].ends == ("clash",)
    assert log.events[0].mark == (str(GOOD / "folder" / "events" / "2015.yaml"), 2, 5)
    assert log.mark == (str(GOOD / "folder" / "1-log.yaml"), 1, 1)
