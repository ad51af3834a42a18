"""The made-up logs: the same numbers give the same bytes, and what they say is sound and of the shipped log's shape."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import generate
import pytest
import world
from events import RARE, Event, events
from hypothesis import given
from hypothesis import strategies as st
from vague import KINDS, told

import ikhtilaf
from ikhtilaf.dates import parse

COUNT = 400


@pytest.fixture(scope="module")
def made() -> list[Event]:
    return list(events(COUNT, Random(1)))


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "log.yaml"
    generate.write(path, COUNT)
    return path


def test_the_same_numbers_give_the_same_bytes() -> None:
    once, again, other = ("".join(generate.log(60, Random(seed))) for seed in (7, 7, 8))
    assert once == again
    assert once != other


def test_a_larger_log_begins_with_the_smaller_one() -> None:
    small, large = ("".join(generate.log(count, Random(1))) for count in (50, 90))
    assert large.startswith(small)


def test_a_log_passes_check_without_errors(log: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "ikhtilaf", "check", log], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 0
    assert f"{COUNT} events" in said
    assert "no errors" in said
    # So few events do not come round to every source.
    assert set(re.findall(r"warning\[([a-z-]+)\]", said)) <= {"unused"}


def test_a_folder_says_the_same_as_the_file(log: Path, tmp_path: Path) -> None:
    generate.write_folder(tmp_path / "folder", COUNT, 10)
    assert len(list((tmp_path / "folder").iterdir())) == 10
    where = {"at"}
    file, folder = (
        [{key: value for key, value in row.items() if key not in where} for row in ikhtilaf.load(path).timeline()]
        for path in (log, tmp_path / "folder")
    )
    assert file == folder


def test_only_the_rare_events_are_found(log: Path) -> None:
    found = ikhtilaf.load(log)
    expected = {f"e-{number}" for number in range(1, RARE + 1)}
    for asked in ({"province": "p-rare"}, {"faction": "f-rare-a"}, {"text": world.RARE_PHRASE}):
        assert {row["id"] for row in found.timeline(**asked)} == expected  # type: ignore[arg-type]


def test_everything_that_the_shipped_log_has_is_there(made: list[Event]) -> None:
    said = [relation for event in made for relation in event.relations]
    assert {len(event.claims) for event in made} == {1, 2, 3, 4}
    assert any(event.after for event in made)
    assert any(event.ends for event in made)
    assert any(relation.begins for relation in said)
    assert any(relation.until for relation in said)
    assert {bool(relation.places) for relation in said} == {True, False}
    assert {claim.stance for event in made for claim in event.claims} > {"asserts", "denies", "doubts", "alleges"}
    assert any(claim.hedge for event in made for claim in event.claims)
    assert 0.9 < len(said) / len(made) < 1.1
    text = "".join(world.text())
    assert "split_from" in text
    assert "part_of" in text


@given(st.integers(world.FIRST_DAY, world.LAST_DAY), st.randoms(use_true_random=False))
def test_a_told_date_means_what_the_program_reads_in_it(day: int, random: Random) -> None:
    found = told(day, random)
    read = parse(found.text)
    assert (found.first, found.last, found.began) == (read.earliest, read.latest, read.begin_latest)
    assert found.first is None or found.first <= day
    assert found.last is None or day <= found.last


def test_every_way_of_telling_a_date_comes_up() -> None:
    day = date(2001, 1, 15).toordinal()
    random = Random(2)
    shapes = Counter("".join("9" if c.isdigit() else c for c in told(day, random).text) for _ in range(500))
    assert len(shapes) >= len(KINDS) - 1  # a season looks as a month does
