"""The report: every ratio beside its goal, with what was measured, on which machine, with which versions, when."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from goals import PARTS, Goal

BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"
PACKAGES = ("ikhtilaf", "typer", "rich", "PyYAML", "duckdb", "duckdb-cli", "sqlite-utils", "beancount", "beanquery")
PROGRAMS = {"jq": "--version", "mlr": "--version", "hledger": "--version"}


class Figure(NamedTuple):
    """What came out for one goal: the ratio (None where there is none, and `note` says why), what was measured and what
    stands beside it, both as text with their units, and the number of runs. `cpu` is the same ratio of processor time,
    where there is one: what a busy machine disturbs less.
    """

    key: str
    ratio: float | None
    measured: str = ""
    beside: str = ""
    runs: int = 0
    note: str = ""
    cpu: float | None = None


class NoPlaceForFiguresError(Exception):
    """A page has no place for the figures."""

    def __init__(self, page: Path) -> None:
        super().__init__(f'{page} has no lines "{BEGIN}" and "{END}" for the figures to stand between')


def verdict(goal: Goal, figure: Figure | None) -> str:
    """Return `pass` or `MISS`; without a goal `told`, without a figure `left out` (`MISS` where a time-out is why)."""
    if figure is None:
        return "left out"
    if figure.ratio is None:
        return "MISS" if figure.note.startswith("time-out") and goal.limit is not None else "left out"
    if goal.limit is None:
        return "told"
    reached = figure.ratio >= goal.limit if goal.at_least else figure.ratio <= goal.limit
    return "pass" if reached else "MISS"


def asked(goal: Goal) -> str:
    """Return what a goal asks for, as the report shows it."""
    if goal.limit is None:
        return ""
    return f"{'≥' if goal.at_least else '≤'} {goal.limit:g}"


def table(figures: Mapping[str, Figure]) -> Iterator[str]:
    """Yield the lines of the one table, in Markdown; parts that were not measured at all are left out."""
    yield "| What | Ratio | Goal | | Measured | Beside | By CPU | Runs |"
    yield "| --- | --: | --: | --- | --- | --- | --: | --: |"
    for part in PARTS:
        if not any(goal.key in figures for goal in part.goals):
            continue
        yield f"| **{part.heading}** | | | | | | | |"
        for goal in part.goals:
            yield _line(goal, figures.get(goal.key))


def _line(goal: Goal, figure: Figure | None) -> str:
    found = figure or Figure(goal.key, None)
    ratio, cpu = ("" if number is None else f"{number:.2f}" for number in (found.ratio, found.cpu))
    what = goal.what + (f" ({found.note})" if found.note else "")
    cells = (what, ratio, asked(goal), verdict(goal, figure), found.measured, found.beside, cpu, str(found.runs or ""))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def misses(figures: Mapping[str, Figure]) -> list[str]:
    """Return the keys of the goals that were missed."""
    return [
        goal.key
        for part in PARTS
        for goal in part.goals
        if goal.key in figures and verdict(goal, figures[goal.key]) == "MISS"
    ]


def surroundings(sizes: Iterable[int], seconds: float) -> Iterator[str]:
    """Yield lines on when and where the figures came about, and with which versions."""
    yield f"Measured on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, in {seconds / 60:.0f} minutes."
    yield f"Logs of {', '.join(f'{size:,}' for size in sizes)} events."
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release()}"
    yield f"Machine: {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; {system}."
    versions = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    versions += [f"{package} {_version(package)}" for package in PACKAGES]
    versions += [_program(program, option) for program, option in PROGRAMS.items()]
    yield f"Versions: {', '.join(versions)}."


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return platform.machine()
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found[1].strip() if found else platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _program(program: str, option: str) -> str:
    path = shutil.which(program)
    if path is None:
        return f"{program} (not installed)"
    said = subprocess.run([path, option], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"\d+(\.\d+)+", said)
    return f"{program} {found[0] if found else '?'}"


def put_into(page: Path, lines: Iterable[str]) -> None:
    """Put the report between the two lines of a page that keep its place. Raises `NoPlaceForFiguresError`."""
    text = page.read_text("utf-8")
    before, begin, rest = text.partition(f"{BEGIN}\n")
    _, end, behind = rest.partition(f"{END}\n")
    if not begin or not end:
        raise NoPlaceForFiguresError(page)
    page.write_text(before + begin + "\n".join(lines) + "\n" + end + behind, "utf-8")
