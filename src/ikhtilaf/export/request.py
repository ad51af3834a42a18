"""What an export is asked for, and what it gives back."""

from __future__ import annotations

from typing import Any, NamedTuple

from ikhtilaf.query.filters import Filters
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store

Row = dict[str, Any]


class Request(NamedTuple):
    """A log, what to keep of it, and in whose words.

    `day` is the day number of a picture of one day. `held` are the filters as they were typed, to be told in the file.
    """

    store: Store
    filters: Filters = Filters()
    view: View = EVERYBODY
    day: int = 1
    held: str = ""

    @property
    def title(self) -> str:
        """What the log calls itself."""
        return self.store.facts["title"]

    @property
    def heading(self) -> str:
        """The title of the log, with the filters that hold."""
        return f"{self.title} ({self.held})" if self.held else self.title


class Written(NamedTuple):
    """How many events, relations or places were written, and what is to be said of the rest."""

    matched: int
    notes: tuple[str, ...] = ()
