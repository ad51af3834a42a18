"""What templates call: links to what stands on the page, and dates, states and passages in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from ikhtilaf.render.escape import lines, one_line
from ikhtilaf.report.anchors import Anchors, pair_id
from ikhtilaf.store import Store

Row = dict[str, Any]


def plain(value: Any) -> Any:
    """Return what a template prints: of a text from the log one line without hidden characters; markup as it is."""
    return one_line(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def isolated(text: str) -> Markup:
    """Return a text so that its direction of writing touches nothing around it."""
    shown = escape(one_line(text))
    return shown if text.isascii() else Markup("<bdi>") + shown + Markup("</bdi>")


def stance(word: str) -> Markup:
    """Return the stance of a claim; whatever is not plainly asserted stands out."""
    return escape(word) if word == "asserts" else Markup("<b>") + escape(word) + Markup("</b>")


def said(claim: Row, text: str) -> list[Markup]:
    """Return how a claim or a position goes on behind its stance: the hedge, the passages, and a text."""
    parts = []
    if claim["hedge"]:
        parts.append(Markup(", hedged: <q>") + isolated(claim["hedge"]) + Markup("</q>"))
    if claim["cites"]:
        parts.append(Markup(" [") + Markup(" ").join(map(isolated, claim["cites"])) + Markup("]"))
    if text:
        parts.append(Markup(": ") + isolated(text))
    return parts


def counted(things: Sequence[object], one: str, several: str = "") -> str:
    """Return how many there are, in words: `1 dispute`, `2 disputes`."""
    return f"{len(things)} {one if len(things) == 1 else several or one + 's'}"


def direction(text: str) -> Markup:
    """Return the attribute of a block that holds this text only: its direction of writing is its own."""
    return Markup("") if text.isascii() else Markup(' dir="auto"')


def is_plain(date: str) -> bool:
    """Return whether an EDTF date is a plain year, month or day, whose first and last day everybody knows."""
    return re.fullmatch(r"\d{4}(-[01]\d(-\d\d)?)?", date) is not None


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each on one line."""
    found = [""]
    for line in lines(text):
        if line.strip():
            found[-1] = f"{found[-1]} {line.strip()}".strip()
        elif found[-1]:
            found.append("")
    return [paragraph for paragraph in found if paragraph]


def prose(text: str, kind: str = "") -> Markup:
    """Return the paragraphs of a text as HTML, of a class where one is given."""
    found = []
    for paragraph in paragraphs(text):
        named = Markup(' class="{}"').format(kind) if kind else Markup("")
        found.append(Markup("<p") + named + direction(paragraph) + Markup(">") + escape(paragraph) + Markup("</p>"))
    return Markup("\n").join(found)


class Words:
    """The words and links of one page."""

    def __init__(self, store: Store, anchors: Anchors, numbers: dict[str, int]) -> None:
        self._anchors = anchors
        self._refs: dict[tuple[str, str, str | None], Markup] = {}
        self._numbers = numbers
        self._ids = {number: event for event, number in self._numbers.items()}
        self._names: dict[tuple[str, str], str] = {
            (kind, identifier): name
            for kind in ("faction", "place", "person")
            for identifier, name in store.rows(f"SELECT id, name FROM {kind}")  # noqa: S608 -- our own table names
        }

    def name(self, kind: str, identifier: str) -> str:
        """Return what a thing is called."""
        return self._names.get((kind, identifier), identifier)

    def ref(self, kind: str, identifier: str, text: str | None = None) -> Markup:
        """Return the name of a thing (or another text), as a link where it stands on the page."""
        key = (kind, identifier, text)
        if key not in self._refs:
            self._refs[key] = self._ref(kind, identifier, text)
        return self._refs[key]

    def _ref(self, kind: str, identifier: str, text: str | None) -> Markup:
        shown = isolated(self.name(kind, identifier) if text is None else text)
        href = self._anchors.href(kind, identifier)
        # An anchor is a letter and digits: it needs no escape, and no quotes, which a page has thousands of.
        return shown if href is None else Markup(f"<a href={href}>{shown}</a>")  # noqa: S704

    def refs(self, kind: str, identifiers: Iterable[str]) -> Markup:
        """Return several as `ref`, with commas between."""
        return Markup(", ").join(self.ref(kind, identifier) for identifier in identifiers)

    def pair(self, between: Sequence[str], text: str | None = None) -> Markup:
        """Return the names of two factions, as a link to what is known of the pair."""
        both = " and ".join(self.name("faction", one) for one in between) if text is None else text
        return self.ref("pair", pair_id(between), both)

    def event(self, identifier: str) -> Markup:
        """Return the number of an event as a link to it; its identifier where it is not on the page."""
        number = self._numbers.get(identifier)
        return self.ref("event", identifier, str(number) if number else identifier)

    def events(self, identifiers: Iterable[str]) -> Markup:
        """Return several as `event`, with commas between."""
        return Markup(", ").join(map(self.event, identifiers))

    def numbers(self, numbers: Iterable[int]) -> Markup:
        """Return events by their numbers on the page, ascending, as links with commas between; of three or more on end
        the first and the last.
        """
        runs: list[list[int]] = []
        for number in numbers:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return Markup(", ").join(
            Markup("–").join(self.event(self._ids[end]) for end in (run[0], run[-1]))
            if len(run) > 2
            else self.events(self._ids[number] for number in run)
            for run in runs
        )

    def sources(self, sources: Iterable[str]) -> Markup:
        """Return sources by their identifiers, as links with commas between."""
        return Markup(", ").join(self.ref("source", source, source) for source in sources)

    def claim(self, claim: Row) -> Markup:
        """Return a claim: who makes it, for whom, with which stance and hedge, where it stands, and what it says."""
        parts = [self.ref("source", claim["source"], claim["source"])]
        if claim["affiliation"]:
            parts.append(Markup(" for ") + isolated(self.name("faction", claim["affiliation"])))
        parts.append(Markup(" ") + stance(claim["stance"]))
        return Markup("").join((*parts, *said(claim, claim["note"])))

    def anchor(self, kind: str, identifier: str) -> str:
        """Return the `id` attribute of a thing that stands on the page."""
        return self._anchors.of(kind, identifier)
