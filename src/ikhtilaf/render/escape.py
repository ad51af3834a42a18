r"""How text from a log is written so that it stays text: one function for each kind of reader.

*Hidden* characters are those that steer a terminal or cannot be seen: control characters (C0, DEL, C1), line and
paragraph separators, marks that turn the direction of writing, zero-width spaces, blank letters, soft hyphens, tag
characters, variation selectors where they select nothing, and lone surrogates, which no stream can encode. They are
written as `\xNN`, `\uNNNN` or `\UNNNNNNNN`, by their code point. The two joiners (U+200C, U+200D) are left alone, for
Persian and Urdu are spelt with them, and so is one variation selector behind an emoji, a symbol or an ideograph.
"""

from __future__ import annotations

import re

from ikhtilaf.model.unseen import HIDDEN, SUSPECT

# Patterns are kept as text, which `re` compiles at the first use and remembers: most runs need one of them, or none.


def _shows(text: str) -> bool:
    """Whether a text surely has no hidden character: but for the unseen, none of them counts as printable."""
    return text.isprintable() and (text.isascii() or not re.search(SUSPECT, text))


def _code(match: re.Match[str]) -> str:
    point = ord(match[0])
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


_CONTROLS = bytes((*range(0x20), 0x7F))
_CODES = {code: f"\\x{code:02x}" for code in _CONTROLS}
"""The hidden characters of ASCII: a table takes a tenth of the time of looking for each."""


def hidden_or_tabs(text: str) -> int:
    """Return how many control characters are in the text, tabs among them; at least one more where other hidden
    characters may be.

    For a whole line at once this takes a fifth of the time of looking at every character.
    """
    if text.isascii():
        raw = text.encode("ascii")
        return len(raw) - len(raw.translate(None, _CONTROLS))
    tabs = text.count("\t")
    return tabs if _shows(text.replace("\t", " ")) else tabs + 1


def visible(text: str) -> str:
    r"""Return the text with every hidden character written out, tabs and newlines too (`\x09`, `\x0a`)."""
    if _shows(text):
        return text
    return text.translate(_CODES) if text.isascii() else re.sub(HIDDEN, _code, text)


_BREAK = r"[\t ]*(?:\r\n|\n|\t)[\t\r\n ]*"


def one_line(text: str) -> str:
    """Return the text for one line of a terminal: each line break or tab, with the blanks around it, is one space."""
    return text if _shows(text) else visible(re.sub(_BREAK, " ", text))


def lines(text: str) -> list[str]:
    """Return the text's own lines for a terminal, each as `one_line`; an empty text is one empty line."""
    return [one_line(line) for line in text.replace("\r\n", "\n").split("\n")]


# Tab-separated values -------------------------------------------------------------------------------------------------

_TSV = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_TSV_CODES = _CODES | {ord(char): escape for char, escape in _TSV.items()}
_TSV_SPECIAL = rf"\\|{HIDDEN}"
_TSV_ESCAPE = r"\\(?:([\\tnr])|x([0-9a-f]{2})|u([0-9a-f]{4})|U(000(?:1[bd]|e0)[0-9a-f]{3}))"


def escape_tsv(text: str) -> str:
    r"""Return the text as one tsv field: `\\` for `\`, `\t`, `\n` and `\r`, and the other hidden ones by code point."""
    if "\\" not in text and _shows(text):
        return text
    if text.isascii():
        return text.translate(_TSV_CODES)
    return re.sub(_TSV_SPECIAL, lambda match: _TSV.get(match[0]) or _code(match), text)


def unescape_tsv(field: str) -> str:
    r"""Undo `escape_tsv`. A backslash that it cannot have written is left as it is."""
    plain = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
    return re.sub(_TSV_ESCAPE, lambda m: plain[m[1]] if m[1] else chr(int(m[2] or m[3] or m[4], 16)), field)


# Comma-separated values, read by spreadsheets -------------------------------------------------------------------------

# https://owasp.org/www-community/attacks/CSV_Injection; some versions of Excel take the full-width forms as well.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
_BEFORE = "' \xa0\u3000"  # blanks that a program may take away before it looks; an apostrophe may be ours
_SUSPECT = rf"\t[{_BEFORE}=+\-@＝＋－＠]"
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?"


def defuse(text: str) -> str:
    """Return the text with an apostrophe before it if a spreadsheet would take it for a formula; plain numbers stay.

    What begins with blanks or apostrophes and then such a character gets one as well, so that taking one away always
    undoes it.
    """
    return f"'{text}" if text.lstrip(_BEFORE)[:1] in _FORMULA and not re.fullmatch(_NUMBER, text) else text


def undefuse(text: str) -> str:
    """Undo `defuse`."""
    return text[1:] if text[:1] == "'" and text.lstrip(_BEFORE)[:1] in _FORMULA else text


def csv_row(texts: list[str]) -> list[str]:
    """Return the cells of one csv row, each as `csv_cell` has it; most rows need nothing, and are looked at whole."""
    line = "\t" + "\t".join(texts)
    if hidden_or_tabs(line) == len(texts) and not re.search(_SUSPECT, line):
        return texts
    return [csv_cell(text) for text in texts]


def csv_cell(text: str) -> str:
    r"""Return the text of one csv cell, defused.

    Tabs and line breaks stay (CR LF as LF), other hidden characters are written out. Unlike in tsv a backslash of the
    text is not doubled, since readers of csv know no backslashes.
    """
    if _shows(text):
        return defuse(text)
    shown = "\n".join(
        "\t".join(visible(part) for part in line.split("\t")) for line in text.replace("\r\n", "\n").split("\n")
    )
    return defuse(shown)


# JSON -----------------------------------------------------------------------------------------------------------------


def json_text(encoded: str) -> str:
    r"""Return encoded JSON with its hidden characters as `\uNNNN`: the same value, and safe on a terminal."""
    if encoded.isascii() and "\x7f" not in encoded and "\n" not in encoded:  # JSON itself escapes the other controls
        return encoded
    return encoded if _shows(encoded) else re.sub(HIDDEN, _json_code, encoded)


def _json_code(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\n":  # JSON strings hold none, so this is the layout of an indented object
        return char
    point = ord(char)
    if point < 0x10000:
        return f"\\u{point:04x}"
    high, low = divmod(point - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"


# Markdown -------------------------------------------------------------------------------------------------------------

_MD_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# An empty comment is the one thing that splits a word for GitHub, which looks for people, issue numbers and emoji only
# after it has taken the backslashes away.
_MD_SPLIT = "<!-- -->"
_MD_SPECIAL = r"""(?xi)
      (?P<entity>[&<>])
    | (?P<split>[@\#](?=\w)|:(?=[\w+-]+:))  # @person, #12, :smile:
    | (?P<link>(?<=www)\.|:(?=//))          # www.…, https://…
    | (?P<plain>[\\`*\[\]|~$@]|(?<![^\W_])_|_(?![^\W_]))  # the _ of split_from may stay
    | (?P<newline>\r\n|\n)
    """


def _md(match: re.Match[str]) -> str:
    found = match[0]
    match match.lastgroup:
        case "entity":
            return _MD_ENTITIES[found]
        case "split":
            return f"\\{found}{_MD_SPLIT}"
        case "newline":
            return "<br>"
        case _:
            return f"\\{found}"


def escape_md(text: str) -> str:
    """Return the text as one cell of a GitHub table that shows it as it stands.

    Nothing in it is taken for markup, HTML, a link, a mention, an emoji or a formula. A line break is `<br>`, a tab a
    space, other hidden characters are written out.
    """
    escaped = re.sub(_MD_SPECIAL, _md, text.replace("\t", " "))
    # Only now, for these backslashes are to be seen: Markdown takes one away before punctuation, not before a letter.
    return visible(escaped).strip(" ")


# Our own words --------------------------------------------------------------------------------------------------------

_ASCII = str.maketrans(
    {"–": "-", "—": "-", "…": "...", "·": "|", "•": "*", "→": "->", "←": "<-", "↔": "<->", "─": "-", "×": "x"}
    | {"≠": "!=", "†": "+", "‡": "++"}
    | {"≈": "~", "≤": "<=", "≥": ">=", "‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " "}
)


def ascii_punctuation(text: str) -> str:
    """Return one of our own texts with its punctuation in ASCII, for `--ascii`; letters stay, whatever their script."""
    return text.translate(_ASCII)
