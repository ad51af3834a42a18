"""`diff` as a person, a pipe and git see it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from sysconfig import get_path

import pytest
from syrupy.assertion import SnapshotAssertion

from ikhtilaf.render.sheets_of_differences import excerpt

Run = Callable[..., CompletedProcess[str]]
Transcript = Callable[..., str]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_every_format(transcript: Transcript, snapshot: SnapshotAssertion, form: str) -> None:
    assert transcript(f"diff before.yaml after.yaml --format {form} --color never") == snapshot


@pytest.mark.parametrize("width", [60, 120])
def test_every_width(transcript: Transcript, snapshot: SnapshotAssertion, width: int) -> None:
    assert transcript("diff before.yaml after.yaml --format table --color never", width) == snapshot


MISTAKES = {
    "nothing to compare": "diff",
    "no such log": "diff before.yaml nowhere.yaml",
    "three logs": "diff before.yaml after.yaml told.yaml",
    "unknown kind": "diff before.yaml after.yaml --what evnt",
    "unknown kind, nothing like it": "diff before.yaml after.yaml --what zzz",
    "unknown option": "diff before.yaml after.yaml --waht event",
    "unknown field": "diff before.yaml after.yaml --fields od",
    "both logs from standard input": "diff - -",
    "one from standard input by --log": "diff - --log -",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes(transcript: Transcript, snapshot: SnapshotAssertion, mistake: str) -> None:
    assert transcript(MISTAKES[mistake]) == snapshot


def test_the_exit_code_is_that_of_git_diff(ikhtilaf: Run) -> None:
    for option in ("--exit-code", "--exit-status"):
        assert ikhtilaf("diff", "before.yaml", "after.yaml", option).returncode == 1
        assert ikhtilaf("diff", "before.yaml", "before.yaml", option).returncode == 0
    assert ikhtilaf("diff", "before.yaml", "after.yaml").returncode == 0
    said = ikhtilaf("diff", "before.yaml", "before.yaml", "--format", "json")
    assert (said.stdout, said.stderr) == ("[]\n", "note: nothing differs\n")


def test_without_a_second_one_it_is_the_log_in_use(ikhtilaf: Run, process: Run) -> None:
    expected = ikhtilaf("diff", "before.yaml", "after.yaml").stdout
    assert ikhtilaf("diff", "before.yaml", "--log", "after.yaml").stdout == expected
    piped = process("diff", "-", "after.yaml", stdin=Path("before.yaml").read_text("utf-8"))
    assert (piped.returncode, piped.stdout, piped.stderr) == (0, expected.replace("before.yaml", "<stdin>"), "")
    piped = process("diff", "before.yaml", "-", stdin=Path("after.yaml").read_text("utf-8"))
    assert piped.stdout == expected.replace("after.yaml", "<stdin>")


def test_a_compiled_log_and_a_folder_are_versions_too(ikhtilaf: Run, tmp_path: Path) -> None:
    database, folder = tmp_path / "before.db", tmp_path / "before"
    folder.mkdir()
    text = Path("before.yaml").read_text("utf-8")
    head, events = text.split("events:\n")
    (folder / "head.yaml").write_text(head, encoding="utf-8")
    (folder / "events.yaml").write_text("events:\n" + events, encoding="utf-8")
    assert ikhtilaf("store", str(database), "--log", "before.yaml").returncode == 0
    for path in (database, folder):
        assert ikhtilaf("diff", "before.yaml", str(path), "--exit-code").stderr == "note: nothing differs\n"


def test_a_broken_version_is_answered_with_its_errors(ikhtilaf: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(Path("before.yaml").read_text("utf-8").replace("type: fight", "type: fihgt"), encoding="utf-8")
    said = ikhtilaf("diff", "before.yaml", str(path))
    assert (said.returncode, said.stdout) == (3, "")
    assert "error[unknown-word]" in said.stderr
    path.write_text("", encoding="utf-8")
    assert ikhtilaf("diff", str(path), "before.yaml").returncode == 3


def test_kinds_can_be_chosen(ikhtilaf: Run) -> None:
    said = ikhtilaf("diff", "before.yaml", "after.yaml", "--what", "people", "--what", "log", "--format", "json")
    assert [(row["what"], row["id"], row["field"]) for row in json.loads(said.stdout)] == [
        ("person", "amin", "note"),
        ("log", "log", "covers"),
    ]


def test_a_log_put_into_order_does_not_differ(ikhtilaf: Run, tmp_path: Path) -> None:
    path = tmp_path / "untidy.yaml"
    path.write_text(Path("after.yaml").read_text("utf-8"), encoding="utf-8")
    assert ikhtilaf("fmt", str(path)).returncode == 0
    assert path.read_text("utf-8") != Path("after.yaml").read_text("utf-8")
    assert ikhtilaf("diff", "after.yaml", str(path), "--exit-code").returncode == 0


@pytest.mark.parametrize(
    ("text", "other", "shown"),
    [
        ("a short one", "a shorter one", "a short one"),
        ("word " * 30 + "here" + " word" * 30, "word " * 30 + "there" + " word" * 30, None),
        ("x" * 200, "y" * 200, "x" * 200),
        ("", "something", ""),
    ],
)
def test_of_a_long_text_what_differs_is_shown(text: str, other: str, shown: str | None) -> None:
    cut = excerpt(text, other)
    if shown is None:
        assert cut.startswith("… word")
        assert cut.endswith("word …")
        assert "here" in cut
        assert len(cut) < 70
    else:
        assert cut == shown


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_as_a_tool_of_git(tmp_path: Path) -> None:
    """As the documentation sets it up."""
    program = Path(get_path("scripts")) / "ikhtilaf"
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(tmp_path)}
    environment = {**os.environ, **quiet, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    log = tmp_path / "log.yaml"

    def git(*arguments: str) -> str:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    git("init", "--quiet")
    for version in ("before", "after"):
        log.write_text(Path(f"{version}.yaml").read_text("utf-8"), encoding="utf-8")
        git("add", "log.yaml")
        git("commit", "--quiet", "--message", version)
    git("config", "difftool.ikhtilaf.cmd", 'ikhtilaf diff --format jsonl "$LOCAL" "$REMOTE"')
    for more in ((), ("--dir-diff",)):
        said = git("difftool", "--no-prompt", "--tool", "ikhtilaf", *more, "HEAD~1", "--", "log.yaml")
        rows = [json.loads(line) for line in said.splitlines()]
        assert {"sharpened", "withdrawn", "renamed"} <= {row["change"] for row in rows}
    shown = git("show", "HEAD~1:log.yaml")
    piped = subprocess.run(
        [program, "diff", "-", "log.yaml"],
        cwd=tmp_path,
        env=environment,
        input=shown,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(piped.stdout.splitlines()) == len(rows) + 1
