"""How many slips in the rules the tests would notice: mutation testing with mutmut, over what decides an answer.

A mutant is the program with one small slip in it: `<` for `<=`, `and` for `or`, an argument left out. The tests that
reach the place are run on each; a mutant is killed when one of them fails. Those that no test notices are survivors,
and stand in `docs/survivors.md`, each with the reason why it may live.

    python tools/mutation.py                      all mutants of all modules
    python tools/mutation.py --module dates/edtf  those of one module
    python tools/mutation.py --sample 30          so many of each module, drawn by --seed
    python tools/mutation.py --go-on              those that the last run did not come to
    python tools/mutation.py --again              of the last run, those on which no test failed

The last two take in changes of the tests. After a change of the program all begins anew, for what was found out is of
the program as it was.

Fails where less than 90 % are killed, of all or of a group, and where a survivor is not on the list.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import libcst
from mutation_report import FOLDER, LEAST, SOURCE, SURVIVORS, Change, Draw, Mutant, listed, modules, table, tried
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation import file_mutation, mutators
from mutmut.mutation.diff_apply import get_diff_for_mutant


def choose_mutants() -> None:
    """Let mutmut mutate properties and functions with a cache as well, which it leaves alone like all with a decorator,
    and no SQL into SQL that says the same in other letters.

    Those decorators read the function and do nothing besides, so they may stand around the switch between the mutants.
    """
    leave_alone = file_mutation.MutationVisitor._skip_node_and_children  # noqa: SLF001
    arrange = file_mutation.function_trampoline_arrangement

    def leave_less_alone(visitor: Any, node: libcst.CSTNode) -> bool:
        if isinstance(node, libcst.FunctionDef) and len(node.decorators) == 1 and _reads_only(node.decorators[0]):
            return False
        return bool(leave_alone(visitor, node))

    def arrange_inside(function: libcst.FunctionDef, mutants: Any, class_name: str | None) -> Any:
        outer = [decorator for decorator in function.decorators if _reads_only(decorator)]
        if not outer:
            return arrange(function, mutants, class_name)
        before, methods, behind, names = arrange(function.with_changes(decorators=()), mutants, class_name)
        methods[0] = methods[0].with_changes(decorators=[*outer, *methods[0].decorators])
        return before, methods, behind, names

    for position, (kind, operator) in enumerate(mutators.mutation_operators):
        if operator is mutators.operator_string:
            mutators.mutation_operators[position] = (kind, _strings)
    file_mutation.MutationVisitor._skip_node_and_children = leave_less_alone  # noqa: SLF001
    file_mutation.function_trampoline_arrangement = arrange_inside


def _strings(node: libcst.BaseString) -> Iterator[libcst.BaseString]:
    """The mutants of a string; of SQL, in which the case of letters counts for nothing, without those in other case."""
    written = getattr(node, "value", "")
    for mutant in mutators.operator_string(node):
        if not _SQL.search(written) or getattr(mutant, "value", "").lower() != written.lower():
            yield mutant


_SQL = re.compile(r"SELECT | AND | OR | [<>]?= |\?")


def _reads_only(decorator: libcst.Decorator) -> bool:
    named = decorator.decorator
    named = named.func if isinstance(named, libcst.Call) else named
    return isinstance(named, libcst.Name) and named.value in {"property", "lru_cache"}


def run(wanted: Sequence[str], draw: Draw, again: Sequence[str]) -> None:
    """Try the mutants of some modules, or those that are drawn, or some of the last run by their names."""
    config().only_mutate = [str(SOURCE / f"{module}.py") for module in wanted]
    choose_mutants()
    collect = mutmut.collect_source_file_mutation_data

    def collect_drawn(**asked: Any) -> Any:
        found, by_path = collect(**asked)
        chosen: set[str] = set()
        for module in wanted:
            chosen |= draw.of(module, list(by_path[str(SOURCE / f"{module}.py")].exit_code_by_key))
        return [one for one in found if one[1] in chosen], by_path

    mutmut.collect_source_file_mutation_data = collect_drawn
    mutmut.cli(["run", "--max-children", "1", *again], standalone_mode=False)


def change(mutant: Mutant) -> Change:
    """Return what a mutant changed."""
    diff = get_diff_for_mutant(mutant.name, path=SOURCE / f"{mutant.module}.py").splitlines()[2:]
    return Change(mutant.function, tuple(f"{line[0]} {line[1:].strip()}" for line in diff if line[:1] in {"-", "+"}))


def main(arguments: Sequence[str]) -> int:
    """Run, print the table and what is amiss, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--module", choices=list(modules()), help="only this module")
    parser.add_argument("--sample", type=int, help="only so many mutants of each module")
    parser.add_argument("--seed", type=int, default=1, help="which ones are drawn")
    parser.add_argument("--go-on", action="store_true", help="keep what the last run found, and try the rest")
    parser.add_argument("--again", action="store_true", help="try those again that no test failed on in the last run")
    parser.add_argument("--report", action="store_true", help="only print the table of the last run")
    asked = parser.parse_args(arguments)
    wanted = [asked.module] if asked.module else list(modules())
    draw = Draw(asked.sample, asked.seed)
    again = [mutant.name for mutant in tried(wanted, draw) if mutant.status != "killed"] if asked.again else []
    if not asked.report:
        if not asked.again and not asked.go_on:
            shutil.rmtree(FOLDER, ignore_errors=True)
        run(wanted, draw, again)
    mutants = tried(wanted, draw)
    figures, missed = table(mutants, modules())
    known = listed(SURVIVORS.read_text(encoding="utf-8"))
    new = [(mutant, change(mutant)) for mutant in mutants if not mutant.killed]
    new = [(mutant, what) for mutant, what in new if what not in known]
    for mutant, what in new:
        print(f"\n{what}\n({mutant.status}; not in {SURVIVORS})")
    print(f"\n{figures}")
    for group in missed:
        print(f"less than {LEAST:.0f} % of {group} were killed")
    if new:
        print(f"{len(new)} survivors are not in {SURVIVORS}")
    return 1 if missed or new else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
