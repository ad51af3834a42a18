"""PyYAML's two parsers behind one face: a function that gives the next event, and one wording for what is not YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml

from ikhtilaf.log.form_problems import BadYaml
from ikhtilaf.log.pure import PureParser
from ikhtilaf.log.text import TextStream
from ikhtilaf.model.things import Mark

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment, misc]

YamlEvent = Any
"""An event of PyYAML. Its attributes depend on its class, which is asked for once an event: a union type would have it
asked twice.
"""

HAS_LIBYAML: bool = CParser is not None


def open_parser(stream: TextStream, *, pure: bool = False) -> Callable[[], YamlEvent]:
    """Return the function that gives the next event of the stream; with `pure`, the parser in Python even where libyaml
    is there.

    The function raises `yaml.YAMLError` where the text is not YAML: see `syntax_problem`.
    """
    if CParser is None or pure:
        event: Callable[[], YamlEvent] = PureParser(stream).get_event
        return event
    return CParser(stream).get_event


_QUOTE = "Put the text in quotes."
_ESCAPE = r"Write \\ for a backslash, or use single quotes, in which it means itself."
_WORDINGS = tuple(
    (re.compile(pattern), what, remedy)
    for pattern, what, remedy in (
        (
            r"<document start>",
            "this stands behind the end of what came before",
            "Give it a key, or close the brackets or quotes before it.",
        ),
        (r"max depth|flow level", "brackets stand in brackets beyond all sense", "Close the brackets that are open."),
        (r"tab character", "a tab stands in the indentation", "Indent with spaces."),
        (r"cannot start any token", "no text can begin with this character", _QUOTE),
        (r"unexpected ':'", "a colon without a space after it", "Put a space after the colon, or the text in quotes."),
        (
            r"simple key",
            "a key without a colon",
            "Write `key: value`; or indent the line further if it goes on from the line above.",
        ),
        (
            r"sequence entries are not",
            "a list cannot begin here",
            "Write it below its key, each item on a line of its own.",
        ),
        (r"mapping keys are not", "a question mark cannot begin a key here", _QUOTE),
        (
            r"mapping values are not",
            "a colon cannot stand here",
            'Put text with ": " in it in quotes, or begin a line for the key.',
        ),
        (
            r"block mapping",
            "this does not fit the lines above",
            "Indent the keys of one thing alike, and give each a colon.",
        ),
        (
            r"block collection",
            "this does not fit the list above",
            "Indent the keys of one thing alike, and begin each thing in the list with a hyphen.",
        ),
        (
            r"flow sequence",
            "a comma or ] is missing before this",
            "Put commas between the items, and close the list with ].",
        ),
        (
            r"flow mapping",
            "a comma or } is missing before this",
            "Put commas between the pairs, and close them with }.",
        ),
        (r"node content", "something is missing before this, or this cannot stand here", _QUOTE),
        (
            r"document (indicator|separator)",
            "a new document begins within quotes",
            "Close the quotes, or indent the line.",
        ),
        (r"unexpected end of stream", "the quotes are never closed", "Close the quotes."),
        (r"escape code|escape char|escape seq", "the backslash begins nothing that YAML knows", _ESCAPE),
        (r"hexdecimal|hexadecimal", "the backslash begins nothing that YAML knows", _ESCAPE),
        (
            r"block scalar",
            "only > or |, with + or -, can stand here before the text",
            "Begin the text on the next line, indented.",
        ),
        (r"an (alias|anchor)", "no name can follow here", _QUOTE),
        (r"directive|incompatible", "a line that begins with % is not for logs", "Delete the line."),
        (r"\btag\b", "a tag that YAML does not know", _QUOTE),
    )
)
_FROM_THE_START = re.compile("quoted scalar|a tag|an alias|an anchor|directive")
"""Faults for which the parsers give different places, and for which the place where it all began says more."""
_NEVER_ENDS = ("what begins here never ends", "Close the quotes or brackets that are open.")
_ANYTHING = ("it cannot be understood from here on", "Look at the quotes, brackets and indentation around here.")


def syntax_problem(error: yaml.YAMLError, file: str, ended_at: int | None = None) -> BadYaml:
    """Return what a parser raised as a problem: the same for both parsers, which word it differently.

    `ended_at` is the number of the line behind the last one, if the parser came so far.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return BadYaml(Mark(file, 1, 1), *_ANYTHING)
    said = f"{error.context or ''}: {(error.problem or '').partition(', but ')[0]}"
    what, remedy = next(((what, remedy) for pattern, what, remedy in _WORDINGS if pattern.search(said)), _ANYTHING)
    began, place = error.context_mark, error.problem_mark
    if began is not None and place.line + 1 == ended_at and place.line > began.line:
        place, what, remedy = began, *_NEVER_ENDS
    elif began is not None and _FROM_THE_START.search(said):
        place = began
    since = began.line + 1 if began is not None else None
    return BadYaml(Mark(file, place.line + 1, place.column + 1), what, remedy, since)
