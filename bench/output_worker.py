"""Times the renderers in one process, over rows held in memory, beside `csv.writer` over the same cells as text.

`python output_worker.py LOG ROUNDS FOLDER` prints JSON: rows, lines, and the median seconds of each format.
The renderers are the program's own; the rows are those of its timeline.
"""

from __future__ import annotations

import csv
import gc
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import ikhtilaf
from ikhtilaf.render.columns import Column, Options, cell
from ikhtilaf.render.formats import Format, renderer

FORMATS = (Format.JSONL, Format.CSV, Format.TSV)


def main() -> None:
    """Measure, and print the figures."""
    log, rounds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    rows = list(ikhtilaf.load(log).timeline())
    columns = [Column(key, key) for key in rows[0]]
    cells = [[cell(column, row) for column in columns] for row in rows]
    # What lies in memory is not the renderers' own: collecting it would be counted against whoever happens to run.
    gc.collect()
    gc.freeze()

    def plain(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(cells)

    def ours(fmt: Format) -> Callable[[Path], None]:
        def write(path: Path) -> None:
            with path.open("w", encoding="utf-8", newline="") as stream:
                renderer(fmt)(rows, columns, stream, Options())

        return write

    writers: dict[str, Callable[[Path], None]] = {"csv.writer": plain, **{fmt.value: ours(fmt) for fmt in FORMATS}}
    times: dict[str, list[float]] = {name: [] for name in writers}
    for turn in range(-1, rounds):
        for name, write in writers.items():
            start = perf_counter()
            write(folder / f"out.{name}")
            if turn >= 0:
                times[name].append(perf_counter() - start)
    lines = {name: (folder / f"out.{name}").read_bytes().count(b"\n") for name in writers}
    medians = {name: statistics.median(each) for name, each in times.items()}
    print(json.dumps({"rows": len(rows), "lines": lines, "seconds": medians}))


if __name__ == "__main__":
    main()
