"""Texts that attack whoever reads them, each in every text that a log has; and the same log with harmless words.

A payload that became structure, in any format, would make the outputs of the two logs differ in more than words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from builders import Thing, TieOf, claim, event, fact, faction, model, person, place, region, says, source, tie

from ikhtilaf.model.things import Event, Log, Mark
from ikhtilaf.store.compile import compile_log

TERMINAL = [
    "\x1b[31mred\x1b[0m",  # colour
    "\x1b[2J\x1b[Hwiped",  # the screen cleared
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",  # OSC 8, a link
    "\x1b]52;c;ZWNobyBvd25lZA==\x07",  # OSC 52, the clipboard
    "\x1b]0;title\x07",  # the title of the window
    '\x1bP$q"p\x1b\\',  # DCS, which some terminals answer as if it were typed
    "\x9b31mred \x9d8;;x\x9c \x90q\x9c",  # the same in the 8-bit controls
    "ends in escape \x1b",
    "bell \x07, back\x08\x08\x08\x08space, delete \x7f, shift \x0e out \x0f, nul \x00, form \x0c feed, \x0b, sub \x1a",
    "denied\rasserted",  # a line that is written over
    "\rover the cell before",
    "next \x85 line, line \u2028 separator, paragraph \u2029 separator",
]
UNSEEN = [
    "\u202eesrever\u202c \u202aleft\u202c \u2067isolate\u2069 \u2066x\u2069 \u2068y\u2069 \u200fmark\u200e \u061cmark",
    "\u202enever closed",
    "zero\u200bwidth\u2060joined\ufeffmark soft\u00adhyphen \u180eseparator \u2061applied",
    "tags \U000e0001\U000e0069\U000e0067\U000e006e\U000e007f",
    "bytes in variation selectors \u2694\ufe0f\ufe01\ufe02\U000e0100\U000e0101\U000e01ef",
    "\ufe0fat the start",
    "fillers \u115f\u1160\u3164\uffa0 \u034f joiner \u17b4\u17b5 \u180b\u180f",
    "notes \ufff9one\ufffatwo\ufffb beam \U0001d173\U0001d17a shorthand \U0001bca0",
    "no characters \ufffe \uffff \U0001fffe \U0010ffff",
    "private \ue000 \U000f0000 combining e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
]
FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://example.org?"&A1,"see")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    " =1+1",
    "   +1+1",
    "\u00a0=1+1",
    "\u3000@SUM(1)",
    "'=1+1",
    "' =1+1",
    '"=1+1',
    '",=1+1,"',
    "first\n=1+1",
    "-",
    "-5 men",
]
MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><text>in</text></svg></svg>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)",
    "x onmouseover=alert(1) y=",
    "/><a href=//example.org>",
    "]]><b>bold</b>",
    "<![CDATA[<b>bold</b>",
    "--> <b>bold</b> <!-- --!>",
    "</style><style>*{display:none}</style>",
    "}*{display:none}@import url(//example.org);a{background:url(javascript:alert(1))}",
    "</title></head><body><b>bold</b>",
    "</textarea></noscript></template><b>bold</b>",
    "</text></desc></svg><b>bold</b>",
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//example.org/x",
    'https://example.org/"><script>alert(1)</script>',
    "https://example.org/' onclick='alert(1)",
    "&lt;b&gt;bold&lt;/b&gt; &amp;amp; &#60;b&#62; &nbsp; &copy",
    "<?php echo 1 ?><?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    "{{ 7 * 7 }} {% raw %} {# gone #} ${7*7} <%= 7 %>",
]
LANGUAGES = [
    # DOT
    "\"]; evil [label=\"x",
    "}; graph { a -- b }",
    "\\N \\G \\E \\T \\L \\l \\r \\",
    "ends in a backslash \\",
    "<<b>html-like</b>>",
    "a:port:n -> b; /* x */ // y",
    "# line",
    # Mermaid
    "%%{init: {\"securityLevel\":\"loose\"}}%%",
    "click n1 call alert()",
    "click n1 href \"javascript:alert(1)\"",
    "#quot;#lt;b#gt;#35;",
    "end",
    "subgraph x\nend\n  n1 --> n2\nlinkStyle 0 stroke:red",
    "\"]-->|x| n9[\"y",
    "`**md**`",
    # iCalendar
    "one\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:two\r\nATTACH:file:///etc/passwd",
    "one\nBEGIN:VALARM\nACTION:PROCEDURE\nEND:VALARM",
    "a;b,c\\d\\n:e;ALTREP=\"x\"",
    "Donaudampfschifffahrt" * 60,
    "\u0627\u062e\u062a\u0644\u0627\u0641 " * 60,
    # JSON, JSON-LD
    "\",\"@context\":\"https://example.org\",\"@id\":\"urn:x\",\"y\":\"",
    "@context",
    "</script><!--<script>",
    "__proto__",
    # Markdown
    "[link](javascript:alert(1)) ![image](https://example.org/x.png) <https://example.org> [r]: //x",
    "a | b |\n| --- | --- |\n| c",
    "*b* _i_ **b** ~~s~~ `code` ``` fence",
    "# heading",
    "- item\n1. item\n> quote\n---\n    code",
    "https://example.org www.example.org a@example.org @person #12 :smile: $x^2$ [^1]",
    "<!-- -->\\<b>\\",
    # tab-separated values
    "a\tb\tc\nd\te",
    "\\t \\n \\x1b \\u202e \\\\",
    # rich's markup, format strings, templates of the log module
    "[red]x[/red] [link=https://example.org]y[/link] [/] [bold",
    "{0.__class__} {x!r} %s %(x)s %d $HOME",
    # SQL and its full-text search
    "'; DROP TABLE event; --",
    "\" OR 1=1 --",
    "\"a\" NEAR(b) NOT title:* ^x AND",
    # shells
    "$(touch owned) `touch owned` ; touch owned | !! && ~ * ?",
    # YAML
    "*alias &anchor !!python/object/apply:os.system [x] {y} - z: # c",
    "key: value\nevents: []\n---\n...",
]  # fmt: skip
PAYLOADS = [*TERMINAL, *UNSEEN, *FORMULAS, *MARKUP, *LANGUAGES]

Say = Callable[[int], str]
Twins = Callable[..., tuple[str, str]]
"""Runs a command line on the hostile log and on the harmless one, and returns what both print."""
BUNDLES = 8
"""How many texts all the attacks make together, for outputs that take long."""


def payload(number: int) -> str:
    """The attack of a number."""
    return PAYLOADS[number]


def harmless(number: int) -> str:
    """Harmless words in as many lines as the attack of that number has, and other words for each."""
    return "\n".join([f"w{number}w", *[f"v{number}v"] * PAYLOADS[number].replace("\r\n", "\n").count("\n")])


def other(number: int) -> str:
    """Another attack than that of the number."""
    return PAYLOADS[number - 1]


def harmless_other(number: int) -> str:
    """Harmless words in place of another attack."""
    return harmless((number - 1) % len(PAYLOADS))


def bundles() -> range:
    """The numbers of the bundles."""
    return range(BUNDLES)


def bundled(number: int) -> str:
    """Several attacks, each in a paragraph of its own."""
    return "\n\n".join(f"· {one} ·" for one in PAYLOADS[number::BUNDLES])


def harmless_bundle(number: int) -> str:
    """Harmless words in place of several attacks."""
    return "\n\n".join(f"· {harmless(one)} ·" for one in range(number, len(PAYLOADS), BUNDLES))


def made_log(say: Say, numbers: range | None = None, *, title: str = "") -> Log:
    """A log that has, for each number, a faction, a place, a person, a source and an event all of whose texts are what
    `say` says.
    """
    numbers = numbers or range(len(PAYLOADS))
    things = [thing for number in numbers for thing in _things(number, say(number), numbers)]
    said = say(numbers[0])
    made = model(
        source("paper", "2017", kind="article", title=said, note=said, url=said, author=said),
        region("wide", f"p{numbers[0]}"),
        *things,
        title=title or said,
        note=said,
    )
    return replace(
        made, events=tuple(_in_file(one, say(number)) for one, number in zip(made.events, numbers, strict=True))
    )


_HARMLESS = re.compile(r"w(\d+)w(?:(?:\s|\\n|<br/?>)+v\1v)*")


def swapped(text: str, written: Callable[[str], str]) -> str:
    """What the output of the harmless log must be of the hostile one: each text in its place, as a format writes it."""
    return _HARMLESS.sub(lambda match: _written(written, int(match[1])), text)


@cache
def _written(written: Callable[[str], str], number: int) -> str:
    return written(PAYLOADS[number])


_JOINERS = frozenset("\u200c\u200d")
_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def forbidden(text: str, allowed: str = "") -> set[str]:
    """What of a text steers a terminal, turns its direction, or cannot be seen; by Unicode's own categories."""
    found = {char for char in text if category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or char in _BLANK}
    found |= set(_TWO_SELECTORS.findall(text))
    return found - _JOINERS - _SIGNS - set(allowed)


_TWO_SELECTORS = re.compile("[\\s\ufe00-\ufe0f\U000e0100-\U000e01ef][\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _things(number: int, said: str, numbers: range) -> list[Thing]:
    before = number - 1 if number > numbers[0] else numbers[-1]
    claims = [
        claim(f"s{number}", "alleges", hedge=said, cites=(said, "p. 1"), note=said),
        claim(f"s{before}", "denies", hedge=said, note=said),
    ]
    texts = {"wording": said, "text": said}
    codes = {0: "AF-KAB", 1: "AF-NAN", 2: "AF-KUN"}
    return [
        source(f"s{number}", "2016", f"f{number}", title=said, author=said, note=said, url=said, aliases=(said,),
               passages=(said, "p. 1"), reported_by="paper"),
        place(f"p{number}", name=said, note=said, aliases=(said,), iso=codes.get(number % 40, ""), cites=(said,),
              coordinates=(34.5, 70.25)),
        faction(f"f{number}", name=said, note=said, aliases=(said,), cites=(said,)),
        _told(tie(f"f{number}", "split_from", f"f{before}", "2015-06", claims[:1]), texts) if number % 3 == 1 else
        fact(f"f{number}", "character", date="2016", claims=claims, **texts),
        fact(f"f{number}", "strength", figure=300, hedge=said, claims=claims, **texts),
        fact(f"f{number}", "leader", person=f"h{number}", date="2015", claims=claims, **texts),
        fact(f"f{number}", "area", places=[f"p{number}", "wide"], main=[f"p{number}"], claims=claims, **texts),
        person(f"h{number}", name=said, note=said, aliases=(said,), cites=(said,)),
        event(f"e{number} {said}", "2015-03" if number % 2 else "2016-05-02",
              says(f"f{number}", f"f{before}", "war", places=[f"p{number}"] if number % 4 == 0 else (), note=said),
              title=said, text=said, wording=said, slip=said, terms=(said, said), places=[f"p{number}"],
              people={f"h{number}": said}, claims=claims),
    ]  # fmt: skip


def _told(one: TieOf, texts: dict[str, str]) -> TieOf:
    return one._replace(tie=replace(one.tie, wording=texts["wording"], text=texts["text"]))


def _in_file(one: Event, name: str) -> Event:
    mark = Mark(name, 1, 1)
    return replace(one, mark=mark, relations=tuple(replace(said, mark=mark) for said in one.relations))


def compiled(log: Log, path: Path) -> str:
    """Compile a log into a file, for `--log`, and return its path."""
    compile_log(log, str(path)).close()
    return str(path)


def blanks(text: str) -> str:
    """A text with single blanks."""
    return " ".join(text.split())


def shape(value: Any) -> Any:
    """What is left of a JSON value without its texts."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return type(value) if isinstance(value, str) else value


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings(one)]
    if isinstance(value, list):
        return [text for one in value for text in strings(one)]
    return [value] if isinstance(value, str) else []
