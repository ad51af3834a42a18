"""Measures everything in one run and prints one table: each ratio beside its goal. `make bench` calls it.

`python bench/run.py [--size full|medium|small] [--only PART]... [--into PAGE]`
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import measure_cold
import measure_output
import measure_relations
import measure_start
import measure_warm
import report
from setting import SIZES, Setting
from timing import BenchError

PARTS: dict[str, Callable[[Setting], None]] = {
    "start": measure_start.measure,
    "warm": measure_warm.measure_growth,
    "filter": measure_warm.measure_filter,
    "cold": measure_cold.measure,
    "output": measure_output.measure,
    "relations": measure_relations.measure,
}


def main() -> int:
    """Measure, print the report, and put it into a page where one is named.

    Returns 0 whatever was missed: a miss is told. 1 where something could not be measured at all, as when answers
    differ; the rest is measured nevertheless, but no page is changed.
    """
    parser = argparse.ArgumentParser(description="Measures the program beside its peers.")
    parser.add_argument("--size", choices=list(SIZES), default="full", help="how much is measured (default: full)")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="measure this part only; may be repeated")
    parser.add_argument("--into", type=Path, metavar="PAGE", help="put the report into this page as well")
    parser.add_argument("--timeout", type=float, default=120, help="seconds that a command may take (default: 120)")
    given = parser.parse_args()

    folder = Path(os.environ.get("BENCH_DIR") or "build/bench").resolve()
    setting = Setting(folder, SIZES[given.size], given.timeout)
    start = time.monotonic()
    failed: list[str] = []
    for name in given.only or PARTS:
        setting.say(f"== {name}")
        try:
            PARTS[name](setting)
        except BenchError as error:
            setting.say(f"{name} is not measured: {error}")
            failed.append(name)
    sizes = [setting.size[name] for name in ("small", "middle", "large")]
    lines = [
        *report.surroundings(sizes, time.monotonic() - start),
        "",
        *report.table(setting.figures),
    ]
    print("\n".join(lines))
    missed = report.misses(setting.figures)
    setting.say(f"{len(missed)} missed: {', '.join(missed)}" if missed else "no goal of what was measured was missed")
    if failed:
        setting.say(f"not measured to the end: {', '.join(failed)}")
        return 1
    if given.into is not None:
        report.put_into(given.into, lines)
    return 0


if __name__ == "__main__":
    # Asked to end, end what is being measured as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
