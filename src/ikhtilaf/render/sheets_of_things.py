"""The columns of lists of things, of disputes, of triads, of verdicts and of problems: as `sheets`, for the other
answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ikhtilaf.render.columns import Column, Row
from ikhtilaf.render.sheets import Sheet, spaced, words_of


def strength_words(row: Row) -> str:
    """Return the strengths and shares of a summary in words, hedges first."""
    said = []
    for fact in row["strength"]:
        of = f" % of {fact['of']}" if fact.get("of") else ""
        said.append(" ".join(filter(None, (fact["hedge"], f"{fact['figure']:,}{of}"))))
    return "; ".join(said)


def _relation(faction: str, row: Row) -> str:
    other = next(name for name in row["between"] if name != faction)
    return f"{other}={row['state']}{'' if row['certain'] else '?'}"


def _sides(row: Row) -> str:
    return "; ".join(f"{' '.join(side['between'])}: {side['state']}" for side in row["sides"])


def _id(title: str = "Id") -> Column:
    return Column("id", title, style="id", wrap=False)


def _same(*columns: Column) -> Sheet:
    return Sheet(columns, columns)


_ALIASES = Column("aliases", "Also known as", style="note", priority=3, min_width=14)
_EVENTS = Column("events", "Events", style="number", priority=1)

LISTS: dict[str, Sheet] = {
    "factions": _same(
        _id(),
        Column("name", "Name", min_width=16),
        Column("kind", "Kind", wrap=False, priority=4),
        Column("part_of", "Part of", spaced("part_of"), style="id", priority=2),
        Column("split_from", "Split from", spaced("split_from"), style="id", priority=2),
        _EVENTS,
        _ALIASES,
    ),
    "places": _same(
        _id(),
        Column("name", "Name", min_width=14),
        Column("kind", "Kind", wrap=False),
        Column("within", "Within", style="place", wrap=False, priority=2),
        Column("includes", "Includes", spaced("includes"), style="place", priority=5, min_width=16),
        Column("iso", "ISO 3166", style="id", wrap=False, priority=4),
        _EVENTS,
        _ALIASES,
    ),
    "people": _same(
        _id(),
        Column("name", "Name", min_width=16),
        Column("leads", "Leads", spaced("leads"), style="id", priority=2),
        _EVENTS,
        _ALIASES,
    ),
    "sources": _same(
        _id(),
        Column("kind", "Kind", wrap=False, priority=4),
        Column("title", "Who", min_width=24),
        Column("date", "Date", style="date", wrap=False),
        Column("affiliation", "Speaks for", style="id", wrap=False),
        Column("place", "Where", style="place", wrap=False, priority=3),
        Column("reported_by", "Reported by", style="id", wrap=False, priority=5),
        Column("same_words_as", "Same words as", style="id", wrap=False, priority=6),
        Column("claims", "Claims", style="number", priority=1),
    ),
    "types": _same(
        _id("Type"),
        Column("definition", "Definition", min_width=24),
        Column("elsewhere", "Nearest code elsewhere", style="note", priority=2),
        _EVENTS,
    ),
    "states": _same(
        _id("State"),
        Column("glyph", "", style="state", wrap=False),
        Column("definition", "Definition", min_width=24),
        Column("elsewhere", "Nearest code elsewhere", style="note", priority=2),
        Column("assertions", "Assertions", style="number", priority=1),
    ),
    "stances": _same(_id("Stance"), Column("definition", "Definition", min_width=24)),
    "roles": _same(_id("Role"), Column("definition", "Definition", min_width=24)),
}

SUMMARIES = Sheet(
    table=(
        _id(),
        Column("name", "Name", min_width=12),
        Column(
            "leaders", "Led by", lambda row: " ".join(fact["person"] for fact in row["leaders"]), style="id", priority=3
        ),
        Column("strength", "Strength", strength_words, priority=2),
        Column("relations", "Relations", lambda row: str(len(row["relations"])), style="number", priority=4),
        Column("total", "Events", lambda row: str(row["events"]["total"]), style="number"),
        Column("first", "First", style="id", wrap=False, priority=6),
        Column("last", "Last", style="id", wrap=False, priority=6),
    ),
    record=(
        _id(),
        Column("name", "Name"),
        Column("part_of", "Part of", spaced("part_of")),
        Column("split_from", "Split from", spaced("split_from")),
        Column("parts", "Parts", spaced("parts")),
        Column("leaders", "Leaders", lambda row: " ".join(fact["person"] for fact in row["leaders"])),
        Column("strength", "Strength", strength_words),
        Column("areas", "Areas", lambda row: " ".join(dict.fromkeys(area["place"] for area in row["areas"]))),
        Column("main", "Main", lambda row: " ".join(dict.fromkeys(a["place"] for a in row["areas"] if a["main"]))),
        Column("members_from", "Members from", lambda row: " ".join(m["faction"] for m in row["members_from"])),
        Column("members_to", "Members to", lambda row: " ".join(m["faction"] for m in row["members_to"])),
        Column(
            "relations",
            "Relations",
            lambda row: " ".join(_relation(row["id"], r) for r in row["relations"] if r["place"] is None),
        ),
        Column("events", "Events", lambda row: str(row["events"]["total"])),
        Column("first", "First", wrap=False),
        Column("last", "Last", wrap=False),
        Column("sources", "Sources", spaced("sources")),
    ),
    more=(
        Column("kind", "Kind"),
        Column("aliases", "Aliases"),
        Column("merged_into", "Merged into", spaced("merged_into")),
        Column("renamed_from", "Renamed from", spaced("renamed_from")),
        Column("ties", "Ties"),
        Column("character", "Character"),
        Column("measures", "Measures"),
        Column("as_of", "As of"),
        Column("at", "At"),
    ),
)


def positions(disputes: Iterable[Row]) -> Iterator[dict[str, object]]:
    """Yield one row for each position of each dispute: the flat form, for tables and pipes."""
    for dispute in disputes:
        shared = {key: dispute[key] for key in ("about", "kind", "question", "reports", "voices", "reporters")}
        for position in dispute["positions"]:
            held = position.get("state") or (f"{position['figure']:,}" if "figure" in position else position["stance"])
            yield {**shared, "position": held, **position}


def dispute_words(position: Row) -> str:
    """Return the line above the positions of a dispute: the question, and how many reports through whom."""
    return f"{position['question']} [{reports_words(position)}]"


def reports_words(dispute: Row) -> str:
    """Return how many reports of a dispute there are, of how many voices, through whom; what one reporter quotes is not
    independent.
    """
    count = dispute["reports"]
    reports = "1 report" if count == 1 else f"{count} reports"
    if dispute["voices"] < count:
        reports += f" of at most {dispute['voices']} voice{'' if dispute['voices'] == 1 else 's'}"
    through = ", ".join(dispute["reporters"])
    if len(dispute["reporters"]) == 1:
        return f"{reports}, all through {through}: not independent"
    return f"{reports}, through {through}"


DISPUTES = Sheet(
    table=(
        Column("position", "Position", style="state", wrap=False),
        Column("sources", "Who", spaced("sources"), style="id", wrap=False),
        Column("affiliation", "Speaks for", style="id", wrap=False, priority=2),
        Column("cites", "Cited", spaced("cites"), style="note", priority=1, min_width=6),
        Column("text", "What is said", min_width=28),
    ),
    record=(
        Column("about", "About", style="id"),
        Column("kind", "Kind", wrap=False),
        Column("question", "Question"),
        Column("position", "Position", style="state", wrap=False),
        Column("stance", "Stance", wrap=False),
        Column("sources", "Sources", spaced("sources"), style="id"),
        Column("affiliation", "Affiliation", style="id"),
        Column("cites", "Cites", spaced("cites"), style="note"),
        Column("hedge", "Hedge"),
        Column("text", "Text"),
        Column("reports", "Reports", style="number"),
        Column("voices", "Voices", style="number"),
        Column("reporters", "Reporters", spaced("reporters"), style="id"),
    ),
)

TRIADS = Sheet(
    table=(
        Column("factions", "Factions", spaced("factions"), style="id", wrap=False),
        Column("balanced", "Balanced", lambda row: "balanced" if row["balanced"] else "not balanced", wrap=False),
        Column("sides", "Sides", _sides, style="state", min_width=24),
        Column("certain", "Certain", priority=2),
    ),
    record=(
        Column("factions", "Factions", spaced("factions"), style="id"),
        Column("balanced", "Balanced"),
        Column("certain", "Certain"),
        Column("sides", "Sides", _sides, style="state"),
    ),
)


VERDICTS = Sheet(
    table=(
        Column("outcome", "Outcome", wrap=False),
        Column("rule", "Rule", style="number", wrap=False),
        Column("state", "State", style="state", wrap=False),
        Column("place", "Place", lambda row: row["place"] or "in general", style="place", wrap=False),
        Column("began", "Began", lambda row: words_of(row["began"]["date"]), style="date", min_width=10),
        Column("reason", "Why", min_width=20),
        Column("by", "On account of", style="id", wrap=False, priority=5),
        Column("event", "Event", style="id", wrap=False, priority=1),
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id", priority=4),
    ),
    record=(
        Column("between", "Between", spaced("between"), style="id"),
        Column("asked", "Asked", style="place"),
        Column("as_of", "As of", style="date"),
        Column("outcome", "Outcome", wrap=False),
        Column("rule", "Rule", style="number"),
        Column("state", "State", style="state"),
        Column("place", "Place", style="place"),
        Column("began", "Began", lambda row: row["began"]["date"], style="date"),
        Column("reason", "Reason"),
        Column("by", "By", style="id"),
        Column("event", "Event", style="id"),
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
        Column("sources", "Sources", spaced("sources"), style="id"),
    ),
)

PROBLEMS = _same(
    Column("file", "File", wrap=False),
    Column("line", "Line", style="number", wrap=False),
    Column("column", "Column", style="number", wrap=False),
    Column("level", "Level", wrap=False),
    Column("name", "Name", style="id", wrap=False),
    Column("message", "Message", min_width=24),
    Column("remedy", "Remedy", min_width=20, priority=1),
)

COVERAGE = _same(
    Column("passage", "Passage", style="id", wrap=False),
    Column("events", "Events", style="number"),
    Column("facts", "Facts", style="number"),
    Column("reason", "Holds nothing, because", min_width=20),
)
