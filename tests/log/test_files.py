"""Which files make up a log, and paths that are no good."""

from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path

import pytest

from ikhtilaf.errors import Exit
from ikhtilaf.log import files
from ikhtilaf.log.files import find_files
from ikhtilaf.log.read import InvalidLogError, read


def test_a_missing_path_is_a_mistake_of_usage(tmp_path: Path) -> None:
    with pytest.raises(files.NoSuchPathError) as caught:
        read(tmp_path / "none.yaml")
    assert caught.value.exit_code == Exit.USAGE
    assert str(tmp_path / "none.yaml") in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "file.yaml/below"])
def test_a_path_that_cannot_be_is_no_crash(name: str, tmp_path: Path) -> None:
    (tmp_path / "file.yaml").write_text("", encoding="utf-8")
    with pytest.raises(files.PathError):
        read(f"{tmp_path}/{name}")


def test_a_folder_without_a_log(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / ".hidden.yaml").write_text("x", encoding="utf-8")
    with pytest.raises(files.NoLogInFolderError):
        read(tmp_path)


def test_the_files_of_a_folder_are_sorted_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    for name in (
        "b.yaml",
        "a.yml",
        "B.YAML",
        "a/z.yaml",
        "a/.git/x.yaml",
        ".x.yaml",
        "c.txt",
        "a-b/y.yaml",
        ".d/e.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    shown = [file.shown.removeprefix(f"{tmp_path}/") for file in find_files(tmp_path)]
    assert shown == ["B.YAML", "a/z.yaml", "a-b/y.yaml", "a.yml", "b.yaml"]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(files.NoRegularFileError, match="a pipe"):
        read(tmp_path / "pipe.yaml")
    with pytest.raises(files.NoRegularFileError):
        read(tmp_path)


def test_a_device_is_refused() -> None:
    with pytest.raises(files.NoRegularFileError, match="a device"):
        read("/dev/null")


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("log.yaml")
        with pytest.raises(files.NoRegularFileError, match="a socket"):
            read("log.yaml")


def test_links_that_lead_to_themselves(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    with pytest.raises(files.LoopError):
        read(tmp_path / "a.yaml")
    with pytest.raises(files.LoopError):
        read(tmp_path)


def test_a_link_to_a_file_is_followed_and_to_a_folder_above_is_not(tmp_path: Path, small: str) -> None:
    (tmp_path / "real.txt").write_text(small, encoding="utf-8")
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "log.yaml").symlink_to(tmp_path / "real.txt")
    (folder / "round").symlink_to(folder)
    assert read(folder).problems == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "log.yaml"
    path.write_text("", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(files.UnreadablePathError, match="permission denied"):
        read(path)


def test_what_the_system_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.yaml"
    path.write_text("", encoding="utf-8")

    def refuse(self: Path, *args: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(files.UnreadablePathError, match="permission denied"):
        read(path)


@pytest.mark.parametrize("pure", [False, True])
def test_a_disk_that_breaks_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pure: bool) -> None:
    class Breaking(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002  # as any stream's
            raise OSError(5, "Input/output error")

    path = tmp_path / "log.yaml"
    path.write_text("", encoding="utf-8")
    monkeypatch.setattr(Path, "open", lambda *_: Breaking())
    with pytest.raises(files.UnreadablePathError, match="input/output error"):
        read(path, pure=pure)


def test_a_file_that_is_gone_before_its_lines_are_looked_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: str
) -> None:
    path = tmp_path / "log.yaml"
    path.write_text(small.replace("[north, south]", "[north, est]"), encoding="utf-8")
    opened = []
    real_open = Path.open

    def open_once(self: Path, mode: str = "r") -> object:
        opened.append(self)
        if len(opened) > 1:
            raise FileNotFoundError(2, "No such file or directory", str(self))
        return real_open(self, mode)

    monkeypatch.setattr(Path, "open", open_once)
    reading = read(path)
    (problem,) = reading.problems
    assert (problem.name, problem.line, problem.column) == ("unknown-faction", 16, 9)
    assert reading.line_of(problem) is None


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(files.UnreadablePathError, match="it is closed"):
        read("-")


def test_standard_input(monkeypatch: pytest.MonkeyPatch, small: str) -> None:
    class Stdin:
        closed = False
        buffer = io.BytesIO(small.replace("clashes", "x").encode())

    monkeypatch.setattr(sys, "stdin", Stdin)
    reading = read("-")
    (problem,) = reading.problems
    assert (problem.file, problem.name, reading.path) == ("<stdin>", "unknown-word", "<stdin>")
    assert reading.line_of(problem) == "      - {between: [north, south], state: x}"


def test_standard_input_can_be_given(small: str) -> None:
    text = small.replace("[north, south]", "[north, est]")
    reading = read("-", stdin=io.BytesIO(text.encode()))
    assert [(problem.line, problem.column) for problem in reading.problems] == [(16, 27)]
    assert read("-", stdin=io.BytesIO(small.encode())).problems == ()


def test_a_file_is_named_as_the_user_named_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "a.yaml").write_text("x", encoding="utf-8")
    assert {problem.file for problem in read("logs").problems} == {"logs/a.yaml"}
    assert {problem.file for problem in read("logs/a.yaml").problems} == {"logs/a.yaml"}
    assert {problem.file for problem in read(tmp_path / "logs").problems} == {str(tmp_path / "logs" / "a.yaml")}


def test_a_log_with_errors_is_not_usable(tmp_path: Path, small: str) -> None:
    path = tmp_path / "log.yaml"
    path.write_text(small.replace("clashes", "x"), encoding="utf-8")
    reading = read(path)
    assert reading.log is None
    with pytest.raises(InvalidLogError, match="has 1 error") as caught:
        reading.usable()
    assert caught.value.exit_code == Exit.INVALID_LOG
    path.write_text(small.replace("2015-06", "2013"), encoding="utf-8")
    reading = read(path)
    assert [problem.level for problem in reading.problems] == ["warning"]
    assert reading.usable() is reading.log


def test_the_garbage_collector_is_left_as_it_was(tmp_path: Path, small: str) -> None:
    import gc

    path = tmp_path / "log.yaml"
    path.write_text(small, encoding="utf-8")
    assert gc.isenabled()
    read(path)
    assert gc.isenabled()
    gc.disable()
    try:
        read(path)
        assert not gc.isenabled()
    finally:
        gc.enable()
    path.unlink()
    with pytest.raises(files.PathError):
        read(path)
    assert gc.isenabled()
