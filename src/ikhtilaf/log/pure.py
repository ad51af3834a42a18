"""PyYAML's parser in Python, brought into line with libyaml where the two read the same text differently.

Both follow YAML 1.1, but libyaml has moved on: it takes tabs within a line, question marks within a word, and refuses
directives and escapes that mean nothing. A log must read the same with either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yaml.events import ScalarEvent
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken

from ikhtilaf.log.text import TextStream

YamlEvent = Any
_BLANK = " \t\n\0"
_FLOW_ENDS = ",[]{}"
_DEEPEST_FLOW = 1000
_LONGEST_KEY = 1024
_BY_FIRST: dict[str, Callable[[Scanner], None]] = {
    "[": Scanner.fetch_flow_sequence_start,
    "{": Scanner.fetch_flow_mapping_start,
    "]": Scanner.fetch_flow_sequence_end,
    "}": Scanner.fetch_flow_mapping_end,
    ",": Scanner.fetch_flow_entry,
    "'": Scanner.fetch_single,
    '"': Scanner.fetch_double,
}
"""What a character begins, wherever it stands."""


class PureParser(Reader, Scanner, Parser):
    """The parser, with `get_event` as libyaml's has it.

    What it asks itself again and again, about the next token, is written anew for speed, with the same outcome.
    """

    def __init__(self, stream: TextStream) -> None:
        self._told = -1
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)
        self._block_start: Any = None

    def need_more_tokens(self) -> bool:
        """Whether the next token cannot be told yet, since what looks like a value may turn out to be a key.

        Mostly there is no such value.
        """
        if self.done or not self.tokens:
            return not self.done
        if not self.possible_simple_keys:
            return False
        self.stale_possible_simple_keys()
        nearest: int | None = None
        for key in self.possible_simple_keys.values():
            if nearest is None or key.token_number < nearest:
                nearest = key.token_number
        return nearest == self.tokens_taken

    def stale_possible_simple_keys(self) -> None:
        """Let go of what can be no key any more: most often there is no such thing."""
        line, index = self.line, self.index
        for key in self.possible_simple_keys.values():
            if key.line != line or index - key.index > _LONGEST_KEY:
                super().stale_possible_simple_keys()
                return

    def _tell(self) -> None:
        """Read on until the next token can be told. So it can until it is taken, and need not be asked before."""
        while self.need_more_tokens():
            self.fetch_more_tokens()
        self._told = self.tokens_taken

    def check_token(self, *choices: Any) -> bool:
        """Whether the next token is one of these; without any, whether there is one."""
        if self._told != self.tokens_taken:
            self._tell()
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))

    def peek_token(self) -> Any:
        """Return the next token, which stays; None where there is none."""
        if self._told != self.tokens_taken:
            self._tell()
        return self.tokens[0] if self.tokens else None

    def get_token(self) -> Any:
        """Take the next token; None where there is none."""
        token = self.peek_token()
        if token is not None:
            self.tokens_taken += 1
            del self.tokens[0]
        return token

    def fetch_more_tokens(self) -> None:
        """Read the next token, and with it those that follow from how far it is indented."""
        self.scan_to_next_token()
        if self.possible_simple_keys:
            self.stale_possible_simple_keys()
        self.unwind_indent(self.column)
        char = self.peek()
        if fetch := _BY_FIRST.get(char):
            fetch(self)
        elif char.isalnum():
            self.fetch_plain()
        elif char == ":" and self.check_value():
            self.fetch_value()
        else:
            super().fetch_more_tokens()

    def fetch_flow_collection_start(self, token: Any) -> None:
        """Take the bracket that opens a list or a mapping; refuse it beyond the depth at which libyaml does."""
        if self.flow_level + len(self.indents) >= _DEEPEST_FLOW:
            here = self.get_mark()
            raise ScannerError("while increasing flow level", here, "exceeded max depth", here)
        super().fetch_flow_collection_start(token)

    def scan_to_next_token(self) -> None:
        """Go past space and comments; a tab is space, except where a line's indentation or a key may begin."""
        while True:
            while (char := self.peek()) == " " or (char == "\t" and (self.flow_level or not self.allow_simple_key)):
                self.forward()
            if "#" < char < "\x7f":  # mostly
                return
            if char == "#":
                while self.peek() not in "\n\0":
                    self.forward()
            if not self.scan_line_break():  # type: ignore[no-untyped-call]
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> ScalarToken:
        """Read text without quotes: words with space between them, over as many lines as are indented further."""
        start = end = self.get_mark()
        indent = self.indent + 1
        chunks: list[str] = []
        between = ""
        while not (self.column == 0 and self._at_document_mark()) and self.peek() != "#":
            word = self._plain_word(start)
            if word:
                chunks += between, word
                end = self.get_mark()
                self.allow_simple_key = False
            if self.peek() not in " \t\n":
                break
            between, broken = self._plain_space(indent, start)
            self.allow_simple_key = broken
            if not self.flow_level and self.column < indent:
                break
            if not word:
                break
        return ScalarToken("".join(chunks), True, start, end)  # noqa: FBT003  # PyYAML's signature

    def _plain_word(self, start: Any) -> str:
        length = 0
        while (char := self.peek(length)) not in _BLANK:
            if char == ":":
                following = self.peek(length + 1)
                if self.flow_level and following in ",?[]{}":
                    self.forward(length)
                    raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
                if following in _BLANK:
                    break
            elif self.flow_level and char in _FLOW_ENDS:
                break
            length += 1
        word: str = self.prefix(length)
        self.forward(length)
        return word

    def _plain_space(self, indent: int, start: Any) -> tuple[str, bool]:
        """Read the space between two words; return what it means, and whether a line ended in it."""
        space = ""
        line_breaks = 0
        while (char := self.peek()) in " \t\n":
            if char == "\n":
                line_breaks += 1
            elif line_breaks == 0:
                space += char
            elif char == "\t" and self.column < indent:
                raise ScannerError(
                    "while scanning a plain scalar",
                    start,
                    "found a tab character that violates indentation",
                    self.get_mark(),
                )
            self.forward()
        if line_breaks:
            space = "\n" * (line_breaks - 1) or " "
        return space, line_breaks > 0

    def _at_document_mark(self) -> bool:
        return self.prefix(3) in {"---", "..."} and self.peek(3) in _BLANK

    def parse_node(self, block: bool = False, indentless_sequence: bool = False) -> YamlEvent:  # noqa: FBT001, FBT002  # PyYAML's signature
        """Give what stands here. Most often it is text without an anchor or a tag, of which nothing else is asked."""
        token = self.peek_token()
        if token.__class__ is not ScalarToken:
            return super().parse_node(block, indentless_sequence)
        self.get_token()
        implicit = (True, False) if token.plain else (False, True)
        self.state = self.states.pop()
        return ScalarEvent(None, None, implicit, token.value, token.start_mark, token.end_mark, style=token.style)

    def parse_flow_mapping_value(self) -> YamlEvent:
        """Give what stands behind a colon in a mapping; where nothing does, its place is that of what comes next."""
        return self._at_next_token(super().parse_flow_mapping_value())  # type: ignore[no-untyped-call]

    def parse_flow_sequence_entry_mapping_value(self) -> YamlEvent:
        """The same, for a pair in a list."""
        return self._at_next_token(super().parse_flow_sequence_entry_mapping_value())  # type: ignore[no-untyped-call]

    def _at_next_token(self, event: YamlEvent) -> YamlEvent:
        if event.__class__ is ScalarEvent and not event.value and not event.style and event.anchor is event.tag is None:
            event.start_mark = self.peek_token().start_mark
        return event

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Any) -> list[str]:  # noqa: FBT001  # PyYAML's signature
        """Read text in quotes; refuse escapes for what is no character."""
        place = self.get_mark()
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):  # beyond U+10FFFF, or beyond what C counts to
            chunks = ["\ud800"]
        if any("\ud800" <= char <= "\udfff" for chunk in chunks for char in chunk):
            raise ScannerError(
                "while parsing a quoted scalar", start_mark, "found invalid Unicode character escape code", place
            )
        return chunks

    def scan_directive_name(self, start_mark: Any) -> str:
        """Read the name of a directive; refuse what is none."""
        name: str = super().scan_directive_name(start_mark)  # type: ignore[no-untyped-call]
        if name not in {"YAML", "TAG"}:
            raise ScannerError(
                "while scanning a directive", start_mark, "found unknown directive name", self.get_mark()
            )
        return name

    def scan_block_scalar(self, style: str) -> ScalarToken:
        """Read text behind `|` or `>`."""
        self._block_start = self.get_mark()
        return super().scan_block_scalar(style)

    def scan_block_scalar_indicators(self, start_mark: Any) -> tuple[bool | None, int | None]:
        """Read what may follow `|` or `>`: a sign for the last line breaks, a digit for the indentation."""
        chomping: bool | None = None
        increment: int | None = None
        for _ in range(2):
            char = self.peek()
            if char in "+-" and chomping is None:
                chomping = char == "+"
            elif char in "0123456789" and increment is None:
                if char == "0":
                    what = "found an indentation indicator equal to 0"
                    raise ScannerError("while scanning a block scalar", start_mark, what, self.get_mark())
                increment = int(char)
            else:
                break
            self.forward()
        return chomping, increment

    def scan_block_scalar_ignored_line(self, start_mark: Any) -> None:
        """Go past the rest of that line, which holds at most a remark."""
        while self.peek() in " \t":
            self.forward()
        if self.peek() == "#":
            while self.peek() not in "\n\0":
                self.forward()
        if self.peek() not in "\n\0":
            what = "did not find expected comment or line break"
            raise ScannerError("while scanning a block scalar", start_mark, what, self.get_mark())
        self.scan_line_break()  # type: ignore[no-untyped-call]

    def scan_block_scalar_indentation(self) -> Any:
        """Find out how far the text is indented; refuse tabs in place of spaces."""
        found = super().scan_block_scalar_indentation()
        self._refuse_tab()
        return found

    def scan_block_scalar_breaks(self, indent: int) -> Any:
        """Read empty lines; refuse tabs in place of the indentation."""
        found = super().scan_block_scalar_breaks(indent)
        if self.column < indent:
            self._refuse_tab()
        return found

    def _refuse_tab(self) -> None:
        if self.peek() == "\t":
            what = "found a tab character where an indentation space is expected"
            raise ScannerError("while scanning a block scalar", self._block_start, what, self.get_mark())
