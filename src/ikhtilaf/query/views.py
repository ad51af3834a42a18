"""Whose words count: everybody's, one source's, one side's, or what had been said by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ikhtilaf.model.names import nearest, normalise
from ikhtilaf.query.errors import NoLastDayError, UnknownViewError
from ikhtilaf.query.parts import with_parts
from ikhtilaf.store import Store
from ikhtilaf.store.database import Value

if TYPE_CHECKING:
    from ikhtilaf.dates import Date


class View(NamedTuple):
    """Which sources count, as a condition on the table `source` under the name `s`.

    `sure` is the condition under which a source that may count certainly does: a source dated "2017" may have spoken by
    June.
    """

    condition: str = "1 = 1"
    parameters: tuple[Value, ...] = ()
    sure: str = "1 = 1"
    sure_parameters: tuple[Value, ...] = ()
    by: int | None = None
    """The day by which it must have been said: what certainly came later, nobody can have spoken of."""

    def kept(self, store: Store) -> dict[str, bool]:
        """Return the sources that count, each with whether it certainly does."""
        sql = f"SELECT s.id, ({self.sure}) FROM source s WHERE {self.condition}"  # noqa: S608 -- our own conditions
        return {source: bool(sure) for source, sure in store.rows(sql, (*self.sure_parameters, *self.parameters))}


EVERYBODY = View()


def make_view(store: Store, according_to: str | None = None, known_by: Date | None = None) -> View:
    """Return the view that keeps the claims of one source, or of the sources that speak for one faction (an umbrella
    takes its parts along), and of those only what had been said by the last day of `known_by` (inclusive).

    A source whose date is vague, or that has none, may have spoken by then: it is kept, but not surely. Raises
    `UnknownViewError` for a name that is neither a source nor a faction.
    """
    conditions, parameters = ["1 = 1"], list[Value]()
    if according_to is not None:
        condition, values = _speaker(store, according_to)
        conditions.append(condition)
        parameters.extend(values)
    sure, sure_parameters = "1 = 1", tuple[Value, ...]()
    by = None if known_by is None else known_by.latest
    if known_by is not None and known_by.latest is None:
        raise NoLastDayError(known_by.text)
    if known_by is not None:
        conditions.append("(s.earliest IS NULL OR s.earliest <= ?)")
        parameters.append(known_by.latest)
        sure, sure_parameters = "(s.latest IS NOT NULL AND s.latest <= ?)", (known_by.latest,)
    return View(" AND ".join(conditions), tuple(parameters), sure, sure_parameters, by)


def _speaker(store: Store, typed: str) -> tuple[str, list[Value]]:
    """The condition for one source, or for the sources that speak for a faction."""
    form = normalise(typed)
    source = store.row("SELECT id FROM name WHERE kind = 'source' AND form = ?", (form,))
    if source:
        return "s.id = ?", [source[0]]
    faction = store.row("SELECT id FROM name WHERE kind = 'faction' AND form = ?", (form,))
    if faction:
        speakers = with_parts(store, faction[0])
        return f"s.affiliation IN ({', '.join('?' * len(speakers))})", list(speakers)
    known = dict(
        store.rows("SELECT name, id FROM name WHERE kind IN ('source', 'faction') ORDER BY rank DESC, form DESC")
    )
    raise UnknownViewError(typed, list(dict.fromkeys(known[name] for name in nearest(typed, known))))
