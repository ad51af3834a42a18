"""The map, as data: for each province of Afghanistan its events, the state of a pair in it, or who is there.

What the log tells of a district falls to its province. What it tells of a wider place than a province may be meant of
each province in it, and is only possible there. What lies in no province stands beside the map, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ikhtilaf.pictures.drawn import How, Row, Shown, day_words, shown
from ikhtilaf.pictures.provinces import NAMES, SPOTS
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.on_day import Area, areas_on
from ikhtilaf.query.parts import with_parts
from ikhtilaf.query.relations import Answer, answers, chosen_pairs, relation_row
from ikhtilaf.query.timeline import matches, timeline
from ikhtilaf.render.sheets import words_of

EVENTS, STATE, PRESENCE = "events", "state", "presence"


class Presence(NamedTuple):
    """A faction in a province: surely or only perhaps, with a main base there, said of which places, by whom."""

    faction: str
    main: bool
    sure: bool
    places: tuple[str, ...]
    date: str | None
    sources: tuple[str, ...]


class Tile(NamedTuple):
    """A province: its code, its identifier in the log (None: the log does not have it), its name, and what is drawn.

    `events` and `maybe` are events that happened there, and that may have; `shown` and `row` are the state of the pair,
    `local` whether it is said of the province or a part of it or a region around it, rather than in general;
    `elsewhere` are its districts where the state is another; `present` are the factions there.
    """

    code: str
    place: str | None
    name: str
    events: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    shown: Shown | None = None
    row: Row | None = None
    local: bool = False
    elsewhere: tuple[tuple[str, Shown], ...] = ()
    present: tuple[Presence, ...] = ()


class Map(NamedTuple):
    """A map of one kind (`events`, `state`, `presence`); `beside` says in words what lies in no province.

    `named` are the factions that were asked for, `factions` those and their parts, as far as anything is told of them.
    """

    kind: str
    day: int
    covered: int | None
    tiles: tuple[Tile, ...]
    factions: tuple[str, ...]
    named: tuple[str, ...]
    names: dict[str, str]
    beside: tuple[str, ...]
    asked: str

    @property
    def heading(self) -> str:
        """What it shows, in a line."""
        who = " and ".join(self.names.get(faction, faction) for faction in self.named)
        if self.kind == STATE:
            return f"How {who} stood on {day_words(self.day, self.covered)}, by province"
        if self.kind == PRESENCE:
            parts = " and parts" if set(self.factions) - set(self.named) else ""
            verb = "is" if len(self.named) == 1 and not parts else "are"
            return f"Where {who}{parts} {verb} on {day_words(self.day, self.covered)}"
        return f"Events by province{f': {self.asked}' if self.asked else ''}"

    @property
    def matched(self) -> int:
        """How many tiles show anything."""
        return sum(tells(tile) for tile in self.tiles)

    @property
    def known(self) -> bool:
        """Whether the log has any of the provinces."""
        return any(tile.place for tile in self.tiles)


def tells(tile: Tile) -> bool:
    """Whether anything is known of a tile."""
    told = tile.shown is not None and tile.shown.how is not How.UNKNOWN
    return told or bool(tile.events or tile.maybe or tile.present or tile.elsewhere)


def make_map(
    assertions: Assertions, day: int, filters: Filters | None = None, asked: str = "", kind: str | None = None
) -> Map:
    """Return the map: of the state of `filters.between`, else of the presence of `filters.factions`, else of events.

    `kind` asks for one of them whatever the filters. A state and a presence are those of `day`; events are all that may
    match the filters.
    """
    filters = filters or Filters()
    chosen = kind or (STATE if filters.between else PRESENCE if filters.factions else EVENTS)
    blank = _provinces(assertions)
    covered = assertions.store.covers[1]
    names = dict(assertions.store.rows("SELECT id, name FROM faction"))
    if chosen == STATE and filters.between is not None:
        tiles, beside = _states(assertions, day, filters, blank)
        return Map(STATE, day, covered, tuple(tiles), filters.between, filters.between, names, tuple(beside), asked)
    if chosen == PRESENCE:
        factions = tuple(dict.fromkeys(p for f in filters.factions for p in with_parts(assertions.store, f)))
        tiles, told, beside = _presences(assertions, day, factions, blank)
        named = tuple(faction for faction in factions if faction in told or faction in filters.factions)
        return Map(PRESENCE, day, covered, tuple(tiles), named, filters.factions, names, tuple(beside), asked)
    tiles, beside = _events(assertions, filters, blank)
    return Map(EVENTS, day, covered, tuple(tiles), (), (), names, tuple(beside), asked)


def _provinces(assertions: Assertions) -> list[Tile]:
    """The tiles with nothing on them, from the north to the south; the log's places are found by their codes."""
    sql = "SELECT upper(iso), id, name FROM place WHERE upper(iso) LIKE 'AF-%' ORDER BY id DESC"
    known = {code.removeprefix("AF-"): (place, name) for code, place, name in assertions.store.rows(sql)}
    order = sorted(SPOTS, key=lambda code: (SPOTS[code].row, SPOTS[code].half))
    return [Tile(code, *known.get(code, (None, NAMES[code]))) for code in order]


def _events(assertions: Assertions, filters: Filters, blank: Sequence[Tile]) -> tuple[list[Tile], list[str]]:
    store, view = assertions.store, assertions.view
    rows = {row["id"]: row for row in timeline(store, filters, view)}
    placed: set[str] = set()
    tiles = []
    for tile in blank:
        if tile.place is None:
            tiles.append(tile)
            continue
        groups = filters.within or ((filters.places,) if filters.places else ())
        inside = filters._replace(places=(*filters.places, tile.place), within=(*groups, (tile.place,)))
        found = matches(store, inside, view)
        placed.update(event for event, _ in found)
        tiles.append(
            tile._replace(
                events=tuple(event for event, sure in found if sure),
                maybe=tuple(event for event, sure in found if not sure),
            )
        )
    counts: dict[str, int] = {}
    for row in rows.values():
        if row["id"] not in placed:
            where = ", ".join(row["places"]) or "no place in particular"
            counts[where] = counts.get(where, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tiles, [f"{where}: {count}" for where, count in ordered]


def _states(assertions: Assertions, day: int, filters: Filters, blank: Sequence[Tile]) -> tuple[list[Tile], list[str]]:
    pair = filters.between or ("", "")
    covered = assertions.store.covers[1]
    tiles = []
    named = {candidate.place for candidate in assertions.of(pair) if candidate.place is not None}
    drawn = {tile.place for tile in blank}
    for tile in blank:
        if tile.place is None:
            tiles.append(tile)
            continue
        whole, *parts = answers(assertions, pair, day, (tile.place,))
        elsewhere = [(part.place or "", shown(part.resolution, day, covered)) for part in parts]
        drawn.update(inner for inner in named if assertions.world.covers(tile.place, inner))
        rests_on = whole.resolution.standing or whole.resolution.perhaps
        tiles.append(
            tile._replace(
                shown=shown(whole.resolution, day, covered),
                row=relation_row(assertions, whole),
                local=any(c.place is not None and assertions.world.covers(c.place, tile.place) for c in rests_on),
                elsewhere=tuple(found for found in elsewhere if found[1].how is not How.UNKNOWN),
            )
        )
    beside = list(_beside_states(assertions, pair, day, drawn, filters))
    return tiles, beside


def _beside_states(
    assertions: Assertions, pair: tuple[str, str], day: int, drawn: set[str | None], filters: Filters
) -> Iterable[str]:
    """How they stood in general, in places that are no province, and how their parts stood."""
    covered = assertions.store.covers[1]

    def said(answer: Answer) -> str:
        return f"{answer.place or 'in general'}: {shown(answer.resolution, day, covered).words}"

    for answer in answers(assertions, pair, day):
        if answer.place is None or answer.place not in drawn:
            yield said(answer)
    for other in chosen_pairs(assertions, filters):
        if set(other) != set(pair):
            for answer in answers(assertions, other, day):
                if answer.resolution.states:
                    yield f"{' and '.join(other)}, {said(answer)}"


def _presences(
    assertions: Assertions, day: int, factions: Sequence[str], blank: Sequence[Tile]
) -> tuple[list[Tile], set[str], list[str]]:
    store, covers = assertions.store, assertions.world.covers
    kinds = dict(store.rows("SELECT id, kind FROM place"))
    areas = areas_on(store, factions, day, assertions.kept)
    drawn: set[Area] = set()
    tiles = []
    for tile in blank:
        present = []
        for faction in factions:
            here = [
                (area, tile.place is not None and covers(tile.place, area.place))
                for area in areas
                if tile.place is not None and area.faction == faction and kinds.get(area.place) != "country"
                if covers(tile.place, area.place) or covers(area.place, tile.place)
            ]
            drawn.update(area for area, _ in here)
            if here:
                present.append(_presence(faction, here))
        tiles.append(tile._replace(present=tuple(present)))
    beside: dict[str, list[str]] = {}
    for area in areas:
        if area not in drawn:
            unsure = "" if area.sure else " ?"
            beside.setdefault(area.faction, []).append(f"{area.place}{' (main)' if area.main else ''}{unsure}")
    told = {area.faction for area in areas}
    return tiles, told, [f"{faction}: {', '.join(places)}" for faction, places in beside.items()]


def _presence(faction: str, here: Sequence[tuple[Area, bool]]) -> Presence:
    """One faction in one province, from all that is said of places in it (True) and of wider ones."""
    inside = [area for area, within in here if within]
    used = inside or [area for area, _ in here]
    return Presence(
        faction,
        main=any(area.main for area in used),
        sure=any(area.sure for area in inside),
        places=tuple(dict.fromkeys(area.place for area in used)),
        date=used[0].date,
        sources=tuple(dict.fromkeys(source for area in used for source in area.sources)),
    )


def presence_words(present: Presence) -> str:
    """Return a presence in words."""
    base = ", a main base or concentration" if present.main else ""
    unsure = "" if present.sure else ", perhaps"
    when = f", {words_of(present.date)}" if present.date else ""
    return f"{present.faction}{unsure}{base} ({', '.join(present.places)}{when}; {', '.join(present.sources)})"


def tile_words(tile: Tile) -> str:
    """Return all that a tile says."""
    if tile.place is None:
        return f"{tile.name}: not in this log"
    said: list[str] = []
    if tile.events or tile.maybe:
        perhaps = f", perhaps {len(tile.maybe)} more" if tile.maybe else ""
        said.append(f"{len(tile.events)} event{'' if len(tile.events) == 1 else 's'}{perhaps}")
    if tile.shown is not None:
        general = "" if tile.local or tile.shown.how is How.UNKNOWN else "as in general, "
        said.append(f"{general}{tile.shown.words}")
        if tile.row and tile.row["since"]:
            said.append(f"since {words_of(tile.row['since']['date'])}")
        if tile.row and tile.row["sources"]:
            said.append(f"said by {', '.join(tile.row['sources'])}")
        said += [f"in {place}: {other.words}" for place, other in tile.elsewhere]
    said += map(presence_words, tile.present)
    return f"{tile.name}: {'; '.join(said) or 'nothing known'}"


def map_text(drawn: Map) -> list[Row]:
    """Return what the map shows, a row a province (in a map of presence a row a province and faction), then a row for
    each line beside the map.
    """
    rows: list[Row] = []
    for tile in drawn.tiles:
        where = {"province": tile.place, "iso": f"AF-{tile.code}", "name": tile.name}
        if drawn.kind == EVENTS:
            rows.append({**where, "count": len(tile.events), "possible": len(tile.maybe)})
            rows[-1] |= {"events": list(tile.events), "possible_events": list(tile.maybe)}
        elif drawn.kind == STATE and tile.row is not None and tile.shown is not None:
            elsewhere = [f"{place}: {other.words}" for place, other in tile.elsewhere]
            rows.append({**where, **tile.row, "how": tile.shown.how.value, "local": tile.local, "elsewhere": elsewhere})
        else:
            rows += [{**where, **present._asdict()} for present in tile.present]
    return [row for row in rows if row["province"]]
