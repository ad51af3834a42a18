"""Bytes to characters: encodings, line breaks, and what is no text at all."""

from __future__ import annotations

import codecs
import io
import math
import re
from collections.abc import Iterable
from typing import BinaryIO

from ikhtilaf.log.form_problems import Binary, ControlCharacter, More, NotText, TooLarge
from ikhtilaf.log.problems import Problem
from ikhtilaf.model.things import Mark

_CHUNK = 1 << 16
"""How many bytes are read at once."""

LARGEST = 2**24
"""How many characters one thing of a log may take, with the space and remarks above it. Its texts are held in memory
several times over while they are read, so that this bounds what a file can ask for beyond a few times its size.
"""

_MOST = 20
"""How many places that are no text are listed, for a file with the wrong encoding has thousands."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_WITHOUT_MARK = ((b"\0\0\0.", "utf-32-be"), (b".\0\0\0", "utf-32-le"), (b"\0.", "utf-16-be"), (b".\0", "utf-16-le"))
"""Where the zero bytes of an ASCII character stand (chapter 5.2 of YAML 1.2)."""

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""What YAML does not allow; and the line breaks that only some readers take for such, so that lines would be counted
differently.
"""

_ASCII_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r"))
"""What of that is ASCII."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
"""What many of show that a file holds no text. Bytes that are no characters do not: an old encoding has them."""

REPLACED = "\ufffd"
"""What stands in a text in place of what is none, which has been reported. Where a file holds it of its own, it is a
character like others.
"""

UNREADABLE = 0xDC00
"""A byte that is no character becomes this plus the byte: a lone surrogate, which no text holds."""


def has_replaced(problems: Iterable[Problem]) -> bool:
    """Return whether, by the problems of a file, something in it was no text, so that `REPLACED` may stand for it."""
    return any(isinstance(problem, (ControlCharacter, NotText)) for problem in problems)


def _keep_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(UNREADABLE + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("ikhtilaf-keep-bytes", _keep_bytes)


def encoding_of(start: bytes) -> tuple[str, int]:
    """Return the encoding of a YAML file from its first four bytes, and how many of them are a byte order mark."""
    for mark, name in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return name, len(mark)
    for zeros, name in _WITHOUT_MARK:
        if len(start) >= len(zeros) and all(
            (byte == 0) == (zero == 0) for byte, zero in zip(start, zeros, strict=False)
        ):
            return name, 0
    return "utf-8", 0


class TextStream:
    r"""A file's characters, for a parser to read: every line break is `\n`, and what is no text is replaced by U+FFFD
    and reported.

    Reading never fails for what the file holds. A file that is no text at all ends at once, and one with a thing of
    more than `largest` characters ends there, with `broken_off` set. With `verbatim` nothing is replaced or reported.
    """

    def __init__(
        self,
        raw: BinaryIO,
        file: str,
        problems: list[Problem],
        *,
        verbatim: bool = False,
        largest: float = math.inf,
    ) -> None:
        self._raw = raw
        self._file = file
        self._problems = problems
        self._decoder: io.IncrementalNewlineDecoder | None = None
        self._encoding = "utf-8"
        self._line = 1
        self._column = 1
        self._found = 0
        self._last: tuple[int, bool] = (0, False)
        self._verbatim = verbatim
        self._ended = True
        """Whether what was given out so far ends with a line break."""
        self._largest, self._since = largest, 0
        """How many characters may be given out, and were, since a thing began."""
        self.broken_off: Problem | None = None
        """Why the rest of the file is left unread; it is among the problems."""
        self.ended_at: int | None = None
        """The number of the line behind the last one, once all was read."""

    def read(self, _size: int = -1) -> str:
        """Return the next characters, however many; nothing at the end."""
        while not self.broken_off:
            data = self._raw.read(_CHUNK)
            if self._decoder is None:
                self._decoder, data = self._begin(data)
            text = self._decoder.decode(data, final=not data)
            if text:
                self._ended = text.endswith("\n")
                self._since += len(text)
                if self._since > self._largest:
                    self._break_off(TooLarge(Mark(self._file, self._line, self._column), int(self._largest)))
                    break
                return text if self._verbatim else self._checked(text)
            if not data:
                break
        if not self._ended and not self._verbatim:
            self._ended = True
            self._line += 1
            return "\n"  # the parsers differ about a last line that does not end
        self.ended_at = self._line
        return ""

    def thing_begins(self) -> None:
        """Hear that the parser has come to the beginning of another thing."""
        self._since = 0

    def _break_off(self, why: Problem) -> None:
        self.broken_off = why
        self._problems.append(why)

    def _begin(self, data: bytes) -> tuple[io.IncrementalNewlineDecoder, bytes]:
        """Return the decoder for a file that begins with these bytes, and the bytes that it starts with."""
        while len(data) < 4 and (more := self._raw.read(_CHUNK)):
            data += more
        self._encoding, skip = encoding_of(data[:4])
        decoder = codecs.getincrementaldecoder(self._encoding)("ikhtilaf-keep-bytes")
        newlines = io.IncrementalNewlineDecoder(decoder, translate=True)
        text = codecs.decode(data[skip:], self._encoding, "ikhtilaf-keep-bytes")
        if len(_CONTROLS.findall(text)) > max(3, len(text) // 20):
            self._break_off(Binary(Mark(self._file, 1, 1)))
            return newlines, b""
        return newlines, data[skip:]

    def _checked(self, text: str) -> str:
        # Text in ASCII, as most is, is looked through by bytes in an eighth of the time.
        plain = text.isascii() and len(text.encode().translate(None, _ASCII_CONTROLS)) == len(text)
        if not plain and _NO_TEXT.search(text):
            for match in _NO_TEXT.finditer(text):
                self._report(match.group(), self._place(text, match.start()))
            text = _NO_TEXT.sub(REPLACED, text)
        line_breaks = text.count("\n")
        if line_breaks:
            self._line += line_breaks
            self._column = len(text) - text.rindex("\n")
        else:
            self._column += len(text)
        return text

    def _place(self, text: str, index: int) -> Mark:
        before = text.count("\n", 0, index)
        column = index - text.rindex("\n", 0, index) if before else self._column + index
        return Mark(self._file, self._line + before, column)

    def _report(self, char: str, at: Mark) -> None:
        """Report a character, unless another of the same sort stands before it in the same line."""
        unreadable = 0xD800 <= ord(char) <= 0xDFFF
        if (at.line, unreadable) == self._last:
            return
        self._last = (at.line, unreadable)
        self._found += 1
        if self._found > _MOST:
            if self._found == _MOST + 1:
                self._problems.append(More(at, _MOST, "places that are no text"))
        elif unreadable:
            value = f"0x{ord(char) - UNREADABLE:02X}" if self._encoding == "utf-8" else ""
            self._problems.append(NotText(at, value, self._encoding.upper()))
        else:
            self._problems.append(ControlCharacter(at, char))
