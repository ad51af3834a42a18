"""What is said beside the answers, of attacks: errors, notes, problems of a log, completions, YAML that is written."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
import yaml
from smuggled import FORMULAS, LANGUAGES, MARKUP, PAYLOADS, TERMINAL, UNSEEN, blanks, forbidden, harmless
from transcripts import Run

from ikhtilaf.cli.shells import answer

TYPED = [*TERMINAL, *UNSEEN]
LINES = [
    ("timeline", "--faction"),
    ("timeline", "--since"),
    ("timeline", "--fields"),
    ("timeline", "--format"),
    ("timeline", "--color"),
    ("timeline", "--log"),
    ("timeline", "--according-to"),
    ("relations", "--as-of"),
    ("relations", "--between", "f1"),
    ("summary",),
    ("show",),
    ("list",),
    ("draw",),
    ("draw", "graph", "-o"),
    ("export",),
    ("export", "dot", "-o"),
    ("import", "csv"),
    ("compare",),
    ("diff",),
    ("check",),
    (),
]


@pytest.fixture(autouse=True)
def in_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, logs: dict[str, str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IKHTILAF_LOG", logs["bundled"])


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_what_a_user_mistypes(words: tuple[str, ...], ikhtilaf: Run) -> None:
    """An error repeats what was typed, so that it can be seen, in its two lines."""
    for number, typed in enumerate(TYPED):
        if number % 6 != LINES.index(words) % 6:  # each way of typing gets a sixth of them
            continue
        done = ikhtilaf(*words, f"x{typed}/y")
        assert done.returncode == 2, (typed, done.stdout)
        assert not forbidden(done.stdout + done.stderr, "\n")
        assert re.fullmatch(r"error\[[a-z-]+\]: .+\n(remedy: .+\n)?", done.stderr), done.stderr


def test_a_word_of_an_option_is_seen(ikhtilaf: Run) -> None:
    for typed in TYPED:
        done = ikhtilaf("timeline", f"--x{typed}")
        assert done.returncode == 2
        assert not forbidden(done.stderr, "\n")


@pytest.mark.parametrize(
    "typed",
    [
        "'; DROP TABLE event; --",
        '"',
        '" OR 1=1 --',
        "a NEAR(b)",
        "NOT",
        "title:x",
        "*",
        "^x",
        "(",
        "a AND",
        "{a b}: c",
        "%",
        "_",
    ],
)
def test_words_that_are_looked_for_are_words(typed: str, ikhtilaf: Run) -> None:
    done = ikhtilaf("timeline", "--text", typed, "--format", "jsonl")
    assert (done.returncode, done.stderr.startswith("error")) == (0, False)
    for line in done.stdout.splitlines():
        held = json.dumps(json.loads(line), ensure_ascii=False).casefold()
        assert all(word.casefold() in held for word in re.findall(r"\w+", typed))
    assert ikhtilaf("timeline", "--format", "jsonl").stdout.count("\n") == 8  # nothing was dropped


MAPPING = """\
dataset: {id: attacks, title: Attacks, date: 2018}
columns: {date: date, side_a: a, side_b: b, place: place, type: type, source: source, text: text}
country: Freedonia
types: {fight: fight}
"""
RAW = "a\u202eb\u200b\u2067\u00ad\u3164\U000e0041\ufe0f\ufe0f"
"""What stands in a YAML file as it is, without an escape, and cannot be seen."""
WRONG = f"""\
log: {{title: {RAW}, covers: 2014/2017, reporter: "\\e[31m{RAW}"}}
sources:
  "\\e[2J{RAW}": {{kind: {RAW}, title: "\\a{RAW}", {RAW}: 1}}
factions:
  a: {{kind: faction, name: x, aliases: ["{RAW}\\e]52;c;x\\a", "{RAW}\\e]52;c;x\\a"]}}
events:
  - {{id: "{RAW}\\n=1", date: "{RAW}\\x9b", type: "{RAW}\\r", title: x, text: y, factions: {{"{RAW}\\e": party}}}}
  - {{id: b, date: 2015, type: fight, title: x, text: y, factions: {{a: "<b>{RAW}\\e"}}, claims: [{{source: "{RAW}"}}]}}
  # {RAW}
"""


@pytest.mark.parametrize("fmt", [None, "table", "json", "jsonl", "csv", "tsv", "md"])
def test_what_is_wrong_with_a_log(fmt: str | None, ikhtilaf: Run, tmp_path: Path) -> None:
    """Its problems quote it, and name its file."""
    path = tmp_path / "=1\x1b[31m\u202e\u3164|<b>,.yaml"
    path.write_text(WRONG, "utf-8")
    done = ikhtilaf("check", path.name, *(() if fmt is None else ("--format", fmt)))
    assert done.returncode == 3
    assert not forbidden(done.stdout, "\t\n" if fmt == "tsv" else "\n")
    assert "[31m" in done.stdout
    if fmt == "json":
        names = {problem["file"] for problem in json.loads(done.stdout)}
        assert names == {path.name}
    if fmt == "csv":
        for row in csv.reader(done.stdout.splitlines()):
            assert not row[0].startswith("=")
    refused = ikhtilaf("timeline", "--log", path.name)
    assert refused.returncode == 3
    assert not forbidden(refused.stdout + refused.stderr, "\n")


@pytest.mark.parametrize("how", ["--diff", "--check"])
def test_what_a_log_would_look_like(how: str, ikhtilaf: Run, tmp_path: Path) -> None:
    good = f"log: {{title: {RAW}, covers: 2014/2017, reporter: s}}\n"
    good += f"sources: {{s: {{kind: article, title: {RAW}}}}}\nevents: []\n"
    path = tmp_path / "x\x1b[31m\u202e.yaml"
    path.write_text(good, "utf-8")
    done = ikhtilaf("fmt", how, path.name)
    assert done.returncode == (how == "--check")
    assert not forbidden(done.stdout + done.stderr, "\n")
    ikhtilaf("fmt", path.name)
    assert not forbidden(path.read_text("utf-8"), "\n")
    read = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 -- it makes nothing but text
    assert read["log"]["title"] == RAW


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "zsh-quoted", "fish-quoted"])
def test_completions(shell: str, logs: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of a log are offered to a shell, which must neither run them nor be steered by what they mean."""
    monkeypatch.setenv("IKHTILAF_LOG", logs["each"])
    offered = 0
    for words in (["timeline", "--faction"], ["timeline", "--place"], ["timeline", "--source"], ["show"]):
        said = answer(shell, [*words, ""] if shell != "bash" else ["", f"ikhtilaf {' '.join(words)} "])
        assert not forbidden(said, "\t\n")
        offered += said.count("\n")
        for line in said.splitlines():
            value, tab, _ = line.partition("\t")
            assert value or line in {"\tfiles", "\topen"}
            assert "`" not in value
            assert tab or shell == "bash"
            assert not re.search(r"(?<!\\)[$;|&<>()'\"]", value) or shell in {
                "zsh",
                "fish",
            }  # these escape what they take
    assert offered > 100


def test_a_table_becomes_a_log_and_nothing_else(ikhtilaf: Run, tmp_path: Path) -> None:
    """What stands in the cells of a table is text of the YAML that is made of it, in the structure of harmless ones."""
    mapping = tmp_path / "map.yaml"
    found = []
    columns = ["date", "type", "a", "b", "place", "text", "source"]
    mapping.write_text(MAPPING, "utf-8")
    for say in (lambda number: PAYLOADS[number], harmless):
        table = tmp_path / "table.csv"
        with table.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(columns)
            for number in range(len(PAYLOADS)):
                writer.writerow(["2016-05-02", "fight", *[f"{name}{number} {say(number)}" for name in columns[2:]]])
        done = ikhtilaf("import", "csv", str(table), "--map", str(mapping))
        assert done.returncode == 0, done.stderr
        assert not forbidden(done.stdout + done.stderr, "\n")
        found.append(yaml.load(done.stdout, Loader=yaml.CBaseLoader))  # noqa: S506 -- it makes nothing but text
        (tmp_path / "made.yaml").write_text(done.stdout, "utf-8")
        checked = ikhtilaf("check", str(tmp_path / "made.yaml"))
        assert "no errors" in checked.stdout
    hostile, plain = found
    assert list(hostile) == list(plain)
    assert len(hostile["events"]) == len(plain["events"]) == len(PAYLOADS)
    assert [sorted(event) for event in hostile["events"]] == [sorted(event) for event in plain["events"]]
    for number in (PAYLOADS.index(one) for one in (*MARKUP, *FORMULAS[:6], *LANGUAGES)):
        kept = blanks(re.sub(r"[\x00-\x1f]", " ", PAYLOADS[number]))
        assert any(kept in blanks(event["text"]) for event in hostile["events"]), kept


DRAFTS = ["event", "source", "faction", "place", "person"]


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_draft_is_one_thing(kind: str, ikhtilaf: Run) -> None:
    titled = kind in {"event", "source"}
    for number, text in enumerate(PAYLOADS):
        if number % 15 != 3 * DRAFTS.index(kind):  # each kind gets other ones
            continue
        done = ikhtilaf("new", kind, "--id", "x", "--title" if titled else "--name", text)
        if done.returncode:
            assert done.stderr.startswith("error[")
            continue
        assert not forbidden(done.stdout, "\n")
        read = yaml.load(done.stdout, Loader=yaml.CBaseLoader)  # noqa: S506 -- it makes nothing but text
        thing = read[0] if kind == "event" else read["x"]
        assert len(read) == 1
        assert blanks(thing["title" if titled else "name"]) == blanks(text)
