from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from ikhtilaf.model.vocabulary import STATES
from ikhtilaf.render import Column, Format, Options, Row, renderer
from ikhtilaf.render.layout import plan, wrap
from ikhtilaf.render.theme import THEME, painter, style_of

untimed = settings(deadline=None)

COLUMNS = [
    Column("date", "Date", style="date", wrap=False),
    Column("title", "Event", min_width=24),
    Column("state", "State", style="state", priority=1),
    Column("factions", "Factions", priority=2),
    Column("places", "Places", style="place", priority=4),
    Column("sources", "Sources", priority=5),
    Column("claims", "Claims", style="number", wrap=False, priority=6),
    Column("id", "Id", style="id", wrap=False, priority=3),
    Column("text", "What the source says", style="note", priority=7, min_width=30),
]
ROWS: list[Row] = [
    {
        "date": "2014-24/2015-01",
        "title": "Commanders of several groups declare for the new one",
        "state": "tension",
        "factions": ["red", "blue", "north-valley-front"],
        "places": ["upper-valley", "old-town"],
        "sources": ["history-2018", "n3"],
        "claims": 2,
        "id": "declaration",
        "text": "They had quarrelled over money with those whom they left; the source cannot say who moved first.",
    },
    {
        "date": "2015-22",
        "title": "Fighting in the upper valley",
        "state": "war",
        "factions": ["red", "blue"],
        "places": ["upper-valley"],
        "sources": ["n5"],
        "claims": 11,
        "id": "upper-valley-fighting-begins",
        "text": "Both sides burn villages.",
    },
    {
        "date": "2015-12~",
        "title": "Elders bring about a truce",
        "state": "ceasefire",
        "factions": ["red", "blue"],
        "places": [],
        "sources": ["n7", "n8", "history-2018"],
        "claims": 3,
        "id": "elders-truce",
        "text": None,
    },
    {
        "date": "2017-10-18",
        "title": "A general ceasefire, which one side denies",
        "state": "contested: war, ceasefire",
        "factions": ["red", "north-valley-front"],
        "places": ["old-town"],
        "sources": ["history-2018"],
        "claims": 1,
        "id": "general-ceasefire",
        "text": "Reported by one of the two only.",
    },
]
PLAIN = Options()


def table(rows: Sequence[Row], columns: Sequence[Column], options: Options = PLAIN) -> str:
    stream = StringIO()
    assert renderer(Format.TABLE)(iter(rows), columns, stream, options) == len(rows)
    return stream.getvalue()


def year(row: Row) -> str:
    return str(row["date"])[:4]


# how it looks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200, None])
def test_look_at_a_width(width: int | None, snapshot: SnapshotAssertion) -> None:
    assert table(ROWS, COLUMNS, Options(width=width)) == snapshot


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("width", [80, 120])
def test_look_with_everything(width: int, ascii_only: bool, snapshot: SnapshotAssertion) -> None:
    options = Options(
        width=width,
        ascii=ascii_only,
        group=year,
        heading=["faction red · since 2014"],
        foot=lambda count: [f"{count} of 120 events", "~ about · ? perhaps"],
    )
    assert table(ROWS, COLUMNS, options) == snapshot


@pytest.mark.parametrize("width", [80, 200])
def test_look_in_colour(width: int, snapshot: SnapshotAssertion) -> None:
    options = Options(width=width, color=True, group=year, heading=["faction red"], foot=["~ about"])
    assert table(ROWS, COLUMNS, options).replace("\x1b", "␛") == snapshot


def test_look_of_other_scripts(snapshot: SnapshotAssertion) -> None:
    rows: list[Row] = [
        {"id": "wide", "text": "伊斯兰国 呼罗珊省", "n": 1},
        {"id": "combining", "text": "e\u0301te\u0301", "n": 20},
        {"id": "plain", "text": "abcdefgh", "n": 4000},
    ]
    columns = [Column("id", "Id", wrap=False), Column("text", "名"), Column("n", "N", style="number")]
    assert table(rows, columns, Options(width=40)) == snapshot


# what holds at any width ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", range(30, 260, 7))
def test_lines_fit_and_dates_and_ids_stay_whole(width: int) -> None:
    text = table(ROWS, COLUMNS, Options(width=width, group=year, heading=["a heading of some words " * 5]))
    lines = text.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    for row in ROWS:
        assert row["date"] in text
        assert row["id"] in text or "not shown at this width" in " ".join(lines)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_word_is_broken(width: int) -> None:
    words = set(table(ROWS, COLUMNS, Options(width=width)).split())
    for row in ROWS:
        assert set(row["title"].split()) <= words


def test_without_colour_there_is_no_escape_code() -> None:
    assert "\x1b" not in table(ROWS, COLUMNS, Options(width=80, group=year, heading=["x"], foot=["y"]))


@pytest.mark.parametrize("width", [60, 80, 200])
def test_colour_changes_nothing_else(width: int) -> None:
    options = Options(width=width, group=year, heading=["x"], foot=["y"])
    painted = table(ROWS, COLUMNS, options._replace(color=True))
    assert re.sub(r"\x1b\[[0-9;]+m", "", painted) == table(ROWS, COLUMNS, options)


def test_ascii_leaves_the_text_of_the_log() -> None:
    rows: list[Row] = [{"title": "Khalīfat – خلافت", "date": "2015–"}]
    columns = [Column("title", "Title – ours")]
    text = table(rows, columns, Options(ascii=True, group=lambda row: row["date"], heading=["a · b"], foot=["c … d"]))
    assert text == "a | b\n\nTitle - ours\n----------------\n-- 2015–\nKhalīfat – خلافت\n\nc ... d\n"


# columns --------------------------------------------------------------------------------------------------------------


def test_columns_go_in_the_order_of_their_priority_and_the_foot_says_which() -> None:
    gone: list[set[str]] = []
    for width in range(250, 40, -1):
        found = re.search(r"not shown at this width: ([\s\S]*?)\s*\(", table(ROWS, COLUMNS, Options(width=width)))
        names = set(found[1].replace("\n", " ").split(", ")) if found else set()
        if not gone or names != gone[-1]:
            gone.append(names)
    order = ["text", "claims", "sources", "places", "id", "factions", "state"]
    assert gone == [set(order[:count]) for count in range(len(gone))]
    assert len(gone) > 5


def test_among_equals_the_one_furthest_right_goes_first() -> None:
    columns = [Column(key, key, priority=1, wrap=False) for key in ("aaaa", "bbbb", "cccc")]
    assert [column.key for column in plan(columns, ["aaaa", "bbbb", "cccc"], [["", "", ""]], 10).dropped] == ["cccc"]


def test_one_column_is_left_whatever_the_width() -> None:
    columns = [Column(key, key, priority=1, wrap=False) for key in ("aaaa", "bbbb")]
    assert table([{"aaaa": "long-one", "bbbb": "x"}], columns, Options(width=3, header=False)).startswith("long-one\n")


def test_priority_0_is_never_left_out() -> None:
    columns = [Column("date", "Date", wrap=False), Column("id", "Id", wrap=False)]
    rows: list[Row] = [{"date": "2014-24/2015-22", "id": "a-long-identifier-of-one-event"}]
    text = table(rows, columns, Options(width=36))
    assert text.splitlines()[2:] == ["2014-24/2015-22", "      a-long-identifier-of-one-event"]


def test_min_width_is_kept_as_long_as_columns_can_go() -> None:
    columns = [Column("a", "A", min_width=20), Column("b", "B", priority=1, min_width=20)]
    sample = [["word " * 10, "word " * 10]]
    assert plan(columns, ["A", "B"], sample, 42).widths == (20, 20)
    assert plan(columns, ["A", "B"], sample, 41).dropped == (columns[1],)


def test_room_goes_first_to_whole_words() -> None:
    columns = [Column("a", "A"), Column("b", "B")]
    sample = [["a-word-of-twenty-chrs", "word " * 40]]
    assert plan(columns, ["A", "B"], sample, 60).widths[0] == 21


def test_a_longer_id_on_a_later_page_keeps_whole_and_takes_a_line_of_its_own() -> None:
    rows: list[Row] = [{"id": "short", "n": 1, "t": "x"}, {"id": "much-longer-than-before", "n": 2, "t": "y"}]
    columns = [Column("id", "Id", wrap=False), Column("n", "N", style="number"), Column("t", "T")]
    assert table(rows, columns, Options(page=1)).splitlines()[2:] == [
        "short  1  x",
        "much-longer-than-before",
        "       2  y",
    ]


def test_long_titles_are_broken_and_stand_on_the_rule() -> None:
    columns = [Column("a", "May have begun", wrap=False), Column("b", "B")]
    assert table([{"a": "x", "b": "y"}], columns).splitlines() == [
        "May",
        "have",
        "begun  B",
        "─────  ─",
        "x      y",
    ]


def test_rows_of_many_lines_are_set_apart() -> None:
    rows: list[Row] = [{"a": "one two three"}, {"a": "four five six"}]
    text = table(rows, [Column("a", "A")], Options(width=9))
    assert text == "A\n─────────\none two\nthree\n\nfour five\nsix\n"


def test_groups_change_across_pages_once() -> None:
    rows: list[Row] = [{"a": str(number), "date": "2015" if number < 3 else "2016"} for number in range(5)]
    text = table(rows, [Column("a", "A")], Options(page=2, group=year))
    assert text == "A\n─\n── 2015\n0\n1\n2\n\n── 2016\n3\n4\n"


def test_the_foot_knows_the_number_of_rows() -> None:
    assert table(ROWS, COLUMNS[:1], Options(page=3, foot=lambda count: [f"{count} rows"])).endswith("\n\n4 rows\n")


# breaking lines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 8, ["one  two"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("in abcdefgh", 4, ["in", "abcd", "efgh"]),
        ("quetta-dissidents", 10, ["quetta-", "dissidents"]),
        ("10\xa0000 men", 6, ["10\xa0000", "men"]),
        ("伊斯兰国", 5, ["伊斯", "兰国"]),
        ("伊斯", 1, ["伊", "斯"]),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


words = st.text(st.sampled_from("abc-/é漢\u0301ع"), min_size=1, max_size=12)


@untimed
@given(st.lists(words, max_size=12).map(" ".join), st.integers(2, 20))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(cell_len, lines)) <= width
    for word in text.split():
        if cell_len(word) <= width:
            assert any(word in line for line in lines)


# colours --------------------------------------------------------------------------------------------------------------


def test_every_colour_shows_on_light_and_dark() -> None:
    unfit = {"white", "black", "bright_white", "bright_black", "bright_yellow"}
    for look in THEME.values():
        numbered = [word for word in look.split() if word.startswith("color(")]
        assert set(look.split()) - {*numbered} <= {"bold", "dim", "reverse", "red", "green", "cyan", "magenta"} - unfit
        for word in numbered:
            light = luminance(int(word[6:-1]))
            assert min(1.05 / (light + 0.05), (light + 0.05) / 0.05) >= 3, word


def luminance(number: int) -> float:
    """The relative luminance of one of the 256 colours, but for the first sixteen, which a palette decides."""
    if number >= 232:
        parts = [8 + 10 * (number - 232)] * 3
    else:
        parts = [0 if level == 0 else 55 + 40 * level for level in divmod_twice(number - 16)]
    red, green, blue = (((part / 255 + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def divmod_twice(number: int) -> tuple[int, int, int]:
    return number // 36, number // 6 % 6, number % 6


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_coloured_by_its_sign(state: str) -> None:
    assert style_of("state", state) == {-1: "hostile", 0: "neither", 1: "friendly"}[STATES[state].sign]
    assert style_of("text", state) == "text"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("contested: war, ceasefire", "contested"),
        ("unknown", "unknown"),
        ("war, clashes", "hostile"),
        ("war?", "hostile"),
        ("war, alliance", "state"),
        ("", "state"),
    ],
)
def test_what_else_a_state_cell_may_say(text: str, style: str) -> None:
    assert style_of("state", text) == style


def test_only_the_sixteen_colours_outside_pictures() -> None:
    paint = painter(color=True)
    for style in THEME:
        if style.removeprefix("solid ") in STATES:
            assert "38;5;" in paint("x", style)
            continue
        codes = re.findall(r"\x1b\[([0-9;]+)m", paint("x", style))
        assert {int(code) for found in codes for code in found.split(";")} <= {0, 1, 2, *range(30, 38), *range(90, 98)}
