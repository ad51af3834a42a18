"""What a renderer imports is what a pipe waits for."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys
before = set(sys.modules)
from io import StringIO
from ikhtilaf.render import Column, Format, Options, renderer
rows = [{"id": "x\\ty", "n": 1}]
renderer(Format(sys.argv[1]))(rows, [Column("id", "Id"), Column("n", "N")], StringIO(), Options(width=80, color=True))
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before}))
"""


def imported(fmt: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", SCRIPT, fmt], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("fmt", ["tsv", "csv", "json", "jsonl", "md"])
def test_only_the_table_imports_rich(fmt: str) -> None:
    assert imported(fmt).isdisjoint({"rich", "dataclasses", "typer", "yaml", "dateutil", "sqlite3"})


def test_tsv_imports_no_other_format() -> None:
    assert imported("tsv").isdisjoint({"csv", "json"})


def test_the_table_does_import_rich() -> None:
    assert "rich" in imported("table")


def test_plain_detail_does_not_import_rich() -> None:
    script = (
        "import sys; from io import StringIO; from ikhtilaf.render.detail import Block, Pair, write_plain;"
        "write_plain([Block(pairs=[Pair('id', 'x')])], StringIO()); print('rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"
