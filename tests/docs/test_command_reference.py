"""The reference and the man page say what the program says, and what the help texts show works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import command_reference as reference
import pytest

from ikhtilaf.cli.app import COMMANDS, build
from ikhtilaf.errors import Exit

ALL = [reference.command(name) for name in COMMANDS]
READING = ["timeline", "relations", "changes", "summary", "disputes", "show", "list"]
OWN_GROUPS = {"new", "import"}
"""Commands whose options describe a thing, or a table's rows, rather than ask for some."""
TABLES = {"ucdp.csv": "ged.csv", "acled.csv": "acled.csv", "raids.csv": "raids.csv", "raids-map.yaml": "raids-map.yaml"}
"""Tables that are made up, under the names that the help of `import` gives them."""


@pytest.mark.parametrize("name", ["cli.md", "ikhtilaf.1"])
def test_it_is_up_to_date(root: Path, name: str) -> None:
    target = root / "docs" / name
    assert target.read_text("utf-8") == reference.text_for(target), "run `make docs`"


EXAMPLES = [(one.name, example) for one in ALL for example in one.examples]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `init my-log` makes, which most examples go on with."""
    from ikhtilaf.cli.run import run

    folder = tmp_path_factory.mktemp("begun") / "my-log"
    assert run(["init", str(folder)]) == 0
    return folder


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_the_examples_of_the_help_work(command: str, example: str, begun: Path, tmp_path: Path) -> None:
    for tool in ("jq", "sqlite3"):
        if re.search(rf"[|&] *{tool}\b", example) and shutil.which(tool) is None:
            pytest.skip(f"{tool} is not here")
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}

    def run(line: str) -> subprocess.CompletedProcess[str]:
        asked = ["bash", "-o", "pipefail", "-c", line]
        return subprocess.run(asked, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    if command == "import":
        for name, shown in TABLES.items():
            text = (Path(__file__).parents[1] / "imports" / name).read_text("utf-8")
            (tmp_path / shown).write_text(text.replace("Freedonia", "Syria"), "utf-8")
    if command != "init":
        shutil.copytree(begun, tmp_path / "my-log")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    done = run(example)
    assert done.returncode == 0, done.stderr
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert done.stdout or done.stderr or after != before or command == "fmt", "it shows nothing"


@pytest.mark.parametrize("one", ALL, ids=list(COMMANDS))
def test_the_help_begins_with_examples(one: reference.Command) -> None:
    assert len(one.examples) >= 2
    assert all(example.startswith(f"ikhtilaf {one.name}") for example in one.examples)
    assert (build(one.name).help or "").split("\n\n")[0] == one.summary


@pytest.mark.parametrize("one", ALL, ids=list(COMMANDS))
def test_options_stand_in_their_groups(one: reference.Command) -> None:
    if one.name not in OWN_GROUPS:
        assert {panel for panel, _ in one.options} <= {*reference.PANELS, "Options"}


@pytest.mark.parametrize("name", READING)
def test_every_option_with_a_value_says_its_default(name: str) -> None:
    for _, options in reference.command(name).options:
        for option in options:
            if " " in option.spelling and not option.spelling.startswith(("-h", "--pager")):
                assert "Default: " in option.help, option.spelling


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_left_out(root: Path, name: str) -> None:
    texts = (root / "docs" / "cli.md").read_text("utf-8"), (root / "docs" / "ikhtilaf.1").read_text("utf-8")
    for param in build(name).params:
        for option in (*param.opts, *param.secondary_opts):
            if option.startswith("-"):
                assert f"`{option}" in texts[0] or f", {option}" in texts[0]
                assert option.replace("-", r"\-") in texts[1]


def test_every_exit_code_is_explained() -> None:
    codes = reference.exit_codes()
    assert list(codes) == [str(int(code)) for code in Exit]
    assert all(codes.values())


def test_every_environment_variable_is_explained(root: Path) -> None:
    used = set()
    for path in (root / "src").rglob("*.py"):
        used |= set(re.findall(r"environ(?:\.get\(|\[)\"(\w+)\"", path.read_text("utf-8")))
    assert used - {"_IKHTILAF_COMPLETE"} <= set(reference.ENVIRONMENT)
    assert {"IKHTILAF_LOG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"} <= set(reference.ENVIRONMENT)


def test_the_links_of_the_reference_lead_somewhere(root: Path) -> None:
    text = (root / "docs" / "cli.md").read_text("utf-8")
    headings = set(re.findall(r"^## (\S+)$", text, re.MULTILINE))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_the_man_page_has_no_fault(root: Path) -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not here")
    page = root / "docs" / "ikhtilaf.1"
    done = subprocess.run(["mandoc", "-Tlint", str(page)], capture_output=True, text=True, check=False)
    # A version that is not out has no day, and examples are not broken into lines.
    faults = [line for line in done.stdout.splitlines() if "missing date" not in line and "longer than 80" not in line]
    assert faults == []


def test_the_man_page_shows_what_is_to_be_typed(root: Path) -> None:
    if shutil.which("mandoc") is None:
        pytest.skip("mandoc is not here")
    page = root / "docs" / "ikhtilaf.1"
    done = subprocess.run(["mandoc", "-Tutf8", "-Owidth=200", str(page)], capture_output=True, text=True, check=True)
    shown = re.sub(".\b", "", done.stdout)
    for _, example in EXAMPLES:
        assert example in shown
    assert r"A field is written with `\\` for `\`, `\t`, `\n` and `\r`" in shown


def test_the_man_page_is_installed(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert shared == {"docs/ikhtilaf.1": "share/man/man1/ikhtilaf.1"}
    assert (root / "docs" / "ikhtilaf.1").is_file()
