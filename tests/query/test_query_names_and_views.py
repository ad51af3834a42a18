"""From what is typed to what is meant, and whose words count."""

from __future__ import annotations

import pytest
from builders import (
    ask,
    ceasefire,
    claim,
    denies,
    event,
    faction,
    log,
    n,
    part,
    person,
    place,
    region,
    says,
    source,
    split,
    state,
    war,
)

from ikhtilaf.dates import parse
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.errors import UnknownNameError, UnknownViewError, WrongPlaceKindError
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.names import find, find_province, find_word
from ikhtilaf.query.parts import with_parts
from ikhtilaf.query.relations import relations
from ikhtilaf.query.views import EVERYBODY, make_view

NAMED = log(
    place("nangarhar", aliases=("Nangrahar",)),
    place("sar-i-pul", name="Sar-i Pul"),
    place("achin", "district", "nangarhar"),
    region("east", "nangarhar"),
    place("khost-city", "city", name="Khost"),
    faction("is-k", name="IS-K", aliases=("Daesh", "Khorasan Province")),
    faction("quetta", name="Quetta Shura"),
    person("haibatullah", name="Haibatullah Akhund", aliases=("Mullah Haibatullah",)),
    source("n1", title="note 1", aliases=("the commander",)),
    part("haqqani", "quetta"),
    part("khost-haqqani", "haqqani"),
    event("e", "2015", says("is-k", "quetta", "war"), places=["achin"]),
)


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        ("faction", "is-k", "is-k"),
        ("faction", "IS-K", "is-k"),
        ("faction", "IS K", "is-k"),
        ("faction", "is_k", "is-k"),
        ("faction", "IS\N{NON-BREAKING HYPHEN}K", "is-k"),
        ("faction", "  daesh ", "is-k"),
        ("faction", "khorasan province", "is-k"),
        ("faction", "Quetta Shura", "quetta"),
        ("place", "Nangrahar", "nangarhar"),
        ("place", "SAR I PUL", "sar-i-pul"),
        ("place", "Khost", "khost-city"),
        ("person", "mullah haibatullah", "haibatullah"),
        ("person", "Haibatullah Ākhund", "haibatullah"),
        ("source", "The Commander", "n1"),
    ],
)
def test_any_name_in_any_spelling(kind: str, typed: str, found: str) -> None:
    assert find(NAMED, kind, typed) == found


@pytest.mark.parametrize(
    ("kind", "typed", "proposed"),
    [
        ("faction", "queta", "quetta"),
        ("faction", "Dash", "is-k"),
        ("faction", "Quetta Shur", "quetta"),
        ("place", "nangahar", "nangarhar"),
        ("person", "hebatullah", "haibatullah"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(kind: str, typed: str, proposed: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(NAMED, kind, typed)
    assert typed in caught.value.message
    assert proposed in caught.value.remedy


def test_a_name_like_no_other_is_answered_with_the_list() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(NAMED, "faction", "zzzzzz")
    assert "ikhtilaf list factions" in caught.value.remedy


@pytest.mark.parametrize(("kind", "typed", "is_a"), [("place", "quetta", "faction"), ("faction", "achin", "place")])
def test_a_name_of_another_kind_of_thing_says_so(kind: str, typed: str, is_a: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(NAMED, kind, typed)
    assert is_a in caught.value.message + caught.value.remedy


def test_a_province_is_found_by_any_of_its_names() -> None:
    assert find_province(NAMED, "Nangrahar") == "nangarhar"


def test_a_district_is_no_province_and_its_province_is_named() -> None:
    with pytest.raises(WrongPlaceKindError) as caught:
        find_province(NAMED, "Achin")
    assert "district" in caught.value.message
    assert "nangarhar" in caught.value.remedy


@pytest.mark.parametrize("typed", ["east", "khost"])
def test_a_place_in_no_province_is_no_province(typed: str) -> None:
    with pytest.raises(WrongPlaceKindError) as caught:
        find_province(NAMED, typed)
    assert "--place" in caught.value.remedy


def test_a_misspelt_province_is_answered_with_provinces_only() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_province(NAMED, "nangarha")
    assert "nangarhar" in caught.value.remedy
    with pytest.raises(UnknownNameError) as caught:
        find_province(NAMED, "achi")
    assert "achin" not in caught.value.remedy


def test_words_of_closed_lists_in_any_case() -> None:
    assert find_word("state", "WAR") == "war"
    assert find_word("state", "contested") == "contested"
    assert find_word("type", "Fight") == "fight"
    with pytest.raises(UnknownNameError) as caught:
        find_word("state", "cease-fire")
    assert "ceasefire" in caught.value.remedy
    with pytest.raises(UnknownNameError):
        find_word("type", "war")


def test_an_umbrella_with_its_parts_through_several_steps() -> None:
    assert with_parts(NAMED, "quetta") == ["quetta", "haqqani", "khost-haqqani"]
    assert with_parts(NAMED, "is-k") == ["is-k"]


# Whose words count

SAID = log(
    source("paper", "2017-12"),
    source("n1", "2016-05-05", "a"),
    source("n2", "2017", "b"),
    source("n3", None, "a-part"),
    part("a-part", "a"),
    war("a", "b", "2014", claims=[claim("n1")]),
    ceasefire("a", "b", "2015", claims=[claim("n2")]),
    war("a", "c", "2015", id="third", claims=[claim("n3", "doubts"), claim("paper")]),
)


def test_nobody_asked_for_is_everybody() -> None:
    assert make_view(SAID).kept(SAID) == EVERYBODY.kept(SAID) == dict.fromkeys(("n1", "n2", "n3", "paper"), True)


def test_according_to_one_source() -> None:
    view = make_view(SAID, "N1")
    assert view.kept(SAID) == {"n1": True}
    assert state(SAID, "a", "b", "2016", view=view) == "war"
    assert state(SAID, "a", "c", "2016", view=view) == "unknown"


def test_according_to_a_faction_are_the_sources_that_speak_for_it_and_its_parts() -> None:
    assert make_view(SAID, "a").kept(SAID) == {"n1": True, "n3": True}
    assert make_view(SAID, "a-part").kept(SAID) == {"n3": True}
    assert make_view(SAID, "c").kept(SAID) == {}
    assert state(SAID, "a", "b", "2016", view=make_view(SAID, "b")) == "ceasefire"


def test_an_event_of_which_nobody_is_left_to_speak_has_no_say() -> None:
    assert state(SAID, "a", "b", "2016") == "ceasefire"
    assert state(SAID, "a", "b", "2016", view=make_view(SAID, "a")) == "war"
    assert ask(SAID, "a", "c", "2016", view=make_view(SAID, "n3")).states == ()


def test_a_split_of_which_nobody_is_left_to_speak_hands_nothing_on() -> None:
    made = log(war("a", "x", "2014", claims=[claim("n1")]), split("c", "a", "2015", claims=[claim("n2")]))
    assert state(made, "c", "x", "2016") == "war"
    assert ask(made, "c", "x", "2016", view=make_view(made, "n1")).verdicts == ()


def test_a_source_goes_before_a_faction_of_the_same_name() -> None:
    made = log(source("a"), source("n1", speaks_for="a"), war("a", "b", "2015"))
    assert make_view(made, "a").kept(made) == {"a": True}


def test_a_speaker_that_the_log_does_not_know() -> None:
    with pytest.raises(UnknownViewError) as caught:
        make_view(NAMED, "queta")
    assert "quetta" in caught.value.remedy


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("2016-05-04", {"n3": False}),
        ("2016-05-05", {"n1": True, "n3": False}),
        ("2016", {"n1": True, "n3": False}),
        ("2017-06", {"n1": True, "n2": False, "n3": False}),
        ("2017-12-31", {"n1": True, "n2": True, "n3": False, "paper": True}),
    ],
)
def test_known_by_keeps_what_may_have_been_said_by_the_end_of_a_date(day: str, kept: dict[str, bool]) -> None:
    assert make_view(SAID, None, parse(day)).kept(SAID) == kept


def test_what_only_may_have_been_said_counts_but_vouches_for_nothing() -> None:
    june, later = (ask(SAID, "a", "b", "2016", view=make_view(SAID, None, parse(day))) for day in ("2017-06", "2017"))
    assert (june.state, june.certain) == ("ceasefire", False)
    assert (later.state, later.certain) == ("ceasefire", True)


def test_an_end_that_only_may_have_been_told_of_may_have_come() -> None:
    made = log(
        source("n1", "2014"),
        source("n2", "2017"),
        war("a", "b", "2014", claims=[claim("n1")]),
        event("peace", "2015", factions=["a"], ends=["war"], claims=[claim("n2")]),
    )
    early, june, late = (
        ask(made, "a", "b", "2016", view=make_view(made, None, parse(day))) for day in ("2016", "2017-06", "2017")
    )
    assert (early.state, early.certain) == ("war", True)
    assert (june.state, june.certain) == ("war", False)
    assert late.state == "unknown"


def test_a_denial_that_nobody_hears_does_no_harm() -> None:
    made = log(war("a", "b", "2014", claims=[claim("n1"), denies("n2")]))
    assert not ask(made, "a", "b", "2016").certain
    assert ask(made, "a", "b", "2016", view=make_view(made, "n1")).certain


def test_both_views_together() -> None:
    assert make_view(SAID, "a", parse("2016-05-04")).kept(SAID) == {"n3": False}


@pytest.mark.parametrize("filters", [Filters(), Filters(factions=("a",))], ids=["all", "of-one-faction"])
@pytest.mark.parametrize(("according_to", "known_by"), [("n1", None), (None, "2015")])
def test_pairs_are_answered_by_the_view(according_to: str | None, known_by: str | None, filters: Filters) -> None:
    made = log(
        source("n1", "2015-06"),
        source("n2", "2015-06"),
        war("a", "b", "2015-05", claims=[claim("n1")]),
        ceasefire("a", "b", "2016", claims=[claim("n2")]),
    )
    view = make_view(made, according_to, None if known_by is None else parse(known_by))
    found = list(relations(Assertions(made, view), n("2017"), filters))
    assert [(one["state"], one["certain"], one["sources"]) for one in found] == [("war", True, ["n1"])]
