"""Everything that is fed with bytes: the targets by name, what each begins from, and how many runs it gets of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import corpus
from limits import Target


class Kind(NamedTuple):
    """A target: what makes it (which imports the program), the inputs to begin from, words that inputs are made of, the
    longest input, its share of all runs, and the packages of the program whose lines lead atheris.
    """

    make: Callable[[], Target]
    seeds: Callable[[], Sequence[bytes]]
    words: Sequence[str]
    longest: int
    share: int
    led_by: Sequence[str]


_DATE_WORDS = (
    *("2014-12", "-22", "-XX", "XX", "~", "?", "%", "/", "..", "T10:10:10", "Z", "+05:00", "Y-170000002", "E5", "S2"),
    *("[1667,1668]", "{1960..}", "0000", "-0001", "9999", "unknown", "18 October 2017", "Oct", "Wed", "winter 2014/15"),
    *("first half of", "Q3", "early", "the 2010s", "about", "c. ", "18/10/2017", "’", "\u0663", "\u00b2", "st", "00"),
)
_YAML_WORDS = (
    *(
        "log:\n",
        "events:\n",
        "sources:\n",
        "places:\n",
        "factions:\n",
        "people:\n",
        "  - id: a\n",
        "    date: 2015-22\n",
    ),
    *(
        "title: x\n",
        "covers: 2014/2017-10\n",
        "reporter: n1\n",
        "claims:\n",
        "{source: n1, stance: denies}",
        "between: ",
    ),
    *("[a, b]", "state: war\n", "relations:\n", "type: fight\n", "text: >-\n", "wording: |\n", "note: ", "facts:\n"),
    *("kind: leader\n", "part_of: ", "split_from: ", "within: ", "includes: ", "coordinates: [1, 2]\n", "aliases: "),
    *("after: ", "ends: ", "cites: ", "passages: ", "&a", "*a", "!!str ", "<<: ", "? ", ": ", "- ", "---\n", "...\n"),
    *("%YAML 1.2\n", "#", '"\\ud800"', '"\\U0010ffff"', '"\\x1b[31m"', "\t", "\r\n", "\u2028", "\ufeff", "'", '"', "~"),
)
_TABLE_WORDS = (
    *(",", ";", "\t", "|", '"', '""', "\n", "\r\n", "\0", "2016-03-01", "05 January 2023", "03/05/2017", "1", "2", "3"),
    *("Hill Front", "Civilians", "Government of ", "34.5", "-181", "1e400", "nan", "inf", "\ufeff", "\u0663", "=1+1"),
    *("00:00:00.000", "Unknown", " - ", "9" * 20, "-1", "0", "99999-01-01", "\x1f\x8b", "PK\x03\x04", "\ud800"),
)
_TEXT_WORDS = (
    *("<script>", "]]>", "-->", "&amp;", "&", '"', "'", "\x1b[31m", "\0", "\r\n", "\n\n", "\t", "=1+1", "@x", "|", "`"),
    *(
        "\u202e",
        "\u2067",
        "\ufeff",
        "\u2028",
        "\ufffe",
        "\U0010ffff",
        "e\u0301",
        "\u0640",
        "\u4e2d",
        "\U0001f468\u200d",
    ),
    *("{{ 7 }}", "{% x %}", "${", "%%{init", "END:VEVENT", "\\N", "\\", "AF-NAN", "https://e.org/", "javascript:", " "),
)


def _dates() -> Target:
    from read_targets import dates

    return dates()


def _loader() -> Target:
    from read_targets import loader

    return loader()


def _parsers() -> Target:
    from read_targets import parsers

    return parsers()


def _layout() -> Target:
    from read_targets import layout

    return layout()


def _ucdp() -> Target:
    from read_targets import table

    return table("ucdp")


def _acled() -> Target:
    from read_targets import table

    return table("acled")


def _mapped() -> Target:
    from read_targets import table

    return table("csv")


def _map() -> Target:
    from read_targets import mapping

    return mapping()


def _answers() -> Target:
    from write_targets import answers

    return answers()


def _exports() -> Target:
    from write_targets import exports

    return exports()


def _pictures() -> Target:
    from write_targets import pictures

    return pictures()


def _report() -> Target:
    from write_targets import report

    return report()


TARGETS = {
    "dates": Kind(_dates, corpus.dates, _DATE_WORDS, 150, 889, ("ikhtilaf.dates",)),
    "loader": Kind(_loader, corpus.yaml_documents, _YAML_WORDS, 4096, 12, ("ikhtilaf.log", "ikhtilaf.dates")),
    "parsers": Kind(_parsers, corpus.yaml_documents, _YAML_WORDS, 2048, 10, ("ikhtilaf.log",)),
    "layout": Kind(_layout, corpus.yaml_documents, _YAML_WORDS, 2048, 11, ("ikhtilaf.log", "ikhtilaf.cli")),
    "ucdp": Kind(_ucdp, lambda: corpus.tables("ucdp"), _TABLE_WORDS, 4096, 11, ("ikhtilaf.imports",)),
    "acled": Kind(_acled, lambda: corpus.tables("acled"), _TABLE_WORDS, 4096, 11, ("ikhtilaf.imports",)),
    "csv": Kind(_mapped, lambda: corpus.tables("raids"), _TABLE_WORDS, 4096, 11, ("ikhtilaf.imports",)),
    "map": Kind(
        _map,
        corpus.maps,
        (*_YAML_WORDS, "columns:\n", "dataset:\n", "date_format: ", "%d", "%j"),
        2048,
        11,
        ("ikhtilaf.imports", "ikhtilaf.log"),
    ),
    "answers": Kind(_answers, corpus.texts, _TEXT_WORDS, 512, 11, ("ikhtilaf.render",)),
    "exports": Kind(_exports, corpus.texts, _TEXT_WORDS, 512, 11, ("ikhtilaf.export", "ikhtilaf.render")),
    "pictures": Kind(_pictures, corpus.texts, _TEXT_WORDS, 512, 11, ("ikhtilaf.pictures", "ikhtilaf.render")),
    "report": Kind(_report, corpus.texts, _TEXT_WORDS, 512, 1, ("ikhtilaf.report", "ikhtilaf.pictures")),
}
"""The shares add up to 1,000."""
