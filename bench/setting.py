"""The setting of a run: sizes and rounds, the folder for what is made, the pinned environment, the peers' programs."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from zlib import crc32

import generate
import peer_files
import report
from report import Figure
from timing import BenchError, Command, Series, pinned

SOURCES = ("vague.py", "world.py", "events.py", "generate.py", "peer_files.py")
"""What the files that are made depend on: where one changes, they are made anew."""

_RACY_SECONDS = 3
"""A file changed so shortly ago may not be trusted to be unchanged: warm runs wait until it is older."""


class NoProgramError(BenchError):
    """A program is missing without which the files of the peers cannot be made."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not installed: make bench installs it")


class Size(dict[str, int]):
    """How much is measured: the events of the small, middle and large log, and the number of rounds."""


SIZES = {
    "full": Size(small=1_000, middle=100_000, large=1_000_000, rounds=7, start_rounds=21),
    "medium": Size(small=1_000, middle=20_000, large=100_000, rounds=7, start_rounds=21),
    "small": Size(small=1_000, middle=3_000, large=10_000, rounds=3, start_rounds=7),
}


@dataclass(slots=True)
class Setting:
    """Where, how much and with what is measured; collects the figures."""

    folder: Path
    size: Size
    timeout: float = 120.0
    figures: dict[str, Figure] = field(default_factory=dict)
    python: str = sys.executable
    _warm: set[Path] = field(default_factory=set)

    @property
    def rounds(self) -> int:
        """How often each command is run, but for starts and for what takes minutes."""
        return self.size["rounds"]

    @property
    def empty(self) -> Path:
        """A folder to run in, with nothing in it that could be imported or read by chance."""
        return _made(self.folder / "run")

    @property
    def environment(self) -> dict[str, str]:
        """The pinned environment, with a cache of our own that is kept from run to run."""
        return pinned(_made(self.folder / "cache"), _made(self.folder / "home"))

    def tool(self, name: str) -> str | None:
        """Return the path of a peer's program: of this virtual environment, else of the system; None without it."""
        own = Path(self.python).parent / name
        return str(own) if own.exists() else shutil.which(name)

    def needed(self, name: str) -> str:
        """Return the path of a program without which nothing can be made or measured. Raises `NoProgramError`."""
        path = self.tool(name)
        if path is None:
            raise NoProgramError(name)
        return path

    def command(self, *arguments: str | Path, timeout: float | None = None, **more: object) -> Command:
        """Return a command in the pinned setting; `more` are further fields of `Command`."""
        keys = {"environment": self.environment, "folder": self.empty, "timeout": timeout or self.timeout, **more}
        return Command(arguments, **keys)  # type: ignore[arg-type]

    def ikhtilaf(self, *arguments: str | Path, timeout: float | None = None, **more: object) -> Command:
        """Return a command of the program itself."""
        return self.command(Path(self.python).parent / "ikhtilaf", *arguments, timeout=timeout, **more)

    def made(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the path of a file or folder, made where it is not there yet: whole, or not at all."""
        path = _made(self.folder / f"made-{_fingerprint()}") / name
        if not path.exists():
            self.say(f"making {name}")
            beside = path.with_name(f"half-{name}")
            shutil.rmtree(beside, ignore_errors=True)
            beside.unlink(missing_ok=True)
            make(beside)
            beside.rename(path)
        return path

    def log(self, count: int) -> Path:
        """Return the path of a log with so many events."""
        return self.made(f"{count}.yaml", lambda path: generate.write(path, count))

    def parquet(self, count: int) -> Path:
        """Return the folder of the Parquet files of the same log."""
        return self.made(f"{count}-parquet", lambda path: peer_files.parquet(path, count, self.needed("duckdb")))

    def warm_log(self, count: int, run: Callable[[Command], object]) -> Path:
        """Return the path of a log that has been compiled, so that the next command finds it so."""
        path = self.log(count)
        if path not in self._warm:
            time.sleep(max(0.0, path.stat().st_ctime + _RACY_SECONDS - time.time()))
            self.say(f"compiling {path.name}")
            run(self.ikhtilaf("timeline", "--log", path, "--province", "p-rare", timeout=3600))
            self._warm.add(path)
        return path

    def say(self, what: str) -> None:
        """Tell on standard error what is going on."""
        print(f"bench: {what}", file=sys.stderr, flush=True)

    def compare(self, key: str, series: Mapping[str, Series], one: str, other: str, note: str = "") -> None:
        """Note the ratio of the median wall times of two commands as the figure of a goal."""
        a, b = series[one], series[other]
        late = next((late.name for late in (a, b) if late.timed_out), None)
        if late is not None:
            self.note(Figure(key, None, shown(a), shown(b), note=f"time-out of {late}"))
            return
        runs = min(len(a.runs), len(b.runs))
        self.note(Figure(key, a.wall / b.wall, shown(a), shown(b), runs, note, a.cpu / b.cpu))

    def note(self, figure: Figure) -> None:
        """Keep a figure, and tell it."""
        self.figures[figure.key] = figure
        ratio = figure.note if figure.ratio is None else f"{figure.ratio:.2f}"
        self.say(f"{figure.key}: {ratio} ({figure.measured} beside {figure.beside})")

    def left_out(self, key: str, why: str) -> None:
        """Note that a line of the report has no figure, and why."""
        self.note(report.Figure(key, None, note=why))


def shown(series: Series) -> str:
    """Return the medians of some runs as text: wall time, and processor time in brackets."""
    if series.timed_out:
        return f"{series.name}: over {max(run.wall for run in series.runs):.0f} s"
    return f"{series.name}: {seconds(series.wall)} (cpu {seconds(series.cpu)})"


def seconds(time: float) -> str:
    """Return a time as text, in the unit that suits it.

    >>> seconds(0.0731), seconds(12.34)
    ('73 ms', '12.3 s')
    """
    return f"{time * 1000:.0f} ms" if time < 1 else f"{time:.1f} s"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@cache
def _fingerprint() -> str:
    """What tells the files of one state of the generator from those of another."""
    check = 0
    for name in SOURCES:
        check = crc32((Path(__file__).parent / name).read_bytes(), check)
    return f"{check:08x}"
