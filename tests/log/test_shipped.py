"""The log that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from ikhtilaf.log.coverage import coverage
from ikhtilaf.log.describe import describe
from ikhtilaf.log.read import read

SHIPPED = Path(__file__).parents[2] / "data" / "events.yaml"


@pytest.mark.parametrize("pure", [False, True])
def test_the_shipped_log_has_no_problem(pure: bool) -> None:
    reading = read(SHIPPED, pure=pure)
    assert [describe(problem, reading.line_of(problem)) for problem in reading.problems] == []
    assert reading.log is not None


def test_every_passage_of_the_shipped_log_is_cited_or_says_why_not() -> None:
    log = read(SHIPPED).usable()
    assert [passage.id for passage in coverage(log) if not passage.cited and not passage.reason] == []
