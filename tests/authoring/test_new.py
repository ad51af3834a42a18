"""New things to be pasted into a log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ikhtilaf.log.blanks import RECORD_OF
from ikhtilaf.log.read import read

Run = Callable[..., Any]

FULL = (
    "--date 1922-08 --between the~League Company --type fight --state war --title They~fight~again "
    "--place Salt~Mere --source League-elder --cites p13 --text They~fought."
)
FULL_ARGUMENTS = [word.replace("~", " ") for word in FULL.split()]


@pytest.fixture
def log(ikhtilaf: Run, here: Path) -> Path:
    """The log that `init` writes."""
    ikhtilaf("init", "log")
    return here / "log" / "log.yaml"


def append(log: Path, text: str) -> None:
    log.write_text(log.read_text() + text)


def test_an_event_with_all_that_is_needed_passes_at_once(ikhtilaf: Run, log: Path) -> None:
    answer = ikhtilaf("new", "event", "--log", log, *FULL_ARGUMENTS)
    assert answer.code == 0
    assert answer.out == (
        "\n"
        "  - id: they-fight-again\n"
        "    date: 1922-08\n"
        "    type: fight\n"
        "    title: They fight again\n"
        "    factions: {league: party, company: party}\n"
        "    places: [saltmere]\n"
        "    text: They fought.\n"
        "    relations:\n"
        "      - {between: [league, company], state: war}\n"
        "    claims:\n"
        "      - {source: league-elder, cites: [p13]}\n"
    )
    assert "still to fill in" not in answer.err
    assert "it can also have: wording, people, terms" in answer.err
    append(log, answer.out)
    assert read(log).problems == ()
    assert ikhtilaf("fmt", "--check", log).code == 0


def test_an_event_of_which_nothing_is_known(ikhtilaf: Run, log: Path) -> None:
    answer = ikhtilaf("new", "event", "--log", log)
    assert "still to fill in: date, type, title, factions, text, cites" in answer.err
    lines = answer.out.splitlines()
    for key in (key for key, field in RECORD_OF["event"].table.items() if field.required and key != "claims"):
        (line,) = (line for line in lines if line.strip().removeprefix("- ").startswith(f"{key}:"))
        assert "  # " in line
    append(log, answer.out)
    assert {problem.name for problem in read(log).errors} == {"empty-value", "event-without-faction"}
    filled = log.read_text()
    blanks = {"date:": "date: 1921", "type:": "type: fight", "title:": "title: T", "text:": "text: x"}
    for blank, value in {**blanks, "factions: {}": "factions: {league: party}", "cites: []": "cites: [p12]"}.items():
        assert f"{blank}  # " in filled
        filled = filled.replace(f"{blank}  # ", f"{value}  # ")
    log.write_text(filled)
    assert read(log).problems == ()


def test_ids_are_free_even_in_a_log_with_blanks(ikhtilaf: Run, log: Path) -> None:
    for expected in ("event-1", "event-2"):
        answer = ikhtilaf("new", "event", "--log", log)
        assert answer.out.startswith(f"\n  - id: {expected}  # ")
        append(log, answer.out)
    for expected in ("first-fights-2", "first-fights-3"):
        answer = ikhtilaf("new", "event", "--log", log, "--title", "First fights!")
        assert answer.out.startswith(f"\n  - id: {expected}\n")
        append(log, answer.out)
    assert ikhtilaf("new", "event", "--log", log, "--title", "شورا").out.startswith("\n  - id: event-3\n")


@pytest.mark.parametrize(
    ("kind", "options", "out"),
    [
        (
            "source",
            ["--title", "A map", "--kind", "report", "--date", "May 1922", "--affiliation", "Carters' League"]
            + ["--reported-by", "Marrow", "--alias", "the map", "--url", "https://example.org/a"],
            """
  a-map:
    kind: report
    title: A map
    date: 1922-05
    affiliation: league
    reported_by: marrow-1924
    aliases: [the map]
    url: https://example.org/a
""",
        ),
        (
            "faction",
            ["--name", "The Guards"],
            """
  the-guards:
    kind:  # what kind of faction it is: umbrella, faction, component, organisation, state, agency, donors
    name: The Guards
""",
        ),
        (
            "place",
            ["--name", "Hollow", "--kind", "City", "--within", "salt mere", "--iso", "TN-HO"],
            "  hollow: {kind: city, name: Hollow, within: saltmere, iso: TN-HO}\n",
        ),
        ("person", ["--name", "Bo: the elder"], '  bo-the-elder: {name: "Bo: the elder"}\n'),
        ("person", [], "  person-1:  # rename it as you like\n    name:  # the name\n"),
        ("person", ["--id", "x-1", "--name", "A", "--indent", "0"], "x-1: {name: A}\n"),
    ],
)
def test_other_things(ikhtilaf: Run, log: Path, kind: str, options: list[str], out: str) -> None:
    answer = ikhtilaf("new", kind, "--log", log, *options)
    assert (answer.code, answer.out) == (0, out.removeprefix("\n"))


@pytest.mark.parametrize(("date", "mark"), [("1910", "background: yes"), ("1930", "postscript: yes"), ("1923", "")])
def test_an_event_outside_of_what_the_log_covers_is_marked(ikhtilaf: Run, log: Path, date: str, mark: str) -> None:
    out = ikhtilaf("new", "event", "--log", log, *FULL_ARGUMENTS, "--date", date).out
    assert (f"    {mark}\n" in out) if mark else ("background" not in out and "postscript" not in out)
    append(log, out)
    assert read(log).problems == ()


@pytest.mark.parametrize(
    ("options", "name", "said"),
    [
        ("event --between Leage company", "unknown-name", "Did you mean"),
        ("event --between league the~League", "same-faction", "Name two different factions."),
        ("event --place league", "unknown-name", "it is the name of a faction"),
        ("event --source league-eldr", "unknown-name", "league-elder"),
        ("event --date 1922-02-30", "impossible-date", ""),
        ("event --type war", "unknown-word", "--type does not take"),
        ("event --state truce --between league company", "unknown-word", "--state does not take"),
        ("event --state war", "state-of-whom", "--between A B"),
        ("event --cites p14", "unknown-passage", 'no passage "p14"'),
        ("event --name x", "unfitting-option", "a new event has no --name"),
        ("event --id first-fights", "name-taken", "first-fights already"),
        ("event --id First", "bad-id", "as in first."),
        ("source --place saltmere --place lowmark", "one-only", "Give --place once"),
        ("faction --name the~league", "name-taken", "the faction league already"),
        ("place --alias Salt~Mere", "name-taken", "the place saltmere already"),
        ("place --kind town", "unknown-word", "--kind does not take"),
        ("evnt", "unknown-kind", "Did you mean event?"),
    ],
)
def test_mistakes(ikhtilaf: Run, log: Path, options: str, name: str, said: str) -> None:
    answer = ikhtilaf("new", *(word.replace("~", " ") for word in options.split()), "--log", log)
    assert (answer.code, answer.out) == (2, "")
    assert f"error[{name}]" in answer.err
    assert said in answer.err


def test_a_place_named_twice_is_one(ikhtilaf: Run, log: Path) -> None:
    answer = ikhtilaf("new", "source", "--place", "saltmere", "--place", "Salt Mere", "--log", log)
    assert answer.code == 0
    assert "    place: saltmere\n" in answer.out


def test_a_log_that_is_no_yaml_is_of_no_use(ikhtilaf: Run, log: Path) -> None:
    append(log, "  - id: [\n")
    answer = ikhtilaf("new", "event", "--log", log)
    assert (answer.code, answer.out) == (3, "")
    assert "error[invalid-log]" in answer.err


def test_a_reporter_without_passages_need_not_be_cited(ikhtilaf: Run, here: Path) -> None:
    (here / "log.yaml").write_text(
        "log: {title: A log, covers: 1920, reporter: p}\nsources: {p: {title: P, kind: book}}\n"
    )
    assert ikhtilaf("new", "event", "--log", "log.yaml").out.endswith("    claims:\n      - {source: p}\n")


def test_the_shipped_log_is_the_default(ikhtilaf: Run) -> None:
    out = ikhtilaf("new", "event", "--between", "Quetta", "IS-K (F)").out
    assert "factions: {quetta: party, isk-f: party}" in out
