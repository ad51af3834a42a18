"""Every filter on the small log: alone, repeated, together, and by any spelling of a name."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]

ALL = [
    "old-quarrel",
    "league-war",
    "river-hill-clashes",
    "hill-takes-pay",
    "ford-truce",
    "salt-road",
    "mill-hill-feud",
    "mill-leaves",
    "mill-hill-pact",
    "fighters-join-the-mill",
    "truce-ends",
]


def ids(ikhtilaf: Run, line: str) -> list[str]:
    said = ikhtilaf("timeline", *shlex.split(line), "--fields", "id", "--no-header", "--format", "tsv")
    assert said.returncode == 0, said.stderr
    return said.stdout.split()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("", ALL),
        ("--faction crown", ["league-war", "hill-takes-pay", "ford-truce", "salt-road"]),
        # an umbrella takes its parts along
        ("--between league crown", ["league-war", "hill-takes-pay", "ford-truce", "salt-road"]),
        ("--faction league --until 2015-06 --certain", ["old-quarrel", "league-war"]),
        ("--faction mill --faction crown", [name for name in ALL if name not in
                                             {"old-quarrel", "river-hill-clashes", "truce-ends"}]),
        ("--between river crown", ["ford-truce", "salt-road"]),
        ("--person selim", ["river-hill-clashes"]),
        ("--person selim --person mara", ["river-hill-clashes", "mill-leaves"]),
        ("--type fight", ["league-war", "river-hill-clashes"]),
        ("--type fight --type attack", ["league-war", "river-hill-clashes", "salt-road"]),
        ("--state war", ["league-war", "salt-road", "truce-ends"]),
        ("--state alliance --state tension", ["mill-hill-feud", "mill-leaves", "mill-hill-pact"]),
        ("--state contested", ["hill-takes-pay"]),
        ("--contested", ["hill-takes-pay"]),
        ("--text market", ["ford-truce", "truce-ends"]),
        ("--text coin --text elders", ["hill-takes-pay", "ford-truce"]),
        ("--text 'paid in salt'", ["hill-takes-pay"]),
        ("--source n3", ["river-hill-clashes", "hill-takes-pay"]),
        ("--source n3 --source n2", ["river-hill-clashes", "hill-takes-pay", "mill-leaves", "fighters-join-the-mill"]),
        # a place takes along what lies in it, and what happened somewhere around it is possible
        ("--place ford", ["league-war", "river-hill-clashes", "ford-truce", "mill-hill-pact", "fighters-join-the-mill",
                          "truce-ends"]),
        ("--place ford --certain", ["ford-truce", "fighters-join-the-mill", "truce-ends"]),
        ("--province north-valley --certain", ["river-hill-clashes", "ford-truce", "mill-hill-pact",
                                               "fighters-join-the-mill", "truce-ends"]),
        ("--province south-valley --certain", ["salt-road"]),
        ("--province south-valley --place ford --certain", []),
        ("--place south-valley --place ford --certain", ["ford-truce", "salt-road", "fighters-join-the-mill",
                                                            "truce-ends"]),
        ("--since 2016-06", ["hill-takes-pay", "mill-hill-feud", "mill-hill-pact", "fighters-join-the-mill",
                             "truce-ends"]),
        ("--since 2016-06 --certain", ["fighters-join-the-mill", "truce-ends"]),
        ("--until 2014", ["old-quarrel", "league-war"]),
        ("--until 2014 --certain", ["old-quarrel"]),
        ("--since 2015-10-18 --until 2015-10-18", ["hill-takes-pay", "ford-truce"]),
        ("--since 'Oct 2015' --until 'November 2015' --certain", ["ford-truce", "salt-road"]),
        ("--since '18 October 2015' --until 2015-11 --certain", ["ford-truce", "salt-road"]),
        ("--according-to n2", ["mill-leaves", "fighters-join-the-mill"]),
        ("--according-to mill", ["mill-leaves", "fighters-join-the-mill"]),
        ("--known-by 2015", ["river-hill-clashes", "hill-takes-pay"]),
        ("--faction river --since 2015-10 --until 2015-12 --certain", ["ford-truce", "salt-road"]),
    ],
)  # fmt: skip
def test_filters_of_the_timeline(filters: str, expected: list[str], ikhtilaf: Run) -> None:
    assert sorted(ids(ikhtilaf, filters)) == sorted(expected)
    assert ids(ikhtilaf, filters) == [name for name in ids(ikhtilaf, "") if name in expected]


def test_what_only_may_match_says_so(ikhtilaf: Run) -> None:
    said = ikhtilaf("timeline", "--place", "ford", "--fields", "id,match", "--no-header", "--format", "tsv")
    assert dict(line.split("\t") for line in said.stdout.splitlines()) == {
        "league-war": "possible",
        "river-hill-clashes": "possible",
        "ford-truce": "certain",
        "mill-hill-pact": "possible",
        "fighters-join-the-mill": "certain",
        "truce-ends": "certain",
    }


FILTERS = (
    "--faction river",
    "--between river hill",
    "--person selim",
    "--type fight",
    "--state ceasefire",
    "--text truce",
    "--contested",
    "--province north-valley",
    "--place ford",
    "--since 2015-10",
    "--until 2015-12",
    "--certain",
    "--source n1",
    "--according-to hill",
    "--known-by 2017",
)


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("command", ["timeline", "relations", "changes", "summary", "disputes"])
def test_every_command_that_lists_takes_every_filter(command: str, filters: str, ikhtilaf: Run) -> None:
    said = ikhtilaf(command, *filters.split(), "--format", "json")
    if command == "summary" and filters.startswith("--between"):
        assert (said.returncode, "unheeded-filter" in said.stderr) == (2, True)
        return
    assert said.returncode == 0
    whole = json.loads(ikhtilaf(command, "--format", "json").stdout)
    found = json.loads(said.stdout)
    if isinstance(found, list) and command != "summary" and not filters.startswith(("--place", "--province", "--acc")):
        assert len(found) <= len(whole)


@pytest.mark.parametrize("form", ["relations --matrix", "relations --balance", "changes --from 2015 --to 2016"])
@pytest.mark.parametrize("filters", FILTERS)
def test_a_filter_is_heeded_or_refused(form: str, filters: str, ikhtilaf: Run) -> None:
    said = ikhtilaf(*form.split(), *filters.split(), "--format", "json")
    if said.returncode:
        assert (said.returncode, "unheeded-filter" in said.stderr) == (2, True)
        return
    whole, found = json.loads(ikhtilaf(*form.split(), "--format", "json").stdout), json.loads(said.stdout)
    assert len(found) <= len(whole)


@pytest.mark.parametrize("filters", ["--state war", "--type fight", "--text salt", "--person selim", "--contested"])
def test_a_filter_narrows_what_two_days_differ_in(filters: str, ikhtilaf: Run) -> None:
    line = ["changes", "--from", "2014", "--to", "2016", "--format", "json"]
    whole, found = (json.loads(ikhtilaf(*line, *more).stdout) for more in ((), filters.split()))
    assert len(found) < len(whole)
    assert all(row in whole for row in found)


SPELLINGS = {
    "river": ("River", "RIVER", "River Front", "river-front", "RIVER_FRONT", "riverside front", "Riverside‑Front"),
    "crown": ("the crown", "The King's Men", "the kings men", "the-king’s-men"),
}


@pytest.mark.parametrize(
    ("name", "spelling"), [(name, other) for name, others in SPELLINGS.items() for other in others]
)
def test_any_spelling_of_a_faction(name: str, spelling: str, ikhtilaf: Run) -> None:
    for line in (["timeline", "--faction"], ["relations", "--faction"], ["summary"], ["show"]):
        one, other = (ikhtilaf(*line, word, "--format", "json") for word in (name, spelling))
        assert one.returncode == 0
        assert other.stdout == one.stdout
    one, other = (ikhtilaf("relations", "--between", word, "hill", "--format", "json") for word in (name, spelling))
    assert other.stdout == one.stdout


@pytest.mark.parametrize(
    ("option", "name", "spelling"),
    [
        ("--person", "selim", "Selim Öz"),
        ("--person", "selim", "SELIM OZ"),
        ("--person", "selim", "old selim"),
        ("--province", "north-valley", "NORTH VALLEY"),
        ("--province", "north-valley", "nørre dal"),
        ("--place", "old-town", "Old Town"),
        ("--place", "land", "the land"),
        ("--source", "n1", "The Elder"),
        ("--type", "fight", "Fight"),
        ("--state", "ceasefire", "CEASEFIRE"),
        ("--according-to", "n1", "the elder"),
        ("--according-to", "hill", "Hill Brigade"),
    ],
)
def test_any_spelling_of_anything_else(option: str, name: str, spelling: str, ikhtilaf: Run) -> None:
    one, other = (ikhtilaf("timeline", option, word, "--format", "json") for word in (name, spelling))
    assert one.returncode == 0
    assert other.stdout == one.stdout
    assert one.stdout != ikhtilaf("timeline", "--format", "json").stdout


@pytest.mark.parametrize("spelling", ["haqqani", "Haqqani", "HAQQANI network", "Haqqani-Network", "miran shah"])
def test_spellings_on_the_shipped_log(spelling: str, ikhtilaf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IKHTILAF_LOG")
    one, other = (ikhtilaf("timeline", "--faction", word, "--format", "tsv") for word in ("miran-shah", spelling))
    assert other.stdout == one.stdout
    assert one.stdout.count("\n") > 5


def test_a_day_of_its_own_for_relations(ikhtilaf: Run) -> None:
    def state(*more: str) -> dict[str, str]:
        said = ikhtilaf(
            "relations", "--between", "river", "hill", "--fields", "part,place,state", "--format", "tsv", *more
        )
        rows = [line.split("\t") for line in said.stdout.splitlines()[1:]]
        return {place or "in general": state for part, place, state in rows if part == "now"}

    assert state("--as-of", "2014") == {"in general": "unknown"}
    assert state("--as-of", "2015-10-17") == {"in general": "clashes"}
    assert state("--as-of", "18 October 2015") == {"in general": "clashes", "ford": "ceasefire"}
    assert state() == {"in general": "clashes", "ford": "ceasefire"}
    assert state("--as-of", "2017-01-05") == {"in general": "clashes", "ford": "war"}
    assert state("--place", "ford", "--as-of", "2017-01-04") == {"ford": "clashes"}


def test_the_filters_that_hold_stand_above_a_table(ikhtilaf: Run) -> None:
    said = ikhtilaf(
        "timeline", "--faction", "mill", "--place", "ford", "--place", "land", "--certain", "--format", "table"
    )
    assert said.stdout.splitlines()[0] == "Events: faction mill, place ford or land, certain"
