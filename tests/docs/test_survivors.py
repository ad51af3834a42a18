"""The list of the mutants that no test notices: every entry is of a line that is there, and has its reason."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from mutation_report import SOURCE, SURVIVORS, Change, Draw, Mutant, listed, modules, table

PAGE = """# A page

Why they may live.

```diff
dates.days.split
- if centuries == 4:
+ if centuries >= 4:

dates.compare.Answer.__bool__
- return True
```

```
not one of them
```
"""


def test_the_list_is_read_block_by_block() -> None:
    assert listed(PAGE) == {
        Change("dates.days.split", ("- if centuries == 4:", "+ if centuries >= 4:")),
        Change("dates.compare.Answer.__bool__", ("- return True",)),
    }
    assert str(Change("dates.days.split", ("- a", "+ b"))) == "dates.days.split\n- a\n+ b"


def test_every_survivor_on_the_list_is_of_a_line_that_is_there(root: Path) -> None:
    page = (root / SURVIVORS).read_text(encoding="utf-8")
    for change in listed(page):
        package, module, function = change.function.split(".", 2)
        assert f"{package}/{module}" in modules()
        source = (root / SOURCE / package / f"{module}.py").read_text(encoding="utf-8")
        assert f"def {function.rpartition('.')[2]}(" in source, change
        known = {line.strip() for line in source.splitlines()}
        for line in change.lines:
            assert line[:2] in {"- ", "+ "}, change
            assert line.startswith("+") or line[2:] in known, change


def test_every_block_of_the_list_has_a_reason_before_it(root: Path) -> None:
    page = (root / SURVIVORS).read_text(encoding="utf-8")
    before = re.split(r"^```diff\n.*?^```$", page, flags=re.MULTILINE | re.DOTALL)[:-1]
    assert before
    for text in before:
        assert text.rstrip().endswith((".", ".)")), text


def test_a_larger_draw_has_those_of_a_smaller_one_in_it() -> None:
    names = [f"mutant-{number}" for number in range(50)]
    drawn = [Draw(size, 1).of("dates/days", names) for size in (0, 10, 20, 50, 90, None)]
    assert [len(one) for one in drawn] == [0, 10, 20, 50, 50, 50]
    assert all(fewer <= more for fewer, more in pairwise(drawn))
    assert Draw(10, 2).of("dates/days", names) != drawn[1]


@pytest.mark.parametrize(("survived", "missed"), [(1, []), (2, ["dates", "all"])])
def test_too_few_killed_in_a_group_or_in_all_are_told(survived: int, missed: list[str]) -> None:
    statuses = ["survived"] * survived + ["timeout"] + ["killed"] * (9 - survived)
    mutants = [Mutant(f"m{n}", "dates/days", "dates.days.split", status) for n, status in enumerate(statuses)]
    figures, found = table(mutants, modules())
    assert found == missed
    assert figures.splitlines()[-1].split() == [
        "all",
        "10",
        str(9 - survived),
        str(survived),
        "1",
        f"{100 - survived * 10}.0",
    ]
