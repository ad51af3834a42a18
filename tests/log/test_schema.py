"""The JSON Schema and the loader give the same verdict, wherever a schema can give one.

The first line of each bad example says what sort of fault it has:

- form: seen by a schema and by the loader alike;
- reference: needs the names, dates or uses of the whole log, so the schema lets it pass;
- yaml: gone once YAML has become JSON;
- bytes: not text to begin with.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from ikhtilaf.log.fields import RECORDS
from ikhtilaf.log.read import read
from ikhtilaf.log.schema import json_schema
from ikhtilaf.model import vocabulary

HERE = Path(__file__).parent
GOOD = sorted(path for path in (HERE / "good").rglob("*.y*ml") if not any(part.startswith(".") for part in path.parts))
BAD = sorted((HERE / "bad").rglob("*.yaml"))
VALIDATOR = Draft7Validator(json_schema())

CORE = (
    (re.compile(r"~|null|Null|NULL|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.(nan|NaN|NAN)"), lambda _: float("nan")),
)
"""The core schema of YAML 1.2, section 10.3.2: what editors make of plain text."""


def as_an_editor_reads(text: str) -> Any:
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    return None if node is None else _json(node)


def _json(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _json(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_json(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    text: str = node.value
    if node.style:
        return text
    return next((make(text) for pattern, make in CORE if pattern.fullmatch(text)), text)


def fault_of(path: Path) -> str:
    """The sort of fault of a bad example; of a folder's, its first file says so."""
    first = path.read_bytes().split(b"\n", 1)[0]
    if not first.startswith(b"# fault: "):
        return "bytes" if b"\0" in path.read_bytes() else "reference"
    return first.removeprefix(b"# fault: ").decode()


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_a_good_example_passes(path: Path) -> None:
    data = as_an_editor_reads(path.read_text(encoding="utf-8"))
    assert data is None or list(VALIDATOR.iter_errors(data)) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_a_fault_of_form_fails_and_no_other(path: Path) -> None:
    fault = fault_of(path)
    assert fault in {"form", "reference", "yaml", "bytes"}
    if fault in {"form", "reference"}:
        data = as_an_editor_reads(path.read_text(encoding="utf-8"))
        assert data is None or (not VALIDATOR.is_valid(data)) == (fault == "form")


SCALARS = st.sampled_from(
    [
        *(
            "text",
            "yes",
            "No",
            "true",
            "False",
            "~",
            "null",
            '""',
            '" "',
            "'~'",
            "2015",
            "017",
            "+5",
            "-5",
            "1.5",
            ".5",
            "1e3",
        ),
        *("isk", "ISK", "a b", "95", "-181", "[a]", "[1, 2]", "[]", "{}", "{a: b}", "", "!x", "12345678901234", "war"),
    ]
)
AMBIGUOUS = {"null", "1e3"}
"""To the loader a word and no whole number; to an editor nothing, and 1000. So it is when everything is text."""
PLACES = {
    "title": ("log: {{title: {}, covers: 2014, reporter: paper}}", "small"),
    "figure": ("        - {{kind: strength, figure: {}, claims: [{{cites: [P1]}}]}}", "fact"),
    "postscript": ("    postscript: {}", "event"),
    "coordinates": ("  hill: {{kind: province, name: Hill, coordinates: {}}}", "place"),
    "latitude": ("  hill: {{kind: province, name: Hill, coordinates: [{}, 5]}}", "place"),
    "note": ("  hill: {{kind: province, name: Hill, note: {}}}", "place"),
    "aliases": ("  hill: {{kind: province, name: Hill, aliases: {}}}", "place"),
    "kind": ("  hill: {{kind: {}, name: Hill}}", "place"),
    "terms": ("    terms: [{}]", "event"),
    "holds_nothing": ("  paper: {{kind: article, title: A paper, holds_nothing: {}}}", "source"),
}
FORM = {
    *(
        "wrong-shape",
        "empty-value",
        "missing-key",
        "unknown-word",
        "bad-number",
        "bad-yes-no",
        "bad-coordinates",
        "bad-id",
    ),
    *("event-without-claim", "event-without-faction", "relation-not-two", "unknown-key", "not-a-mapping"),
}


@settings(deadline=None)
@given(field=st.sampled_from(sorted(PLACES)), scalar=SCALARS)
def test_the_schema_and_the_loader_agree_on_any_value(
    field: str, scalar: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if scalar in AMBIGUOUS or scalar == "!x":
        return
    line, where = PLACES[field]
    text = placed(line.format(scalar), where)
    path = tmp_path_factory.getbasetemp() / "value.yaml"
    path.write_text(text, encoding="utf-8")
    names = {problem.name for problem in read(path).errors}
    if "bad-yaml" in names:
        return
    faults = names & FORM
    data = as_an_editor_reads(text)
    assert VALIDATOR.is_valid(data) == (not faults), (text, faults)


def placed(line: str, where: str) -> str:
    """A log with the line in it."""
    small = (HERE / "good" / "small.yaml").read_text(encoding="utf-8")
    if where == "small":
        return re.sub("log: .*", lambda _: line, small)
    if where == "source":
        return small.replace("  paper: {kind: article, title: A paper}", line)
    if where == "event":
        return small.replace("    type: fight", f"    type: fight\n{line}")
    if where == "place":
        return small.replace("factions:", f"places:\n{line}\nfactions:", 1)
    return small.replace(
        "  north: {kind: faction, name: North}", f"  north:\n    kind: faction\n    name: North\n    facts:\n{line}"
    )


def test_every_key_is_described_and_nothing_else_is_allowed() -> None:
    def objects(schema: Any) -> list[dict[str, Any]]:
        if isinstance(schema, list):
            return [found for item in schema for found in objects(item)]
        if not isinstance(schema, dict):
            return []
        inner = [found for value in schema.values() for found in objects(value)]
        return [schema, *inner] if "properties" in schema else inner

    found = objects(json_schema())
    assert len(found) >= len(RECORDS)
    for schema in found:
        assert schema["additionalProperties"] is False
        assert all(field["description"] for field in schema["properties"].values())


def test_the_closed_lists_come_with_their_definitions() -> None:
    event = json_schema()["properties"]["events"]["items"]["properties"]
    state = event["relations"]["items"]["properties"]["state"]
    assert state["enum"] == list(vocabulary.STATES)
    assert state["enumDescriptions"] == [term.definition for term in vocabulary.STATES.values()]
    assert event["type"]["enum"] == list(vocabulary.EVENT_TYPES)
