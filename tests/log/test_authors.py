"""A folder of logs by several authors: their sources and events apart, what they both speak of together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ikhtilaf.dates import parse
from ikhtilaf.log.read import Reading, read
from ikhtilaf.model.things import Log
from ikhtilaf.query.disputes import disputes
from ikhtilaf.query.timeline import timeline
from ikhtilaf.store.opening import open_store

AUTHORS = Path(__file__).parent / "good" / "authors"


@pytest.fixture
def log() -> Log:
    return read(AUTHORS).usable()


def log_text(namespace: str, sections: str = "", **head: str) -> str:
    """A log of two factions without events, and whatever else."""
    fields = {"namespace": namespace, "title": "A log", "covers": "2014/2017", "reporter": "paper"} | head
    return (
        f"log: {{{', '.join(f'{key}: {value}' for key, value in fields.items() if value)}}}\n"
        "sources:\n  paper: {kind: article, title: A paper}\n"
        f"{sections}"
    )


def event(id_: str, date: str = "2015", **more: str) -> str:
    """An event of a and b, to stand behind `events:`."""
    fields = {"id": id_, "date": date, "type": "fight", "title": "They fight", "text": "They fought."} | more
    claims = fields.pop("claims", "[{}]")
    lines = [f"{key}: {value}" for key, value in fields.items()]
    lines += ["factions: {a: party, b: party}", f"claims: {claims}"]
    return "  - " + "\n    ".join(lines) + "\n"


TWO = "factions:\n  a: {kind: faction, name: A}\n  b: {kind: faction, name: B}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Writes files by their names and reads the folder."""
    monkeypatch.chdir(tmp_path)

    def made(**files: str) -> Reading:
        for name, text in files.items():
            path = Path("logs", *name.split("__")).with_suffix(".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return read("logs")

    return made


def names(reading: Reading) -> list[str]:
    return [f"{problem.file}: {problem.name}" for problem in reading.problems]


def test_sources_and_events_are_the_authors_own(log: Log) -> None:
    assert list(log.sources) == ["moreau--article", "moreau--n1", "okafor--report", "okafor--n1"]
    assert [event.id for event in log.events] == ["moreau--truce", "okafor--truce", "okafor--bridge"]


def test_what_names_nobody_is_said_by_the_author_of_the_file(log: Log) -> None:
    speakers = {event.id: [claim.source for claim in event.claims] for event in log.events}
    assert speakers == {
        "moreau--truce": ["moreau--article", "moreau--n1"],
        "okafor--truce": ["okafor--n1"],
        "okafor--bridge": ["okafor--report"],
    }
    assert log.sources["okafor--n1"].reported_by == "okafor--report"
    assert log.reporters == ("moreau--article", "okafor--report")


def test_an_id_means_the_authors_own_and_a_whole_one_anybodys(log: Log) -> None:
    assert log.events[2].after == ("okafor--truce", "moreau--truce")


def test_factions_of_two_names_are_one(log: Log) -> None:
    river = log.factions["river"]
    assert set(log.factions) == {"upland", "river"}
    assert (river.name, river.aliases) == ("River Guard", ("The Guard", "guard"))
    assert [(fact.figure, fact.claims[0].source) for fact in river.facts] == [
        (300, "moreau--article"),
        (500, "okafor--n1"),
    ]
    assert log.factions["upland"].aliases == ("the Front", "front")
    assert log.events[1].factions == {"upland": "party", "river": "party"}
    assert log.sources["okafor--n1"].affiliation == "river"


def test_people_and_places_are_one_too_and_go_by_what_is_for_all(log: Log) -> None:
    assert list(log.people) == ["amin"]
    assert log.people["amin"].aliases == ("Captain Amin",)
    assert set(log.places) == {"valley", "ford"}
    assert (log.places["valley"].iso, log.places["valley"].aliases) == ("XX-RED", ())
    assert log.places["ford"].within == "valley"


def test_a_log_covers_what_its_authors_do(log: Log, folder: Any) -> None:
    assert (log.covers.earliest, log.covers.latest) == (parse("2019").earliest, parse("2021").latest)
    assert log.covers.text == "2019-01-01/2021-12-31"
    wide = folder(a=log_text("x", covers="2014/2019"), b=log_text("y", "events: []\n", covers="2015/2016")).usable()
    assert wide.covers == parse("2014/2019")
    open_end = folder(a=log_text("x", covers="2014/.."), b=log_text("y", "events: []\n", covers="2012/2016")).usable()
    assert (open_end.covers.earliest, open_end.covers.latest) == (parse("2012").earliest, None)


def test_an_event_lies_in_what_its_author_covers(folder: Any) -> None:
    events = f"{TWO}events:\n{event('late', '2018')}"
    reading = folder(a=log_text("x", events, covers="2014/2017"), b=log_text("y", covers="2014/2019"))
    assert "logs/a.yaml: outside-covers" in names(reading)
    reading = folder(a=log_text("x", events, covers="2014/2017"), b=log_text("y", events, covers="2014/2019"))
    assert [name for name in names(reading) if "covers" in name] == ["logs/a.yaml: outside-covers"]


def test_disagreements_surface(log: Log) -> None:
    rows = {row["kind"]: row for row in disputes(open_store(str(AUTHORS)))}
    assert rows["state"]["states"] == ["clashes", "ceasefire"]
    assert rows["figure"]["reporters"] == ["moreau--article", "okafor--report"]


def test_a_file_belongs_to_the_nearest_section_above(folder: Any) -> None:
    reading = folder(
        log=log_text("outer", TWO + "events:\n" + event("e1")),
        more=f"events:\n{event('e2')}",
        deep__er__more=f"events:\n{event('e3')}",
        other__log=log_text("inner"),
        other__er__more=f"events:\n{event('e4')}",
    )
    assert sorted(event.id for event in reading.usable().events) == ["inner--e4", "outer--e1", "outer--e2", "outer--e3"]


def test_a_section_alone_may_name_a_namespace(folder: Any) -> None:
    log = folder(log=log_text("x", TWO + "events:\n" + event("e", claims="[{source: paper}]"))).usable()
    assert (log.reporter, log.events[0].id, log.events[0].claims[0].source) == ("x--paper", "x--e", "x--paper")
    assert log.covers == parse("2014/2017")


def test_two_sections_one_without_a_namespace_are_one_too_many(folder: Any) -> None:
    reading = folder(a=log_text("x", TWO + "events:\n" + event("e")), b=log_text(""))
    assert "logs/b.yaml: two-log-sections" in names(reading)
    assert "namespace" in next(p.remedy for p in reading.problems if p.name == "two-log-sections")


def test_an_unknown_source_is_answered_with_the_authors_own(folder: Any) -> None:
    reading = folder(
        a=log_text("x", TWO + "events:\n" + event("e", claims="[{source: papre}]")),
        b=log_text("y", "events: []\n"),
    )
    (problem,) = reading.errors
    assert (problem.name, problem.remedy) == ("unknown-source", "Did you mean paper?")


def test_the_same_id_twice_in_one_authors_files_is_a_mistake(folder: Any) -> None:
    events = "events:\n" + event("e")
    reading = folder(one__log=log_text("x", TWO + events), one__more=events, two__log=log_text("y", TWO + events))
    assert names(reading) == ["logs/one/more.yaml: duplicate-id"]


def test_an_alias_of_two_sources_is_a_name_in_their_own_files_only(folder: Any) -> None:
    sources = "  n1: {kind: interview, title: An elder, aliases: [the elder], reported_by: paper}\n"
    events = "events:\n" + event("e", claims="[{source: the elder}]")
    log = folder(a=log_text("x", sources + TWO + events), b=log_text("y", sources + TWO + events)).usable()
    assert [event.claims[0].source for event in log.events] == ["x--n1", "y--n1"]
    assert log.sources["x--n1"].aliases == log.sources["y--n1"].aliases == ()


def test_three_authors_meet_through_the_third(folder: Any) -> None:
    def factions(*lines: str) -> str:
        return "factions:\n" + "".join(f"  {line}\n" for line in lines) + "  b: {kind: faction, name: B}\n"

    log = folder(
        a=log_text("x", factions("a: {kind: faction, name: A}") + "events:\n" + event("e")),
        b=log_text("y", factions("z: {kind: faction, name: Z}") + "events: []\n"),
        c=log_text("w", factions("m: {kind: faction, name: M, aliases: [A, Z]}") + "events: []\n"),
    ).usable()
    assert set(log.factions) == {"a", "b"}
    assert set(log.factions["a"].aliases) == {"Z", "M"}


@pytest.mark.parametrize("claims", ["", ", facts: [{kind: leader, person: o, claims: [{}]}]"])
def test_what_nobody_says_can_stand_in_a_file_for_all(folder: Any, claims: str) -> None:
    reading = folder(
        all=f"factions:\n  a: {{kind: faction, name: A{claims}}}\n  b: {{kind: faction, name: B}}\n"
        "people:\n  o: {name: O}\n",
        one__log=log_text("x", "events:\n" + event("e", people="{o: fights}")),
        two__log=log_text("y", "events:\n" + event("e")),
    )
    assert names(reading) == (["logs/all.yaml: nobodys-file"] if claims else [])


def test_both_parsers_read_the_same() -> None:
    assert read(AUTHORS, pure=True) == read(AUTHORS)


def test_kept_files_are_put_together_again(tmp_path: Path) -> None:
    """Of a folder only the files that changed are parsed; what is taken from before must be as good."""
    import shutil

    folder = tmp_path / "authors"
    shutil.copytree(AUTHORS, folder)
    before = list(timeline(open_store(str(folder))))
    events = folder / "moreau" / "events.yaml"
    events.write_text(events.read_text("utf-8").replace("a truce", "a ceasefire"), encoding="utf-8")
    after = list(timeline(open_store(str(folder))))
    assert [row["id"] for row in after] == [row["id"] for row in before]
    assert [row["title"] for row in after if row["id"] == "moreau--truce"] == ["The two agree a ceasefire"]
    assert [row["claims"] for row in after] == [row["claims"] for row in before]
