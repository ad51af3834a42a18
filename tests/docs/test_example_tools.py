"""What reads the documentation's examples, runs them and writes them back."""

from __future__ import annotations

from pathlib import Path

import pytest
from cells import run_cell
from examples import FailedExampleError, commands, console, fresh, tidy, write_log
from pages import ROOT, Block, blocks, replaced
from terminal import COLUMNS, is_whole, missing_tools, run


def block_of(text: str) -> Block:
    (block,) = blocks(text)
    return block


def written(tmp_path: Path, text: str) -> Path:
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    return page


def test_blocks() -> None:
    text = "a\n```console\n$ b\n```\n<!-- made: states -->\n```\n<!-- end -->\n```yaml c.yaml\nd\ne\n```\n"
    assert [(block.info, block.lines) for block in blocks(text)] == [
        ("console", ("$ b",)),
        ("made: states", ("```",)),
        ("yaml c.yaml", ("d", "e")),
    ]


def test_block_left_open() -> None:
    with pytest.raises(ValueError, match="line 2: the block 'console' is not closed"):
        list(blocks("a\n```console\n$ b\n"))


def test_replacing_keeps_the_rest() -> None:
    text = "a\n```x\n1\n2\n```\nb\n```y\n```\nc\n"
    one, other = blocks(text)
    assert replaced(text, {one: "3\n", other: "4\n5\n"}) == "a\n```x\n3\n```\nb\n```y\n4\n5\n```\nc\n"


def test_commands_go_on_as_a_shell_reads() -> None:
    text = "```console\n$ a |\n  b 'c\n d' \\\n  e\noutput\n$ f\n$ if g\n  then h; fi\n```"
    assert [command for command, _ in commands(block_of(text))] == [
        "a |\n  b 'c\n d' \\\n  e",
        "f",
        "if g\n  then h; fi",
    ]


def test_command_that_never_ends() -> None:
    with pytest.raises(FailedExampleError, match="this is no command"):
        list(commands(block_of("```console\n$ a 'b\nc\n```")))


@pytest.mark.parametrize(("command", "whole"), [("a", True), ("a \\", False), ("a &&", False), ("a '", False)])
def test_is_whole(command: str, *, whole: bool) -> None:
    assert is_whole(command) is whole


def test_output_is_rewritten(tmp_path: Path) -> None:
    page = written(tmp_path, "```console\n$ echo new\nold\n$ echo '  x  '; echo\n```\n")
    assert fresh(page).text == "```console\n$ echo new\nnew\n$ echo '  x  '; echo\n  x\n```\n"


def test_both_streams_and_a_terminal(tmp_path: Path) -> None:
    printed, code = run("[ -t 1 ] && tput cols; echo talk >&2; exit 4", tmp_path)
    assert (printed, code) == (f"{COLUMNS}\ntalk\n", 4)


def test_escape_codes_are_dropped(tmp_path: Path) -> None:
    command = r"printf '\033[1mbold\033[0m\n'"
    assert run(command, tmp_path) == ("bold\n", 0)
    assert run(command, tmp_path, color=True) == ("\x1b[1mbold\x1b[0m\n", 0)


@pytest.mark.parametrize(("command", "why"), [("false", "exit code 1"), (f"echo {ROOT}", "a path of this machine")])
def test_example_that_may_not_be(command: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(FailedExampleError, match=why):
        console(block_of(f"```console\n$ {command}\n```"), tmp_path, tmp_path / "page.md")


def test_log_is_there_for_the_commands(tmp_path: Path) -> None:
    page = written(tmp_path, "```yaml folder/a.yaml\nlog: x\n```\n```console\n$ cat folder/a.yaml\n```\n")
    assert "$ cat folder/a.yaml\nlog: x\n" in fresh(page).text


def test_log_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs the name of its file"):
        write_log(block_of("```yaml\nlog: x\n```"), "", tmp_path)


def test_cells_share_their_names(tmp_path: Path) -> None:
    page = written(tmp_path, "```python\nx = 2\n```\n\n```python\nprint('a')\nx + 1\n```\n\n```text\nold\n```\n")
    assert fresh(page).text.endswith("```text\na\n3\n```\n")


def test_cell_without_a_value() -> None:
    assert run_cell("None", {}) == ""
    assert run_cell("", {}) == ""


def test_example_without_its_tool_keeps_its_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("examples.missing_tools", lambda _: ["mlr"])
    text = "\n```console\n$ mlr\nold\n```\n"
    assert fresh(written(tmp_path, text)) == (text, [(3, "mlr")])


def test_missing_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("terminal.is_here", lambda _: False)
    assert missing_tools("ikhtilaf timeline | mlr --c2p cat | duckdb -c 'x' > jq.txt") == ["duckdb", "mlr"]


def test_tidy() -> None:
    assert tidy("a  \n\n b\t\n\n\n") == "a\n\n b\n"
    assert tidy("\n \n") == ""
