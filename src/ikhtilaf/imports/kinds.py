"""The kinds of table that can be imported: which codebook reads them, and which columns it needs."""

from __future__ import annotations

from ikhtilaf.imports import acled, ucdp
from ikhtilaf.imports.dataset import Codebook
from ikhtilaf.imports.table import Table

_TELLING = {"ucdp": ("type_of_violence", "date_prec"), "acled": ("sub_event_type", "geo_precision")}
"""Columns by which a table is known for what it is."""


def codebook_of(kind: str, table: Table, lapse: int, mapping: str | None) -> tuple[Codebook, list[int | None]]:
    """Return what reads the rows of a table, and where each of its columns stands (None: not there).

    `kind` is `ucdp`, `acled` or `csv`, which needs the path of a `mapping`; `lapse` is in days. Raises
    `MissingColumnsError`, and for a mapping the errors of reading it.
    """
    codebook: Codebook
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    order: tuple[str, ...]
    if kind == "csv" and mapping is not None:
        from ikhtilaf.imports.mapped import Mapped
        from ikhtilaf.imports.mapping import read_mapping

        made = Mapped(read_mapping(mapping), lapse)
        found = table.columns(made.needed)
        return made, [found[name] for name in made.needed]
    if kind == "ucdp":
        codebook, needed, optional, order = ucdp.Ucdp(table.path, lapse), ucdp.NEEDED, ucdp.OPTIONAL, ucdp.ALL
    else:
        codebook, needed, optional, order = acled.Acled(lapse), acled.NEEDED, acled.OPTIONAL, acled.ALL
    others = (other for other, columns in _TELLING.items() if other != kind and set(columns) <= set(table.header))
    found = table.columns(needed, optional, next(others, ""))
    return codebook, [found.get(name) for name in order]
