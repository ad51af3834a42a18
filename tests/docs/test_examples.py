"""The documentation shows what the program really prints, and its logs are logs."""

from __future__ import annotations

import re
from pathlib import Path

import drawings
import examples
import pages
import picture
import pytest
import terminal
from wordlists import MADE

from ikhtilaf.errors import Exit
from ikhtilaf.log.read import read

FORMAT = pages.ROOT / "docs" / "format.md"
STORE = pages.ROOT / "docs" / "store.md"
PAGES = pages.pages()
TOOLS = ("csvlook", "csvsql", "csvstat", "duckdb", "git", "jq", "mlr", "sqlite3")


def shown(page: Path) -> str:
    return page.relative_to(pages.ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_page_shows_what_is_printed(page: Path) -> None:
    # `python tools/examples.py` rewrites the pages
    assert examples.fresh(page).text == page.read_text("utf-8")


@pytest.mark.parametrize("tool", TOOLS)
def test_pipelines_use_tool(tool: str) -> None:
    used = [block for block in pages.blocks((pages.ROOT / "docs" / "pipelines.md").read_text("utf-8"))
            if tool in block.text]  # fmt: skip
    assert used
    if not terminal.is_here(tool):
        pytest.skip(f"{tool} is not installed: the pipelines with it were not run")


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_python_page_uses_package(package: str) -> None:
    assert package in (pages.ROOT / "docs" / "python.md").read_text("utf-8")
    pytest.importorskip(package, reason=f"{package} is not installed: the cells with it were not run")


def test_picture_shows_what_is_printed() -> None:
    assert picture.drawn() == picture.FILE.read_text("utf-8")


@pytest.mark.parametrize("name", drawings.DRAWINGS)
def test_drawing_is_what_is_drawn(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IKHTILAF_LOG", raising=False)
    file = drawings.FOLDER / name
    assert drawings.drawn()[file] == file.read_text("utf-8")
    assert f"]({name})" in (drawings.FOLDER / "pictures.md").read_text("utf-8")


def test_picture_fetches_nothing() -> None:
    assert re.findall(r"https?://[^\"' )]*", picture.FILE.read_text("utf-8")) == ["http://www.w3.org/2000/svg"]


def logs_of_the_format_page() -> list[str]:
    return [block.info.removeprefix("yaml ") for block in pages.blocks(FORMAT.read_text("utf-8"))
            if block.info.startswith("yaml")]  # fmt: skip


@pytest.mark.parametrize("name", sorted({name.split("/")[0] for name in logs_of_the_format_page()}))
def test_log_of_the_format_page(name: str, tmp_path: Path) -> None:
    for block in pages.blocks(FORMAT.read_text("utf-8")):
        if block.info.startswith("yaml"):
            examples.write_log(block, block.info.removeprefix("yaml "), tmp_path)
    reading = read(tmp_path / name)
    if name == "wrong.yaml":
        assert {problem.level for problem in reading.problems} == {"error"}
    else:
        assert reading.problems == ()


@pytest.mark.parametrize("name", MADE)
def test_the_pages_of_the_formats_have_every_list(name: str) -> None:
    page = STORE if name in {"tables", "indexes", "search"} else FORMAT
    assert f"<!-- made: {name} -->" in page.read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        file, _, anchor = target.partition("#")
        there = page.parent / file if file else page
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            slugs = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
            assert anchor in slugs, target


@pytest.mark.parametrize("code", Exit)
def test_readme_lists_exit_code(code: Exit) -> None:
    assert f"\n| {int(code)} | " in (pages.ROOT / "README.md").read_text("utf-8")


def test_relations_page_has_an_example_of_every_rule() -> None:
    text = (pages.ROOT / "docs" / "relations.md").read_text("utf-8")
    rules = re.split(r"^\*\*Rule ", text.split("## Whose words")[0], flags=re.MULTILINE)[1:]
    assert sorted(int(rule[0]) for rule in rules) == list(range(1, 10))
    assert [rule[0] for rule in rules if "```console" not in rule] == []
