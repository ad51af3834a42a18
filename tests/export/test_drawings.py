"""DOT drawn by Graphviz, and Mermaid parsed and drawn by the npm package in a browser."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from builders import claim, faction, log, n, split, tension, war
from export_logs import ATTACK
from export_readers import MODULES, Seen, export, look, wanted

from ikhtilaf.query.filters import Filters
from ikhtilaf.store import Store

_SVG = "{http://www.w3.org/2000/svg}"
_MERMAID = MODULES / "mermaid" / "dist" / "mermaid.min.js"
_PAGE = """<!doctype html><meta charset="utf-8"><script type="application/json" id="chart">{chart}</script>
<script src="{mermaid}"></script>
<script>mermaid.initialize({{ startOnLoad: false, securityLevel: "{level}" }});</script>"""
_ASK = """(async () => {
  const chart = JSON.parse(document.getElementById("chart").textContent);
  const parsed = await mermaid.parse(chart);
  const { svg } = await mermaid.render("drawing", chart);
  const drawn = document.createElement("div");
  drawn.innerHTML = svg;
  document.body.append(drawn);
  const texts = (found) => [...drawn.querySelectorAll(found)].map((one) => one.innerText ?? one.textContent);
  return {
    type: parsed.diagramType,
    nodes: texts(".nodeLabel"), edges: texts(".edgeLabel .edgeLabel"),
    elements: [...drawn.querySelectorAll("foreignObject *, script, a, image")].map((one) => one.localName),
    dotted: drawn.querySelectorAll(".edge-pattern-dotted").length,
  };
})()"""


def dot(content: bytes, form: str) -> bytes:
    wanted("dot")
    done = subprocess.run(["dot", f"-T{form}"], input=content, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def mermaid(content: str, folder: Path, level: str = "strict") -> Seen:
    wanted("node", packages=("mermaid",))
    chart = json.dumps(content).replace("<", "\\u003c")
    return look(_PAGE.format(chart=chart, mermaid=_MERMAID.as_uri(), level=level), _ASK, folder)


def labels(drawn: bytes) -> set[str]:
    """The lines of text in a drawing."""
    return {"".join(one.itertext()) for one in ET.fromstring(drawn).iter(f"{_SVG}text")}


def test_graphviz_draws_the_shipped_log(shipped: Store) -> None:
    made = export("dot", shipped)
    graph = json.loads(dot(made.content, "json"))
    assert len(graph["edges"]) == made.written.matched > 50
    drawn = labels(dot(made.content, "svg"))
    assert {"IS-K (F)", "ceasefire", "since 18 October 2017", "giustozzi-2017; n20"} <= drawn


def test_mermaid_draws_the_shipped_log(shipped: Store, tmp_path: Path) -> None:
    made = export("mermaid", shipped, filters=Filters(factions=("quetta",)))
    seen = mermaid(made.text, tmp_path)
    assert (seen.requests, seen.complaints) == ([], [])
    assert seen.answer["type"].startswith("flowchart")
    assert len(seen.answer["edges"]) == made.written.matched
    assert "IS-K (F)" in seen.answer["nodes"]
    assert "ceasefire\nsince 18 October 2017\nuntil about 8 November 2017\ngiustozzi-2017; n20" in seen.answer["edges"]


@pytest.mark.parametrize("level", ["strict", "loose"])
def test_text_is_no_mermaid(level: str, hostile: Store, tmp_path: Path) -> None:
    seen = mermaid(export("mermaid", hostile, day=n("2016")).text, tmp_path, level)
    assert (seen.requests, seen.complaints) == ([], [])
    plain = ATTACK.replace("\x1b", "\\x1b")
    assert [_blanks(text) for text in seen.answer["nodes"]] == [plain, f"end {plain}"]
    assert plain in _blanks(seen.answer["edges"][0])
    assert set(seen.answer["elements"]) <= {"div", "span", "p", "br"}


def _blanks(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_text_is_no_dot(hostile: Store) -> None:
    made = export("dot", hostile, day=n("2016")).content
    graph, plain = json.loads(dot(made, "json")), ATTACK.replace("\x1b", "\\x1b")
    assert [one["name"] for one in graph["objects"]] == ["a", "b"]
    drawn = {text.replace("\xa0", " ") for text in labels(dot(made, "svg"))}
    assert plain in drawn
    assert "end" in drawn  # a line break in a name is one in a label
    assert any(f"hedged: {plain}" in text for text in drawn)


def edges(store: Store, **given: Any) -> list[dict[str, str]]:
    """The edges as Graphviz reads them."""
    found = json.loads(dot(export("dot", store, **given).content, "json"))
    return [{"label": one["label"], "style": one["style"], "color": one["color"]} for one in found.get("edges", [])]


def test_what_is_not_certain_is_dashed_and_said() -> None:
    store = log(
        war("a", "b", "2015-03-01"),
        war("a", "c", "2015-02/2015-08", id="vague", claims=(claim("n1", stance="alleges"),)),
        tension("a", "d", "2015-01-01", claims=(claim("n2", hedge="reportedly"),)),
        split("e", "b", "2015-06-01"),
    )
    assert edges(store, day=n("2015-04-01")) == [
        {"label": "war\\nsince 1 March 2015\\npaper", "style": "solid", "color": "#b3261e"},
        {"label": "possibly war", "style": "dashed", "color": "#b3261e"},
        {"label": "tension ?\\nsince 1 January 2015\\nn2 (hedged: reportedly)", "style": "dashed", "color": "#b3261e"},
    ]
    inherited = edges(store, day=n("2016"), filters=Filters(between=("a", "e")))
    assert inherited[0]["label"] == "war ?\\nsince 1 June 2015\\ninherited from B\\npaper"


def test_a_contested_state_names_all_that_stand(tmp_path: Path) -> None:
    store = log(
        war("a", "b", "2015-03-01", claims=(claim("n1"),)),
        tension("a", "b", "2015-03-01", id="other", claims=(claim("n2"),)),
    )
    (edge,) = edges(store)
    assert edge["label"].startswith("war / tension")
    assert edge["style"] == "dashed"
    assert mermaid(export("mermaid", store).text, tmp_path).answer["dotted"] == 1


def test_a_faction_may_be_called_as_the_language_calls_things(tmp_path: Path) -> None:
    store = log(faction("end", name="end"), faction("graph", name="subgraph"), war("end", "graph", "2015"))
    assert mermaid(export("mermaid", store).text, tmp_path).answer["nodes"] == ["end", "subgraph"]
    assert len(edges(store)) == 1


@pytest.mark.parametrize("kind", ["dot", "mermaid"])
def test_nothing_is_drawn_of_nothing(kind: str, tmp_path: Path) -> None:
    made = export(kind, log(war("a", "b", "2015")), filters=Filters(states=("alliance",)))
    assert made.written.matched == 0
    if kind == "dot":
        assert "edges" not in json.loads(dot(made.content, "json"))
    else:
        assert mermaid(made.text, tmp_path).answer["nodes"] == []
