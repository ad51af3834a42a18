"""GEXF and GraphML, read by networkx, and GEXF also as Gephi's schema has it and by the reader of Gephi Lite."""

from __future__ import annotations

import json
import re
from datetime import date
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from builders import claim, log, n, split, war
from export_logs import ATTACK
from export_readers import export, node, wanted

from ikhtilaf.dates import iso
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.relations import answers
from ikhtilaf.store import Store

_GEXF = "{http://www.gexf.net/1.2draft}"
_TIME = r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}"
_NAME = r".*"
_SCHEMA: dict[str, tuple[set[str], dict[str, str], set[str]]] = {
    "gexf": ({"meta", "graph"}, {"version": r"1\.2"}, {"version"}),
    "meta": ({"creator", "keywords", "description"}, {"lastmodifieddate": _TIME}, set()),
    "creator": (set(), {}, set()),
    "description": (set(), {}, set()),
    "graph": (
        {"attributes", "nodes", "edges"},
        {"defaultedgetype": "undirected", "mode": "static|dynamic", "timeformat": "date", "start": _TIME, "end": _TIME},
        set(),
    ),
    "attributes": ({"attribute"}, {"class": "node|edge", "mode": "static|dynamic"}, {"class"}),
    "attribute": (
        {"default", "options"},
        {"id": _NAME, "title": _NAME, "type": "string|boolean"},
        {"id", "title", "type"},
    ),
    "nodes": ({"node"}, {"count": "[0-9]+"}, set()),
    "node": ({"attvalues", "spells"}, {"id": _NAME, "label": _NAME}, {"id"}),
    "edges": ({"edge"}, {"count": "[0-9]+"}, set()),
    "edge": (
        {"attvalues", "spells"},
        {"id": _NAME, "source": _NAME, "target": _NAME, "label": _NAME, "weight": "[0-9.]+"},
        {"id", "source", "target"},
    ),
    "spells": ({"spell"}, {}, set()),
    "spell": (set(), {"start": _TIME, "end": _TIME}, set()),
    "attvalues": ({"attvalue"}, {}, set()),
    "attvalue": (set(), {"for": _NAME, "value": _NAME}, {"for", "value"}),
}
"""What Gephi's schema of GEXF 1.2 has of what is written here: for each element what may stand in it, its attributes
with what they may be, and those that it must have."""


def faults(content: bytes) -> list[str]:
    """What the schema would say against a file of GEXF."""
    said = []
    root = ET.fromstring(content)
    for element in root.iter():
        tag = element.tag.removeprefix(_GEXF)
        if tag not in _SCHEMA:
            said.append(f"no element {element.tag}")
            continue
        inner, attributes, required = _SCHEMA[tag]
        said += [f"{one.tag} in {tag}" for one in element if one.tag.removeprefix(_GEXF) not in inner]
        own = {name: value for name, value in element.attrib.items() if not name.startswith("{")}
        said += [f"{tag} without {name}" for name in required - own.keys()]
        for name, text in own.items():
            if name not in attributes or not re.fullmatch(attributes[name], text):
                said.append(f"{name}={text!r} in {tag}")
    keys = {one.get("id") for one in root.iter(f"{_GEXF}attribute")}
    said += [f"no attribute {one.get('for')}" for one in root.iter(f"{_GEXF}attvalue") if one.get("for") not in keys]
    known = {one.get("id") for one in root.iter(f"{_GEXF}node")}
    edges = list(root.iter(f"{_GEXF}edge"))
    said += [f"edge to nowhere: {one.attrib}" for one in edges if not {one.get("source"), one.get("target")} <= known]
    if len({one.get("id") for one in edges}) < len(edges):
        said.append("two edges go by one identifier")
    return said


def edges(kind: str, store: Store, **given: Any) -> dict[str, dict[str, Any]]:
    """The edges that networkx reads, by their identifiers."""
    content = BytesIO(export(kind, store, **given).content)
    graph = nx.read_gexf(content) if kind == "gexf" else nx.read_graphml(content, force_multigraph=True)
    found = (
        graph.edges(keys=True, data=True)
        if graph.is_multigraph()
        else [(a, b, "", d) for a, b, d in graph.edges(data=True)]
    )
    return {data.get("id") or key: {"between": {a, b}, **data} for a, b, key, data in found}


def test_the_schema_finds_faults() -> None:
    bad = (
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph name="x"><nodes><edge/></nodes></graph></gexf>'
    )
    assert set(faults(bad.encode())) >= {"name='x' in graph", f"{_GEXF}edge in nodes", "edge without source"}


def test_networkx_reads_the_shipped_log(shipped: Store) -> None:
    made = export("gexf", shipped)
    graph = nx.read_gexf(BytesIO(made.content))
    assert graph.graph["mode"] == "dynamic"
    assert graph.number_of_edges() == made.written.matched > 100
    assert graph.nodes["quetta"]["label"] == "Quetta Shura"
    assert graph.nodes["isk-f"]["split_from"] == "isk (summer 2017)"
    ceasefire = next(data for *_, data in graph.edges(data=True) if data["event"] == "quetta-iskf-ceasefire")
    assert ceasefire["spells"] == [("2017-10-18", "2017-10-31")]
    assert (ceasefire["from"], ceasefire["until"]) == ("2017-10-18", "2017-11-08~")
    assert ceasefire["until_earliest"] == "2017-11-01"
    assert "until_latest" not in ceasefire  # one source has it still in force when the article was written
    assert ceasefire["who_says_so"].startswith("giustozzi-2017; n20")


@pytest.mark.parametrize("log_name", ["shipped", "hostile", "vague_war", "dates"])
def test_gexf_is_as_gephi_has_it(log_name: str, request: pytest.FixtureRequest) -> None:
    assert faults(export("gexf", request.getfixturevalue(log_name)).content) == []


def test_gephi_lite_reads_it(shipped: Store) -> None:
    wanted("node", packages=("graphology", "graphology-gexf"))
    made = export("gexf", shipped)
    read = json.loads(node("gexf.mjs", made.text))
    assert read["options"]["type"] == "undirected"
    assert len(read["edges"]) == made.written.matched
    ceasefire = next(one for one in read["edges"] if one["attributes"]["event"] == "quetta-iskf-ceasefire")
    assert {ceasefire["source"], ceasefire["target"]} == {"isk-f", "quetta"}
    assert ceasefire["attributes"]["certain"] is True


def test_a_spell_is_the_certain_core_of_a_vague_state(vague_war: Store) -> None:
    found = edges("gexf", vague_war)
    war = found["a b 1"]
    # It began some day in May 2015, and was ended about 10 March 2016: it may have been over a week before.
    assert war["spells"] == [("2015-05-31", "2016-03-02")]
    assert (war["from_earliest"], war["from_latest"]) == ("2015-05-01", "2015-05-31")
    assert (war["until_earliest"], war["until_latest"]) == ("2016-03-03", "2016-03-17")
    assert (war["from_words"], war["until_words"]) == ("May 2015", "about 10 March 2016")
    assert war["certain"] is True


def test_what_goes_on_is_drawn_as_far_as_the_log_goes(vague_war: Store) -> None:
    ceasefire = edges("gexf", vague_war)["a b 2"]
    assert ceasefire["spells"] == [("2016-03-17", "2017-10-31")]
    assert "until" not in ceasefire


def test_what_is_never_certain_is_marked(vague_war: Store) -> None:
    local = edges("gexf", vague_war)["a b east 1"]
    assert (local["certain"], local["label"]) == (False, "war ?, East")
    assert local["who_says_so"] == "n1 (hedged: reportedly)"
    assert edges("gexf", vague_war, filters=Filters(certain=True)).keys() == {"a b 1", "a b 2"}


@pytest.mark.parametrize("log_name", ["vague_war", "shipped"])
def test_on_every_day_of_a_spell_the_rules_are_certain(log_name: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue(log_name)
    assertions, looked = Assertions(store), 0
    for edge in edges("gexf", store).values():
        if not edge["certain"]:
            continue
        pair = tuple(sorted(edge["between"]))
        for first, last in edge["spells"]:
            for day in {date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()}:
                places = (edge["place"],) if "place" in edge else ()
                (answer, *_) = answers(assertions, (pair[0], pair[1]), day, places)
                assert answer.resolution.certain, (edge, iso(day))
                assert edge["state"] == answer.resolution.state
                looked += 1
    assert looked > 2


def test_graphml_has_the_same_edges_with_the_days_as_text(shipped: Store, vague_war: Store) -> None:
    assert edges("graphml", shipped).keys() == edges("gexf", shipped).keys()
    found = edges("graphml", vague_war)
    assert found["a b 1"]["certain_days"] == "2015-05-31/2016-03-02"
    assert "certain_days" not in found["a b east 1"]
    assert found["a b 1"]["from_earliest"] == "2015-05-01"


def test_filters_choose_the_periods() -> None:
    store = log(war("a", "b", "2015"), war("a", "c", "2016-02-01", id="other"), split("d", "c", "2016-06-01"))
    assert len(edges("gexf", store, filters=Filters(between=("a", "b")))) == 1
    assert len(edges("gexf", store, filters=Filters(since=n("2016-01-01")))) == 2
    assert len(edges("gexf", store, filters=Filters(states=("alliance",)))) == 0
    inherited = edges("gexf", store, filters=Filters(between=("a", "d")))["a d 1"]
    assert (inherited["inherited_from"], inherited["certain"]) == ("c", False)


@pytest.mark.parametrize("kind", ["gexf", "graphml"])
def test_text_is_no_markup(kind: str, hostile: Store) -> None:
    (edge,) = edges(kind, hostile).values()
    plain = ATTACK.replace("\x1b", "\\x1b")
    assert plain in edge["who_says_so"]
    assert edge["label"].endswith(plain)


def test_code_points_that_xml_has_not_are_replaced() -> None:
    store = log(war("a", "b", "2015", claims=(claim("n1", hedge="bad \ufffe\uffff\x01"),)))
    (edge,) = edges("gexf", store).values()
    assert edge["who_says_so"] == "n1 (hedged: bad \ufffd\ufffd\\x01)"
