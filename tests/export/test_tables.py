"""The tidy tables: accepted by the validator of Frictionless, read alike by DuckDB, pyarrow and sqlite3."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pyarrow.parquet
import pytest
from builders import claim, denies, event, fact, log, n, part, says, source
from export_logs import ATTACK, FORMULA
from export_readers import export, export_folder, request

from ikhtilaf.export.package import KEYS
from ikhtilaf.export.tables import tables
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.timeline import count_events
from ikhtilaf.query.views import make_view
from ikhtilaf.store import Store

FOLDERS = ["csv", "parquet"]


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """A table of csv or Parquet as DuckDB reads it."""
    (path,) = folder.glob(f"{name}.*")
    found = duckdb.sql(f"SELECT * FROM '{path}'")  # noqa: S608 -- our own path
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def asked(store: Store, folder: Path, *queries: str) -> list[list[tuple[Any, ...]]]:
    """The rows that SQLite has for some queries to what is exported."""
    path = folder / "export.db"
    path.write_bytes(export("sqlite", store).content)
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(query).fetchall() for query in queries]


@pytest.mark.parametrize("kind", FOLDERS)
@pytest.mark.parametrize("log_name", ["shipped", "hostile", "dates", "vague_war"])
def test_the_validator_accepts_it(kind: str, log_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    export_folder(kind, request.getfixturevalue(log_name), tmp_path / kind)
    report = frictionless.validate(str(tmp_path / kind / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert report.stats["tasks"] == 23


def test_the_validator_finds_faults(vague_war: Store, tmp_path: Path) -> None:
    export_folder("csv", vague_war, tmp_path)
    path = tmp_path / "claim.csv"
    path.write_text(path.read_text("utf-8").replace("asserts", "sings"), "utf-8")
    found = {kind for (kind,) in frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type"])}
    assert found == {"constraint-error", "hash-count", "byte-count"}


def test_all_three_hold_the_same(shipped: Store, tmp_path: Path) -> None:
    for kind in FOLDERS:
        assert export_folder(kind, shipped, tmp_path / kind).matched == count_events(shipped)
    made = tables(request(shipped))
    names = [", ".join(f'"{column.name}"' for column in table.columns) for table in made]
    queries = [f'SELECT {some} FROM "{table.name}"' for some, table in zip(names, made, strict=True)]  # noqa: S608
    for table, expected in zip(made, asked(shipped, tmp_path, *queries), strict=True):
        path = tmp_path / "parquet" / f"{table.name}.parquet"
        arrow = [tuple(row.values()) for row in pyarrow.parquet.read_table(path).to_pylist()]
        assert [tuple(map(_plain, row)) for row in arrow] == [tuple(map(_plain, row)) for row in expected]
        with (tmp_path / "csv" / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
            _, *texts = csv.reader(stream)
        assert [tuple(map(_plain, row)) for row in texts] == [tuple(map(_plain, row)) for row in arrow]


def _plain(value: Any) -> str:
    """A value as any of the three has it."""
    if value is None:
        return ""
    return {"True": "1", "true": "1", "False": "0", "false": "0"}.get(str(value), str(value))


def test_duckdb_answers_from_parquet(shipped: Store, tmp_path: Path) -> None:
    export_folder("parquet", shipped, tmp_path)
    found = duckdb.sql(
        f"SELECT s.affiliation, count(*) FROM '{tmp_path}/claim.parquet' c JOIN '{tmp_path}/source.parquet' s "  # noqa: S608
        "ON s.id = c.source WHERE c.event IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
    ).fetchall()
    own = shipped.row(
        "SELECT s.affiliation, COUNT(*) FROM claim c JOIN source s ON s.n = c.source WHERE c.event IS NOT NULL "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
    )
    assert found == [own]


def test_sqlite_is_sound_and_its_references_hold(shipped: Store, tmp_path: Path) -> None:
    queries = ("PRAGMA integrity_check", "PRAGMA foreign_key_check", "PRAGMA foreign_key_list(claim)")
    sound, broken, declared, ((schema,),) = asked(
        shipped, tmp_path, *queries, "SELECT sql FROM sqlite_schema WHERE name = 'claim'"
    )
    assert (sound, broken) == ([("ok",)], [])
    assert {row[2] for row in declared} == {"event", "tie", "fact", "source"}
    assert "-- how the source stands to it" in schema


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_vague_date_has_open_bounds(kind: str, dates: Store, tmp_path: Path) -> None:
    export_folder(kind, dates, tmp_path)
    found = {row["id"]: (row["date"], str(row["earliest"]), str(row["latest"])) for row in rows(tmp_path, "event")}
    assert found["by"] == ("../2015-22", "None", "2015-08-31")
    assert found["from"] == ("2016-23/..", "2016-09-01", "None")
    assert found["month"] == ("2015-04", "2015-04-01", "2015-04-30")


def test_hedges_stances_and_citations_are_rows(tmp_path: Path) -> None:
    store = log(
        event(
            "one",
            "2015",
            says("a", "b", "war", until="2016", places=["east", "west"]),
            claims=(claim("n1", hedge="reportedly", cites=("p. 1", "p. 2")), denies("n2")),
        ),
        part("a", "league"),
        fact("a", "strength", figure=3000, hedge="about", date="2015"),
    )
    export_folder("csv", store, tmp_path)
    on_it = [row for row in rows(tmp_path, "claim") if row["event"] == "one"]
    assert [(row["source"], row["stance"], row["hedge"]) for row in on_it] == [
        ("n1", "asserts", "reportedly"),
        ("n2", "denies", None),
    ]
    assert [row["passage"] for row in rows(tmp_path, "citation") if row["claim"] == on_it[0]["n"]] == ["p. 1", "p. 2"]
    assert [row["place"] for row in rows(tmp_path, "assertion_place")] == ["east", "west"]
    (asserted,) = rows(tmp_path, "assertion")
    assert (asserted["from"], asserted["until"], str(asserted["until_latest"])) == (2015, 2016, "2016-12-31")
    (strength,) = rows(tmp_path, "fact")
    assert (strength["figure"], strength["hedge"]) == (3000, "about")
    assert {row["tie"] or row["fact"] for row in rows(tmp_path, "claim") if row["event"] is None} == {
        "tie-1",
        strength["id"],
    }


@pytest.mark.parametrize("kind", FOLDERS)
def test_filters_narrow_what_happened_and_leave_every_reference_whole(
    kind: str, shipped: Store, tmp_path: Path
) -> None:
    filters = Filters(places=("nangarhar",), within=(("nangarhar",),), since=n("2016"), certain=True)
    made = export_folder(kind, shipped, tmp_path, filters)
    found = rows(tmp_path, "event")
    assert 0 < len(found) == made.matched < count_events(shipped)
    assert {row["match"] for row in found} == {"certain"}
    assert {row["event"] for row in rows(tmp_path, "claim") if row["event"]} == {row["id"] for row in found}
    assert len(rows(tmp_path, "source")) == len(list(shipped.rows("SELECT 1 FROM source")))
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_a_view_keeps_only_its_claims(tmp_path: Path) -> None:
    store = log(
        source("n1", speaks_for="a"),
        event("one", "2015", factions=["a"], claims=(claim("n1"), claim("n2"))),
        event("two", "2015", factions=["a"], claims=(claim("n2"),)),
        fact("a", "strength", figure=1, claims=(claim("n2"),)),
    )
    export_folder("csv", store, tmp_path, view=make_view(store, according_to="a"))
    assert [row["id"] for row in rows(tmp_path, "event")] == ["one"]
    assert [row["source"] for row in rows(tmp_path, "claim")] == ["n1"]
    assert rows(tmp_path, "fact") == []
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_csv_has_no_formulas_and_the_others_have_the_text_itself(hostile: Store, tmp_path: Path) -> None:
    for kind in FOLDERS:
        export_folder(kind, hostile, tmp_path / kind)
    for path in (tmp_path / "csv").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []
    assert rows(tmp_path / "csv", "event")[0]["slip"] == f"'{FORMULA}"
    event = rows(tmp_path / "parquet", "event")[0]
    assert (event["slip"], event["title"]) == (FORMULA, ATTACK)
    assert asked(hostile, tmp_path, "SELECT title FROM event") == [[(ATTACK,)]]


@pytest.mark.parametrize("kind", FOLDERS)
def test_days_beyond_the_calendar_of_other_programs_are_text(kind: str, tmp_path: Path) -> None:
    store = log(
        event("caesar", "-0043-03-15", factions=["a"]), event("now", "2015-03-02", factions=["a"]), covers="../.."
    )
    export_folder(kind, store, tmp_path)
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    descriptor = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    (table,) = (one for one in descriptor["resources"] if one["name"] == "event")
    assert {one["type"] for one in table["schema"]["fields"] if one["name"] == "earliest"} == {"string"}
    found = {row["id"]: str(row["earliest"]).lstrip("'") for row in rows(tmp_path, "event")}
    assert found == {"caesar": "-0043-03-15", "now": "2015-03-02"}


def test_every_table_that_is_referred_to_comes_before_and_has_a_key(shipped: Store) -> None:
    seen: set[str] = set()
    for table in tables(request(shipped)):
        seen.add(table.name)
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert set(table.key) <= set(names)
        for column in table.columns:
            assert not column.refers or (column.refers in KEYS and (column.refers in seen or table.name == "place"))
            assert column.meaning
