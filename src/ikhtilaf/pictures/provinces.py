"""The provinces of Afghanistan as tiles: a grid of our own making, by ISO 3166-2 code.

The tiles lie like bricks, every other row half a tile to the right, so that each touches six others. Of the 80 borders
between provinces 71 are borders between tiles; `tests/pictures` holds the list of borders and counts. The grid was
found by simulated annealing that weighed kept borders against directions, and is a constant since.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_GRID = """
            KDZ TAK BDS
      JOW BAL BGL PAN NUR
BDG FYB SAR SAM PAR KAP KNR
  HER GHO BAM WAR KAB LAG
    FRA DAY GHA LOG NAN
  NIM HEL URU PKA PIA
        KAN ZAB KHO
"""
"""Two letters are half a tile."""


class Spot(NamedTuple):
    """Where a tile lies: from the left in half tiles, and its row, both from 0."""

    half: int
    row: int


def _spots() -> dict[str, Spot]:
    return {
        found[0]: Spot(found.start() // 2, row)
        for row, line in enumerate(_GRID.strip("\n").split("\n"))
        for found in re.finditer("[A-Z]{3}", line)
    }


SPOTS: dict[str, Spot] = _spots()
"""The tile of each province, by the last part of its code: `KAB` is AF-KAB."""

HALVES = max(spot.half for spot in SPOTS.values()) + 2
ROWS = max(spot.row for spot in SPOTS.values()) + 1
"""How large the grid is, in half tiles and in rows."""

# fmt: off
NAMES: dict[str, str] = {
    "BDS": "Badakhshan", "BDG": "Badghis", "BGL": "Baghlan", "BAL": "Balkh", "BAM": "Bamyan", "DAY": "Daykundi",
    "FRA": "Farah", "FYB": "Faryab", "GHA": "Ghazni", "GHO": "Ghor", "HEL": "Helmand", "HER": "Herat",
    "JOW": "Jowzjan", "KAB": "Kabul", "KAN": "Kandahar", "KAP": "Kapisa", "KHO": "Khost", "KNR": "Kunar",
    "KDZ": "Kunduz", "LAG": "Laghman", "LOG": "Logar", "NAN": "Nangarhar", "NIM": "Nimroz", "NUR": "Nuristan",
    "PIA": "Paktia", "PKA": "Paktika", "PAN": "Panjshir", "PAR": "Parwan", "SAM": "Samangan", "SAR": "Sar-i-Pul",
    "TAK": "Takhar", "URU": "Uruzgan", "WAR": "Wardak", "ZAB": "Zabul",
}
# fmt: on
"""What to call a province that a log does not have."""


def neighbours(one: str, other: str) -> bool:
    """Whether the tiles of two provinces share an edge."""
    first, second = SPOTS[one], SPOTS[other]
    across, down = abs(first.half - second.half), abs(first.row - second.row)
    return (down == 0 and across == 2) or (down == 1 and across == 1)
