"""A page as a parser has it: its elements in order, where links lead, what stands under which heading."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple


class Element(NamedTuple):
    """A start tag with its attributes, and the `<section>` with an id that it stands in ("" for none)."""

    tag: str
    attributes: dict[str, str]
    section: str


class Reading(HTMLParser):
    """A page, parsed. Tags that HTML lets one leave out may be left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.texts: list[tuple[str, str]] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self._sections: list[str] = []
        self._raw = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in {"section", "footer", "header", "nav"}:
            self._sections.append(attributes.get("id", "") or (self.section if tag == "section" else tag))
        self.elements.append(Element(tag, attributes, self.section))
        if tag in self.raw:
            self._raw = tag
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"section", "footer", "header", "nav"}:
            self._sections.pop()
        if tag == self._raw:
            self._raw = ""

    def handle_data(self, data: str) -> None:
        if self._raw:
            self.raw[self._raw][-1] += data
        else:
            self.texts.append((self.section, data))

    @property
    def section(self) -> str:
        """The section at hand."""
        return self._sections[-1] if self._sections else ""

    def text(self, section: str | None = None) -> str:
        """The text of a section (None: of the page), with single blanks."""
        return " ".join("".join(said for where, said in self.texts if section in {None, where}).split())

    def values(self, attribute: str, tag: str | None = None) -> list[str]:
        """The values of an attribute, in order."""
        return [
            one.attributes[attribute] for one in self.elements if attribute in one.attributes and tag in {None, one.tag}
        ]

    @property
    def ids(self) -> list[str]:
        """The ids of all elements."""
        return self.values("id")

    @property
    def links(self) -> Iterator[str]:
        """Where links lead."""
        return iter(self.values("href", "a"))
