"""The compiled log: one SQLite database, which everything above asks."""

from __future__ import annotations

from ikhtilaf.store.database import Store

__all__ = ["Store"]
