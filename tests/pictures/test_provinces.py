"""The tile grid: 34 provinces, and how many of the borders between them it keeps."""

from __future__ import annotations

from itertools import pairwise

from ikhtilaf.pictures.provinces import HALVES, NAMES, ROWS, SPOTS, neighbours
from ikhtilaf.query.assertions import Assertions

BORDERS = """
BDS: NUR PAN TAK
TAK: BGL KDZ PAN
KDZ: BAL BGL
BAL: BGL JOW SAM SAR
SAM: BAM BGL SAR
BGL: BAM PAN PAR
JOW: FYB SAR
SAR: BAM FYB GHO
FYB: BDG GHO
BDG: GHO HER
HER: FRA GHO
GHO: BAM DAY FRA HEL
FRA: HEL NIM
NIM: HEL
HEL: DAY KAN URU
KAN: URU ZAB
URU: DAY GHA ZAB
ZAB: GHA PKA
DAY: BAM GHA
BAM: GHA PAR WAR
GHA: LOG PIA PKA WAR
WAR: KAB LOG PAR
PAR: KAB KAP PAN
KAB: KAP LAG LOG NAN
KAP: LAG PAN
PAN: LAG NUR
LAG: KNR NAN NUR
NUR: KNR
KNR: NAN
NAN: LOG PIA
LOG: PIA
PIA: KHO PKA
KHO: PKA
"""
"""Each border once: the provinces that share one, as the boundaries of Natural Earth (public domain) have them."""


def borders() -> set[frozenset[str]]:
    lines = (line.split(":") for line in BORDERS.strip().splitlines())
    return {frozenset((one, other)) for one, others in lines for other in others.split()}


def test_there_are_80_borders_between_34_provinces() -> None:
    assert len(borders()) == 80
    assert {code for pair in borders() for code in pair} == set(SPOTS) == set(NAMES)
    assert len(SPOTS) == 34
    assert sum(len(line.split(":")[1].split()) for line in BORDERS.strip().splitlines()) == 80


def test_most_borders_stay_borders() -> None:
    kept = sum(neighbours(*sorted(pair)) for pair in borders())
    assert kept == 71
    assert kept >= 62


def test_no_two_tiles_lie_on_each_other() -> None:
    spots = sorted(SPOTS.values(), key=lambda spot: (spot.row, spot.half))
    for one, other in pairwise(spots):
        assert one.row != other.row or other.half - one.half >= 2
    assert max(spot.half for spot in spots) + 2 == HALVES
    assert max(spot.row for spot in spots) + 1 == ROWS


def test_rows_lie_like_bricks() -> None:
    parities = {row: {spot.half % 2 for spot in SPOTS.values() if spot.row == row} for row in range(ROWS)}
    assert all(len(found) == 1 for found in parities.values())
    assert all(parities[row] != parities[row + 1] for row in range(ROWS - 1))


def test_the_country_keeps_its_directions() -> None:
    assert SPOTS["HER"].half < SPOTS["KAB"].half < SPOTS["NAN"].half
    assert SPOTS["BDS"].row < SPOTS["KAB"].row < SPOTS["KAN"].row
    assert SPOTS["NIM"].half < SPOTS["KAN"].half < SPOTS["KHO"].half


def test_the_shipped_log_has_every_province_by_its_code(shipped: Assertions) -> None:
    codes = shipped.store.column("SELECT iso FROM place WHERE kind = 'province' AND within = 'afghanistan'")
    assert {code.removeprefix("AF-") for code in codes} == set(SPOTS)
