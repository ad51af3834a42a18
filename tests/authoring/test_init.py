"""The log to begin with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from ikhtilaf.cli import writing
from ikhtilaf.log.read import read
from ikhtilaf.log.schema import json_schema
from ikhtilaf.log.template import template

Run = Callable[..., Any]


def test_it_passes_check_without_a_warning(ikhtilaf: Run, here: Path) -> None:
    answer = ikhtilaf("init", "new/folder")
    assert (answer.code, answer.out) == (0, "")
    assert "wrote new/folder/log.yaml and new/folder/ikhtilaf.schema.json" in answer.err
    assert "ikhtilaf check new/folder/log.yaml" in answer.err
    assert sorted(path.name for path in (here / "new/folder").iterdir()) == ["ikhtilaf.schema.json", "log.yaml"]
    assert read("new/folder").problems == ()
    checked = ikhtilaf("check", "new/folder")
    assert checked.code == 0
    assert "no errors, no warnings" in checked.out
    assert ikhtilaf("fmt", "--check", "new/folder").code == 0


def test_what_it_shows(ikhtilaf: Run, here: Path) -> None:
    ikhtilaf("init", "log")
    log = read("log").usable()
    assert len(log.events) == 3
    assert any("~" in event.date.text for event in log.events)
    assert any(relation.places for event in log.events for relation in event.relations)
    assert any(event.ends for event in log.events)
    disputes = json.loads(ikhtilaf("disputes", "--log", "log", "--format", "json").out)
    assert "truce-breaks" in json.dumps(disputes)


def test_the_editor_finds_a_schema_that_the_log_fits(ikhtilaf: Run, here: Path) -> None:
    ikhtilaf("init", "log")
    first = (here / "log/log.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=./ikhtilaf.schema.json"
    schema = json.loads((here / "log/ikhtilaf.schema.json").read_text())
    assert schema == json_schema()
    jsonschema.validate(yaml.safe_load(template().replace("date: 1922-03-04", 'date: "1922-03-04"')), schema)


@pytest.mark.parametrize("name", ["log.yaml", "ikhtilaf.schema.json"])
def test_nothing_is_overwritten(ikhtilaf: Run, here: Path, name: str) -> None:
    (here / "log").mkdir()
    (here / "log" / name).write_text("mine")
    answer = ikhtilaf("init", "log")
    assert answer.code == 2
    assert f"error[file-exists]: log/{name} is there already; nothing was written" in answer.err
    assert [path.name for path in (here / "log").iterdir()] == [name]
    assert (here / "log" / name).read_text() == "mine"


def test_a_dangling_link_is_not_written_through(ikhtilaf: Run, here: Path) -> None:
    (here / "log").mkdir()
    (here / "log/log.yaml").symlink_to(here / "elsewhere.yaml")
    assert ikhtilaf("init", "log").code == 2
    assert not (here / "elsewhere.yaml").exists()


def test_a_file_in_place_of_the_folder(ikhtilaf: Run, here: Path) -> None:
    (here / "log").write_text("mine")
    answer = ikhtilaf("init", "log/deeper")
    assert answer.code == 2
    assert "log is no folder" in answer.err
    assert (here / "log").read_text() == "mine"


def test_nothing_is_half_written(ikhtilaf: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = writing._fill

    def full_disk(file: Path, text: str, mode: int) -> None:
        if ".json." in file.name:
            raise OSError(28, "No space left on device", str(file))
        fill(file, text, mode)

    monkeypatch.setattr(writing, "_fill", full_disk)
    answer = ikhtilaf("init", "new/log")
    assert answer.code == 2
    assert "no space left on device" in answer.err
    assert list(here.iterdir()) == []


def test_files_have_the_usual_mode(ikhtilaf: Run, here: Path) -> None:
    ikhtilaf("init", "log")
    (here / "plain").write_text("")
    assert (here / "log/log.yaml").stat().st_mode == (here / "plain").stat().st_mode
