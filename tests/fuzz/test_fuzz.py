"""What `make fuzz` runs: that its gauge finds what it is there for, and that what it once found stays mended.

Each file of `found` is an input that something was wrong with; its name begins with the target that it is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ikhtilaf.errors import Exit, IkhtilafError

if not Path("/proc/self/clear_refs").exists():
    pytest.skip("what a process grows by is only told on Linux", allow_module_level=True)

import corpus
import limits
from engines import ENGINES
from limits import MIB, Gauge, Stats, Target, key_of, shrunk
from run_fuzz import Row, added, table
from targets import TARGETS

FOUND = sorted((Path(__file__).parent / "found").iterdir())
NEEDED = {"exports": ("icalendar", "networkx", "pyarrow"), "report": ("jinja2",)}


@pytest.fixture(autouse=True)
def _templates_are_compiled_anew_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The target `report` has them compiled once; take that back afterwards."""
    from ikhtilaf.report import page

    monkeypatch.setattr(page, "make_environment", page.make_environment)


@pytest.fixture
def gauged(tmp_path: Path) -> Iterator[type[Gauge]]:
    """A gauge for a target, closed again after the test."""
    made: list[Gauge] = []

    class Made(Gauge):
        def __init__(self, target: Target) -> None:
            super().__init__(target, tmp_path / "input")
            made.append(self)

    yield Made
    for gauge in made:
        gauge.close()


def target_of(name: str) -> Target:
    for package in NEEDED.get(name, ()):
        pytest.importorskip(package)
    return TARGETS[name].make()


@pytest.mark.parametrize("path", FOUND, ids=[path.name for path in FOUND])
def test_what_was_found_stays_mended(path: Path, gauged: type[Gauge]) -> None:
    run = target_of(path.name.split("--")[0])
    wrong = gauged(run).run(path.read_bytes())[1]  # type: ignore[call-arg]
    assert wrong is None


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_its_examples(name: str, gauged: type[Gauge]) -> None:
    gauge = gauged(target_of(name))  # type: ignore[call-arg]
    seeds = TARGETS[name].seeds()
    assert len(seeds) >= 4
    for example in seeds[:: max(len(seeds) // 4, 1)]:
        assert gauge.run(example)[1] is None


def test_the_corpus_has_the_examples_of_the_tests_and_of_the_yaml_test_suite() -> None:
    documents = corpus.yaml_documents()
    assert (corpus.TESTS / "log" / "bad" / "tie-cycle.yaml").read_bytes() in documents
    assert (corpus.TESTS / "log" / "good" / "everything.yaml").read_bytes() in documents
    assert any(b"Mark McGwire" in document for document in documents)
    assert {b"2014-24/2015-22", b"18 October 2017"} <= set(corpus.dates())


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (ValueError("no"), "ValueError"),
        (RecursionError(), "RecursionError"),
        (type("Defect", (IkhtilafError,), {"exit_code": Exit.DEFECT})("ours"), "Defect"),
        (IkhtilafError("no such day", "Correct it."), None),
    ],
)
def test_the_gauge_tells_a_crash_from_an_answer(raised: Exception, told: str | None, gauged: type[Gauge]) -> None:
    def run(_data: bytes) -> None:
        raise raised

    wrong = gauged(run).run(b"x")[1]  # type: ignore[call-arg]
    assert (None if wrong is None else key_of(wrong)) == told


def test_the_gauge_tells_what_takes_too_much(gauged: type[Gauge], monkeypatch: pytest.MonkeyPatch) -> None:
    def run(data: bytes) -> None:
        bytearray(b"x" * (limits.ALLOWANCE + 2 * limits.TIMES_INPUT * len(data)))

    gauge = gauged(run)  # type: ignore[call-arg]
    assert isinstance(gauge.run(b"x" * MIB)[1], limits.TooLargeError)
    monkeypatch.setattr(limits, "LEAST_SECONDS", 0.0)
    assert isinstance(gauged(lambda _: sum(range(10**6))).run(b"")[1], limits.TooSlowError)  # type: ignore[call-arg, arg-type]


def test_what_is_found_is_made_short() -> None:
    assert shrunk(b"abcdefghij" * 20, lambda tried: b"j" in tried and tried.count(b"a") > 1) == b"jaa"


def test_a_process_that_dies_leaves_its_input(tmp_path: Path, gauged: type[Gauge]) -> None:
    gauge = gauged(lambda _: None)  # type: ignore[call-arg]
    gauge.run(b"long before")
    gauge.run(b"the last")
    assert limits.at_hand(tmp_path / "input") == b"the last"


def test_the_table_adds_runs_of_one_kind_up() -> None:
    one, other = Stats(runs=2, seconds=1.0, slowest=0.5), Stats(runs=3, seconds=1.5, found={"ValueError": "path"})
    lines = list(table([Row("dates", "atheris", added([one, other]))]))
    assert lines[2] == "| dates | atheris | 5 | 2 | 500 | – | 0 | – | 1 |"
    assert set(ENGINES) == {"atheris", "hypothesis", "large"}
