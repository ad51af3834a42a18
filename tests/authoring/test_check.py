"""What `check` prints of a log: its name stays text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
GOOD = Path(__file__).parents[1] / "log" / "good" / "small.yaml"
STEERING = "a\x1b[31m\u202eb"
SEEN = r"a\x1b[31m\u202eb"


@pytest.mark.parametrize("folder", [True, False])
def test_the_name_of_a_sound_log_steers_no_terminal(ikhtilaf: Run, here: Path, *, folder: bool) -> None:
    (here / STEERING).mkdir()
    (here / STEERING / f"{STEERING}.yaml").write_bytes(GOOD.read_bytes())
    answer = ikhtilaf("check", STEERING if folder else f"{STEERING}/{STEERING}.yaml")
    assert answer.code == 0
    assert answer.out.startswith(f"{SEEN}/{SEEN}.yaml: 1 event, ")
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out


@pytest.mark.parametrize("folder", [True, False])
def test_the_name_of_a_wrong_log_steers_no_terminal(ikhtilaf: Run, here: Path, *, folder: bool) -> None:
    (here / STEERING).mkdir()
    (here / STEERING / f"{STEERING}.yaml").write_text("events: []\n")
    answer = ikhtilaf("check", STEERING if folder else f"{STEERING}/{STEERING}.yaml")
    assert answer.code == 3
    assert answer.out.splitlines()[-1] == f"{SEEN}{'' if folder else f'/{SEEN}.yaml'}: 1 error"
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out
