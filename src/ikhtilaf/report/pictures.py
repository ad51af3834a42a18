"""The pictures of the page, each with what it does not look at, and the same in words."""

from __future__ import annotations

from typing import NamedTuple

from ikhtilaf.pictures.look import STYLE
from ikhtilaf.report.anchors import Anchors
from ikhtilaf.report.request import Request

PICTURE_STYLE = STYLE


class Figure(NamedTuple):
    """A picture: its anchor, its heading, what it shows, its markup, the same in words, and the options it ignores."""

    id: str
    title: str
    caption: str
    markup: str
    words: list[str]
    unheeded: list[str]


def make_pictures(request: Request, anchors: Anchors) -> list[Figure]:
    """Return the pictures of a report, in the order of the page."""
    return []
