"""The programs that read what is exported: Chromium with the pages of npm packages, Node, Graphviz.

They need what `tests/export/readers/package.json` names, and Chromium, Node and Graphviz of the system; where one is
missing, tests that use it skip and say which. `.ci/run` installs them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ikhtilaf.export.kinds import KINDS
from ikhtilaf.export.request import Request, Written
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.relations import last_day
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store

HERE = Path(__file__).parent / "export" / "readers"
MODULES = HERE / "node_modules"


NONE = Filters()


class Seen(NamedTuple):
    """What a page asked for besides files, what its console complained of, and the answer to what it was asked."""

    requests: list[str]
    complaints: list[str]
    answer: Any


def wanted(*programs: str, packages: tuple[str, ...] = ()) -> None:
    """Skip the test where one of these programs, or npm packages, is not here."""
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    for package in packages:
        if not (MODULES / package).exists():
            pytest.skip(f"{package} of tests/export/readers is not installed: npm ci --prefix tests/export/readers")


def look(page: str, ask: str, folder: Path) -> Seen:
    """Open a page, given as HTML, in a Chromium without a network, and ask it for the value of an expression."""
    wanted("node", packages=("playwright-core",))
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("chromium is not installed")
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    asked = {"chromium": chromium, "profile": str(folder), "page": str(path), "ask": ask}
    return Seen(**json.loads(node("look.mjs", json.dumps(asked), home=folder)))


def node(script: str, given: str, home: Path | None = None) -> str:
    """Run a script of the folder with something on its standard input, and return what it prints."""
    wanted("node")
    own = {} if home is None else dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(home))
    done = subprocess.run(
        ["node", script],
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=HERE,
        env={**os.environ, **own},
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Exported(NamedTuple):
    """What an export wrote: its bytes, and what it said of them."""

    content: bytes
    written: Written

    @property
    def text(self) -> str:
        """The bytes as text."""
        return self.content.decode("utf-8")


def request(store: Store, filters: Filters = NONE, view: View = EVERYBODY, day: int | None = None) -> Request:
    """What the command line would ask of a log."""
    return Request(store, filters, view, last_day(store) if day is None else day)


def export(
    kind: str, store: Store, filters: Filters = NONE, view: View = EVERYBODY, day: int | None = None
) -> Exported:
    """Export a log in one of the formats of a single file."""
    stream = BytesIO()
    written = _writer(kind)(request(store, filters, view, day), stream)
    return Exported(stream.getvalue(), written)


def export_folder(kind: str, store: Store, folder: Path, filters: Filters = NONE, view: View = EVERYBODY) -> Written:
    """Export a log in one of the formats of several files."""
    folder.mkdir(exist_ok=True)
    made: Written = _writer(kind)(request(store, filters, view), folder)
    return made


def _writer(kind: str) -> Any:
    from importlib import import_module

    return import_module(f"ikhtilaf.export.{KINDS[kind].module}").write
