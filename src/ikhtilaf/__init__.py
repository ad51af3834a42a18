"""What prose sources say about who fought, tolerated or allied with whom, where, when and according to whom."""

from __future__ import annotations

__version__ = "0.1.0"
