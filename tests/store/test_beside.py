"""Places beside a file: gone when it is done, kept while somebody is at work in them, swept when nobody is."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from ikhtilaf.store.beside import beside, scratch


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("folder", [False, True])
def test_it_is_there_for_a_while(folder: bool, tmp_path: Path) -> None:
    with beside(str(tmp_path / "out"), folder=folder) as path:
        assert Path(path).is_dir() == folder
        assert Path(path).stat().st_mode & 0o777 == (0o700 if folder else 0o600)
        assert Path(path).parent == tmp_path
    assert names(tmp_path) == set()


def test_what_was_moved_away_stays(tmp_path: Path) -> None:
    with beside(str(tmp_path / "out")) as path:
        Path(path).write_text("new")
        Path(path).replace(tmp_path / "out")
    assert names(tmp_path) == {"out"}
    assert (tmp_path / "out").read_text() == "new"


def test_what_a_killed_process_left_is_swept_and_what_is_in_use_or_not_ours_stays(tmp_path: Path) -> None:
    left = tmp_path / ".out.1-0123abcd.tmp"
    left.write_text("half")
    full = tmp_path / ".out.2-0123abcd.tmp"
    full.mkdir()
    (full / "half").touch()
    (tmp_path / "mine").mkdir()
    (tmp_path / ".out.3-0123abcd.tmp").symlink_to("mine")
    others = {"mine", ".out.3-0123abcd.tmp", ".out.tmp", ".output.1-0123abcd.tmp", "out.1-0123abcd.tmp"}
    for name in others - names(tmp_path):
        (tmp_path / name).touch()
    with beside(str(tmp_path / "out")) as one, beside(str(tmp_path / "out"), folder=True) as two:
        assert names(tmp_path) == others | {Path(one).name, Path(two).name}
    assert names(tmp_path) == others


def test_no_folder_for_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    with pytest.raises(OSError, match="no folder for temporary files"), scratch():
        pass


def test_names_of_any_bytes(tmp_path: Path) -> None:
    with beside(os.fsdecode(os.fsencode(tmp_path) + b"/o\xff.(*)")) as path:
        assert Path(path).exists()
