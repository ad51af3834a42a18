"""Completion as people meet it: bash, zsh and fish themselves, with the scripts that the program gives them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, TypeVar

import pytest
from shell_terminal import SETUP, Terminal, need, surroundings

Shell = TypeVar("Shell", bound=Terminal)
LOG = Path(__file__).with_name("log.yaml")
"""A log whose names hold what a shell would run, if it were let."""


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log, which is the one in use."""
    monkeypatch.setenv("IKHTILAF_LOG", str(LOG))
    return LOG


def program(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ikhtilaf", *arguments]
    return subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, check=False)


def script(shell: str, folder: Path) -> Path:
    path = folder / "script"
    path.write_text(program("--show-completion", shell).stdout)
    return path


@contextmanager
def begun(shell: str, made: pytest.TempPathFactory, kind: type[Shell]) -> Iterator[Shell]:
    """A shell with the completion, in a folder of its own and with the log in use: one for many tests, for starting it
    takes longer than what it is asked.
    """
    need(shell)
    folder = made.mktemp(shell)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IKHTILAF_CACHE", str(made.getbasetemp() / "cache"))
        patch.setenv("IKHTILAF_LOG", str(LOG))
        script(shell, folder)
        opened = kind(shell, folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["bash", "zsh"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    with begun(request.param, tmp_path_factory, Terminal) as opened:
        yield opened


@pytest.fixture
def terminal(running: Terminal) -> Iterator[Terminal]:
    yield running
    assert not (running.folder / "pwned").exists()


class Fish:
    """fish, asked what it would offer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.script = script("fish", folder)

    def offers(self, line: str, *, before: str = "") -> dict[str, str]:
        asked = f"source {self.script}; {before or 'true'}; complete -C $argv[1]"
        done = subprocess.run(
            ["fish", "--no-config", "-c", asked, line],
            cwd=self.folder,
            env=surroundings(self.folder),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
        return dict(found.partition("\t")[::2] for found in done.stdout.splitlines())


@pytest.fixture
def fish(tmp_path: Path, log: Path) -> Iterator[Fish]:
    need("fish")
    yield Fish(tmp_path)
    assert not (tmp_path / "pwned").exists()


LINES = [
    ("ikhtilaf dispu", ["disputes"]),
    ("ikhtilaf timeline --provi", ["timeline", "--province"]),
    ("ikhtilaf timeline --province h", ["timeline", "--province", "hill"]),
    ("ikhtilaf timeline --province HI", ["timeline", "--province", "hill"]),
    ("ikhtilaf timeline --province=HI", ["timeline", "--province=hill"]),
    ("ikhtilaf timeline --province=", ["timeline", "--province=hill"]),
    ("ikhtilaf timeline --province 'Hill P", ["timeline", "--province", "hill-province"]),
    ('ikhtilaf timeline --province "Hill P', ["timeline", "--province", "hill-province"]),
    (r"ikhtilaf timeline --province Hill\ P", ["timeline", "--province", "hill-province"]),
    ("ikhtilaf timeline --faction dash", ["timeline", "--faction", "dash;-touch-pwned"]),
    ("ikhtilaf timeline --faction 'n:", ["timeline", "--faction", "n:f"]),
    ("ikhtilaf timeline --between s", ["timeline", "--between", "south"]),
    ("ikhtilaf timeline --between north s", ["timeline", "--between", "north", "south"]),
    ("ikhtilaf timeline --person t", ["timeline", "--person", "tarik"]),
    ("ikhtilaf show first-f", ["show", "first-fight"]),
    ("ikhtilaf timeline --fields date,ti", ["timeline", "--fields", "date,title"]),
    ("ikhtilaf list st", ["list", "sta"]),
    ("ikhtilaf --show-completion z", ["--show-completion", "zsh"]),
    ("ikhtilaf timeline --log scr", ["timeline", "--log", "script"]),
    ("ikhtilaf timeline --log=scr", ["timeline", "--log=script"]),
    ("ikhtilaf check scr", ["check", "script"]),
    ("ikhtilaf timeline --text sc", ["timeline", "--text", "sc"]),
]


@pytest.mark.parametrize(("line", "words"), LINES)
def test_on_the_line(terminal: Terminal, line: str, words: list[str]) -> None:
    assert terminal.complete(line) == ["ikhtilaf", *words]


def test_the_list_shows_what_words_mean(tmp_path: Path, log: Path) -> None:
    need("zsh")
    script("zsh", tmp_path)
    zsh = Terminal("zsh", tmp_path)
    assert zsh.complete("ikhtilaf timeline --state c") == ["ikhtilaf", "timeline", "--state", "c"]
    zsh.close()
    assert "clashes      -- sporadic fighting" in zsh.seen


def test_a_log_on_the_line(terminal: Terminal) -> None:
    (terminal.folder / "other.yaml").write_text(LOG.read_text().replace("tarik", "musa"))
    line = "ikhtilaf timeline --log other.yaml --person "
    assert terminal.complete(line + "m")[-1] == "musa"
    assert terminal.complete("ikhtilaf timeline --log ~/other.yaml --person m")[-1] == "musa"


def test_a_broken_log_is_no_trouble(terminal: Terminal) -> None:
    (terminal.folder / "broken.yaml").write_text("log: [\n")
    for path in ("broken.yaml", "missing.yaml"):
        line = f"ikhtilaf timeline --log {path} --person t"
        assert terminal.complete(line) == line.split()
        assert "rror" not in terminal.seen


AWKWARD = ["aa", "bb", "cc", *(2 * letter for letter in "defghijklm")]
"""How the names and passages begin that a shell would not take as mere text."""


def bait(folder: Path) -> None:
    path = folder / "touch-pwned"
    path.write_text("#!/bin/sh\ntouch pwned\n")
    path.chmod(0o755)


class Typing(Terminal):
    """A shell that tells the line as it stands, and does not run it."""

    TELLS: ClassVar = {
        "bash": 'bind -x \'"\\C-t": told "$READLINE_LINE"\'',
        "zsh": "tell() { told $BUFFER }; zle -N tell; bindkey '^T' tell",
    }

    def __init__(self, shell: str, folder: Path) -> None:
        super().__init__(shell, folder, f"{SETUP[shell]}; {self.TELLS[shell]}")
        self.shell = shell

    def line(self, begun: str) -> str:
        """Return the line that stands there once the tabulator is pressed."""
        return "\n".join(self._answer(f"\x15{begun}\t\x14"))

    def run(self, line: str) -> None:
        """Run a line, with a program that does nothing."""
        subprocess.run(
            [self.shell, "-c", f"ikhtilaf() {{ :; }}\n{line}"], cwd=self.folder, capture_output=True, check=False
        )


@pytest.fixture(scope="module", params=["bash", "zsh"])
def typing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typing]:
    with begun(request.param, tmp_path_factory, Typing) as opened:
        bait(opened.folder)
        yield opened


def test_what_is_run_would_be_seen(typing: Typing) -> None:
    typing.run('ikhtilaf show "dd$(touch pwned)" ')
    (typing.folder / "pwned").unlink()


@pytest.mark.parametrize("before", ["ikhtilaf show ", "ikhtilaf timeline --cites=", "echo `ikhtilaf show "])
@pytest.mark.parametrize("quote", ['"', "'", ""])
def test_nothing_of_a_log_is_run(typing: Typing, quote: str, before: str) -> None:
    end = "`" if "`" in before else ""
    for begun in AWKWARD:
        for more in ("", "$") if quote == '"' else ("",):
            line = typing.line(f"{before}{quote}{begun}{more}")
            assert begun in line
            for whole in {line + end, line + quote + end}:
                typing.run(whole)
                assert not (typing.folder / "pwned").exists(), whole


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("word", ["oo page 12", "qq é, ü"])
def test_inside_quotes_plain_words_are_completed(terminal: Terminal, quote: str, word: str) -> None:
    assert terminal.complete(f"ikhtilaf show {quote}{word[:2]}") == ["ikhtilaf", "show", word]


@pytest.mark.parametrize("begun", ["dd", "ee", "ff", "ii", "jj", "kk", "mm"])
def test_outside_quotes_awkward_words_are_completed_and_not_run(terminal: Terminal, begun: str) -> None:
    word = terminal.complete(f"ikhtilaf show {begun}")[-1]
    assert word.startswith(begun)
    assert len(word) > 2


@pytest.mark.parametrize("quote", ['"', "'"])
def test_fish_offers_only_plain_words_inside_quotes(fish: Fish, quote: str) -> None:
    assert fish.offers(f"ikhtilaf show {quote}dd") == {}
    assert fish.offers(f"ikhtilaf show {quote}ee") == {}
    assert list(fish.offers(f"ikhtilaf show {quote}oo")) == ["oo page 12"]
    assert list(fish.offers("ikhtilaf show dd")) == ["dd$(touch pwned)"]


@pytest.mark.parametrize("cwd_program", ["./ikhtilaf", "~/ikhtilaf"])
def test_the_program_by_its_path(terminal: Terminal, cwd_program: str) -> None:
    (terminal.folder / "ikhtilaf").unlink(missing_ok=True)
    (terminal.folder / "ikhtilaf").symlink_to(Path(sys.executable).parent / "ikhtilaf")
    assert terminal.complete(f"{cwd_program} timeline --person t")[-1] == "tarik"


def test_bash_offers_names_of_files_after_a_redirection(tmp_path: Path, log: Path) -> None:
    script("bash", tmp_path)
    bash = Terminal("bash", tmp_path)
    bash.complete("ikhtilaf timeline > scri")
    bash.close()
    assert bash.seen.count("ikhtilaf timeline > script ") >= 1


def test_bash_by_hand(tmp_path: Path, log: Path) -> None:
    script("bash", tmp_path)
    ask = (
        'source ./script; COMP_LINE="ikhtilaf timeline --state c"; COMP_POINT=${#COMP_LINE}; '
        "COMP_WORDS=(ikhtilaf timeline --state c); COMP_CWORD=3; "
        '_ikhtilaf_completion ikhtilaf c --state; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", ask],
        cwd=tmp_path,
        env=surroundings(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["clashes", "ceasefire", "cordial", "cooperation", "contested"]


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("timeline --province h", {"hill": "Hill Province"}),
        ("timeline --province H", {"hill": "Hill Province"}),
        ("timeline --province=h", {"--province=hill": "Hill Province"}),
        ("timeline --province rid", {"ridge": "Hill Province"}),
        ("timeline --place hill", {"hill": "Hill Province", "hillside": "Hillside"}),
        ("timeline --faction s", {"south": "[bold]South[/bold]"}),
        ("timeline --between south north-", {"north-west": "North `touch pwned` West"}),
        ("timeline --fields date,ti", {"date,title": "Title"}),
        ("timeline --text x", {}),
        ("check scr", {"script": ""}),
        ("timeline --log scr", {"script": ""}),
        ("timeline --log=scr", {"--log=script": ""}),
        ("timeline --log nothing-so-named", {}),
        ("timeline --log missing.yaml --faction ", {}),
    ],
)
def test_fish_offers(fish: Fish, line: str, offers: dict[str, str]) -> None:
    assert fish.offers(f"ikhtilaf {line}") == offers


def test_fish_keeps_the_order_of_states(fish: Fish) -> None:
    assert list(fish.offers("ikhtilaf timeline --state c"))[:3] == ["clashes", "ceasefire", "cordial"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_installed_once_it_works_in_a_new_shell(shell: str, tmp_path: Path, log: Path) -> None:
    need(shell)
    for _ in range(2):
        done = program("--install-completion", shell, HOME=str(tmp_path), ZDOTDIR="", XDG_CONFIG_HOME="")
        assert done.returncode == 0
        assert done.stdout == ""
        assert done.stderr.startswith("note: wrote ")
    if shell == "fish":
        ask = "complete -C 'ikhtilaf timeline --person t'"
        env = surroundings(tmp_path)
        shown = subprocess.run(["fish", "-c", ask], env=env, capture_output=True, text=True, check=True).stdout
        assert shown == "tarik\tTarik ben Ziad\n"
        return
    settings = tmp_path / {"bash": ".bashrc", "zsh": ".zshrc"}[shell]
    assert len(settings.read_text().splitlines()) == 1
    opened = Terminal(shell, tmp_path, f"source {settings.name}")
    assert opened.complete("ikhtilaf timeline --person t")[-1] == "tarik"
    opened.close()


def test_installing_keeps_what_is_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / ".bashrc").write_text("alias ll='ls -l'")
    program("--install-completion", "bash", HOME=str(tmp_path))
    assert (tmp_path / ".bashrc").read_text().splitlines()[0] == "alias ll='ls -l'"
    assert (tmp_path / ".bashrc").read_text().splitlines()[1].startswith("source ")


@pytest.mark.parametrize(("shell", "name"), [("bash", ".bashrc"), ("zsh", ".zshrc")])
@pytest.mark.parametrize("content", [b"# caf\xe9\n", b"alias a=b\r\nalias c=d\r\n", b"alias a=b", b"\n\n", b""])
def test_installing_appends_one_line_and_changes_no_byte(shell: str, name: str, content: bytes, tmp_path: Path) -> None:
    settings = tmp_path / name
    settings.write_bytes(content)
    for _ in range(2):
        done = program("--install-completion", shell, HOME=str(tmp_path), ZDOTDIR="")
        assert done.returncode == 0, done.stderr
    found = settings.read_bytes()
    assert found.startswith(content)
    added = found[len(content) :]
    assert added.endswith(b"\n")
    assert added.count(b"\n") == (2 if content and not content.endswith(b"\n") else 1)


def test_a_full_disk_costs_nothing(tmp_path: Path) -> None:
    settings = tmp_path / ".bashrc"
    content = b"# what the user has written\n" * 2000
    settings.write_bytes(content)
    command = f"ulimit -f 16; exec '{sys.executable}' -m ikhtilaf --install-completion bash"
    done = subprocess.run(
        ["sh", "-c", command], env={**os.environ, "HOME": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert done.stderr.startswith(f"error[unwritable-path]: {settings} cannot be written")
    assert settings.read_bytes() == content


def test_the_shell_need_not_be_named(tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text(f"'{sys.executable}' -m ikhtilaf --show-completion; true\n")
    done = subprocess.run(["bash", str(tmp_path / "run.sh")], capture_output=True, text=True, check=True)
    assert done.stdout == program("--show-completion", "bash").stdout


def test_another_shell_is_a_mistake() -> None:
    done = program("--show-completion", "tcsh")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        'error[unknown-shell]: there is no completion for the shell "tcsh"',
        "remedy: Name bash, zsh or fish.",
    ]
