"""The words that options and arguments take, each with what it means: names from a log, words of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ikhtilaf.model.names import normalise

if TYPE_CHECKING:
    from ikhtilaf.store import Store


class Item(NamedTuple):
    """A word that could stand there, and what it means."""

    value: str
    meaning: str = ""


def stem(begun: str) -> str:
    """Return the form in which the names that begin so begin: as `normalise`, but a hyphen at the end counts."""
    return normalise(f"{begun}x")[:-1]


class Name(NamedTuple):
    """A name of something in the log: `thing` tells what it is a name of."""

    form: str
    thing: str
    meaning: str


def one_each(begun: str, names: Iterator[Name]) -> Iterator[Item]:
    """Yield the first name of each thing that begins so: its identifier where that does, else its name or an alias."""
    form, seen = stem(begun), set()
    for name in names:
        if name.thing not in seen and normalise(name.form).startswith(form):
            seen.add(name.thing)
            yield Item(name.form, name.meaning)


_TITLES = {"faction": "name", "place": "name", "person": "name", "source": "title"}


def _named_things(kind: str, condition: str = "1 = 1") -> Callable[[Store], Iterator[Name]]:
    """The names of a kind of thing, identifiers first: as they are compared, so that no shell need quote them."""
    sql = (
        f"SELECT n.form, n.id, t.{_TITLES[kind]} FROM name n JOIN {kind} t ON t.id = n.id "  # noqa: S608 -- our own names
        f"WHERE n.kind = '{kind}' AND {condition} ORDER BY n.rank, n.form"
    )

    def names(store: Store) -> Iterator[Name]:
        for form, identifier, title in store.rows(sql):
            yield Name(form, f"{kind} {identifier}", title)

    return names


_factions = _named_things("faction")
_places = _named_things("place")
_provinces = _named_things("place", "t.kind = 'province'")
_people = _named_things("person")
_sources = _named_things("source")


def _speakers(store: Store) -> Iterator[Name]:
    yield from _sources(store)
    yield from _factions(store)


def _passages(store: Store) -> Iterator[Name]:
    for source, passage in store.rows("SELECT source, passage FROM passage ORDER BY source, position"):
        yield Name(passage, f"passage {source} {passage}", f"a passage of {source}")


def _anything(store: Store) -> Iterator[Name]:
    """Everything that `show` shows, each word once however many things it names."""
    seen = set()
    for name in _showable(store):
        if name.form not in seen:
            seen.add(name.form)
            yield name


def _showable(store: Store) -> Iterator[Name]:
    from ikhtilaf.model import vocabulary

    for names in (_factions, _people, _places, _sources):
        yield from names(store)
    for identifier, title in store.rows("SELECT id, title FROM event ORDER BY n"):
        yield Name(identifier, f"event {identifier}", title)
    yield from _passages(store)
    words = (vocabulary.STATES, vocabulary.EVENT_TYPES, vocabulary.STANCES, vocabulary.ROLES)
    for terms in words:
        for term in terms.values():
            yield Name(term.id, f"word {term.id}", term.definition)


FROM_LOG: dict[str, Callable[[Store], Iterator[Name]]] = {
    "--faction": _factions,
    "--between": _factions,
    "--person": _people,
    "--province": _provinces,
    "--place": _places,
    "--source": _sources,
    "--according-to": _speakers,
    "--affiliation": _factions,
    "--reported-by": _sources,
    "--within": _places,
    "--cites": _passages,
    "show names": _anything,
    "summary factions": _factions,
}


def _states() -> Iterator[Item]:
    from ikhtilaf.model.vocabulary import CONTESTED, STATES, UNKNOWN

    yield from (Item(state.id, state.definition) for state in STATES.values())
    yield Item(CONTESTED, "the sources, or the events, disagree")
    yield Item(UNKNOWN, "nothing is known")


def _types() -> Iterator[Item]:
    from ikhtilaf.model.vocabulary import EVENT_TYPES

    yield from (Item(term.id, term.definition) for term in EVENT_TYPES.values())


def _formats() -> Iterator[Item]:
    from ikhtilaf.render.formats import Format

    meanings = {
        Format.TABLE: "columns that fit the terminal",
        Format.JSON: "one array",
        Format.JSONL: "one object a line",
        Format.CSV: "comma-separated, for spreadsheets",
        Format.TSV: "tab-separated, one record a line",
        Format.MD: "a Markdown table",
    }
    yield from (Item(fmt.value, meanings.get(fmt, "")) for fmt in Format)


def _colors() -> Iterator[Item]:
    yield Item("auto", "on a terminal")
    yield Item("always", "into a pipe too")
    yield Item("never", "not even on a terminal")


def _kinds() -> Iterator[Item]:
    from ikhtilaf.query.listing import LISTINGS

    yield from (Item(kind) for kind in LISTINGS)


def kinds_of(what: str) -> Iterator[Item]:
    """Yield the kinds of a source, place or faction; of anything else there are none."""
    from ikhtilaf.model import vocabulary

    lists = {
        "source": vocabulary.SOURCE_KINDS,
        "place": vocabulary.PLACE_KINDS,
        "faction": vocabulary.FACTION_KINDS,
    }
    yield from (Item(term.id, term.definition) for term in lists.get(what, {}).values())


def _new_things() -> Iterator[Item]:
    yield from (Item(what) for what in ("event", "source", "faction", "place", "person"))


def _pictures() -> Iterator[Item]:
    from ikhtilaf.cli.draw import KINDS

    yield from (Item(kind, meaning) for kind, meaning in KINDS.items())


def _shows() -> Iterator[Item]:
    from ikhtilaf.cli.draw import SHOWS

    yield from (Item(show, meaning) for show, meaning in SHOWS.items())


def _exports() -> Iterator[Item]:
    from ikhtilaf.export.kinds import KINDS

    yield from (Item(name, kind.meaning) for name, kind in KINDS.items())


WORDS: dict[str, Callable[[], Iterator[Item]]] = {
    "--state": _states,
    "--type": _types,
    "--format": _formats,
    "--color": _colors,
    "list kind": _kinds,
    "draw kind": _pictures,
    "--show": _shows,
    "--each": lambda: iter([Item("year", "the end of every year")]),
    "export kind": _exports,
    "new what": _new_things,
}
