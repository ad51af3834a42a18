"""What holds of every log: exports end, say the same twice, and never make a date sharper than it is."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import icalendar
import networkx as nx
from builders import event, log, n
from export_readers import export
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_logs import logs

from ikhtilaf.dates import parse
from ikhtilaf.export.kinds import KINDS
from ikhtilaf.export.when import possible_days
from ikhtilaf.model.things import Log
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.relations import answers
from ikhtilaf.store.compile import compile_log

few = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

edtf = st.sampled_from(
    [
        "2015-03-02",
        "2015-03",
        "2015",
        "2015-22",
        "2015~",
        "2015-03-02?",
        "../2015",
        "2015/..",
        "2014-24/2015-22",
        "201X",
    ]
    + ["../..", "/2015-03", "2016-05/", "-0043-03-15", "Y12000", "2015-XX-02"]
)


@given(edtf, st.sampled_from(["2014/2017", "../2014", "2017/..", "../.."]))
def test_possible_days_leave_none_out(text: str, covers: str) -> None:
    when, span = parse(text), parse(covers)
    days = possible_days(text, (span.earliest, span.latest))
    if days is None:
        assert (when.earliest, when.latest) == (None, None)
        return
    assert days.first <= days.last
    assert days.open_start == (when.earliest is None)
    assert days.open_end == (when.latest is None)
    assert when.earliest in (None, days.first)
    assert when.latest in (None, days.last)
    assert bool(days.remark) == (days.open_start or days.open_end)


@few
@given(logs())
def test_the_same_log_has_the_same_bytes(made: Log) -> None:
    one, other = compile_log(made), compile_log(made)
    for kind in [kind for kind, made in KINDS.items() if not made.folder]:
        assert export(kind, one).content == export(kind, other).content, kind


@few
@given(logs())
def test_an_edge_is_only_there_while_the_rules_are_certain(made: Log) -> None:
    store = compile_log(made)
    assertions = Assertions(store)
    graph = nx.read_gexf(BytesIO(export("gexf", store).content))
    for a, b, edge in graph.edges(data=True):
        if not edge["certain"]:
            continue
        for first, last in edge["spells"]:
            for day in range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1):
                places = (edge["place"],) if "place" in edge else ()
                answer = answers(assertions, (a, b), day, places)[0]
                assert answer.resolution.certain
                assert answer.resolution.state == edge["state"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back_as_it_was_or_with_hidden_characters_shown(text: str) -> None:
    store = log(event("one", "2015-03-02", factions=["a"], title=f"x{text}x", text="y"))
    linked = json.loads(export("json-ld", store).content)
    assert next(node["name"] for node in linked["@graph"] if node["@id"] == "#event/one") == f"x{text}x"
    (entry,) = icalendar.Calendar.from_ical(export("ics", store).content).walk("VEVENT")
    assert entry.errors == []
    assert str(entry["summary"]).startswith("2 March 2015: x")
    assert entry.decoded("dtstart").toordinal() == n("2015-03-02")
    slide = json.loads(export("timelinejs", store).content)["events"][0]
    assert not {"<", ">"} & set(slide["text"]["headline"].replace("<br>", ""))
