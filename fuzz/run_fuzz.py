"""Runs every target with every engine, one after the other, and prints one table. `make fuzz` calls it.

`python fuzz/run_fuzz.py [--seconds S | --runs N] [--only TARGET]... [--engine ENGINE]... [--into FOLDER] [--show]`
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from engines import ENGINES
from limits import ALLOWANCE, LEAST_SECONDS, MIB, SECONDS_A_MIB, TIMES_INPUT, Stats, at_hand, keep
from targets import TARGETS, Kind

PARTS = {"atheris": 0.9, "hypothesis": 0.1}
"""How the runs and the time of a target are divided. The large inputs come on top."""
LARGE = 12
"""How many large inputs each target gets, of whatever number of runs; with `--seconds`, in so much of them at most."""
_GRACE = 180
"""Seconds beyond its own for which a process that hangs is waited for."""

_MEMORY = Path("/dev/shm")  # noqa: S108 -- temporary files are made thousands of times: in memory, where that can be


class Row(NamedTuple):
    """What came of one target with one engine."""

    target: str
    engine: str
    stats: Stats


class DiedError(Exception):
    """The whole process died of an input."""


def main() -> int:
    """Run what was asked for; return 1 where something was found."""
    parser = argparse.ArgumentParser(description="Feeds everything that reads or writes with what nobody would write.")
    much = parser.add_mutually_exclusive_group()
    much.add_argument("--seconds", type=float, help="how long each target gets (default: 60)")
    much.add_argument("--runs", type=int, help="how many runs all targets get together, each by its share")
    parser.add_argument("--only", action="append", choices=list(TARGETS), help="this target; may be repeated")
    parser.add_argument("--engine", action="append", choices=list(ENGINES), help="this engine; may be repeated")
    parser.add_argument("--seed", type=int, default=1, help="what the engines' choices begin from (default: 1)")
    parser.add_argument("--into", type=Path, default=Path("build/fuzz"), help="where results go (default: build/fuzz)")
    parser.add_argument("--show", action="store_true", help="run nothing: print the table of what was run already")
    given = parser.parse_args()
    if not given.show:
        for target in given.only or TARGETS:
            for engine in given.engine or ENGINES:
                _run(target, engine, given)
    rows = list(_rows(given.into))
    for line in table(rows):
        print(line)
    found = [(row, key, path) for row in rows for key, path in row.stats.found.items()]
    for row, key, path in found:
        print(f"found: {row.target}, {row.engine}: {key}: {path}")
    return 1 if found else 0


def _run(target: str, engine: str, given: argparse.Namespace) -> None:
    """Run one target with one engine in a process of its own, and keep the input that the process dies of."""
    into = given.into.resolve() / f"{target}-{engine}-{given.seed}.json"
    into.unlink(missing_ok=True)
    limits = _limits(TARGETS[target], engine, given)
    command = [sys.executable, str(Path(__file__).with_name("work.py")), target, engine]
    options = ["--into", str(into), "--seed", str(given.seed)]
    options += [
        f"--{name}={value:g}" if name == "seconds" else f"--{name}={value:.0f}" for name, value in limits.items()
    ]
    into.parent.mkdir(parents=True, exist_ok=True)
    wait = limits["seconds"] + _GRACE if "seconds" in limits else None
    memory = _MEMORY if _MEMORY.is_dir() else None
    with into.with_suffix(".log").open("wb") as said, tempfile.TemporaryDirectory(dir=memory) as folder:
        try:
            subprocess.run(  # noqa: S603 -- our own
                [*command, *options],
                check=False,
                stdout=said,
                stderr=said,
                timeout=wait,
                env=os.environ | {"TMPDIR": folder},
            )
        except subprocess.TimeoutExpired:
            said.write(b"it did not end\n")
    stats = _stats(into)
    if not stats.whole:
        last = at_hand(into.with_suffix(".input")) if into.with_suffix(".input").exists() else b""
        died = DiedError(f"the process ended: see {into.with_suffix('.log')}")
        stats.found["DiedError"] = str(keep(into.parent / "found", f"{target}-{engine}", last, died))
        into.write_text(json.dumps(asdict(stats)), "utf-8")


def _limits(kind: Kind, engine: str, given: argparse.Namespace) -> dict[str, float]:
    if given.runs is None:
        seconds = given.seconds or 60
        return {"runs": LARGE, "seconds": seconds / 2} if engine == "large" else {"seconds": seconds * PARTS[engine]}
    whole = sum(one.share for one in TARGETS.values())
    return {"runs": LARGE if engine == "large" else max(1, round(given.runs * kind.share / whole * PARTS[engine]))}


def _stats(path: Path) -> Stats:
    return Stats(**json.loads(path.read_text("utf-8"))) if path.exists() else Stats()


def _rows(folder: Path) -> Iterator[Row]:
    """Yield what was run, in the order of targets and engines; several runs of one kind add up."""
    for target in TARGETS:
        for engine in ENGINES:
            paths = sorted(folder.glob(f"{target}-{engine}-*.json"))
            if paths:
                yield Row(target, engine, added([_stats(path) for path in paths]))


def added(several: list[Stats]) -> Stats:
    """Return several runs of one kind as one: runs and seconds added up, the worst of the rest."""
    return Stats(
        runs=sum(one.runs for one in several),
        seconds=sum(one.seconds for one in several),
        slowest=max(one.slowest for one in several),
        a_mib=max(one.a_mib for one in several),
        memory=max(one.memory for one in several),
        times_input=max(one.times_input for one in several),
        found={key: path for one in several for key, path in one.found.items()},
        whole=all(one.whole for one in several),
    )


def table(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of the table, in Markdown."""
    yield "| target | engine | runs | runs/s | slowest run, ms | s a MiB | growth, MiB | times input | found |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        stats, large = row.stats, row.stats.a_mib > 0
        rate = f"{stats.runs / stats.seconds:,.0f}" if stats.seconds and not large else "–"
        worst = (f"{stats.a_mib:.2f}", f"{stats.times_input:.1f}") if large else ("–", "–")
        grown = f"{stats.memory / MIB:.0f}"
        yield (
            f"| {row.target} | {row.engine} | {stats.runs:,} | {rate} | {stats.slowest * 1000:.0f} | {worst[0]} "
            f"| {grown} | {worst[1]} | {len(stats.found)} |"
        )
    yield ""
    yield (
        f"{sum(row.stats.runs for row in rows):,} runs in all. A run may take {LEAST_SECONDS:g} s of the processor, or "
        f"{SECONDS_A_MIB:g} s a MiB where that is more, and {TIMES_INPUT} times its input and {ALLOWANCE // MIB} MiB "
        "of memory."
    )


if __name__ == "__main__":
    sys.exit(main())
