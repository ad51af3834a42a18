"""The index of words: a hint that leaves nothing out, so that an answer is the same with it and without it."""

from __future__ import annotations

import sqlite3
from threading import Thread

import pytest
from builders import claim, event, log, model, says
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.query.filters import Filters
from ikhtilaf.query.timeline import timeline
from ikhtilaf.store import Store, event_words
from ikhtilaf.store.compile import compile_log
from ikhtilaf.store.database import folded
from ikhtilaf.store.search import expression

LETTERS = "aAbBé ßİ-'\n.xשع9\u0301"
texts = st.text(LETTERS, max_size=8)


def found(store: Store, text: str) -> list[str]:
    return [row["id"] for row in timeline(store, Filters(text=(text,)))]


def indexed(store: Store, text: str) -> list[int] | None:
    """The numbers of the events that the index finds; None where it looks nothing up."""
    asked = expression(store, folded(text))
    if asked is None:
        return None
    if not asked:
        return []
    return store.column("SELECT rowid FROM event_search WHERE event_search MATCH ? ORDER BY rowid", (asked,))


def test_the_words_of_every_text_of_an_event_are_found() -> None:
    made = log(
        event("title", "2015", factions=["a"], title="The ALPHA front"),
        event("text", "2015", factions=["a"], text="They met alphas."),
        event("wording", "2015", factions=["a"], wording="in alpha time"),
        event("slip", "2015", factions=["a"], slip="alpha\nfor beta"),
        event("term", "2015", factions=["a"], terms=("no alpha",)),
        event("claim", "2015", factions=["a"], claims=[claim(note="says alpha")]),
        event("relation", "2015", says("a", "b", "war", note="an alpha war")),
        event("none", "2015", factions=["a"], title="Nothing"),
    )
    assert sorted(found(made, "alpha")) == ["claim", "relation", "slip", "term", "text", "title", "wording"]
    assert found(made, "LPH") == found(made, "alpha")
    assert found(made, "alpha for") == ["slip"]
    assert found(made, "alpha time") == ["wording"]
    assert found(made, "a front") == ["title"]
    assert found(made, "gamma") == []
    assert len(indexed(made, "alpha") or ()) == 7
    assert indexed(made, "gamma") == []


@given(st.lists(texts.filter(str.strip), min_size=1, max_size=4), texts.filter(str.strip))
@settings(max_examples=150, deadline=None)
def test_the_index_leaves_nothing_out(said: list[str], asked: str) -> None:
    made = log(*(event(f"e{n}", "2015", factions=["a"], title=text, text=text) for n, text in enumerate(said)))
    rows = list(made.rows("SELECT n, id, title FROM event ORDER BY n"))
    there = [(n, identifier) for n, identifier, title in rows if folded(asked) in folded(title)]
    looked_up = indexed(made, asked)
    assert looked_up is None or {n for n, _ in there} <= set(looked_up)
    assert found(made, asked) == [identifier for _, identifier in there]


@given(texts.filter(str.strip), st.data())
@settings(max_examples=150, deadline=None)
def test_any_piece_of_a_text_finds_it(said: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(said) - 1))
    piece = said[start : data.draw(st.integers(start + 1, len(said)))]
    if piece.strip():
        made = log(event("e", "2015", factions=["a"], text=said))
        assert found(made, piece.strip()) == ["e"]


def test_what_stands_in_many_words_is_read_rather_than_looked_up() -> None:
    made = log(*(event(f"e{n}", "2015", factions=["a"], title=f"x{n}y") for n in range(400)))
    assert indexed(made, "x") is None
    assert len(found(made, "x")) == 400
    assert indexed(made, "x399y") == [made.column("SELECT n FROM event WHERE id = 'e399'")[0]]


@pytest.mark.parametrize("asked", ['"', '" OR "b', "*", "a*b", "title:a", "NEAR(a b)", "-a", "(", "[a]", "?", "'"])
def test_a_text_is_never_taken_for_a_query(asked: str) -> None:
    made = log(
        event("plain", "2015", factions=["a"], title="words and more"),
        event("odd", "2015", factions=["a"], title=f"odd {asked} odd"),
    )
    assert found(made, asked) == ["odd"]


def test_a_log_without_an_index_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ikhtilaf.store.search.ENGINE", "no-such-module")
    made = log(event("e", "2015", factions=["a"], title="Alpha"), event("f", "2015", factions=["a"], title="Beta"))
    assert made.column("SELECT name FROM sqlite_master WHERE name LIKE 'event_search%'") == []
    assert indexed(made, "alpha") is None
    assert found(made, "alpha") == ["e"]


def test_a_word_that_is_too_long_for_the_index_is_read() -> None:
    long = "x " + "a" * 40_000 + "needle y"
    made = log(event("long", "2015", factions=["a"], text=long), event("short", "2015", factions=["a"], text="no"))
    assert indexed(made, "needle") is None
    assert found(made, "needle") == found(made, "aneedle y") == ["long"]


def test_other_tools_search_it_too() -> None:
    made = log(event("e", "2015", factions=["a"], title="Alpha", text="They met in Kunar."))
    row = made.row("SELECT id, title FROM event WHERE n IN (SELECT rowid FROM event_search('kunar'))")
    assert row == ("e", "Alpha")
    assert sqlite3.sqlite_version_info >= (3, 35)


@pytest.mark.parametrize("title", ["Peace in the hills", "w" * 100_000])
def test_made_beside_the_index_is_the_same(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = model(
        event("one", "2015", factions=["a"], title=title),
        event("two", "2016", factions=["a"], title="War in the valley"),
    )

    def content() -> list[str]:
        store = compile_log(made)
        try:
            return list(store._connection.iterdump())
        finally:
            store.close()

    plain = content()
    monkeypatch.setattr(event_words, "_FEW", 0)
    assert content() == plain
    assert any("words_cut" in line for line in plain) == (len(title) > 1000)


def test_a_store_that_nobody_holds_is_closed_by_whichever_thread_finds_it() -> None:
    held = [compile_log(model(event("one", "2015", factions=["a"])))]
    gone = held[0]._closing
    thread = Thread(target=held.clear)
    thread.start()
    thread.join()
    assert not gone.alive
