"""What mutation testing found: which mutants were drawn and tried, the table of figures, and the list of survivors."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

GROUPS = {
    "dates": "compare conventions days edtf english errors order points typed words __init__",
    "resolving": "resolve assertions candidates history sweep world",
    "filters": "filters conditions moments",
}
"""The modules of each group: all of `dates`, and those of `query` that resolve and that filter."""

LEAST = 90.0
"""Per cent killed, of all and of each group."""

FOLDER = Path("mutants")
SURVIVORS = Path("docs/survivors.md")
SOURCE = Path("src/ikhtilaf")


STATUS = {0: "survived", 1: "killed", 3: "killed", 33: "no test", 36: "timeout", 24: "timeout", -24: "timeout"}
"""What mutmut's exit codes mean: those of pytest, and some of its own."""


class Mutant(NamedTuple):
    """One mutant: where it is, what the line was and became, and what the tests made of it."""

    name: str
    module: str
    function: str
    status: str

    @property
    def killed(self) -> bool:
        """Whether a test failed, or went on for ever."""
        return self.status in {"killed", "timeout"}


class Change(NamedTuple):
    """What a mutant changed: the function, the lines that it took away and those that it put there."""

    function: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        """The change as `docs/survivors.md` has it."""
        return "\n".join([self.function, *self.lines])


def modules() -> dict[str, str]:
    """Return the modules that are mutated, as `dates/edtf`, each with its group."""
    folders = {"dates": "dates"}
    return {f"{folders.get(group, 'query')}/{name}": group for group, names in GROUPS.items() for name in names.split()}


class Draw(NamedTuple):
    """Which mutants of a module to try: so many (None: all), and what chance begins with."""

    size: int | None
    seed: int

    def of(self, module: str, names: Sequence[str]) -> set[str]:
        """Return the names that are drawn: always the same ones of the same mutants."""
        if self.size is None or self.size >= len(names):
            return set(names)
        # All are put into an order of chance, so that a larger draw has those of a smaller one in it.
        return set(random.Random(f"{self.seed} {module}").sample(names, len(names))[: self.size])


def tried(wanted: Iterable[str], draw: Draw) -> list[Mutant]:
    """Return the mutants that were drawn and tried, from what mutmut left."""
    found = []
    for module in wanted:
        left = FOLDER / SOURCE / f"{module}.py.meta"
        if not left.exists():
            continue
        codes = json.loads(left.read_text(encoding="utf-8"))["exit_code_by_key"]
        chosen = draw.of(module, list(codes))
        for name, code in codes.items():
            if code is not None and name in chosen:
                function = name.removeprefix("ikhtilaf.").partition("__mutmut_")[0]
                found.append(Mutant(name, module, _plain(function), STATUS.get(code, "suspicious")))
    return found


def _plain(function: str) -> str:
    """The name of a function as it is in the code: mutmut writes `x_name`, and `xǁClassǁname` for a method."""
    module, _, name = function.rpartition(".")
    name = name.removeprefix("xǁ").replace("ǁ", ".") if name.startswith("xǁ") else name.removeprefix("x_")
    return f"{module}.{name}"


def listed(text: str) -> set[Change]:
    """Return the survivors that the page lists: in blocks of `diff`, an empty line between them, the function first."""
    found = set()
    for block in re.findall(r"^```diff\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for entry in block.strip().split("\n\n"):
            function, *lines = entry.splitlines()
            found.add(Change(function, tuple(lines)))
    return found


def table(mutants: Sequence[Mutant], groups: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the table of figures, and the names of the groups, `all` among them, of which too few were killed."""
    lines = [f"{'module':<20}{'mutants':>9}{'killed':>9}{'survived':>10}{'timeout':>9}{'per cent':>10}"]
    missed = []

    def line(name: str, of: Sequence[Mutant]) -> float:
        count = Counter(mutant.status for mutant in of)
        killed = sum(mutant.killed for mutant in of)
        percent = 100 * killed / len(of)
        timeout = count["timeout"]
        lines.append(f"{name:<20}{len(of):>9}{killed - timeout:>9}{len(of) - killed:>10}{timeout:>9}{percent:>10.1f}")
        return percent

    for module in groups:
        if own := [mutant for mutant in mutants if mutant.module == module]:
            line(module, own)
    for group in [*GROUPS, "all"]:
        of = [mutant for mutant in mutants if group in ("all", groups[mutant.module])]
        if of and line(group, of) < LEAST:
            missed.append(group)
    return "\n".join(lines), missed
