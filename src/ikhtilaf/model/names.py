"""How a name that somebody typed is matched with the names that a log knows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_JOINERS = dict.fromkeys(map(ord, "-_‐‑‒–—/ \t\N{NO-BREAK SPACE}"), "-")
_DROPPED = dict.fromkeys(map(ord, "'’‘ʿʾʼ`.,()\""), None)
_CHANGED: dict[int, str | None] = {**_JOINERS, **_DROPPED}


def normalise(name: str) -> str:
    """Return the form in which two spellings of a name are the same: case, accents, quotes and the kind of hyphen do
    not count.

    >>> normalise("Sar-i Pul"), normalise("SAR_I_PUL"), normalise("IS-K (F)")
    ('sar-i-pul', 'sar-i-pul', 'is-k-f')
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    joined = plain.translate(_CHANGED)
    if "--" in joined or joined.startswith("-") or joined.endswith("-"):
        return "-".join(part for part in joined.split("-") if part)
    return joined


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return at most `limit` candidates that look most like `name`, the best first; empty when none comes near."""
    import difflib

    by_form: dict[str, str] = {}
    for candidate in candidates:
        by_form.setdefault(normalise(candidate), candidate)
    wanted = normalise(name)
    found = difflib.get_close_matches(wanted, list(by_form), n=limit, cutoff=0.6)
    if len(wanted) >= 3:
        starting = sorted(form for form in by_form if form.startswith(wanted) and form not in found)
        found = (found + starting)[:limit]
    return [by_form[form] for form in found]
