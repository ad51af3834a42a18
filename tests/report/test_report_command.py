"""The command: what it writes and where, what narrows it, what it says of itself, what it refuses."""

from __future__ import annotations

import builtins
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from hostile_log import HOSTILE, TURNED
from html_reading import Reading

from ikhtilaf.errors import Exit, MissingPackageError
from ikhtilaf.report.request import command_line

Run = Callable[..., CompletedProcess[str]]
Report = Callable[..., str]
SMALL = str(Path(__file__).parents[1] / "cli" / "small.yaml")


def made_by(page: str) -> list[str]:
    """The words of the command that the page says made it."""
    (command,) = re.findall(r"<code>(ikhtilaf .*?)</code></pre>", page, re.DOTALL)
    return shlex.split(command.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&"))


def test_it_writes_a_file_whole(ikhtilaf: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    said = ikhtilaf("report", "-o", str(file), "--log", SMALL)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    page = file.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>\n")
    assert page.endswith("</html>\n")
    assert list(tmp_path.iterdir()) == [file]


def test_it_writes_over_nothing_unless_it_is_told_to(ikhtilaf: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("mine")
    said = ikhtilaf("report", "-o", str(file), "--log", SMALL)
    assert (said.returncode, said.stdout) == (Exit.USAGE, "")
    assert said.stderr == f"error[file-exists]: {file} is there already\nremedy: Name another path, or add --force.\n"
    assert file.read_text() == "mine"
    assert ikhtilaf("report", "-o", str(file), "--log", SMALL, "--force").returncode == 0
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_folder_that_is_not_there_is_said_so(ikhtilaf: Run, tmp_path: Path) -> None:
    said = ikhtilaf("report", "-o", str(tmp_path / "no" / "page.html"), "--log", SMALL)
    assert said.returncode == Exit.USAGE
    assert said.stderr.startswith("error[unwritable-path]: ")
    assert list(tmp_path.iterdir()) == []


def test_it_has_to_be_told_where(ikhtilaf: Run) -> None:
    said = ikhtilaf("report")
    assert said.returncode == Exit.USAGE
    assert "--output" in said.stderr


def test_standard_output_has_the_same_page(ikhtilaf: Run, report: Report, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    ikhtilaf("report", "-o", str(file), "--log", SMALL)
    printed = report("--log", SMALL)
    assert printed.replace("report -o - --log", "") == file.read_text("utf-8").replace(f"report -o {file} --log", "")


def test_the_command_is_one_that_makes_the_page_again(report: Report, ikhtilaf: Run) -> None:
    page = report("--faction", "miran-shah", "--faction", "Rasool Shura", "--since", "October 2016", "--certain",
                  "--as-of", "2017-06", "--text", "it's")  # fmt: skip
    words = made_by(page)
    assert words[:4] == ["ikhtilaf", "report", "-o", "-"]
    assert words[4:] == ["--as-of", "2017-06", "--faction", "miran-shah", "--faction", "Rasool Shura", "--text", "it's",
                         "--since", "October 2016", "--certain"]  # fmt: skip
    assert ikhtilaf(*words[1:]).stdout == page


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed: no shell took the command")
@pytest.mark.parametrize(
    "word", ["", "a b", "it's", '"$HOME" `x` \\', "--", "é", HOSTILE, TURNED, "tab\tline\nend\x1b["]
)
def test_a_shell_takes_it_as_it_was_typed(word: str) -> None:
    line = command_line(["printf", "%s", word])
    assert "\n" not in line
    assert line.isprintable()
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"})
    assert done.stdout.decode() == word


def test_it_tells_no_path_that_nobody_typed(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IKHTILAF_LOG", SMALL)
    page = report()
    assert str(Path(SMALL).parent) not in page
    assert made_by(page) == ["ikhtilaf", "report", "-o", "-"]
    assert "small.yaml" not in page


def test_filters_narrow_every_part(report: Report) -> None:
    whole, some = Reading(report()), Reading(report("--between", "quetta", "isk-f"))
    assert "Asked for: between quetta and isk-f" in some.text("header")
    every = len(re.findall("<article id=e", report()))
    assert re.search(rf"Events\d+ of {every}\D", some.text("about"))
    for part in ("lanes", "matrix", "relations", "factions", "disputes", "timeline", "sources"):
        assert len(some.text(part)) < len(whole.text(part)), part
    factions = [one for one in some.ids if re.fullmatch(r"f\d+", one)]
    assert 2 <= len(factions) < 12  # the two and their parts
    assert "Quetta Shura and IS-K (F) agree a ceasefire" in some.text("timeline")


def test_events_that_answers_rest_on_are_there_though_they_do_not_match(report: Report) -> None:
    page = Reading(report("--between", "quetta", "isk-f", "--since", "2017-11"))
    assert "Habibullah leaves the Peshawar Shura" in page.text("evidence")  # the members that IS-K (F) won
    assert "Quetta Shura and IS-K (F) agree a ceasefire" in page.text("evidence")  # which the matrix leads to
    assert "Quetta Shura and IS-K (F) agree a ceasefire" not in page.text("timeline")
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("options", [("--between", "quetta", "isk-f"), ("--type", "agreement"), ("--since", "2017-10")])
def test_whatever_an_answer_rests_on_is_on_the_page(options: tuple[str, ...], report: Report) -> None:
    page = report(*options)
    relations, factions = (page.split(f'<section id="{part}">')[1].split("</section>")[0] for part in
                           ("relations", "factions"))  # fmt: skip
    rows = re.findall("<tr><td>.*", relations)
    assert rows
    for row in rows:
        events = row.split("<td>")[5]
        assert re.fullmatch(r"<a href=#e\d+>\d+</a>(, <a href=#e\d+>\d+</a>)*", events), events
    for standing in re.findall(r"<li><b>[a-z ,?:/]*</b>: (.*)", factions):
        assert all(name.strip().startswith("<a href=#r") for name in re.split(r", (?=<a|[A-Z])", standing)), standing


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        (("--type", "agreement"), ("graph", "lanes", "matrix")),
        (("--since", "2017"), ("graph", "matrix")),
        (("--place", "nangarhar", "--place", "kunar"), ("graph", "matrix")),
        (("--faction", "isk", "--source", "n20"), ("graph", "lanes", "matrix", "map")),
        (("--faction", "isk"), ()),
        (("--place", "nangarhar"), ()),
        (("--according-to", "quetta"), ()),
    ],
)
def test_a_part_says_which_filter_it_does_not_look_at(
    options: tuple[str, ...], parts: tuple[str, ...], report: Report
) -> None:
    page = Reading(report(*options))
    saying = {part for part in ("graph", "lanes", "matrix", "map") if "does not look at" in page.text(part)}
    assert saying == set(parts)
    for part in parts:
        assert options[-2] in page.text(part)


def test_only_possible_matches_are_marked(report: Report) -> None:
    possible = "? may match"
    assert possible not in Reading(report()).text("timeline")
    assert possible in Reading(report("--since", "2015-08", "--until", "2016")).text("timeline")
    sure = Reading(report("--since", "2015-08", "--until", "2016", "--certain")).text("timeline")
    assert possible not in sure
    assert "Akhtar Mansur" in sure


def test_one_side_s_words(report: Report) -> None:
    page = Reading(report("--according-to", "quetta"))
    assert "according-to quetta" in page.text("header")
    timeline = page.text("timeline")
    assert "for Quetta Shura" in timeline
    assert "giustozzi-2017 asserts" not in timeline
    assert "Nothing is said here of" in page.text("factions")


def test_a_day_after_what_the_log_covers_is_said_so(ikhtilaf: Run) -> None:
    said = ikhtilaf("report", "-o", "-", "--log", SMALL, "--as-of", "2020")
    assert said.stderr.startswith("note: the log covers 2014/2016: ")


def test_another_day(report: Report) -> None:
    page = Reading(report("--as-of", "2015-12-31", "--between", "quetta", "isk"))
    assert "31 December 2015" in page.text("header")
    assert "2015-12-31" in page.text("graph")


def test_no_match_is_a_page_all_the_same(ikhtilaf: Run) -> None:
    said = ikhtilaf("report", "-o", "-", "--text", "no such words anywhere")
    assert (said.returncode, said.stderr) == (0, "note: no event matches\n")
    page = Reading(said.stdout)
    assert "No event matches." in page.text("timeline")
    assert "Nothing is said of any pair under these filters." in page.text("relations")


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (("--faction", "quetaa"), "unknown-name"),
        (("--since", "2017", "--until", "2015"), "since-after-until"),
        (("--as-of", "2015/.."), "no-last-day"),
        (("--log", "nowhere.yaml"), "no-such-path"),
    ],
)
def test_mistakes_are_those_of_the_other_commands(
    options: tuple[str, ...], name: str, ikhtilaf: Run, tmp_path: Path
) -> None:
    said = ikhtilaf("report", "-o", str(tmp_path / "page.html"), *options)
    other = ikhtilaf("relations", *options)
    assert (said.returncode, said.stderr) == (other.returncode, other.stderr)
    assert said.stderr.startswith("error[")
    assert list(tmp_path.iterdir()) == []


def test_without_jinja_it_says_how_to_get_it(ikhtilaf: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    really = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == "jinja2":
            raise ImportError(name)
        return really(name, *rest, **more)

    for name in [name for name in sys.modules if name.split(".")[0] == "jinja2"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "ikhtilaf.report.compiled", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    said = ikhtilaf("report", "-o", str(tmp_path / "page.html"), "--log", SMALL)
    assert said.returncode == MissingPackageError.exit_code
    assert said.stderr == (
        "error[missing-package]: `report` needs Jinja2, which is not installed\n"
        "remedy: Run `pip install 'ikhtilaf[report]'`.\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["r2.pdf", "r2", "page.svg", "html"])
def test_it_writes_no_page_into_a_file_of_another_kind(name: str, ikhtilaf: Run, tmp_path: Path) -> None:
    said = ikhtilaf("report", "-o", str(tmp_path / name))
    assert said.returncode == 2
    assert said.stderr.startswith("error[unknown-form]: ")
    assert "\nremedy: Name it .html" in said.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["page.htm", "PAGE.HTML"])
def test_it_knows_the_endings_of_a_page(name: str, ikhtilaf: Run, tmp_path: Path) -> None:
    assert ikhtilaf("report", "-o", str(tmp_path / name), "--between", "quetta", "isk-f").returncode == 0
    assert (tmp_path / name).read_text("utf-8").startswith("<!DOCTYPE html>")
