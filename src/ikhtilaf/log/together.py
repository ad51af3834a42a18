"""Logs of several authors as one: their sources and events under their namespaces, and what they both speak of joined.

Factions, places and people of two authors are one where they share an id, a name or an alias, as long as what is said
of them agrees.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ikhtilaf.log.authors import Authors, prefixed, span_of
from ikhtilaf.log.document import Draft
from ikhtilaf.log.fields import Head
from ikhtilaf.log.findings import Finding, Spot
from ikhtilaf.log.name_problems import (
    AmbiguousName,
    AuthorsDisagree,
    DuplicateId,
    NobodysFile,
    OneOrTwo,
    SameNamespace,
)
from ikhtilaf.log.names import Names, given_names
from ikhtilaf.log.resolve import by_type, resolve
from ikhtilaf.model.names import normalise
from ikhtilaf.model.things import Log, Mark

_OWN = ("source", "event")
"""What stands under an author's namespace."""
_SHARED = {"place": "places", "faction": "factions", "person": "people"}
_AGREEING = {"faction": ("kind",), "place": ("kind", "within", "iso", "coordinates"), "person": ()}
"""By kind, the fields in which the authors must not say different things; an empty one says nothing."""


class Together(NamedTuple):
    """A log put together, its names, its things by type as each author wrote them, and what is wrong so far."""

    log: Log
    names: dict[str, Names]
    things: Mapping[type, Sequence[Any]]
    found: list[Finding]


class _Scoped(Names):
    """The names of one kind as one author means them: the author's own first, then those of all, whole."""

    def __init__(self, own: Names, everywhere: Names, head: Head) -> None:
        self.kind, self.things = own.kind, {}
        self._own, self._everywhere, self._head = own, everywhere, head

    def find(self, name: str) -> str | None:
        """Return the id that the name means to the author."""
        meant = self._own.find(name)
        if meant:
            return prefixed(self._head, meant)
        found = self._everywhere.find(name)
        return meant if found is None else found

    def near(self, name: str) -> list[str]:
        """Return the names that come nearest, the author's own if there are any."""
        return self._own.near(name) or self._everywhere.near(name)


class _Joined(NamedTuple):
    """Things of several authors that are one, the first author's first, and what they make together."""

    parts: tuple[Any, ...]
    whole: Any


def put_together(draft: Draft, authors: Authors) -> Together:
    """Resolve the names of a draft whose sections `log` all have a namespace, and join what the authors share.

    The things of the draft are changed in place: ids are prefixed, references resolved.
    """
    found = _heads(authors)
    groups = _by_author(draft, authors, found)
    own = {head.namespace if head else "": _own_names(draft, things, found) for head, things in groups}
    joined = {kind: _join(kind, [names[kind] for names in own.values()], found) for kind in _SHARED}
    names = {kind: Names(kind, [one.whole for one in joined[kind]], draft.failed[kind]) for kind in _SHARED}
    _prefix(groups, found)
    _keep_apart(draft, authors)
    names |= {"source": Names("source", draft.sources, draft.failed["source"])}
    names |= {"event": Names("event", draft.events, draft.failed["event"])}
    for one in names.values():
        # What is wrong with an author's own names has been told, and what two authors share is joined.
        one.again.clear()
        one.clashes.clear()
    for head, things in groups:
        scoped, reporter = names, ""
        if head is not None:
            mine = own[head.namespace]
            scoped = names | {kind: _Scoped(mine[kind], names[kind], head) for kind in _OWN}
            reporter = scoped["source"].find(head.reporter) or ""
        found.extend(resolve(by_type(things), scoped, draft.unsure_of, reporter))
    for kind, ones in joined.items():
        for together in ones:
            _finish(kind, together, found)
    return Together(_log(draft, authors, names), names, by_type(draft.things()), found)


def _heads(authors: Authors) -> list[Finding]:
    """Each author has a namespace of their own."""
    found, seen = [], dict[str, Mark]()
    for head in authors.heads:
        if head.namespace in seen:
            found.append(Finding(SameNamespace, Spot(head, "namespace"), (head.namespace, seen[head.namespace])))
        seen.setdefault(head.namespace, head.mark)
    return found


def _by_author(draft: Draft, authors: Authors, found: list[Finding]) -> list[tuple[Head | None, list[Any]]]:
    """The things of each author, and those of nobody in particular, in the order of the files.

    What stands in a file that is nobody's can be places, people and factions without claims, for all; the first of
    anything else is a mistake.
    """
    groups: dict[str, tuple[Head | None, list[Any]]] = {}
    told: set[str] = set()
    for thing in draft.things():
        file = thing.mark.file
        head = authors.of(file)
        groups.setdefault(head.namespace if head else "", (head, []))[1].append(thing)
        if head is None and file not in told and "log" not in draft.unsure and _needs_author(draft, thing):
            told.add(file)
            found.append(Finding(NobodysFile, thing.mark))
    # What is for all comes first, so that it goes by the ids that it has there.
    return sorted(groups.values(), key=lambda group: group[0] is not None)


def _needs_author(draft: Draft, thing: Any) -> bool:
    """Whether a thing says something in somebody's words, or is a source."""
    if hasattr(thing, "ties"):
        return bool(thing.ties or thing.facts)
    return thing.__class__ in {one.__class__ for one in (*draft.sources[:1], *draft.events[:1])}


def _own_names(draft: Draft, things: Iterable[Any], found: list[Finding]) -> dict[str, Names]:
    """The names of one author's things, by kind, with what is wrong among these alone."""
    kinds: dict[str, list[Any]] = {"source": [], **{kind: [] for kind in _SHARED}, "event": []}
    lists = {"source": draft.sources, "event": draft.events, **{k: getattr(draft, s) for k, s in _SHARED.items()}}
    kind_of = {ones[0].__class__: kind for kind, ones in lists.items() if ones}
    for thing in things:
        if thing.__class__ in kind_of:
            kinds[kind_of[thing.__class__]].append(thing)
    names = {kind: Names(kind, ones, draft.failed[kind]) for kind, ones in kinds.items()}
    for kind, one in names.items():
        for thing in one.again:
            spot = Spot(thing, "id") if kind == "event" else thing.mark
            found.append(Finding(DuplicateId, spot, (kind, thing.id, one.things[thing.id].mark)))
        for clash in one.clashes:
            spot = Spot(clash.second, clash.field, clash.item)
            found.append(Finding(AmbiguousName, spot, (kind, clash.text, clash.first.id, clash.second.id)))
        one.again.clear()
        one.clashes.clear()
    return names


def _join(kind: str, authors: Sequence[Names], found: list[Finding]) -> list[_Joined]:
    """Take together what goes by a common name, over all authors."""
    groups: list[list[tuple[int, Any]]] = []
    where: dict[str, int] = {}
    """By name, the number of the group."""
    for author, names in enumerate(authors):
        for thing in names.things.values():
            forms = {normalise(thing.id), *(normalise(given.text) for given in given_names(thing))}
            met = sorted({where[form] for form in forms if form in where})
            target = met[0] if met else len(groups)
            if not met:
                groups.append([])
            for other in met[1:]:
                groups[target].extend(groups[other])
                groups[other] = []
            groups[target].append((author, thing))
            if len(met) > 1:
                where.update({form: target for form, group in where.items() if group in met})
            where.update(dict.fromkeys(forms, target))
    joined = []
    for group in filter(None, groups):
        group.sort(key=lambda entry: entry[0])
        seen: dict[int, Any] = {}
        for author, thing in group:
            if author in seen:
                other = next((one for writer, one in group if writer != author), thing)
                arguments = (kind, seen[author].id, thing.id, other.id, other.mark)
                found.append(Finding(OneOrTwo, thing.mark, arguments))
                joined.append(_Joined((thing,), thing))
            seen.setdefault(author, thing)
        parts = tuple(seen.values())
        joined.append(_Joined(parts, _whole(parts)))
    return joined


def _whole(parts: Sequence[Any]) -> Any:
    """One thing of several: the first, with the names of the others as aliases, and all that they say of it."""
    first = parts[0]
    if len(parts) == 1:
        return first
    known = {normalise(first.id), normalise(first.name), *map(normalise, first.aliases)}
    aliases = list(first.aliases)
    for other in parts[1:]:
        for name in (other.name, *other.aliases, other.id):
            if normalise(name) not in known:
                known.add(normalise(name))
                aliases.append(name)
    changed: dict[str, Any] = {
        "aliases": tuple(aliases),
        "note": "; ".join(dict.fromkeys(part.note for part in parts if part.note)),
        "cites": tuple(dict.fromkeys(cite for part in parts for cite in part.cites)),
    }
    for field in ("ties", "facts"):
        if hasattr(first, field):
            changed[field] = tuple(one for part in parts for one in getattr(part, field))
    return replace(first, **changed)


def _finish(kind: str, joined: _Joined, found: list[Finding]) -> None:
    """Compare what the authors say of one thing, now that names are ids, and take over what only a later one says."""
    first, whole = joined.parts[0], joined.whole
    for field in _AGREEING[kind] if len(joined.parts) > 1 else ():
        said = [(part, getattr(part, field)) for part in joined.parts if getattr(part, field) not in {None, ""}]
        for part, value in said[1:]:
            if value != said[0][1]:
                told = (kind, first.id, field, _text(value), _text(said[0][1]), said[0][0].mark)
                found.append(Finding(AuthorsDisagree, Spot(part, field), told))
        object.__setattr__(whole, field, said[0][1] if said else getattr(first, field))
    if kind == "place" and len(joined.parts) > 1:
        inside = dict.fromkeys(inner for part in joined.parts for inner in part.includes)
        object.__setattr__(whole, "includes", tuple(inside))


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _prefix(groups: Iterable[tuple[Head | None, list[Any]]], found: list[Finding]) -> None:
    """Put the ids of sources and events under their author's namespace."""
    forms: dict[str, Any] = {}
    for head, things in groups:
        for thing in things if head is not None else ():
            if hasattr(thing, "id") and not hasattr(thing, "name") and head is not None:
                object.__setattr__(thing, "id", prefixed(head, thing.id))
                if hasattr(thing, "aliases"):
                    # a--b-c and a-b--c would be one source to somebody who types them.
                    first = forms.setdefault(normalise(thing.id), thing)
                    if first.id != thing.id:
                        found.append(Finding(DuplicateId, thing.mark, ("source", thing.id, first.mark)))


def _keep_apart(draft: Draft, authors: Authors) -> None:
    """Take from sources the aliases that sources of several authors have: they are names in their own files only."""
    owners: dict[str, set[str]] = {}
    for source in draft.sources:
        for alias in source.aliases:
            head = authors.of(source.mark.file)
            owners.setdefault(normalise(alias), set()).add(head.namespace if head else "")
    for source in draft.sources:
        kept = tuple(alias for alias in source.aliases if len(owners[normalise(alias)]) == 1)
        object.__setattr__(source, "aliases", kept)


def _log(draft: Draft, authors: Authors, names: Mapping[str, Names]) -> Log:
    heads = authors.heads
    return Log(
        mark=heads[0].mark,
        title="; ".join(dict.fromkeys(head.title for head in heads)),
        covers=span_of(heads),
        reporter=heads[0].reporter,
        note="; ".join(head.note for head in heads if head.note),
        sources=names["source"].things,
        places=names["place"].things,
        factions=names["faction"].things,
        people=names["person"].things,
        events=tuple(draft.events),
        reporters=tuple(head.reporter for head in heads),
    )
