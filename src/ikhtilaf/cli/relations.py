"""The forms that `relations` answers in: a list, one pair with its history, verdicts, a matrix, triads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from ikhtilaf.cli.context import Printer, note
from ikhtilaf.cli.errors import OnePlaceError
from ikhtilaf.dates import iso
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.render.formats import Format

Row = dict[str, Any]


class Request(NamedTuple):
    """What was asked: of which assertions, on which day, with which filters, and the filters in words."""

    assertions: Assertions
    day: int
    filters: Filters
    held: list[str]

    def heading(self, title: str) -> list[str]:
        """Return the line above a table."""
        return [f"{title} on {iso(self.day)}" + (f": {self.held[0]}" if self.held else "")]

    def one_place(self, option: str) -> str | None:
        """Return the one place asked for, None for none; raise `OnePlaceError` for more."""
        if len(self.filters.places) > 1:
            raise OnePlaceError(option)
        return self.filters.places[0] if self.filters.places else None


def listing(request: Request, out: Printer) -> int:
    """Every pair with a state on the day."""
    from ikhtilaf.log.garbage import uncollected
    from ikhtilaf.query.shares import relations_by_several
    from ikhtilaf.render.sheets_of_relations import RELATIONS

    def found(made: Callable[[Iterable[Row]], Iterable[Any]] = iter) -> Generator[Any]:
        shown = out.shows("since")
        return relations_by_several(request.assertions, request.day, request.filters, dated=shown, made=made)

    pieces_of = out.pieces_of(RELATIONS)
    if pieces_of is not None:
        with uncollected(), closing(found(pieces_of)) as pieces:
            return out.pieces(pieces, RELATIONS)
    with uncollected():
        rows = list(found())
    sheet, group = RELATIONS, None
    if out.for_eyes and out.options.fields is None:
        sheet, group = RELATIONS.without("between").without_empty(rows), _pair
    return out.rows(rows, sheet, heading=request.heading("Relations"), foot=_legend(rows), group=group)


def between(request: Request, out: Printer) -> int:
    """One pair (an umbrella with its parts): the state now, by place, then the history."""
    from ikhtilaf.query.pair import pair_history
    from ikhtilaf.render.sheets_of_relations import HISTORY, RELATIONS, STANDING

    answer = pair_history(request.assertions, request.day, request.filters)
    rows, past = answer["rows"], answer["history"]
    whole = out.options.fields is None
    if out.format is Format.JSON and whole:
        out.value(answer)
    elif out.format is Format.JSONL and whole:
        out.rows([answer], STANDING)
    elif out.for_eyes and whole:
        now, then = RELATIONS.without("between").without_empty(rows), HISTORY.without("between").without_empty(past)
        out.rows(rows, now, heading=request.heading("Standing"), foot=_legend(rows), group=_pair)
        if past:
            sys.stdout.write("\n")
            out.rows(past, then, heading=["History"], foot=_measured(answer["measures"], past), group=_pair)
    else:
        standing = ({"part": "now", **row} for row in rows)
        stood = ({"part": "history", **row, "since": row["from"], "as_of": None, "possible": []} for row in past)
        out.rows([*standing, *stood], STANDING)
    _say_what_came_before(request)
    return sum(bool(row["states"] or row["possible"]) for row in rows) + len(past)


def _pair(row: Row) -> str:
    return " and ".join(row["between"])


def _say_what_came_before(request: Request) -> None:
    """Tell who asks for a day before a faction was there of whom to ask instead."""
    from ikhtilaf.render.sheets import words_of

    for faction in request.filters.between or ():
        for ancestor in request.assertions.lineages.ancestors(faction):
            first = ancestor.born[0]
            if ancestor.steps == 1 and first is not None and request.day < first:
                note(
                    f"{faction} came out of {ancestor.faction} in {words_of(ancestor.date)}: ask for {ancestor.faction}"
                )


def _measured(measures: Sequence[Row], periods: Sequence[Row]) -> Any:
    """The lines under a history: days in each state, changes, silence."""
    from ikhtilaf.render.things import days_words, span_words

    def foot(shown: int) -> list[str]:
        said = [f"{shown} period{'' if shown == 1 else 's'}"]
        if any(row["postscript"] for row in periods):
            said.append("† postscript: after what the log covers")
        for pair in measures:
            days = days_words(pair["days"]) or "unknown throughout"
            silence, names = span_words(pair["longest_silence"]), " ".join(pair["between"])
            changes = f"{pair['changes']} change{'' if pair['changes'] == 1 else 's'}"
            said.append(f"{names} in general, in days, least to most: {days}; {changes}; longest silence {silence}")
        return said

    return foot


def explain(request: Request, out: Printer) -> int:
    """For each answer, what became of every assertion."""
    from ikhtilaf.query.resolve import RULES
    from ikhtilaf.render.sheets_of_things import VERDICTS

    def group(row: Row) -> str:
        return f"{' '.join(row['between'])}, {row['asked'] or 'in general'}: {row['answer']}"

    used: set[int] = set()

    def watched() -> Iterator[Row]:
        for row in _verdicts(request):
            used.add(row["rule"])
            yield row

    return out.rows(
        watched(),
        VERDICTS,
        heading=request.heading("Why"),
        group=group,
        foot=lambda _: [f"rule {n}: {rule}" for n, rule in RULES.items() if n in used],
    )


def _verdicts(request: Request) -> Iterator[Row]:
    from ikhtilaf.query.moments import When, moment
    from ikhtilaf.query.relations import answers, chosen_pairs, wanted

    assertions, filters = request.assertions, request.filters
    for pair in chosen_pairs(assertions, filters):
        for answer in answers(assertions, pair, request.day, filters.places, explained=True):
            if not wanted(assertions, answer, filters):
                continue
            for verdict in answer.resolution.verdicts:
                candidate = verdict.candidate
                yield {
                    "between": list(pair),
                    "asked": answer.place,
                    "as_of": iso(request.day),
                    "answer": answer.resolution.state,
                    "outcome": verdict.outcome.value,
                    "rule": verdict.rule,
                    "state": candidate.state,
                    "place": candidate.place,
                    "began": moment(When(candidate.held_since, candidate.held)),
                    "reason": verdict.reason,
                    "by": verdict.by,
                    "event": candidate.event,
                    "inherited_from": list(candidate.inherited_from) or None,
                    "sources": list(candidate.sources),
                    "at": candidate.at,
                }


def matrix(request: Request, out: Printer) -> int:
    """Factions by factions."""
    from ikhtilaf.query.matrix import make_matrix
    from ikhtilaf.render.matrix import matrix_lines

    place = request.one_place("--matrix")
    made = make_matrix(request.assertions, request.day, place, request.filters)
    if not out.for_eyes:
        return _matrix_rows(made, out)
    covered = request.assertions.store.covers[1]
    after = covered is not None and request.day > covered
    lines = matrix_lines(made, request.heading("Relations")[0], out.plain(), postscript=after)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return len(made.factions)


def _matrix_rows(made: Any, out: Printer) -> int:
    from ikhtilaf.render.columns import Column
    from ikhtilaf.render.sheets import Sheet

    columns = tuple(Column(name, name, style="state") for name in ("faction", *made.factions))
    return out.rows(made.rows(), Sheet(columns, columns))


def balance(request: Request, out: Printer) -> int:
    """Triads of factions, balanced or not."""
    from ikhtilaf.query.balance import balance as ask
    from ikhtilaf.query.balance import left_out
    from ikhtilaf.render.sheets_of_things import TRIADS

    place = request.one_place("--balance")
    rows = ask(request.assertions, request.day, place, request.filters)
    balanced = sum(row["balanced"] for row in rows)

    def foot(shown: int) -> list[str]:
        without = left_out(request.assertions, request.day, place, request.filters)
        return [
            f"{shown} triad{'' if shown == 1 else 's'}, {balanced} balanced",
            f"{without} more are left out: a side is contested, only possible, or has no sign (tolerance, ceasefire)",
        ]

    return out.rows(rows, TRIADS, heading=request.heading("Structural balance"), foot=foot)


def _legend(rows: Sequence[Row]) -> Any:
    from ikhtilaf.render.sheets_of_relations import state_words

    def foot(shown: int) -> list[str]:
        count = f"{shown} {'row' if shown == 1 else 'rows'}"
        unsure = any(state_words(row).endswith("?") for row in rows)
        return [count, *(["? not certain: vague dates, a hedge, or somebody doubts it"] if unsure else [])]

    return foot
