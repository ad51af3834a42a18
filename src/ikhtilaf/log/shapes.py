"""The shapes of single values: text, ids, words of a closed list, references, dates, numbers. Each decodes itself and
has its JSON Schema.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from sys import intern
from typing import Any

from yaml.events import ScalarEvent

from ikhtilaf.dates import parse
from ikhtilaf.errors import IkhtilafError
from ikhtilaf.log.form_problems import BadDate, BadId, BadNumber, BadYesNo, UnknownWord
from ikhtilaf.log.parser import YamlEvent
from ikhtilaf.log.reader import NO_DATE, FileReader
from ikhtilaf.log.text import REPLACED, has_replaced
from ikhtilaf.model.names import normalise

Schema = dict[str, Any]

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WHOLE = re.compile(r"\+?[0-9]{1,12}")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}

SCALAR = ["string", "number", "boolean"]
"""What editors make of text: they take `2015` for a number and `true` for a boolean before they look at the schema."""


class Shape(ABC):
    """What a value must look like. `expected` and `example` are for messages; `placeholder` stands for a value that is
    no good.
    """

    expected: str = "text"
    example: str = ""

    @abstractmethod
    def read(self, reader: FileReader, event: YamlEvent) -> Any:
        """Decode the value that begins with this event: see `FileReader`."""

    @abstractmethod
    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""

    @property
    def placeholder(self) -> Any:
        """Return a value from which nothing follows."""
        return ""


class Text(Shape):
    """Any text; space around it does not count."""

    def read(self, reader: FileReader, event: YamlEvent) -> str | None:
        """Return the text."""
        if event.__class__ is ScalarEvent and event.tag is None and event.anchor is None:
            text: str = event.value.strip()
            if text and (text != "~" or event.style):
                return text
        return reader.scalar(event, self.expected, self.example)

    def schema(self) -> Schema:
        """Return the JSON Schema of text that is not empty."""
        return {"type": SCALAR, "pattern": r"\S"}


class Id(Text):
    """The id that a thing gives itself."""

    expected = "an id"
    example = "isk-f"

    def read(self, reader: FileReader, event: YamlEvent) -> str | None:
        """Return the id, even one that cannot be an id."""
        text = super().read(reader, event)
        if text:
            check_id(reader, event, text)
        return text

    def schema(self) -> Schema:
        """Return the JSON Schema of an id."""
        return {"type": ["string", "integer"], "pattern": rf"^\s*{ID.pattern}\s*$"}


def check_id(reader: FileReader, event: YamlEvent, text: str) -> None:
    """Report text that cannot be an id. It is used all the same, so that what refers to it is no problem of its own."""
    if not ID.fullmatch(text) and not (REPLACED in text and has_replaced(reader.problems)):
        made = re.sub("[^a-z0-9]+", "-", normalise(text)).strip("-")
        reader.report(BadId(reader.mark(event), text, made))


class Ref(Text):
    """A reference to a thing of this kind: its id, or any of its names; resolved when the whole log is read."""

    expected = "a name"

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.example = "nangarhar" if kind == "place" else f"{kind}-1"

    def read(self, reader: FileReader, event: YamlEvent) -> str | None:
        """Return the name; equal names are one string, since a big log repeats few names often."""
        if event.__class__ is ScalarEvent and event.tag is None and event.anchor is None:
            text: str = event.value.strip()
            if text and (text != "~" or event.style):
                return intern(text)
        return reader.scalar(event, self.expected, self.example)


class Word(Text):
    """A word of a closed list."""

    def __init__(self, what: str, words: Mapping[str, Any]) -> None:
        self.what = what
        self.terms = words
        self.words = {word: word for word in words}

    def read(self, reader: FileReader, event: YamlEvent) -> str | None:
        """Return the word, or empty text for one that is not in the list."""
        if event.__class__ is ScalarEvent and event.tag is None and event.anchor is None:
            word = self.words.get(event.value)
            if word is not None:
                return word
        text = super().read(reader, event)
        if not text:
            return text
        word = self.words.get(text)
        if word is None:
            reader.report(UnknownWord(reader.mark(event), text, self.what, list(self.words)))
            return ""
        return word

    def schema(self) -> Schema:
        """Return the words; editors that know `enumDescriptions` show the definitions."""
        return {"enum": list(self.words), "enumDescriptions": [term.definition for term in self.terms.values()]}


class DateText(Text):
    """A date in EDTF."""

    expected = "a date"
    example = "2017-10-18"

    def read(self, reader: FileReader, event: YamlEvent) -> Any:
        """Return the date; each text is parsed once, for a big log repeats few dates often."""
        if event.__class__ is ScalarEvent and event.tag is None and event.anchor is None:
            known = reader.dates.get(event.value)
            if known is not None:
                return known
        text = super().read(reader, event)
        if not text:
            return None if text is None else NO_DATE
        date = reader.dates.get(text)
        if date is None:
            try:
                date = reader.dates[text] = parse(text)
            except IkhtilafError as error:
                reader.report(BadDate(reader.mark(event), error.name, error.message, error.remedy))
                return NO_DATE
        return date

    def schema(self) -> Schema:
        """Return the JSON Schema of a date, which an editor may take for a number."""
        return {"type": ["string", "integer"], "pattern": r"\S"}

    @property
    def placeholder(self) -> Any:
        """A date that says nothing."""
        return NO_DATE


class Whole(Text):
    """A whole number."""

    expected = "a number"
    example = "8000"

    def read(self, reader: FileReader, event: YamlEvent) -> Any:
        """Return the number."""
        text = super().read(reader, event)
        if text and not _WHOLE.fullmatch(text):
            reader.report(BadNumber(reader.mark(event), text))
            return 0
        return int(text) if text else None

    def schema(self) -> Schema:
        """Return the JSON Schema of the number, or of text made of digits."""
        return {
            "type": ["string", "integer"],
            "pattern": rf"^\s*{_WHOLE.pattern}\s*$",
            "minimum": 0,
            "maximum": 10**12 - 1,
        }


class YesNo(Text):
    """`yes` or `no`."""

    expected = "yes or no"
    example = "yes"

    def read(self, reader: FileReader, event: YamlEvent) -> Any:
        """Return whether it is yes."""
        text = super().read(reader, event)
        if not text:
            return None
        value = _YES_NO.get(text.casefold())
        if value is None:
            reader.report(BadYesNo(reader.mark(event), text))
        return value

    def schema(self) -> Schema:
        """Return the JSON Schema of yes and no, which an editor may take for text or a boolean."""
        either = "|".join("".join(f"[{char.upper()}{char}]" for char in word) for word in _YES_NO)
        return {"type": ["string", "boolean"], "pattern": rf"^\s*({either})\s*$"}
