"""How every picture looks: the colours, the one style sheet, and what makes a whole file of a picture.

The colours run from vermilion (war) over grey to blue (alliance), after the palette of Okabe and Ito, which readers
tell apart whatever colours they see. Each stands out from the paper by at least 3:1, and the text on it by 4.5:1, on
light and on dark paper; `tests/pictures` measures it. No meaning hangs on a colour alone: each state has its
letter too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ikhtilaf.model.vocabulary import CONTESTED, STATES


class Look(NamedTuple):
    """What a picture takes from the page that it stands on.

    `prefix` begins every id of the picture, so that several can stand on a page. `link` gives for a kind (event,
    faction, place, source, pair) and an identifier (of a pair: both, alphabetical, with a blank between) the address
    that it leads to, None for none; no `link`: nothing leads anywhere. `label` gives for the same what the page calls
    the thing, such as "event 47"; with it a picture says no more than that of a thing, for the link leads to the rest.
    """

    prefix: str = ""
    link: Callable[[str, str], str | None] | None = None
    label: Callable[[str, str], str] | None = None

    def href(self, kind: str, identifier: str) -> str | None:
        """Return the address of a thing, None for none."""
        return None if self.link is None else self.link(kind, identifier)


PLAIN = Look()


class Ink(NamedTuple):
    """The colour of a state, and of a letter on it."""

    fill: str
    letter: str


_DARK, _WHITE = "#111111", "#ffffff"

LIGHT: dict[str, Ink] = {
    "war": Ink("#a93600", _WHITE),
    "clashes": Ink("#d55e00", _DARK),
    "tension": Ink("#b87f00", _DARK),
    "tolerance": Ink("#808080", _DARK),
    "ceasefire": Ink("#4a7a75", _WHITE),
    "cordial": Ink("#3d8fbf", _DARK),
    "cooperation": Ink("#0072b2", _WHITE),
    "alliance": Ink("#0b3c8a", _WHITE),
    CONTESTED: Ink("#a8477e", _WHITE),
}
DARK: dict[str, Ink] = {
    "war": Ink("#ff6a2b", _DARK),
    "clashes": Ink("#f29a5c", _DARK),
    "tension": Ink("#e8c65a", _DARK),
    "tolerance": Ink("#a8a8a8", _DARK),
    "ceasefire": Ink("#7fbfb5", _DARK),
    "cordial": Ink("#9bd3f2", _DARK),
    "cooperation": Ink("#56b4e9", _DARK),
    "alliance": Ink("#6d9bff", _DARK),
    CONTESTED: Ink("#e59ac4", _DARK),
}


class Paper(NamedTuple):
    """What is no state: the paper, text, quieter text, lines that mean something, lines that only guide the eye, and
    the fills of what is counted, from a few to many.
    """

    paper: str
    ink: str
    muted: str
    line: str
    guide: str
    band: str


LIGHT_PAPER = Paper("#ffffff", "#1a1a1a", "#595959", "#767676", "#dcdcdc", "#f3f3f3")
DARK_PAPER = Paper("#16181c", "#ececec", "#b0b0b0", "#8c8c8c", "#3a3d43", "#22252b")

LIGHT_COUNTS = (Ink("#e4eef6", _DARK), Ink("#b9d6ea", _DARK), Ink("#6fadd6", _DARK), Ink("#0b4f86", _WHITE))
DARK_COUNTS = (Ink("#1f3a52", _WHITE), Ink("#2b5b84", _WHITE), Ink("#5fa3d3", _DARK), Ink("#b9dcf5", _DARK))
"""The fills of what is counted, from a few to many; the number stands on them as well."""

CONTESTED_GLYPH = "#"
LOCAL_GLYPH = ":"
UNSURE = "?"
INHERITED = "^"
POSTSCRIPT = "†"


def glyph_of(state: str) -> str:
    """Return the letter that stands for a state; `contested` has one too, and anything else is a `?`."""
    if state == CONTESTED:
        return CONTESTED_GLYPH
    return STATES[state].glyph if state in STATES else UNSURE


def _rules(inks: dict[str, Ink], paper: Paper, counts: tuple[Ink, ...]) -> Iterator[str]:
    for state, ink in inks.items():
        yield f".pic .f-{state}{{fill:{ink.fill}}}"
        yield f".pic .l-{state}{{stroke:{ink.fill}}}"
        yield f".pic .t-{state}{{fill:{ink.letter}}}"
        yield f".pic-table .f-{state}{{background:{ink.fill};color:{ink.letter}}}"
        yield f".pic-table .h-{state}{{color:{paper.ink};box-shadow:inset 0 0 0 2px {ink.fill}}}"
    yield f".pic .paper{{fill:{paper.paper}}}"
    yield f".pic .band{{fill:{paper.band}}}"
    yield f".pic .bloc{{stroke:{paper.band}}}"
    yield f".pic text{{fill:{paper.ink}}}"
    yield f".pic text.muted{{fill:{paper.muted}}}"
    yield f".pic .halo{{stroke:{paper.paper}}}"
    yield f".pic .guide{{stroke:{paper.guide}}}"
    yield f".pic .line{{stroke:{paper.line}}}"
    yield f".pic .dark{{stroke:{paper.ink}}}"
    yield f".pic .solid{{fill:{paper.ink}}}"
    yield f".pic .grey{{fill:{paper.line}}}"
    yield f".pic a:focus-visible *,.pic a:hover *{{stroke:{paper.ink}}}"
    yield f".pic-table{{color:{paper.ink}}}"
    yield f".pic-table th,.pic-table td{{border-color:{paper.guide}}}"
    yield f".pic-table a{{color:{paper.ink}}}"
    for step, ink in enumerate(counts, 1):
        yield f".pic .q{step}{{fill:{ink.fill}}}"
        yield f".pic text.p{step}{{fill:{ink.letter}}}"
    for state, ink in inks.items():
        # After the general rule for text, so that the letter on a fill wins.
        yield f".pic text.t-{state}{{fill:{ink.letter}}}"
        yield f".pic-table .f-{state} a{{color:{ink.letter}}}"


_SANS = "system-ui,'Segoe UI',Roboto,'DejaVu Sans',Arial,sans-serif"
_MONO = "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace"
_SHAPES = (
    f".pic{{display:block;width:100%;height:auto;font:12px/1.2 {_SANS}}}",
    ".pic .none{fill:none}",
    ".pic .small{font-size:10px}",
    ".pic .tiny{font-size:9px}",
    ".pic .title{font-size:16px;font-weight:bold}",
    ".pic .head{font-weight:bold}",
    ".pic .end{text-anchor:end}",
    ".pic .mid{text-anchor:middle}",
    f".pic .glyph{{font-weight:bold;font-family:{_MONO};text-anchor:middle}}",
    ".pic .halo{stroke-width:3px;stroke-linejoin:round;paint-order:stroke}",
    ".pic .w1{stroke-width:1px}",
    ".pic .w2{stroke-width:2px}",
    ".pic .w3{stroke-width:3px}",
    ".pic .dash{stroke-dasharray:6 4}",
    ".pic .dots{stroke-dasharray:1.5 3.5;stroke-linecap:round}",
    ".pic .micro{font-size:8px}",
    ".pic .tie{stroke-dasharray:4 3}",
    ".pic .bloc{stroke-width:20px;stroke-linecap:round}",
    ".pic .pale{fill-opacity:.25}",
    ".pic-table{border-collapse:collapse;font-size:.8rem}",
    ".pic-table th,.pic-table td{border:1px solid;padding:.15rem .3rem;text-align:center;min-width:1.7rem}",
    ".pic-table th[scope=row]{text-align:start;white-space:nowrap;font-weight:normal}",
    ".pic-table a{display:block;text-decoration:none}",
    ".pic-table th[scope=col]{vertical-align:bottom;font-weight:normal}",
    ".pic-table th[scope=col] span{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap}",
    ".pic-table th[scope=col] span{max-height:12rem;overflow:hidden;text-overflow:ellipsis}",
    ".pic-table abbr{text-decoration:none}",
    ".pic-table caption{font-weight:bold;text-align:start;padding:.3rem 0}",
    ".pic-table .self{border:0}",
)

STYLE: str = "\n".join(
    (
        *_SHAPES,
        *_rules(LIGHT, LIGHT_PAPER, LIGHT_COUNTS),
        "@media screen and (prefers-color-scheme:dark){",
        *_rules(DARK, DARK_PAPER, DARK_COUNTS),
        "}",
        "@media print{.pic{break-inside:avoid}.pic-table .f-war{print-color-adjust:exact}}",
    )
)
"""The style sheet of all pictures: light, dark where the reader's screen is, light again on paper."""


def standalone(svg: str) -> str:
    """Return a whole SVG file made of the element of a picture: with its name space and the style sheet, and as wide as
    it is drawn rather than as the window is.
    """
    opening, mark, rest = svg.partition(">")
    width = re.search(r' width="([0-9.]+)"', opening)
    own = f"\n.pic{{width:{width[1]}px}}" if width else ""
    opening = opening.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}{mark}<style>\n{STYLE}{own}\n</style>{rest}\n'


def page(body: str, title: str) -> str:
    """Return a whole page of HTML around a picture in HTML: with the style sheet, and nothing from elsewhere.

    `body` is HTML, `title` is text.
    """
    from html import escape

    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n{_PAGE}\n</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


_PAGE = (
    "main,.pic-table tbody,.pic-table tr{background:inherit}\n"
    f"body{{margin:1rem;background:{LIGHT_PAPER.paper};color:{LIGHT_PAPER.ink};font-family:{_SANS}}}\n"
    "h2{font-size:1rem;margin:1.2rem 0 .2rem}p,ul{margin:.2rem 0;max-width:45rem}\n"
    ".pic-table th[scope=row]{position:sticky;left:0;background:inherit}.pic-table{background:inherit}\n"
    "@media screen and (max-width:40em){.pic-table th[scope=row]{white-space:normal;max-width:7rem}}\n"
    "@media screen and (prefers-color-scheme:dark){"
    f"body{{background:{DARK_PAPER.paper};color:{DARK_PAPER.ink}}}}}"
)
