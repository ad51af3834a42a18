"""What could stand at the cursor, whichever the shell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikhtilaf.cli.app import COMMANDS, build
from ikhtilaf.cli.completion import Offer, offer
from ikhtilaf.cli.shells import answer, split
from ikhtilaf.query.names import find
from ikhtilaf.store.opening import open_store


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A log whose names hold what a shell would run, if it were let; it is the one in use."""
    path = Path(__file__).with_name("log.yaml")
    monkeypatch.setenv("IKHTILAF_LOG", str(path))
    return path


def offered(line: str) -> list[str]:
    words, _ = split(line)
    return [item.value for item in offer(words[:-1], words[-1]).items]


def meanings(line: str) -> dict[str, str]:
    words, _ = split(line)
    return {item.value: item.meaning for item in offer(words[:-1], words[-1]).items}


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("timeline --faction ", ["north", "north-west", "south"]),
        ("timeline --faction no", ["north", "north-west"]),
        ("timeline --faction NORTH-", ["north-west"]),
        ("timeline --faction northerners", ["northerners"]),
        ("timeline --faction ådne", ["adnes-own"]),
        ("timeline --faction x", []),
        ("timeline --faction north --faction s", ["south"]),
        ("timeline --between north ", ["north-west", "south"]),
        ("timeline --between north south ", []),
        ("timeline --province ", ["hill"]),
        ("timeline --place ", ["hill", "hillside", "land"]),
        ("timeline --person tarik-b", ["tarik-ben-ziad"]),
        ("timeline --source ", ["paper", "talk", "trap"]),
        ("timeline --according-to ", ["paper", "talk", "trap", "north", "north-west", "south"]),
        ("timeline --state cl", ["clashes"]),
        ("timeline --type fi", ["fight"]),
        ("timeline --format j", ["json", "jsonl"]),
        ("timeline --color ", ["auto", "always", "never"]),
        ("timeline --since ", []),
        ("timeline --text no", []),
        ("timeline ", []),
        ("timeline -- --fa", []),
        ("timeline --contested --fac", ["--faction"]),
        ("timeline --until 2015 --unt", []),
        ("timeline --no", ["--no-header", "--no-pager", "--no-cache"]),
        ("timeline --contested=", []),
        ("timeline --nonsense=", []),
        ("list s", ["sources", "states", "stances"]),
        ("list states ", []),
        ("list --fields ", []),
        ("list people --fields na", ["name"]),
        ("summary north s", ["south"]),
        ("show ", []),
        ("show first-", ["first-fight", "first-talks"]),
        ("show P", ["party", "paper", "parent", "policy", "presence", "P1", "P2"]),
        ("show hill tari", ["tarik"]),
        ("relations --fields be", ["between"]),
        ("relations --between north south --fields par", ["part"]),
        ("relations --explain --fields ru", ["rule"]),
        ("relations --matrix --fields a", []),
        ("changes --from 2015 --fields from", ["from", "from_states"]),
        ("timeline --fields ti", ["title"]),
        ("timeline --fields title,ti", []),
        ("timeline --dates --fields bou", ["bounds"]),
        ("timeline --fields bou", []),
        ("new f", ["faction"]),
        ("new place --kind pro", ["province"]),
        ("new event --cites p", ["P1", "P2"]),
        ("nonsense --faction ", []),
        ("--vers", ["--version"]),
        ("--install-completion ", ["bash", "zsh", "fish"]),
        ("sho", ["show"]),
    ],
)
def test_words(log: Path, line: str, values: list[str]) -> None:
    found = offered(line)
    if line == "show ":
        assert {"north", "hill", "tarik", "paper", "first-fight", "P1", "war", "asserts", "party"} <= set(found)
    elif line == "show P":
        assert sorted(found) == sorted(values)
    else:
        assert found == values


def test_a_name_means_the_thing_whichever_name_it_is(log: Path) -> None:
    assert meanings("timeline --faction northern") == {"northern-front": "Northern Front"}
    assert meanings("timeline --province ridge") == {"ridge": "Hill Province"}
    assert meanings("show first-f") == {"first-fight": "North and South fight"}


def test_all_that_is_offered_is_understood(log: Path) -> None:
    store = open_store(str(log))
    prefixes = ["", *"abcdefghijklmnopqrstuvwxyz$["]
    for option, kind in (("faction", "faction"), ("place", "place"), ("person", "person"), ("source", "source")):
        for prefix in prefixes:
            for value in offered(f"timeline --{option} '{prefix}"):
                assert find(store, kind, value)


def test_every_command_is_offered_and_says_what_it_does() -> None:
    found = meanings("")
    assert list(found) == list(COMMANDS)
    assert all(found.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_of_every_command_is_offered(command: str) -> None:
    found = offered(f"{command} --")
    for param in build(command).params:
        if param.param_type_name == "option" and not param.hidden:
            assert {name for name in param.opts if name.startswith("--")} <= set(found)


NOT_COMPLETED = {"DATE", "WORDS", "TEXT", "N", "ID", "NUMBER", "PASSAGE"}
"""What people type themselves."""


@pytest.mark.parametrize("command", ["timeline", "relations", "changes", "summary", "disputes", "show", "list"])
def test_every_option_that_takes_a_word_completes_it(log: Path, command: str) -> None:
    for param in build(command).params:
        if param.param_type_name != "option" or param.is_flag or param.metavar in NOT_COMPLETED:
            continue
        line = "list factions" if command == "list" else command
        found = offer([*line.split(), param.opts[0]], "")
        if (command, param.opts[0]) != ("show", "--fields"):
            assert found.items or found.files, param.opts[0]


@pytest.mark.parametrize("line", ["check ", "timeline --log ", "store ", "check --log "])
def test_files_are_for_the_shell(line: str) -> None:
    words, _ = split(line)
    assert offer(words[:-1], "") == Offer(files=True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("content", [None, "log: [", "log: {title: t}\n", "\x00\xff", "- 1\n"])
def test_a_log_of_no_use_is_answered_with_silence(shell: str, content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "log.yaml"
    if content is not None:
        path.write_bytes(content.encode("latin-1"))
    words = ["timeline", "--log", str(path), "--faction", ""]
    arguments = ["", f"ikhtilaf {' '.join(words)}"] if shell == "bash" else words
    done = subprocess.run(
        [sys.executable, "-m", "ikhtilaf", *arguments],
        env={**os.environ, "_IKHTILAF_COMPLETE": shell},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_standard_input_is_left_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ikhtilaf", "timeline", "--log", "-", "--faction", ""],
        env={**os.environ, "_IKHTILAF_COMPLETE": "fish"},
        stdin=sys.stderr,
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == b""


def test_the_log_comes_from_the_line_else_from_the_surroundings(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(log.read_text().replace("tarik", "musa"))
    assert offered(f"timeline --log {other} --person ") == ["musa"]
    assert offered(f"timeline --person x --log={other} --person ") == ["musa"]
    monkeypatch.setenv("IKHTILAF_LOG", str(other))
    assert offered("timeline --person ") == ["musa"]
    monkeypatch.delenv("IKHTILAF_LOG")
    assert "nangarhar" in offered("timeline --province nan")


def test_it_loads_nothing_that_is_slow_to_load(log: Path) -> None:
    code = (
        "import sys; from ikhtilaf.cli.shells import answer; from ikhtilaf.store import opening; "
        "opening.open_store(); before = set(sys.modules); found = answer('fish', ['timeline', '--province', 'h']); "
        "assert found == 'hill\\tHill Province\\n', found; "
        "slow = {'rich', 'dateutil', 'yaml', 'dataclasses', 'jsonschema', 'json'} & (set(sys.modules) - before); "
        "assert not slow, slow"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


SHELLS = st.sampled_from(["bash", "zsh", "fish", "powershell"])


@given(
    shell=SHELLS, words=st.lists(st.text(max_size=12) | st.sampled_from(["timeline", "--between", "--fields", "--"]))
)
@settings(max_examples=200, deadline=None)
def test_no_line_is_trouble(shell: str, words: list[str]) -> None:
    found = answer(shell, words)
    assert found == "" or found.endswith("\n")


@given(
    words=st.lists(st.text(st.characters(exclude_categories=["Cs", "Zs", "Cc", "Zl", "Zp"]), min_size=1), min_size=1)
)
def test_quoted_words_split_into_themselves(words: list[str]) -> None:
    from shlex import quote

    assert split(" ".join(map(quote, words))) == (words, False)
