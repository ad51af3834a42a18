"""A page as a browser has it: what a headless Chromium sees, asks for and complains of, and what axe-core finds.

Needs Chromium, Node and the packages of `tests/browser/package.json`; where one is missing, tests that use it skip and
say which. `.ci/run` installs them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

HERE = Path(__file__).parent / "browser"
SIZES = {"phone": (390, 844), "laptop": (1366, 768), "print": (794, 1123)}
"""In CSS pixels; of print, a page of A4."""


class Look(NamedTuple):
    """One look at a page: how wide and high, light or dark, on a screen or on paper, with or without scripts.

    `axe` runs axe-core. `ask` is an expression of JavaScript, whose value is the `answer`.
    """

    page: Path
    width: int = 1366
    height: int = 768
    scheme: str = "light"
    media: str = "screen"
    script: bool = True
    axe: bool = False
    ask: str | None = None
    shot: dict[str, Any] | None = None
    pdf: str | None = None


class Seen(NamedTuple):
    """What there was to see: requests for anything else, complaints of the console (also on the page's own policy),
    what axe-core finds, the answer, and by how many pixels the page is too wide.
    """

    requests: list[str]
    complaints: list[str]
    violations: list[dict[str, Any]]
    answer: Any
    overflow: int


def chromium() -> str | None:
    """The path of a Chromium, None where there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def missing() -> str:
    """What a test in a browser lacks here; empty where nothing."""
    if chromium() is None:
        return "chromium is not installed"
    if shutil.which("node") is None:
        return "node is not installed"
    if not all((HERE / "node_modules" / name).exists() for name in ("axe-core", "playwright-core")):
        return "the packages of tests/browser are not installed: npm ci --prefix tests/browser"
    return ""


def look(looks: Sequence[Look], profile: Path) -> list[Seen]:
    """Look at pages, one after the other in one browser; `profile` is a folder that it may write to. Skips the test
    where a browser or what drives it is missing.
    """
    lacking = missing()
    if lacking:
        pytest.skip(lacking)
    asked = [{**one._asdict(), "page": str(one.page.resolve())} for one in looks]
    home = {"HOME": str(profile), "XDG_CONFIG_HOME": str(profile), "XDG_CACHE_HOME": str(profile)}
    done = subprocess.run(
        ["node", "look.mjs"],
        input=json.dumps({"chromium": chromium(), "profile": str(profile), "looks": asked}),
        capture_output=True,
        text=True,
        cwd=HERE,
        env={**os.environ, **home},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Seen(**answer) for answer in json.loads(done.stdout)]
