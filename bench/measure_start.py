"""Start: how long the program takes to its first answer from the shipped log, beside importing typer."""

from __future__ import annotations

import answers
from setting import Setting
from timing import Command, interleaved

ANSWER = ("timeline", "--province", "nangarhar")
TYPER, PIPED, TERMINAL = "import typer", "piped", "terminal"


def commands(setting: Setting) -> dict[str, Command]:
    """Return what is run in turn: importing typer, the two answers, and what must not be slower than the table."""
    asking = setting.environment | {"_IKHTILAF_COMPLETE": "bash"}
    asked = ("nang", "ikhtilaf timeline --province nang")
    return {
        TYPER: setting.command(setting.python, "-c", "import typer"),
        PIPED: setting.ikhtilaf(*ANSWER),
        TERMINAL: setting.ikhtilaf(*ANSWER, "--no-pager", terminal=True),
        "help": setting.ikhtilaf("--help", terminal=True),
        "version": setting.ikhtilaf("--version", terminal=True),
        "completion": setting.ikhtilaf(*asked, environment=asking),
        "error": setting.ikhtilaf("timeline", "--provnce", "nangarhar", terminal=True, codes=frozenset({2})),
    }


def measure(setting: Setting) -> None:
    """Measure the starts; first check that each command says what it is run for."""
    found = commands(setting)
    for name, sign in ((PIPED, b"nangarhar"), (TERMINAL, b"Date"), ("help", b"timeline"), ("completion", b"nangarhar")):
        if sign not in (answers.output(name, found[name]) or b""):
            raise answers.NoAnswerError(name)
    series = interleaved(found, setting.size["start_rounds"])
    setting.compare("start-piped", series, PIPED, TYPER)
    setting.compare("start-terminal", series, TERMINAL, TYPER)
    for name in ("help", "version", "completion", "error"):
        setting.compare(f"start-{name}", series, name, TERMINAL)
