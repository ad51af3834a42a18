"""A pytest plugin for the tests that judge mutants: few examples, always the same ones, none made smaller where it
fails, and nothing remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import Phase, settings

MOST_EXAMPLES = 6
"""Examples of a property: a survivor goes through all tests that reach it, and a hundred examples of each take long."""

PHASES = (Phase.explicit, Phase.generate)
"""Not the search for a smaller example once one has failed, which may take longer than the clock of a mutant allows:
what a test had noticed would count as run out of time.
"""

_OWN = "_hypothesis_internal_use_settings"


def pytest_sessionstart() -> None:
    """Forget the dates that the tests have read before a mutant was in their way: every mutant runs in a fork."""
    from ikhtilaf.dates import edtf, words

    for remembered in (edtf._parse, words._in_words):  # noqa: SLF001
        remembered.cache_clear()


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Give every property few examples, in the order that its name draws.

    What a test asks of hypothesis itself wins over any profile, so it is changed where hypothesis keeps it.
    """
    for item in items:
        test = getattr(item, "obj", None)
        if hasattr(test, "hypothesis"):
            asked: settings = getattr(test, _OWN)
            few = settings(
                asked,
                max_examples=min(asked.max_examples, MOST_EXAMPLES),
                deadline=None,
                derandomize=True,
                database=None,
                phases=PHASES,
            )
            setattr(test, _OWN, few)
