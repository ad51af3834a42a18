"""The words and links of a page, and its groups."""

from __future__ import annotations

import pytest
from builders import log, war

from ikhtilaf.report.anchors import Anchors, pair_id
from ikhtilaf.report.page import make_environment
from ikhtilaf.report.sides import alike, by_year, columns_of, standing
from ikhtilaf.report.words import Words, direction, is_plain, isolated, paragraphs, plain, prose

HEBREW = "\u05e9\u05dc\u05d5\u05dd"


def words(*events: str) -> Words:
    anchors = Anchors()
    anchors.add("event", events)
    anchors.add("pair", ["a b"])
    anchors.add("faction", ["a"])
    return Words(log(war("a", "b", "2015")), anchors, {event: n for n, event in enumerate(events, 1)})


def test_a_link_leads_only_to_what_is_there() -> None:
    made = words("one")
    assert made.ref("faction", "a") == "<a href=#f1>A</a>"
    assert made.ref("faction", "b") == "B"
    assert made.event("one") == "<a href=#e1>1</a>"
    assert made.event("two") == "two"
    assert made.pair(["b", "a"]) == "<a href=#r1>B and A</a>"
    assert pair_id(["b", "a"]) == "a b"


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([], ""),
        ([2], "2"),
        ([1, 2], "1, 2"),
        ([1, 2, 3], "1–3"),
        ([1, 3, 4, 5, 7], "1, 3–5, 7"),
        ([1, 2, 4, 5], "1, 2, 4, 5"),
    ],
)
def test_numbers_in_runs(numbers: list[int], shown: str) -> None:
    made = str(words(*"abcdefg").numbers(numbers))
    for number in range(1, 8):
        made = made.replace(f"<a href=#e{number}>{number}</a>", str(number))
    assert made == shown


def test_an_event_that_is_missed_is_remembered() -> None:
    anchors = Anchors()
    anchors.add("event", ["one"])
    assert (anchors.href("event", "one"), anchors.href("event", "two"), anchors.href("place", "x")) == (
        "#e1",
        None,
        None,
    )
    assert anchors.missed == {"two"}


def test_texts_that_could_turn_the_direction_stand_apart() -> None:
    assert isolated("a < b") == "a &lt; b"
    assert isolated(HEBREW) == f"<bdi>{HEBREW}</bdi>"
    assert isolated("\u202e") == "<bdi>\\u202e</bdi>"
    assert direction("plain") == ""
    assert direction(HEBREW) == ' dir="auto"'


def test_paragraphs() -> None:
    assert paragraphs("one\ntwo\n\n\n three\x1b\n") == ["one two", "three\\x1b"]
    assert paragraphs("") == []
    assert prose(f"<a>\n\n{HEBREW}", "aside") == (
        f'<p class="aside">&lt;a&gt;</p>\n<p class="aside" dir="auto">{HEBREW}</p>'
    )


def test_what_a_template_prints_is_one_visible_line() -> None:
    assert plain("a\nb\u202e") == "a b\\u202e"
    assert plain(3) == 3
    assert make_environment().from_string("{{ text }}").render(text="<\n\u200f>") == "&lt; \\u200f&gt;"


def test_a_name_that_a_template_does_not_know_is_an_error() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        make_environment().from_string("{{ row.typo }}").render(row={})


@pytest.mark.parametrize("date", ["2015", "2015-03", "2015-12-31"])
def test_plain_dates(date: str) -> None:
    assert is_plain(date)


@pytest.mark.parametrize("date", ["2015~", "2015-22", "../2015", "201X", "2015/2016", "2015-03?", "2015-XX"])
def test_vague_dates(date: str) -> None:
    assert not is_plain(date)


def test_a_year_comes_once() -> None:
    days = ["2014-05-01", "2014-12-31", "2015-01-01", "2014-02-01", None]
    events = [{"ordered_by": day, "n": n} for n, day in enumerate(days)]
    assert [(year, [one["n"] for one in some]) for year, some in by_year(events)] == [
        ("2014", [0, 1]),
        ("2015", [2, 3, 4]),
    ]
    assert by_year([{"ordered_by": None}])[0][0] == ""
    assert [year for year, _ in by_year([{"ordered_by": "0987-01-01"}])] == ["0987"]


def test_sides_of_a_dispute() -> None:
    positions = [
        {"stance": "asserts"},
        {"stance": "denies"},
        {"stance": "asserts"},
        {"stance": "asserts", "state": "war"},
    ]
    sides = columns_of({"positions": positions})
    assert [(held, len(some)) for held, some in sides] == [("asserts", 2), ("denies", 1), ("war", 1)]


def test_relations_of_a_faction_from_the_worst() -> None:
    def row(other: str, state: str, *, certain: bool = True, parent: list[str] | None = None) -> dict[str, object]:
        return {"between": ["a", other], "state": state, "certain": certain, "possible": [], "states": [state],
                "inherited_from": parent}  # fmt: skip

    rows = [row("b", "alliance"), row("c", "war", certain=False, parent=["z"]), row("d", "war"), row("e", "alliance")]
    found = [(said, [other for other, _ in some]) for said, some in standing({"id": "a", "relations": rows})]
    assert found == [("war ?, inherited", ["c"]), ("war", ["d"]), ("alliance", ["b", "e"])]


def test_places_where_the_same_is_said_stand_together() -> None:
    def row(
        place: str | None, state: str, *, certain: bool = True, parent: list[str] | None = None
    ) -> dict[str, object]:
        return {"place": place, "state": state, "certain": certain, "inherited_from": parent}

    rows = [row(None, "war"), row("x", "war"), row("y", "war", certain=False), row("z", "war"),
            row("u", "war", parent=["p"])]  # fmt: skip
    assert [[one["place"] for one in some] for some in alike(rows)] == [[None], ["x", "z"], ["y"], ["u"]]
