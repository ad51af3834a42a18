"""The command: where it writes, what it refuses, what it says; the formats themselves are tested beside this."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from ikhtilaf.cli import whole
from ikhtilaf.cli.completion import offer
from ikhtilaf.cli.errors import FileExistsAlreadyError, UnwritablePathError
from ikhtilaf.cli.run import run
from ikhtilaf.export.kinds import KINDS

Run = Callable[..., CompletedProcess[str]]
SINGLE = [kind for kind, made in KINDS.items() if not made.folder]
FOLDERS = [kind for kind, made in KINDS.items() if made.folder]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Path(__file__).parents[1] / "cli" / "small.yaml"
    (tmp_path / "small.yaml").write_bytes(small.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IKHTILAF_LOG", "small.yaml")


def export(*arguments: str) -> CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "ikhtilaf", "export", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=False)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the command says, in this process, when it refuses."""
    assert run(["export", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def made() -> set[str]:
    """What lies in the folder besides the log."""
    return {path.name for path in Path().iterdir()} - {"small.yaml"}


@pytest.mark.parametrize("kind", SINGLE)
def test_a_file_and_standard_output_hold_the_same_twice(kind: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    done = export(kind)
    assert (done.returncode, done.stderr) == (0, b"")
    assert run(["export", kind, "-o", "out"]) == 0
    assert capsysbinary.readouterr() == (b"", b"")
    assert run(["export", kind, "-o", "-"]) == 0
    assert capsysbinary.readouterr() == (done.stdout, b"")
    assert Path("out").read_bytes() == done.stdout != b""
    assert made() == {"out"}


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_folder_holds_the_same_twice(kind: str) -> None:
    for name in ("one", "two"):
        done = export(kind, "-o", name)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    names = {path.name for path in Path("one").iterdir()}
    assert {"datapackage.json", f"event.{kind}", f"claim.{kind}"} <= names
    for name in names:
        assert (Path("one") / name).read_bytes() == (Path("two") / name).read_bytes()
    assert made() == {"one", "two"}


@pytest.mark.parametrize("kind", FOLDERS)
@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_several_files_need_a_folder(kind: str, output: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, kind, *output)
    assert said.startswith(f"error[no-folder]: `export {kind}` writes several files, and needs a folder for them\n")
    assert "-o FOLDER" in said


def test_bytes_that_are_no_text_do_not_go_to_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "error[not-for-a-terminal]: `export sqlite` writes no text" in refused(capsys, "sqlite")


@pytest.mark.parametrize(
    ("typed", "remedy"), [("timeline", "Did you mean timelinejs?"), ("shapefile", "The kinds are timelinejs, ics,")]
)
def test_a_kind_that_there_is_none_of(typed: str, remedy: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, typed)
    assert f'error[unknown-kind]: there is no kind of export "{typed}"' in said
    assert remedy in said


@pytest.mark.parametrize("kind", [kind for kind, made in KINDS.items() if not made.of_a_day])
def test_a_day_is_refused_where_it_means_nothing(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, kind, "--as-of", "2015", "-o", "out")
    assert said.startswith(f"error[unheeded-filter]: export {kind} does not look at --as-of")
    assert made() == set()


@pytest.mark.parametrize(
    ("module", "kind", "extra"),
    [
        ("networkx", "gexf", "graph"),
        ("networkx", "graphml", "graph"),
        ("icalendar", "ics", "calendar"),
        ("pyarrow", "parquet", "parquet"),
    ],
)
def test_a_missing_package_is_named_with_the_line_that_installs_it(
    module: str, kind: str, extra: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    said = refused(capsys, kind, "-o", "out")
    assert f"error[missing-package]: `export {kind}` needs {module}, which is not installed" in said
    assert f"pip install 'ikhtilaf[{extra}]'" in said
    assert made() == set()


def test_a_package_that_is_broken_is_not_called_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from ikhtilaf.export import errors

    def broken(name: str) -> Any:
        raise ModuleNotFoundError("no part", name="part_of_it")

    monkeypatch.setattr(errors, "import_module", broken)
    with pytest.raises(ModuleNotFoundError, match="no part"):
        errors.needed("networkx", "gexf", "graph")


@pytest.mark.parametrize(
    "kind", ["timelinejs", "ics", "geojson", "json-ld", "gexf", "graphml", "dot", "mermaid", "sqlite"]
)
def test_filters_are_told_and_nothing_that_matches_is_said(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    none = ("--text", "unheard-of")
    assert run(["export", kind, "-o", "out", *none]) == 0
    assert capsys.readouterr().err == f"note: no {KINDS[kind].matches} matches\n"
    assert run(["export", kind, "-o", "out", "--force", "--exit-status", *none]) == 1
    assert Path("out").exists()


def test_a_day_after_what_the_log_covers_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "dot", "--as-of", "2020", "-o", "out"]) == 0
    assert "note: the log covers 2014/2016" in capsys.readouterr().err


def test_the_day_and_the_filters_stand_in_the_drawing() -> None:
    drawn = export("dot", "--as-of", "2015", "--faction", "crown").stdout.decode()
    assert "The war of the two valleys (faction crown): relations on 2015-12-31" in drawn


def test_a_name_that_is_not_there_leaves_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert "error[unknown-name]" in refused(capsys, "timelinejs", "--faction", "nobody", "-o", "out")
    assert made() == set()


def test_a_file_that_is_there_stays_without_force(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").write_text("mine")
    assert "error[file-exists]: out is there already" in refused(capsys, "dot", "-o", "out")
    assert Path("out").read_text() == "mine"
    assert run(["export", "dot", "-o", "out", "--force"]) == 0
    assert Path("out").read_text().startswith("graph")


def test_a_folder_with_something_in_it_stays_without_force(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    (Path("out") / "mine.txt").write_text("mine")
    assert "error[file-exists]: out is there already" in refused(capsys, "csv", "-o", "out")
    assert run(["export", "csv", "-o", "out", "--force"]) == 0
    assert (Path("out") / "mine.txt").read_text() == "mine"
    assert (Path("out") / "event.csv").exists()
    Path("empty").mkdir()
    assert run(["export", "csv", "-o", "empty"]) == 0


@pytest.mark.parametrize("kind", ["dot", "csv"])
def test_where_the_system_says_no(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "error[unwritable-path]: nowhere/out cannot be written" in refused(capsys, kind, "-o", "nowhere/out")
    Path("folder").mkdir()
    (Path("folder") / "file").touch()
    wrong = "folder" if kind == "dot" else "folder/file"
    assert "error[unwritable-path]" in refused(capsys, kind, "-o", wrong, "--force")


def fail_in_a_file(path: str) -> None:
    with whole.whole_file(path, force=True) as stream:
        stream.write(b"half")
        raise ZeroDivisionError


def fail_in_a_folder(path: str) -> None:
    with whole.whole_folder(path, force=False, last="last") as folder:
        (folder / "half").touch()
        raise ZeroDivisionError


def test_a_failure_half_way_leaves_nothing_new_and_the_old_as_it_was() -> None:
    Path("out").write_text("old")
    with pytest.raises(ZeroDivisionError):
        fail_in_a_file("out")
    with pytest.raises(ZeroDivisionError):
        fail_in_a_folder("folder")
    assert made() == {"out"}
    assert Path("out").read_text() == "old"


def test_a_link_stays_a_link_and_a_file_keeps_its_mode() -> None:
    Path("target").write_text("old")
    Path("target").chmod(0o640)
    Path("link").symlink_to("target")
    with pytest.raises(FileExistsAlreadyError), whole.whole_file("link", force=False):
        pass
    with whole.whole_file("link", force=True) as stream:
        stream.write(b"new")
    assert Path("link").is_symlink()
    assert (Path("target").read_text(), Path("target").stat().st_mode & 0o777) == ("new", 0o640)


def test_new_files_have_the_modes_that_the_user_wants() -> None:
    before = os.umask(0o027)
    try:
        with whole.whole_file("file", force=False) as stream:
            stream.write(b"x")
        with whole.whole_folder("folder", force=False, last="last") as folder:
            (folder / "inner").touch()
    finally:
        os.umask(before)
    modes = [Path(name).stat().st_mode & 0o777 for name in ("file", "folder", "folder/inner")]
    assert modes == [0o640, 0o750, 0o640]


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritablePathError, match="no space left"), whole.whole_file("out", force=False) as stream:
        stream.write(b"x")
    assert made() == set()


def test_the_kinds_are_offered_with_what_they_are() -> None:
    offered = {item.value: item.meaning for item in offer(["export"], "ge").items}
    assert offered == {kind: KINDS[kind].meaning for kind in ("geojson", "gexf")}
    assert offer(["export", "dot", "-o"], "").files


def test_a_reader_that_has_had_enough_is_no_mistake() -> None:
    line = f"{sys.executable} -m ikhtilaf export json-ld | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False)
    assert done.stdout.startswith('{"@context": ["https://schema.org"')
    assert done.stderr == ""


@pytest.mark.parametrize("kind", ["timelinejs", "json-ld", "dot", "csv", "sqlite"])
def test_what_needs_no_extra_loads_none(kind: str) -> None:
    program = (
        "import sys; from ikhtilaf.cli.run import run; run(sys.argv[1:]); print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "export", kind, "-o", "out"], capture_output=True, text=True, check=True
    )
    assert not {"networkx", "icalendar", "pyarrow", "rich"} & set(done.stderr.split())
