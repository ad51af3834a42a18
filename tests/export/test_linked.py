"""JSON-LD, expanded and turned into triples by a processor that reaches no network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders import event, log, says
from export_logs import ATTACK
from export_readers import export
from pyld import jsonld

from ikhtilaf.query.timeline import count_events
from ikhtilaf.store import Store

_SCHEMA = "http://schema.org/"
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_BASE = "https://example.org/log.jsonld"
_CONTEXT = json.loads((Path(__file__).parent / "schema_org.json").read_text("utf-8"))


def _load(url: str, _options: Any) -> dict[str, Any]:
    assert url == "https://schema.org", "only the context of schema.org is asked for"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": _CONTEXT}


_OPTIONS = {"documentLoader": _load, "base": _BASE}


def nodes(store: Store) -> dict[str, Any]:
    """The nodes of the graph by what follows `#` in their addresses, all terms written out."""
    expanded = jsonld.expand(json.loads(export("json-ld", store).content), _OPTIONS)
    return {node["@id"].removeprefix(f"{_BASE}#"): node for node in expanded}


def value(node: Any, term: str) -> Any:
    found = [one.get("@value", one.get("@id")) for one in node.get(term, ())]
    return found[0] if len(found) == 1 else found


def test_the_shipped_log_is_a_graph(shipped: Store) -> None:
    found = nodes(shipped)
    events = [name for name in found if name.startswith("event/")]
    assert len(events) == count_events(shipped)
    ceasefire = found["event/quetta-iskf-ceasefire"]
    assert ceasefire["@type"] == [f"{_SCHEMA}Event"]
    assert value(ceasefire, f"{_SCHEMA}startDate") == "2017-10-18"
    claims = ceasefire[f"{_SCHEMA}subjectOf"]
    assert [value(claim, f"{_SCHEMA}appearance") for claim in claims] == [
        f"{_BASE}#source/giustozzi-2017",
        f"{_BASE}#source/n20",
    ]
    assert value(claims[1], "urn:ikhtilaf:speaksFor") == f"{_BASE}#faction/quetta"
    assert value(found["source/n20"], "urn:ikhtilaf:reportedBy") == f"{_BASE}#source/giustozzi-2017"


def test_every_reference_leads_to_a_node(shipped: Store) -> None:
    referred: set[str] = set()

    def walk(value: Any, *, top: bool) -> None:
        if isinstance(value, dict):
            if not top and set(value) == {"@id"} and value["@id"].startswith(_BASE):
                referred.add(value["@id"].removeprefix(f"{_BASE}#"))
            for inner in value.values():
                walk(inner, top=False)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, top=False)

    found = nodes(shipped)
    for node in found.values():
        walk(node, top=True)
    assert referred
    assert referred <= set(found)


def test_no_term_is_dropped(shipped: Store) -> None:
    """A processor drops what no context defines: then a word of ours would be lost."""
    given = json.loads(export("json-ld", shipped).content)
    back = jsonld.compact(jsonld.expand(given, _OPTIONS), given["@context"], _OPTIONS)
    assert {key for node in back["@graph"] for key in node} == {
        key for node in given["@graph"] for key in node if key not in {"@id", "@type"}
    } | {"id", "type"}


@pytest.mark.parametrize(
    ("name", "edtf", "start"),
    [
        ("day", "2015-03-02", "2015-03-02"),
        ("month", "2015-04", "2015-04"),
        ("year", "2016", "2016"),
        ("season", "2015-22", []),
        ("about", "2015-03-02~", []),
        ("perhaps", "2015-03-02?", []),
        ("between", "2015-05-03/2015-06-04", []),
        ("by", "../2015-22", []),
        ("from", "2016-23/..", []),
    ],
)
def test_a_date_is_edtf_and_starts_only_where_it_is_plain(name: str, edtf: str, start: Any, dates: Store) -> None:
    event = nodes(dates)[f"event/{name}"]
    assert value(event, f"{_SCHEMA}temporalCoverage") == edtf
    assert event["urn:ikhtilaf:date"] == [{"@value": edtf, "@type": _EDTF}]
    assert value(event, f"{_SCHEMA}startDate") == start
    assert f"{_SCHEMA}endDate" not in event


def test_hedges_stances_and_relations_go_along() -> None:
    from builders import claim, denies

    store = log(
        event(
            "one",
            "2015",
            says("a", "b", "war", until="2016-03", places=["east"], note="so they say"),
            claims=(claim("n1", hedge="reportedly", cites=("p. 3",)), denies("n2")),
        )
    )
    one = nodes(store)["event/one"]
    said = {value(claim, f"{_SCHEMA}appearance"): claim for claim in one[f"{_SCHEMA}subjectOf"]}
    assert value(said[f"{_BASE}#source/n1"], "urn:ikhtilaf:hedge") == "reportedly"
    assert value(said[f"{_BASE}#source/n2"], "urn:ikhtilaf:stance") == "denies"
    assert value(one, "urn:ikhtilaf:contested") is True
    (relation,) = one["urn:ikhtilaf:asserts"]
    assert value(relation, "urn:ikhtilaf:state") == "war"
    assert value(relation, "urn:ikhtilaf:until") == "2016-03"
    assert value(relation, "urn:ikhtilaf:between") == [f"{_BASE}#faction/a", f"{_BASE}#faction/b"]


def test_text_is_text(hostile: Store) -> None:
    content = export("json-ld", hostile).text
    assert "<" not in content
    attack = nodes(hostile)["event/attack"]
    assert value(attack, f"{_SCHEMA}name") == ATTACK
    assert f"{_SCHEMA}url" not in nodes(hostile)["source/evil"]  # no address that a browser would run
    quads = jsonld.to_rdf(json.loads(content), _OPTIONS)["@default"]
    assert any(quad["object"]["value"] == ATTACK for quad in quads)
