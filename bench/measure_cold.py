"""Cold: reading, checking and compiling a log that was never seen, beside reading its YAML and doing no more."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count as counting
from pathlib import Path
from statistics import fmean
from time import sleep

import answers
import generate
from answers import separated
from report import Figure
from setting import Setting, seconds
from timing import Command, FailedCommandError, interleaved, peak, run

EVENTS_SCRIPT = """
import sys
from yaml.cyaml import CParser
with open(sys.argv[1], "rb") as file:
    parser = CParser(file)
    while parser.check_event():
        parser.get_event()
"""
LOAD_SCRIPT = """
import sys
import yaml
with open(sys.argv[1], "rb") as file:
    yaml.load(file, yaml.CSafeLoader)
"""
QUESTION = ("timeline", "--province", "p-rare", "--fields", "id,date,title")
FILES = 10
_LONG = 3600.0
_SETTLED_SECONDS = 3


def cold(setting: Setting, log: Path, timeout: float = _LONG) -> Command:
    """Return the filter on a log, with a cache that is empty at every run."""
    cache = setting.folder / "cold-cache"
    environment = setting.environment | {"IKHTILAF_CACHE": str(cache)}
    empty: Callable[[], object] = lambda: shutil.rmtree(cache, ignore_errors=True)  # noqa: E731 -- one line
    return setting.ikhtilaf(*QUESTION, "--log", log, timeout=timeout, environment=environment, before=empty)


def measure(setting: Setting) -> None:
    """Measure the cold runs; the answer must be that of the warm log."""
    middle = setting.size["middle"]
    log = setting.log(middle)
    ours = cold(setting, log)
    warm = setting.ikhtilaf(*QUESTION, "--log", setting.warm_log(middle, lambda c: answers.output("compiling", c)))
    told = {name: separated(answers.output(name, c) or b"") for name, c in (("warm", warm), ("cold", ours))}
    answers.agree(told)
    events, load = (setting.command(setting.python, "-c", s, log, timeout=_LONG) for s in (EVENTS_SCRIPT, LOAD_SCRIPT))
    series = interleaved({"cold": ours, "events": events, "CSafeLoader": load}, setting.rounds, warm=False)
    setting.compare("cold-events", series, "cold", "events")
    setting.compare("cold-safe-load", series, "cold", "CSafeLoader")
    _memory(setting, log, ours, load)
    _growth(setting, ours)
    measure_folder(setting, middle)


def _memory(setting: Setting, log: Path, ours: Command, load: Command) -> None:
    loaded = peak("CSafeLoader", load)[0]
    _above_start(setting, "cold-memory", log, peak("cold", ours)[0], f"; CSafeLoader {loaded / 1024:.0f} MiB")


def _above_start(setting: Setting, key: str, log: Path, most: int, more: str = "") -> None:
    """Note how much memory a cold run took beyond what a warm one on the shipped log takes; `most` is in KiB."""
    size = log.stat().st_size
    start = min(peak("start", setting.ikhtilaf("timeline", "--province", "nangarhar"))[0] for _ in range(3))
    above = (most - start) * 1024
    note = f"{most / 1024:.0f} MiB, {start / 1024:.0f} at the start{more}"
    setting.note(Figure(key, above / size, f"{above / 2**20:.0f} MiB", f"{size / 2**20:.0f} MiB", 1, note))


def _growth(setting: Setting, ours: Command) -> None:
    """The largest log takes minutes, so it is read once, between two runs of the middle one."""
    middle, large = setting.size["middle"], setting.size["large"]
    log = setting.log(large)
    around = [run(ours)]
    try:
        most, done = peak("cold", cold(setting, log))
    except FailedCommandError as error:
        if not error.run.timed_out:
            raise
        for key in ("cold-linear", "cold-memory-large"):
            setting.note(Figure(key, None, note="time-out of the largest log"))
        return
    around.append(run(ours))
    each, an_event = done.wall / large, fmean(one.wall for one in around) / middle
    cpu = (done.cpu / large) / (fmean(one.cpu for one in around) / middle)
    measured, beside = f"{each * 1e6:.0f} µs ({seconds(done.wall)} in all)", f"{an_event * 1e6:.0f} µs"
    setting.note(Figure("cold-linear", each / an_event, measured, beside, 1, cpu=cpu))
    _above_start(setting, "cold-memory-large", log, most)


def measure_folder(setting: Setting, count: int) -> None:
    """Measure a folder of which one file has changed since the last run, in turn with the same folder cold."""
    folder = setting.folder / "changing"
    shutil.rmtree(folder, ignore_errors=True)
    generate.write_folder(folder, count, FILES)
    changed = folder / f"{FILES // 2:02}.yaml"
    whole = changed.read_text("utf-8")
    numbers = counting(1)
    whole_command = cold(setting, folder)
    cache = setting.folder / "folder-cache"
    shutil.rmtree(cache, ignore_errors=True)
    environment = setting.environment | {"IKHTILAF_CACHE": str(cache)}

    def change() -> None:
        """Change the wording of one event, and let the file settle, as one that was just changed is not trusted."""
        changed.write_text(whole.replace("about then", f"about then, {next(numbers)}", 1), "utf-8")
        sleep(_SETTLED_SECONDS)

    again = setting.ikhtilaf(
        *QUESTION, "--log", folder, timeout=_LONG, environment=environment, before=change
    )  # fmt: skip
    series = interleaved({"folder cold": whole_command, "one file changed": again}, setting.rounds)
    setting.compare("cold-folder", series, "one file changed", "folder cold")
    shutil.rmtree(folder)
