"""Nothing that is read can run: no format that carries code, no parser that fetches or expands, no shell but the pager's.

Read off the source itself, so that a new place has to be put here, with its reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "ikhtilaf"

FORBIDDEN_MODULES = {
    "pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal", "dbm",  # they run what they read
    "code", "codeop", "runpy", "imp", "ctypes", "cffi", "pty", "commands", "telnetlib", "ftplib", "smtplib", "http",
    "socket", "ssl", "asyncio", "requests", "httpx", "aiohttp", "urllib3", "xmlrpc", "webbrowser",  # they send
    "plistlib", "lxml", "xml.sax", "xml.dom", "xml.parsers", "defusedxml", "html5lib",  # XML is written, never read
    "tomli", "ruamel", "ruamel.yaml", "numpy", "pandas",
}  # fmt: skip
ALLOWED_MODULES: dict[str, dict[str, str]] = {
    "urllib": {"export/linked.py": "quotes identifiers: `urllib.parse` alone"},
    "xml": {"export/gexf.py": "adds an element to a tree that is written: `SubElement` alone"},
    "subprocess": {"cli/pager.py": "starts the user's own pager"},
    "importlib": {
        "cli/app.py": "the module of a command, by our own table",
        "cli/completion.py": "the module of a command, by our own table",
        "cli/export.py": "the module of a kind of export, by our own table",
        "dates/__init__.py": "names that are loaded at their first use, by our own table",
        "export/errors.py": "a package of an extra, whose name stands in our source",
        "render/formats.py": "the module of a format, by our own table",
    },
    "zipfile": {"imports/table.py": "reads one member of an archive, and unpacks nothing to the disk"},
    "gzip": {"imports/table.py": "reads a table that is gzipped"},
}  # fmt: skip
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
FORBIDDEN_ATTRIBUTES = {
    "system", "popen", "execl", "execle", "execlp", "execv", "execve", "execvp", "execvpe", "fork", "forkpty", "spawnl",
    "spawnv", "startfile", "unpack_archive", "extractall", "extract", "enable_load_extension", "load_extension",
    "read_pickle", "full_load", "unsafe_load", "load_all", "safe_load", "fromstring", "iterparse", "XMLParser",
}  # fmt: skip
YAML_USES = {"log/name_map.py": "yaml.compose(text, Loader=yaml.BaseLoader)"}
"""Where a whole document is read by PyYAML itself; all else takes its events, which make no objects at all."""


@cache
def trees() -> dict[str, ast.Module]:
    return {path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


def nodes(kind: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for where, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield where, node


def imported() -> Iterator[tuple[str, str]]:
    for where, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((where, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((where, f"{node.module}.{alias.name}") for alias in node.names)


def begins(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def test_the_source_is_there() -> None:
    assert len(trees()) > 100


@pytest.mark.parametrize("module", sorted(FORBIDDEN_MODULES))
def test_what_is_never_imported(module: str) -> None:
    assert [where for where, name in imported() if begins(name, module)] == []


@pytest.mark.parametrize("module", sorted(ALLOWED_MODULES))
def test_what_is_imported_for_one_reason(module: str) -> None:
    assert {where for where, name in imported() if begins(name, module)} == set(ALLOWED_MODULES[module])


def test_of_what_is_allowed_only_the_harmless_part() -> None:
    parts = {name for _, name in imported() if begins(name, "urllib") or begins(name, "xml") or begins(name, "importlib")}
    assert parts == {"urllib.parse.quote", "xml.etree.ElementTree.SubElement", "importlib.import_module"}


def test_nothing_is_evaluated() -> None:
    found = [(where, called(node)) for where, node in nodes(ast.Call) if isinstance(node, ast.Call)]
    assert [one for one in found if one[1] in FORBIDDEN_CALLS] == []
    assert [one for one in found if one[1].rpartition(".")[2] in FORBIDDEN_ATTRIBUTES] == []


def test_only_the_pager_has_a_shell() -> None:
    shells = [
        where
        for where, node in nodes(ast.Call)
        if isinstance(node, ast.Call) and any(word.arg == "shell" for word in node.keywords)
    ]
    assert shells == ["cli/pager.py"]
    commands = [
        (where, ast.unparse(node.args[0]))
        for where, node in nodes(ast.Call)
        if isinstance(node, ast.Call) and called(node).rpartition(".")[2] in {"Popen", "run", "check_output", "check_call", "call"}
        and called(node).split(".")[0] in {"Popen", "subprocess"}
    ]
    assert commands == [("cli/pager.py", "self._command")]  # the user's own words: tests/completion/test_pager.py


def test_the_pager_is_what_the_surroundings_name() -> None:
    """No text of a log goes into its command: it comes from variables and a word of ours."""
    tree = trees()["cli/pager.py"]
    (chosen,) = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "pager"]
    assert not chosen.args.args
    asked = {ast.unparse(node) for node in ast.walk(chosen) if isinstance(node, ast.Call) and "environ" in ast.unparse(node)}
    assert asked == {"os.environ.get('TERM')", "os.environ.get('IKHTILAF_PAGER')", "os.environ.get('PAGER', 'less')"}


def test_yaml_makes_no_objects() -> None:
    """PyYAML is asked for events, and once for nodes; never for what a tag could name."""
    loads = {
        where: ast.unparse(node)
        for where, node in nodes(ast.Call)
        if isinstance(node, ast.Call) and called(node).startswith("yaml.") and not called(node).endswith(("Error", "Event"))
    }
    assert loads == YAML_USES
    loaders = {name for _, name in imported() if begins(name, "yaml")}
    assert not [name for name in loaders if "oader" in name or "onstructor" in name]


def test_templates_are_ours_and_escape(root: Path) -> None:
    """A template comes from the package, never from a log, and escapes what it is given."""
    made = [ast.unparse(node) for _, node in nodes(ast.Call) if isinstance(node, ast.Call) and called(node).endswith("Environment")]
    assert len(made) == 1
    assert "autoescape=True" in made[0]
    asked = [ast.unparse(node) for _, node in nodes(ast.Call) if isinstance(node, ast.Call) and called(node).endswith("from_string")]
    assert asked == []
    for template in (SOURCE / "report" / "templates").iterdir():
        assert "|safe" not in template.read_text("utf-8").replace(" ", "")


def test_a_database_is_opened_to_be_read() -> None:
    """What somebody hands us is opened read-only, and nothing of it is trusted: tests/store and tests/hostile."""
    opened = {where for where, node in nodes(ast.Call) if isinstance(node, ast.Call) and called(node) == "sqlite3.connect"}
    assert opened <= {"store/compile.py", "store/database.py", "store/foreign.py", "store/stream.py", "store/cache.py", "export/sqlite.py"}
