"""A compiled log that somebody hands us is looked through once, and again whenever it may be another."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

from ikhtilaf.store import cache, foreign
from ikhtilaf.store.opening import open_store, packaged_log


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own that is not there yet; files count as changed long ago, however new they are."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("IKHTILAF_CACHE", str(folder))
    monkeypatch.setattr(cache, "_RACY_NS", -(10**12))
    return folder


@pytest.fixture
def handed(tmp_path: Path) -> Path:
    path = tmp_path / "handed.db"
    store = open_store(packaged_log(), cached=False)
    store.copy_to(str(path))
    store.close()
    return path


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the databases that were looked through."""
    found: list[str] = []
    really = foreign._look_through

    def look_through(connection: sqlite3.Connection, path: str) -> None:
        found.append(path)
        really(connection, path)

    monkeypatch.setattr(foreign, "_look_through", look_through)
    return found


def title(path: Path, *, cached: bool = True) -> str:
    store = open_store(str(path), cached=cached)
    found = store.facts["title"]
    assert not store.trusted
    store.close()
    return found


def changed(path: Path, sql: str) -> None:
    """Change the database, so that its times and its size stay as they were, as far as anybody can."""
    before = path.stat()
    connection = sqlite3.connect(path)
    connection.execute(sql)
    connection.execute("PRAGMA user_version = 0")
    connection.commit()
    connection.close()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


@pytest.mark.usefixtures("kept")
def test_it_is_looked_through_once(handed: Path, looks: list[str]) -> None:
    assert title(handed) == title(handed) == title(handed)
    assert looks == [str(handed)]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("sql", "why"),
    [("UPDATE assertion SET state = 'wor'", "state"), ("UPDATE event SET first = first + 1", "before its first")],
)
def test_one_that_has_changed_is_looked_through_again(handed: Path, looks: list[str], sql: str, why: str) -> None:
    title(handed)
    changed(handed, sql)
    for _ in range(2):
        with pytest.raises(foreign.NotAStoreError, match=why):
            open_store(str(handed))
    assert len(looks) == 3


@pytest.mark.usefixtures("kept")
def test_another_file_in_its_place_is_looked_through(handed: Path, looks: list[str], tmp_path: Path) -> None:
    title(handed)
    before = handed.stat()
    other = tmp_path / "other.db"
    other.write_bytes(handed.read_bytes())
    other.replace(handed)
    os.utime(handed, ns=(before.st_atime_ns, before.st_mtime_ns))
    title(handed)
    assert len(looks) == 2


@pytest.mark.usefixtures("kept")
def test_by_another_version_it_is_looked_through_again(
    handed: Path, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    title(handed)
    monkeypatch.setattr("ikhtilaf.store.opening.version", lambda: "another")
    title(handed)
    assert len(looks) == 2


@pytest.mark.usefixtures("kept")
def test_its_tables_are_looked_at_each_time(handed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    title(handed)
    monkeypatch.setattr(foreign, "SCHEMA_VERSION", 0)
    with pytest.raises(foreign.NotAStoreError, match="version"):
        open_store(str(handed))


def test_one_that_was_written_a_moment_ago_may_be_written_again(
    handed: Path, looks: list[str], kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_RACY_NS", 10**12)
    assert title(handed) == title(handed)
    assert len(looks) == 2
    assert not kept.exists()


def test_without_the_cache_it_is_looked_through_each_time(handed: Path, looks: list[str], kept: Path) -> None:
    for _ in range(2):
        title(handed, cached=False)
    assert len(looks) == 2
    assert not kept.exists()


def test_where_nothing_can_be_noted_it_answers_all_the_same(handed: Path, looks: list[str], kept: Path) -> None:
    kept.write_text("a file where the folder should be", "utf-8")
    assert title(handed) == title(handed)
    assert len(looks) == 2


def test_one_that_is_refused_is_not_noted(tmp_path: Path, kept: Path) -> None:
    path = tmp_path / "none.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(4096))
    with pytest.raises(foreign.NotAStoreError):
        open_store(str(path))
    assert not kept.exists()


def test_a_log_where_a_database_was_is_read(handed: Path, kept: Path) -> None:
    title(handed)
    handed.write_bytes(Path(packaged_log()).read_bytes())
    then = time.time() - 3600
    os.utime(handed, (then, then))
    store = open_store(str(handed))
    assert store.trusted
    store.close()
    assert len(list(kept.glob("*.seen"))) == 1
