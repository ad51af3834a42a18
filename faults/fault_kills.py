"""Commands that are ended midway: at random moments, before each step on disk, in the middle of a write, by signals."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from fault_cases import Case, State, judge, sweep_left
from fault_child import kill_before
from fault_setting import Setting, remove, temporaries
from fault_tally import Tally

_SIZES = (1, 2_000, 20_000, 100_000)
"""Sizes in bytes at which a growing file ends the process that writes it."""
_NEEDS = {
    "parquet": "pyarrow.parquet",
    "gexf": "networkx",
    "graphml": "networkx",
    "ics": "icalendar",
    "report": "jinja2",
}
"""The large libraries that commands load, to be loaded before they are forked."""
_ASKED = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""The signals by which a process is asked to end."""
_AGAIN = 5
"""After one in how many of the kills before a step the command is run again, undisturbed."""
_COMPILE = ("timeline", "--log", "log.yaml")


def at_random_moments(setting: Setting, cases: list[Case]) -> Iterator[Tally]:
    """`kill -9` at moments spread over the time that the undisturbed command takes; a line for each command."""
    dice = random.Random(setting.seed)
    for case in cases:
        tally = Tally(f"kill -9, {case.name}")
        expected = _expected(setting, case)
        took = _duration(setting, case)
        for n in range(setting.moments):
            older = case.older if not case.newer or n % 2 else False
            old, new = case.prepare(setting, older=older), expected[older]
            moment = took * (n + dice.random()) / setting.moments
            before = {path.name for path in setting.work.iterdir()}
            _end(setting, case.arguments, moment, signal.SIGKILL)
            tally.runs += 1
            found = case.found(setting)
            judge(tally, found, old, new, f"{case.name} killed after {moment:.3f} s of {took:.3f}")
            _afterwards(tally, setting, case, new)
            sweep_left(tally, setting, before | {case.target})
        yield tally


def before_each_step(setting: Setting, cases: list[Case]) -> Iterator[Tally]:
    """`kill -9` right before each change that a command makes to a file or folder: every such moment there is."""
    for case in cases:
        tally = Tally(f"kill -9 before each step, {case.name}")
        expected = _expected(setting, case)
        for older in _befores(case):
            for step in range(10_000):
                old = case.prepare(setting, older=older)
                before = {path.name for path in setting.work.iterdir()}
                if not _killed(setting, case.arguments, step):
                    break
                tally.runs += 1
                judge(tally, case.found(setting), old, expected[older], f"{case.name} killed before step {step}")
                if step % _AGAIN == 0:
                    _afterwards(tally, setting, case, expected[older])
                sweep_left(tally, setting, before | {case.target})
            found = case.found(setting)
            if found != expected[older]:
                tally.half += 1
                tally.miss(f"{case.name}: not killed, and not as without the hook")
        yield tally


def amid_a_write(setting: Setting, cases: list[Case]) -> Iterator[Tally]:
    """Killed by the kernel in the midst of a write, when a file has grown to a size."""
    tally = Tally("killed amid a write, all commands")
    for case in cases:
        expected = _expected(setting, case)
        for older in _befores(case):
            for size in _SIZES:
                old = case.prepare(setting, older=older)
                before = {path.name for path in setting.work.iterdir()}
                said = setting.run(*case.arguments, happens=("--bytes", str(size)))
                tally.runs += 1
                judge(tally, case.found(setting), old, expected[older], f"{case.name} killed at {size} bytes")
                if said.code not in {0, -signal.SIGXFSZ}:
                    tally.wrong += 1
                    tally.miss(f"{case.name} at {size} bytes: {said.shown}")
                _afterwards(tally, setting, case, expected[older])
                sweep_left(tally, setting, before | {case.target})
    yield tally


def by_signals(setting: Setting, cases: list[Case]) -> Iterator[Tally]:
    """SIGTERM, SIGHUP and SIGINT midway: as for `kill -9`, and nothing is left lying about, and the exit code tells."""
    dice = random.Random(setting.seed + 1)
    for number in _ASKED:
        tally = Tally(f"{number.name}, all commands")
        for case in cases:
            expected, took = _expected(setting, case), _duration(setting, case)
            for n in range(max(setting.moments // 10, 2)):
                older = case.older if not case.newer or n % 2 else False
                old, new = case.prepare(setting, older=older), expected[older]
                before = {path.name for path in setting.work.iterdir()}
                moment = took * dice.random()
                code, said = _end(setting, case.arguments, moment, number)
                tally.runs += 1
                judge(tally, case.found(setting), old, new, f"{case.name}, {number.name} after {moment:.3f} s")
                fitting = {0, -number, 130} if number == signal.SIGINT else {0, -number}
                if code in fitting and b"Traceback" not in said:
                    tally.told += 1
                else:
                    tally.wrong += 1
                    tally.miss(f"{case.name}, {number.name} after {moment:.3f} s: exit {code}, {said[-500:]!r}")
                sweep_left(tally, setting, before | {case.target})
        yield tally


def compiling(setting: Setting) -> Iterator[Tally]:
    """`kill -9` while a log is compiled into the cache; afterwards the same cache gives the right answer."""
    dice = random.Random(setting.seed + 2)
    log = setting.log.read_bytes()
    for name, arguments in (("a log", _COMPILE), ("a folder of logs", ("timeline", "--log", "."))):
        tally = Tally(f"kill -9, compile of {name}")
        setting.clean()
        remove(setting.cache)
        (setting.work / "log.yaml").write_bytes(log)
        right = setting.run(*arguments).out
        _preload()
        remove(setting.cache)
        start = time.perf_counter()
        _ended(setting, _fork(setting, arguments))
        took = time.perf_counter() - start
        whole = _kept(setting.cache)
        for n in range(setting.moments):
            remove(setting.cache)
            moment = took * (n + dice.random()) / setting.moments
            _end(setting, arguments, moment, signal.SIGKILL)
            tally.runs += 1
            _judge_cache(tally, setting, whole, f"compile of {name} killed after {moment:.3f} s of {took:.3f}")
            tally.left += len(temporaries(setting.cache)) if setting.cache.exists() else 0
            for _ in range(2):  # once to mend the cache, once out of it
                said = setting.run(*arguments)
                if (said.code, said.out) == (0, right):
                    tally.right += 1
                else:
                    tally.wrong += 1
                    tally.miss(f"after a compile killed at {moment:.3f} s: {said.shown}")
        yield tally


def _kept(cache: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in cache.iterdir() if path.suffix in {".db", ".part"}}


def _judge_cache(tally: Tally, setting: Setting, whole: Mapping[str, bytes], what: str) -> None:
    """Count whether the compiled log is there, whole, or is not there."""
    found = _kept(setting.cache) if setting.cache.exists() else {}
    halves = [name for name, content in found.items() if whole.get(name) != content]
    if halves:
        tally.half += 1
        tally.miss(f"{what}: {halves} not as they should be")
    elif any(name.endswith(".db") for name in found):
        tally.new += 1
    else:
        tally.old += 1


def _expected(setting: Setting, case: Case) -> dict[bool, State]:
    """What is at the target after an undisturbed run, by whether something was there before."""
    expected = {}
    for older in (False, True):
        case.prepare(setting, older=older)
        code, said = _ended(setting, _fork(setting, case.arguments))
        if code != 0:
            raise AssertionError(f"{case.name} fails undisturbed: {said!r}")
        expected[older] = case.found(setting)
    return expected


def _befores(case: Case) -> list[bool]:
    return [older for older, tried in ((False, case.newer), (True, case.older)) if tried]


def _duration(setting: Setting, case: Case) -> float:
    """Seconds that the undisturbed command takes, the cache being warm: the median of three."""
    times = []
    for _ in range(3):
        case.prepare(setting, older=False)
        start = time.perf_counter()
        _ended(setting, _fork(setting, case.arguments))
        times.append(time.perf_counter() - start)
    return sorted(times)[1]


def _end(setting: Setting, arguments: tuple[str, ...], moment: float, number: signal.Signals) -> tuple[int, bytes]:
    """Start a command, send it a signal after `moment` seconds, and return its exit code and what it said."""
    child = _fork(setting, arguments)
    time.sleep(moment)
    os.kill(child, number)
    return _ended(setting, child)


def _afterwards(tally: Tally, setting: Setting, case: Case, new: State) -> None:
    """Run the command again, undisturbed, with all that the killed one left, where something was left: it must succeed
    and leave the same.
    """
    if not temporaries(setting.work, setting.scratch):
        return
    code, said = _ended(setting, _fork(setting, case.arguments))
    found = case.found(setting)
    same = found == new or (case.folder and found is not None and new is not None and new.items() <= found.items())
    if code == 0 and same:
        tally.right += 1
    else:
        tally.wrong += 1
        tally.miss(f"{case.name}, again after a kill: exit {code}, {said[-500:]!r}")


@cache
def _preload() -> None:
    """Import the whole program, so that a fork of this process begins at once."""
    import ikhtilaf

    for module in walk_packages(ikhtilaf.__path__, "ikhtilaf."):
        import_module(module.name)


def _killed(setting: Setting, arguments: tuple[str, ...], step: int) -> bool:
    """Run a command and kill it before a step; return whether it had so many, else it ran to its end."""
    code, said = _ended(setting, _fork(setting, arguments, step))
    if code not in {0, -signal.SIGKILL}:
        raise AssertionError(f"{' '.join(arguments)} ends with {code} before step {step}: {said!r}")
    return code != 0


def _fork(setting: Setting, arguments: tuple[str, ...], step: int | None = None) -> int:
    """Start a command in a fork of this process, which has loaded the program already: all its time is work. With a
    `step`, it is killed before that. Returns the process's number.
    """
    _preload()
    for word in _NEEDS.keys() & set(arguments):
        import_module(_NEEDS[word])
    sys.stdout.flush()
    # A signal may come at once. It must not unwind the child into what this process has open: its working folder.
    signal.pthread_sigmask(signal.SIG_BLOCK, _ASKED)
    child = os.fork()
    if child == 0:
        try:
            _begin(setting, arguments, step)
        except BaseException:  # noqa: BLE001 -- the child ends here, whatever it was
            traceback.print_exc()
        finally:
            os._exit(1)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASKED)
    return child


def _begin(setting: Setting, arguments: tuple[str, ...], step: int | None) -> None:
    """Be the command, in a fork whose signals are held back until it has begun; ends the process."""
    os.environ.clear()
    os.environ.update(setting.environment())
    os.chdir(setting.work)
    null, said = os.open(os.devnull, os.O_RDWR), os.open(_said(setting), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream, to in ((0, null), (1, null), (2, said)):
        os.dup2(to, stream)
    sys.argv[1:] = arguments
    from ikhtilaf.__main__ import main

    # One that has come already ends it as it ends a program that has not begun.
    for number in _ASKED:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASKED)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if step is not None:
        kill_before(step)
    main()


def _ended(setting: Setting, child: int) -> tuple[int, bytes]:
    """Wait for the end of a process; return its exit code and what it said."""
    _, status = os.waitpid(child, 0)
    said = _said(setting)
    return os.waitstatus_to_exitcode(status), said.read_bytes() if said.exists() else b""


def _said(setting: Setting) -> Path:
    return setting.folder / "stderr"
