"""Whatever a file holds, reading it ends with a log or with problems, the same ones whichever parser is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.log.describe import describe
from ikhtilaf.log.parser import HAS_LIBYAML
from ikhtilaf.log.read import Reading, read

HERE = Path(__file__).parent
LOGS = [path.read_text(encoding="utf-8") for path in sorted((HERE / "good").glob("*.yaml"))]
PIECES = [
    *(
        "\n",
        "\n  ",
        "\n- ",
        "\n    - ",
        " ",
        "  ",
        "\t",
        ":",
        ": ",
        ",",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "#",
        " # ",
        '"',
        "'",
        "|",
        ">",
    ),
    *(
        "\\",
        "\\x",
        "~",
        "*a",
        "&a",
        "@",
        "`",
        "=",
        "<<: ",
        "...",
        "\n---\n",
        "é",
        "南",
        "\x00",
        "\x85",
        "north",
        "id: ",
        "[]",
        "{}",
    ),
]


def read_both(content: bytes, folder: Path) -> tuple[Reading, Reading]:
    path = folder / "log.yaml"
    path.write_bytes(content)
    return read(path), read(path, pure=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("logs")


def holds(reading: Reading) -> None:
    """What is true of every reading."""
    assert (reading.log is None) == bool(reading.errors)
    places = [(problem.file, problem.line, problem.column) for problem in reading.problems]
    assert places == sorted(places)
    for problem in reading.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        text = describe(problem, reading.line_of(problem))
        assert all(line.isprintable() for line in text.split("\n"))
        assert "\n" not in problem.message + problem.remedy
        assert problem.remedy


@given(content=st.binary(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_bytes(content: bytes, folder: Path) -> None:
    for reading in read_both(content, folder):
        holds(reading)
        assert reading.problems


@given(content=st.text(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_text(content: str, folder: Path) -> None:
    for reading in read_both(content.encode("utf-8", "surrogatepass"), folder):
        holds(reading)
        assert reading.problems


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A good log in which a few places have been changed as a slip of the hand would.

    No question marks: libyaml misreads one without a text behind it in a list, which nobody writes.
    """
    text = draw(st.sampled_from(LOGS))
    for _ in range(draw(st.integers(min_value=1, max_value=4))):
        at = draw(st.integers(min_value=0, max_value=len(text)))
        cut = draw(st.integers(min_value=0, max_value=3))
        text = text[:at] + draw(st.sampled_from(["", *PIECES])) + text[at + cut :]
    return text


@given(text=mangled())
@settings(max_examples=60, deadline=None)
def test_both_parsers_agree_on_slips_of_the_hand(text: str, folder: Path) -> None:
    fast, pure = read_both(text.encode(), folder)
    holds(fast)
    assert pure == fast


@pytest.mark.skipif(not HAS_LIBYAML, reason="there is no second parser to compare with")
def test_libyaml_is_used_where_it_is_there(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    from ikhtilaf.log import parser

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(parser, "PureParser", refuse)
    (folder / "log.yaml").write_text(LOGS[0], encoding="utf-8")
    read(folder / "log.yaml")
    monkeypatch.setattr(parser, "CParser", None)
    with pytest.raises(AssertionError):
        read(folder / "log.yaml")


BOMBS = {
    "lists": "[" * 100_000,
    "closed lists": "[" * 5000 + "]" * 5000,
    "mappings": "{a: " * 50_000,
    "dashes": "- " * 50_000 + "x",
    "block": "".join(f"{' ' * depth}a:\n" for depth in range(1500)),
    "block list": "".join(f"{' ' * depth}-\n" for depth in range(1500)),
    "questions": "? " * 50_000 + "x",
    "keys": "{" * 5000 + "a" + "}: b" * 5000,
    "aliases": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
    "quotes": '"' + "\\" * 100_000,
    "key": "x" * 200_000 + ": y",
    "anchors": "&a " * 1000 + "x",
    "within a title": "log: {title: " + "[" * 50_000,
    "within places": "events: [{places: " + "[" * 50_000,
    "within a key": "events: [{? " + "[" * 50_000,
    "documents": "---\n" * 10_000,
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("pure", [False, True])
def test_a_file_made_to_break_a_reader_is_answered(name: str, pure: bool, folder: Path) -> None:
    path = folder / "bomb.yaml"
    path.write_text(BOMBS[name], encoding="utf-8")
    reading = read(path, pure=pure)
    holds(reading)
    assert reading.errors


SECTIONS = LOGS[[log.startswith("# Every key") for log in LOGS].index(True)]


def sections() -> list[str]:
    """The sections of the fullest example, each as text."""
    found: list[str] = []
    for line in SECTIONS.splitlines(keepends=True):
        if line[0] not in " #":
            found.append("")
        if found:
            found[-1] += line
    return found


def without_marks(reading: Reading) -> str:
    import re

    return re.sub(r"Mark\(file='[^']*', line=\d+, column=\d+\)", "", repr(reading.usable()))


@given(order=st.permutations(range(len(sections()))))
@settings(max_examples=25, deadline=None)
def test_the_order_of_sections_does_not_matter(order: list[int], folder: Path) -> None:
    path = folder / "log.yaml"
    path.write_text(SECTIONS, encoding="utf-8")
    whole = read(path)
    path.write_text("".join(sections()[number] for number in order), encoding="utf-8")
    assert without_marks(read(path)) == without_marks(whole)


@given(files=st.lists(st.sampled_from("abc"), min_size=len(sections()), max_size=len(sections())))
@settings(max_examples=25, deadline=None)
def test_a_log_split_over_files_is_the_same_log(files: list[str], folder: Path) -> None:
    single = folder / "single.yaml"
    single.write_text(SECTIONS, encoding="utf-8")
    split = folder / "split"
    split.mkdir(exist_ok=True)
    for name in "abc":
        text = "".join(section for section, file in zip(sections(), files, strict=True) if file == name)
        (split / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert without_marks(read(split)) == without_marks(read(single))
