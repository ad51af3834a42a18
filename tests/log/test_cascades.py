"""Everything is found in one go, and nothing is found that only follows from something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ikhtilaf.log.read import read

Found = Callable[..., list[str]]


def names(found: list[str]) -> list[str]:
    return [line.split(" ", 1)[1] for line in found]


def test_one_bad_field_does_not_hide_the_others(found: Found, small: str) -> None:
    text = (
        small.replace("date: 2015-06", "date: never")
        .replace("type: fight", "type: row")
        .replace("south: party}", "south: loser, est: party}")
        .replace("state: clashes", "state: cold, until: [x], places: [nowhere]")
        .replace("{cites: [P1]}", "{cites: P1, stance: yes, source: nobody}")
    )
    assert names(found(text)) == [
        *(
            "bad-date",
            "unknown-word",
            "unknown-word",
            "unknown-faction",
            "unknown-word",
            "wrong-shape",
            "unknown-place",
        ),
        *("wrong-shape", "unknown-word", "unknown-source"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # what refers to a thing that was not read is no mistake of its own
        ("  north: {kind: faction, name: North}", "  north: [faction, North]", ["wrong-shape"]),
        ("  north: {kind: faction, name: North}", "  north:", ["empty-value"]),
        (
            "  north: {kind: faction, name: North}",
            "  north: {kind: fiction, nam: North}",
            ["unknown-word", "unknown-key"],
        ),
        ("  north: {kind: faction, name: North}", "  North: {kind: faction, name: North}", ["bad-id"]),
        ("  north: {kind: faction, name: North}", "  'nor\x07th': {kind: faction, name: North}", ["control-character"]),
        ("factions:\n", "factoins:\n", ["unknown-key"]),
        ("factions:\n", "factions: none\n#", ["wrong-shape", "bad-yaml"]),
        ("  paper: {kind: article, title: A paper}", "  paper: [article]", ["wrong-shape"]),
        ("  paper: {kind: article, title: A paper}", "- paper", ["wrong-shape"]),
        ("log: {", "log: [{", ["wrong-shape", "bad-yaml"]),
        ("title: A log, covers: 2014/2017, reporter: paper", "title: A log, covers: 2014/2017", ["missing-key"]),
        (
            "title: A log, covers: 2014/2017, reporter: paper",
            "title: A log, covers: soon, reporter: paper",
            ["bad-date"],
        ),
        (
            "title: A log, covers: 2014/2017, reporter: paper",
            "title: A log, covers: [], reporter: papers",
            ["wrong-shape", "unknown-source"],
        ),
        # a value that is no good stands for nothing
        ("date: 2015-06", "date: 2015-06\n    after: clash", ["wrong-shape"]),
        ("date: 2015-06", "date: soon\n    postscript: yes", ["bad-date"]),
        ("[north, south]", "north and south", ["wrong-shape"]),
        ("[north, south]", "[north, [south]]", ["wrong-shape"]),
        ("[north, south]", "[north, est]", ["unknown-faction"]),
        ("{north: party, south: party}", "[north, south]", ["wrong-shape"]),
        ("      - {cites: [P1]}", "      - P1", ["wrong-shape"]),
        ("    text: North", "    texts: North", ["unknown-key"]),
        ("    text: North and", "    text: \x00 and", ["control-character"]),
        ("  - id: clash", "  - id: [clash]", ["wrong-shape"]),
    ],
)
def test_nothing_follows_from_a_mistake(old: str, new: str, expected: list[str], found: Found, small: str) -> None:
    assert old in small
    text = small.replace(old, new, 1)
    assert names(found(text)) == expected
    assert names(found(text, pure=True)) == expected


def test_facts_with_a_field_that_is_no_good_do_not_lack_it(found: Found, small: str) -> None:
    def fact(fields: str) -> list[str]:
        facts = f"name: North, facts: [{{{fields}, claims: [{{cites: [P1]}}]}}]}}"
        return names(found(small.replace("name: North}", facts)))

    assert fact("kind: strength, figure: many") == ["bad-number"]
    assert fact("kind: area, places: nowhere") == ["wrong-shape"]
    assert fact("kind: area, places: [nowhere]") == ["unknown-place"]
    assert fact("kind: leader, person: nobody") == ["unknown-person"]
    assert fact("kind: share, of: nobody, figure: 5") == ["unknown-faction"]
    assert fact("kind: strenght, figure: many") == ["unknown-word", "bad-number"]
    assert fact("kind: area") == ["fact-field"]
    assert fact("kind: composition, figure: 3") == ["fact-field", "fact-field"]


def test_after_bad_yaml_nothing_is_missing_but_what_came_before_is_told(found: Found, small: str) -> None:
    text = small.replace("type: fight", "type: row").replace("    text: North", "   text: North")
    assert names(found(text)) == ["unknown-word", "bad-yaml"]
    assert found(text, pure=True) == found(text)


def test_bad_yaml_in_one_file_does_not_keep_the_others_from_being_checked(
    tmp_path_factory: pytest.TempPathFactory, small: str
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    (folder / "a.yaml").write_text("factions:\n  east: {kind: faction, name: East}\n  @west: {}\n", encoding="utf-8")
    (folder / "b.yaml").write_text(
        small.replace("clashes", "rain").replace("south: party", "south: party, west: party"), encoding="utf-8"
    )
    reading = read(folder)
    assert [(problem.file[-6:], problem.name) for problem in reading.problems] == [
        ("a.yaml", "bad-yaml"),
        ("b.yaml", "unknown-word"),
    ]


def test_a_circle_is_told_once(found: Found, small: str) -> None:
    event = small[small.index("  - id") :]
    text = small.replace("    type: fight", "    type: fight\n    after: [c]")
    for id_, after in (("b", "clash"), ("c", "b"), ("d", "c")):
        text += event.replace("id: clash", f"id: {id_}").replace(
            "    type: fight", f"    type: fight\n    after: [{after}]"
        )
    assert names(found(text)) == ["order-cycle"]


def test_events_after_one_that_is_out_of_order_are_not_out_of_order(found: Found, small: str) -> None:
    event = small[small.index("  - id") :]
    text = small
    for id_, after, date in (("b", "clash", "2014"), ("c", "b", "2014-05"), ("d", "c", "2014-04")):
        text += event.replace("id: clash", f"id: {id_}\n    after: [{after}]").replace("2015-06", date)
    assert names(found(text)) == ["order-against-dates", "order-against-dates"]
