"""The commands that write, each with the place that it writes to, and what may be found there after a fault."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from fault_setting import Setting, remove
from fault_tally import Tally

OLDER = b"what was there before\n" * 50
DESCRIPTOR = "datapackage.json"
KINDS = ("timelinejs", "ics", "geojson", "json-ld", "gexf", "graphml", "dot", "mermaid", "sqlite")
FOLDERS = ("csv", "parquet")

State = dict[str, bytes] | None
"""The files of a place by their names in it (`""`: the place is a file itself); None where there is nothing."""


class Case(NamedTuple):
    """A command that writes to `target`, a path in the working folder."""

    name: str
    arguments: tuple[str, ...]
    target: str
    folder: bool = False
    older: bool = True
    """Whether something may be there already, which is then written over."""
    newer: bool = True
    """Whether nothing may be there before."""

    def prepare(self, setting: Setting, *, older: bool) -> State:
        """Make the working folder as it is before the command, and return what is at the target."""
        setting.clean()
        path = setting.work / self.target
        if self.name.startswith("fmt"):
            path.write_bytes(untidy(setting.log.read_bytes()))
        elif older and self.folder:
            path.mkdir()
            for name in ("event", "faction", "claim"):
                (path / f"{name}.{self.arguments[1]}").write_bytes(OLDER)
            for name in (DESCRIPTOR, "mine.txt"):
                (path / name).write_bytes(OLDER)
        elif older:
            path.write_bytes(OLDER)
        return state(path)

    def found(self, setting: Setting) -> State:
        """What is at the target."""
        return state(setting.work / self.target)

    def reference(self, setting: Setting, *, older: bool) -> State:
        """Run the command undisturbed and return what is at the target then."""
        self.prepare(setting, older=older)
        said = setting.run(*self.arguments)
        if said.code != 0:
            raise AssertionError(f"{self.name} fails undisturbed: {said.shown}")
        return self.found(setting)


def cases() -> list[Case]:
    """Every command that writes a file or folder that the user names."""
    exports = [Case(f"export {kind}", ("export", kind, "-o", "out", "--force"), "out") for kind in KINDS]
    folders = [Case(f"export {kind}", ("export", kind, "-o", "out", "--force"), "out", folder=True) for kind in FOLDERS]
    return [
        Case("fmt", ("fmt", "log.yaml"), "log.yaml", newer=False),
        *exports,
        *folders,
        Case("import to .yaml", ("import", "ucdp", "TABLE", "-o", "out.yaml", "--force"), "out.yaml"),
        Case("import to .db", ("import", "ucdp", "TABLE", "-o", "out.db", "--force"), "out.db"),
        Case("report", ("report", "-o", "out.html", "--force"), "out.html"),
        Case("draw", ("draw", "lanes", "--between", "A", "B", "-o", "out.svg", "--force"), "out.svg"),
        Case("store", ("store", "out.db", "--force"), "out.db"),
    ]


def cases_of(setting: Setting, names: tuple[str, str]) -> list[Case]:
    """The same, with the setting's table, and two factions of its log."""
    put = {"TABLE": str(setting.table), "A": names[0], "B": names[1]}
    return [case._replace(arguments=tuple(put.get(word, word) for word in case.arguments)) for case in cases()]


def untidy(log: bytes) -> bytes:
    """A log that means the same, in a layout that `fmt` changes all over."""
    return re.sub(rb"(?m)^( *(?:- )?[a-z_]+):(?= \S)", rb"\1:   ", log)


def state(path: Path) -> State:
    """What is at a place."""
    if path.is_dir():
        return {file.name: file.read_bytes() for file in sorted(path.iterdir())}
    return {"": path.read_bytes()} if path.exists() else None


def judge(tally: Tally, found: State, old: State, new: State, what: str) -> None:
    """Count what was found at a place after a fault."""
    if found == old and found != new:
        tally.old += 1
    elif found == new:
        tally.new += 1
    elif _told_apart(found, old, new):
        tally.told += 1
    else:
        tally.half += 1
        sizes = None if found is None else {name: len(content) for name, content in found.items()}
        tally.miss(f"{what}: half, {sizes}")


def _told_apart(found: State, old: State, new: State) -> bool:
    """Whether a folder has whole files only, some older, some newer, and no descriptor that claims them to be one."""
    if found is None or new is None or old is None or "" in new or DESCRIPTOR in found:
        return False
    return all(content in (old.get(name), new.get(name)) for name, content in found.items())


def sweep_left(tally: Tally, setting: Setting, before: set[str]) -> None:
    """Count what lies about besides what was there, and remove it."""
    for folder in (setting.work, setting.scratch):
        for path in folder.iterdir():
            if path.name not in before:
                tally.left += 1
                remove(path)
