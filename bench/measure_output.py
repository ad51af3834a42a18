"""Output: how fast many rows are written as jsonl, csv and tsv, and how soon and how flat as a table on a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import answers
from report import Figure
from setting import Setting, seconds
from timing import BenchError, interleaved, peak

COPY_SCRIPT = """
import csv, sys
csv.field_size_limit(1 << 24)
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    csv.writer(sys.stdout, lineterminator="\\n").writerows(csv.reader(file))
"""
FORMATS = ("jsonl", "csv", "tsv")
_LONG = 1200.0
_HEAD = 8
"""A table has begun when rows stand under its heading and the names of its columns."""


def measure(setting: Setting) -> None:
    """Measure the renderers alone, then the whole processes, then the table."""
    count = setting.size["middle"]
    log = setting.warm_log(count, lambda command: answers.output("compiling", command))
    _renderers(setting, log)
    _processes(setting, log, count)
    _table(setting, log, count)


def _renderers(setting: Setting, log: Path) -> None:
    worker = Path(__file__).with_name("output_worker.py")
    command = setting.command(setting.python, worker, log, str(setting.rounds), setting.empty, timeout=_LONG)
    out = answers.output("the renderers", command)
    if out is None:
        for fmt in FORMATS:
            setting.note(Figure(f"output-{fmt}", None, note="time-out of the renderers"))
        return
    told = json.loads(out)
    times = told["seconds"]
    for fmt in FORMATS:
        _each_row_a_line(fmt, told["lines"][fmt], told["rows"] + (fmt != "jsonl"))
        plain = times[f"csv.writer beside {fmt}"]
        ratio = plain / times[fmt]
        note = f"{told['rows']:,} rows"
        key, beside = f"output-{fmt}", f"csv.writer: {seconds(plain)}"
        setting.note(Figure(key, ratio, f"{fmt}: {seconds(times[fmt])}", beside, setting.rounds, note))


class WrongRowsError(BenchError):
    """An output does not have as many lines as it has rows."""


def _each_row_a_line(name: str, lines: int, rows: int) -> None:
    if lines != rows:
        raise WrongRowsError(f"{name} has {lines:,} lines, not {rows:,}")


def _processes(setting: Setting, log: Path, count: int) -> None:
    ours = {fmt: setting.ikhtilaf("timeline", "--format", fmt, "--log", log, timeout=_LONG) for fmt in FORMATS}
    for fmt, command in ours.items():
        out = answers.output(fmt, command) or b""
        _each_row_a_line(fmt, out.count(b"\n"), count + (fmt != "jsonl"))
        (setting.empty / f"whole.{fmt}").write_bytes(out)
    copy = setting.command(setting.python, "-c", COPY_SCRIPT, setting.empty / "whole.csv")
    series = interleaved({**ours, "copy": copy}, setting.rounds)
    for fmt in FORMATS:
        setting.compare(f"output-{fmt}-whole", series, fmt, "copy")


def _table(setting: Setting, log: Path, count: int) -> None:
    tenth = setting.warm_log(count // 10, lambda command: answers.output("compiling", command))
    shown = {
        name: setting.ikhtilaf("timeline", "--no-pager", "--log", path, terminal=True, timeout=_LONG, lines=_HEAD)
        for name, path in (("table", log), ("a tenth", tenth))
    }
    series = interleaved(shown, setting.rounds, warm=False)
    if any(each.timed_out for each in series.values()):
        setting.note(Figure("output-table-first", None, note="time-out of the table"))
        return
    whole, small = series["table"], series["a tenth"]
    begun = whole.begun or whole.wall
    note = f"{count:,} rows; of a tenth, rows after {seconds(small.begun or small.wall)}"
    measured, beside = f"rows after {seconds(begun)}", f"whole: {seconds(whole.wall)}"
    setting.note(Figure("output-table-first", begun / whole.wall, measured, beside, len(whole.runs), note))
    most, less = (peak(name, command)[0] for name, command in shown.items())
    measured, beside = f"{most / 1024:.0f} MiB", f"{less / 1024:.0f} MiB"
    setting.note(Figure("output-table-memory", most / less, measured, beside, 1))
