"""Elements by hand: whatever the text, the markup is whole and the text is text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from ikhtilaf.pictures.look import Look
from ikhtilaf.pictures.svg import fitted, linked, number, plain, tag, text, unless_whole, width_of

WORDS = st.text(max_size=60)


@given(WORDS, WORDS)
def test_text_and_attributes_survive(words: str, name: str) -> None:
    made = ET.fromstring(tag("g", text(1, 2, words), data_name=name or None))
    found = made.find("text")
    assert found is not None
    if words.isprintable():
        assert (found.text or "") == " ".join(words.split())
    if name.isprintable() and name:
        assert made.get("data-name") == name


@given(WORDS, st.floats(0, 300), st.sampled_from([9.0, 12.0, 16.0]))
def test_fitted_text_fits_or_is_no_more_than_an_ellipsis(words: str, room: float, size: float) -> None:
    found = fitted(words, room, size)
    assert width_of(found, size) <= room or found == "…"


@given(WORDS, st.floats(0, 300))
def test_fitted_text_is_as_long_as_fits(words: str, room: float) -> None:
    found, whole = fitted(words, room), fitted(words, 10**6)
    if found != whole:
        kept = len(found) - 1
        more = whole[: kept + 1 + len(whole[kept:]) - len(whole[kept:].lstrip())]
        assert width_of(f"{more}…") > room


def test_a_name_as_long_as_a_book_is_cut_in_one_go() -> None:
    assert fitted("x" * 10**6, 100) == "x" * 12 + "…"


@given(WORDS)
def test_what_has_room_stays_whole(words: str) -> None:
    assert unless_whole(words, fitted(words, 10**6)) == ""


def test_letters_of_other_scripts_are_measured() -> None:
    assert width_of("漢字") > width_of("ab")
    assert width_of("e\u0301") == width_of("e")
    assert width_of("") == 0


def test_numbers_are_short() -> None:
    assert [number(value) for value in (1.0, 1.25, 0.04, -0.04, 100)] == ["1", "1.2", "0", "0", "100"]


def test_hidden_characters_are_written_out() -> None:
    assert plain("a\u202eb\x1b[31m") == "a\\u202eb\\x1b[31m"


def test_a_link_only_where_the_page_has_the_thing() -> None:
    look = Look(link=lambda kind, name: f"#{kind}-{name}" if name == "here" else None)
    assert linked(look, "event", "here", "An <event>", "<rect/>") == (
        '<a href="#event-here"><title>An &lt;event&gt;</title><rect/></a>'
    )
    assert linked(look, "event", "gone", "", "<rect/>") == "<g><rect/></g>"


def test_a_name_without_end_is_cut_in_one_go() -> None:
    assert fitted("W" * 1_000_000, 100) == fitted("W" * 1_000, 100)
