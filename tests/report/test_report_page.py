"""The page: whole, lean, closed to the world, and every link of it leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from builders import claim, event, log, says, war
from hostile_log import page_of
from html_reading import Reading
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.disputes import disputes
from ikhtilaf.query.history import history
from ikhtilaf.query.relations import last_day, relations
from ikhtilaf.query.show import orders
from ikhtilaf.query.timeline import timeline
from ikhtilaf.render.sheets import words_of
from ikhtilaf.render.sheets_of_relations import state_words
from ikhtilaf.report.gather import make_report
from ikhtilaf.report.request import Request
from ikhtilaf.report.sides import alike
from ikhtilaf.store import Store

MOST_BYTES, MOST_OF_SCRIPT = 400_000, 15_000
SECTIONS = ["about", "reading", "graph", "lanes", "matrix", "map", "relations", "factions", "disputes", "timeline",
            "sources", "places", "people"]  # fmt: skip


def plain(text: str) -> str:
    """A text as `Reading.text` has it."""
    return " ".join(text.split())


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize("log_of", ["shipped_page", "hostile_page"])
class TestAnyPage:
    @pytest.fixture
    def read(self, log_of: str, request: pytest.FixtureRequest) -> Reading:
        return Reading(request.getfixturevalue(log_of))

    def test_ids_are_unique(self, read: Reading) -> None:
        assert len(read.ids) > 40
        assert sorted(read.ids) == sorted(set(read.ids))

    def test_every_link_within_the_page_leads_somewhere(self, read: Reading) -> None:
        inside = [link[1:] for link in read.links if link.startswith("#")]
        assert len(inside) > 50
        assert set(inside) - set(read.ids) == set()

    def test_what_is_referred_to_is_there(self, read: Reading) -> None:
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            for value in read.values(attribute):
                assert set(value.split()) <= set(read.ids)

    def test_links_out_of_it_are_addresses_of_pages(self, read: Reading) -> None:
        assert [link for link in read.links if not link.startswith(("#", "https://", "http://"))] == []

    def test_nothing_is_loaded(self, read: Reading) -> None:
        for attribute in ("src", "srcset", "data", "poster", "action", "formaction", "background", "ping"):
            assert read.values(attribute) == []
        assert {one.tag for one in read.elements} & {
            "link",
            "iframe",
            "object",
            "embed",
            "img",
            "base",
            "form",
        } == set()
        assert "url(" not in "".join(read.raw["style"])
        assert "@import" not in "".join(read.raw["style"])

    def test_only_the_one_style_and_the_one_script_count(self, read: Reading) -> None:
        (style,), (script,) = read.raw["style"], read.raw["script"]
        policy = next(one.attributes["content"] for one in read.elements if "http-equiv" in one.attributes)
        assert policy == f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'"
        assert len(script.encode()) <= MOST_OF_SCRIPT

    def test_the_policy_stands_before_what_it_governs(self, read: Reading) -> None:
        tags = [one.tag for one in read.elements]
        policy = next(n for n, one in enumerate(read.elements) if "http-equiv" in one.attributes)
        assert policy < tags.index("style")

    def test_no_style_and_no_script_in_an_attribute(self, read: Reading) -> None:
        named = {name for one in read.elements for name in one.attributes}
        assert {name for name in named if name == "style" or name.startswith("on")} == set()

    def test_headings_go_down_by_one(self, read: Reading) -> None:
        levels = [int(one.tag[1]) for one in read.elements if re.fullmatch("h[1-6]", one.tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_it_has_every_part(reading: Reading) -> None:
    found = [one.attributes["id"] for one in reading.elements if one.tag == "section" and "id" in one.attributes]
    assert found == SECTIONS
    contents = [one.attributes["href"] for one in reading.elements if one.section == "nav" and one.tag == "a"]
    assert [link[1:] for link in contents if not link.startswith("#year-")] == [*SECTIONS, "made"]


def test_it_is_lean(shipped_page: str) -> None:
    assert len(shipped_page.encode()) <= MOST_BYTES


def test_same_log_same_bytes(shipped: Store, shipped_page: str) -> None:
    assert page_of(shipped) == shipped_page


def test_every_event_with_every_claim(shipped: Store, reading: Reading) -> None:
    text = reading.text("timeline")
    for row in timeline(shipped):
        for said in (row["title"], row["wording"], row["slip"], row["id"], words_of(row["date"]), *row["terms"]):
            assert plain(said) in text
        for paragraph in row["text"].split("\n\n"):
            assert plain(paragraph) in text
        for made in row["claims"]:
            hedge = f", hedged: {made['hedge']}" if made["hedge"] else ""
            note = f": {made['note']}" if made["note"] else ""
            assert plain(f"{made['stance']}{hedge} [{' '.join(made['cites'])}]{note}") in text


def test_every_answer_as_sure_as_it_is(shipped: Store, shipped_page: str) -> None:
    part = shipped_page.split('<section id="relations">')[1].split("</section>", maxsplit=1)[0]
    tables = part.split("<tbody")[1:]
    assertions = Assertions(shipped)
    answers = list(relations(assertions, last_day(shipped)))
    assert any(state_words(row).endswith("?") for row in answers)
    assert any(row["inherited_from"] for row in answers)
    for pair in assertions.pairs():
        rows = [row for row in answers if tuple(row["between"]) == pair]
        now = [f"<b>{state_words(some[0])}</b>" for some in alike(rows)]
        past = [f"<b>{state_words(row)}</b>" for row in history(assertions, pair)]
        found = [table for table in tables if re.findall("<b>.*?</b>", table) == [*now, *past]]
        assert found if now or past else not found, pair


def test_disputes_side_by_side(shipped: Store, reading: Reading) -> None:
    text = reading.text("disputes")
    rows = list(disputes(shipped))
    assert len(rows) > 5
    for row in rows:
        assert plain(row["question"]) in text
        for position in row["positions"]:
            assert plain(position["text"]) in text
            assert plain(position["hedge"]) in text
    assert "all through giustozzi-2017: not independent" in text


def test_a_source_leads_back_to_its_events(shipped: Store, shipped_page: str) -> None:
    numbers = {row["id"]: n for n, row in enumerate(timeline(shipped), 1)}
    spoken = [row["id"] for row in timeline(shipped) if "n20" in row["sources"]]
    source = next(part for part in shipped_page.split("<article")[1:] if "<code>n20</code>" in part)
    assert re.findall(r"<dt>Events<dd>(.*)", source)[0] == ", ".join(
        f"<a href=#e{numbers[one]}>{numbers[one]}</a>" for one in spoken
    )


def test_a_passage_leads_to_its_events(shipped: Store, shipped_page: str) -> None:
    numbers = [n for n, row in enumerate(timeline(shipped), 1) if "Y7" in row["cites"]]
    (found,) = re.findall(r"<dt>Y7<dd>(.*?)</div>", shipped_page)
    shown: list[int] = []
    for part in found.split(", "):
        ends = [int(n) for n in re.findall(r"#e(\d+)>", part)]
        shown += range(ends[0], ends[-1] + 1)
    assert shown == numbers


def test_years_come_once_and_in_order(reading: Reading) -> None:
    years = [one for one in reading.ids if one.startswith("year-")]
    assert years == sorted(set(years))


def test_facts_keep_their_doubts(reading: Reading) -> None:
    text = reading.text("factions")
    assert "giustozzi-2017 doubts, hedged: some questions" in text
    assert "n6d for IS-K asserts, hedged: claims" in text


def test_an_empty_log_makes_a_page() -> None:
    read = Reading(page_of(log()))
    assert "0 of 0" in read.text("about")
    assert "No event matches." in read.text("timeline")
    assert {link[1:] for link in read.links} <= set(read.ids)


def test_a_date_that_is_open_on_both_sides_is_said_so() -> None:
    read = Reading(page_of(log(war("a", "b", "../.."))))
    assert "date unknown" in read.text("timeline")
    assert "year-open" in read.ids


def test_an_order_says_the_nearest_only() -> None:
    first, second, third = (war("a", "b", "2015", id=name) for name in ("one", "two", "three"))
    from dataclasses import replace

    page = page_of(log(first, replace(second, after=("one",)), replace(third, after=("one", "two"))))
    assert re.findall(r"<dt>After<dd>(.*)", page) == ["<a href=#e1>1</a>", "<a href=#e2>2</a>"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sets(st.integers(0, 8), max_size=4), min_size=2, max_size=9))
def test_the_nearest_are_those_that_no_other_comes_after(said: list[set[int]]) -> None:
    # An event comes after some of those with lower numbers.
    things = [
        war("a", "b", "2015", id=f"e{n}", after=[f"e{m}" for m in earlier if m < n]) for n, earlier in enumerate(said)
    ]
    store = log(*things)
    before = {name: set(row["after"]) for name, row in orders(store).items()}
    for row in make_report(Request(Assertions(store), last_day(store))).events:
        own = before[row["id"]]
        assert set(row["after"]) == {one for one in own if not any(one in before[other] for other in own)}
    store.close()


def test_who_speaks_against_it_stands_out() -> None:
    said = [claim(), claim("n1", "denies"), claim("n2", "admits", hedge="so they say")]
    page = page_of(log(event("talk", "2015", says("a", "b", "cordial"), claims=said)))
    timeline_part = page.split('<section id="timeline">')[1]
    assert "<b>denies</b>" in timeline_part
    assert "<b>admits</b>, hedged: <q>so they say</q>" in timeline_part
    assert "≠ disputed" in timeline_part
    assert "cordial ?" in page.split('<section id="relations">')[1]


def test_who_led_once_is_not_said_to_lead(reading: Reading) -> None:
    people = reading.text("people")
    assert "Named as a leader of IS-K" in people
    assert " Leads " not in people
