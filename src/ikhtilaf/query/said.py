"""Claims on ties and facts: who says it, and whether that counts in a view."""

from __future__ import annotations

from typing import Any

from ikhtilaf.model.vocabulary import SPEAKING_AGAINST, SPEAKING_FOR, VOUCHING
from ikhtilaf.query.timeline import claim_rows, unique
from ikhtilaf.store import Store

Row = dict[str, Any]


def claims_on(store: Store, about: str, number: int, kept: dict[str, bool] | None = None) -> list[Row]:
    """Return the claims on one `event`, `tie` or `fact` by its number, of the sources kept (None: of all)."""
    sql = (
        "SELECT s.id, s.affiliation, x.cites, x.stance, x.hedge, x.note FROM claim x "  # noqa: S608 -- our own column names
        f"JOIN source s ON s.n = x.source WHERE x.{about} = ? ORDER BY x.n"
    )
    return claim_rows(list(store.rows(sql, (number,))), kept)


def supporters(claims: list[Row]) -> list[str]:
    """Return the sources that speak for something, each once."""
    return unique(claim["source"] for claim in claims if claim["stance"] in SPEAKING_FOR)


def opponents(claims: list[Row]) -> list[str]:
    """Return the sources that speak against something, each once."""
    return unique(claim["source"] for claim in claims if claim["stance"] in SPEAKING_AGAINST)


def undisputed(claims: list[Row], kept: dict[str, bool] | None = None) -> bool:
    """Return whether somebody whose words surely count vouches for something without a hedge, and nobody speaks against
    it; `kept` has each source with whether its words surely count (None: all do).
    """
    vouched = any(
        claim["stance"] in VOUCHING and not claim["hedge"] and (kept is None or kept[claim["source"]])
        for claim in claims
    )
    return vouched and not opponents(claims)


def citations(claims: list[Row]) -> list[str]:
    """Return the places in the text that the claims cite, each once."""
    return unique(cite for claim in claims for cite in claim["cites"])
