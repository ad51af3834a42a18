"""Every problem stands at its exact place, whichever part of the log it is found in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ikhtilaf.log.read import Reading, read

Found = Callable[..., list[str]]

CASES = {
    # (what is replaced, by what): what is found, at the place of the ^, which is taken out
    ("state: clashes", "state: ^clash"): "unknown-word",
    ("cites: [P1]", "cites: [P1, ^[P2]]"): "wrong-shape",
    ("cites: [P1]", "cites: [P1, ^~]"): "empty-value",
    ("date: 2015-06", "date: ^2015-13"): "impossible-date",
    ("date: 2015-06", "date: '2015-06'\n    ^moon: full"): "unknown-key",
    ("{cites: [P1]}", "{^'': x, cites: [P1]}"): "empty-value",
    ("{cites: [P1]}", "{^[a]: x, cites: [P1]}"): "wrong-shape",
    ("{cites: [P1]}", "{^*a : x, cites: [P1]}"): "yaml-alias",
    ("{cites: [P1]}", "{^&a cites: [P1]}"): "yaml-anchor",
    ("{cites: [P1]}", "{^!a cites: [P1]}"): "yaml-tag",
    ("{cites: [P1]}", "{cites: ^&a [P1]}"): "yaml-anchor",
    ("{cites: [P1]}", "^!a {cites: [P1]}"): "yaml-tag",
    ("{cites: [P1]}", "{cites: [P1], note: ^!!str }"): "yaml-tag",
    ("between: [north, south]", "between: [north, ^sout]"): "unknown-faction",
    ("between: [north, south]", "between: [ North , ^Nort ]"): "unknown-faction",
    ("{north: party, south: party}", "{north: party, South: party, ^east: party}"): "unknown-faction",
    ("{north: party, south: party}", "{north: party, South: party, ^SOUTH: party}"): "named-twice",
    (
        "{north: party, south: party}",
        "\n      north: party\n      'South': party\n      ^\"east\": party",
    ): "unknown-faction",
    ("{cites: [P1]}", "{source: ^nobody, cites: [P1]}"): "unknown-source",
    ("{cites: [P1]}", "source: ^nobody"): "unknown-source",
    ("reporter: paper", "reporter: ^nobody"): "unknown-source",
    ("name: South}", "name: ^North}"): "ambiguous-name",
    ("name: South}", "name: South, aliases: [x, ^north]}"): "ambiguous-name",
    ("name: South}", "name: South, facts: [{kind: area, places: [^x], claims: [{}]}]}"): "unknown-place",
    ("name: South}", "name: South, ties: [{kind: part_of, faction: ^x, claims: [{}]}]}"): "unknown-faction",
    ("name: South}", "name: South, ties: [{kind: part_of, faction: North, claims: [{source: ^x}]}]}"): "unknown-source",
    ("title: A paper}", "title: A paper, affiliation: ^x}"): "unknown-faction",
    ("title: A paper}", "\n    title: A paper,\n    place: ^x\n  }"): "unknown-place",
    ("    type: fight", "    type: fight\n    places:\n      -   ^x"): "unknown-place",
    ("    type: fight", "    type: fight\n    ends: [^x]"): "unknown-event",
    ("    type: fight", "    type: fight\n    people: {? ^x : leads}"): "unknown-person",
    ("state: clashes", "state: clashes, until: ^2014"): "end-before-start",
    ("state: clashes", "from: 2016, until: ^2015, state: clashes"): "end-before-start",
}


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize(("change", "name"), CASES.items(), ids=lambda value: str(value)[:60])
def test_a_problem_stands_at_its_place(
    change: tuple[str, str], name: str, pure: bool, small: str, read_text: Callable[..., Reading]
) -> None:
    old, new = change
    assert old in small
    text = small.replace(old, new, 1)
    index = text.index("^")
    line, column = text.count("\n", 0, index) + 1, index - text.rindex("\n", 0, index)
    problems = read_text(text.replace("^", "", 1), pure=pure).problems
    assert (line, column, name) in [(problem.line, problem.column, problem.name) for problem in problems]


def test_columns_count_characters(found: Found, small: str) -> None:
    text = small.replace("state: clashes", "note: '南𝄞é e\u0301', state: x").replace("clashes", "x")
    line = text.splitlines().index(next(line for line in text.splitlines() if "state: x" in line)) + 1
    column = text.splitlines()[line - 1].index("state: x") + len("state: ") + 1
    assert found(text) == [f"{line}:{column} unknown-word"]
    assert found(text, pure=True) == found(text)


def test_places_do_not_depend_on_line_breaks_or_a_byte_order_mark(found: Found, small: str) -> None:
    text = small.replace("state: clashes", "state: x").replace("[north, south]", "[north, y]")
    expected = found(text)
    assert [line.split()[1] for line in expected] == ["unknown-faction", "unknown-word"]
    for other in (
        text.replace("\n", "\r\n"),
        text.replace("\n", "\r"),
        "\ufeff" + text,
        "\ufeff" + text.replace("\n", "\r\n"),
    ):
        assert found(other) == expected
        assert found(other, pure=True) == expected


def test_the_line_of_a_problem_is_the_users(read_text: Callable[..., Reading], small: str) -> None:
    text = small.replace("state: clashes", "state: x").replace("\n", "\r\n")
    reading = read_text(text)
    (problem,) = reading.problems
    assert reading.line_of(problem) == "      - {between: [north, south], state: x}"


def test_lines_across_pieces_of_a_big_file_are_whole(tmp_path: Path, small: str) -> None:
    filler = "".join(f"# {number} {'x' * 200}\n" for number in range(2000))
    path = tmp_path / "big.yaml"
    path.write_text(
        small.replace("state: clashes", "state: x\n" + filler + "       , note: [" + "y" * 100_000 + "]"),
        encoding="utf-8",
    )
    reading = read(path)
    word, shape = reading.problems
    assert (word.name, shape.name, shape.line) == ("unknown-word", "wrong-shape", word.line + 2001)
    assert reading.line_of(word) == "      - {between: [north, south], state: x"
    assert reading.line_of(shape) == "       , note: [" + "y" * 100_000 + "]}"


def test_problems_of_several_files_are_sorted(tmp_path: Path, small: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path("logs")
    folder.mkdir()
    Path(folder, "b.yaml").write_text(small.replace("clashes", "x").replace("fight\n", "y\n", 1), encoding="utf-8")
    Path(folder, "a.yml").write_text("people: {A: {}}\nplaces: {b: {kind: z}}\n", encoding="utf-8")
    problems = read("logs").problems
    found = [(problem.file, problem.line, problem.column) for problem in problems]
    assert found == sorted(found)
    assert {problem.file for problem in problems} == {"logs/a.yml", "logs/b.yaml"}
