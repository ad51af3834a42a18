"""A large table is read by a second process: the same database, and one clean end whatever happens to either."""

from __future__ import annotations

import csv
import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread

import pytest

from ikhtilaf.imports import ahead
from ikhtilaf.imports.coded import Kept
from ikhtilaf.store import words

HERE = Path(__file__).parent
ROWS = 20_000
Run = Callable[..., CompletedProcess[str]]
Content = dict[str, list[tuple[object, ...]]]
Start = Callable[..., subprocess.Popen[str]]

divides = pytest.mark.skipif(
    not Path("/proc/self/task").is_dir() or len(os.sched_getaffinity(0)) < 2,
    reason="a second process is started and found on Linux, with two processors",
)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small table many times over: with new identifiers, one of them twice, and a word too long for the index."""
    with (HERE / "ucdp.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    path = tmp_path_factory.mktemp("large") / "ged181.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(head)
        for n in range(ROWS):
            row = [*rows[n % len(rows)]]
            if len(row) == len(head):
                row[head.index("id")] = str(7 if n == ROWS - 1 else n)
                row[head.index("source_original")] = "y" * 9000 if n == 0 else f"Station {n}"
            out.writerow(row)
    assert path.stat().st_size > ahead.SMALL
    return path


@pytest.fixture
def start() -> Iterator[Start]:
    """Start the command line as a process of its own."""
    started: list[subprocess.Popen[str]] = []

    def call(*arguments: str, **more: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "ikhtilaf", "import", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        process: subprocess.Popen[str] = subprocess.Popen(command, **pipes, **more)  # type: ignore[call-overload]
        started.append(process)
        return process

    yield call
    for process in started:
        process.kill()
        process.wait()


def reader_of(process: subprocess.Popen[str]) -> int:
    """The number of the second process, once it is there."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None:
        if found := children.read_text("ascii").split():
            return int(found[0])
        time.sleep(0.005)
    raise AssertionError(process.communicate())


def content(path: Path) -> Content:
    """All tables of a compiled log, and every word of its index with where it stands."""
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    connection.execute("CREATE VIRTUAL TABLE temp.instance USING fts5vocab(main, event_search, instance)")
    tables = [*(name for name in names if not name.startswith("event_search")), "temp.instance", "sqlite_master"]
    found = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}  # noqa: S608
    found["sqlite_master"] = [(type_, name, sql) for type_, name, _, _, sql in found["sqlite_master"]]
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return found


@pytest.fixture(scope="module")
def plain(large: Path) -> Path:
    """The database that one process makes, without a thread, of the large table."""
    from ikhtilaf.cli.run import run

    def refused(_thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    path = large.with_name("plain.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ahead, "_may_divide", lambda: False)
        patch.setattr(words, "Thread", type("None_", (Thread,), {"start": refused}))
        assert run(["import", "ucdp", str(large), "-o", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def held(plain: Path) -> Content:
    """What that database holds."""
    return content(plain)


def assert_holds(path: Path, held: Content) -> None:
    found = content(path)
    assert found.keys() == held.keys()
    for table, rows in found.items():
        if rows != held[table]:  # whose difference pytest would look for, in some hundred thousand rows
            for row, expected in zip_longest(rows, held[table]):
                assert row == expected, table


@divides
def test_two_processes_make_what_one_makes(
    large: Path, plain: Path, held: Content, start: Start, tmp_path: Path
) -> None:
    process = start("ucdp", str(large), "-o", str(tmp_path / "two.db"))
    reader_of(process)
    _, said = process.communicate()
    assert process.returncode == 0, said
    assert_holds(tmp_path / "two.db", held)
    with closing(sqlite3.connect(plain)) as connection:
        facts = dict(connection.execute("SELECT key, value FROM log"))
    assert facts["words_cut"] == "1"
    *refused, tally, _ = said.splitlines()
    assert f'row {ROWS} (line {ROWS + 1}) is not taken: its id "ucdp-7" is that of line 9' in refused
    assert (
        tally == f"note: {ROWS:,} rows: {int(facts['events']):,} taken, 0 left out by filters, {len(refused):,} refused"
    )
    assert int(facts["events"]) + len(refused) == ROWS
    assert sorted(tmp_path.iterdir()) == [tmp_path / "two.db"]


def test_where_no_process_can_be_started_one_does_it(
    large: Path, held: Content, ikhtilaf: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def no_process() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(ahead, "_may_divide", lambda: True)
    monkeypatch.setattr(os, "fork", no_process)
    assert ikhtilaf("import", "ucdp", str(large), "-o", str(tmp_path / "one.db")).returncode == 0
    assert_holds(tmp_path / "one.db", held)


def test_where_nobody_may_write_the_parts_of_an_index_it_is_made_in_its_place(
    large: Path, held: Content, ikhtilaf: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # What SQLite says of this table is what a build that guards the parts of an index says of them.
    monkeypatch.setattr(words, "_PARTS", (("sqlite_master", 5),))
    assert ikhtilaf("import", "ucdp", str(large), "-o", str(tmp_path / "one.db")).returncode == 0
    assert_holds(tmp_path / "one.db", held)


def ends(process: int) -> bool:
    """Whether a process comes to its end, or has."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if "\nState:\tZ" in Path(f"/proc/{process}/status").read_text("utf-8"):
                return True
        except OSError:
            return True
        time.sleep(0.01)
    return False


@divides
def test_a_reader_that_is_killed(large: Path, start: Start, tmp_path: Path) -> None:
    process = start("ucdp", str(large), "-o", str(tmp_path / "x.db"))
    os.kill(reader_of(process), signal.SIGKILL)
    out, said = process.communicate()
    assert (process.returncode, out) == (2, "")
    assert "error[reader-ended]: the process that reads the rows was ended too early" in said
    assert said.count("error[") == 1
    assert list(tmp_path.iterdir()) == []


@divides
def test_a_reader_ends_with_the_process_that_writes(large: Path, start: Start, tmp_path: Path) -> None:
    process = start("ucdp", str(large), "-o", str(tmp_path / "x.db"))
    reader = reader_of(process)
    process.kill()
    process.communicate()  # its pipes are closed when nobody holds them any more, the reader neither
    assert ends(reader)
    assert not (tmp_path / "x.db").exists()


@divides
def test_an_interrupt_ends_both(large: Path, start: Start, tmp_path: Path) -> None:
    process = start("ucdp", str(large), "-o", str(tmp_path / "x.db"), start_new_session=True)
    reader = reader_of(process)
    os.killpg(process.pid, signal.SIGINT)
    out, said = process.communicate()
    assert (process.returncode, out) == (130, ""), said
    assert "Traceback" not in said
    # Interrupted before the first chunk was asked for, it ends when it writes.
    assert ends(reader)
    assert list(tmp_path.iterdir()) == []


@divides
def test_a_full_disk(large: Path, start: Start, tmp_path: Path) -> None:
    import resource

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    process = start("ucdp", str(large), "-o", str(tmp_path / "x.db"), preexec_fn=little)
    out, said = process.communicate()
    assert (process.returncode, out) == (2, ""), said
    assert [line for line in said.splitlines() if line.startswith("error[")] == [
        line for line in said.splitlines() if line.startswith("error[unwritable")
    ]
    assert said.count("error[") == 1
    assert list(tmp_path.iterdir()) == []


@divides
def test_what_the_reader_finds_wrong_is_said_as_by_one_process(
    large: Path, start: Start, ikhtilaf: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(large.read_bytes(), compresslevel=0)[:-500_000])
    process = start("ucdp", str(cut), "-o", str(tmp_path / "x.db"))
    reader_of(process)
    _, said = process.communicate()
    monkeypatch.setattr(ahead, "_may_divide", lambda: False)
    alone = ikhtilaf("import", "ucdp", str(cut), "-o", str(tmp_path / "x.db"))
    assert process.returncode == alone.returncode == 2
    assert said == alone.stderr
    assert "error[damaged-file]" in said
    assert sorted(tmp_path.iterdir()) == [cut]


def test_a_defect_of_the_reader_is_told_with_its_traceback() -> None:
    error = ahead._told("", "Traceback: of the reader", "")
    assert isinstance(error, RuntimeError)
    assert "of the reader" in str(error)


def test_what_is_kept_of_earlier_rows_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kept, "most", 4)
    made: list[int] = []

    def make(number: int) -> str:
        made.append(number)
        return f"n{number}"

    kept = Kept(make)
    for number in [*range(100), 99, 98, 97, 96]:
        assert kept[number,] == f"n{number}"
        assert len(kept) + len(kept._older) <= 8
    assert made == list(range(100))
