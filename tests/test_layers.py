"""The layers, read off the imports: `cli → pictures, imports → render → query → store → log → model, dates, errors`.

Imports that only a type checker sees, and imports inside functions, are imports all the same.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
PACKAGE = "ikhtilaf"
MOST_LINES = 400

RIGHT_OF = {
    "cli": {"export", "imports", "report", "pictures", "render", "query", "store", "log", "model", "dates", "errors"},
    "imports": {"query", "store", "log", "model", "dates", "errors"},
    "library": {"render", "query", "store", "dates", "errors"},
    "report": {"pictures", "render", "query", "store", "model", "dates", "errors"},
    "pictures": {"render", "query", "store", "model", "dates", "errors"},
    "export": {"render", "query", "store", "model", "dates", "errors"},
    "render": {"query", "store", "log", "model", "dates", "errors"},
    "query": {"store", "log", "model", "dates", "errors"},
    "store": {"log", "model", "dates", "errors"},
    "log": {"model", "dates", "errors"},
    "model": {"dates", "errors"},
    "dates": {"errors"},
    "errors": set(),
    "__init__": {"library", "errors"},
    "__main__": {"cli"},
}
"""What each layer may import besides itself and the package's version."""

OWNERS = {
    "typer": ("cli/",),
    "rich": ("render/layout.py", "render/theme.py", "render/detail.py", "render/progress.py"),
    "yaml": ("log/",),
    "sqlite3": ("store/", "export/sqlite.py"),
    "dateutil": ("dates/english.py",),
    "jinja2": ("report/page.py",),
    "markupsafe": ("report/words.py",),
}
"""Which files alone know a library."""


@cache
def modules() -> dict[str, Path]:
    """Every module of the package, by its dotted name."""
    found = {}
    for path in sorted((SOURCE / PACKAGE).rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


def imported(name: str, *, at_once: bool = False) -> set[str]:
    """The dotted names that a module imports; `at_once`: only what runs when the module itself is imported."""
    names = set()
    for node in _at_once(tree(name)) if at_once else ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            base = node.module or ""
            names |= {f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules() else base for alias in node.names}
    return names


def _at_once(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _at_once(child)


def layer(name: str) -> str:
    path = modules()[name].relative_to(SOURCE / PACKAGE)
    return path.parts[0].removesuffix(".py")


def where(name: str) -> str:
    return modules()[name].relative_to(SOURCE / PACKAGE).as_posix()


@pytest.mark.parametrize("name", modules())
def test_a_layer_imports_only_what_stands_to_its_right(name: str) -> None:
    ours = {other for other in imported(name) if other.split(".")[0] == PACKAGE and other != PACKAGE}
    layers = {layer(other) for other in ours}
    assert layers - RIGHT_OF[layer(name)] - {layer(name)} == set()


@pytest.mark.parametrize("name", modules())
def test_each_library_is_known_where_it_belongs_only(name: str) -> None:
    libraries = {other.split(".")[0] for other in imported(name)} & OWNERS.keys()
    assert [library for library in sorted(libraries) if not where(name).startswith(OWNERS[library])] == []


def test_every_library_has_a_use() -> None:
    used = {other.split(".")[0] for name in modules() for other in imported(name)}
    assert set(OWNERS) <= used


def test_no_module_needs_itself_to_be_imported() -> None:
    needs = {name: {other for other in imported(name, at_once=True) if other in modules()} for name in modules()}
    state: dict[str, str] = {}

    def visit(name: str, way: list[str]) -> None:
        if state.get(name) == "open":
            pytest.fail(f"import cycle: {' → '.join([*way[way.index(name) :], name])}")
        if name in state:
            return
        state[name] = "open"
        for other in sorted(needs[name]):
            visit(other, [*way, name])
        state[name] = "done"

    for name in needs:
        visit(name, [])


@pytest.mark.parametrize("name", modules())
def test_a_module_is_one_idea_and_short(name: str) -> None:
    assert ast.get_docstring(tree(name))
    assert len(modules()[name].read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", modules())
def test_every_public_function_and_class_has_a_docstring(name: str) -> None:
    def bare(body: list[ast.stmt], within: str = "") -> Iterator[str]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                overloads = [ast.unparse(one) for one in node.decorator_list if ast.unparse(one) == "overload"]
                if not ast.get_docstring(node) and not overloads:
                    yield f"{within}{node.name}"
                if isinstance(node, ast.ClassDef):
                    yield from bare(node.body, f"{node.name}.")

    assert list(bare(tree(name).body)) == []
