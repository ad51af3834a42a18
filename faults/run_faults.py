"""Lets happen to the program what happens to programs, and prints what came of it. `make faults` calls it.

`python faults/run_faults.py [--moments N] [--crowd N] [--seed N] [--only FAULT]... [--json]`
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from compileall import compile_dir
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import fault_kills
import fault_rooms
import fault_surroundings
from fault_cases import Case, cases_of
from fault_setting import ROOT, Setting
from fault_tally import Tally, table

Asked = tuple[str, ...]
FAULTS: dict[str, Callable[[Setting, list[Case], Asked], Iterator[Tally]]] = {
    "compile": lambda setting, _cases, _asked: fault_kills.compiling(setting),
    "moments": lambda setting, cases, _asked: fault_kills.at_random_moments(setting, cases),
    "steps": lambda setting, cases, _asked: fault_kills.before_each_step(setting, cases),
    "writes": lambda setting, cases, _asked: fault_kills.amid_a_write(setting, cases),
    "signals": lambda setting, cases, _asked: fault_kills.by_signals(setting, cases),
    "crowd": lambda setting, _cases, asked: fault_surroundings.crowd(setting, asked),
    "disk": fault_rooms.full_disk,
    "sizes": fault_rooms.limited_sizes,
    "permission": fault_rooms.no_permission,
    "clocks": lambda setting, _cases, asked: fault_surroundings.clocks(setting, asked),
    "homes": lambda setting, _cases, asked: fault_surroundings.homes(setting, asked),
    "locales": lambda setting, _cases, asked: fault_surroundings.locales(setting, asked),
    "streams": lambda setting, _cases, asked: fault_surroundings.closed_streams(setting, asked),
}


def main() -> int:
    """Try all faults, or those that are named; return 1 where anything was half or wrong, else 0."""
    parser = argparse.ArgumentParser(description="Lets faults happen, and counts what came of them.")
    parser.add_argument("--moments", type=int, default=100, help="kills of each command (default: 100)")
    parser.add_argument("--crowd", type=int, default=50, help="processes at once (default: 50)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: 1)")
    parser.add_argument("--only", action="append", choices=list(FAULTS), help="try this fault only; may be repeated")
    parser.add_argument("--case", action="append", metavar="COMMAND", help="with this command only; may be repeated")
    parser.add_argument("--log", type=Path, default=ROOT / "data" / "events.yaml", help="the log that is asked")
    parser.add_argument("--between", nargs=2, default=["quetta", "isk"], help="two factions of it")
    parser.add_argument("--json", action="store_true", help="print a JSON object a line instead of the table")
    given = parser.parse_args()
    # Commands that faults happen to write no compiled modules: they are written before.
    compile_dir(ROOT / "src", quiet=2)
    start, sys.dont_write_bytecode = time.monotonic(), True
    with TemporaryDirectory(prefix="faults-", dir=_place()) as folder:
        Path(folder).chmod(0o755)  # other users run the program in it as well
        setting = Setting(Path(folder) / "faults", given.moments, given.crowd, given.seed, given.log.resolve())
        cases = [case for case in cases_of(setting, tuple(given.between)) if case.name in (given.case or [case.name])]
        asked = ("timeline", "--faction", given.between[0])
        tallies = list(_tried(given.only or FAULTS, setting, cases, asked, to_json=given.json))
    if not given.json:
        print(f"{_surroundings()}; {time.monotonic() - start:,.0f} s, seed {given.seed}", end="\n\n")
        print("\n".join(table(tallies)))
    return 1 if any(tally.half or tally.wrong for tally in tallies) else 0


def _tried(
    names: Iterable[str], setting: Setting, cases: list[Case], asked: Asked, *, to_json: bool
) -> Iterator[Tally]:
    """Try faults one after the other, telling on the way."""
    for name in names:
        for tally in FAULTS[name](setting, cases, asked):
            yield tally
            print("".join(f"  {what}\n" for what in tally.first), end="", file=sys.stderr)
            if to_json:
                print(json.dumps(asdict(tally)), flush=True)
            else:
                print("  ".join(tally.cells), file=sys.stderr, flush=True)


def _place() -> str | None:
    """Where to work: in memory, where there is such a folder, for what is tried does not depend on the disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- a folder of our own is made in it


def _surroundings() -> str:
    return f"Python {platform.python_version()}, {platform.system()} {platform.release()}, {os.cpu_count()} cores"


if __name__ == "__main__":
    # Asked to end, remove what was mounted and made.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
