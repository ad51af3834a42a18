"""What EDTF leaves open: which months a season has, how much "about" adds, and what "early 2015" comes to.

The specification names the seasons and other parts of the year, 21 to 41, but says of no season when it begins; and
it gives no figure at all for `~`, `?` and `%`. All of it is settled here, once:

Seasons are the meteorological ones, three whole months each, because prose that says "in the summer" means months. A
season is named for the year in which it begins: the winter of 2014 is December 2014 to February 2015. The seasons
that name no hemisphere (21 to 24) are those of the northern one, where most of those live who write of a season
without saying which.

A qualifier widens a date on both sides. The figures follow from what the writer did not say: "about 18 October" is
more than a day off at times, but hardly a month; "about October" may be a neighbouring month; "about 2016" may be the
second half of 2015. `?` (doubtful) widens as `~` (about) does, since a doubtful date must never exclude its
neighbour; `%` (both) widens twice as far.

Where finer parts follow a qualified part, as in `2004?-06-11`, it is that part itself which may be another: the
neighbours are 11 June 2003 and 2005. So the date is widened by a whole unit of the part, a year here, to take in
both.
"""

from __future__ import annotations

from typing import NamedTuple


class Grouping(NamedTuple):
    """A part of a year: the words for it, its first month, how many months it has; 13 is the next January."""

    words: str
    first: int
    months: int

    @property
    def ends_next_year(self) -> bool:
        """Whether it reaches into the next year."""
        return self.first + self.months > 13


_NORTH = " (northern hemisphere)"
_SOUTH = " (southern hemisphere)"

GROUPINGS: dict[int, Grouping] = {
    21: Grouping("spring {}", 3, 3),
    22: Grouping("summer {}", 6, 3),
    23: Grouping("autumn {}", 9, 3),
    24: Grouping("winter {}", 12, 3),
    25: Grouping("spring {}" + _NORTH, 3, 3),
    26: Grouping("summer {}" + _NORTH, 6, 3),
    27: Grouping("autumn {}" + _NORTH, 9, 3),
    28: Grouping("winter {}" + _NORTH, 12, 3),
    29: Grouping("spring {}" + _SOUTH, 9, 3),
    30: Grouping("summer {}" + _SOUTH, 12, 3),
    31: Grouping("autumn {}" + _SOUTH, 3, 3),
    32: Grouping("winter {}" + _SOUTH, 6, 3),
    33: Grouping("first quarter of {}", 1, 3),
    34: Grouping("second quarter of {}", 4, 3),
    35: Grouping("third quarter of {}", 7, 3),
    36: Grouping("fourth quarter of {}", 10, 3),
    37: Grouping("first third of {}", 1, 4),
    38: Grouping("second third of {}", 5, 4),
    39: Grouping("last third of {}", 9, 4),
    40: Grouping("first half of {}", 1, 6),
    41: Grouping("second half of {}", 7, 6),
}
"""The numbers that stand in the place of a month, and what they mean."""


class Widening(NamedTuple):
    """What a qualifier adds on either side of a date: calendar months, or days."""

    months: int = 0
    days: int = 0


WIDENING: dict[str, Widening] = {
    "day": Widening(days=7),
    "month": Widening(months=1),
    "grouping": Widening(months=1),
    "year": Widening(months=6),
    "decade": Widening(months=2 * 12),
    "century": Widening(months=10 * 12),
    "millennium": Widening(months=100 * 12),
}
"""What a qualifier adds where it stands at the last part that is given: `2014-12~`, `201X?`."""

WIDENING_BEFORE_FINER: dict[str, Widening] = {
    "month": Widening(months=1),
    "year": Widening(months=12),
    "decade": Widening(months=10 * 12),
    "century": Widening(months=100 * 12),
    "millennium": Widening(months=1000 * 12),
}
"""What it adds where finer parts follow: `2004?-06-11`, `2004-~06-11`."""

PARTS_OF_YEAR: dict[str, str] = {
    "early": "{0}-01/{0}-04~",
    "mid": "{0}-38~",
    "late": "{0}-09~/{0}-12",
}
"""What "early 2015" and the like come to when somebody types them: a third of the year, vague only where it borders on
the rest of that year, for early 2015 is certainly not in 2014."""
