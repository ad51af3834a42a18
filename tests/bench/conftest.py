"""What measures the program is no part of a source archive: without it there is nothing to test here."""

from __future__ import annotations

from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench"

collect_ignore_glob = [] if BENCH.exists() else ["test_*.py"]
