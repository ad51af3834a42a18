"""One thing whole, as blocks: an event with its claims, a faction, a place, a person, a source, a passage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ikhtilaf.render.columns import Column, Row
from ikhtilaf.render.detail import Block, Pair
from ikhtilaf.render.sheets import bounds, spaced, words_of
from ikhtilaf.render.sheets_of_relations import RELATIONS
from ikhtilaf.render.sheets_of_things import strength_words


def fact_words(row: Row) -> str:
    """Return a fact about a faction as words: the text, or what its kind holds."""
    said = []
    if "person" in row:
        said.append(f"led by {row['person']}")
    if "figure" in row:
        said.append(strength_words({"strength": [row]}))
    if "places" in row:
        main = f"; mainly {', '.join(row['main'])}" if row["main"] else ""
        said.append(f"{', '.join(row['places'])}{main}")
    if row["text"]:
        said.append(row["text"])
    return ": ".join(said)


_CLAIMS = (
    Column("source", "Source", style="id", wrap=False),
    Column("affiliation", "Speaks for", style="id", wrap=False),
    Column("stance", "Stance", wrap=False),
    Column("hedge", "Hedge"),
    Column("cites", "Cited", spaced("cites"), style="note"),
    Column("note", "What it says", min_width=20),
)
_ASSERTED = (
    Column("between", "Between", spaced("between"), style="id", wrap=False),
    Column("state", "State", style="state", wrap=False),
    Column("places", "Places", lambda row: " ".join(row["places"]) or "in general", style="place"),
    Column("from", "From", lambda row: words_of(row["from"]), style="date"),
    Column("until", "Until", lambda row: words_of(row["until"]), style="date"),
    Column("note", "Note"),
)
_FACTS = (
    Column("text", "Fact", fact_words, min_width=24),
    Column("date", "Date", lambda row: words_of(row["date"]), style="date"),
    Column("sources", "Who says so", spaced("sources"), style="note"),
    Column("cites", "Cited", spaced("cites"), style="note"),
)
_TIES = (
    Column("kind", "Tie", lambda row: row["kind"].replace("_", " "), wrap=False),
    Column("faction", "Faction", style="id", wrap=False),
    Column("date", "Date", lambda row: words_of(row["date"]), style="date"),
    Column("sources", "Who says so", spaced("sources"), style="note"),
    Column("cites", "Cited", spaced("cites"), style="note"),
    Column("text", "How"),
)
_EVENTS = (
    Column("date", "Date", lambda row: words_of(row["date"]), style="date", min_width=14),
    Column("title", "What happened", min_width=20),
    Column("id", "Id", style="id", wrap=False),
)
_MEMBERS = (
    Column("faction", "Faction", style="id", wrap=False),
    Column("events", "Events", spaced("events"), style="id"),
)
_DAYS = (
    Column("with", "With", style="id", wrap=False),
    Column("days", "Days in each state", lambda row: days_words(row["days"])),
    Column("changes", "Changes", style="number"),
    Column("longest_silence", "Longest silence", lambda row: f"{span_words(row['longest_silence'])} days"),
)


def span_words(span: Sequence[int]) -> str:
    """Return [least, most] as one figure where they are equal, else as a span."""
    least, most = span
    return f"{least:,}" if least == most else f"{least:,}-{most:,}"


def days_words(days: Row) -> str:
    """Return the days in each state as words."""
    return ", ".join(f"{state} {span_words(span)}" for state, span in days.items())


def event_blocks(row: Row) -> list[Block]:
    """An event with what it says, its relations, and every claim."""
    marks = [name for name in ("contested", "postscript", "background") if row.get(name)]
    date = f"{row['date']} ({words_of(row['date'])}; {bounds(row)})"
    return [
        Block(
            row["title"],
            pairs=(
                Pair("event", row["id"], "id"),
                Pair("type", row["type"]),
                Pair("date", date, "date"),
                Pair("as worded", row["wording"]),
                Pair("factions", ", ".join(f"{name} ({role})" for name, role in row["roles"].items()), "id"),
                Pair("people", ", ".join(f"{name} ({role})" if role else name for name, role in row["people"].items())),
                Pair("places", row["places"], "place"),
                Pair("provinces", row["provinces"], "place"),
                Pair("after", row.get("after"), "id"),
                Pair("ends", row.get("ends"), "id"),
                Pair("ended by", row.get("ended_by"), "id"),
                Pair("marked", marks),
                Pair("in the log", row["at"], "note"),
            ),
        ),
        Block("What is said", paragraphs=(row["text"],)),
        Block("Terms", paragraphs=tuple(f"- {term}" for term in row["terms"])),
        Block("Slip of the source", paragraphs=(row["slip"],) if row["slip"] else ()),
        Block("Relations", columns=_ASSERTED, rows=row["relations"]),
        Block("Claims", columns=_CLAIMS, rows=row["claims"]),
    ]


def faction_blocks(row: Row) -> list[Block]:
    """A summary of a faction."""
    events = row["events"]
    years = ", ".join(f"{year}: {count}" for year, count in events["by_year"].items())
    faction = row["id"]
    other = Column(
        "with", "With", lambda one: next(name for name in one["between"] if name != faction), style="id", wrap=False
    )
    relations = [other, *(column for column in RELATIONS.table if column.key in {"place", "state", "since", "sources"})]
    return [
        Block(
            row["name"],
            pairs=(
                Pair("faction", row["id"], "id"),
                Pair("kind", row["kind"]),
                Pair("also known as", row["aliases"]),
                Pair("parts", row["parts"], "id"),
                Pair("note", row["note"]),
                Pair("events", f"{events['total']} ({years})" if years else str(events["total"])),
                Pair("first", row["first"], "id"),
                Pair("last", row["last"], "id"),
                Pair("in the log", row["at"], "note"),
            ),
        ),
        Block("Ties", columns=_TIES, rows=row["ties"]),
        Block("Leaders", columns=_FACTS, rows=row["leaders"]),
        Block("Strength", columns=_FACTS, rows=row["strength"]),
        Block("Areas", columns=_AREAS, rows=row["areas"]),
        Block("Made of, and like", columns=_FACTS, rows=row["character"]),
        Block("Members who came from", columns=_MEMBERS, rows=row["members_from"]),
        Block("Members who went to", columns=_MEMBERS, rows=row["members_to"]),
        Block(f"Relations on {row['as_of']}", columns=relations, rows=row["relations"]),
        Block("Days, as the log dates them", columns=_DAYS, rows=row["measures"]),
    ]


_AREAS = (
    Column("place", "Place", style="place", wrap=False),
    Column("within", "Within", style="place", wrap=False),
    Column("main", "Main", lambda row: "main" if row["main"] else ""),
    Column("date", "Date", lambda row: words_of(row["date"]), style="date"),
    Column("sources", "Who says so", spaced("sources"), style="note"),
    Column("cites", "Cited", spaced("cites"), style="note"),
)


def place_blocks(row: Row) -> list[Block]:
    """A place, what it contains, who is there and what happened."""
    return [
        Block(
            row["name"],
            pairs=(
                Pair("place", row["id"], "place"),
                Pair("kind", row["kind"]),
                Pair("within", row["within"], "place"),
                Pair("contains", row["contains"], "place"),
                Pair("ISO 3166", row["iso"]),
                Pair("also known as", row["aliases"]),
                Pair("note", row["note"]),
                Pair("cited", row["cites"], "note"),
                Pair("factions said to be there", row["factions"], "id"),
                Pair("sources who spoke there", row["sources"], "id"),
                Pair("in the log", row["at"], "note"),
            ),
        ),
        Block("Events", columns=_EVENTS, rows=row["events"]),
    ]


def person_blocks(row: Row) -> list[Block]:
    """A person and what they have to do with."""
    return [
        Block(
            row["name"],
            pairs=(
                Pair("person", row["id"], "id"),
                Pair("also known as", row["aliases"]),
                Pair("leads", row["leads"], "id"),
                Pair("note", row["note"]),
                Pair("cited", row["cites"], "note"),
                Pair("in the log", row["at"], "note"),
            ),
        ),
        Block("Events", columns=(*_EVENTS, Column("role", "As")), rows=row["events"]),
    ]


def source_blocks(row: Row) -> list[Block]:
    """A source and what rests on it."""
    pairs = (
        Pair("source", row["id"], "id"),
        Pair("kind", row["kind"]),
        Pair("author", row["author"]),
        Pair("date", words_of(row["date"]), "date"),
        Pair("speaks for", row["affiliation"], "id"),
        Pair("where", row["place"], "place"),
        Pair("reported by", row["reported_by"], "id"),
        Pair("described in the same words as", row["same_words_as"], "id"),
        Pair("reports", row["reports"], "id"),
        Pair("facts on", row["factions"], "id"),
        Pair("note", row["note"]),
        Pair("address", row["url"]),
        Pair("in the log", row["at"], "note"),
    )
    return [Block(row["title"], pairs=pairs), Block("Events", columns=_EVENTS, rows=row["events"])]


def passage_blocks(row: Row) -> list[Block]:
    """What cites a passage of a text."""
    pairs = (
        Pair("passage", row["id"], "note"),
        Pair("of", row["source"], "id"),
        Pair("holds nothing to log", row["holds_nothing"]),
        Pair("facts", [f"{fact['faction']} {fact['kind']}" for fact in row["facts"]], "id"),
    )
    return [Block(f"Passage {row['id']}", pairs=pairs), Block("Events", columns=_EVENTS, rows=row["events"])]


def word_blocks(row: Row) -> list[Block]:
    """A word of a closed list and its definition."""
    return [Block(row["id"], pairs=(Pair(row["thing"], row["id"], "id"), Pair("definition", row["definition"])))]


_BLOCKS: dict[str, Callable[[Row], list[Block]]] = {
    "event": event_blocks,
    "faction": faction_blocks,
    "place": place_blocks,
    "person": person_blocks,
    "source": source_blocks,
    "passage": passage_blocks,
}


def blocks_of(row: Row) -> list[Block]:
    """Return a row of `show` as blocks."""
    return _BLOCKS.get(row["thing"], word_blocks)(row)


def by_id(row: Row) -> list[Block]:
    """Return a row of `show` as blocks for a pipe: titled with its identifier, which no change of wording touches."""
    first, *others = blocks_of(row)
    return [first._replace(title=row["id"]), *(block._replace(title=f"{row['id']} {block.title}") for block in others)]
