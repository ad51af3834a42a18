"""Runs one target with one engine in this process, and writes what came of it into a file as it goes on.

`python fuzz/work.py TARGET ENGINE --into FILE [--runs N] [--seconds S]`; `run_fuzz.py` calls it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from engines import ENGINES, Enough
from limits import Cost, Gauge, Stats, TooLargeError, TooSlowError, keep, key_of, shrunk
from targets import TARGETS

_COLLECT = 2000
"""Garbage is collected after so many runs. The loader tells the collector that what it has read is there to stay,
which is true of one log and not of a million.
"""


class Work:
    """Counts runs, keeps what fails, and knows when it is enough."""

    def __init__(self, gauge: Gauge, given: argparse.Namespace) -> None:
        self.gauge, self.stats = gauge, Stats()
        self.runs, self.seconds = given.runs, given.seconds
        self.into, self.name, self.apart = given.into, f"{given.target}-{given.engine}", given.engine == "large"
        self.begun = self.told = time.monotonic()

    def enough(self, data: bytes) -> bool:
        """Run one input; return whether it was the last."""
        cost, wrong = self._apart(data) if self.apart else self.gauge.run(data)
        self.stats.add(len(data), cost)
        if wrong is not None:
            self._found(data, wrong)
        if self.stats.runs % _COLLECT == 0:
            gc.collect()
        now = time.monotonic()
        self.stats.seconds = now - self.begun
        last: bool = self.stats.runs >= self.runs or self.stats.seconds >= self.seconds
        if last or now > self.told + 1:
            self.told, self.stats.whole = now, last
            self.tell()
        return last

    def tell(self) -> None:
        """Write down what came of the runs so far."""
        beside = self.into.with_suffix(".new")
        beside.write_text(json.dumps(asdict(self.stats)), "utf-8")
        beside.replace(self.into)

    def _apart(self, data: bytes) -> tuple[Cost, Exception | None]:
        """Run an input in a process of its own: memory that an earlier one has freed would hide what this one takes."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            self.gauge.watch()
            cost, wrong = self.gauge.run(data)
            if wrong is not None:
                self._found(data, wrong)
            os.write(writing, json.dumps([cost, self.stats.found]).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read()
        os.waitpid(child, 0)
        if not said:
            return Cost(0, 0), RuntimeError("the process died")
        cost, found = json.loads(said)
        self.stats.found.update(found)
        return Cost(*cost), None

    def _found(self, data: bytes, wrong: Exception) -> None:
        """Keep an input that something is wrong with, as short as it can be made; of each fault one."""
        key = key_of(wrong)
        if key in self.stats.found:
            return
        if not isinstance(wrong, TooSlowError | TooLargeError) and not self.apart:
            data = shrunk(data, lambda tried: self._still(tried, key))
            wrong = self.gauge.run(data)[1] or wrong
        self.stats.found[key] = str(keep(self.into.parent / "found", self.name, data, wrong))

    def _still(self, data: bytes, key: str) -> bool:
        wrong = self.gauge.run(data)[1]
        return wrong is not None and key_of(wrong) == key


def main() -> int:
    """Run the target until the runs or the time are over."""
    parser = argparse.ArgumentParser(description="Runs one target with one engine.")
    parser.add_argument("target", choices=list(TARGETS))
    parser.add_argument("engine", choices=list(ENGINES))
    parser.add_argument("--into", type=Path, required=True, metavar="FILE", help="the file for what came of it")
    parser.add_argument("--runs", type=float, default=float("inf"), help="how many runs (default: no limit)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="for how long (default: no limit)")
    parser.add_argument("--seed", type=int, default=1, help="what the choices of the engine begin from (default: 1)")
    given = parser.parse_args()
    given.into.parent.mkdir(parents=True, exist_ok=True)
    kind = TARGETS[given.target]

    def tried() -> Enough:
        gauge = Gauge(kind.make(), given.into.with_suffix(".input"))
        for example in (b"", *list(kind.seeds())[:50]):  # imports and caches are no cost of the first run
            gauge.run(example[: kind.longest])
        return Work(gauge, given).enough

    run: Callable[..., None] = ENGINES[given.engine]
    run(kind, tried, given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
