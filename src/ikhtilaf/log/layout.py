"""How a tree is written out: what stands on one line, what below, and where blank lines are."""

from __future__ import annotations

from collections.abc import Iterator

from ikhtilaf.log.scalars import as_block, is_plain, on_one_line
from ikhtilaf.log.tree import Branch, Item, Node

WIDTH = 120
"""Columns that a line may have; comments and words that are longer do not count."""
STEP = 2
PROSE = frozenset({"note", "text", "slip"})
"""Keys whose texts are sentences: what has one of them does not stand on one line with it."""
BLOCK_LISTS = frozenset({"terms"})
"""Keys of lists whose items are sentences."""


def section_lines(section: Item, *, apart: bool) -> Iterator[str]:
    """Yield the lines of one section; with `apart`, blank lines keep its things from each other."""
    value = section.value
    if not isinstance(value, Branch) or not value.items:
        yield from item_lines(section, 0, keep_blanks=True)
        return
    yield from section.before
    yield f"{section.key}:{_end(section.end)}"
    if section.key == "log":
        yield from _branch_lines(value, STEP)
        return
    was_long = False
    for n, thing in enumerate(value.items):
        lines = list(item_lines(thing, STEP, keep_blanks=True))
        is_long = len(lines) - len(thing.before) > 1
        if n and (thing.gap or (apart and (is_long or was_long))):
            yield ""
        yield from lines
        was_long = is_long
    yield from _indented(value.after, STEP)


def item_lines(item: Item, indent: int, *, keep_blanks: bool = False) -> Iterator[str]:
    """Yield the lines of an entry or a list item that stands at this column, its comments above it.

    No comment stands above the first entry of a mapping in a list: there is no room between it and the hyphen.
    """
    before = list(item.before)
    value = item.value
    in_one = one_line(item, indent)
    if in_one is not None:
        lines = [f"{in_one}{_end(item.end)}"]
    elif isinstance(value, str):
        lines = _text_lines(item, value, indent)
    elif item.key is None:
        before.extend([item.end] if item.end else [])
        lines = list(_branch_lines(value, indent + STEP))
        lines[0] = f"{' ' * indent}- {lines[0][indent + STEP :]}"
    else:
        words = None if value.is_map or item.key in BLOCK_LISTS else _wrapped(value, indent + STEP)
        opening = f"{_head(item, indent)}{' [' if words else ''}{_end(item.end)}"
        lines = [opening, *(words or _branch_lines(value, indent + STEP))]
    yield from _indented([line for line in before if line or keep_blanks], indent)
    yield from lines


def one_line(item: Item, indent: int) -> str | None:
    """Return an entry or list item on one line, without its comments; None where it is not to stand on one."""
    value = item.value
    if isinstance(value, str):
        line = f"{_head(item, indent)} {on_one_line(value)}".rstrip()
        return line if (len(line) <= WIDTH and "\n" not in value) or as_block(value, WIDTH) is None else None
    if value.has_comments() or (value.items and item.key in BLOCK_LISTS) or not _fits_in_flow(value):
        return None
    line = f"{_head(item, indent)} {_flow(value)}"
    return line if len(line) <= WIDTH else None


def _head(item: Item, indent: int) -> str:
    return " " * indent + ("-" if item.key is None else f"{on_one_line(item.key)}:")


def _end(comment: str) -> str:
    return f"  {comment}" if comment else ""


def _text_lines(item: Item, text: str, indent: int) -> list[str]:
    block = as_block(text, WIDTH - indent - STEP)
    if block is None:
        return [f"{_head(item, indent)} {on_one_line(text)}{_end(item.end)}"]
    header, lines = block
    return [f"{_head(item, indent)} {header}{_end(item.end)}", *_indented(lines, indent + STEP)]


def _branch_lines(branch: Branch, indent: int) -> Iterator[str]:
    for item in branch.items:
        yield from item_lines(item, indent)
    yield from _indented([line for line in branch.after if line], indent)


def _wrapped(branch: Branch, indent: int) -> list[str] | None:
    """Return the inner lines of a list of words in brackets that is too long for one line; None for other lists."""
    texts = [item.value for item in branch.items if isinstance(item.value, str) and item.value]
    if branch.has_comments() or len(texts) < len(branch.items):
        return None
    width = WIDTH - indent
    words = [on_one_line(text, flow=True) for text in texts]
    if any(len(word) > width // 2 for word in words):
        return None
    lines = [""]
    for n, word in enumerate(words, 1):
        piece = word + ("]" if n == len(words) else ",")
        if lines[-1] and len(lines[-1]) + 1 + len(piece) > width:
            lines.append(piece)
        else:
            lines[-1] = f"{lines[-1]} {piece}".strip()
    return _indented(lines, indent)


def _fits_in_flow(branch: Branch) -> bool:
    """Return whether a list or mapping may stand in brackets.

    It may if it holds words and lists of words: no sentences, nothing empty, no mappings in lists; and in a mapping
    nothing that would be in quotes only because of the brackets.
    """
    for item in branch.items:
        value = item.value
        if item.key is not None and (item.key in PROSE or not is_plain(item.key, flow=True)):
            return False
        if isinstance(value, Branch):
            if not branch.is_map or value.is_map or any(isinstance(inner.value, Branch) for inner in value.items):
                return False
            if not _fits_in_flow(value) or (value.items and item.key in BLOCK_LISTS):
                return False
        elif not value or "\n" in value or (branch.is_map and is_plain(value) and not is_plain(value, flow=True)):
            return False
    return True


def _flow(node: Node) -> str:
    if isinstance(node, str):
        return on_one_line(node, flow=True)
    if not node.is_map:
        return f"[{', '.join(_flow(item.value) for item in node.items)}]"
    pairs = (f"{on_one_line(item.key or '', flow=True)}: {_flow(item.value)}".rstrip() for item in node.items)
    return f"{{{', '.join(pairs)}}}"


def _indented(lines: list[str], indent: int) -> list[str]:
    return [f"{' ' * indent}{line}" if line else "" for line in lines]
