"""The words that stand beside a date, and the sentences that stand for claims."""

from __future__ import annotations

import pytest
from builders import claim, event, faction, log, says, source

from ikhtilaf.export.names import Names
from ikhtilaf.export.said import claim_words, claims_briefly, relation_words, who_takes_part
from ikhtilaf.export.when import began_words, bounds_of, dated, ended_words
from ikhtilaf.query.timeline import timeline


@pytest.mark.parametrize(
    ("date", "began", "ended"),
    [
        ("2015-03-02", "since 2 March 2015", "until 2 March 2015"),
        ("2015~", "since about 2015", "until about 2015"),
        ("../2015", "by 2015", "ended by 2015"),
        ("/2015", "by 2015, start unknown", "ended by 2015, start unknown"),
        ("2015/2016-03", "between 2015 and March 2016", "ended between 2015 and March 2016"),
        ("2016/..", "since 2016", "until 2016 or later"),
        ("2016/", "since 2016", "until 2016 or later"),
        ("../..", "since a day that is not told", "ended on a day that is not told"),
        (None, "", ""),
    ],
)
def test_since_and_until(date: str | None, began: str, ended: str) -> None:
    assert (began_words(date), ended_words(date)) == (began, ended)


@pytest.mark.parametrize(
    ("date", "wording", "words"),
    [
        ("2015-22", "", "summer 2015"),
        ("2015-22", "Summer 2015", "summer 2015"),
        ("2015-22", "that summer", "summer 2015 (“that summer”)"),
    ],
)
def test_a_source_s_own_words_stand_beside_a_date_where_they_are_others(date: str, wording: str, words: str) -> None:
    assert dated({"date": date, "wording": wording}) == words


def test_what_is_no_date_has_no_bounds() -> None:
    assert bounds_of("some day") == bounds_of("") == bounds_of(None) == (None, None)


def test_claims_and_relations_in_words() -> None:
    store = log(
        source("n1", speaks_for="a", title="An elder"),
        faction("a", name="The A"),
        event(
            "one",
            "2015",
            says("a", "b", "war", until="2016", places=["east"], note="on and off"),
            says("b", "c", "tension"),
            claims=(claim("n1", "admits", "about", ("p. 1", "p. 2"), "so it was"), claim("n2")),
            people={"p": "for a", "q": ""},
        ),
    )
    (row,) = timeline(store)
    names = Names(store)
    assert [claim_words(one, names) for one in row["claims"]] == [
        "An elder (n1), speaking for The A: admits, with the hedge “about” – so it was [p. 1, p. 2]",
        "n2: asserts",
    ]
    assert claims_briefly(row["claims"]) == "n1 (admits, hedged: about); n2"
    assert [relation_words(one, names) for one in row["relations"]] == [
        "The A and B: war, since 2015, until 2016, in East – on and off",
        "B and C: tension, since 2015, in general",
    ]
    assert who_takes_part(row, names) == ["The A (party)", "B (party)", "C (party)", "P (for a)", "Q"]
