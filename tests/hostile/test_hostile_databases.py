"""A compiled log that somebody damaged, or made to attack, is refused by its name; nothing in it is run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile.databases import changed, compiled, flipped, page_size

from ikhtilaf.cli import run as command_line
from ikhtilaf.store import foreign
from ikhtilaf.store.database import connect

SEED = 20261125
Ask = Callable[..., tuple[int, str, str]]
HOSTILE_ROWS = {
    "a text of bytes": "UPDATE event SET title = x'00ff'",
    "a text that is no UTF-8": "UPDATE event_text SET text = CAST(x'ff' AS TEXT)",
    "a number that is a text": "UPDATE event SET line = 'x'",
    "an infinite latitude": "UPDATE place SET latitude = 9e999, longitude = 0",
    "a latitude beyond the pole": "UPDATE place SET latitude = 91, longitude = 0",
    "a day beyond all days": "UPDATE assertion SET begin_earliest = 9223372036854775807",
    "a last day before the first": "UPDATE event SET first = 800000, last = 1",
    "a date that is none": "UPDATE event SET date = '2015-99'",
    "a date with other days": "UPDATE source SET earliest = earliest - 1",
    "a word that is none": "UPDATE assertion SET state = 'peace'",
    "a role that is none": "UPDATE event_faction SET role = 'king'",
    "an id that is none": "UPDATE faction SET id = '../../x' WHERE n = 1",
    "a faction that there is not": "UPDATE assertion SET high = 999, b = 999 WHERE n = 1",
    "a place that there is not": "UPDATE place SET within = 'nowhere'",
    "a source that there is not": "UPDATE claim SET source = 999",
    "a name of what there is not": "UPDATE name SET id = 'nobody' WHERE kind = 'faction'",
    "a place in itself": "UPDATE place SET within = 'ford' WHERE id IN ('land', 'north-valley')",
    "places that take in each other": "INSERT INTO place_covers SELECT place, inner_place FROM place_covers WHERE true "
    "ON CONFLICT DO NOTHING",
    "a part of itself": "UPDATE tie SET other = faction",
    "factions that are parts of each other": "INSERT INTO tie SELECT n + 100, other, kind, faction, date, earliest, "
    "latest, wording, text, at FROM tie",
    "sources that report each other": "UPDATE source SET reported_by = 'n1'",
    "events after each other": "INSERT INTO event_after SELECT earlier, later FROM event_after",
    "a relation with itself": "UPDATE assertion SET b = a, low = a, high = a WHERE n = 1",
    "an event without its text": "DELETE FROM event_text WHERE n = 1",
    "a claim about nothing": "UPDATE claim SET event = NULL, tie = NULL, fact = NULL",
    "a list in lists": "UPDATE claim SET cites = replace(hex(zeroblob(2500)), '0', '[')",
    "a list of numbers": "UPDATE claim SET cites = '[1]'",
    "half a character in a list": "UPDATE claim SET cites = '[\"\\ud800\"]'",
    "neither yes nor no": "UPDATE event SET postscript = 7",
    "a reporter that there is not": "UPDATE log SET value = 'nobody' WHERE key = 'reporter'",
    "another word for a day": "UPDATE log SET value = '1e9' WHERE key = 'covers_latest'",
    "any change": "UPDATE event SET title = title || '!' WHERE n = 1",
    # Schemas.
    "an older schema": "UPDATE log SET value = '2' WHERE key = 'schema'",
    "a newer schema": "UPDATE log SET value = '99' WHERE key = 'schema'",
    "a view in place of a table": "ALTER TABLE event RENAME TO held; CREATE VIEW event AS SELECT * FROM held",
    "a view that never ends": "DROP TABLE file; CREATE VIEW file AS WITH RECURSIVE c(n, name) AS (SELECT 1, 'x' UNION "
    "ALL SELECT n + 1, name FROM c) SELECT * FROM c",
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM event; END",
    "a generated column": "ALTER TABLE event ADD COLUMN more TEXT AS (zeroblob(1000000000)) VIRTUAL",
    "an index on an expression": "CREATE INDEX more ON event (abs(line))",
    "a virtual table": "DROP TABLE file; CREATE VIRTUAL TABLE file USING fts5(n, name)",
    "a table of its own": "CREATE TABLE more (x)",
    "a table less": "DROP TABLE event_place",
    "a column renamed": "ALTER TABLE event RENAME COLUMN title TO titel",
    "tables that change places": "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM "
    "sqlite_master o WHERE o.name = CASE sqlite_master.name WHEN 'person' THEN 'place' ELSE 'person' END) "
    "WHERE name IN ('person', 'place')",
    "a table that is another": "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM "
    "sqlite_master o WHERE o.name = 'claim') WHERE name = 'event'",
    "a schema that is none": "UPDATE sqlite_master SET sql = 'CREATE' WHERE name = 'event'",
    "code in the schema": "UPDATE sqlite_master SET sql = replace(sql, 'title TEXT NOT NULL', "
    "'title TEXT NOT NULL DEFAULT (load_extension(''x''))') WHERE name = 'event'",
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a compiled log that nothing is wrong with."""
    return compiled(tmp_path_factory.mktemp("good") / "good.db")


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Ask the database x.db of the folder, by a command."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = command_line.run([*arguments, "--log", str(tmp_path / "x.db")])
        return code, *capsys.readouterr()

    return call


def refused(answer: tuple[int, str, str]) -> bool:
    code, out, err = answer
    return (code, out) == (3, "") and err.startswith("error[not-a-store]: ") and "does not go together" not in err


@pytest.mark.parametrize("what", HOSTILE_ROWS)
def test_what_no_log_compiles_to_is_refused(what: str, good: bytes, tmp_path: Path, ask: Ask) -> None:
    changed(tmp_path / "x.db", good, HOSTILE_ROWS[what])
    answer = ask("timeline")
    assert refused(answer)
    assert ("since it was made" in answer[2]) == (what == "any change")
    assert "\n" not in answer[2].rstrip("\n").partition("\nremedy: ")[2]


def test_whoever_means_a_change_takes_the_check_sum_away(good: bytes, tmp_path: Path, ask: Ask) -> None:
    changed(tmp_path / "x.db", good, HOSTILE_ROWS["any change"] + "; PRAGMA user_version = 0")
    assert ask("timeline")[0] == 0


def test_each_changed_byte_is_noticed(good: bytes, tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "x.db").write_bytes(good)
    assert ask("timeline")[0] == 0
    for content in flipped(good, 25, SEED):
        (tmp_path / "x.db").write_bytes(content)
        answer = ask("timeline")
        # Without its first bytes it is no database, and no YAML either.
        assert refused(answer) or (answer[0] == 3 and "error[binary]" in answer[2])


def test_what_is_cut_off_anywhere_is_refused(good: bytes, tmp_path: Path, ask: Ask) -> None:
    size = page_size(good)
    for length in (16, 17, 99, 100, *range(size, len(good), 8 * size), len(good) - 1):
        (tmp_path / "x.db").write_bytes(good[:length])
        assert refused(ask("timeline")), length


def test_more_than_is_needed_at_the_end_is_refused(good: bytes, tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "x.db").write_bytes(good + b"\0" * page_size(good))
    assert refused(ask("timeline"))


def test_a_database_in_another_encoding_is_refused(tmp_path: Path, good: bytes, ask: Ask) -> None:
    (tmp_path / "good.db").write_bytes(good)
    source = sqlite3.connect(tmp_path / "good.db")
    target = sqlite3.connect(tmp_path / "x.db")
    target.execute("PRAGMA encoding = 'UTF-16le'")
    tables = source.execute("SELECT sql FROM sqlite_master WHERE name IN ('log', 'event')")
    target.executescript(";".join(row[0] for row in tables))
    target.executemany("INSERT INTO log VALUES (?, ?)", source.execute("SELECT * FROM log"))
    target.commit()
    for connection in (source, target):
        connection.close()
    assert refused(ask("timeline"))


@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_what_a_writer_left_beside_it_is_not_passed_over(suffix: str, good: bytes, tmp_path: Path, ask: Ask) -> None:
    (tmp_path / "x.db").write_bytes(good)
    beside = tmp_path / f"x.db{suffix}"
    beside.write_bytes(b"")
    assert ask("timeline")[0] == 0
    beside.write_bytes(b"half a transaction")
    answer = ask("timeline")
    assert refused(answer)
    assert f"x.db{suffix}: a program is writing to it, or broke off" in answer[2]
    assert beside.read_bytes() == b"half a transaction"


def test_every_command_that_takes_a_log_refuses_it(good: bytes, tmp_path: Path, ask: Ask) -> None:
    changed(tmp_path / "x.db", good, HOSTILE_ROWS["a view in place of a table"])
    (tmp_path / "good.db").write_bytes(good)
    bad, other = str(tmp_path / "x.db"), str(tmp_path / "good.db")
    for arguments in (
        *(
            ["relations"],
            ["changes"],
            ["summary"],
            ["disputes"],
            ["show", "river"],
            ["list", "places"],
            ["draw", "lanes"],
        ),
        *(["export", "csv", "-o", str(tmp_path / "out")], ["report", "-o", str(tmp_path / "out.html")]),
        *(["store", str(tmp_path / "out.db")], ["diff", other], ["compare", other]),
    ):
        assert refused(ask(*arguments)), arguments
    for command in ("diff", "compare"):
        assert command_line.run([command, bad, "--log", other]) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.db", "x.db"]


def test_a_value_beyond_all_measure_is_not_read(
    good: bytes, tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "_LIMITS", ((sqlite3.SQLITE_LIMIT_LENGTH, 100_000),))
    changed(tmp_path / "x.db", good, "UPDATE event_text SET text = replace(hex(zeroblob(60000)), '0', 'a') WHERE n = 1")
    answer = ask("timeline")
    assert refused(answer)
    assert "too big" in answer[2]


def test_nothing_can_be_written_or_attached_through_it(good: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(good)
    connection = connect(str(tmp_path / "x.db"))
    foreign._restrain(connection)
    for sql in ("DELETE FROM event", "CREATE TABLE x (y)", "PRAGMA user_version = 1"):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute(sql)
    with pytest.raises(sqlite3.OperationalError, match="too many attached"):
        connection.execute(f"ATTACH '{tmp_path / 'other.db'}' AS other")
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("SELECT load_extension('x')")
    connection.close()


def test_what_does_not_go_together_is_told_as_the_file_s_fault(
    good: bytes, tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a row that is not there")

    (tmp_path / "x.db").write_bytes(good)
    monkeypatch.setattr("ikhtilaf.query.timeline.timeline", broken)
    code, out, err = ask("timeline")
    assert (code, out) == (3, "")
    assert "what it holds does not go together (KeyError)" in err
