"""Where faults are tried: a folder of our own, surroundings that are pinned, a log, and how a command is run there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

CHILD = Path(__file__).with_name("fault_child.py")
ROOT = Path(__file__).parents[1]
TIMEOUT = 300
"""Seconds after which a command hangs."""
DOCUMENTED = frozenset({2, 3, 130})
"""The exit codes of clear errors."""


class Said(NamedTuple):
    """How a command ended (negative: by which signal) and what it wrote."""

    code: int
    out: bytes
    err: bytes

    @property
    def told(self) -> bool:
        """Whether it is a clear error: a name, one line, no traceback, an exit code that the README lists."""
        lines = self.err.splitlines()
        named = any(line.startswith(b"error[") for line in lines) and not any(
            b"error[internal]" in line for line in lines
        )
        return self.code in DOCUMENTED and named and b"Traceback" not in self.err

    @property
    def shown(self) -> str:
        """In words, for a report."""
        return f"exit {self.code}, {len(self.out):,} bytes, stderr: {self.err.decode(errors='replace').strip()[-600:]}"


@dataclass(frozen=True, slots=True)
class Setting:
    """A folder, a log and a table in it, and how much is tried."""

    folder: Path
    moments: int = 100
    crowd: int = 50
    seed: int = 1
    log: Path = field(default=ROOT / "data" / "events.yaml")
    table: Path = field(default=ROOT / "tests" / "imports" / "ucdp.csv")

    def __post_init__(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for name in ("home", "tmp", "work"):
            (self.folder / name).mkdir()

    @property
    def work(self) -> Path:
        """Where commands are run, and write to."""
        return self.folder / "work"

    @property
    def cache(self) -> Path:
        """A cache that commands may fill."""
        return self.folder / "cache"

    @property
    def scratch(self) -> Path:
        """The folder of temporary files of the system, as commands see it."""
        return self.folder / "tmp"

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of every command: nothing of the caller's but the search path."""
        own = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder / "home"),
            "LC_ALL": "C.UTF-8",
            "TMPDIR": str(self.scratch),
            "IKHTILAF_CACHE": str(self.cache),
            "IKHTILAF_LOG": str(self.log),
            # Python before 3.12.8 keeps half a compiled module where the disk is full, and trips over it ever after.
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return own | more

    def command(self, arguments: Sequence[str], *happens: str) -> list[str]:
        """Return the words of a command; `happens` are options of `fault_child`."""
        if happens:
            return [sys.executable, str(CHILD), *happens, "--", *arguments]
        return [sys.executable, "-m", "ikhtilaf", *arguments]

    def run(
        self,
        *arguments: str,
        happens: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        within: Sequence[str] = (),
        **more: Any,
    ) -> Said:
        """Run a command of ikhtilaf to its end, `within` another; `more` is handed to `subprocess.run`."""
        options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        options |= {"cwd": self.work, "timeout": TIMEOUT, "env": self.environment() if env is None else env} | more
        done = subprocess.run([*within, *self.command(arguments, *happens)], check=False, **options)  # noqa: S603 -- our own
        return Said(done.returncode, done.stdout or b"", done.stderr or b"")

    def clean(self) -> None:
        """Empty the folder that commands write to, and that of temporary files."""
        for folder in (self.work, self.scratch):
            for path in folder.iterdir():
                remove(path)


def remove(path: Path) -> None:
    """Remove a file or folder, if there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def temporaries(*folders: Path) -> list[Path]:
    """Every temporary file or folder in these folders, at any depth."""
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if ".tmp" in path.name or path.name.startswith(("tmp", "ikhtilaf-"))
    ]
