"""Pictures in letters: at three widths, without colour, in ASCII, and never wider than the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from rich.cells import cell_len
from rich.text import Text
from syrupy.assertion import SnapshotAssertion

from ikhtilaf.pictures.graph import each_year, make_graph
from ikhtilaf.pictures.graph_terminal import graph_lines
from ikhtilaf.pictures.lanes import make_lanes
from ikhtilaf.pictures.lanes_terminal import lanes_lines
from ikhtilaf.pictures.tiles import make_map
from ikhtilaf.pictures.tiles_terminal import map_lines
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters, make_filters
from ikhtilaf.query.relations import last_day
from ikhtilaf.render.columns import Options
from ikhtilaf.store import Store

Lines = Callable[[Assertions, Options], Iterable[str]]


def _of(assertions: Assertions, **given: object) -> Filters:
    return make_filters(assertions.store, **given)  # type: ignore[arg-type]


def _map(assertions: Assertions, options: Options, filters: Filters) -> Iterable[str]:
    return map_lines(make_map(assertions, last_day(assertions.store), filters), options)


PICTURES: dict[str, Lines] = {
    "lanes": lambda a, options: lanes_lines(make_lanes(a, _of(a, faction=["quetta"])), options),
    "graph": lambda a, options: graph_lines(make_graph(a, [last_day(a.store)], _of(a, faction=["quetta"])), options),
    "map of events": lambda a, options: _map(a, options, Filters()),
    "map of a state": lambda a, options: _map(a, options, _of(a, between=("quetta", "isk-m"))),
    "map of presence": lambda a, options: _map(a, options, _of(a, faction=["isk-f"])),
    "map of several": lambda a, options: _map(a, options, _of(a, faction=["taliban"])),
}
WHOLE: dict[str, Lines] = {
    **PICTURES,
    "all lanes": lambda a, options: lanes_lines(make_lanes(a), options),
    "all years": lambda a, options: graph_lines(make_graph(a, each_year(a.store)), options),
}


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("width", [40, 80, 200])
def test_what_it_looks_like(name: str, width: int, shipped: Assertions, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(PICTURES[name](shipped, Options(width=width))) == snapshot


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(name: str, width: int, shipped: Assertions) -> None:
    lines = [line for text in WHOLE[name](shipped, Options(width=width)) for line in text.split("\n")]
    assert lines
    assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.parametrize("name", WHOLE)
def test_colour_changes_nothing_but_the_colour(name: str, shipped: Assertions) -> None:
    plain = "\n".join(WHOLE[name](shipped, Options(width=80)))
    colored = "\n".join(WHOLE[name](shipped, Options(width=80, color=True)))
    assert "\x1b" not in plain
    assert "\x1b" in colored or name.startswith("map")
    assert Text.from_ansi(colored).plain == plain


@pytest.mark.parametrize("name", WHOLE)
def test_ascii_is_ascii(name: str, shipped: Assertions) -> None:
    said = "\n".join(WHOLE[name](shipped, Options(width=80, ascii=True)))
    assert said.isascii(), {char for char in said if not char.isascii()}


@pytest.mark.parametrize("name", ["all lanes", "all years", "map of events"])
def test_text_from_a_log_is_text(name: str, hostile: Store) -> None:
    said = "\n".join(WHOLE[name](Assertions(hostile), Options(width=80)))
    assert said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert [line for line in said.split("\n") if cell_len(line) > 80] == []


def test_a_short_state_is_not_lost_in_its_month(shipped: Assertions) -> None:
    made = make_lanes(shipped, _of(shipped, between=("quetta", "isk-f")))
    lines = list(lanes_lines(made, Options(width=80)))
    lane = next(line for line in lines if line.strip().startswith("isk-f "))
    assert lane.endswith("==")
    quarters = list(lanes_lines(made, Options(width=40)))
    assert any(line.strip().startswith("isk-f ") and line.endswith("=") for line in quarters)
    assert any("month" in line for line in quarters)
    longer = make_lanes(shipped, _of(shipped, between=("quetta", "isk")))
    narrow = [line for line in lanes_lines(longer, Options(width=40)) if line.strip().startswith("isk ")]
    assert [letter in narrow[0] for letter in "!xA"] == [True, True, True]
    assert any("quarter" in line for line in lanes_lines(longer, Options(width=40)))
