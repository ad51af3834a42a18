"""The peers are asked the same and answer the same: those that are on this machine, on a small log."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import answers
import generate
import measure_relations
import peer_commands
import peer_files
import pytest
from peer_commands import MissingPeer, Peer
from setting import Setting, Size

import ikhtilaf

COUNT = 1500
FILTERS = ("sqlite-utils", "jq", "miller", "bean-query", "bean-query-cache", "hledger")
TOOLS = {"miller": "mlr", "bean-query-cache": "bean-query"}


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    size = Size(small=COUNT, middle=COUNT, large=COUNT, rounds=1, start_rounds=1)
    return Setting(tmp_path_factory.mktemp("bench"), size)


@pytest.fixture(scope="module")
def expected(setting: Setting) -> list[tuple[str, ...]]:
    found = ikhtilaf.load(setting.log(COUNT)).timeline(province="p-rare")
    return sorted((row["id"], row["date"], row["title"]) for row in found)


def need(name: str) -> None:
    if not (Path(sys.executable).parent / name).exists() and shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")


@pytest.mark.parametrize("name", FILTERS)
def test_a_peer_finds_the_same_events(setting: Setting, expected: list[tuple[str, ...]], name: str) -> None:
    need(TOOLS.get(name, name))
    peer = next(peer for peer in peer_commands.other_filters(setting, COUNT) if peer.key == f"filter-{name}")
    assert isinstance(peer, Peer)
    out = answers.output(peer.name, peer.command)
    assert out is not None
    ours = expected if peer.dated else [(identifier, title) for identifier, _, title in expected]
    assert answers.agree({"ikhtilaf": ours, peer.name: peer.read(out)}) == len(expected)


def test_duckdb_finds_the_same_events(setting: Setting, expected: list[tuple[str, ...]]) -> None:
    need("duckdb")
    command = peer_commands.duckdb_cli(setting, peer_commands.FILTER_SQL, setting.parquet(COUNT))
    out = answers.output("DuckDB", command)
    assert answers.agree({"ikhtilaf": expected, "DuckDB": answers.separated(out or b"")}) == len(expected)


@pytest.fixture(scope="module", params=[1, 2])
def drawn(request: pytest.FixtureRequest, setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a log that is drawn, and with its tables."""
    need("duckdb")
    folder = tmp_path_factory.mktemp("drawn")
    generate.write(folder / "log.yaml", COUNT, request.param)
    peer_files.parquet(folder / "parquet", COUNT, setting.needed("duckdb"), request.param)
    return folder


@pytest.mark.parametrize("day", [*measure_relations.DAYS, "1998-08-31"])
def test_the_rules_in_sql_give_the_same_relations(setting: Setting, drawn: Path, day: str) -> None:
    """The rules a second time, in another language, by their own reading of the dates: what both say is likely so."""
    ours = [
        (" ".join(row["between"]), row["place"] or "", row["state"], " ".join(row["states"]))
        for row in ikhtilaf.load(drawn / "log.yaml").relations(as_of=day)
    ]
    out = answers.output(
        "DuckDB", peer_commands.duckdb_cli(setting, peer_commands.relations_sql(day), drawn / "parquet")
    )
    assert answers.agree({"ikhtilaf": ours, "DuckDB": answers.separated(out or b"")}) > 100


def test_a_peer_that_is_not_there_is_named_with_what_installs_it(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Setting, "tool", lambda _self, _name: None)
    found = peer_commands.other_filters(setting, COUNT)
    assert {peer.key for peer in found if isinstance(peer, MissingPeer)} == {f"filter-{name}" for name in FILTERS}
    assert all(isinstance(peer, MissingPeer) and " install " in peer.install for peer in found)
