"""What a log tells of an event, in plain sentences: for formats with no other place for hedges, stances, sources."""

from __future__ import annotations

from collections.abc import Sequence

from ikhtilaf.export.names import Names
from ikhtilaf.export.request import Row
from ikhtilaf.export.when import began_words, ended_words


def claim_words(claim: Row, names: Names) -> str:
    """Return one claim: the source, for whom it speaks, its stance, its hedge, what it says, and where."""
    source, title = claim["source"], names.source(claim["source"])
    said = title if title == source else f"{title} ({source})"
    if claim["affiliation"]:
        said += f", speaking for {names.faction(claim['affiliation'])}"
    said += f": {claim['stance']}"
    if claim["hedge"]:
        said += f", with the hedge “{claim['hedge']}”"
    if claim["note"]:
        said += f" – {claim['note']}"
    return f"{said} [{', '.join(claim['cites'])}]" if claim["cites"] else said


def claims_briefly(claims: Sequence[Row]) -> str:
    """Return who says it in a line, by identifier, with every stance but plain assertion and every hedge."""
    said: dict[str, None] = {}
    for claim in claims:
        beside = [] if claim["stance"] == "asserts" else [claim["stance"]]
        beside += [f"hedged: {claim['hedge']}"] if claim["hedge"] else []
        said[f"{claim['source']} ({', '.join(beside)})" if beside else claim["source"]] = None
    return "; ".join(said)


def relation_words(relation: Row, names: Names) -> str:
    """Return what an event says of a relation."""
    said = f"{' and '.join(names.factions(relation['between']))}: {relation['state']}"
    said += f", {began_words(relation['from'])}"
    said += f", {ended_words(relation['until'])}" if relation["until"] else ""
    said += f", in {', '.join(names.places(relation['places']))}" if relation["places"] else ", in general"
    return f"{said} – {relation['note']}" if relation["note"] else said


def remarks(row: Row) -> list[str]:
    """Return what is odd about an event, a sentence each."""
    said = []
    if row["match"] == "possible":
        said.append("It only possibly matches what was asked for.")
    if row["contested"]:
        said.append("The sources disagree on it.")
    if row["postscript"]:
        said.append("A postscript: it lies after what the log covers.")
    if row["background"]:
        said.append("Background.")
    if row["slip"]:
        said.append(f"A slip of the source: {row['slip']}")
    return said


def who_takes_part(row: Row, names: Names) -> list[str]:
    """Return the factions and people of an event, each with its role."""
    factions = [f"{names.faction(one)} ({role})" for one, role in row["roles"].items()]
    people = [f"{names.person(one)} ({role})" if role else names.person(one) for one, role in row["people"].items()]
    return factions + people
