"""Compiled logs that are kept: used when nothing changed, never when anything did, and never needed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import ikhtilaf.log.read
from ikhtilaf.errors import IkhtilafError
from ikhtilaf.log.read import Reading
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.timeline import timeline
from ikhtilaf.store import cache
from ikhtilaf.store.foreign import NotAStoreError
from ikhtilaf.store.opening import BrokenLogError, open_store

LOG = """\
log: {title: A small log, covers: 2015/2016, reporter: paper}
sources:
  paper: {kind: article, title: A paper, date: 2017}
factions:
  red: {kind: faction, name: Red}
  blue: {kind: faction, name: Blue}
events:
  - id: fight
    date: 2015-03
    type: fight
    title: Red and Blue fight
    factions: {red: party, blue: party}
    text: They fought.
    relations:
      - {between: [red, blue], state: war}
    claims:
      - {cites: [p1]}
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of its own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("IKHTILAF_CACHE", str(folder))
    return folder


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.yaml"
    write(path, LOG)
    return path


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the logs that were read as YAML."""
    seen: list[str] = []
    really: Callable[..., Reading] = ikhtilaf.log.read.read

    def read(path: str, **options: object) -> Reading:
        seen.append(path)
        return really(path, **options)

    monkeypatch.setattr(ikhtilaf.log.read, "read", read)
    return seen


@pytest.fixture
def trusted_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files had been changed long ago: the time of the last change of status cannot be set back."""
    monkeypatch.setattr(cache, "_RACY_NS", -(10**12))


def write(path: Path, text: str, age: float = 3600) -> None:
    path.write_text(text, "utf-8")
    then = time.time() - age
    os.utime(path, (then, then))


def titles(path: Path, *, cached: bool = True) -> list[str]:
    store = open_store(str(path), cached=cached)
    found = store.column("SELECT title FROM event")
    store.close()
    return found


@pytest.mark.usefixtures("trusted_times")
def test_a_log_that_did_not_change_is_read_once(log: Path, kept: Path, reads: list[str]) -> None:
    assert titles(log) == titles(log) == ["Red and Blue fight"]
    assert len(reads) == 1
    assert len(list(kept.glob("*.db"))) == 1


@pytest.mark.usefixtures("kept")
def test_times_that_cannot_be_trusted_are_checked_by_content(log: Path, reads: list[str]) -> None:
    titles(log)
    state = log.stat()
    log.write_text(LOG.replace("Red and Blue fight", "Red and Blue argue"), "utf-8")
    os.utime(log, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert titles(log) == titles(log) == ["Red and Blue argue"]
    assert len(reads) == 2


@pytest.mark.usefixtures("kept", "trusted_times")
def test_a_changed_log_is_read_again(log: Path, reads: list[str]) -> None:
    titles(log)
    write(log, LOG.replace("Red and Blue fight", "Blue and Red make up"), age=1800)
    assert titles(log) == ["Blue and Red make up"]
    assert len(reads) == 2


def test_without_the_cache_nothing_is_kept(log: Path, kept: Path) -> None:
    assert titles(log, cached=False) == ["Red and Blue fight"]
    assert not kept.exists()


def test_a_broken_log_is_refused_each_time_and_not_kept(log: Path, kept: Path) -> None:
    write(log, LOG.replace("state: war", "state: wor"))
    for _ in range(2):
        with pytest.raises(BrokenLogError):
            open_store(str(log))
    assert not list(kept.glob("*"))


@pytest.mark.usefixtures("kept", "trusted_times")
def test_a_folder_is_kept_too_and_a_new_file_in_it_is_seen(tmp_path: Path, reads: list[str]) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    write(folder / "a.yaml", LOG)
    assert titles(folder) == titles(folder) == ["Red and Blue fight"]
    assert len(reads) == 1
    more = LOG[LOG.index("events:") :].replace("fight", "raid").replace("type: raid", "type: attack")
    write(folder / "b.yaml", more)
    assert titles(folder) == ["Red and Blue fight", "Red and Blue raid"]


@pytest.mark.usefixtures("trusted_times")
@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "not a database", "gone"])
def test_a_damaged_compiled_log_is_made_again(damage: str, log: Path, kept: Path, reads: list[str]) -> None:
    titles(log)
    (compiled,) = kept.glob("*.db")
    content = compiled.read_bytes()
    where = content.index(b"Red and Blue fight")
    flipped = content[:where] + b"x" + content[where + 1 :]
    damaged = {"cut": content[: len(content) // 2], "flipped": flipped, "emptied": b"", "not a database": b"hello"}
    if damage == "gone":
        compiled.unlink()
    else:
        compiled.write_bytes(damaged[damage])
    assert titles(log) == titles(log) == ["Red and Blue fight"]
    assert len(reads) == 2


@pytest.mark.parametrize("text", ["", "ikhtilaf 1\n", "ikhtilaf 1\n../../x\n1\n1\nx", "ikhtilaf 1\nabc\nx\ny\nz", "\0"])
def test_a_damaged_note_of_what_was_seen_is_ignored(text: str, log: Path, kept: Path) -> None:
    titles(log)
    for seen in kept.glob("*.seen"):
        seen.write_text(text, "utf-8")
    assert titles(log) == ["Red and Blue fight"]


def test_a_cache_that_cannot_be_written_is_no_reason_not_to_answer(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("I am no folder")
    monkeypatch.setenv("IKHTILAF_CACHE", str(in_the_way))
    assert titles(log) == ["Red and Blue fight"]
    assert in_the_way.read_text() == "I am no folder"


def test_a_full_disk_is_no_reason_not_to_answer(log: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert titles(log) == ["Red and Blue fight"]
    assert not list(kept.glob("*.tmp"))


def test_a_log_that_changes_while_it_is_read_is_not_kept_under_its_old_name(
    log: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really: Callable[..., Reading] = ikhtilaf.log.read.read

    def read(path: str, **options: object) -> Reading:
        write(log, LOG.replace("Red and Blue fight", "Changed meanwhile"))
        return really(path, **options)

    monkeypatch.setattr(ikhtilaf.log.read, "read", read)
    assert titles(log) == ["Changed meanwhile"]
    assert not list(kept.glob("*.db"))


def test_no_place_for_a_cache(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IKHTILAF_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache.folder() is None
    assert titles(log) == ["Red and Blue fight"]


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IKHTILAF_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert cache.folder() == "/somewhere/ikhtilaf"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert cache.folder() == "/home/somebody/.cache/ikhtilaf"


def test_old_ones_are_swept(log: Path, kept: Path) -> None:
    kept.mkdir()
    for number in range(40):
        old = kept / f"{number:040x}.db"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    left_behind, in_use = (kept / f"{letter * 40}.db.1-0123abcd.tmp" for letter in "ab")
    own = [kept / "draft.tmp", *(kept / f"thesis{number}.db" for number in range(30))]
    for path in own:
        path.write_bytes(b"mine")
        os.utime(path, (0, 0))
    left_behind.write_bytes(b"half")
    in_use.write_bytes(b"half")
    os.utime(left_behind, (0, 0))
    titles(log)
    assert len(list(kept.glob("*.db"))) == 24 + 30
    assert all(path.read_bytes() == b"mine" for path in own)
    assert (kept / f"{39:040x}.db").exists()
    assert not left_behind.exists()
    assert in_use.exists()


def test_many_processes_on_one_cold_cache(log: Path, kept: Path) -> None:
    program = (
        "from ikhtilaf.store.opening import open_store\n"
        "import sys; print(open_store(sys.argv[1]).column('SELECT id FROM event'))\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, log], stdout=subprocess.PIPE, text=True) for _ in range(8)
    ]
    assert {process.communicate()[0] for process in running} == {"['fight']\n"}
    assert [process.returncode for process in running] == [0] * 8
    assert len(list(kept.glob("*.db"))) == 1
    assert not list(kept.glob("*.tmp"))


def test_a_compiled_log_opens_by_its_path(log: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    open_store(str(log)).copy_to(str(copy))
    assert titles(copy) == ["Red and Blue fight"]


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("CREATE VIEW v AS SELECT 1", "tables are not those"),
        ("CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT 1; END", "tables are not those"),
        ("DROP TABLE person", "tables are not those"),
        ("UPDATE log SET value = '999' WHERE key = 'schema'; CREATE TABLE more (x)", "of version 999"),
        ("DELETE FROM log", "tables are not those"),
        ("DELETE FROM log WHERE key = 'longest_span'", "its longest_span is not that of its events"),
        ("UPDATE log SET value = 'x' WHERE key = 'longest_span'", "its longest_span is not"),
        ("UPDATE log SET value = '5' WHERE key = 'longest_span'", "its longest_span is not"),
        ("DELETE FROM log WHERE key = 'events'", "its events is not"),
        ("DELETE FROM log WHERE key = 'reporter'", "does not say its reporter"),
        ("UPDATE log SET value = 'x' WHERE key = 'covers_latest'", "its covers_latest is no day"),
        ("UPDATE event SET first = 'soon'", "a number in event that is none"),
        ("UPDATE assertion SET until = '2016', end_latest = x'00'", "a number in assertion that is none"),
        ("UPDATE claim SET cites = '['", "a list in claim that is none"),
        ("UPDATE faction SET kind = '<b>'", "a kind of faction that there is not"),
        ("UPDATE source SET kind = x'00'", "a text in source that is none"),
    ],
)
def test_a_database_that_is_not_ours_is_refused(sql: str, why: str, log: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    open_store(str(log)).copy_to(str(copy))
    connection = sqlite3.connect(copy)
    connection.executescript(sql)
    connection.close()
    with pytest.raises(NotAStoreError) as refused:
        open_store(str(copy))
    assert why in refused.value.message
    assert "ikhtilaf store" in refused.value.remedy


def test_the_index_of_words_of_another_is_not_relied_on(log: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    open_store(str(log)).copy_to(str(copy))
    connection = sqlite3.connect(copy)
    connection.executescript("DELETE FROM event_word; INSERT INTO event_search(event_search) VALUES ('delete-all')")
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    store = open_store(str(copy))
    assert [row["title"] for row in timeline(store, Filters(text=("fought",)))] == ["Red and Blue fight"]


def test_a_damaged_database_is_refused(log: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    open_store(str(log)).copy_to(str(copy))
    copy.write_bytes(copy.read_bytes()[:5000])
    with pytest.raises(IkhtilafError):
        titles(copy)
