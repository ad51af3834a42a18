r"""Runs every example of the documentation and writes what it prints back into the page.

    python tools/examples.py            rewrite the pages and the pictures
    python tools/examples.py --check    change nothing; say what would change, exit with 1 if anything would

An example is a block fenced as `console`: each line that begins with `$ ` is a command, what follows is its output. A
command goes on for as many lines as a shell would read. It runs on a terminal of 100 columns and must succeed. A block
fenced as `yaml NAME.yaml` is written to that file first, so that the commands of its page can use it. A block fenced as
`python` is a cell of a notebook; the block `text` right behind it is what it prints. What stands between
`<!-- made: NAME -->` and `<!-- end -->` is made from the code. An example whose tools are not installed keeps the
output it has.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from cells import missing_packages, run_cell
from pages import ROOT, Block, blocks, pages, replaced
from terminal import is_whole, missing_tools, run, scratch
from wordlists import MADE


class Fresh(NamedTuple):
    """A page as it should be, and the lines of the examples that were not run, each with what is missing."""

    text: str
    skipped: list[tuple[int, str]]


class FailedExampleError(Exception):
    """A command of an example that did not succeed."""


def fresh(page: Path) -> Fresh:
    """Return a page with what its examples print now."""
    text = page.read_text("utf-8")
    new: dict[Block, str] = {}
    skipped: list[tuple[int, str]] = []
    names: dict[str, Any] = {}
    printed: tuple[int, str] | None = None
    with TemporaryDirectory(prefix="examples-") as made:
        folder = scratch(Path(made))
        for block in blocks(text):
            kind, _, name = block.info.partition(" ")
            missing: list[str] = []
            if kind == "console":
                missing = missing_tools("\n".join(command for command, _ in commands(block)))
                if not missing:
                    new[block] = console(block, folder, page)
            elif kind == "yaml":
                write_log(block, name, folder)
            elif kind == "made:":
                new[block] = MADE[name]()
            elif kind == "python":
                missing = missing_packages(block.text)
                printed = None if missing else (block.last, run_cell(block.text, names))
            elif kind == "text" and printed is not None and block.first == printed[0] + 3:
                new[block] = tidy(printed[1])
            if missing:
                skipped.append((block.first + 1, ", ".join(missing)))
    return Fresh(replaced(text, new), skipped)


def write_log(block: Block, name: str, folder: Path) -> Path:
    """Write a log of a page to its file in the folder and return its path."""
    if not re.fullmatch(r"([a-z0-9-]+/)*[a-z0-9-]+\.yaml", name):
        raise ValueError(f"line {block.first}: a yaml block needs the name of its file, not {name!r}")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text, "utf-8")
    return file


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the commands of a block, each with its lines as they stand in the page."""
    lines = list(block.lines)
    while lines:
        line = lines.pop(0)
        if line.startswith("$ "):
            shown = line
            while not is_whole(shown.removeprefix("$ ")):
                if not lines:
                    raise FailedExampleError(f"line {block.first}: this is no command: {shown}")
                shown += "\n" + lines.pop(0)
            yield shown.removeprefix("$ "), shown


def console(block: Block, folder: Path, page: Path) -> str:
    """Return the block with what its commands print."""
    parts = []
    for command, shown in commands(block):
        printed, code = run(command, folder)
        if code:
            raise FailedExampleError(f"{page.name}:{block.first}: exit code {code}: {command}\n{printed}")
        printed = tidy(printed)
        if str(ROOT) in printed or str(folder) in printed:
            raise FailedExampleError(f"{page.name}:{block.first}: a path of this machine is printed: {command}")
        parts.append(f"{shown}\n{printed}")
    return "".join(parts)


def tidy(printed: str) -> str:
    """Return what was printed without spaces at the ends of lines and empty lines at the end."""
    lines = [line.rstrip() for line in printed.rstrip().split("\n")]
    return "".join(f"{line}\n" for line in lines) if any(lines) else ""


def main(arguments: list[str]) -> int:
    """Rewrite the pages and the pictures, or say what would change."""
    import drawings
    import picture

    os.environ.pop("IKHTILAF_LOG", None)
    check = arguments == ["--check"]
    if arguments and not check:
        print(__doc__)
        return 2
    stale = False
    targets = [(page, fresh(page)) for page in pages()]
    targets.append((picture.FILE, Fresh(picture.drawn(), [])))
    targets += [(file, Fresh(text, [])) for file, text in drawings.drawn().items()]
    for file, new in targets:
        shown = file.relative_to(ROOT).as_posix()
        for line, missing in new.skipped:
            print(f"{shown}:{line}: not run, for want of {missing}", file=sys.stderr)
        old = file.read_text("utf-8") if file.exists() else ""
        if old == new.text:
            continue
        stale = True
        if check:
            sys.stdout.writelines(
                f"{line}\n" for line in unified_diff(old.split("\n"), new.text.split("\n"), shown, shown, lineterm="")
            )
        else:
            file.write_text(new.text, "utf-8")
            print(f"wrote {shown}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
