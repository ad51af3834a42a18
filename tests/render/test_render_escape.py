from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.render import escape

untimed = settings(deadline=None)

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

any_text = st.text(
    st.characters() | st.sampled_from("\\'\t\r\n\x00\x1b\x9b\u2028\u202e\u200b\ufeff\U000e0041=-+@|`*_<&:#")
)


def harmful(text: str) -> set[str]:
    return {char for char in text if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in BIDI}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("a\ud800b", "a\\ud800b"),
        ("a\tb\nc", "a\\x09b\\x0ac"),
        ("a\u3164b\u115f", "a\\u3164b\\u115f"),
        ("a\ufe0fb", "a\\ufe0fb"),
        ("⚔\ufe0f\ufe0f", "⚔\ufe0f\\ufe0f"),
        ("⚔\ufe0f 1\ufe0f\u20e3 葛\U000e0100", "⚔\ufe0f 1\ufe0f\u20e3 葛\U000e0100"),
        ("\U000e0100", "\\U000e0100"),
        ("\U0001d173", "\\U0001d173"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301 漢字 \xa0", "e\u0301 漢字 \xa0"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert escape.visible(text) == expected


@untimed
@given(any_text)
def test_nothing_that_steers_a_terminal_survives(text: str) -> None:
    assert not harmful(escape.visible(text))
    assert not harmful(escape.one_line(text))
    assert not harmful("".join(escape.lines(text)))
    assert not harmful(escape.escape_tsv(text))
    assert not harmful(escape.escape_md(text))
    assert harmful(escape.csv_cell(text)) <= {"\t", "\n"}
    assert not harmful(escape.json_text(json.dumps(text, ensure_ascii=False)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\nb", "a b"), ("a  \r\n\t b", "a b"), ("a\tb", "a b"), ("a\rb", "a\\x0db"), ("a  b", "a  b")],
)
def test_one_line(text: str, expected: str) -> None:
    assert escape.one_line(text) == expected


def test_lines_keep_the_breaks_of_the_text() -> None:
    assert escape.lines("one\ntwo\x07\n\r\nthree") == ["one", "two\\x07", "", "three"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("a\tb", "a\\tb"),
        ("a\r\nb", "a\\r\\nb"),
        ("C:\\temp", "C:\\\\temp"),
        ("\x1b", "\\x1b"),
        ("\x85", "\\x85"),
        ("\u2028", "\\u2028"),
        ("\U000e0001", "\\U000e0001"),
        ("a\ufe0f\U0001bca0\U000e0101", "a\\ufe0f\\U0001bca0\\U000e0101"),
        ("=1+1", "=1+1"),
    ],
)
def test_tsv_field(text: str, field: str) -> None:
    assert escape.escape_tsv(text) == field
    assert escape.unescape_tsv(field) == text


@untimed
@given(any_text)
def test_tsv_round_trip(text: str) -> None:
    assert escape.unescape_tsv(escape.escape_tsv(text)) == text


@pytest.mark.parametrize("field", ["a\\", "\\q", "\\x1", "\\Uffffffff"])
def test_tsv_backslash_of_another_kind_is_left_alone(field: str) -> None:
    assert escape.unescape_tsv(field) == field


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-x",
        "- item",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "-5a",
        "-5.",
        "'=1",
        " =1",
        "\xa0 @x",
        "' +1",
        " -5",
    ],
)
def test_formulas_are_defused(text: str) -> None:
    assert escape.defuse(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+5", "-5.25", "5", "", "a=b", "'quoted'", "2017-10-18"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert escape.defuse(text) == text


@untimed
@given(any_text)
def test_what_is_written_out_is_no_formula(text: str) -> None:
    assert escape.undefuse(escape.csv_cell(f"\r{text}")) == escape.csv_cell(f"x\r{text}")[1:]


@untimed
@given(any_text)
def test_defusing_can_be_undone(text: str) -> None:
    assert escape.undefuse(escape.defuse(text)) == text


@untimed
@given(any_text)
def test_a_csv_cell_never_begins_like_a_formula(text: str) -> None:
    cell = escape.csv_cell(text)
    assert cell.lstrip(" \xa0")[:1] not in set("=+-@\t\r\n") or cell.lstrip("+-").replace(".", "").isdigit()


@untimed
@given(any_text)
def test_json_reads_back(text: str) -> None:
    assert json.loads(escape.json_text(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", "a\\|b"),
        ("a\\b", "a\\\\b"),
        ("a\nb", "a<br>b"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("`code`", "\\`code\\`"),
        ("[x](y)", "\\[x\\](y)"),
        ("*a* _b_ split_from", "\\*a\\* \\_b\\_ split_from"),
        ("@user a@b.c", "\\@<!-- -->user a\\@<!-- -->b.c"),
        ("#12 C#", "\\#<!-- -->12 C#"),
        (":smile: 12:30", "\\:<!-- -->smile: 12:30"),
        ("https://x.org www.x.org", "https\\://x.org www\\.x.org"),
        ("2014-12~ $5", "2014-12\\~ \\$5"),
        ("\x1b[0m", "\\x1b\\[0m"),
        ("isk-f (split)", "isk-f (split)"),
    ],
)
def test_markdown(text: str, expected: str) -> None:
    assert escape.escape_md(text) == expected


def test_our_punctuation_in_ascii() -> None:
    assert escape.ascii_punctuation("quetta ↔ isk-f · 2014–2017…") == "quetta <-> isk-f | 2014-2017..."
    assert escape.ascii_punctuation("خلافت é") == "خلافت é"


def test_text_in_ascii_is_written_as_any_other() -> None:
    for char in map(chr, range(0x80)):
        assert escape.visible(char) + "é" == escape.visible(char + "é")
        assert escape.escape_tsv(char) + "é" == escape.escape_tsv(char + "é")
