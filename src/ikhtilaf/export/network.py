"""The graph that GEXF and GraphML write: factions, and between them an edge a period."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ikhtilaf.export.names import Names
from ikhtilaf.export.request import Request, Row
from ikhtilaf.export.said import claims_briefly
from ikhtilaf.export.spans import Span, spans
from ikhtilaf.query.listing import aliases
from ikhtilaf.query.summary import ties_of
from ikhtilaf.render.escape import one_line
from ikhtilaf.render.sheets import day_words, words_of

_TIES = ("part_of", "split_from", "merged_into", "renamed_from")


def network(request: Request, networkx: Any, *, spells: bool) -> Any:
    """Return a multigraph of networkx: nodes by identifier, edges by pair, place and number.

    With `spells` each edge has its days as the library's GEXF writer wants them; else as two attributes.
    """
    graph, names = networkx.MultiGraph(), Names(request.store)
    found = spans(request)
    for faction in sorted({faction for span in found for faction in span.row["between"]}):
        graph.add_node(faction, **_node(request, faction))
    for span in found:
        days: Row = {"certain_days": _days(span)} if span.sure else {}
        if spells:
            days = {"id": span.key, "spells": span.spells}
        graph.add_edge(*span.row["between"], key=span.key, **_edge(span, names), **days)
    return graph


def _node(request: Request, faction: str) -> Row:
    store = request.store
    name, kind, note = store.row("SELECT name, kind, note FROM faction WHERE id = ?", (faction,)) or (faction, "", "")
    ties: dict[str, list[str]] = {kind: [] for kind in _TIES}
    kept = request.view.kept(store)
    for tie in ties_of(store, faction, kept):
        when = words_of(tie["date"])
        ties[tie["kind"]].append(f"{tie['faction']} ({when})" if when else tie["faction"])
    attributes = {"kind": kind, "aliases": "; ".join(aliases(store, "faction", faction)), "note": note}
    attributes |= {kind: "; ".join(others) for kind, others in ties.items()}
    return {"label": clean(name), **_clean(attributes.items())}


def _edge(span: Span, names: Names) -> Row:
    row, start, end = span.row, span.row["from"], span.row["until"] or {}
    place = row["place"]
    label = row["state"] + ("" if span.sure else " ?") + (f", {names.place(place)}" if place else "")
    attributes = {
        "state": row["state"],
        "states": " ".join(row["states"]),
        "place": place or "",
        "from": start["date"],
        "from_words": day_words(start["date"]),
        "from_earliest": start["earliest"] or "",
        "from_latest": start["latest"] or "",
        "until": end.get("date") or "",
        "until_words": day_words(end.get("date")),
        "until_earliest": end.get("earliest") or "",
        "until_latest": end.get("latest") or "",
        "event": row["event"],
        "events": " ".join(row["events"]),
        "sources": " ".join(row["sources"]),
        "who_says_so": claims_briefly(span.claims),
        "inherited_from": " ".join(row["inherited_from"] or ()),
    }
    return {"label": clean(label), "certain": span.sure, "postscript": row["postscript"], **_clean(attributes.items())}


def _days(span: Span) -> str:
    return " ".join(f"{first or '..'}/{last or '..'}" for first, last in span.spells)


def _clean(attributes: Iterable[tuple[str, str]]) -> Row:
    """Those that say something."""
    return {key: clean(text) for key, text in attributes if text}


def clean(text: str) -> str:
    """Return a text in one line that XML can hold."""
    return one_line(text).translate({0xFFFE: "\N{REPLACEMENT CHARACTER}", 0xFFFF: "\N{REPLACEMENT CHARACTER}"})
