"""Warm: what a filter costs as the log grows and the rows out stay the same, and beside the peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import answers
import peer_commands
from answers import Record, separated
from peer_commands import MissingPeer, Peer
from report import Figure
from setting import Setting, seconds
from timing import Command, interleaved

QUESTIONS: Mapping[str, Sequence[str]] = {
    "warm-province": ("timeline", "--province", "p-rare"),
    "warm-since": ("timeline", "--faction", "f-rare-a", "--since", "2005"),
    "warm-text": ("timeline", "--text", "a rare phrase"),
    "warm-between": ("relations", "--between", "f-rare-a", "f-rare-b"),
    "warm-summary": ("summary", "f-rare-a"),
}
FIELDS = ("--fields", "id,date,title")


def measure_growth(setting: Setting) -> None:
    """Measure each question on logs of three sizes, in turn; first check that the answers are the same."""
    sizes = [setting.size[name] for name in ("small", "middle", "large")]
    logs = {f"{size:,}": setting.warm_log(size, lambda command: _must(setting, command)) for size in sizes}
    for key, question in QUESTIONS.items():
        commands = {name: setting.ikhtilaf(*question, "--log", log) for name, log in logs.items()}
        found = {name: answers.output(name, command) for name, command in commands.items()}
        # `at` and the like name the file; the log's own name differs from size to size.
        told = {n: separated(out.replace(logs[n].name.encode(), b"log")) for n, out in found.items() if out is not None}
        rows = answers.agree(told)
        series = interleaved(commands, setting.rounds)
        middle = f"{sizes[1]:,}"
        between = "" if series[middle].timed_out else f"{middle}: {seconds(series[middle].wall)}; "
        setting.compare(key, series, f"{sizes[2]:,}", f"{sizes[0]:,}", f"{between}{rows} rows")


def _must(setting: Setting, command: Command) -> None:
    if answers.output("compiling", command) is None:
        setting.say("compiling ran into its time-out")


def measure_filter(setting: Setting) -> None:
    """Measure the filter beside each peer; first check that each gives the same events."""
    for count, peers in (
        (setting.size["large"], peer_commands.filters_over_parquet(setting, setting.size["large"])),
        (setting.size["middle"], peer_commands.other_filters(setting, setting.size["middle"])),
    ):
        _beside(setting, count, peers)


def _beside(setting: Setting, count: int, peers: Sequence[Peer | MissingPeer]) -> None:
    log = setting.warm_log(count, lambda command: _must(setting, command))
    ours = setting.ikhtilaf(*QUESTIONS["warm-province"], *FIELDS, "--log", log)
    expected = separated(answers.output("ikhtilaf", ours) or b"")
    commands = {"ikhtilaf": ours}
    keys: dict[str, str] = {}
    for peer in peers:
        if isinstance(peer, MissingPeer):
            setting.left_out(peer.key, f"{peer.name} is not installed: {peer.install}")
            continue
        out = answers.output(peer.name, peer.command)
        if out is None:
            setting.note(Figure(peer.key, None, note=f"time-out of {peer.name}"))
            continue
        answers.agree({"ikhtilaf": _seen_by(peer, expected), peer.name: peer.read(out)})
        commands[peer.name], keys[peer.name] = peer.command, peer.key
    series = interleaved(commands, setting.rounds)
    for name, key in keys.items():
        setting.compare(key, series, "ikhtilaf", name)


def _seen_by(peer: Peer, records: Sequence[Record]) -> list[Record]:
    """The records as a peer can know them: without the date where it knows no vague ones."""
    return list(records) if peer.dated else [(identifier, title) for identifier, _, title in records]
