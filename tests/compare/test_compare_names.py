"""Which names of two logs mean the same, and a file that says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import faction, log, war

from ikhtilaf.log.name_map import BadNameMapError, read_name_map
from ikhtilaf.query.matching import Given, NameMapError, match


def test_an_id_goes_before_a_name_and_a_name_before_an_alias() -> None:
    ours = log(faction("a", name="Alpha"), faction("b", name="Beta", aliases=("Gamma",)), faction("d", name="Delta"))
    theirs = log(
        faction("a", name="Someone else"),
        faction("x", name="Alpha"),
        faction("y", name="GAMMA"),
        faction("z", name="Zeta", aliases=("delta",)),
    )
    matched = match(ours, theirs, "faction")
    assert matched.theirs == {"a": ("a",), "b": ("y",), "d": ("z",)}
    assert matched.unclear == {}


def test_what_could_be_two_is_neither() -> None:
    ours = log(faction("a", name="Alpha", aliases=("One", "Two")))
    theirs = log(faction("x", name="One"), faction("y", name="Two"))
    matched = match(ours, theirs, "faction")
    assert (matched.theirs, matched.unclear) == ({}, {"a": ("x", "y")})


def test_what_is_given_goes_before_names_and_may_join_several() -> None:
    ours = log(faction("a", name="Alpha"), faction("b", name="Beta"))
    theirs = log(faction("a"), faction("x", name="Ex"), faction("y"))
    given = [Given("Alpha", ("Ex", "y"), "names.yaml", 2), Given("b", ("x",), "names.yaml", 3)]
    assert match(ours, theirs, "faction", given).theirs == {"a": ("x", "y"), "b": ("x",)}


def test_names_that_a_log_does_not_have_are_answered_with_the_nearest() -> None:
    ours, theirs = log(war("quetta", "isk", "2015")), log(war("taliban", "is", "2015"))
    with pytest.raises(NameMapError) as raised:
        match(ours, theirs, "faction", [Given("qetta", ("taliban",), "names.yaml", 2)])
    assert raised.value.message == 'names.yaml:2: there is no faction "qetta" in this log'
    assert raised.value.remedy == "Did you mean quetta?"
    with pytest.raises(NameMapError) as raised:
        match(ours, theirs, "faction", [Given("quetta", ("talban",), "names.yaml", 2)], "ucdp.db")
    assert raised.value.message == 'names.yaml:2: there is no faction "talban" in ucdp.db'
    assert raised.value.remedy == "Did you mean taliban?"


def test_a_file_of_names_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text("factions:\n  no: 017\n  isk: [IS, 'IS-K']\nplaces: {east: E}\n", encoding="utf-8")
    assert [(one.kind, one.ours, one.theirs, one.line) for one in read_name_map(str(path))] == [
        ("faction", "no", ("017",), 2),
        ("faction", "isk", ("IS", "IS-K"), 3),
        ("place", "east", ("E",), 4),
    ]


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_gives_no_names(tmp_path: Path, text: str) -> None:
    path = tmp_path / "names.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_name_map(str(path)) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("quetta: taliban\n", ':1: there is no section "quetta", only factions and places'),
        ("- a\n", ":1: it has no sections"),
        ("factions: a\n", ":1: `factions` has no names below it"),
        ("factions:\n  a:\n", ":2: a name belongs here"),
        ("factions:\n  a: []\n", ":2: the list of names is empty"),
        ("factions:\n  a: {b: c}\n", ":2: a name belongs here"),
        ("factions:\n  a: b\n  a: c\n", ':3: "a" stands there twice'),
        ("factions: [\n", ":2: it is not YAML"),
        ("factions: \x00\n", ":1: it is not text in YAML"),
        ("[" * 5000, ":1: it is not text in YAML"),
    ],
)
def test_a_file_of_another_shape_is_a_mistake_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "names.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadNameMapError) as raised:
        read_name_map(str(path))
    assert raised.value.message.startswith(f"{path}{what}")
    assert "factions: {" in raised.value.remedy
