"""The one layout on logs of every look: the meaning stays, the comments stay, and once is enough."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ikhtilaf.cli.formatting import meaning, moments_of
from ikhtilaf.log.canonical import canonical
from ikhtilaf.log.document import Draft, read_document
from ikhtilaf.log.scalars import as_block, on_one_line
from ikhtilaf.log.tree import Branch, Item, read_tree

ODD = (  # noqa: SIM905 -- a list of sixty would fill the screen
    "no yes ~ null true 017 1.10 12:30:00 2015 2015-06-01 0x1F 1e3 .inf = << - -- --- ... -1 - # #a a# : :a a: ? ?a a? "
    "& * ! | > ' \" % @ ` , [ ] { } [a] {a} a,b a:b a:?b http://x.y/z it's \\ \\n"
).split()
EDGES = [*ODD, "a: b", "a #b", "- a", "? a", "yes: no", "a, b", "[a, b]", "{a: b}", "a\nb", "a\n\nb", "a\n b", "a \nb"]
LETTERS = "ab :#-?,[]{}&*!|>'\"%@`~=\\\n\tÄش\u200c\xa0\x85\u2028\ufeff\x07😀"
words = st.lists(st.sampled_from([*ODD, "word", "Wörter", "longer-than-that", " ", "\n", "\n\n", "  "]), max_size=60)
texts = (
    st.sampled_from(EDGES) | st.text(LETTERS, min_size=1, max_size=12) | st.text(max_size=6) | words.map(" ".join)
).filter(lambda text: bool(text.strip()) and not any("\ud800" <= char <= "\udfff" for char in text))
ids = st.sampled_from(["a", "b", "c-d", "017", "no", "y", "2015-06-01", "1e3"])
dates = st.sampled_from(["2015", "2015-06", "2015-06-01", "../2016", "2014/..", "2015-22~", "2013-04?/2016", ".."])
lists = st.lists(texts, max_size=4)


def record(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping with some of the optional keys (those that end in _), in any order."""
    needed = {key: value for key, value in fields.items() if not key.endswith("_")}
    optional = {key.rstrip("_"): value for key, value in fields.items() if key.endswith("_")}
    made = st.fixed_dictionaries(needed, optional=optional)
    return made.flatmap(lambda entry: st.permutations(list(entry.items())).map(dict))


def keyed(thing: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(ids, thing, max_size=3)


def unlike(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    """A mapping whose keys stay apart when the space around them is taken off."""
    return st.dictionaries(text.map(str.strip), texts, max_size=3)


claims = st.lists(
    record(source_=texts, cites_=lists, stance_=st.sampled_from(["asserts", "denies"]), hedge_=texts, note_=texts),
    min_size=1,
    max_size=2,
)
factions = record(
    kind=st.just("faction"),
    name=texts,
    aliases_=lists,
    note_=texts,
    cites_=lists,
    facts_=st.lists(
        record(kind=st.just("character"), text_=texts, date_=dates, main_=lists, claims=claims), max_size=2
    ),
)
sources = record(kind=st.just("book"), title=texts, passages_=lists, holds_nothing_=unlike(texts), url_=texts)
places = record(kind=st.just("area"), name=texts, within_=texts, coordinates_=st.just(["34.5", "-70"]), note_=texts)
relations = record(between=st.lists(texts, min_size=2, max_size=2), state=st.just("war"), until_=dates, note_=texts)
events = record(
    date=dates,
    wording_=texts,
    type=st.just("fight"),
    title=texts,
    factions=st.dictionaries(texts.map(str.strip), st.just("party"), min_size=1, max_size=3),
    people_=unlike(texts),
    places_=lists,
    text=texts,
    terms_=lists,
    after_=st.lists(ids, max_size=2),
    postscript_=st.sampled_from(["yes", "No", "TRUE"]),
    relations_=st.lists(relations, max_size=2),
    claims=claims,
)


@st.composite
def logs(draw: st.DrawFn) -> dict[str, Any]:
    """What a log holds, as plain values; names need mean nothing."""
    happened = [{"id": id_, **event} for id_, event in draw(keyed(events)).items()]
    sections = {
        "log": draw(record(title=texts, covers=dates, reporter=texts, note_=texts)),
        "sources": draw(keyed(sources)),
        "places": draw(keyed(places)),
        "factions": draw(keyed(factions)),
        "people": draw(keyed(record(name=texts, aliases_=lists, note_=texts))),
        "events": draw(st.permutations(happened)),
    }
    chosen = draw(st.lists(st.sampled_from(list(sections)), unique=True, min_size=1))
    return {name: sections[name] for name in chosen}


class AnyDumper(yaml.SafeDumper):
    """Writes YAML in one of its styles, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A log as somebody might have written it, with comments and blank lines here and there."""
    text = yaml.dump(
        draw(logs()),
        Dumper=AnyDumper,
        default_flow_style=draw(st.sampled_from([False, False, None, True])),
        default_style=draw(st.sampled_from([None, None, '"', "'", "|", ">"])),
        indent=draw(st.sampled_from([2, 4])),
        width=draw(st.sampled_from([20, 80, 10_000])),
        allow_unicode=draw(st.booleans()),
        sort_keys=False,
    )
    lines = text.replace("!!str ", "").split("\n")
    for n in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        what = draw(st.sampled_from(["line", "end", "blank", "year"]))
        if what == "end":
            lines[at] += f"  # end {n}"
        else:
            indent = draw(st.integers(0, 8)) * " "
            lines.insert(at, {"line": f"{indent}# line {n}", "blank": "", "year": f"{indent}# 20{n:02}"}[what])
    return "\n".join(lines).encode()


def draft_of(content: bytes) -> Draft:
    draft = Draft()
    read_document(io.BytesIO(content), "log.yaml", draft)
    return draft


def comments_of(content: bytes) -> Counter[str]:
    root, below = read_tree(content)
    found: list[str] = list(below)

    def collect(branch: Branch) -> None:
        found.extend(branch.after)
        for item in branch.items:
            gather(item)

    def gather(item: Item) -> None:
        found.extend([*item.before, item.end])
        if isinstance(item.value, Branch):
            collect(item.value)

    collect(root)
    return Counter(comment for comment in found if comment)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(files())
def test_the_meaning_and_the_comments_stay_and_once_is_enough(content: bytes) -> None:
    draft = draft_of(content)
    assume(not draft.problems)
    moments = moments_of(draft.events)
    once = canonical(content, moments)
    assert meaning(draft_of(once.encode())) == meaning(draft)
    assert canonical(once.encode(), moments) == once
    assert canonical(content, moments, pure=True) == once
    comments = comments_of(content)
    assert comments_of(once.encode()) == comments
    in_texts = repr(meaning(draft))
    for marker in ("# end ", "# line "):
        kept = sum(comment.count(marker) * times for comment, times in comments.items())
        assert kept == content.decode().count(marker) - in_texts.count(marker)
    assert not any(line.endswith(" ") for line in once.split("\n"))


@settings(max_examples=200, deadline=None)
@given(texts, st.booleans())
def test_a_text_means_itself(text: str, flow: bool) -> None:
    text = text.strip()
    written = on_one_line(text, flow=flow)
    assert "\n" not in written
    root, _ = read_tree((f"a: {{b: [{written}, x]}}" if flow else f"a: {written}").encode())
    value = root.items[0].value
    if isinstance(value, Branch):
        inner = value.items[0].value
        assert isinstance(inner, Branch)
        value = inner.items[0].value
    assert value == text


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(10, 60))
def test_a_block_of_text_means_the_text(text: str, width: int) -> None:
    text = text.strip()
    block = as_block(text, width)
    assume(block is not None)
    assert block is not None
    header, lines = block
    root, _ = read_tree((f"a: {header}\n" + "".join(f"  {line}\n" if line else "\n" for line in lines)).encode())
    assert root.items[0].value == text
    if header == ">-":
        assert all(len(line) <= width or " " not in line or "  " in line for line in lines)
