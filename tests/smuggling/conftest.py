"""The logs that all outputs are made of: each compiled once, and opened as a database that somebody hands us."""

from __future__ import annotations

import pytest
from smuggled import (
    Twins,
    bundled,
    bundles,
    compiled,
    harmless,
    harmless_bundle,
    harmless_other,
    made_log,
    other,
    payload,
)
from transcripts import Run, ikhtilaf

__all__ = ["ikhtilaf"]


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The paths of the logs: `each` has an attack a text, `bundled` several; `plain` and `plain-bundled` have harmless
    words in their places, `other` has the attacks in other places.
    """
    folder = tmp_path_factory.mktemp("smuggling")
    ways = {"each": payload, "plain": harmless, "other": other, "plain-other": harmless_other}
    made = {name: compiled(made_log(say), folder / f"{name}.db") for name, say in ways.items()}
    few = {"bundled": bundled, "plain-bundled": harmless_bundle}
    return made | {name: compiled(made_log(say, bundles()), folder / f"{name}.db") for name, say in few.items()}


@pytest.fixture
def twins(ikhtilaf: Run, logs: dict[str, str]) -> Twins:
    """Run a command line on two logs, the hostile one and its harmless twin; `{other}` stands for yet another log."""

    def call(line: str, *, few: bool = False, width: int = 20_000) -> tuple[str, str]:
        said = []
        for name in ("bundled", "plain-bundled") if few else ("each", "plain"):
            another = {"each": "other", "plain": "plain-other"}.get(name, name)
            words = [word.format(other=logs[another]) for word in line.split()]
            done = ikhtilaf(*words, "--log", logs[name], width=width)
            assert done.returncode == 0, done.stderr
            said.append(done.stdout.replace(logs[another], "other.db"))
        return said[0], said[1]

    return call
