"""Times the renderers in one process, over rows held in memory, beside `csv.writer` over the same cells as text.

`python output_worker.py LOG ROUNDS FOLDER` prints JSON: rows, lines, and the median seconds of each format and of
`csv.writer` beside it. The renderers and the rows are those of the program's timeline. csv and tsv have the columns of
its sheet; jsonl has every field of a row, so `csv.writer` is given every field too.
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
from ikhtilaf.render.sheets_of_events import TIMELINE

FORMATS = (Format.JSONL, Format.CSV, Format.TSV)


def main() -> None:
    """Measure, and print the figures."""
    log, rounds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    rows = list(ikhtilaf.load(log).timeline())
    every = tuple(Column(key, key) for key in rows[0])
    columns = {Format.JSONL: every, Format.CSV: TIMELINE.record, Format.TSV: TIMELINE.record}
    cells = {chosen: [[cell(column, row) for column in chosen] for row in rows] for chosen in (every, TIMELINE.record)}
    # What lies in memory is not the renderers' own: collecting it would be counted against whoever happens to run.
    gc.collect()
    gc.freeze()

    def plain(fmt: Format) -> Callable[[Path], None]:
        def write(path: Path) -> None:
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows(cells[columns[fmt]])

        return write

    def ours(fmt: Format) -> Callable[[Path], None]:
        def write(path: Path) -> None:
            with path.open("w", encoding="utf-8", newline="") as stream:
                renderer(fmt)(rows, columns[fmt], stream, Options())

        return write

    writers = {fmt.value: ours(fmt) for fmt in FORMATS}
    writers |= {f"csv.writer beside {fmt.value}": plain(fmt) for fmt in FORMATS}
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
