"""The report: each ratio beside its goal, what was missed, what was left out, and where it is put."""

from __future__ import annotations

from pathlib import Path

import pytest
import run
from answers import agree
from goals import GOALS, PARTS, Goal
from report import BEGIN, END, Figure, NoPlaceForFiguresError, misses, put_into, table, verdict
from setting import Setting

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("goal", "ratio", "expected"),
    [
        (Goal("a", "", 1.25), 1.25, "pass"),
        (Goal("a", "", 1.25), 1.26, "MISS"),
        (Goal("a", "", 0.5, at_least=True), 0.5, "pass"),
        (Goal("a", "", 0.5, at_least=True), 0.49, "MISS"),
        (Goal("a", ""), 99.0, "told"),
    ],
)
def test_a_ratio_passes_or_misses(goal: Goal, ratio: float, expected: str) -> None:
    assert verdict(goal, Figure("a", ratio)) == expected


def test_a_time_out_is_a_miss_and_a_missing_peer_is_left_out() -> None:
    goal = Goal("a", "", 1.0)
    assert verdict(goal, Figure("a", None, note="time-out of ikhtilaf")) == "MISS"
    assert verdict(goal, Figure("a", None, note="jq is not installed: apt-get install jq")) == "left out"
    assert verdict(goal, None) == "left out"


def test_the_table_has_a_line_for_every_goal_of_what_was_measured() -> None:
    figures = {
        "cold-events": Figure("cold-events", 2.6, "cold: 9 s", "events: 3 s", 7, "", 2.4),
        "cold-memory": Figure("cold-memory", 4.0, "200 MiB", "50 MiB", 1),
    }
    lines = list(table(figures))
    cold = next(part for part in PARTS if part.goals[0].key == "cold-events")
    assert len(lines) == 2 + 1 + len(cold.goals)
    assert lines[3].endswith("| 2.60 | ≤ 2.5 | MISS | cold: 9 s | events: 3 s | 2.40 | 7 |")
    assert any("| 4.00 | ≤ 5 | pass |" in line for line in lines)
    assert sum("| left out |" in line for line in lines) == len(cold.goals) - 2
    assert misses(figures) == ["cold-events"]


def test_a_peer_that_is_missing_stands_in_the_table_with_what_installs_it() -> None:
    figure = Figure("filter-jq", None, note="jq is not installed: apt-get install jq")
    line = next(line for line in table({"filter-jq": figure}) if "jq on" in line)
    assert "(jq is not installed: apt-get install jq)" in line
    assert "| left out |" in line


def test_a_bar_in_a_cell_does_not_part_it() -> None:
    line = next(line for line in table({"filter-jq": Figure("filter-jq", 1.0, "a | b")}) if "a \\| b" in line)
    assert line.count(" | ") == 7


def test_the_report_goes_between_the_two_lines_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Before\n{BEGIN}\nold\n{END}\nBehind\n")
    put_into(page, ["new", "table"])
    assert page.read_text() == f"# Before\n{BEGIN}\nnew\ntable\n{END}\nBehind\n"


@pytest.mark.parametrize("text", ["# Nothing\n", f"{BEGIN}\n", f"{END}\n{BEGIN}\n"])
def test_a_page_without_the_two_lines_is_left_alone(tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text)
    with pytest.raises(NoPlaceForFiguresError):
        put_into(page, ["new"])
    assert page.read_text() == text


def test_goals_have_names_of_their_own() -> None:
    assert len(GOALS) == sum(len(part.goals) for part in PARTS)


def test_the_page_has_a_place_for_the_figures() -> None:
    lines = (ROOT / "docs" / "performance.md").read_text("utf-8").splitlines()
    assert lines.index(BEGIN) < lines.index(END)


def test_wrong_answers_fail_the_run_and_change_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"{BEGIN}\n{END}\n")

    def wrong(_setting: object) -> None:
        agree({"right": [("1",)], "wrong": [("2",)]})

    def fine(setting: Setting) -> None:
        setting.note(Figure("start-piped", 1.0, "a", "b", 7))

    monkeypatch.setattr(run, "PARTS", {"warm": wrong, "start": fine})
    monkeypatch.setattr("sys.argv", ["run.py", "--size", "small", "--into", str(page)])
    monkeypatch.setenv("BENCH_DIR", str(tmp_path))
    assert run.main() == 1
    printed = capsys.readouterr()
    assert "warm is not measured: right and wrong answer differently" in printed.err
    assert "| 1.00 | ≤ 1.25 | pass |" in printed.out
    assert page.read_text() == f"{BEGIN}\n{END}\n"
