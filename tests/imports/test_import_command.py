"""The command: what it writes passes `check`, a store is the YAML compiled, and every row is accounted for."""

from __future__ import annotations

import gzip
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from compiled import rows, tables
from syrupy.assertion import SnapshotAssertion

HERE = Path(__file__).parent
Run = Callable[..., CompletedProcess[str]]

IMPORTS = {
    "ucdp": ("ucdp", "ucdp.csv"),
    "acled": ("acled", "acled.csv"),
    "csv": ("csv", "raids.csv", "--map", "raids-map.yaml"),
}


def tally(said: CompletedProcess[str]) -> tuple[int, ...]:
    found = re.search(r"note: (\d+) rows: (\d+) taken, (\d+) left out by filters, (\d+) refused", said.stderr)
    assert found, said.stderr
    return tuple(map(int, found.groups()))


@pytest.mark.parametrize("kind", IMPORTS)
def test_what_is_written(kind: str, ikhtilaf: Run, snapshot: SnapshotAssertion) -> None:
    said = ikhtilaf("import", *IMPORTS[kind])
    assert said.returncode == 0
    assert said.stdout == snapshot
    assert said.stderr == snapshot


@pytest.mark.parametrize("kind", IMPORTS)
def test_the_yaml_passes_check_and_is_in_the_one_layout(kind: str, ikhtilaf: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "log.yaml")
    assert ikhtilaf("import", *IMPORTS[kind], "-o", path).returncode == 0
    assert ikhtilaf("check", path).stdout.rstrip().endswith("no errors, no warnings")
    assert ikhtilaf("fmt", "--check", path).stdout == ""


@pytest.mark.parametrize("kind", IMPORTS)
def test_a_store_is_what_the_yaml_compiles_to_row_by_row(kind: str, ikhtilaf: Run, tmp_path: Path) -> None:
    straight, yaml, compiled = (str(tmp_path / name) for name in ("straight.db", "log.yaml", "compiled.db"))
    for path in (straight, yaml):
        assert ikhtilaf("import", *IMPORTS[kind], "-o", path).returncode == 0
    assert ikhtilaf("store", compiled, "--log", yaml).returncode == 0
    one, other = tables(straight), tables(compiled)
    assert one.keys() == other.keys()
    assert len(one["event"]) > 2
    for name in one:
        assert one[name] == other[name], name


@pytest.mark.parametrize("kind", IMPORTS)
def test_a_store_is_opened_as_a_log(kind: str, ikhtilaf: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    taken = tally(ikhtilaf("import", *IMPORTS[kind], "-o", path))[1]
    assert len(ikhtilaf("timeline", "--log", path).stdout.splitlines()) == taken + 1


@pytest.mark.parametrize("kind", IMPORTS)
def test_every_row_is_taken_or_named_with_its_reason(kind: str, ikhtilaf: Run) -> None:
    said = ikhtilaf("import", *IMPORTS[kind])
    n, taken, left_out, refused = tally(said)
    assert n == taken + left_out + refused
    assert n == len((HERE / IMPORTS[kind][1]).read_text("utf-8").splitlines()) - 1
    reasons = re.findall(r"^row (\d+) \(line (\d+)\) is not taken: \S.*$", said.stderr, re.MULTILINE)
    assert len({row for row, _ in reasons}) == refused
    assert all(int(line) == int(row) + 1 for row, line in reasons)
    assert said.stdout.count("\n  - id: ") == taken


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (("--country", "sylvania"), {"ucdp-11"}),
        # The first row with the id 7 is left out, so the second is taken.
        (("--since", "2016-08"), {"ucdp-10", "ucdp-11", "ucdp-5", "ucdp-7"}),
        (("--until", "2016-02"), {"ucdp-3"}),
        (("--faction", "Government of Freedonia"), {"ucdp-7"}),
        (("--faction", "river guard", "--until", "2016-03"), {"ucdp-3"}),
        (("--faction", "river guard", "--faction", "nord"), {"ucdp-3", "ucdp-4", "ucdp-5", "ucdp-11"}),
    ],
)
def test_filters(filters: tuple[str, ...], ids: set[str], ikhtilaf: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    said = ikhtilaf("import", "ucdp", "ucdp.csv", "-o", path, *filters)
    n, taken, left_out, refused = tally(said)
    assert {row[0] for row in rows(path, "SELECT id FROM event")} == ids
    assert (n, taken) == (18, len(ids))
    assert n == taken + left_out + refused


def test_lapse(ikhtilaf: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "x.db")
    ikhtilaf("import", "ucdp", "ucdp.csv", "-o", path, "--lapse", "30")
    found = dict(rows(path, "SELECT e.id, a.until FROM assertion a JOIN event e ON e.n = a.event"))
    assert found["ucdp-7"] == "2016-03-31"
    assert found["ucdp-4"] == "2016-05-01/2016-05-30"


@pytest.mark.parametrize("packing", ["gz", "zip"])
def test_packed_files_are_the_same(packing: str, ikhtilaf: Run, tmp_path: Path) -> None:
    content = (HERE / "ucdp.csv").read_bytes()
    path = tmp_path / f"ucdp.csv.{packing}"
    if packing == "gz":
        path.write_bytes(gzip.compress(content))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("folder/ucdp.csv", content)
            archive.writestr("readme.txt", "not a table")
    assert ikhtilaf("import", "ucdp", str(path)).stdout == ikhtilaf("import", "ucdp", "ucdp.csv").stdout


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_a_byte_order_mark(delimiter: str, ikhtilaf: Run, tmp_path: Path) -> None:
    import csv

    path = tmp_path / "acled.csv"
    with (HERE / "acled.csv").open(newline="") as file, path.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out, delimiter=delimiter).writerows(csv.reader(file))
    assert ikhtilaf("import", "acled", str(path)).stdout == ikhtilaf("import", "acled", "acled.csv").stdout


def test_bytes_that_are_no_text_are_replaced_and_told(ikhtilaf: Run, tmp_path: Path) -> None:
    path = tmp_path / "ucdp.csv"
    path.write_bytes((HERE / "ucdp.csv").read_bytes().replace(b"Hamra", b"H\xe4mra"))
    said = ikhtilaf("import", "ucdp", str(path), "-o", str(tmp_path / "x.yaml"))
    assert "note: 2 rows have bytes that are no UTF-8, the first is row 6; each reads as U+FFFD" in said.stderr
    assert ikhtilaf("check", str(tmp_path / "x.yaml")).returncode == 0


def test_the_order_of_rows_does_not_matter(ikhtilaf: Run, tmp_path: Path) -> None:
    head, *lines = (HERE / "ucdp.csv").read_text("utf-8").splitlines()
    path = tmp_path / "ucdp.csv"
    # The row whose id is that of another would be the one that is taken.
    lines = [line for line in lines if not line.startswith("7,2,")]
    path.write_text("\n".join([head, *reversed(lines)]), "utf-8")
    assert ikhtilaf("import", "ucdp", str(path)).stdout == ikhtilaf("import", "ucdp", "ucdp.csv").stdout


# what is wrong --------------------------------------------------------------------------------------------------------


def wrong(folder: Path) -> dict[str, tuple[str, ...]]:
    """Files that cannot be imported, by what is wrong with them."""
    good = (HERE / "ucdp.csv").read_bytes()
    head = good.splitlines(keepends=True)[0]
    files = {
        "empty.csv": b"",
        "blank.csv": b"\n\n",
        "header.csv": head,
        "columns.csv": b"id,sides,date\n1,2,3\n",
        "near.csv": good.replace(b"date_prec", b"date_precision", 1),
        "twice.csv": head.rstrip() + b",id\n" + b",".join([b"x"] * 30) + b"\n",
        "cut.csv.gz": gzip.compress(good)[:-40],
        "broken.zip": b"PK\x03\x04 and no more",
        "sheet.xls": b"\xd0\xcf\x11\xe0" + b"\0" * 40,
        "utf16.csv": good.decode().encode("utf-16"),
        "all-bad.csv": head + b"1,2\n",
        "map.yaml": b"dataset: {id: Raids}\ncolumns: {date: Day, side: Who}\ntype: battle\n",
        "map-columns.yaml": b"dataset: {id: raids, title: R}\ncolumns: {date: Tag, side_a: Who}\n",
        "empty.yaml": b"",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for name, members in (("two.zip", ("a.csv", "b.csv")), ("none.zip", ("a.txt",))):
        with zipfile.ZipFile(folder / name, "w") as archive:
            for member in members:
                archive.writestr(member, good)
    ours, raids = str(HERE / "ucdp.csv"), str(HERE / "raids.csv")
    return {
        **{name: ("ucdp", name) for name in (*files, "two.zip", "none.zip") if not name.endswith(".yaml")},
        "missing": ("ucdp", "nowhere.csv"),
        "folder": ("ucdp", "."),
        "other kind": ("ucdp", str(HERE / "acled.csv")),
        "unknown kind": ("gtd", ours),
        "output": ("ucdp", ours, "-o", "x.json"),
        "no map": ("csv", raids),
        "map for ucdp": ("ucdp", ours, "--map", "map.yaml"),
        "missing map": ("csv", raids, "--map", "nowhere.yaml"),
        "bad map": ("csv", raids, "--map", "map.yaml"),
        "empty map": ("csv", raids, "--map", "empty.yaml"),
        "columns of a map": ("csv", raids, "--map", "map-columns.yaml"),
        "file in the way": ("ucdp", ours, "-o", "map.yaml"),
        "nowhere to write": ("ucdp", ours, "-o", "nowhere/x.db"),
        "nothing left": ("ucdp", ours, "--faction", "Hil Front"),
        "bad date": ("ucdp", ours, "--since", "soon"),
        "bad lapse": ("ucdp", ours, "--lapse", "0"),
    }


def test_what_is_wrong_is_said(
    ikhtilaf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    cases = wrong(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    said = {}
    for name, arguments in cases.items():
        done = ikhtilaf("import", *arguments)
        assert done.returncode == 2, name
        assert done.stdout == "", name
        assert re.search(r"^error\[[a-z-]+\]: \S.*\nremedy: \S.*\n\Z", done.stderr, re.MULTILINE), done.stderr
        said[name] = done.stderr.replace(str(HERE), "tests")
    assert said == snapshot
    assert {path.name for path in tmp_path.iterdir()} - {"cache"} == before


def test_force_writes_over_a_file(ikhtilaf: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("old")
    assert ikhtilaf("import", "ucdp", "ucdp.csv", "-o", str(path), "--force").returncode == 0
    assert path.read_text("utf-8").startswith("log:")


def test_one_side_against_another_with_the_same_names_clashes_once(ikhtilaf: Run, tmp_path: Path) -> None:
    head, *lines = (HERE / "ucdp.csv").read_text("utf-8").splitlines()
    path = tmp_path / "ucdp.csv"
    path.write_text("\n".join([head, lines[2].replace("Hill Front,River Guard", '"A, B","B, a"')]), "utf-8")
    ikhtilaf("import", "ucdp", str(path), "-o", str(tmp_path / "x.db"))
    pairs = "SELECT f.id, g.id FROM assertion JOIN faction f ON f.n = low JOIN faction g ON g.n = high"
    assert rows(tmp_path / "x.db", pairs) == [("a", "b")]
    assert rows(tmp_path / "x.db", "SELECT count(*) FROM event_faction") == [(2,)]
