"""A new thing for a log, written out: what is known of it filled in, every other required key left blank with a comment
that says what it is for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from ikhtilaf.log.composites import ListOf, MapOf, Record
from ikhtilaf.log.fields import EVENT, RECORDS, SECTIONS
from ikhtilaf.log.layout import item_lines
from ikhtilaf.log.shapes import Shape, Word
from ikhtilaf.log.tree import Branch, Item, Node
from ikhtilaf.model.names import normalise
from ikhtilaf.model.things import Claim

RECORD_OF = {"event": EVENT} | {
    {"people": "person"}.get(name, name.removesuffix("s")): record for name, (_, record) in SECTIONS.items()
}
"""By kind of thing, its keys."""
_MOST_WORDS = 10
"""How many words of a closed list a comment repeats."""


def words(texts: Sequence[str]) -> Branch:
    """Return a list of texts as a node."""
    return Branch(is_map=False, items=[Item(text) for text in texts])


def pairs(texts: Mapping[str, str]) -> Branch:
    """Return a mapping of texts as a node."""
    return Branch(is_map=True, items=[Item(text, key=key) for key, text in texts.items()])


def claims(source: str | None, cites: Sequence[str], *, must_cite: bool) -> Branch:
    """Return a list with one claim; where it must cite a passage and none is given, that is left blank."""
    claim = Branch(is_map=True)
    if source:
        claim.items.append(Item(source, key="source"))
    if cites or must_cite:
        about = f"# {RECORDS[Claim].table['cites'].about}"
        claim.items.append(Item(words(cites), key="cites", end="" if cites else about))
    return Branch(is_map=False, items=[Item(claim)])


def blank_lines(kind: str, id_: str, given: Mapping[str, Node], indent: int, *, id_given: bool) -> list[str]:
    """Return the lines of a new event, source, faction, place or person, its hyphen or id at the column `indent`.

    `given` holds what is known, by key. `id_given` is false where the id was made up, which a comment then says.
    """
    record = RECORD_OF[kind]
    about_id = "" if id_given else "# rename it as you like"
    thing = _thing(record, given)
    if kind == "event":
        thing.items.insert(0, Item(id_, key="id", end=about_id))
        return list(item_lines(Item(thing), indent))
    return list(item_lines(Item(thing, key=id_, end=about_id), indent))


def blanks(kind: str, given: Mapping[str, Node]) -> list[str]:
    """Return the required keys that nothing is known of."""
    table = RECORD_OF[kind].table
    return [key for key, field in table.items() if field.required and key not in given and key != "id"]


def others(kind: str, given: Mapping[str, Node]) -> list[str]:
    """Return the keys that a thing can have and that are not written out."""
    return [key for key, field in RECORD_OF[kind].table.items() if not field.required and key not in given]


_LONGEST = 200
"""How long an id made of a title may be: a key of YAML ends within 1,024 characters."""


def free_id(kind: str, title: str, is_taken: Callable[[str], bool]) -> str:
    """Return an id that is not taken: made of the title, else of the kind of thing and a number.

    >>> free_id("event", "The lake freezes over", {"the-lake-freezes-over"}.__contains__)
    'the-lake-freezes-over-2'
    """
    made = re.sub("[^a-z0-9]+", "-", normalise(title)).strip("-")[:_LONGEST].rstrip("-")
    if made and not is_taken(made):
        return made
    start, number = (made, 2) if made else (kind, 1)
    while is_taken(f"{start}-{number}"):
        number += 1
    return f"{start}-{number}"


def _thing(record: Record, given: Mapping[str, Node]) -> Branch:
    thing = Branch(is_map=True)
    for key, field in record.table.items():
        if key in given:
            thing.items.append(Item(given[key], key=key))
        elif field.required and key != "id":
            thing.items.append(Item(_nothing(field.shape), key=key, end=f"# {field.about}{_choice(field.shape)}"))
    return thing


def _nothing(shape: Shape) -> Node:
    if isinstance(shape, (ListOf, MapOf)):
        return Branch(is_map=isinstance(shape, MapOf))
    return ""


def _choice(shape: Shape) -> str:
    if isinstance(shape, MapOf):
        return f", as in {shape.example}"
    if not isinstance(shape, Word):
        return ""
    all_words = list(shape.words)
    return f": {', '.join(all_words)}" if len(all_words) <= _MOST_WORDS else "; `ikhtilaf list types` explains them"
