"""How a text is written in YAML so that it means the same text again: plain, in quotes, or as a block below its key.

What needs quotes is decided for YAML 1.1 as the two parsers read it, and on the safe side: a log takes every scalar for
text, so `no`, `017` and `2015` need none.
"""

from __future__ import annotations

import re

from ikhtilaf.model.unseen import HIDDEN

_ESCAPED = re.compile(f"{HIDDEN}|[\ufffe\uffff]")
"""What cannot stand in a log as it is, would be taken for a line break, or could not be seen by who reads the log."""
_SHORT = {"\n": r"\n", "\t": r"\t", "\r": r"\r", "\0": r"\0"}
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""What no plain text begins with; but a hyphen may, before anything that is no space."""
_MINUS = re.compile(r"-[^-\s,\[\]{}]")
_NOT_PLAIN = re.compile(r":(?: |$)| #|[ ]$|^[ ]")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}]|:\?")
_BETWEEN_WORDS = re.compile("(?<=[^ ]) (?=[^ ])")


def is_plain(text: str, *, flow: bool = False) -> bool:
    """Return whether the text can stand without quotes: in a block, or with `flow` within brackets."""
    if not text or text == "~" or _ESCAPED.search(text):
        return False
    if text[0] in _FIRST and not _MINUS.match(text):
        return False
    return not (_NOT_PLAIN.search(text) or (flow and _NOT_PLAIN_IN_FLOW.search(text)))


def on_one_line(text: str, *, flow: bool = False) -> str:
    """Return the text as it stands on one line, in quotes if it must be; nothing for no text."""
    if not text:
        return ""
    if is_plain(text, flow=flow):
        return text
    if _ESCAPED.search(text):
        return f'"{_ESCAPED.sub(_escape, text.translate({34: chr(92) + chr(34), 92: chr(92) * 2}))}"'
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def as_block(text: str, width: int) -> tuple[str, list[str]] | None:
    """Return the text as a block: its header, `>-` or `|-`, and its lines, of at most `width` columns if words allow.

    None where a block would not mean the same, or would hide what is in it: tabs, characters that cannot be seen, space
    at the end of a line.
    """
    lines = text.split("\n")
    if any(_ESCAPED.search(line) or line.endswith(" ") for line in lines) or not lines[0] or lines[0][0] == " ":
        return None
    indented = any(line.startswith(" ") for line in lines)
    if len(lines) > 1 and (indented or all(len(line) <= width for line in lines)):
        return "|-", lines
    folded = _wrapped(lines[0], width)
    for line in lines[1:]:
        folded.append("")
        if line:
            folded.extend(_wrapped(line, width))
    return ">-", folded


def _wrapped(text: str, width: int) -> list[str]:
    """Break a line where a single space stands between two words; other space would not survive it."""
    lines: list[str] = []
    line = ""
    for word in _BETWEEN_WORDS.split(text):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    if code > 0xFFFF:
        return f"\\U{code:08X}"
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"
