"""The closed lists of words that a log may use, each word with its definition.

Every list is a mapping from the word to a `Term`. The definitions are what `ikhtilaf list` prints and what the JSON
Schema carries; nothing else in the code repeats them. The relation states stand in order, from the worst to the best.
"""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """One word of a closed list: `id` as a log writes it, `definition` for people, `elsewhere` the nearest code of
    another scheme.
    """

    id: str
    definition: str
    elsewhere: str = ""


class State(NamedTuple):
    """A relation state: as `Term`, with `sign` (-1 hostile, 0 neither, 1 friendly) and the `glyph` that stands for it
    in a matrix.
    """

    id: str
    definition: str
    elsewhere: str
    sign: int
    glyph: str


def _terms(*terms: Term) -> dict[str, Term]:
    return {term.id: term for term in terms}


STATES: dict[str, State] = {
    state.id: state
    for state in (
        State("war", "sustained, open fighting", "MGAR competitor; Staniland military hostilities", -1, "W"),
        State("clashes", "sporadic fighting", "MGAR competitor; UCDP non-state event", -1, "x"),
        State(
            "tension",
            "hostile without fighting: denounces, poaches commanders, threatens, opposes, refuses to recognise",
            "MGAR rival; ViNSAR denouncement/threat",
            -1,
            "!",
        ),
        State(
            "tolerance",
            "each keeps out of the other's way, nothing agreed",
            "Staniland limited cooperation (tacit)",
            0,
            "~",
        ),
        State("ceasefire", "an agreement not to fight, or not to fight there", "PLOVER RETREAT/ceasefire", 0, "="),
        State("cordial", "friendly dealings, recognition, no joint action", "MGAR associate", 1, "c"),
        State(
            "cooperation",
            "they act together, or one supports the other (money, sanctuary, men)",
            "MGAR supporter",
            1,
            "+",
        ),
        State("alliance", "an agreed common side against a third", "MGAR ally", 1, "A"),
    )
}
"""From worst to best. The sign serves structural balance; tolerance and ceasefire are neither friendship nor enmity."""

CONTESTED = "contested"
UNKNOWN = "unknown"
"""The two answers that are no state: several states stand at once, or nothing is known."""

EVENT_TYPES = _terms(
    Term("fight", "armed clashes or open war between factions", "PLOVER ASSAULT; UCDP non-state conflict"),
    Term("attack", "violence by one side against people or a state: air strikes, raids, atrocities", "PLOVER ASSAULT"),
    Term("killing", "a named person, or a leadership, is killed or dies", "PLOVER ASSAULT/assassinate"),
    Term("agreement", "an explicit deal, written or not", "PLOVER AGREE"),
    Term("breakdown", "an agreement or a relation ends or worsens", "PLOVER REJECT"),
    Term("negotiation", "talks, whatever comes of them", "PLOVER CONSULT"),
    Term("mediation", "a third party tries to bring others to terms", "PLOVER CONSULT/third-party"),
    Term("cooperation", "factions act together on the ground", "PLOVER COOPERATE"),
    Term("support", "one gives another money, arms, men, sanctuary", "PLOVER AID"),
    Term("split", "a part leaves and stands on its own", "MGAR splinter"),
    Term("merger", "a group joins, or follows, another as a whole", "MGAR merger"),
    Term("defection", "people leave one faction for another", "PLOVER RETREAT/defect"),
    Term("recruitment", "one tries to win over another's members, or how well that goes", "ViNSAR poaching"),
    Term("appointment", "somebody takes, is given or loses a post", ""),
    Term("recognition", "one accepts another's authority or standing", "PLOVER AGREE/recognise"),
    Term("refusal", "one will not recognise, accept, negotiate or obey", "PLOVER REJECT"),
    Term("demand", "one asks, presses, warns or threatens another", "PLOVER REQUEST, THREATEN"),
    Term("statement", "one says, claims, criticises or accuses", "PLOVER ACCUSE, SUPPORT"),
    Term("movement", "forces move from one place to another", "PLOVER MOBILIZE"),
    Term("presence", "a faction appears, operates or holds ground somewhere", "ACLED strategic development"),
    Term("policy", "a faction takes up or changes its way of working", ""),
    Term("stance", "how one stands towards another, with no single act named", "ViNSAR relation"),
)

ROLES = _terms(
    Term("party", "takes part on equal terms: a side of a fight, a deal, a dealing"),
    Term("initiator", "acts on another: attacks, demands, accuses, recruits"),
    Term("target", "is acted on: attacked, asked, accused"),
    Term("mediator", "stands between the parties, or sponsors their talks"),
    Term("supporter", "gives money, arms, men, sanctuary or backing"),
    Term("beneficiary", "receives it"),
    Term("origin", "whom defectors leave, or try to be won from"),
    Term("destination", "whom they join"),
    Term("parent", "the faction that splits"),
    Term("offshoot", "the faction that comes out of a split"),
    Term("host", "on whose ground, or in whose ranks, it happens"),
    Term("observer", "comments, or is concerned, without taking part"),
)

STANCES = _terms(
    Term("asserts", "says that it is so"),
    Term("admits", "says that it is so, against its own interest"),
    Term("alleges", "puts it about without vouching for it"),
    Term("doubts", "says that it may not be so"),
    Term("denies", "says that it is not so"),
)
SPEAKING_FOR = ("asserts", "admits", "alleges")
VOUCHING = ("asserts", "admits")
SPEAKING_AGAINST = ("doubts", "denies")

SOURCE_KINDS = _terms(
    Term("article", "a published article or paper"),
    Term("book", "a published book"),
    Term("report", "a report by an organisation"),
    Term("news", "a news item"),
    Term("interview", "an interview with one person"),
    Term("contact", "a source contacted, with nothing said of how"),
    Term("statement", "a statement published by a group"),
    Term("dataset", "a set of coded event data"),
    Term("note", "a remark of the reporter's own in a note"),
)

PLACE_KINDS = _terms(
    Term("country", "a state"),
    Term("region", "a part of a country, or of several, named for its situation; lists what it includes"),
    Term("province", "a first-level division"),
    Term("district", "a division of a province"),
    Term("city", "a city or town"),
    Term("area", "any other named area: an agency, a tribal area, a valley"),
)

FACTION_KINDS = _terms(
    Term("umbrella", "a name that takes in several factions; what is said of it is not said of them"),
    Term("faction", "a body with a leadership of its own that fights or rules"),
    Term("component", "a group within a faction"),
    Term("organisation", "an armed or political organisation outside the conflict's own factions"),
    Term("state", "a state or its government"),
    Term("agency", "a service or armed force of a state"),
    Term("donors", "people who give money, named by where they are"),
)

TIE_KINDS = _terms(
    Term("part_of", "belongs to the other as one of its parts"),
    Term("split_from", "came out of the other and left it"),
    Term("merged_into", "was absorbed by the other"),
    Term("renamed_from", "is the other under a new name"),
)
INHERITING_TIES = ("split_from", "renamed_from")
"""The ties by which a faction takes over the states of another until it has its own."""

FACT_KINDS = _terms(
    Term("strength", "how many members: `figure`, with a `hedge`"),
    Term("share", "what part of another faction's strength, in per cent: `figure`, `of`, with a `hedge`"),
    Term("area", "where it operates: `places`, and in `main` the main concentrations or bases"),
    Term("leader", "who leads it: `person`"),
    Term("composition", "who it is made of: `text`"),
    Term("character", "anything else that holds of it over time: `text`"),
)
