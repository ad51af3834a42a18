"""A folder of files: one that changes is read again, the others are taken as they were read before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from random_logs import logs

from ikhtilaf.log import packed as packing
from ikhtilaf.log.document import Draft, read_document
from ikhtilaf.log.packed import pack, unpack
from ikhtilaf.log.read import read
from ikhtilaf.model.things import Log
from ikhtilaf.query.timeline import timeline
from ikhtilaf.store.opening import open_store
from ikhtilaf.store.parts import Parts

HEAD = """\
log: {title: A log, covers: 2014/2017, reporter: paper}
sources:
  paper: {kind: article, title: A paper, date: 2017-12, holds_nothing: {K8: a heading}, passages: [Y1, K8]}
places:
  east: {kind: province, name: The East, coordinates: [34.5, 70.25]}
factions:
  a: {kind: faction, name: A, aliases: [Alpha], facts: [{kind: leader, person: omar, claims: [{cites: [Y1]}]}]}
  b: {kind: faction, name: B, ties: [{kind: split_from, faction: a, date: 2015-22, claims: [{cites: [Y1]}]}]}
people:
  omar: {name: Omar}
"""
EVENT = """\
events:
  - id: {id}
    date: 2015-05~
    type: fight
    title: {title}
    text: They fought.
    factions: {{a: initiator, b: target}}
    places: [east]
    relations: [{{between: [Alpha, b], state: war, until: 2016, places: [east]}}]
    claims: [{{cites: [Y1], hedge: reportedly}}]
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of its own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("IKHTILAF_CACHE", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    here = tmp_path / "log"
    here.mkdir()
    (here / "head.yaml").write_text(HEAD)
    for name in ("one", "two"):
        (here / f"{name}.yaml").write_text(EVENT.format(id=name, title=f"Fight {name}"))
    return here


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed from now on."""
    names: list[str] = []

    def watched(raw: object, file: str, draft: Draft, **more: bool) -> None:
        names.append(Path(file).name)
        read_document(raw, file, draft, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("ikhtilaf.log.read.read_document", watched)
    return names


def titles(folder: Path) -> list[str]:
    return [row["title"] for row in timeline(open_store(str(folder)))]


def test_only_the_file_that_changed_is_parsed_again(folder: Path, parsed: list[str]) -> None:
    assert titles(folder) == ["Fight one", "Fight two"]
    assert parsed == ["head.yaml", "one.yaml", "two.yaml"]
    parsed.clear()
    (folder / "two.yaml").write_text(EVENT.format(id="two", title="Another fight"))
    assert titles(folder) == ["Fight one", "Another fight"]
    assert parsed == ["two.yaml"]


def test_a_file_that_moved_is_not_parsed_again_and_its_new_place_is_told(folder: Path, parsed: list[str]) -> None:
    titles(folder)
    parsed.clear()
    (folder / "two.yaml").rename(folder / "three.yaml")
    places = [row["at"] for row in timeline(open_store(str(folder)))]
    assert [Path(place).name for place in places] == ["one.yaml:2", "three.yaml:2"]
    assert parsed == []


def test_a_file_with_a_mistake_is_parsed_every_time_and_says_where(folder: Path, parsed: list[str]) -> None:
    titles(folder)
    (folder / "two.yaml").write_text(EVENT.format(id="two", title="Fight").replace("war", "wra"))
    for _ in range(2):
        parsed.clear()
        with pytest.raises(Exception, match="has 1 error"):
            titles(folder)
        assert "two.yaml" in parsed
        assert "one.yaml" not in parsed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: kept[:0],
        lambda kept: kept[:-1],
        lambda kept: kept.replace(b"e", b"i"),
        lambda kept: b"\xff" * len(kept),
        lambda kept: kept.partition(b"\n")[0] + b"\n[]",
    ],
)
def test_a_damaged_part_is_as_if_it_were_not_there(
    folder: Path, parsed: list[str], spoil: Callable[[bytes], bytes], cache: Path
) -> None:
    titles(folder)
    for kept in [*cache.glob("*.part")]:
        kept.write_bytes(spoil(kept.read_bytes()))
    for made in [*cache.glob("*.db"), *cache.glob("*.seen")]:
        made.unlink()
    parsed.clear()
    assert titles(folder) == ["Fight one", "Fight two"]
    assert parsed == ["head.yaml", "one.yaml", "two.yaml"]


def test_where_parts_cannot_be_kept_everything_is_parsed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    parts = Parts(str(tmp_path / "file" / "no folder"), "1")
    assert [event.id for event in read(folder, kept=parts).usable().events] == ["one", "two"]


def test_another_version_reads_for_itself(tmp_path: Path) -> None:
    one, other = Parts(str(tmp_path), "1"), Parts(str(tmp_path), "2")
    one.keep(b"content", b"packed")
    assert list(one.take(b"content")) == [b"packed"]
    assert list(other.take(b"content")) == list(one.take(b"other content")) == []


class InMemory:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.kept: dict[bytes, bytes] = {}

    def take(self, content: bytes) -> Iterable[bytes]:
        return [self.kept[content]] if content in self.kept else []

    def keep(self, content: bytes, packed: bytes) -> None:
        self.kept[content] = packed


def test_a_log_from_kept_files_is_the_same_log(folder: Path) -> None:
    kept = InMemory()
    plain, first, second = read(folder), read(folder, kept=kept), read(folder, kept=kept)
    assert len(kept.kept) == 3
    assert plain.usable() == first.usable() == second.usable()
    assert plain.problems == first.problems == second.problems


def test_the_shipped_log_packs_and_unpacks() -> None:
    path = Path(__file__).parents[2] / "data" / "events.yaml"
    draft = Draft()
    with path.open("rb") as raw:
        read_document(raw, "events.yaml", draft)
    again = unpack(pack(draft), "events.yaml")
    assert again.things() == draft.things()
    assert (again.files, again.empty, again.has_events) == (draft.files, draft.empty, draft.has_events)


@given(logs())
@settings(max_examples=40, deadline=None)
def test_whatever_a_log_holds_is_unpacked_as_it_was(made: Log) -> None:
    draft = Draft()
    for name in ("sources", "places", "factions", "people"):
        getattr(draft, name).extend(getattr(made, name).values())
    draft.events.extend(made.events)
    files = {thing.mark.file for thing in draft.things()}
    assert unpack(pack(draft), files.pop()).things() == draft.things()


@pytest.mark.parametrize("packed", [b"", b"[]", b"{}", b'{"heads": 1}', b"\xff"])
def test_what_is_no_packing_is_refused(packed: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        packing.unpack(packed, "a.yaml")
