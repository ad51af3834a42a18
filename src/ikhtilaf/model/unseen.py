"""Characters that nobody sees, as patterns: controls, marks of direction, blank letters, selectors that select nothing.

Unicode lists most of them among those that a program which cannot draw them shows as nothing
(https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point). Some count as letters or marks, so that
`str.isprintable` takes them for printable.
"""

BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Letters that are blank, such as the Hangul fillers, and a joiner that joins nothing."""

SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Variation selectors, as the inside of a class of characters: which look of the character before them is meant."""

SELECTABLE = (
    "#*0-9\xa9\xae\u1000-\u109f\u1800-\u180a\u1810-\u18aa\u203c\u2049\u2070-\u3163\u3165-\u9fff\ua840-\ua87f"
    "\uf900-\ufaff\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
"""What has more looks than one: emoji and other symbols, figures in a keycap, ideographs, Mongolian, Burmese, Phags-pa.

Behind anything else a selector says nothing, and a row of them can carry a message that no reader sees.
"""

SUSPECT = f"[{BLANK}{SELECTORS}]"
"""A pattern without which nothing of `UNSEEN` is in a text, and which is looked for in a third of the time."""

UNSEEN = f"[{BLANK}]|(?<![{SELECTABLE}])[{SELECTORS}]"
"""A pattern of the characters that count as printable and cannot be seen."""

HIDDEN = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
    f"|{UNSEEN}"
)
"""A pattern of all that steers a terminal or cannot be seen: `render.escape` says what is in it and what is not."""
