"""What the runs begin from: the examples in the project's tests and documentation, and the YAML test suite's documents.

`corpus/yaml-test-suite.json` holds those documents; `corpus/README.md` says whose they are.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS, DOCS = ROOT / "tests", ROOT / "docs"
SUITE = Path(__file__).with_name("corpus") / "yaml-test-suite.json"

_FENCE = re.compile(r"^```ya?ml\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]{1,120})`")
_LONGEST = 8192
"""The longest example that is taken whole: mutants of longer ones are slow, and say no more."""


def strings(*folders: Path) -> Iterator[str]:
    """Yield every text that stands in the Python files of some folders."""
    for path in sorted(file for folder in folders for file in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@cache
def dates() -> list[bytes]:
    """Return every text in the tests of dates, and every bit of code in the page on the format, that may be a date."""
    found = {text for text in strings(TESTS / "dates") if len(text) <= 150}
    found.update(_CODE.findall((DOCS / "format.md").read_text("utf-8")))
    return sorted(text.encode("utf-8", "surrogateescape") for text in found if "\ud800" not in text)


@cache
def yaml_documents() -> list[bytes]:
    """Return every YAML file, good or bad, of the tests, the YAML of the documentation, and the YAML test suite."""
    found = {path.read_bytes() for ending in ("*.yaml", "*.yml") for path in TESTS.rglob(ending)}
    for page in (*DOCS.glob("*.md"), ROOT / "README.md"):
        found.update(block.encode() for block in _FENCE.findall(page.read_text("utf-8")))
    found.update(_sections_of_the_shipped_log())
    found.update(text.encode("utf-8", "replace") for text in json.loads(SUITE.read_text("utf-8"))["documents"])
    for text in strings(TESTS / "log", TESTS / "authoring"):
        if "\n" in text and ":" in text:
            found.add(text.encode("utf-8", "replace"))
    return sorted(document for document in found if len(document) <= _LONGEST)


def _sections_of_the_shipped_log() -> Iterator[bytes]:
    """Yield the head of the shipped log with some events each: it is too long as a whole."""
    text = (ROOT / "data" / "events.yaml").read_text("utf-8")
    head, _, events = text.partition("\nevents:\n")
    items = re.split(r"\n(?=  - id:)", events)
    for start in range(0, len(items), 8):
        yield ("events:\n" + "\n".join(items[start : start + 4])).encode()
    for section in re.split(r"\n(?=\w)", head):
        yield section[:4096].encode()


@cache
def tables(name: str) -> list[bytes]:
    """Return a table of the tests of imports (`ucdp`, `acled`, `raids`), whole, and its header with each row."""
    whole = (TESTS / "imports" / f"{name}.csv").read_bytes()
    header, *rows = whole.splitlines(keepends=True)
    return [whole, header, *(header + row for row in rows)]


@cache
def maps() -> list[bytes]:
    """Return the map of columns in the tests, whole and without each of its lines, and what else has columns."""
    whole = (TESTS / "imports" / "raids-map.yaml").read_bytes()
    lines = whole.splitlines(keepends=True)
    found = {b"".join(lines[:n] + lines[n + 1 :]) for n in range(len(lines))}
    found.update(text.encode("utf-8", "replace") for text in strings(TESTS / "imports") if "columns:" in text)
    return [whole, *sorted(found - {whole})]


@cache
def texts() -> list[bytes]:
    """Return texts that tests put into logs because they are hard to show."""
    found = {text for text in strings(TESTS / "render", TESTS / "pictures", TESTS / "export") if 2 < len(text) <= 300}
    for name in ("hostile_log.py", "export_logs.py"):
        tree = ast.parse((TESTS / name).read_text("utf-8"))
        found.update(n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return sorted(text.encode("utf-8", "replace") for text in found)
