"""What stands where a file is expected: folders, pipes, devices, sockets, loops, bad names. None is waited for."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile.logs import LOG
from hostile.processes import Said, run

from ikhtilaf.cli import run as command_line

MAP = Path(__file__).parents[1] / "imports" / "raids-map.yaml"


def folder(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path)


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(here)


KINDS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a folder": (folder, "no-log-in-folder", "unreadable-file"),
    "a pipe": (os.mkfifo, "no-regular-file", "unreadable-file"),
    "a socket": (listening, "no-regular-file", "unreadable-file"),
    "a loop": (loop, "link-loop", "unreadable-file"),
    "a link to nothing": (dangling, "no-such-log", "no-such-file"),
    "/dev/zero": (lambda path: path.symlink_to("/dev/zero"), "no-regular-file", "unreadable-file"),
    "/dev/null": (lambda path: path.symlink_to("/dev/null"), "no-regular-file", "unreadable-file"),
}
"""What is made at the path, and the errors where a log and where a table is expected."""


@pytest.fixture
def quickly() -> Iterator[None]:
    """End the whole run, loudly, where a test waits for what never comes: no other one could go on."""
    ending = threading.Timer(60, lambda: (sys.stderr.write("a test hangs\n"), os._exit(70)))
    ending.daemon = True
    ending.start()
    yield
    ending.cancel()


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["x.db", "x.yaml"])
def test_what_is_no_file_is_not_read(kind: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make, as_log, as_table = KINDS[kind]
    path, good = tmp_path / name, tmp_path / "good.yaml"
    make(path)
    good.write_text(LOG, "utf-8")
    out = str(tmp_path / "out.db")
    for arguments, error in (
        (["timeline", "--log", path], as_log),
        (["check", path], as_log),
        (["fmt", path], as_log),
        (["diff", path, good], as_log),
        (["compare", path, "--log", good], as_log),
        (["store", "--log", path, out], as_log),
        (["import", "ucdp", path, "-o", out], as_table),
        (["import", "csv", good, "--map", path, "-o", out], as_table),
    ):
        assert command_line.run([str(argument) for argument in arguments]) == 2, arguments
        printed, said = capsys.readouterr()
        assert (printed, said.partition(":")[0]) == ("", f"error[{error}]"), arguments


@pytest.mark.usefixtures("quickly")
def test_a_folder_with_all_of_these_names_the_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, (make, _, _) in enumerate(KINDS.values()):
        make(tmp_path / f"{number}.yaml")
    (tmp_path / "log.yaml").write_text(LOG, "utf-8")
    left = []
    while command_line.run(["timeline", "--log", str(tmp_path), "--format", "jsonl"]) != 0:
        printed, said = capsys.readouterr()
        assert printed == ""
        left.append(said.partition(":")[0])
        next(path for path in tmp_path.iterdir() if str(path) in said).unlink()
    # A folder whose name ends in .yaml is a folder like any other, with nothing in it.
    assert left == [
        *("error[no-regular-file]", "error[no-regular-file]", "error[link-loop]", "error[no-such-log]"),
        *("error[no-regular-file]", "error[no-regular-file]"),
    ]
    assert '"fight"' in capsys.readouterr().out


@pytest.mark.parametrize(
    "name", ["a\nb.yaml", "a\x1b[2Jb.yaml", "a\u202eb.yaml", "-x.yaml", "a\tb.yaml", "%s {} $(id).yaml"]
)
def test_a_name_that_hurts_is_shown_harmless(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(LOG + "nonsense: 1\n", "utf-8")
    for arguments in (["check", f"--log={name}"], ["timeline", f"--log={name}"], ["timeline", f"--log={name}x"]):
        assert command_line.run(arguments) in {2, 3}
        for printed in capsys.readouterr():
            assert not {char for char in printed if char in "\x1b\u202e\t"}
            assert "\nb.yaml" not in printed


def test_a_name_or_argument_that_is_no_text_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / os.fsdecode(b"\xff\xfe.yaml")
    path.write_text(LOG, "utf-8")
    typed = str(path)
    asked: list[list[str]] = [["--log", typed], ["--log", str(tmp_path)], ["--log", typed + "x"], []]
    for arguments in asked:
        if not arguments:
            monkeypatch.setenv("IKHTILAF_LOG", typed)
        assert command_line.run(["timeline", *arguments]) == 2
        said = capsys.readouterr().err
        assert said.partition(":")[0] in {"error[not-utf-8]", "error[no-such-log]"}
        assert "\\udcff\\udcfe.yaml" in said
    monkeypatch.delenv("IKHTILAF_LOG")
    options = ("--faction", "--text", "--since", "--fields", "--format", "--place")
    for arguments in (*(["timeline", option, "\udcff"] for option in options), ["show", "\udc80"], ["list", "\udcff"]):
        assert command_line.run(arguments) == 2
        assert capsys.readouterr().err.startswith("error[")


def test_a_device_on_standard_input_is_left_in_time(tmp_path: Path) -> None:
    said = run(["timeline", "--log", "-"], folder=tmp_path, stdin=Path("/dev/zero"), limit=2048)
    assert said.code == 2
    assert said.err.startswith("error[too-much]: standard input has more than")


def test_too_little_memory_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "log.yaml").write_text(LOG.replace("They fought.", "They fought. " * 10**6), "utf-8")
    limit, said = 64, Said(None, "", "", 0, 0)
    for limit in (90, 100, 110):  # how much the interpreter itself takes depends on the machine
        said = run(["timeline", "--log", "log.yaml"], folder=tmp_path, limit=limit)
        assert said.code is not None
        if "out-of-memory" in said.err:
            break
    assert "Traceback" not in said.err


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here")
def test_a_file_of_the_system_that_has_no_size_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["check", "/proc/self/limits"]) == 3
    assert "error[" in capsys.readouterr().out
    assert command_line.run(["import", "ucdp", "/proc/self/limits"]) == 2
    assert capsys.readouterr().err.startswith("error[missing-columns]")
    assert command_line.run(["check", "/proc/self/mem"]) == 2
    assert capsys.readouterr().err.startswith("error[unreadable-path]: /proc/self/mem cannot be read")
