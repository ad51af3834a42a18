"""A page as a browser has it: what a headless Chromium sees, asks for and complains of, and what axe-core finds.

Needs Chromium, Node and the packages of `tests/browser/package.json`; where one is missing, tests that use it skip and
say which. `.ci/run` installs them.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest

HERE = Path(__file__).parent / "browser"
SIZES = {"phone": (390, 844), "laptop": (1366, 768), "print": (794, 1123)}
"""In CSS pixels; of print, a page of A4."""


class Look(NamedTuple):
    """One look at a page: how wide and high, light or dark, on a screen or on paper, with or without scripts.

    `ask` is an expression of JavaScript, whose value is the `answer`. `axe` runs axe-core at last, on the page without
    what the selector `spared` finds.
    """

    page: Path
    width: int = 1366
    height: int = 768
    scheme: str = "light"
    media: str = "screen"
    script: bool = True
    axe: bool = False
    spared: str = ""
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


class Browser:
    """A browser that is open for as long as there are pages to look at; `profile` is a folder that it may write to.

    Skips the test where it, or what drives it, is missing.
    """

    def __init__(self, profile: Path) -> None:
        lacking = missing()
        if lacking:
            pytest.skip(lacking)
        home = {"HOME": str(profile), "XDG_CONFIG_HOME": str(profile), "XDG_CACHE_HOME": str(profile)}
        self._said = profile / "said"
        with self._said.open("w") as said:
            self._driver = subprocess.Popen(
                ["node", "look.mjs"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                cwd=HERE,
                env={**os.environ, **home},
            )
        self._ask({"chromium": chromium(), "profile": str(profile)})

    def look(self, look: Look) -> Seen:
        """Look at a page, with nothing left of those before it."""
        self._ask({**look._asdict(), "page": str(look.page.resolve())})
        assert self._driver.stdout is not None
        ready = select.select([self._driver.stdout], [], [], 300)[0]
        answer = self._driver.stdout.readline() if ready else ""
        assert answer, self._said.read_text("utf-8") or "no answer"
        seen = json.loads(answer)
        assert "failed" not in seen, seen["failed"]
        return Seen(**seen)

    def _ask(self, what: dict[str, Any]) -> None:
        assert self._driver.stdin is not None
        self._driver.stdin.write(f"{json.dumps(what)}\n")
        self._driver.stdin.flush()

    def close(self) -> None:
        """End the browser."""
        try:
            self._driver.communicate(timeout=60)
        finally:
            self._driver.kill()
