"""Every kind of problem has a bad example, and what is printed for it stands beside it.

The examples are `bad/<name>.yaml` or `bad/<name>--<variant>.yaml`, or folders of that name; `pytest --snapshot-update`
writes the `.txt` files. The first line of each example says which sort of fault it has: see `test_schema`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ikhtilaf.dates.errors import DateError, UnreadableDateError
from ikhtilaf.log import form_problems, name_problems, sense_problems
from ikhtilaf.log.describe import describe
from ikhtilaf.log.kinds import kinds
from ikhtilaf.log.problems import Problem
from ikhtilaf.log.read import read

BAD = Path(__file__).parent / "bad"
EXAMPLES = sorted(path.name for path in BAD.iterdir() if path.suffix != ".txt")
ALSO = {"too-deep": {"unknown-key"}, "more-of-the-same": {"not-text"}}
"""What cannot be shown without something else."""
ELSEWHERE = {"too-large"}
"""What would take a file of many megabytes: `tests/hostile` makes one."""


def named(example: str) -> str:
    return example.removesuffix(".yaml").partition("--")[0]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_bad_example_is_answered_with_its_problem(
    example: str, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BAD)
    reading = read(example)
    name = named(example)
    assert {problem.name for problem in reading.problems} == {name} | ALSO.get(name, set())
    printed = "\n\n".join(describe(problem, reading.line_of(problem)) for problem in reading.problems) + "\n"
    beside = BAD / f"{example.removesuffix('.yaml')}.txt"
    if pytestconfig.getoption("update_snapshots"):
        beside.write_text(printed, encoding="utf-8")
    assert printed == beside.read_text(encoding="utf-8")


def test_no_output_is_left_over() -> None:
    assert {path.stem for path in BAD.glob("*.txt")} == {example.removesuffix(".yaml") for example in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES)
def test_both_parsers_find_the_same(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    assert read(example, pure=True) == read(example)


@pytest.mark.parametrize("example", EXAMPLES)
def test_only_errors_keep_a_log_from_being_used(example: str) -> None:
    reading = read(BAD / example)
    assert (reading.log is None) == any(problem.level == "error" for problem in reading.problems)
    assert set(reading.errors) | set(reading.warnings) == set(reading.problems)


def test_every_kind_of_problem_has_an_example_and_every_example_a_kind() -> None:
    date_errors = {error.name for error in DateError.__subclasses__() if error is not UnreadableDateError}
    assert {named(example) for example in EXAMPLES} | ELSEWHERE == {kind.kind for kind in kinds()} | date_errors


def test_every_kind_of_problem_has_a_name_of_its_own() -> None:
    modules = (form_problems, name_problems, sense_problems)
    classes = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    named_kinds = [kind for kind in classes if issubclass(kind, Problem) and not kind.__subclasses__()]
    assert sorted(kind.kind for kind in named_kinds) == sorted({kind.kind for kind in kinds()})
