"""The help: of the whole and of every command, in the terminal's width."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest
from syrupy.assertion import SnapshotAssertion

from ikhtilaf import __version__
from ikhtilaf.cli.app import COMMANDS, build

Run = Callable[..., CompletedProcess[str]]
Transcript = Callable[..., str]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(command: str, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    assert transcript(f"{command} --help".strip()) == snapshot


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_h_is_help(command: str, ikhtilaf: Run) -> None:
    words = command.split()
    said = ikhtilaf(*words, "-h")
    assert said.returncode == 0
    assert said.stdout == ikhtilaf(*words, "--help").stdout
    assert said.stderr == ""


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_help_fits_the_width(command: str, width: int, ikhtilaf: Run) -> None:
    said = ikhtilaf(*command.split(), "--help", width=width)
    assert [line for line in said.stdout.splitlines() if len(line) > width] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_and_argument_is_explained(command: str) -> None:
    for parameter in build(command).params:
        assert getattr(parameter, "help", None), parameter.name


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example(command: str, ikhtilaf: Run) -> None:
    text = ikhtilaf(command, "--help").stdout
    assert "Examples:" in text
    assert f"ikhtilaf {command}" in text.split("Examples:")[1]


def test_version(ikhtilaf: Run) -> None:
    said = ikhtilaf("--version")
    assert (said.returncode, said.stdout, said.stderr) == (0, f"ikhtilaf {__version__}\n", "")
