"""Bytes to characters: encodings, line breaks, and what is no text."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from ikhtilaf.log.problems import Problem
from ikhtilaf.log.read import Reading
from ikhtilaf.log.text import TextStream, encoding_of


def text_of(content: bytes) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    stream = TextStream(io.BytesIO(content), "log.yaml", problems)
    return "".join(iter(stream.read, "")), problems


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("pure", [False, True])
def test_every_encoding_of_yaml_is_read(
    encoding: str, pure: bool, small: str, read_text: Callable[..., Reading]
) -> None:
    text = small.replace("Nothing", "").replace("North and South fight", "Nørth and 南 fight")
    reading = read_text(text.encode(encoding), pure=pure)
    assert reading.problems == ()
    assert reading.log is not None
    assert reading.log.events[0].title == "Nørth and 南 fight"
    assert reading.log.mark[1:] == (2, 1)


@pytest.mark.parametrize(
    ("start", "encoding"),
    [
        (b"", ("utf-8", 0)),
        (b"log:", ("utf-8", 0)),
        (b"\xef\xbb\xbfl", ("utf-8", 3)),
        (b"\xff\xfel\0", ("utf-16-le", 2)),
        (b"\xfe\xff\0l", ("utf-16-be", 2)),
        (b"\xff\xfe\0\0", ("utf-32-le", 4)),
        (b"\0\0\xfe\xff", ("utf-32-be", 4)),
        (b"l\0o\0", ("utf-16-le", 0)),
        (b"\0l\0o", ("utf-16-be", 0)),
        (b"l\0\0\0", ("utf-32-le", 0)),
        (b"\0\0\0l", ("utf-32-be", 0)),
    ],
)
def test_the_encoding_shows_in_the_first_bytes(start: bytes, encoding: tuple[str, int]) -> None:
    assert encoding_of(start) == encoding


def test_every_line_break_is_the_same() -> None:
    assert text_of(b"a\r\nb\rc\nd\n") == ("a\nb\nc\nd\n", [])


def test_the_last_line_ends() -> None:
    assert text_of(b"a") == ("a\n", [])
    assert text_of(b"") == ("", [])


def test_a_character_across_two_pieces_is_whole() -> None:
    content = ("x" * 65535 + "é").encode()
    assert text_of(content) == (content.decode() + "\n", [])


def test_a_line_break_across_two_pieces_is_one() -> None:
    content = b"x" * 65535 + b"\r\ny\n"
    assert text_of(content)[0] == "x" * 65535 + "\ny\n"


def places(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(problem.name, problem.line, problem.column) for problem in problems]


@pytest.mark.parametrize("before", [b"", b"one\ntwo", b"x" * 65536, b"y\n" * 40000 + b"zz"])
def test_what_is_no_text_is_found_at_its_place(before: bytes) -> None:
    lines = before.split(b"\n")
    place = (len(lines), len(lines[-1]) + 1)
    text, problems = text_of(before + b"\xe9" + b" and more\n" * 10)
    assert places(problems) == [("not-text", *place)]
    assert text.startswith(before.decode() + "\ufffd and more")


@pytest.mark.parametrize("char", ["\0", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\uffff"])
def test_a_character_that_yaml_does_not_allow_is_found(char: str) -> None:
    text, problems = text_of(f"some\nlonger text{char} here\n".encode())
    assert places(problems) == [("control-character", 2, 12)]
    assert f"U+{ord(char):04X}" in problems[0].message
    assert text == "some\nlonger text\ufffd here\n"


def test_half_a_character_at_the_end_is_found() -> None:
    assert places(text_of(b"some text\xc3")[1]) == [("not-text", 1, 10)]
    assert places(text_of("some text".encode("utf-16") + b"\0")[1]) == [("not-text", 1, 10)]


def test_a_stray_half_of_a_pair_in_utf16_is_found() -> None:
    content = "some text ".encode("utf-16") + b"\x00\xd8" + "x and more of it\n".encode("utf-16-le")
    assert places(text_of(content)[1]) == [("not-text", 1, 11)]


def test_one_place_a_line_is_listed_and_not_thousands() -> None:
    _, problems = text_of(b"some words \xe9\xe9 and \xe9\n" * 500)
    assert [problem.name for problem in problems] == ["not-text"] * 20 + ["more-of-the-same"]
    assert [problem.line for problem in problems] == list(range(1, 22))


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", b"\x7fELF" + bytes(range(256)) * 10, b"PK\x03\x04" + b"\0" * 90],
)
def test_what_is_no_text_at_all_is_not_read(content: bytes) -> None:
    text, problems = text_of(content)
    assert text == ""
    assert places(problems) == [("binary", 1, 1)]
