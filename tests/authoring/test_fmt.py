"""The one layout: examples, the files that are written, and what is refused."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from ikhtilaf.cli import formatting
from ikhtilaf.cli.formatting import formatted, meaning, moments_of
from ikhtilaf.log.canonical import canonical
from ikhtilaf.log.document import Draft, read_document
from ikhtilaf.log.files import LogFile
from ikhtilaf.log.read import InvalidLogError, read

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "log" / "good"
EXAMPLES = sorted(path for path in GOOD.iterdir())
SHIPPED = ROOT / "data" / "events.yaml"


def draft_of(content: bytes) -> Draft:
    draft = Draft()
    read_document(io.BytesIO(content), "log.yaml", draft)
    return draft


def fmt(text: str, *, pure: bool = False) -> str:
    """A text in the one layout."""
    content = dedent(text).encode()
    draft = draft_of(content)
    assert draft.problems == []
    return canonical(content, moments_of(draft.events), pure=pure)


def same(before: str, after: str) -> None:
    """One text becomes the other, with either parser, and that one stays."""
    before, after = dedent(before), dedent(after)
    assert fmt(before) == after
    assert fmt(before, pure=True) == after
    assert fmt(after) == after
    assert meaning(draft_of(before.encode())) == meaning(draft_of(after.encode()))


@pytest.mark.parametrize("path", [*EXAMPLES, SHIPPED], ids=lambda path: path.name)
def test_the_meaning_stays_and_once_is_enough(path: Path) -> None:
    for one in formatted(str(path)):
        before, after = draft_of(one.before), draft_of(one.after.encode())
        assert before.problems == after.problems == []
        assert meaning(before) == meaning(after)
        moments = moments_of(after.events)
        again = canonical(one.after.encode(), moments)
        assert again == one.after if path.is_file() else sorted(again) == sorted(one.after)


@pytest.mark.parametrize("path", [*EXAMPLES, SHIPPED], ids=lambda path: path.name)
def test_both_parsers_give_the_same_layout(path: Path) -> None:
    for one in formatted(str(path)):
        moments = moments_of(draft_of(one.before).events)
        assert canonical(one.before, moments, pure=True) == canonical(one.before, moments)


@pytest.mark.parametrize("path", [*EXAMPLES, SHIPPED], ids=lambda path: path.name)
def test_every_comment_stays(path: Path) -> None:
    for one in formatted(str(path)):
        before = one.before.decode()
        if '"' not in before and "'" not in before:  # else a # may stand in a text
            found = sorted(part.partition("#")[2].strip() for part in before.splitlines() if "#" in part)
            kept = sorted(part.partition("#")[2].strip() for part in one.after.splitlines() if "#" in part)
            assert kept == found


def test_the_shipped_log_keeps_its_comments_and_their_order() -> None:
    (one,) = formatted(str(SHIPPED))
    lines = [line.strip() for line in one.before.decode().splitlines() if line.lstrip().startswith("#")]
    kept = [line.strip() for line in one.after.splitlines() if line.lstrip().startswith("#")]
    assert sorted(kept) == sorted(lines)
    assert one.after.splitlines()[:12] == one.before.decode().splitlines()[:12]


def test_events_stand_in_the_order_of_the_timeline(ikhtilaf: Run) -> None:
    (one,) = formatted(str(SHIPPED))
    order = [event.id for event in draft_of(one.after.encode()).events]
    answer = ikhtilaf("timeline", "--log", SHIPPED, "--format", "tsv", "--fields", "id", "--no-header")
    assert answer.out.split() == order


def test_sections_and_keys_come_in_the_order_of_the_format() -> None:
    same(
        """
        events: []
        sources: {paper: {title: A paper, kind: article}}
        log: {reporter: paper, covers: 2014, title: A log}
        """,
        """\
        log:
          title: A log
          covers: 2014
          reporter: paper

        sources:
          paper: {kind: article, title: A paper}

        events: []
        """,
    )


EVENT = "type: fight, title: T, factions: {a: party}, text: x, claims: [{}]"


def test_events_are_sorted_with_their_comments() -> None:
    same(
        f"""\
        events:
          # about the second

          - {{id: two, date: 2016, {EVENT}}}  # after it
          # about the first
          - {{id: one, date: 2015, {EVENT}}}
          # at the end
        """,
        """\
        events:
          # about the first
          - id: one
            date: 2015
            type: fight
            title: T
            factions: {a: party}
            text: x
            claims:
              - {}

          # about the second

          # after it
          - id: two
            date: 2016
            type: fight
            title: T
            factions: {a: party}
            text: x
            claims:
              - {}
          # at the end
        """,
    )


def test_a_heading_that_is_a_year_stays_above_its_year() -> None:
    text = fmt(
        f"""\
        events:
          # 2015

          - {{id: late, date: 2015-12, {EVENT}}}

          # 2016

          - {{id: later, date: 2016-02, {EVENT}}}
          - {{id: early, date: 2015-01, {EVENT}}}
        """
    )
    order = [line.strip() for line in text.splitlines() if "id:" in line or "#" in line]
    assert order == ["# 2015", "- id: early", "- id: late", "# 2016", "- id: later"]
    assert text.startswith("events:\n  # 2015\n\n  - id: early")


def test_an_order_without_dates_counts() -> None:
    text = fmt(
        f"""\
        events:
          - {{id: b, date: 2015, {EVENT}, after: [c]}}
          - {{id: c, date: 2015, {EVENT}, after: [elsewhere]}}
          - {{id: a, date: 2015, {EVENT}, after: [b]}}
        """
    )
    assert [line.split()[-1] for line in text.splitlines() if "id:" in line] == ["c", "b", "a"]


def test_events_in_a_circle_are_sorted_by_date_alone() -> None:
    text = fmt(
        f"""\
        events:
          - {{id: b, date: 2016, {EVENT}, after: [a]}}
          - {{id: a, date: 2015, {EVENT}, after: [b]}}
        """
    )
    assert text.index("id: a") < text.index("id: b")


def test_the_header_stays_on_top() -> None:
    same(
        """\
        # About this file.

        # About people.
        people: {a: {name: A}}
        log: {title: A log, covers: 2014, reporter: p}  # of the log
        # The end.
        """,
        """\
        # About this file.

        log:  # of the log
          title: A log
          covers: 2014
          reporter: p

        # About people.
        people:
          a: {name: A}

        # The end.
        """,
    )


def test_the_schema_line_stays_the_first() -> None:
    same(
        """\
        # yaml-language-server: $schema=./s.json
        # People come first.
        people: {a: {name: A}}
        log: {title: A log, covers: 2014, reporter: p}
        """,
        """\
        # yaml-language-server: $schema=./s.json
        log:
          title: A log
          covers: 2014
          reporter: p

        # People come first.
        people:
          a: {name: A}
        """,
    )


def test_comments_in_brackets_open_the_brackets() -> None:
    same(
        """\
        people:
          a: {name: A, # the first
              aliases: [x, # one
                # two
                y
                # last
                ]} # all
        """,
        """\
        people:
          a:  # all
            name: A  # the first
            aliases:
              - x  # one
              # two
              - y
              # last
        """,
    )


def test_comments_in_odd_places() -> None:
    same(
        """\
        people: # all
          # of A
          a: # A
            # its name
            name: # the
              # very
              >- # folded
              A
                # still A
            note: | # kept
              x
            # below the note
          # below A
        places:
        # of no place
        """,
        """\
        places: {}

        people:  # all
          # of A
          a:  # A
            # its name
            # the
            # very
            name: |-  # folded
              A
                # still A
            note: x  # kept
            # below the note
          # below A

        # of no place
        """,
    )


def test_a_comment_above_what_becomes_the_first_key_goes_above_the_hyphen() -> None:
    head = f"events:\n  - {{id: a, date: 2015, {EVENT}}}\n".replace("[{}]", "[{hedge: b,\n  # where\n  cites: [x]}]")
    text = fmt(head)
    assert text.endswith("    claims:\n      # where\n      - {cites: [x], hedge: b}\n")
    assert fmt(text) == text


def test_only_comments() -> None:
    same("# one\n\n\n# two", "# one\n\n# two\n")
    assert fmt("") == ""
    assert fmt("---\n# one\n...\n") == "# one\n"


def test_texts_that_others_take_for_something_else() -> None:
    same(
        """\
        sources:
          s:
            title: no
            kind: article
            author: 017
            note: "~"
            url: '1.10'
            aliases: [12:30:00, '2015', null, "yes: no", 'it''s "it"', "a, b", -7, - x, =, <<, C:\\x, '#', "tab\\there"]
        """.replace(", - x", ', "- x"'),
        """\
        sources:
          s:
            kind: article
            title: no
            author: 017
            aliases: [12:30:00, 2015, null, "yes: no", it's "it", "a, b", -7, "- x", =, <<, C:\\x, "#", "tab\\there"]
            note: "~"
            url: 1.10
        """,
    )


def test_nothing_in_all_its_spellings() -> None:
    same(
        """\
        people:
          a: {name: A, aliases: , note: ~, cites: []}
        places: ~
        """,
        """\
        places: {}

        people:
          a:
            name: A
            aliases: []
            note:
            cites: []
        """,
    )


def test_long_texts_are_folded_and_short_ones_are_not() -> None:
    words = "word " * 40
    text = fmt(f"people:\n  a:\n    name: A\n    note: {words}\n")
    lines = text.splitlines()
    assert lines[3] == "    note: >-"
    assert max(map(len, lines)) <= 120
    assert len(lines[4]) > 115
    assert fmt("people:\n  a:\n    name: A\n    note: >-\n      a\n      b\n").splitlines()[3] == "    note: a b"


def test_paragraphs_and_lines_are_kept() -> None:
    long = "word " * 30
    person = "    name: A\n    note: |\n"
    text = f"people:\n  a:\n{person}      first\n       second\n\n      third\n    cites: [x]\n"
    text += f"  b:\n{person.replace('A', 'B')}      {long.strip()}\n\n      end\n"
    out = fmt(text)
    assert "    note: |-\n      first\n       second\n\n      third\n" in out
    assert "    note: >-\n      word" in out
    assert meaning(draft_of(out.encode())) == meaning(draft_of(text.encode()))


def test_long_lists_of_words_are_wrapped() -> None:
    names = ", ".join(f"p{n}" for n in range(60))
    lines = fmt(f"people:\n  a:\n    name: A\n    cites: [{names}]\n").splitlines()
    assert lines[3] == "    cites: ["
    assert lines[4].startswith("      p0, p1, ")
    assert len(lines[4]) <= 120
    assert lines[-1].endswith(" p59]")


def test_a_mapping_with_a_note_or_with_brackets_in_a_text_is_opened() -> None:
    head = f"events:\n  - {{id: a, date: 2015, {EVENT.replace('[{}]', '[%s]')}}}\n"
    assert fmt(head % "{source: n1, hedge: about}").endswith("    claims:\n      - {source: n1, hedge: about}\n")
    assert fmt(head % "{note: n}").endswith("    claims:\n      - note: n\n")
    assert fmt(head % '{hedge: "a, b"}').endswith("    claims:\n      - hedge: a, b\n")


def test_blank_lines_between_things() -> None:
    same(
        """\
        people:
          a: {name: A}


          b: {name: B}
          c: {name: C}
        factions:
          a: {kind: faction, name: A}
          b: {kind: faction, name: B}
          c:
            kind: faction

            name: C
            note: x
        """,
        """\
        factions:
          a: {kind: faction, name: A}
          b: {kind: faction, name: B}

          c:
            kind: faction
            name: C
            note: x

        people:
          a: {name: A}

          b: {name: B}
          c: {name: C}
        """,
    )


def test_line_ends_and_encodings_become_the_usual_ones(here: Path) -> None:
    text = "people:\n  a: {name: Ä}\n"
    Path("log.yaml").write_bytes(b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le"))
    (one,) = formatted("log.yaml")
    assert one.after == text


# The command


LONG = "people: {a: {name: A}}\n"
RIGHT = "people:\n  a: {name: A}\n"


def test_a_file_is_rewritten_in_its_place(ikhtilaf: Run, here: Path) -> None:
    path = here / "log.yaml"
    path.write_text(LONG)
    path.chmod(0o640)
    answer = ikhtilaf("fmt", "log.yaml")
    assert answer == (0, "", "note: rewrote log.yaml\n")
    assert path.read_text() == RIGHT
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [path.name for path in here.iterdir()] == ["log.yaml"]
    before = path.stat()
    assert ikhtilaf("fmt", "log.yaml") == (0, "", "")
    assert path.stat() == before


def test_a_link_stays_a_link(ikhtilaf: Run, here: Path) -> None:
    (here / "real.yaml").write_text(LONG)
    (here / "link.yaml").symlink_to("real.yaml")
    assert ikhtilaf("fmt", "link.yaml").code == 0
    assert (here / "link.yaml").is_symlink()
    assert (here / "real.yaml").read_text() == RIGHT


def test_every_file_of_a_folder(ikhtilaf: Run, here: Path) -> None:
    for name in ("a.yaml", "b.yml", ".c.yaml"):
        (here / name).write_text(LONG)
    (here / "d.yaml").write_text(RIGHT)
    assert ikhtilaf("fmt", "--check", ".") == (1, "a.yaml\nb.yml\n", "")
    assert (here / "a.yaml").read_text() == LONG
    assert ikhtilaf("fmt", ".").code == 0
    assert [(here / name).read_text() for name in ("a.yaml", "b.yml", ".c.yaml")] == [RIGHT, RIGHT, LONG]
    assert ikhtilaf("fmt", "--check", ".") == (0, "", "")


def test_a_diff_changes_nothing(ikhtilaf: Run, here: Path) -> None:
    (here / "log.yaml").write_text(LONG.rstrip("\n"))
    answer = ikhtilaf("fmt", "--diff", "log.yaml")
    assert answer.code == 0
    assert answer.out.splitlines()[:2] == ["--- log.yaml", "+++ log.yaml"]
    assert "-people: {a: {name: A}}\n\\ No newline at end of file\n+people:\n+  a: {name: A}\n" in answer.out
    assert (here / "log.yaml").read_text() == LONG.rstrip("\n")
    assert ikhtilaf("fmt", "--diff", "--check", "log.yaml") == (1, answer.out, "")


STEERING = "a\x1b[31m\nb.yaml"
SEEN = r"a\x1b[31m\x0ab.yaml"


def test_a_file_name_steers_no_terminal(ikhtilaf: Run, here: Path) -> None:
    (here / STEERING).write_text(LONG)
    assert ikhtilaf("fmt", "--check", ".") == (1, f"{SEEN}\n", "")
    assert ikhtilaf("fmt", "--diff", ".").out.splitlines()[:2] == [f"--- {SEEN}", f"+++ {SEEN}"]
    assert ikhtilaf("fmt", ".") == (0, "", f"note: rewrote {SEEN}\n")
    assert (here / STEERING).read_text() == RIGHT


def test_from_input_to_output(ikhtilaf: Run) -> None:
    assert ikhtilaf("fmt", "-", stdin=LONG) == (0, RIGHT, "")
    assert ikhtilaf("fmt", "-", "--check", stdin=LONG) == (1, "<stdin>\n", "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("people: {a: {nme: A}}\n", "unknown-key"),
        ("a: [\n", "bad-yaml"),
        ("people:\n  a: &x {name: A}\n", "yaml-anchor"),
    ],
)
def test_a_log_with_form_errors_is_left_alone(ikhtilaf: Run, here: Path, text: str, problem: str) -> None:
    (here / "a.yaml").write_text(LONG)
    (here / "b.yaml").write_text(text)
    answer = ikhtilaf("fmt", ".")
    assert answer.code == 3
    assert answer.out == ""
    assert f"error[{problem}]" in answer.err
    assert "error[invalid-log]" in answer.err
    assert [(here / name).read_text() for name in ("a.yaml", "b.yaml")] == [LONG, text]


@pytest.mark.parametrize("bad", sorted(p.name for p in (ROOT / "tests/log/bad").iterdir() if p.suffix == ".yaml"))
def test_bad_examples_are_refused_or_mean_the_same(bad: str) -> None:
    content = (ROOT / "tests/log/bad" / bad).read_bytes()
    draft = draft_of(content)
    if draft.problems:
        with pytest.raises(InvalidLogError):
            formatted(str(ROOT / "tests/log/bad" / bad))
    else:
        (one,) = formatted(str(ROOT / "tests/log/bad" / bad))
        assert meaning(draft_of(one.after.encode())) == meaning(draft)


def test_unknown_names_do_not_matter(ikhtilaf: Run, here: Path) -> None:
    (here / "log.yaml").write_text(f"events: [{{id: a, date: 2015, {EVENT}}}]\n")
    assert not read("log.yaml").log
    assert ikhtilaf("fmt", "log.yaml").code == 0
    assert "factions: {a: party}" in (here / "log.yaml").read_text()


def test_no_log_is_named(ikhtilaf: Run, monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    answer = ikhtilaf("fmt")
    assert answer.code == 2
    assert "error[nothing-to-format]" in answer.err
    (here / "log.yaml").write_text(LONG)
    monkeypatch.setenv("IKHTILAF_LOG", "log.yaml")
    assert ikhtilaf("fmt").err == "note: rewrote log.yaml\n"


def test_a_full_disk_leaves_the_file(ikhtilaf: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "log.yaml").write_text(LONG)

    def full(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    answer = ikhtilaf("fmt", "log.yaml")
    assert answer.code == 2
    assert "no space left on device" in answer.err
    assert [path.name for path in here.iterdir()] == ["log.yaml"]
    assert (here / "log.yaml").read_text() == LONG


def test_a_changed_meaning_is_never_written(ikhtilaf: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "log.yaml").write_text(LONG)
    monkeypatch.setattr(formatting, "canonical", lambda _content, _moments: RIGHT.replace("A", "B"))
    answer = ikhtilaf("fmt", "log.yaml")
    assert answer.code == 70
    assert "error[changed-meaning]" in answer.err
    assert (here / "log.yaml").read_text() == LONG


def test_files_count_as_changed_by_their_bytes() -> None:
    file = LogFile(Path("x"), "x")
    assert formatting.Formatted(file, b"a\r\n", "a\n").changed
    assert not formatting.Formatted(file, b"a\n", "a\n").changed
