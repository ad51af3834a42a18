"""The Syrian events of UCDP, where they are there: every row accounted for, and answers that make sense.

`IKHTILAF_GED` is the path of a GED file of Syria, 2016 to 2019 (16,566 events), which is not shipped.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]

REAL = Path(os.environ.get("IKHTILAF_GED", "no file is named by IKHTILAF_GED"))
pytestmark = pytest.mark.skipif(not REAL.is_file(), reason=f"no GED file of Syria: {REAL}")


def test_who_fought_whom_in_idlib_in_2017(ikhtilaf: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "syria.db")
    said = ikhtilaf("import", "ucdp", str(REAL), "-o", path)
    assert "note: 16,566 rows: 16,566 taken, 0 left out by filters, 0 refused" in said.stderr

    window = ("--province", "idlib", "--since", "2017", "--until", "2017", "--type", "fight")
    fights = ikhtilaf("timeline", "--log", path, *window, "--certain", "--fields", "factions", "--no-header").stdout
    often = [sides for sides, _ in Counter(fights.splitlines()).most_common(2)]
    assert often == ["government-of-syria syrian-insurgents", "ahrar-al-sham hts"]

    pair = ("--between", "HTS", "Ahrar al-Sham")
    history = ikhtilaf("relations", "--log", path, *pair, "--fields", "part,state,since,until", "--no-header").stdout
    assert "history\tclashes\t2017-01-28\t2018-11-17" in history.splitlines()
