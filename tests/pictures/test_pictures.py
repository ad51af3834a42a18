"""All pictures, of the shipped log and of a hostile one: whole, the same twice, in words too, and nothing foreign."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from builders import log, n, war

from ikhtilaf.pictures.cells import Cells, evidence, make_cells
from ikhtilaf.pictures.cells_html import matrix_html, matrix_page
from ikhtilaf.pictures.cells_svg import matrix_svg
from ikhtilaf.pictures.graph import each_year, make_graph
from ikhtilaf.pictures.graph_svg import graph_svg
from ikhtilaf.pictures.lanes import make_lanes
from ikhtilaf.pictures.lanes_svg import lanes_svg
from ikhtilaf.pictures.look import Look, standalone
from ikhtilaf.pictures.svg import width_of
from ikhtilaf.pictures.tiles import make_map
from ikhtilaf.pictures.tiles_svg import map_svg
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.relations import last_day
from ikhtilaf.store import Store

Draw = Callable[[Assertions, Look], str]


def _pair(assertions: Assertions) -> Filters:
    known = assertions.pairs()
    return Filters(between=known[0] if known else ("a", "b"))


def _somebody(assertions: Assertions) -> Filters:
    return Filters(factions=tuple(assertions.store.column("SELECT id FROM faction ORDER BY id")[:3]))


def _page(cells: Cells, assertions: Assertions) -> str:
    return f"<div>{matrix_page(cells, evidence(assertions, cells))}</div>"


PICTURES: dict[str, Draw] = {
    "lanes": lambda a, look: lanes_svg(make_lanes(a), look),
    "graph": lambda a, look: graph_svg(make_graph(a, [last_day(a.store)]), look),
    "years": lambda a, look: graph_svg(make_graph(a, each_year(a.store)), look),
    "matrix": lambda a, look: matrix_svg(make_cells(a, last_day(a.store)), look),
    "table": lambda a, look: f"<div>{matrix_html(make_cells(a, last_day(a.store)), look)}</div>",
    "page": lambda a, _look: _page(make_cells(a, last_day(a.store)), a),
    "map of events": lambda a, look: map_svg(make_map(a, last_day(a.store)), look),
    "map of a state": lambda a, look: map_svg(make_map(a, last_day(a.store), _pair(a)), look),
    "map of presence": lambda a, look: map_svg(make_map(a, last_day(a.store), _somebody(a)), look),
}
ALL = pytest.mark.parametrize("name", PICTURES)
ALLOWED = {"svg", "title", "desc", "defs", "pattern", "path", "rect", "circle", "text", "g", "a"}
ALLOWED_HTML = {
    "div",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "span",
    "abbr",
    "a",
    "p",
    "h2",
    "ul",
    "li",
}


def link(kind: str, name: str) -> str:
    return f"#{kind}-{re.sub('[^a-z0-9-]', '-', name)}"


LOOKS = {"plain": Look("x-"), "linked": Look("x-", link), "short": Look("x-", link, lambda kind, _name: f"{kind} 1")}


@ALL
@pytest.mark.parametrize("look", LOOKS)
def test_a_picture_is_whole_and_has_nothing_foreign(name: str, look: str, shipped: Assertions) -> None:
    hold(PICTURES[name](shipped, LOOKS[look]), LOOKS[look], name)


@ALL
@pytest.mark.parametrize("look", LOOKS)
def test_text_from_a_log_breaks_nothing(name: str, look: str, hostile: Store) -> None:
    made = PICTURES[name](Assertions(hostile), LOOKS[look])
    hold(made, LOOKS[look], name)
    assert "\u202e" not in made
    assert "\x1b" not in made
    assert "<script" not in made


@ALL
def test_a_picture_of_an_empty_log_says_that_nothing_is_known(name: str) -> None:
    store = log()
    made = PICTURES[name](Assertions(store), Look())
    hold(made, Look(), name)
    said = " ".join(ET.fromstring(made).itertext()).lower()
    assert "nothing" in said or "none of the provinces" in said
    store.close()


@ALL
def test_the_same_input_is_the_same_bytes(name: str, shipped: Assertions) -> None:
    again = Assertions(shipped.store)
    assert PICTURES[name](shipped, LOOKS["linked"]) == PICTURES[name](again, LOOKS["linked"])


def hold(made: str, look: Look, name: str) -> None:
    """Hold a picture to what every picture promises."""
    root = ET.fromstring(made)
    elements = list(root.iter())
    allowed = ALLOWED_HTML if name in {"table", "page"} else ALLOWED
    assert {element.tag for element in elements} <= allowed
    ids = [element.get("id", "") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.startswith(look.prefix) for one in ids) or name == "page"
    attributes = {key for element in elements for key in element.attrib}
    assert {
        key
        for key in attributes
        if key.startswith("on") or key in {"style", "src", "{http://www.w3.org/1999/xlink}href"}
    } == set()
    targets = [element.get("href", "") for element in elements if element.tag == "a"]
    assert all(target.startswith("#") for target in targets)
    assert bool(targets) <= (look.link is not None or name == "page")
    uses = {found for element in elements for found in re.findall(r"url\(#([^)]*)\)", element.get("fill", ""))}
    assert uses <= set(ids)
    if name not in {"table", "page"}:
        _hold_svg(root, look)


SIZES = {"title": 16.0, "small": 10.0, "tiny": 9.0, "micro": 8.0}


def size_of(element: ET.Element) -> float:
    words = (element.text or "").strip()
    size = next((size for cls, size in SIZES.items() if cls in (element.get("class") or "").split()), 12.0)
    # The measure is rather too wide: a little less of it is what most fonts take.
    return width_of(words, size) * 0.9


def left_of(element: ET.Element) -> float:
    part = {"end": 1.0, "mid": 0.5, "glyph": 0.5}
    anchor = next((part[cls] for cls in (element.get("class") or "").split() if cls in part), 0.0)
    return float(element.get("x", "0")) - anchor * size_of(element)


def right_of(element: ET.Element) -> float:
    return left_of(element) + size_of(element)


def _hold_svg(root: ET.Element, look: Look) -> None:
    assert root.get("role") == ("group" if look.link else "img")
    assert [child.tag for child in root][:2] == ["title", "desc"]
    assert all((child.text or "").strip() for child in list(root)[:2])
    assert root.get("aria-labelledby") == root[0].get("id")
    _, _, width, height = (float(part) for part in (root.get("viewBox") or "").split())
    for element in root.iter():
        if element.tag == "text" and not element.get("transform"):
            assert -1 <= float(element.get("x", "0")) <= width
            assert -1 <= float(element.get("y", "0")) <= height
            assert -2 <= left_of(element) <= right_of(element) <= width + 2, element.text
        if element.tag == "rect":
            assert float(element.get("width", "0")) >= 0
            assert float(element.get("x", "0")) + float(element.get("width", "0")) <= width + 1
    ET.fromstring(standalone(ET.tostring(root, encoding="unicode")))


def test_each_cell_of_the_matrix_leads_to_its_evidence(shipped: Assertions) -> None:
    cells = make_cells(shipped, last_day(shipped.store))
    for made in (matrix_svg(cells, LOOKS["linked"]), matrix_html(cells, LOOKS["linked"])):
        targets = re.findall(r'href="(#event-[^"]*)"', made)
        # above the diagonal and below it
        assert len(targets) == 2 * sum(bool(cell.events) for cell in cells.cells.values())
        assert "#event-quetta-iskf-ceasefire" in targets
        assert "ceasefire; since 18 October 2017; until about 8 November 2017; said by giustozzi-2017, n20" in made


def test_a_page_of_a_matrix_has_the_evidence_on_it(shipped: Assertions) -> None:
    cells = make_cells(shipped, last_day(shipped.store))
    made = matrix_page(cells, evidence(shipped, cells))
    targets, anchors = re.findall(r'href="#([^"]*)"', made), re.findall(r'<h2 id="([^"]*)"', made)
    assert set(targets) == set(anchors)
    assert len(anchors) == len(set(anchors)) == len(cells.cells)
    ceasefire = made.split("IS-K (F) and Quetta Shura</h2>")[1].split("<h2")[0]
    assert "18 October 2017: Quetta Shura and IS-K (F) agree a ceasefire (quetta-iskf-ceasefire; " in ceasefire
    somewhere = made.split("Taliban fronts in the east that reject the ceasefire and IS-K (F)</h2>")[1].split("<h2")[0]
    assert "eastern-fronts-fight-on-2017" in somewhere


def test_the_matrix_says_how_sure_it_is(shipped: Assertions) -> None:
    cells = make_cells(shipped, last_day(shipped.store))
    letters = {pair: cell.letters for pair, cell in cells.cells.items()}
    assert letters["isk-f", "quetta"] == "="
    assert letters["is-central", "isk-f"] == "#"
    assert letters["isk-f", "north"] == "x^"
    assert letters["eastern-fronts", "isk-f"] == ":"
    table = matrix_html(cells)
    assert '<td class="f-ceasefire">' in table
    assert '<td class="h-clashes">' in table


def test_a_cell_tells_what_is_said_of_places() -> None:
    from builders import ceasefire

    made = log(war("a", "b", "2015"), ceasefire("a", "b", "2016", places=["east"]))
    cell = make_cells(Assertions(made), n("2017-09")).cells["a", "b"]
    assert cell.words.endswith("in east: ceasefire")
    made.close()


def test_bars_of_a_lane_cover_the_days_that_they_speak_of(shipped: Assertions) -> None:
    made = make_lanes(shipped, Filters(between=("quetta", "isk-f")))
    root = ET.fromstring(lanes_svg(made, LOOKS["linked"]))
    bars = [a for a in root.iter("a") if (a.findtext("title") or "").startswith("ceasefire; since 18 October 2017")]
    (bar,) = (a.find("rect") for a in bars)
    assert bar is not None
    per_day = (1000 - 190 - 12) / (made.end - made.first)
    assert float(bar.get("x", "0")) == pytest.approx(190 + (n("2017-10-18") - made.first) * per_day, abs=0.1)
    assert float(bar.get("width", "0")) == pytest.approx(14 * per_day, abs=0.1)
    assert bar.get("class") == "f-ceasefire"


def test_an_event_before_the_days_drawn_is_not_drawn_on_one_of_them() -> None:
    from builders import event

    made = log(event("old", "2010", factions=["a", "b"]), war("a", "b", "2015-01-01"), covers="2014/2016")
    root = ET.fromstring(lanes_svg(make_lanes(Assertions(made)), LOOKS["linked"]))
    (mark,) = (a for a in root.iter("a") if a.get("href") == "#event-old")
    assert [element.tag for element in mark] == ["title", "path"]
    assert "l-6 4 6 4z" in (mark[1].get("d") or "")
    made.close()
