"""Writes a table of UCDP events of any size, made of a small one that is repeated with new ids and earlier dates.

`python bench/repeat_events.py ROWS FILE.csv[.gz] > big.csv`: the same numbers give the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import sys
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path

STEP = timedelta(days=11)
"""By how much each repetition is earlier than the one before."""


def main(wanted: int, path: Path) -> None:
    """Write the table to standard output."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    at = {name: place for place, name in enumerate(head)}
    out = csv.writer(sys.stdout)
    out.writerow(head)
    repeated = ((turn, row) for turn in count() for row in rows)
    for number, (turn, row) in enumerate(islice(repeated, wanted), 1):
        made = list(row)
        made[at["id"]] = str(number)
        for name in ("date_start", "date_end"):
            made[at[name]] = (date.fromisoformat(row[at[name]][:10]) - turn * STEP).isoformat()
        out.writerow(made)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # a real stream has it
    main(int(sys.argv[1]), Path(sys.argv[2]))
