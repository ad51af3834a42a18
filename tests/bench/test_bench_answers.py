"""The check of answers: what differs is refused, and named."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from answers import DifferentAnswersError, NoAnswerError, agree, output, separated
from timing import Command, FailedCommandError, interleaved


def test_answers_that_agree_are_counted() -> None:
    assert agree({"a": [("1",), ("2",)], "b": [("2",), ("1",)]}) == 2


@pytest.mark.parametrize("wrong", [[("1",)], [("1",), ("2",), ("3",)], [("1",), ("2",), ("2",)], [("1",), ("3",)], []])
def test_a_wrong_answer_is_refused(wrong: list[tuple[str, ...]]) -> None:
    with pytest.raises(DifferentAnswersError, match="right and wrong answer differently"):
        agree({"right": [("1",), ("2",)], "wrong": wrong})


def test_the_refusal_says_what_only_one_has() -> None:
    with pytest.raises(DifferentAnswersError) as caught:
        agree({"right": [("1",), ("2",)], "wrong": [("1",), ("9",)]})
    assert "only right: 1 records, such as ('2',)" in str(caught.value)
    assert "only wrong: 1 records, such as ('9',)" in str(caught.value)


def test_no_answer_is_no_agreement() -> None:
    with pytest.raises(NoAnswerError):
        agree({"a": [], "b": []})


def test_csv_and_tsv_are_read_without_their_header() -> None:
    assert separated(b"id\ttitle\nb\tB\na\tA \n") == [("a", "A"), ("b", "B")]
    assert separated(b'id,title,x\na,"A, too",1\n', ",", (0, 1)) == [("a", "A, too")]


def command(script: str, folder: Path, timeout: float = 60) -> Command:
    return Command([sys.executable, "-I", "-c", script], {}, folder, timeout=timeout)


def test_a_command_that_fails_is_not_timed(tmp_path: Path) -> None:
    failing = command("import sys; sys.exit('no such log')", tmp_path)
    with pytest.raises(FailedCommandError, match="no such log"):
        interleaved({"failing": failing}, 1)
    with pytest.raises(FailedCommandError):
        output("failing", failing)


def test_a_command_that_hangs_is_killed_and_told(tmp_path: Path) -> None:
    hanging = command("import time; time.sleep(600)", tmp_path, timeout=0.5)
    assert output("hanging", hanging) is None
    found = interleaved({"hanging": hanging, "quick": command("print(1)", tmp_path)}, 2)
    assert found["hanging"].timed_out
    assert len(found["hanging"].runs) == 1
    assert not found["quick"].timed_out
    assert len(found["quick"].runs) == 2
