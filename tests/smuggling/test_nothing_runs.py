"""Nothing that is read can run: no format that carries code, no parser that fetches, no shell but the pager's.

Read off the source itself, so that a new place has to be put here, with its reason.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "ikhtilaf"

FORBIDDEN_MODULES = {
    "pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "dbm",  # they run what they read
    "code", "codeop", "runpy", "imp", "ctypes", "cffi", "pty", "commands", "telnetlib", "ftplib", "smtplib", "http",
    "socket", "ssl", "asyncio", "requests", "httpx", "aiohttp", "urllib3", "xmlrpc", "webbrowser",  # they send
    "plistlib", "lxml", "xml.sax", "xml.dom", "xml.parsers", "defusedxml", "html5lib",  # XML is written, never read
    "ruamel", "ruamel_yaml", "numpy",
}  # fmt: skip
ALLOWED_MODULES: dict[str, dict[str, str]] = {
    "urllib": {"export/linked.py": "quotes identifiers: `urllib.parse` alone"},
    "xml": {"export/gexf.py": "adds an element to a tree that is written: `SubElement` alone"},
    "subprocess": {
        "cli/pager.py": "starts the user's own pager",
        "log/shares.py": "starts Python itself with code of ours, to read a share of a large file",
    },
    "marshal": {
        "imports/ahead.py": "plain data from a copy of this very process, through a pipe; it makes no objects",
        "query/shares.py": "rows of answers from a copy of this very process, likewise",
        "log/packed.py": "plain data from Python with code of ours, which has read a share of a large file; the same",
    },
    "importlib": {
        "cli/app.py": "the module of a command, by our own table",
        "cli/completion.py": "the module of a command, by our own table",
        "cli/export.py": "the module of a kind of export, by our own table",
        "dates/__init__.py": "names that are loaded at their first use, by our own table",
        "export/errors.py": "a package of an extra, whose name stands in our source",
        "render/formats.py": "the module of a format, by our own table",
    },
    "pandas": {"library.py": "makes a data frame of rows, for a notebook that asks for one"},
    "zipfile": {"imports/table.py": "reads one member of an archive, and unpacks nothing to the disk"},
    "gzip": {"imports/table.py": "reads a table that is gzipped"},
}  # fmt: skip
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
FORBIDDEN_ATTRIBUTES = {
    "system", "popen", "execl", "execle", "execlp", "execv", "execve", "execvp", "execvpe", "forkpty", "spawnl",
    "spawnv", "startfile", "unpack_archive", "extractall", "extract", "enable_load_extension", "load_extension",
    "read_pickle", "full_load", "unsafe_load", "load_all", "safe_load", "fromstring", "iterparse", "XMLParser",
}  # fmt: skip
YAML_USES = {"log/name_map.py": "yaml.compose(text, Loader=yaml.BaseLoader)"}
"""Where a whole document is read by PyYAML itself; all else takes its events, which make no objects at all."""

SAFE = {"{{ style|safe }}", "{{ figure.markup|safe }}", "{{ script|safe }}"}
"""What a template prints as markup: our own style and script, and pictures, looked into by test_pictures_and_pages."""
DATABASES = {
    *("store/compile.py", "store/database.py", "store/foreign.py", "store/stream.py", "store/words.py"),
    "export/sqlite.py",
}


@cache
def trees() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))
    }


@cache
def imports() -> tuple[tuple[str, str], ...]:
    """Which module imports what, by dotted names."""
    found = []
    for where, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [(where, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found += [(where, f"{node.module}.{alias.name}") for alias in node.names]
    return tuple(found)


@cache
def calls() -> tuple[tuple[str, str, ast.Call], ...]:
    """Every call: the module that it stands in, what is called, and the call."""
    found = [(where, node) for where, tree in trees().items() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return tuple((where, _dotted(node.func), node) for where, node in found)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return f"{_dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else "?"


def begins(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def test_the_source_is_there() -> None:
    assert len(trees()) > 100


def test_what_is_never_imported() -> None:
    assert [(where, name) for where, name in imports() if any(begins(name, one) for one in FORBIDDEN_MODULES)] == []


@pytest.mark.parametrize("module", sorted(ALLOWED_MODULES))
def test_what_is_imported_for_one_reason(module: str) -> None:
    assert {where for where, name in imports() if begins(name, module)} == set(ALLOWED_MODULES[module])


def test_of_what_is_allowed_only_the_harmless_part() -> None:
    parts = {name for _, name in imports() if name.split(".")[0] in {"urllib", "xml", "importlib"}}
    assert parts == {"urllib.parse.quote", "xml.etree.ElementTree.SubElement", "importlib.import_module"}


def test_nothing_is_evaluated() -> None:
    assert [(where, name) for where, name, _ in calls() if name in FORBIDDEN_CALLS] == []
    assert [(where, name) for where, name, _ in calls() if name.rpartition(".")[2] in FORBIDDEN_ATTRIBUTES] == []
    assert {where for where, name, _ in calls() if name == "os.fork"} == {"log/copies.py"}


def test_only_the_pager_has_a_shell() -> None:
    assert [where for where, _, call in calls() if any(word.arg == "shell" for word in call.keywords)] == [
        "cli/pager.py"
    ]
    started = [(where, ast.unparse(call.args[0])) for where, name, call in calls() if name.endswith("Popen")]
    assert started == [("cli/pager.py", "self._command"), ("log/shares.py", "command")]
    assert assigned("log/shares.py", "command") == "[sys.executable, '-P', '-c', _WORKER, path, *map(str, share)]"
    assert assigned("log/shares.py", "_WORKER") == "'from ikhtilaf.log.shares import main; main()'"


def assigned(where: str, name: str) -> str:
    """What a name stands for in a module."""
    found = [node for node in ast.walk(trees()[where]) if isinstance(node, ast.Assign)]
    (value,) = [ast.unparse(node.value) for node in found if [ast.unparse(one) for one in node.targets] == [name]]
    return value


def test_the_pager_is_what_the_surroundings_name() -> None:
    """No text of a log goes into its command: it comes from variables and a word of ours."""
    functions = [node for node in ast.walk(trees()["cli/pager.py"]) if isinstance(node, ast.FunctionDef)]
    (chosen,) = [node for node in functions if node.name == "pager"]
    assert not chosen.args.args
    asked = {ast.unparse(node) for node in ast.walk(chosen) if isinstance(node, ast.Call)}
    assert {one for one in asked if one.startswith("os.environ")} == {
        "os.environ.get('TERM')",
        "os.environ.get('IKHTILAF_PAGER')",
        "os.environ.get('PAGER', 'less')",
    }


def test_yaml_makes_no_objects() -> None:
    """PyYAML is asked for events, and once for nodes; never for what a tag could name."""
    asked = {where: ast.unparse(call) for where, name, call in calls() if name.startswith("yaml.") and name.islower()}
    assert asked == YAML_USES
    assert [name for _, name in imports() if begins(name, "yaml") and ("oader" in name or "onstruct" in name)] == []


def test_templates_are_ours_and_escape() -> None:
    """A template comes from the package, never from a log or a cache, and escapes what it is given."""
    (made,) = [call for _, name, call in calls() if name.endswith("Environment")]
    assert "autoescape=True" in ast.unparse(made)
    assert "loader=FileSystemLoader(FOLDER)" in ast.unparse(made)
    assert [where for where, name, _ in calls() if name.endswith("from_string")] == []
    assert [where for where, name in imports() if "bccache" in name or "BytecodeCache" in name] == []
    said = "".join(path.read_text("utf-8") for path in (SOURCE / "report" / "templates").iterdir())
    assert set(re.findall(r"\{\{[^}]*\| *safe[^}]*\}\}", said)) == SAFE


def test_a_database_that_is_handed_over_is_opened_in_one_place() -> None:
    """It is opened to be read only, and refused unless its tables are ours: tests/store."""
    assert {where for where, name, _ in calls() if name == "sqlite3.connect"} <= DATABASES
