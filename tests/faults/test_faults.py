"""The short version of `make faults`: each fault once or a few times, on a log of one event.

What is tried at random moments there is tried here right before each step on disk, so that a run is as the one before.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PROGRAM = HERE.parents[1] / "faults" / "run_faults.py"


def tried(*options: str) -> list[dict[str, Any]]:
    """Try faults in a process of their own, which forks; return the figures, of which none may be half or wrong."""
    small = ["--log", str(HERE / "small.yaml"), "--between", "red", "blue", "--moments", "2", "--crowd", "6", "--json"]
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *small, *options], capture_output=True, text=True, check=False, timeout=300
    )
    tallies = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert tallies
    for tally in tallies:
        assert (tally["half"], tally["wrong"]) == (0, 0), tally["first"]
        if tally["skipped"]:
            pytest.skip(tally["skipped"])
    return tallies


def cases(*names: str) -> list[str]:
    return [word for name in names for word in ("--case", name)]


def test_ended_midway_the_old_file_stays_or_the_new_one_is_whole() -> None:
    faults = ("--only", "steps", "--only", "writes", "--only", "signals")
    tallies = {tally["fault"]: tally for tally in tried(*faults, *cases("fmt", "store"))}
    assert len(tallies) == 2 + 1 + 3
    for name, tally in tallies.items():
        assert tally["old"] + tally["new"] == tally["runs"] >= 4
        if name.startswith("SIG"):
            assert tally["told"] == tally["runs"]
        elif "before each step" in name:
            assert tally["old"] > 0


def test_killed_amid_a_folder_it_says_that_its_tables_do_not_belong_together() -> None:
    (tally,) = tried("--only", "steps", *cases("export csv"))
    assert tally["old"] + tally["new"] + tally["told"] == tally["runs"]
    assert tally["told"] >= 10


def test_killed_while_compiling_and_a_crowd_on_a_cold_cache() -> None:
    one, folder, crowd = tried("--only", "compile", "--only", "crowd")
    assert (one["right"], folder["right"], crowd["right"]) == (4, 4, 12)
    assert crowd["left"] == 0


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root, and no setpriv")
def test_without_permission() -> None:
    (tally,) = tried("--only", "permission", *cases("store"))
    assert tally["right"] >= 12
    assert tally["told"] >= 10


def test_no_file_over_a_size() -> None:
    (tally,) = tried("--only", "sizes", *cases("export sqlite"))
    assert tally["right"] >= 6
    assert tally["told"] >= 2
