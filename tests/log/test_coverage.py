"""Which passages of the reporter's text a log cites."""

from __future__ import annotations

from pathlib import Path

from ikhtilaf.log.coverage import Passage, citable, coverage
from ikhtilaf.log.read import read

EVERYTHING = Path(__file__).parent / "good" / "everything.yaml"


def test_every_passage_is_counted() -> None:
    assert coverage(read(EVERYTHING).usable()) == [
        Passage("P1", events=1, facts=0, ties=1, claims=2, named_by=2, reason=""),
        Passage("P2", events=2, facts=6, ties=1, claims=10, named_by=2, reason=""),
        Passage("P3", events=0, facts=0, ties=0, claims=0, named_by=0, reason="A table of rainfall."),
        Passage("n1", events=1, facts=0, ties=0, claims=1, named_by=0, reason=""),
    ]


def test_a_passage_is_cited_when_a_claim_cites_it() -> None:
    assert [passage.cited for passage in coverage(read(EVERYTHING).usable())] == [True, True, False, True]


def test_a_reporter_without_passages_has_none_to_cover() -> None:
    assert coverage(read(EVERYTHING.with_name("small.yaml")).usable()) == []


def test_a_claim_can_cite_its_source_and_whoever_reports_it() -> None:
    log = read(EVERYTHING).usable()
    assert citable(log, "n1") == dict.fromkeys(("P1", "P2", "P3", "n1"), "paper")
    assert citable(log, "paper") == citable(log, "n2")
    assert citable(read(EVERYTHING.with_name("small.yaml")).usable(), "paper") == {}
