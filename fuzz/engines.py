"""The engines that make inputs: atheris (mutants that reach new code), hypothesis (made from words), and large ones.

Each takes a kind of target and what to do with an input, and calls it until that says that it is enough.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus import ROOT
from limits import MIB
from targets import Kind

Enough = Callable[[bytes], bool]
"""Runs one input; returns whether it was the last."""


def with_atheris(kind: Kind, tried: Callable[[], Enough], seed: int) -> None:
    """Feed mutants of the corpus, led by which lines they reach of the packages that the target is about.

    `tried` makes the target, and is called once the modules that it imports can be instrumented. Does not return.
    """
    import atheris

    others = [name for name in _modules() if not name.startswith(tuple(kind.led_by))]
    with atheris.instrument_imports(include=["ikhtilaf"], exclude=others, enable_loader_override=False):
        enough = tried()
    folder = Path(tempfile.mkdtemp(prefix="ikhtilaf-corpus-"))
    for number, example in enumerate(kind.seeds()):
        (folder / str(number)).write_bytes(example[: kind.longest])
    words = folder.with_suffix(".dict")
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in kind.words), "ascii")

    def one(data: bytes) -> None:
        if enough(data):
            _leave()

    dropped = Path(tempfile.mkdtemp(prefix="ikhtilaf-dropped-"))  # what the engine itself takes for slow or large
    options = {
        "max_len": kind.longest,
        "dict": words,
        "seed": seed,
        "artifact_prefix": f"{dropped}/",
        "timeout": 3600,
        "rss_limit_mb": 0,
        "verbosity": 0,
    }
    atheris.Setup([sys.argv[0], *(f"-{name}={value}" for name, value in options.items()), str(folder)], one)
    atheris.Fuzz()


def _modules() -> Iterator[str]:
    """Yield the name of every module of the program."""
    for path in (ROOT / "src" / "ikhtilaf").rglob("*.py"):
        yield ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


def _leave() -> None:
    """End the process: libFuzzer would otherwise go on for ever, and takes any exception for a fault."""
    import os

    sys.stdout.flush()
    os._exit(0)


def _quoted(word: str) -> str:
    """Return a word as a dictionary of libFuzzer has it."""
    return "".join(
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02X}"
        for byte in word.encode("utf-8", "surrogatepass")
    )


_BATCH = 2000
"""Examples that hypothesis is asked for at once: it remembers them all, and grows slow when there are many."""


def with_hypothesis(kind: Kind, tried: Callable[[], Enough], seed: int) -> None:
    """Feed inputs made of the target's words, of edited examples, of any text and of any bytes."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st

    enough, done = tried(), False
    seeds = [example[: kind.longest] for example in kind.seeds()]
    pieces = [word.encode("utf-8", "surrogatepass") for word in kind.words]
    piece = st.sampled_from(pieces) | st.binary(max_size=4) | st.text(max_size=4).map(_encoded)
    edit = st.tuples(st.floats(0, 1), st.integers(0, 12), piece)
    edited = st.builds(_edited, st.sampled_from(seeds), st.lists(edit, max_size=4))
    spliced = st.builds(_spliced, st.sampled_from(seeds), st.sampled_from(seeds), st.floats(0, 1), st.floats(0, 1))
    made = st.lists(piece, max_size=24).map(b"".join)
    inputs = edited | made | spliced | st.text(max_size=80).map(_encoded) | st.binary(max_size=80)

    def one(data: bytes) -> None:
        nonlocal done
        done = done or enough(data[: kind.longest])

    while not done:
        batch = settings(
            max_examples=_BATCH,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        seeded(seed)(batch(given(inputs)(one)))()
        seed += 1


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _edited(example: bytes, edits: Sequence[tuple[float, int, bytes]]) -> bytes:
    """Return an example with pieces put in, each in place of so many bytes."""
    for where, instead, piece in edits:
        place = round(where * len(example))
        example = example[:place] + piece + example[place + instead :]
    return example


def _spliced(one: bytes, other: bytes, end: float, start: float) -> bytes:
    """Return the beginning of one example with the end of another."""
    return one[: round(end * len(one))] + other[round(start * len(other)) :]


def with_large(kind: Kind, tried: Callable[[], Enough], seed: int) -> None:
    """Feed inputs of a MiB: examples over and over, one line or one word of them over and over."""
    enough = tried()
    choice = random.Random(seed)
    for data in _large(kind, choice):
        if enough(data):
            return


def _large(kind: Kind, choice: random.Random) -> Iterator[bytes]:
    seeds, words = list(kind.seeds()), [word.encode("utf-8", "surrogatepass") for word in kind.words]
    choice.shuffle(seeds)
    while True:
        for number, example in enumerate(seeds):
            first, *lines = example.splitlines(keepends=True) or [b""]
            yield _filled(b"", example)
            if lines:
                yield _filled(first, choice.choice(lines))
            yield _filled(example, choice.choice(words))
            yield _filled(b"", words[number % len(words)] + choice.choice(words))


def _filled(start: bytes, unit: bytes) -> bytes:
    """Return a MiB that begins so and goes on with one unit over and over."""
    size = MIB - len(start)
    return start + (unit * (size // max(len(unit), 1) + 1))[:size] if unit else start


ENGINES = {"atheris": with_atheris, "hypothesis": with_hypothesis, "large": with_large}
