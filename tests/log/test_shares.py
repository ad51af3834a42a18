"""A large file that several processes read, each a share of its events, is the same log; or it is read in one piece."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ikhtilaf.log import read as reading
from ikhtilaf.log import shares
from ikhtilaf.log.document import Draft, read_document
from ikhtilaf.log.packed import Unpacker, take_over
from ikhtilaf.log.parser import HAS_LIBYAML
from ikhtilaf.log.read import read
from ikhtilaf.log.shares import Part, packed_pieces, read_in_shares, shares_of

HEAD = """\
log: {title: A log, covers: 2014/2017, reporter: paper}
sources:
  paper: {kind: article, title: A paper, date: 2017-12}
factions:
  a: {kind: faction, name: A}
  b: {kind: faction, name: B}
"""
EVENTS = [
    """\
  - id: {n}
    date: 2015-05~
    type: fight
    title: They fought
    text: They did.
    factions: {{a: initiator, b: target}}
    claims: [{{cites: [Y1], note: "é"}}]
""",
    """\
  - id: {n}
    date: 2015/2016
    type: fight
    title: "A text of
  - id: not-an-event
    several lines"
    text: They did.
    factions:
      a: initiator
    claims:
    - cites: [Y1]
    relations:
    - between: [a, b]
      state: war
""",
    """\

  # A remark.
  - {{id: {n}, date: 2016, type: fight, title: A, text: B, factions: {{a: target}}, claims: [{{cites: [Y1]}}]}}
""",
    """\
  - id: {n}
    date: 2016-01-02
    type: fight
    title: Of some
    text: |
      - id: not-an-event

      # nor this
    factions: {{b: target}}
    claims: [{{cites: [Y1]}}]
# A remark without indentation.
""",
    """\
  -
    id: {n}
    date: 2017
    type: fight
    title: Odd
    text: 'It

      was'
    factions: {{b: target}}
    claims: [{{cites: [Y1]}}]
""",
]
SLIPS = ["people:\n", "events: []\n", "---\n", "...\n", "  - &a x\n", "  - *a\n", '  - "\n', "    - id: x\n", "\t- x\n"]


def content_of(pieces: list[str], before: str = HEAD) -> bytes:
    return (before + "events:\n" + "".join(piece.format(n=f"e-{n}") for n, piece in enumerate(pieces))).encode()


def whole(content: bytes) -> Draft:
    draft = Draft()
    read_document(io.BytesIO(content), "log.yaml", draft)
    return draft


def held(draft: Draft) -> dict[str, Any]:
    return {name: value for name, value in vars(draft).items() if name != "files"}


def joined(path: Path, count: int) -> Draft | None:
    """What the shares of a file hold together, handed over as by a process, but in this one; None for a problem."""
    found, unpacker = Draft(), Unpacker("log.yaml", exact=True)
    with path.open("rb") as file:
        for number, share in enumerate(shares_of(file, count)):
            draft = Draft()
            read_document(cast("BinaryIO", Part(file, share)), "log.yaml", draft)
            if not draft.clean:
                return None
            if number == 0:
                found = draft
            else:
                for packed in packed_pieces(draft):
                    found.add(take_over(packed, unpacker))
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, in which every file counts as large."""
    monkeypatch.setattr(shares, "SMALLEST", 1)
    monkeypatch.setattr(shares, "TOGETHER", 2)
    return tmp_path


def cut(content: bytes, count: int, folder: Path) -> list[bytes]:
    path = folder / "log.yaml"
    path.write_bytes(content)
    with path.open("rb") as file:
        return [content[share.start : share.end] for share in shares_of(file, count)]


def pieces(content: bytes, folder: Path) -> int:
    return len(cut(content, 3, folder))


def test_shares_are_cut_before_items_and_leave_nothing_out(folder: Path) -> None:
    content = content_of([EVENTS[0]] * 30)
    for count in (2, 3, 7):
        found = cut(content, count, folder)
        assert len(found) == count
        assert b"".join(found) == content
        assert all(share.startswith(b"  - id: e-") for share in found[1:])


def test_what_is_small_is_not_cut(tmp_path: Path) -> None:
    assert pieces(content_of(EVENTS[:1] * 30), tmp_path) == 1


@pytest.mark.parametrize(
    "content",
    [
        content_of(EVENTS[:1] * 30) + b"people:\n  x: {name: X}\n",
        content_of(EVENTS[:1] * 30).replace(b"\n", b"\r\n"),
        content_of(EVENTS[:1] * 30).decode().encode("utf-16"),
        content_of(EVENTS[:1] * 30) + b"---\nlog: {}\n"[4:],
        HEAD.encode() + b"events: []\n",
        HEAD.encode(),
        b"",
    ],
    ids=["section-behind", "carriage-returns", "utf-16", "unknown-section", "empty-list", "no-events", "empty"],
)
def test_where_it_is_not_plain_that_one_list_follows_nothing_is_cut(content: bytes, folder: Path) -> None:
    assert pieces(content, folder) == 1


def test_a_cut_may_stand_where_two_pieces_of_the_file_meet(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = content_of(EVENTS[:1] * 12)
    for size in range(5, 60):
        monkeypatch.setattr(shares, "_CHUNK", 1 << 20)
        wanted = cut(content, 3, folder)
        monkeypatch.setattr(shares, "_CHUNK", size)
        monkeypatch.setattr(shares, "_HEAD", len(content))
        assert cut(content, 3, folder) == wanted


@given(events=st.lists(st.sampled_from(EVENTS), min_size=1, max_size=12), count=st.integers(min_value=1, max_value=6))
@settings(max_examples=20, deadline=None)
def test_events_in_shares_are_the_events_of_the_file(
    events: list[str], count: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("shares") / "log.yaml"
    path.write_bytes(content_of(events))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "SMALLEST", 1)
        found = joined(path, count)
    assert found is None or held(found) == held(whole(path.read_bytes()))


@given(
    events=st.lists(st.sampled_from([*EVENTS, *SLIPS]), min_size=1, max_size=8),
    count=st.integers(min_value=2, max_value=6),
    before=st.sampled_from([HEAD, "", "\n\n# A remark\n" + HEAD, 'log: "\nevents:\n  - x"\n']),
)
@settings(max_examples=20, deadline=None)
@example(events=[EVENTS[0], SLIPS[0], EVENTS[0]], count=2, before=HEAD)
def test_shares_without_a_problem_are_a_file_without_one(
    events: list[str], count: int, before: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("shares") / "log.yaml"
    path.write_bytes(content_of(events, before))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "SMALLEST", 1)
        found = joined(path, count)
    if found is not None:
        assert held(found) == held(whole(path.read_bytes()))


def in_processes(path: Path, count: int = 3) -> Draft | None:
    return read_in_shares(str(path), "log.yaml", lambda raw, _times: raw, count)


needs_libyaml = pytest.mark.skipif(not HAS_LIBYAML, reason="only libyaml reads in shares")


@needs_libyaml
def test_real_processes_read_the_same(folder: Path) -> None:
    path = folder / "log.yaml"
    path.write_bytes(content_of([EVENTS[0], EVENTS[3]] * 20))
    found = in_processes(path)
    assert found is not None
    assert held(found) == held(whole(path.read_bytes()))
    assert {event.mark.file for event in found.events} == {"log.yaml"}


def test_a_problem_in_a_share_is_worded_by_reading_in_one_piece(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "log.yaml"
    path.write_bytes(content_of([EVENTS[0]] * 20 + ["  - id: {n}\n    datum: 2015\n"]))
    assert in_processes(path) is None
    monkeypatch.setattr(reading, "HAS_LIBYAML", False)
    wanted = read(path)
    monkeypatch.undo()
    monkeypatch.setattr(shares, "SMALLEST", 1)
    assert wanted.problems
    assert read(path) == wanted


@pytest.mark.parametrize("python", ["", "/nowhere/python", sys.executable + "-none"])
def test_without_a_process_it_is_read_in_one_piece(folder: Path, monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    path = folder / "log.yaml"
    path.write_bytes(content_of([EVENTS[0]] * 20))
    monkeypatch.setattr(sys, "executable", python)
    assert in_processes(path) is None
    assert len(read(path).usable().events) == 20


@pytest.mark.parametrize(
    "code",
    [
        "",
        "print('{}')",
        "print('9' * 30)",
        "send([b'N0'])",
        "send([b'['])",
        "out.write(b'\\7' + bytes(7) + b'short')",
    ],
)
def test_a_process_that_does_not_do_its_work_is_not_believed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    path = folder / "log.yaml"
    path.write_bytes(content_of([EVENTS[0]] * 20))
    start = "import sys; from functools import partial; from ikhtilaf.log import pieces; out = sys.stdout.buffer; "
    monkeypatch.setattr(shares, "_WORKER", f"{start}send = partial(pieces.send, out=out); {code}")
    assert in_processes(path) is None


def test_a_file_that_changes_meanwhile_is_read_anew(folder: Path) -> None:
    path = folder / "log.yaml"
    path.write_bytes(content_of([EVENTS[0]] * 20))

    def changing(raw: BinaryIO, _times: int) -> BinaryIO:
        with path.open("ab") as file:
            file.write(b"# more\n")
        os.utime(path, (1, 1))
        return raw

    assert read_in_shares(str(path), "log.yaml", changing, 3) is None
