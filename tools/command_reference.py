"""Makes the reference of the command line, `docs/cli.md` and `docs/ikhtilaf.1`, from the command line itself.

The files to write are named on its command line: what ends in `.1` is a man page, the rest Markdown. Everything but the
short texts at the top comes from the help of the commands, `errors.Exit` and the docstrings of `render.escape`.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

from ikhtilaf import __version__, errors
from ikhtilaf.cli.app import COMMANDS, build
from ikhtilaf.render import escape

PANELS = ("What", "Where", "When", "Who says so", "Output")
"""The order in which groups of options are listed; those of one command only stand before the last."""

ENVIRONMENT = {
    "IKHTILAF_LOG": "The log to read where --log names none: a file or a folder.",
    "IKHTILAF_CACHE": "The folder of compiled logs. Default: ikhtilaf in $XDG_CACHE_HOME, else ~/.cache/ikhtilaf.",
    "XDG_CACHE_HOME": "The folder of caches that IKHTILAF_CACHE defaults to.",
    "NO_COLOR": "Where it is not empty, no colours, whatever FORCE_COLOR says; `--color always` wins over it.",
    "FORCE_COLOR": "Where it is not empty, colours into a pipe too.",
    "TERM": "With the value dumb, no colours.",
    "COLUMNS": "The width of tables, in characters. Default: that of the terminal, else 80.",
    "IKHTILAF_PAGER": "The pager for tables on a terminal; empty or cat means none. Default: $PAGER, else less.",
    "PAGER": "The pager where IKHTILAF_PAGER is not set; empty or cat means none.",
    "LESS": "The options of less. Default: FRX (leave where all fits on the screen, let colours through).",
    "XDG_CONFIG_HOME": "Where --install-completion finds the folder of fish. Default: ~/.config.",
    "ZDOTDIR": "Where --install-completion finds the .zshrc of zsh. Default: the home folder.",
    "SHELL": "The shell that completion is for, where it cannot be told which shell runs the program.",
}

OUTPUT = (
    "On a terminal the answer is a table; into a pipe it is tsv with a header line, one record a line, whole.",
    "The order is always the same: the same log and options give the same bytes.",
    "stdout carries data only; notes and errors go to stderr.",
    "An option that takes no value is off unless it is given; --no-pager turns off what is on.",
    "Repeating an option means or, different options mean and.",
    "A name may be an id, a name or an alias; case, accents and the kind of hyphen do not count.",
)


class Option(NamedTuple):
    """An option or argument as the help has it."""

    spelling: str
    help: str


class Command(NamedTuple):
    """A command as its help has it."""

    name: str
    usage: str
    summary: str
    paragraphs: tuple[str, ...]
    examples: tuple[str, ...]
    arguments: tuple[Option, ...]
    options: tuple[tuple[str, tuple[Option, ...]], ...]


def command(name: str) -> Command:
    """Return what the help of a command says; of the application itself for ""."""
    made = build(name)
    paragraphs = [" ".join(part.split()) for part in (made.help or "").split("\n\n")]
    texts, examples = paragraphs, []
    if "Examples:" in paragraphs:
        at = paragraphs.index("Examples:")
        texts, examples = paragraphs[:at], paragraphs[at + 1 :]
    options = [param for param in made.params if param.param_type_name == "option" and not param.hidden]
    arguments = [param for param in made.params if param.param_type_name == "argument"]
    usage = " ".join(["ikhtilaf", *filter(None, [name]), "[OPTION]...", *(_metavar(param) for param in arguments)])
    return Command(
        name,
        usage if name else "ikhtilaf COMMAND [OPTION]... [ARGUMENT]...",
        texts[0],
        tuple(texts[1:]),
        tuple(examples),
        tuple(Option(_metavar(param), _help(param)) for param in arguments),
        tuple(_grouped(options)),
    )


def _grouped(params: list[Any]) -> Iterator[tuple[str, tuple[Option, ...]]]:
    panels: dict[str, list[Option]] = {}
    for param in params:
        panels.setdefault(param.rich_help_panel or "", []).append(Option(_spelling(param), _help(param)))
    panels.setdefault("", []).append(Option("-h, --help", "Show the help and exit."))
    own = [panel for panel in panels if panel not in {*PANELS, ""}]
    for panel in (*PANELS[:-1], *own, PANELS[-1], ""):
        if panel in panels:
            yield panel or "Options", tuple(panels[panel])


def _spelling(param: Any) -> str:
    names = ", ".join((*param.opts, *param.secondary_opts))
    return names if param.is_flag else f"{names} {_metavar(param)}"


def _metavar(param: Any) -> str:
    choices = getattr(param.type, "choices", None)
    if choices:
        return "|".join(str(getattr(choice, "value", choice)) for choice in choices)
    return str(param.metavar or param.name.upper())


def _help(param: Any) -> str:
    text = " ".join((param.help or "").split())
    default = param.default
    said = param.param_type_name == "argument" or param.is_flag or "Default:" in text or default in (None, "", ())
    return text if said else f"{text} Default: {default}."


def exit_codes() -> dict[str, str]:
    """Return the meaning of each exit code, from the text that stands under it in `errors.Exit`."""
    found = ast.parse(inspect.getsource(errors.Exit)).body[0]
    assert isinstance(found, ast.ClassDef)  # noqa: S101 -- it is one
    meanings = {}
    for line, following in zip(found.body, found.body[1:], strict=False):
        if isinstance(line, ast.Assign) and isinstance(following, ast.Expr):
            name = ast.unparse(line.targets[0])
            text = inspect.cleandoc(ast.literal_eval(following.value))
            meanings[str(int(errors.Exit[name]))] = " ".join(text.split())
    return meanings


def escaping() -> list[tuple[str, str]]:
    """Return how text is escaped, for each format, in the words of `render.escape`."""
    parts = [(inspect.getdoc(escape) or "").split("\n\n", 1)[1]]
    parts += [inspect.getdoc(function) or "" for function in (escape.escape_tsv, escape.csv_cell, escape.defuse)]
    hidden, tsv, csv, defuse = (" ".join(part.replace("*", "").split()) for part in parts)
    return [
        ("Hidden characters", hidden),
        ("tsv", tsv.replace("Return the text as one tsv field:", "A field is written with")),
        ("csv", csv.replace("Return the text of one csv cell, defused. ", "")),
        (
            "Formulas in csv",
            defuse.replace("Return the text with an apostrophe before it", "Text has an apostrophe before it"),
        ),
    ]


# Markdown -------------------------------------------------------------------------------------------------------------


def markdown() -> str:
    """Return `docs/cli.md`."""
    main, commands = command(""), [command(name) for name in COMMANDS]
    lines = ["# The command line", "", "Made by `make docs` from the help texts of the program: do not edit it.", ""]
    lines += [f"{main.summary} {' '.join(main.paragraphs)}", "", "```", main.usage, "```", ""]
    for panel in dict.fromkeys(entry.panel for entry in COMMANDS.values()):
        lines += [f"- *{panel}*:"]
        lines += [
            f"  - [`{one.name}`](#{one.name}): {_md(one.summary)}"
            for one in commands
            if COMMANDS[one.name].panel == panel
        ]
    lines += ["", *_md_options(main, "##"), "## Output", ""]
    lines += [line for text in OUTPUT for line in (_md(text), "")]
    for one in commands:
        lines += [f"## {one.name}", "", _md(one.summary), ""]
        lines += ["```sh", *one.examples, "```", "", f"Usage: `{one.usage}`", ""]
        lines += [line for text in one.paragraphs for line in (_md(text), "")]
        if one.arguments:
            lines += [*(f"- `{argument.spelling}`: {_md(argument.help)}" for argument in one.arguments), ""]
        lines += _md_options(one, "###")
    lines += ["## Exit codes", "", "| Code | Meaning |", "|---|---|"]
    lines += [f"| {code} | {_md(meaning)} |" for code, meaning in exit_codes().items()]
    lines += ["", "## Environment", "", "| Variable | Meaning |", "|---|---|"]
    lines += [f"| `{name}` | {_md(meaning)} |" for name, meaning in ENVIRONMENT.items()]
    lines += ["", "## How text is escaped", "", "Text from a log is data, whatever it holds."]
    lines += [line for title, text in escaping() for line in ("", f"**{title}.** {text}")]
    return "\n".join(lines) + "\n"


def _md_options(one: Command, level: str) -> Iterator[str]:
    for panel, options in one.options:
        yield from (f"{level} {panel}" if level == "##" else f"**{panel}**", "", "| Option | |", "|---|---|")
        yield from (f"| `{option.spelling.replace('|', chr(92) + '|')}` | {_md(option.help)} |" for option in options)
        yield ""


def _md(text: str) -> str:
    """Our own text for Markdown: options, and what looks like markup, as code or escaped; code stays."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else _md_plain(part) for part in parts)


def _md_plain(text: str) -> str:
    text = re.sub(r"[|*_<>\[\]]", r"\\\g<0>", text)
    return re.sub(
        r"(?<![\w-])(--[a-z-]+[a-z]|\$[A-Z_\\]+[A-Z])", lambda found: f"`{found[0].replace(chr(92), '')}`", text
    )


# The man page ---------------------------------------------------------------------------------------------------------


def man_page() -> str:
    """Return `docs/ikhtilaf.1`."""
    main, commands = command(""), [command(name) for name in COMMANDS]
    lines = [
        r".\" Made by `make docs` from the help texts of the program: do not edit it.",
        f'.TH IKHTILAF 1 "{released()}" "ikhtilaf {__version__}" "User Commands"',
        ".SH NAME",
        *_roff(f"ikhtilaf - {main.summary[0].lower()}{main.summary[1:].rstrip('.')}"),
        ".SH SYNOPSIS",
        r".B ikhtilaf",
        _line("COMMAND [OPTION]... [ARGUMENT]..."),
        ".SH DESCRIPTION",
        *_roff_paragraphs(main.paragraphs),
        *_roff_paragraphs(OUTPUT, first=".PP"),
        ".SH OPTIONS",
        *_roff_list(main.options[0][1]),
        ".SH COMMANDS",
    ]
    for one in commands:
        lines += [f".SS {one.name}", *_roff(one.summary)]
        lines += [".PP", "Examples:", ".PP", ".nf", ".RS 4", *map(_line, one.examples), ".RE", ".fi"]
        lines += [".PP", *_roff(f"Usage: {one.usage}"), *_roff_paragraphs(one.paragraphs, first=".PP")]
        lines += _roff_list(one.arguments)
        for panel, options in one.options:
            lines += [".PP", rf"\fI{_line(panel)}\fR", *_roff_list(options)]
    lines += [".SH EXIT STATUS", *_roff_list(Option(*pair) for pair in exit_codes().items())]
    lines += [".SH ENVIRONMENT", *_roff_list(Option(*pair) for pair in ENVIRONMENT.items())]
    lines += [".SH ESCAPING", "Text from a log is data, whatever it holds."]
    lines += _roff_list(Option(*pair) for pair in escaping())
    return "\n".join(lines) + "\n"


def _roff_paragraphs(texts: tuple[str, ...], first: str = "") -> Iterator[str]:
    for number, text in enumerate(texts):
        yield from ([".PP"] if number or first else [])
        yield from _roff(text)


def _roff_list(options: Any) -> Iterator[str]:
    for option in options:
        yield from (".TP", rf"\fB{_line(option.spelling)}\fR", *_roff(option.help))


def _roff(text: str) -> Iterator[str]:
    """Lines of text for roff, each short enough that its tools do not complain."""
    for line in wrap(text, 70, break_long_words=False, break_on_hyphens=False):
        yield _line(line)


def _line(text: str) -> str:
    """One line for roff: backslashes, hyphens, quotes and a dot at the beginning stand for themselves."""
    escaped = "".join(_ROFF.get(char, char if char.isascii() else f"\\[u{ord(char):04X}]") for char in text)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


_ROFF = {
    "\\": r"\(rs",
    "-": r"\-",
    "`": r"\(ga",
    "'": r"\(aq",
    "^": r"\(ha",
    "~": r"\(ti",
    '"': r"\(dq",
}


def released() -> str:
    """Return the day on which this version came out, as the list of changes has it; empty where it has not."""
    changes = Path(__file__).parents[1] / "CHANGELOG.md"
    found = re.search(rf"^## {re.escape(__version__)}, (\d{{4}}-\d\d-\d\d)$", changes.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


def text_for(target: Path) -> str:
    """Return what a file should hold."""
    return man_page() if target.suffix == ".1" else markdown()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(text_for(Path(name)), "utf-8")
